//! `license.json` of CycloneDX sbom-utility: one usage policy a licence. What has none stays open.
//!
//! Source: the README of CycloneDX/sbom-utility, "License policy configuration".

use serde_json::{Value as Json, json};

use super::{Exchange, spelling};
use crate::policy::ids::{is_listed, rule};
use crate::policy::model::{Policy, Ruling};
use crate::policy::problems::{Problems, fields, list, shown, text, texts, word};
use crate::policy::tree::{Node, Syntax};

pub const FORMAT: Exchange = Exchange {
    id: "sbom-utility",
    title: "sbom-utility licence policy",
    file_names: &["license.json"],
    media_type: "application/json",
    syntax: Syntax::Json,
    marks: &["usagePolicy"],
    identify,
    read,
    write: Some(write),
};

const KEYS: [&str; 13] = [
    "id",
    "name",
    "family",
    "reference",
    "osi",
    "fsf",
    "deprecated",
    "usagePolicy",
    "annotationRefs",
    "aliases",
    "urls",
    "children",
    "notes",
];
const WORDS: [(&str, Option<Ruling>); 4] = [
    ("allow", Some(Ruling::Allow)),
    ("deny", Some(Ruling::Deny)),
    ("needs-review", Some(Ruling::Review)),
    ("UNDEFINED", None),
];

fn identify(root: &Node, _: bool) -> bool {
    root.get("policies").is_some_and(|entry| entry.node.members().iter().any(|node| node.has("usagePolicy")))
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy::default();
    let entries = fields(root, &["annotations", "policies"], "license.json", problems);
    let (mut annotated, mut by_name) = (0, 0);
    for node in list(entries, "policies", problems) {
        let inner = fields(node, &KEYS, "a policy", problems);
        let id = text(inner, "id", problems).unwrap_or_default();
        let name = text(inner, "name", problems).unwrap_or_default();
        let ruling = word(inner, "usagePolicy", &WORDS, problems).flatten();
        annotated += usize::from(!texts(inner, "annotationRefs", problems).is_empty());
        by_name += usize::from(
            !texts(inner, "aliases", problems).is_empty()
                || node.get("urls").is_some_and(|entry| !entry.node.members().is_empty()),
        );
        let notes: Vec<String> = texts(inner, "notes", problems).into_iter().map(|(note, _)| note).collect();
        let Some(ruling) = ruling else { continue };
        if !id.is_empty() {
            rule(&mut policy, &id, ruling, &notes.join("; "), &node.place, problems);
        } else if is_listed(&name) {
            rule(&mut policy, &name, ruling, &notes.join("; "), &node.place, problems);
        } else {
            problems.loss(format!("A policy for “{}” names no id: not kept", shown(&name)), Some(node.place.clone()));
        }
    }
    if annotated > 0 {
        problems.loss(format!("Annotations of {annotated} policies are not kept"), None);
    }
    if by_name > 0 {
        problems.loss(
            format!("Aliases and addresses of {by_name} policies are not kept: names are read by our own table"),
            None,
        );
    }
    policy
}

fn write(policy: &Policy, problems: &mut Problems) -> String {
    spelling::losses(policy, "license.json", &["licenses", "notes", "unlisted"], problems);
    spelling::unlisted(policy, "sbom-utility", None, problems);
    let policies: Vec<Json> = spelling::spelled(policy, problems)
        .into_iter()
        .map(|(license, ruling)| {
            let usage = WORDS.iter().find(|(_, known)| *known == Some(ruling)).map_or("UNDEFINED", |(word, _)| *word);
            let notes: Vec<&str> = policy
                .licenses
                .iter()
                .filter(|rule| rule.license == license && !rule.note.is_empty())
                .map(|rule| rule.note.as_str())
                .collect();
            json!({
                "id": license, "name": license, "family": license, "usagePolicy": usage, "annotationRefs": [],
                "aliases": [], "urls": [], "children": [], "notes": notes, "reference": "", "osi": false, "fsf": false,
                "deprecated": false
            })
        })
        .collect();
    let mut text =
        serde_json::to_string_pretty(&json!({ "annotations": {}, "policies": policies })).unwrap_or_default();
    text.push('\n');
    text
}
