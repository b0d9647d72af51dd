//! The `license:` lists of `trivy.yaml`: six classes by name, and what is ignored. Other sections are none of ours.
//!
//! Forbidden (CRITICAL there) is denied; restricted (HIGH) and reciprocal (MEDIUM) are to be reviewed, and so is what
//! no list names (UNKNOWN). Source: trivy.dev, "Config file" and "License scanning".

use std::fmt::Write as _;

use super::{Exchange, spelling};
use crate::licenses::{LicenseClass, catalogue};
use crate::policy::escape::quoted;
use crate::policy::ids::{base_of, rule};
use crate::policy::model::{Policy, Ruling};
use crate::policy::problems::{Problems, fields, find, texts};
use crate::policy::tree::{Node, Syntax, Value};

pub const FORMAT: Exchange = Exchange {
    id: "trivy",
    title: "Trivy licence lists",
    file_names: &["trivy.yaml", "trivy.yml"],
    media_type: "application/yaml",
    syntax: Syntax::Yaml,
    marks: &["license:"],
    identify,
    read,
    write: Some(write),
};

const LISTS: [(&str, Ruling); 7] = [
    ("forbidden", Ruling::Deny),
    ("restricted", Ruling::Review),
    ("reciprocal", Ruling::Review),
    ("notice", Ruling::Allow),
    ("permissive", Ruling::Allow),
    ("unencumbered", Ruling::Allow),
    ("ignored", Ruling::Allow),
];

fn identify(root: &Node, _: bool) -> bool {
    root.get("license").is_some_and(|entry| {
        matches!(entry.node.value, Value::Table(_)) && LISTS.iter().any(|(key, _)| entry.node.has(key))
    })
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy { unlisted: Some(Ruling::Review), ..Policy::default() };
    let Some(entry) = root.get("license") else { return policy };
    let mut known: Vec<&str> = LISTS.iter().map(|(key, _)| *key).collect();
    known.extend(["full", "confidenceLevel"]);
    let entries = fields(&entry.node, &known, "`license`", problems);
    for (key, ruling) in LISTS {
        if let Some(entry) = find(entries, key) {
            let message = format!("`{key}`: taken as {}", ruling.as_str());
            problems.info("policy-assumed", message, Some(entry.place.clone()));
        }
        if key == "ignored" {
            // Ignored outranks the other lists there; here the stricter rule would count.
            let ignored = texts(entries, key, problems);
            let mut list = Policy::default();
            for (license, place) in &ignored {
                rule(&mut list, license, ruling, "ignored", place, problems);
            }
            policy.licenses.retain(|rule| !list.licenses.iter().any(|other| other.license == rule.license));
            policy.licenses.extend(list.licenses);
            continue;
        }
        for (license, place) in texts(entries, key, problems) {
            rule(&mut policy, &license, ruling, "", &place, problems);
        }
    }
    problems.info("policy-assumed", "What no list names is to be reviewed", Some(entry.place.clone()));
    policy
}

fn write(policy: &Policy, problems: &mut Problems) -> String {
    spelling::losses(policy, "trivy.yaml", &["licenses", "unlisted"], problems);
    spelling::unlisted(policy, "Trivy", Some(Ruling::Review), problems);
    let rules = spelling::spelled(policy, problems);
    let class = |license: &str| {
        catalogue().find_license(base_of(license)).map(|id| catalogue().license(id).class).unwrap_or_default()
    };
    let list_of = |license: &str, ruling: Ruling| match (ruling, class(license)) {
        (Ruling::Deny, _) => "forbidden",
        (Ruling::Review, LicenseClass::WeakCopyleft) => "reciprocal",
        (Ruling::Review, _) => "restricted",
        (Ruling::Allow, LicenseClass::PublicDomain) => "unencumbered",
        (Ruling::Allow, _) => "notice",
    };
    let mut out = "license:\n".to_owned();
    // Every list is written: one that is left out has contents of its own there.
    for (key, _) in LISTS {
        let members: Vec<&str> = rules
            .iter()
            .filter(|(license, ruling)| list_of(license, *ruling) == key)
            .map(|(license, _)| license.as_str())
            .collect();
        let _ = writeln!(out, "  {key}:{}", if members.is_empty() { " []" } else { "" });
        for license in members {
            let _ = writeln!(out, "    - {}", quoted(license));
        }
    }
    out
}
