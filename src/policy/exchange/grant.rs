//! `.grant.yaml` of Anchore's grant: patterns of allowed licences; everything else is denied.
//!
//! Source: the README of anchore/grant.

use std::fmt::Write as _;

use super::{Exchange, spelling};
use crate::licenses::Subject;
use crate::policy::escape::quoted;
use crate::policy::ids::rule;
use crate::policy::model::{PackageRule, Policy, Ruling};
use crate::policy::problems::{Problems, fields, find, flag, shown, texts};
use crate::policy::tree::{Node, Syntax, Value};

pub const FORMAT: Exchange = Exchange {
    id: "grant",
    title: "grant rules",
    file_names: &[".grant.yaml", ".grant.yml", "grant.yaml"],
    media_type: "application/yaml",
    syntax: Syntax::Yaml,
    marks: &["allow:", "require-license", "require-known-license", "ignore-packages"],
    identify,
    read,
    write: Some(write),
};

const KEYS: [&str; 12] = [
    "allow",
    "ignore-packages",
    "require-license",
    "require-known-license",
    "output",
    "quiet",
    "verbose",
    "no-output",
    "format",
    "log",
    "rules",
    "config",
];

fn identify(root: &Node, is_named: bool) -> bool {
    let is_list = root.get("allow").is_some_and(|entry| matches!(entry.node.value, Value::List(_)));
    is_named
        || ["require-license", "require-known-license", "ignore-packages"]
            .iter()
            .any(|key| root.has(key) && (is_list || root.entries().len() < 5))
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy { unlisted: Some(Ruling::Deny), ..Policy::default() };
    let entries = fields(root, &KEYS, ".grant.yaml", problems);
    for (license, place) in texts(entries, "allow", problems) {
        rule(&mut policy, &license, Ruling::Allow, "", &place, problems);
    }
    policy.require.license = flag(entries, "require-license", problems).unwrap_or_default();
    policy.require.known = flag(entries, "require-known-license", problems).unwrap_or_default();
    if !policy.require.license && !policy.require.known {
        policy.defaults.push(crate::policy::model::ClassRule {
            class: crate::licenses::LicenseClass::Unknown,
            use_case: None,
            ruling: Ruling::Review,
        });
        problems.info(
            "policy-assumed",
            "grant lets a licence pass that it does not know; here it is to be reviewed",
            None,
        );
    }
    for (pattern, place) in texts(entries, "ignore-packages", problems) {
        // Names have no type there: a component without package URL is known by its name.
        let Some(subject) = Subject::written(&pattern) else {
            problems.error("policy-package", format!("`{}` is no package URL", shown(&pattern)), Some(place));
            continue;
        };
        if pattern.trim_end_matches('*').contains('*') || !pattern.starts_with("pkg:") {
            problems.loss(
                format!("The package pattern {pattern} is matched against package URLs, and names where there is none"),
                Some(place.clone()),
            );
        }
        policy.packages.push(PackageRule {
            subject,
            allow: vec!["*".to_owned()],
            note: "ignored".to_owned(),
            place: Some(place),
        });
    }
    for entry in entries {
        if entry.key == "rules" {
            problems.loss("`rules` of an early grant are not kept", Some(entry.place.clone()));
        }
    }
    if let Some(entry) = find(entries, "format") {
        problems.info("policy-assumed", "Settings of the program are passed over", Some(entry.place.clone()));
    }
    policy
}

fn write(policy: &Policy, problems: &mut Problems) -> String {
    spelling::losses(policy, ".grant.yaml", &["licenses", "packages", "require", "unlisted"], problems);
    spelling::unlisted(policy, "grant", Some(Ruling::Deny), problems);
    let has_other = policy.licenses.iter().any(|rule| rule.ruling != Ruling::Allow);
    let is_plain = policy.defaults.iter().all(|rule| rule.class == crate::licenses::LicenseClass::Unknown);
    // Patterns can stay as they are where nothing is taken out of them.
    let allowed = if is_plain && !has_other {
        policy.licenses.iter().map(|rule| rule.license.clone()).collect()
    } else {
        let rules = spelling::spelled(policy, problems);
        if rules.iter().any(|(_, ruling)| *ruling == Ruling::Review) {
            problems.loss("grant knows no review: licences to review are denied there", None);
        }
        spelling::with(&rules, Ruling::Allow)
    };
    let mut out = String::new();
    let list = |out: &mut String, key: &str, texts: &[String]| {
        if texts.is_empty() {
            let _ = writeln!(out, "{key}: []");
            return;
        }
        let _ = writeln!(out, "{key}:");
        for text in texts {
            let _ = writeln!(out, "  - {}", quoted(text));
        }
    };
    list(&mut out, "allow", &allowed);
    let mut ignored = Vec::new();
    for rule in &policy.packages {
        if rule.allow.iter().any(|allowed| allowed == "*") && rule.subject.versions.is_none() {
            ignored.push(rule.subject.package.clone());
        } else {
            problems.loss(format!("The exception for {} cannot be said in .grant.yaml", rule.subject.package), None);
        }
    }
    list(&mut out, "ignore-packages", &ignored);
    let _ =
        writeln!(out, "require-license: {}\nrequire-known-license: {}", policy.require.license, policy.require.known);
    out
}
