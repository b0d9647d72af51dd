//! Why a decision no longer holds for a component.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Date;

/// What has changed since. Package and version name the first component it was seen on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The documents state another licence now. Empty: none.
    LicenseChanged { package: String, from: String, to: String },
    /// The version is outside the range that was decided on.
    VersionOutside { package: String, version: String, range: String },
    /// The finding speaks of other licences now.
    FindingChanged { from: Vec<String>, to: Vec<String> },
    /// The last day on which it held.
    Expired(Date),
    /// It expires on this day, and nobody said what day it is.
    TodayUnknown(Date),
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LicenseChanged { package, from, to } => {
                write!(out, "the licence of {package} changed from {} to {}", named(from), named(to))
            }
            Self::VersionOutside { package, version, range } => {
                let version = if version.is_empty() { "without a version" } else { version };
                write!(out, "{package} {version} is outside {range}")
            }
            Self::FindingChanged { from, to } => write!(
                out,
                "the licences of the finding changed from {} to {}",
                named(&from.join(", ")),
                named(&to.join(", "))
            ),
            Self::Expired(date) => write!(out, "it expired on {date}"),
            Self::TodayUnknown(date) => write!(out, "it expires on {date}, and today's date is not known"),
        }
    }
}

fn named(text: &str) -> &str {
    if text.is_empty() { "none stated" } else { text }
}
