//! How loudly a finding is told: by its verdict, by how sure the licence is, and by whether the component is required.
//!
//! Depth never lowers it: licences do not fade with distance. Colours and marks are the view's.

use serde::{Deserialize, Serialize};

use super::{Evidence, Verdict};
use crate::model::Scope;

/// From quiet to loud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Missing knowledge, no risk.
    Note,
    /// To be known, such as a duty or a choice.
    #[default]
    Info,
    /// A person must look.
    Review,
    /// Wrong as it stands, by the sources named.
    Error,
}

impl Severity {
    pub const ALL: [Self; 4] = [Self::Error, Self::Review, Self::Info, Self::Note];

    /// The word of scripts and style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Review => "review",
            Self::Info => "info",
            Self::Note => "note",
        }
    }

    /// The words on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Review => "To review",
            Self::Info => "For information",
            Self::Note => "Note",
        }
    }
}

/// How sure it is which licence holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Several licences may be meant, or the sources differ.
    Doubtful,
    /// A name or an address stood for the licence.
    Mapped,
    /// Stated as an id or an expression, or settled by a person.
    Sure,
}

impl Confidence {
    pub fn of(evidence: &Evidence) -> Self {
        match evidence {
            Evidence::Ambiguous(_) => Self::Doubtful,
            Evidence::Alias(_) | Evidence::Url(_) => Self::Mapped,
            _ => Self::Sure,
        }
    }
}

/// Is a component that is needed in this scope part of every build? Optional and provided ones may be left out.
pub fn is_required(scope: Scope) -> bool {
    !matches!(scope, Scope::Optional | Scope::Provided | Scope::Peer)
}

/// The severity of a finding. Sources that differ give `Verdict::Review`, so they never come as a conflict.
pub fn severity(verdict: Verdict, confidence: Confidence, required: bool) -> Severity {
    match verdict {
        Verdict::Conflict if required && confidence > Confidence::Doubtful => Severity::Error,
        Verdict::Conflict | Verdict::Unknown | Verdict::Review => Severity::Review,
        Verdict::Duties | Verdict::Allowed => Severity::Info,
        Verdict::NoSource | Verdict::NotShipped => Severity::Note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_severities_holds() {
        use Confidence::{Doubtful, Mapped, Sure};
        use Severity::{Error, Info, Note, Review};
        // Verdict, required; severity by confidence: sure, mapped, doubtful.
        let table = [
            (Verdict::Conflict, true, [Error, Error, Review]),
            (Verdict::Conflict, false, [Review, Review, Review]),
            (Verdict::Unknown, true, [Review, Review, Review]),
            (Verdict::Unknown, false, [Review, Review, Review]),
            (Verdict::Review, true, [Review, Review, Review]),
            (Verdict::Review, false, [Review, Review, Review]),
            (Verdict::Duties, true, [Info, Info, Info]),
            (Verdict::Duties, false, [Info, Info, Info]),
            (Verdict::NoSource, true, [Note, Note, Note]),
            (Verdict::NoSource, false, [Note, Note, Note]),
            (Verdict::Allowed, true, [Info, Info, Info]),
            (Verdict::NotShipped, true, [Note, Note, Note]),
        ];
        for (verdict, required, expected) in table {
            let found = [Sure, Mapped, Doubtful].map(|confidence| severity(verdict, confidence, required));
            assert_eq!(found, expected, "{verdict:?}, required {required}");
        }
    }

    #[test]
    fn several_meanings_are_doubtful_and_optional_parts_may_be_left_out() {
        assert_eq!(Confidence::of(&Evidence::Ambiguous(Vec::new())), Confidence::Doubtful);
        assert_eq!(Confidence::of(&Evidence::Exact), Confidence::Sure);
        assert!(is_required(Scope::Unknown) && !is_required(Scope::Optional) && !is_required(Scope::Provided));
    }
}
