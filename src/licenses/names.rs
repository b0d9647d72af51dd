//! Names that are not SPDX ids: the unmistakable ones, and those that mean several licences.
//!
//! A small table of exact names, never a likeness: "BSD" keeps all its candidates. Ids win over names.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::catalogue::{LicenseId, catalogue, table};

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    One(LicenseId),
    Several(Vec<LicenseId>),
}

/// The meaning of a name, in any case, with or without "the" and commas.
pub fn find_name(text: &str) -> Option<&'static Name> {
    static NAMES: OnceLock<BTreeMap<&'static str, Name>> = OnceLock::new();
    if text.len() > 120 {
        return None;
    }
    NAMES.get_or_init(read).get(key(text).as_str())
}

fn key(text: &str) -> String {
    let text = text.to_ascii_lowercase().replace([',', '"', '\''], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let words = match words.as_slice() {
        ["the", rest @ ..] => rest,
        words => words,
    };
    words.join(" ")
}

fn read() -> BTreeMap<&'static str, Name> {
    let mut names = BTreeMap::new();
    for row in table(include_str!("data/names.tsv")) {
        if let [name, id] = row.as_slice()
            && let Some(license) = catalogue().find_license(id)
        {
            names.insert(*name, Name::One(license));
        }
    }
    for row in table(include_str!("data/ambiguous-names.tsv")) {
        if let [name, ids] = row.as_slice() {
            let candidates = ids.split('|').filter_map(|id| catalogue().find_license(id)).collect();
            names.insert(*name, Name::Several(candidates));
        }
    }
    names
}
