//! Licences with their texts, each text once, and who is under it.
//!
//! The text that a document holds for a component wins over that of the SPDX list: it has the copyright lines.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::Draft;
use super::{LicenseGroup, one_line};
use crate::licenses::texts::{Texts, lacks_copyright_line};
use crate::licenses::{full_name, term_ids};
use crate::view::words::visible;

/// Where a licence text comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TextOrigin {
    /// A document that was read.
    Document,
    /// The SPDX list.
    SpdxList,
    /// The SPDX list, with the copyright line left to be filled in.
    SpdxTemplate,
    #[default]
    Absent,
}

impl TextOrigin {
    /// The words under the heading of a text.
    pub fn words(self) -> &'static str {
        match self {
            Self::Document => "Text from a file that was read",
            Self::SpdxList => "Text of the SPDX licence list",
            Self::SpdxTemplate => "Template text of the SPDX licence list: its copyright line is missing",
            Self::Absent => "No text here",
        }
    }
}

/// Groups the drafts by licence and text, sorted by licence; tells each entry its groups.
pub fn groups(texts: &Texts, drafts: &mut [Draft]) -> Vec<LicenseGroup> {
    let mut found: BTreeMap<(String, TextOrigin, String), Vec<usize>> = BTreeMap::new();
    for (position, draft) in drafts.iter().enumerate() {
        for key in keys(texts, draft) {
            let users = found.entry(key).or_default();
            if users.last() != Some(&position) {
                users.push(position);
            }
        }
    }
    let mut out = Vec::with_capacity(found.len());
    for ((license, origin, text), used_by) in found {
        for user in &used_by {
            if let Some(draft) = drafts.get_mut(*user) {
                draft.entry.licenses.push(out.len());
            }
        }
        let name = full_name(&license).map(|(name, _)| name).unwrap_or_default();
        let text = match origin {
            TextOrigin::Document => shown(&text),
            TextOrigin::Absent => String::new(),
            _ => texts.get(&license).map(shown).unwrap_or_default(),
        };
        let license = one_line(&license);
        out.push(LicenseGroup { license, full_name: name.to_owned(), origin, text, used_by });
    }
    out
}

/// The licences and exceptions of a component, with where their text is. Only a document's text is part of the key.
fn keys(texts: &Texts, draft: &Draft) -> Vec<(String, TextOrigin, String)> {
    let mut out = Vec::new();
    let mut from_document = draft.texts.clone();
    for term in &draft.terms {
        if let Some(text) = from_document.remove(term) {
            out.push((term.clone(), TextOrigin::Document, text));
            continue;
        }
        match term_ids(term) {
            Some((license, exception)) => {
                for id in [Some(license), exception].into_iter().flatten() {
                    let text = from_document.remove(id);
                    out.push(match text {
                        Some(text) => (id.to_owned(), TextOrigin::Document, text),
                        None => (id.to_owned(), origin(texts, id), String::new()),
                    });
                }
            }
            None => out.push((term.clone(), TextOrigin::Absent, String::new())),
        }
    }
    // Nothing usable is stated, but a text is there.
    if draft.terms.is_empty() {
        out.extend(from_document.into_iter().map(|(license, text)| (license, TextOrigin::Document, text)));
    }
    out
}

fn origin(texts: &Texts, id: &str) -> TextOrigin {
    match texts.get(id) {
        Some(text) if lacks_copyright_line(text) => TextOrigin::SpdxTemplate,
        Some(_) => TextOrigin::SpdxList,
        None => TextOrigin::Absent,
    }
}

/// A text of several lines, ready to show.
fn shown(text: &str) -> String {
    visible(text.replace("\r\n", "\n").replace(['\r', '\u{c}'], "\n").trim_matches('\n'))
}
