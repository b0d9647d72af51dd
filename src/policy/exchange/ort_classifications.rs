//! `license-classifications.yml` of the OSS Review Toolkit: licences in categories.
//!
//! What a category means is said in rules written in Kotlin, which are not read: the name decides, and that is said.
//! Source: the JSON schema of license classifications in oss-review-toolkit/ort.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Exchange, spelling};
use crate::policy::escape::quoted;
use crate::policy::ids::rule;
use crate::policy::model::{Policy, Ruling};
use crate::policy::problems::{Problems, fields, find, list, needed, shown, texts};
use crate::policy::tree::{Node, Syntax};

pub const FORMAT: Exchange = Exchange {
    id: "ort-classifications",
    title: "ORT licence classifications",
    file_names: &["license-classifications.yml"],
    media_type: "application/yaml",
    syntax: Syntax::Yaml,
    marks: &["categorizations"],
    identify,
    read,
    write: Some(write),
};

fn identify(root: &Node, _: bool) -> bool {
    root.has("categorizations")
}

/// What a category means by its name; `None` for one that is about duties.
pub fn by_name(name: &str) -> Option<Ruling> {
    let lower = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if lower.starts_with("include-") || has(&["notice-file", "source-code-offer"]) {
        None
    } else if has(&["deny", "denied", "prohibit", "forbid", "commercial", "network"]) {
        Some(Ruling::Deny)
    } else if has(&["limited", "weak", "review", "restrict", "source-available", "patent", "unknown", "proprietary"]) {
        Some(Ruling::Review)
    } else if has(&["copyleft"]) {
        Some(Ruling::Deny)
    } else if has(&["permissive", "public", "allow", "approved", "unencumbered"]) {
        Some(Ruling::Allow)
    } else {
        Some(Ruling::Review)
    }
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy { unlisted: Some(Ruling::Review), ..Policy::default() };
    let entries = fields(root, &["categories", "categorizations"], "license-classifications.yml", problems);
    let mut meaning: BTreeMap<String, Option<Ruling>> = BTreeMap::new();
    for node in list(entries, "categories", problems) {
        fields(node, &["name", "description"], "a category", problems);
        if let Some(name) = needed(node, "name", "a category", problems) {
            let ruling = by_name(&name);
            let words =
                ruling.map_or("about duties, not kept".to_owned(), |ruling| format!("taken as {}", ruling.as_str()));
            problems.info("policy-assumed", format!("Category “{}”: {words}", shown(&name)), Some(node.place.clone()));
            meaning.insert(name, ruling);
        }
    }
    for node in list(entries, "categorizations", problems) {
        let inner = fields(node, &["id", "categories"], "a categorization", problems);
        let Some(id) = needed(node, "id", "a categorization", problems) else { continue };
        let mut ruling: Option<Ruling> = None;
        for (name, place) in texts(inner, "categories", problems) {
            let found = match meaning.get(&name) {
                Some(found) => *found,
                None => {
                    let message = format!("Category “{}” is not among the categories", shown(&name));
                    problems.warning("policy-assumed", message, Some(place));
                    by_name(&name)
                }
            };
            ruling = ruling.max(found);
        }
        if let Some(ruling) = ruling {
            rule(&mut policy, &id, ruling, "", &node.place, problems);
        }
    }
    problems.info(
        "policy-assumed",
        "Licences without a category are to be reviewed",
        find(entries, "categorizations").map(|entry| entry.place.clone()),
    );
    policy
}

fn write(policy: &Policy, problems: &mut Problems) -> String {
    spelling::losses(policy, "license-classifications.yml", &["licenses", "unlisted"], problems);
    spelling::unlisted(policy, "ORT", Some(Ruling::Review), problems);
    let mut out = "---\ncategories:\n".to_owned();
    for (name, words) in [("allow", "May be used"), ("review", "A person must look"), ("deny", "May not be used")] {
        let _ = writeln!(out, "- name: {}\n  description: {}", quoted(name), quoted(words));
    }
    let rules = spelling::spelled(policy, problems);
    out.push_str(if rules.is_empty() { "categorizations: []\n" } else { "categorizations:\n" });
    for (license, ruling) in rules {
        let _ = writeln!(out, "- id: {}\n  categories:\n  - {}", quoted(&license), quoted(ruling.as_str()));
    }
    out
}
