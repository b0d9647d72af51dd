//! The judging context: asked once, shown on every page, kept with every report.

use serde::{Deserialize, Serialize};

use super::EvidenceView;

/// For what the licences are judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    pub use_case: UseCase,
    pub outbound: Outbound,
    pub modified: Modified,
    /// Part of it runs in the browsers of its users: that part is shipped, whoever hosts the rest.
    #[serde(default)]
    pub client_side: bool,
    /// Whose word on a licence counts.
    #[serde(default)]
    pub evidence: EvidenceView,
}

impl Default for Context {
    /// Shipped as binary, outbound undecided, nothing modified.
    fn default() -> Self {
        Self {
            use_case: UseCase::Binary,
            outbound: Outbound::Undecided,
            modified: Modified::Nothing,
            client_side: false,
            evidence: EvidenceView::Strongest,
        }
    }
}

/// How the software reaches others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum UseCase {
    Internal,
    Saas,
    Binary,
    Source,
    Library,
}

impl UseCase {
    pub const ALL: [Self; 5] = [Self::Internal, Self::Saas, Self::Binary, Self::Source, Self::Library];

    /// The word of scripts: `internal`, `saas`, `binary`, `source`, `library`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Saas => "saas",
            Self::Binary => "binary",
            Self::Source => "source",
            Self::Library => "library",
        }
    }

    /// The words on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Internal => "Used inside",
            Self::Saas => "Hosted service",
            Self::Binary => "Shipped as binary",
            Self::Source => "Shipped as source",
            Self::Library => "Published as library",
        }
    }
}

/// The licence of the product itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Outbound {
    /// Not decided: outbound findings are off, combinations are still judged.
    Undecided,
    Proprietary,
    /// One SPDX licence id, such as `MIT` or `GPL-3.0-or-later`.
    License(String),
}

impl Outbound {
    pub fn title(&self) -> &str {
        match self {
            Self::Undecided => "Undecided",
            Self::Proprietary => "Proprietary",
            Self::License(id) => id,
        }
    }
}

/// Was third-party code changed?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Modified {
    #[default]
    Nothing,
    Everything,
}
