//! `.ort.yml` of the OSS Review Toolkit: licence choices, excluded scopes and resolved rule violations.
//!
//! A resolution is a pattern over a message of ORT's own rules: it is kept as it came and waives nothing by itself.
//! Source: "Repository configuration" and its JSON schema in oss-review-toolkit/ort.

use std::fmt::Write as _;

use super::{Exchange, spelling};
use crate::licenses::Subject;
use crate::model::PackageUrl;
use crate::policy::escape::quoted;
use crate::policy::ids::expression;
use crate::policy::model::{ChoiceRule, Policy, Waiver};
use crate::policy::problems::{Problems, fields, find, list, needed, shown, text, word};
use crate::policy::tree::{Entry, Node, Syntax};

pub const FORMAT: Exchange = Exchange {
    id: "ort-repository",
    title: "ORT repository configuration",
    file_names: &[".ort.yml"],
    media_type: "application/yaml",
    syntax: Syntax::Yaml,
    marks: &["license_choices", "resolutions", "excludes"],
    identify,
    read,
    write: Some(write),
};

const SECTIONS: [&str; 8] = [
    "license_choices",
    "excludes",
    "includes",
    "resolutions",
    "curations",
    "analyzer",
    "package_configurations",
    "snippet_choices",
];

/// ORT's reasons and ours.
const REASONS: [(&str, &str); 7] = [
    ("CANT_FIX_EXCEPTION", "cannot-fix"),
    ("DYNAMIC_LINKAGE_EXCEPTION", "dynamic-linkage"),
    ("EXAMPLE_OF_EXCEPTION", "example-or-test-code"),
    ("LICENSE_ACQUIRED_EXCEPTION", "license-acquired"),
    ("NOT_MODIFIED_EXCEPTION", "not-modified"),
    ("PATENT_GRANT_EXCEPTION", "patent-grant-exception"),
    ("APPROVED_EXCEPTION", "other"),
];

/// ORT's package types and those of package URLs.
const TYPES: [(&str, &str); 14] = [
    ("NPM", "npm"),
    ("Maven", "maven"),
    ("PyPI", "pypi"),
    ("Crate", "cargo"),
    ("Gem", "gem"),
    ("NuGet", "nuget"),
    ("Composer", "composer"),
    ("Go", "golang"),
    ("Pub", "pub"),
    ("Pod", "cocoapods"),
    ("Swift", "swift"),
    ("Conan", "conan"),
    ("Hackage", "hackage"),
    ("GitHub", "github"),
];

fn identify(root: &Node, is_named: bool) -> bool {
    let inner = |section: &str, keys: &[&str]| {
        root.get(section).is_some_and(|entry| keys.iter().any(|key| entry.node.has(key)))
    };
    (is_named && SECTIONS.iter().any(|key| root.has(key)))
        || inner("license_choices", &["package_license_choices", "repository_license_choices"])
        || inner("resolutions", &["rule_violations"])
        || (inner("excludes", &["scopes", "paths"])
            && root.entries().iter().all(|entry| SECTIONS.contains(&entry.key.as_str())))
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy::default();
    let entries = fields(root, &SECTIONS, ".ort.yml", problems);
    if let Some(entry) = find(entries, "license_choices") {
        let known = ["package_license_choices", "repository_license_choices"];
        let inner = fields(&entry.node, &known, "`license_choices`", problems);
        for node in list(inner, "package_license_choices", problems) {
            let of = "a package's licence choices";
            let inner = fields(node, &["package_id", "license_choices"], of, problems);
            let subject = needed(node, "package_id", of, problems).and_then(|id| subject(&id, node, problems));
            for choice in list(inner, "license_choices", problems) {
                if let (Some(subject), Some(choice)) = (&subject, read_choice(choice, problems)) {
                    policy.choices.push(ChoiceRule { subject: Some(subject.clone()), ..choice });
                }
            }
        }
        for node in list(inner, "repository_license_choices", problems) {
            policy.choices.extend(read_choice(node, problems));
        }
    }
    if let Some(entry) = find(entries, "excludes") {
        excludes(&entry.node, problems);
    }
    if let Some(entry) = find(entries, "resolutions") {
        let inner = fields(&entry.node, &["rule_violations", "issues", "vulnerabilities"], "`resolutions`", problems);
        for node in list(inner, "rule_violations", problems) {
            policy.waivers.push(resolution(node, problems));
        }
        lost(inner, &["issues", "vulnerabilities"], problems);
    }
    lost(entries, &["includes", "curations", "analyzer", "package_configurations", "snippet_choices"], problems);
    policy
}

fn lost(entries: &[Entry], keys: &[&str], problems: &mut Problems) {
    for entry in entries.iter().filter(|entry| keys.contains(&entry.key.as_str())) {
        problems.loss(format!("`{}` is not kept", entry.key), Some(entry.place.clone()));
    }
}

fn read_choice(node: &Node, problems: &mut Problems) -> Option<ChoiceRule> {
    let entries = fields(node, &["given", "choice"], "a licence choice", problems);
    let choice = expression(node, "choice", "a licence choice", true, problems);
    let is_given = find(entries, "given").is_some_and(|entry| entry.node.text() != Some(""));
    let given = is_given.then(|| expression(node, "given", "a licence choice", false, problems)).flatten();
    let choice = choice?;
    Some(ChoiceRule { subject: None, given, choice, reason: String::new() })
}

fn excludes(node: &Node, problems: &mut Problems) {
    let inner = fields(node, &["scopes", "paths"], "`excludes`", problems);
    for scope in list(inner, "scopes", problems) {
        let of = "an excluded scope";
        let entries = fields(scope, &["pattern", "reason", "comment"], of, problems);
        let pattern = needed(scope, "pattern", of, problems).unwrap_or_default();
        let reason = text(entries, "reason", problems).unwrap_or_default();
        let place = Some(scope.place.clone());
        if ["BUILD_", "DEV_", "TEST_", "DOCUMENTATION_"].iter().any(|start| reason.starts_with(start)) {
            let message = format!("Scope “{}”: what is not shipped is not judged in any case", shown(&pattern));
            problems.info("policy-assumed", message, place);
        } else {
            problems.loss(
                format!("Scope “{}” is not kept: scopes are known by their kind, not by name", shown(&pattern)),
                place,
            );
        }
    }
    lost(inner, &["paths"], problems);
}

fn resolution(node: &Node, problems: &mut Problems) -> Waiver {
    let of = "a resolution";
    let entries = fields(node, &["message", "reason", "comment"], of, problems);
    let message = needed(node, "message", of, problems).unwrap_or_default();
    if !message.is_empty() {
        problems.loss(
            format!("The resolution of “{}” waives nothing by itself: it names no package", shown(&message)),
            Some(node.place.clone()),
        );
    }
    let reason = word(entries, "reason", &REASONS, problems).unwrap_or("other").to_owned();
    let comment = text(entries, "comment", problems).unwrap_or_default();
    Waiver { kind: "P".to_owned(), message, reason, comment, ..Waiver::default() }
}

/// `NPM:@scope:name:1.0.0` as a subject.
fn subject(id: &str, node: &Node, problems: &mut Problems) -> Option<Subject> {
    let place = node.get("package_id").map(|entry| entry.node.place.clone());
    let parts: Vec<&str> = id.split(':').collect();
    let url = match parts.as_slice() {
        [kind, namespace, name, version] => {
            let kind = TYPES.iter().find(|(theirs, _)| theirs == kind).map(|(_, ours)| *ours);
            kind.and_then(|kind| {
                PackageUrl::new(kind, Some(namespace).copied().filter(|part| !part.is_empty()), name, None)
            })
            .map(|url| (url, (*version).to_owned()))
        }
        _ => None,
    };
    match url {
        Some((url, version)) => Some(Subject {
            package: url.as_str().to_owned(),
            versions: Some(version).filter(|version| !version.is_empty()),
        }),
        None => {
            problems.error(
                "policy-package",
                format!("“{}” is no ORT id such as NPM:@scope:name:1.0.0", shown(id)),
                place,
            );
            None
        }
    }
}

fn ort_id(subject: &Subject) -> Option<String> {
    let rest = subject.package.strip_prefix("pkg:")?;
    let (kind, path) = rest.split_once('/')?;
    let (theirs, _) = TYPES.iter().find(|(_, ours)| *ours == kind)?;
    let (namespace, name) = path.rsplit_once('/').unwrap_or(("", path));
    let version = subject.versions.as_deref().unwrap_or_default();
    // A range cannot be said.
    let is_exact = !version.contains(['<', '>', '*', ' ']) && !subject.package.contains('*');
    is_exact.then(|| format!("{theirs}:{}:{name}:{}", namespace.replace("%40", "@"), version.trim_start_matches('=')))
}

fn write(policy: &Policy, problems: &mut Problems) -> String {
    spelling::losses(policy, ".ort.yml", &["choices", "waivers"], problems);
    let mut out = "---\n".to_owned();
    let mut repository = String::new();
    let mut packages = String::new();
    for rule in &policy.choices {
        let given = rule.given.as_deref().map(|given| format!("given: {}\n", quoted(given))).unwrap_or_default();
        match &rule.subject {
            None => {
                let lead = if given.is_empty() { String::new() } else { format!("  - {given}    ") };
                let lead = if lead.is_empty() { "  - ".to_owned() } else { lead };
                let _ = writeln!(repository, "{lead}choice: {}", quoted(&rule.choice));
            }
            Some(subject) => match ort_id(subject) {
                Some(id) => {
                    let _ = writeln!(packages, "  - package_id: {}\n    license_choices:", quoted(&id));
                    let lead = if given.is_empty() { "    - ".to_owned() } else { format!("    - {given}      ") };
                    let _ = writeln!(packages, "{lead}choice: {}", quoted(&rule.choice));
                }
                None => {
                    problems.loss(format!("The choice for {} has no ORT id: left out", shown(&subject.package)), None)
                }
            },
        }
    }
    if !repository.is_empty() || !packages.is_empty() {
        out.push_str("license_choices:\n");
    }
    if !repository.is_empty() {
        let _ = write!(out, "  repository_license_choices:\n{repository}");
    }
    if !packages.is_empty() {
        let _ = write!(out, "  package_license_choices:\n{packages}");
    }
    let mut violations = String::new();
    for waiver in &policy.waivers {
        if waiver.message.is_empty() {
            problems.loss("A waiver for a package has no message of ORT to match: left out", None);
            continue;
        }
        let reason =
            REASONS.iter().find(|(_, ours)| *ours == waiver.reason).map_or("CANT_FIX_EXCEPTION", |(theirs, _)| *theirs);
        let _ = writeln!(violations, "  - message: {}\n    reason: {}", quoted(&waiver.message), quoted(reason));
        if !waiver.comment.is_empty() {
            let _ = writeln!(violations, "    comment: {}", quoted(&waiver.comment));
        }
    }
    if !violations.is_empty() {
        let _ = write!(out, "resolutions:\n  rule_violations:\n{violations}");
    }
    if out == "---\n" {
        out.push_str("license_choices: {}\n");
    }
    out
}
