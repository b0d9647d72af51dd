//! How sure a licence is, by the way it was read from the text: what the severity of a finding weighs.

use serde::{Deserialize, Serialize};

use super::Evidence;

/// From sure to not known at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Confidence {
    /// SPDX ids, as written or in another spelling.
    Stated,
    /// A name or an address of the tables: their makers may be wrong.
    Mapped,
    /// A name with several meanings: a range.
    Ambiguous,
    /// No licence is known.
    #[default]
    Nothing,
}

impl Evidence {
    /// How sure the expression is.
    pub fn confidence(&self) -> Confidence {
        match self {
            Self::Exact | Self::Rewritten(_) | Self::Joined(_) => Confidence::Stated,
            Self::Alias(_) | Self::Url(_) => Confidence::Mapped,
            Self::Ambiguous(_) => Confidence::Ambiguous,
            Self::Unreadable(_) | Self::NotStated | Self::StatedNone | Self::NotInFile | Self::FormatHoldsNone => {
                Confidence::Nothing
            }
        }
    }

    /// One word for scripts: `exact`, `rewritten`, `alias`, `url`, `ambiguous`, `unknown`, `absent`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Rewritten(_) | Self::Joined(_) => "rewritten",
            Self::Alias(_) => "alias",
            Self::Url(_) => "url",
            Self::Ambiguous(_) => "ambiguous",
            Self::Unreadable(_) => "unknown",
            Self::NotStated | Self::StatedNone | Self::NotInFile | Self::FormatHoldsNone => "absent",
        }
    }
}
