//! The configuration of GitHub's dependency-review action: licences allowed or denied, packages passed over.
//!
//! Source: the README of actions/dependency-review-action, "Configuration options".

use std::fmt::Write as _;

use super::{Exchange, spelling};
use crate::licenses::{LicenseClass, Subject};
use crate::model::Place;
use crate::policy::escape::quoted;
use crate::policy::ids::rule;
use crate::policy::model::{ClassRule, PackageRule, Policy, Ruling};
use crate::policy::problems::{Problems, fields, find, flag, shown, text, texts};
use crate::policy::tree::{Entry, Node, Syntax, Value};

pub const FORMAT: Exchange = Exchange {
    id: "dependency-review",
    title: "GitHub dependency review configuration",
    file_names: &["dependency-review-config.yml", "dependency-review-config.yaml"],
    media_type: "application/yaml",
    syntax: Syntax::Yaml,
    marks: &["allow-licenses", "deny-licenses", "allow-dependencies-licenses"],
    identify,
    read,
    write: Some(write),
};

const LICENSES: [&str; 3] = ["allow-licenses", "deny-licenses", "allow-dependencies-licenses"];
const OTHERS: [&str; 20] = [
    "fail-on-severity",
    "fail-on-scopes",
    "allow-ghsas",
    "license-check",
    "vulnerability-check",
    "base-ref",
    "head-ref",
    "comment-summary-in-pr",
    "deny-packages",
    "deny-groups",
    "retry-on-snapshot-warnings",
    "retry-on-snapshot-warnings-timeout",
    "warn-only",
    "show-openssf-scorecard",
    "warn-on-openssf-scorecard-level",
    "config-file",
    "external-repo-token",
    "repo-token",
    "show-patched-versions",
    "large-summary-threshold",
];

fn identify(root: &Node, _: bool) -> bool {
    LICENSES.iter().any(|key| root.has(key))
}

/// A list, or one text with commas, as the action takes both.
fn names(entries: &[Entry], key: &str, problems: &mut Problems) -> Vec<(String, Place)> {
    match find(entries, key).map(|entry| &entry.node) {
        Some(Node { value: Value::Plain(text) | Value::Text(text), place }) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| (part.to_owned(), place.clone())).collect()
        }
        _ => texts(entries, key, problems),
    }
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy::default();
    let known: Vec<&str> = LICENSES.into_iter().chain(OTHERS).collect();
    let entries = fields(root, &known, "the configuration", problems);
    let allowed = names(entries, "allow-licenses", problems);
    let denied = names(entries, "deny-licenses", problems);
    if let (false, false, Some(entry)) = (allowed.is_empty(), denied.is_empty(), find(entries, "deny-licenses")) {
        let message = "Only one of `allow-licenses` and `deny-licenses` may be set";
        problems.error("policy-contradiction", message, Some(entry.place.clone()));
    }
    policy.unlisted = Some(if denied.is_empty() { Ruling::Deny } else { Ruling::Allow });
    for (license, place) in &allowed {
        rule(&mut policy, license, Ruling::Allow, "", place, problems);
    }
    for (license, place) in &denied {
        rule(&mut policy, license, Ruling::Deny, "", place, problems);
    }
    policy.defaults.push(ClassRule { class: LicenseClass::Unknown, use_case: None, ruling: Ruling::Review });
    problems.info("policy-assumed", "The action warns of an unknown licence; here it is to be reviewed", None);
    for (package, place) in names(entries, "allow-dependencies-licenses", problems) {
        let Some(subject) =
            Some(&package).filter(|package| package.starts_with("pkg:")).and_then(|it| Subject::written(it))
        else {
            let message = format!("“{}” is no package URL", shown(&package));
            problems.error("policy-package", message, Some(place));
            continue;
        };
        policy.packages.push(PackageRule {
            subject,
            allow: vec!["*".to_owned()],
            note: String::new(),
            place: Some(place),
        });
    }
    let scopes = names(entries, "fail-on-scopes", problems);
    policy.scopes.include_dev = scopes.iter().any(|(scope, _)| scope == "development");
    if flag(entries, "license-check", problems) == Some(false) {
        problems.loss("`license-check: false` is not kept: the rules hold here", None);
    }
    for entry in entries.iter().filter(|entry| OTHERS.contains(&entry.key.as_str())) {
        if !matches!(entry.key.as_str(), "fail-on-scopes" | "license-check") {
            problems.loss(format!("`{}` is not about licences: not kept", entry.key), Some(entry.place.clone()));
        }
    }
    let _ = text(entries, "fail-on-severity", problems);
    policy
}

fn write(policy: &Policy, problems: &mut Problems) -> String {
    let name = "the dependency review configuration";
    spelling::losses(policy, name, &["licenses", "unlisted", "packages", "scopes"], problems);
    let rules = spelling::spelled(policy, problems);
    let review = spelling::with(&rules, Ruling::Review);
    let mut out = String::new();
    let (key, ruling) = match policy.unlisted {
        Some(Ruling::Allow) => ("deny-licenses", Ruling::Deny),
        _ => ("allow-licenses", Ruling::Allow),
    };
    if policy.unlisted.is_none() || policy.unlisted == Some(Ruling::Review) {
        spelling::unlisted(policy, name, Some(Ruling::Deny), problems);
    }
    if !review.is_empty() {
        let there = if ruling == Ruling::Deny { "allowed" } else { "denied" };
        problems.loss(format!("There is no review there: {} licences to review are {there}", review.len()), None);
    }
    let licenses = spelling::with(&rules, ruling);
    let _ = writeln!(out, "{key}:{}", if licenses.is_empty() { " []" } else { "" });
    for license in licenses {
        let _ = writeln!(out, "  - {}", quoted(&license));
    }
    let mut packages = String::new();
    for rule in &policy.packages {
        let version = rule.subject.versions.as_deref();
        let is_exact = version.is_none_or(|version| !version.contains(['<', '>', '*', ' ']));
        if rule.allow.iter().any(|allowed| allowed == "*") && is_exact && rule.subject.package.starts_with("pkg:") {
            let version = version.map(|version| format!("@{}", version.trim_start_matches('='))).unwrap_or_default();
            let _ = writeln!(packages, "  - {}", quoted(&format!("{}{version}", rule.subject.package)));
        } else {
            problems.loss(format!("The exception for {} cannot be said there", rule.subject.package), None);
        }
    }
    if !packages.is_empty() {
        let _ = write!(out, "allow-dependencies-licenses:\n{packages}");
    }
    if policy.scopes.include_dev {
        out.push_str("fail-on-scopes:\n  - runtime\n  - development\n");
    }
    out
}
