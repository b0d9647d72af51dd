//! Raw licence text → expression, with the way it was understood.
//!
//! Special words come before any parsing (`NOASSERTION`, `NONE`, `UNLICENSED`, `SEE LICENSE IN`), then ids
//! and names, then the expression. The parser is our own over the SPDX list of the crate `spdx` 0.13.6,
//! because the crate's reads `NOASSERTION` as a licence and `NONE` not at all, takes ids in one case only,
//! refuses names of several words, and gives up on the whole expression for one unknown id.

use std::collections::BTreeSet;

use super::Evidence;
use super::catalogue::catalogue;
use super::expression::{Expression, Known, Leaf};
use super::names::{Name, find_name};
use super::parser;

/// What a raw text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// `None` where nothing usable is stated; the evidence says why.
    pub expression: Option<Expression>,
    pub evidence: Evidence,
}

/// How the parts of a text were understood, gathered while reading.
#[derive(Debug, Default)]
pub(super) struct Remarks(BTreeSet<String>);

impl Remarks {
    pub fn add(&mut self, remark: String) {
        // Five remarks tell what happened; a hostile text could bring ten thousand.
        if self.0.len() < 5 {
            self.0.insert(remark);
        }
    }
}

/// Reads one raw statement. Never fails: what cannot be read says so in its evidence.
pub fn read(raw: &str) -> Reading {
    let text = raw.trim();
    if let Some(reading) = special(text) {
        return reading;
    }
    let mut remarks = Remarks::default();
    let expression = match whole(text, &mut remarks) {
        Some(leaf) => Ok(Expression::Leaf(leaf)),
        None => parser::parse(text, &mut remarks),
    };
    match expression {
        Ok(expression) => finish(expression, remarks),
        Err(why) => Reading { expression: None, evidence: Evidence::Unreadable(why) },
    }
}

fn special(text: &str) -> Option<Reading> {
    let nothing = |evidence| Some(Reading { expression: None, evidence });
    let lower = if text.len() <= 200 { text.to_ascii_lowercase() } else { String::new() };
    match lower.as_str() {
        _ if text.is_empty() => nothing(Evidence::NotInFile),
        "noassertion" => nothing(Evidence::NotStated),
        "none" | "unlicensed" => nothing(Evidence::StatedNone),
        "unknown" | "custom" | "other" | "nonstandard" | "dual license" | "see license" => {
            nothing(Evidence::Unreadable(format!("“{text}” names no licence")))
        }
        "proprietary" | "commercial" => Some(Reading {
            expression: Some(Expression::Leaf(Leaf::Closed(text.to_owned()))),
            evidence: Evidence::Rewritten(format!("“{text}” read as closed source")),
        }),
        lower if lower.starts_with("see license in ") => {
            let file = text.get("see license in ".len()..).unwrap_or_default();
            nothing(Evidence::Unreadable(format!("The licence is in a file, “{file}”, and not in this document")))
        }
        _ if text.contains("://") => {
            nothing(Evidence::Unreadable(format!("“{}” is an address, not a licence", shortened(text))))
        }
        _ => None,
    }
}

/// One id, reference or name that is the whole text.
fn whole(text: &str, remarks: &mut Remarks) -> Option<Leaf> {
    (text.len() <= 200).then(|| term(text, remarks)).flatten()
}

/// One term: an id in any case, a reference, or a name. `None` where it is none of these.
pub(super) fn term(text: &str, remarks: &mut Remarks) -> Option<Leaf> {
    if let Some(known) = id(text, remarks) {
        return Some(Leaf::Known(known));
    }
    let lower = text.to_ascii_lowercase();
    let one_word = !text.contains(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '/'));
    if one_word && (lower.starts_with("licenseref-") || lower.starts_with("documentref-")) {
        return Some(Leaf::Reference(text.to_owned()));
    }
    match find_name(text)? {
        Name::One(license) => {
            let known = Known::new(*license);
            remarks.add(format!("“{text}” read as {known}"));
            Some(Leaf::Known(known))
        }
        Name::Several(candidates) => Some(Leaf::Ambiguous {
            text: text.to_owned(),
            candidates: candidates.iter().map(|license| Known::new(*license)).collect(),
        }),
    }
}

/// An SPDX id in any case, with `+`, deprecated ids replaced.
fn id(text: &str, remarks: &mut Remarks) -> Option<Known> {
    let catalogue = catalogue();
    if let Some(license) = catalogue.find_license(text) {
        let found = catalogue.license(license);
        if found.id != text {
            remarks.add(format!("“{text}” read as {}", found.id));
        }
        if found.replacement.is_empty() {
            return Some(Known::new(license));
        }
        let (base, exception) = found.replacement.split_once(" WITH ").unwrap_or((found.replacement, ""));
        let known = Known {
            license: catalogue.find_license(base)?,
            later: false,
            exception: catalogue.find_exception(exception),
        };
        remarks.add(format!("{} is deprecated: read as {known}", found.id));
        return Some(known);
    }
    let base = text.strip_suffix('+')?;
    let stem = base.strip_suffix("-only").or_else(|| base.strip_suffix("-or-later")).unwrap_or(base);
    if let Some(license) = catalogue.find_license(&format!("{stem}-or-later")) {
        let known = Known::new(license);
        remarks.add(format!("“{text}” read as {known}"));
        return Some(known);
    }
    let mut known = id(base, remarks)?;
    known.later = true;
    Some(known)
}

fn finish(expression: Expression, mut remarks: Remarks) -> Reading {
    let leaves = expression.leaves();
    if leaves.iter().all(|leaf| matches!(leaf, Leaf::Unread(_))) {
        let named: Vec<String> =
            leaves.iter().take(3).map(|leaf| format!("“{}”", shortened(&leaf.to_string()))).collect();
        let evidence = Evidence::Unreadable(format!("{} names no licence of the SPDX list", named.join(", ")));
        return Reading { expression: None, evidence };
    }
    let mut candidates = BTreeSet::new();
    for leaf in &leaves {
        match leaf {
            Leaf::Ambiguous { candidates: found, .. } => candidates.extend(found.iter().map(ToString::to_string)),
            Leaf::Unread(text) => remarks.add(format!("“{}” names no licence of the SPDX list", shortened(text))),
            _ => {}
        }
    }
    let evidence = if !candidates.is_empty() {
        Evidence::Ambiguous(candidates.into_iter().collect())
    } else if remarks.0.is_empty() {
        Evidence::Exact
    } else {
        Evidence::Rewritten(remarks.0.into_iter().collect::<Vec<_>>().join("; "))
    };
    Reading { expression: Some(expression), evidence }
}

/// A text short enough for a sentence.
pub(super) fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(80).collect();
    if line.chars().count() < text.chars().take(81).count() { format!("{line}…") } else { line }
}
