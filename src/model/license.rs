//! What a document states about a component's licence: raw text, never interpreted here.

use serde::{Deserialize, Serialize};

/// One licence statement. A component may have several (declared and concluded, or a list).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedLicense {
    /// Exactly what the document says: an expression, an id, a name or an address.
    /// `NONE` and `NOASSERTION` stay as they are.
    pub raw: String,
    pub role: LicenseRole,
    /// What it means that several statements of the same role stand side by side.
    pub list: ListMeaning,
}

impl StatedLicense {
    pub fn declared(raw: impl Into<String>) -> Self {
        Self { raw: raw.into(), role: LicenseRole::Declared, list: ListMeaning::Single }
    }

    /// False for blanks and `NOASSERTION`, which leave the word to others.
    pub fn says_something(&self) -> bool {
        let raw = self.raw.trim();
        !raw.is_empty() && !raw.eq_ignore_ascii_case("NOASSERTION")
    }
}

/// Who says so. Concluded outranks declared, declared outranks detected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LicenseRole {
    Detected,
    Declared,
    Concluded,
}

/// How to read several licences of one role (`licences.md` table 1.3a; CycloneDX leaves it open).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ListMeaning {
    /// The only statement of its role.
    #[default]
    Single,
    /// All of them apply, by the format's rule.
    All,
    /// Any one of them may be chosen, by the format's rule.
    Any,
    /// The format does not say: read as all, and said so.
    Unstated,
}
