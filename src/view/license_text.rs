//! The text of one licence term, to be read.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::words::visible;
use crate::licenses::texts::lacks_copyright_line;
use crate::licenses::{full_name, term_ids};

/// A licence term with its texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseTextView {
    /// `GPL-2.0-only WITH Classpath-exception-2.0`.
    pub term: String,
    /// The licence, then its exception.
    pub texts: Vec<LicenseText>,
    /// What to know before reading: why there is no text; empty where there is nothing to say.
    pub note: String,
}

/// One text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseText {
    /// The SPDX id.
    pub id: String,
    pub full_name: String,
    pub text: String,
    /// Is the copyright line left to be filled in?
    pub is_template: bool,
}

/// The texts of a term; without any, the note says why.
pub fn license_text(facts: &Facts, term: &str) -> LicenseTextView {
    let mut texts = Vec::new();
    let ids = term_ids(term);
    for id in ids.into_iter().flat_map(|(license, exception)| [Some(license), exception]).flatten() {
        if let Some(text) = facts.texts.get(id) {
            let full_name = full_name(id).map(|(name, _)| name.to_owned()).unwrap_or_default();
            let is_template = lacks_copyright_line(text);
            texts.push(LicenseText { id: id.to_owned(), full_name, text: visible(text), is_template });
        }
    }
    let note = match (texts.is_empty(), ids) {
        (false, _) => "Text of the SPDX licence list",
        (true, None) => "The SPDX list has no text of this",
        (true, Some(_)) if facts.texts.is_empty() => "The texts of the SPDX list are not loaded",
        (true, Some(_)) => "The SPDX list has no text of this id",
    };
    LicenseTextView { term: visible(term), texts, note: note.to_owned() }
}
