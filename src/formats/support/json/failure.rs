//! Why a text is not the JSON it should be, in words.

use super::DEEPEST_NESTING;
use crate::formats::support::places::{Places, grouped};
use crate::model::{Place, ReadError};

/// What is wrong and at which byte.
pub(super) enum Failure {
    Ends(&'static str),
    TooDeep(usize),
    Wrong(usize, String),
}

impl Failure {
    pub(super) fn explain(self, text: &str, places: &Places) -> ReadError {
        match self {
            Self::Ends(inside) => {
                let place = places.at(text.len());
                let line = match place {
                    Place::Line { line, .. } => line as usize,
                    Place::Path(_) => 0,
                };
                ReadError::new(
                    "truncated",
                    format!(
                        "Ends inside {inside} at byte {} (line {}); the copy may be cut off",
                        grouped(text.len()),
                        grouped(line)
                    ),
                    Some(place),
                    "Fetch or copy the file again and compare its size",
                )
            }
            Self::TooDeep(offset) => ReadError::new(
                "too-deep",
                format!("Nested deeper than {DEEPEST_NESTING} levels"),
                Some(places.at(offset)),
                "No lockfile or SBOM needs this; check what wrote the file",
            ),
            Self::Wrong(offset, message) => ReadError::new(
                "invalid-json",
                message,
                Some(places.at(offset)),
                "Look at this place in an editor, or write the file anew with the tool that made it",
            ),
        }
    }
}
