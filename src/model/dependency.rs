//! One dependency: an arrow from the dependent to what it depends on.

use serde::{Deserialize, Serialize};

use super::ComponentIndex;

/// An arrow from dependent to dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dependency {
    pub from: ComponentIndex,
    pub to: ComponentIndex,
    pub scope: Scope,
    pub kind: DependencyKind,
    /// Only where the document says how the two are joined (SPDX `STATIC_LINK`, say).
    pub linkage: Option<Linkage>,
}

impl Dependency {
    /// An ordinary dependency whose linkage the document does not state.
    pub fn new(from: ComponentIndex, to: ComponentIndex, scope: Scope) -> Self {
        Self { from, to, scope, kind: DependencyKind::DependsOn, linkage: None }
    }
}

/// "Needs" and "contains" are different arrows: an image contains a package it may never call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DependencyKind {
    #[default]
    DependsOn,
    Contains,
}

/// When a dependency is needed. Ordered from the weakest claim on what is shipped to the strongest:
/// where several hold, the greatest wins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    Test,
    Development,
    Build,
    Provided,
    Peer,
    Optional,
    /// The document does not say. Judged as runtime, and said so.
    #[default]
    Unknown,
    Runtime,
}

impl Scope {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Development => "development",
            Self::Build => "build",
            Self::Provided => "provided",
            Self::Peer => "peer",
            Self::Optional => "optional",
            Self::Unknown => "unknown",
            Self::Runtime => "runtime",
        }
    }

    /// The scope of a word of [`Self::as_str`].
    pub fn from_word(word: &str) -> Option<Self> {
        const ALL: [Scope; 8] = [
            Scope::Test,
            Scope::Development,
            Scope::Build,
            Scope::Provided,
            Scope::Peer,
            Scope::Optional,
            Scope::Unknown,
            Scope::Runtime,
        ];
        ALL.into_iter().find(|scope| scope.as_str() == word)
    }

    /// Test, development and build dependencies do not go out with the product.
    pub fn is_shipped(self) -> bool {
        !matches!(self, Self::Test | Self::Development | Self::Build)
    }
}

/// How two components are joined, from the loosest to the tightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Linkage {
    Tool,
    Process,
    Dynamic,
    Static,
    Merged,
}

impl Linkage {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tool => "tool",
            Self::Process => "process",
            Self::Dynamic => "dynamic",
            Self::Static => "static",
            Self::Merged => "merged",
        }
    }
}
