//! `[licenses]` of cargo-deny's `deny.toml`. Other sections are none of ours.
//!
//! Source: the cargo-deny book, "licenses", of cargo-deny 0.18.

use std::fmt::Write as _;

use super::{Exchange, spelling};
use crate::licenses::Subject;
use crate::model::{PackageUrl, Place};
use crate::policy::escape::{list as quoted_list, quoted};
use crate::policy::ids::{expression, kept, rule};
use crate::policy::model::{Clarification, PackageRule, Policy, Ruling, Scopes};
use crate::policy::problems::{Problems, fields, find, flag, list, needed, shown, text, texts};
use crate::policy::tree::{Node, Syntax};

pub const FORMAT: Exchange = Exchange {
    id: "cargo-deny",
    title: "cargo-deny [licenses]",
    file_names: &["deny.toml", "deny.exceptions.toml", ".deny.toml"],
    media_type: "application/toml",
    syntax: Syntax::Toml,
    marks: &["licenses", "exceptions"],
    identify,
    read,
    write: Some(write),
};

const KEYS: [&str; 10] = [
    "version",
    "allow",
    "exceptions",
    "clarify",
    "confidence-threshold",
    "include-dev",
    "include-build",
    "private",
    "unused-allowed-license",
    "unused-license-exception",
];
/// Keys that cargo-deny took out, and what stands for them now.
const REMOVED: [(&str, &str); 5] = [
    ("deny", "what is not in `allow` is denied"),
    ("copyleft", "copyleft licences are denied unless they are in `allow`"),
    ("unlicensed", "a crate without licence is denied; state its licence under `clarify`"),
    ("default", "what is not in `allow` is denied"),
    ("allow-osi-fsf-free", "name the licences in `allow`"),
];

fn identify(root: &Node, is_named: bool) -> bool {
    let section = root.get("licenses").map(|entry| &entry.node);
    let known = section.is_some_and(|node| {
        node.entries()
            .iter()
            .any(|entry| KEYS.contains(&entry.key.as_str()) || REMOVED.iter().any(|(key, _)| *key == entry.key))
    });
    known || (is_named && (section.is_some() || root.get("exceptions").is_some()))
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy { unlisted: Some(Ruling::Deny), ..Policy::default() };
    policy.require.license = true;
    policy.scopes.include_build = true;
    if let Some(entry) = root.get("exceptions") {
        // deny.exceptions.toml holds nothing else.
        exceptions(root.entries(), &mut policy, problems);
        if root.get("licenses").is_none() {
            problems.info(
                "policy-assumed",
                "Only exceptions are in this file: what no rule names is denied",
                Some(entry.place.clone()),
            );
            return policy;
        }
    }
    let Some(section) = root.get("licenses").map(|entry| &entry.node) else { return policy };
    let mut known: Vec<&str> = KEYS.to_vec();
    known.extend(REMOVED.iter().map(|(key, _)| *key));
    let entries = fields(section, &known, "[licenses]", problems);
    for entry in entries {
        if let Some((key, now)) = REMOVED.iter().find(|(key, _)| *key == entry.key) {
            let message = format!("cargo-deny took `{key}` out of [licenses]: {now}");
            problems.error("policy-removed-key", message, Some(entry.place.clone()));
        }
    }
    for (license, place) in texts(entries, "allow", problems) {
        rule(&mut policy, &license, Ruling::Allow, "", &place, problems);
    }
    if let Some(entry) = find(entries, "exceptions").filter(|_| root.get("exceptions").is_none()) {
        let _ = entry;
        exceptions(entries, &mut policy, problems);
    }
    for node in list(entries, "clarify", problems) {
        clarify(node, &mut policy, problems);
    }
    policy.scopes = Scopes {
        include_dev: flag(entries, "include-dev", problems).unwrap_or(false),
        include_build: flag(entries, "include-build", problems).unwrap_or(true),
    };
    if let Some(entry) = find(entries, "confidence-threshold") {
        problems.loss(
            "`confidence-threshold` is about reading licence files, which is not done here",
            Some(entry.place.clone()),
        );
    }
    if let Some(entry) = find(entries, "private") {
        let inner = fields(&entry.node, &["ignore", "registries", "ignore-sources"], "[licenses.private]", problems);
        if flag(inner, "ignore", problems) != Some(true) {
            problems.loss(
                "Our own packages are never judged by the policy, as with private.ignore = true",
                Some(entry.place.clone()),
            );
        }
        for key in ["registries", "ignore-sources"] {
            if let Some(entry) = find(inner, key) {
                problems.loss(
                    format!("`{key}` is not kept: a package is our own by what its document says"),
                    Some(entry.place.clone()),
                );
            }
        }
    }
    policy
}

fn exceptions(entries: &[crate::policy::tree::Entry], policy: &mut Policy, problems: &mut Problems) {
    for node in list(entries, "exceptions", problems) {
        let inner = fields(node, &["crate", "name", "version", "allow"], "an exception", problems);
        let Some(subject) = subject(node, "an exception", problems) else { continue };
        let allow = texts(inner, "allow", problems)
            .into_iter()
            .map(|(license, place)| kept(&license, &place, problems))
            .collect();
        policy.packages.push(PackageRule { subject, allow, note: String::new(), place: Some(node.place.clone()) });
    }
}

fn clarify(node: &Node, policy: &mut Policy, problems: &mut Problems) {
    const KEYS: [&str; 5] = ["crate", "name", "version", "expression", "license-files"];
    let inner = fields(node, &KEYS, "a clarification", problems);
    let expression = expression(node, "expression", "a clarification", true, problems);
    let Some(subject) = subject(node, "a clarification", problems) else { return };
    let mut evidence = Vec::new();
    let mut hash = String::new();
    for file in list(inner, "license-files", problems) {
        let file_fields = fields(file, &["path", "hash"], "a licence file", problems);
        evidence.extend(text(file_fields, "path", problems));
        if let Some(entry) = find(file_fields, "hash") {
            hash = match &entry.node.value {
                crate::policy::tree::Value::Number(number) => number.clone(),
                _ => entry.node.text().unwrap_or_default().to_owned(),
            };
        }
    }
    if !hash.is_empty() {
        problems.loss("The licence file is not here: its hash is kept and not compared", Some(node.place.clone()));
    }
    if let Some(expression) = expression {
        policy.clarify.push(Clarification { subject, expression, evidence: evidence.join(", "), hash });
    }
}

/// `crate = "name"`, `crate = "name@1.2"` or, as before 0.16, `name` and `version`.
fn subject(node: &Node, of: &str, problems: &mut Problems) -> Option<Subject> {
    let key = if node.has("name") && !node.has("crate") { "name" } else { "crate" };
    let named = needed(node, key, of, problems)?;
    let (name, inner) = match named.split_once(['@', ':']) {
        Some((name, version)) => (name.to_owned(), Some(version.to_owned())),
        None => (named, None),
    };
    let version = text(node.entries(), "version", problems).or(inner);
    let versions = version.map(|version| range(&version)).filter(|range| !range.is_empty() && range != "*");
    let Some(url) = PackageUrl::cargo(&name, None) else {
        let message = format!("`{}` is no name of a crate", shown(&name));
        problems.error("policy-package", message, Some(node.place.clone()));
        return None;
    };
    Some(Subject { versions, ..Subject::of_package_url(&url) })
}

/// A Cargo version requirement as comparators: `1.2` → `>=1.2 <2`.
fn range(requirement: &str) -> String {
    let parts = requirement.split(',').map(str::trim).filter(|part| !part.is_empty());
    let parts = parts.map(|part| {
        if part.starts_with(['>', '<']) {
            return part.replace(' ', "");
        }
        if let Some(exact) = part.strip_prefix('=') {
            return exact.trim().to_owned();
        }
        if part == "*" {
            return part.to_owned();
        }
        let (bare, is_tilde) = match part.strip_prefix('~') {
            Some(bare) => (bare.trim(), true),
            None => (part.trim_start_matches('^').trim(), false),
        };
        let bare = bare.trim_end_matches(".*");
        let numbers: Vec<u64> = bare.split('.').map_while(|part| part.parse().ok()).collect();
        let first = numbers.iter().position(|number| *number > 0).unwrap_or(numbers.len().saturating_sub(1));
        let fixed = if is_tilde || part.ends_with(".*") { 1.min(numbers.len().saturating_sub(1)) } else { first };
        let mut upper: Vec<u64> = numbers.iter().take(fixed + 1).copied().collect();
        if let Some(last) = upper.last_mut() {
            *last = last.saturating_add(1);
        }
        let upper: Vec<String> = upper.iter().map(u64::to_string).collect();
        if upper.is_empty() { bare.to_owned() } else { format!(">={bare} <{}", upper.join(".")) }
    });
    parts.collect::<Vec<_>>().join(" ")
}

fn write(policy: &Policy, problems: &mut Problems) -> String {
    spelling::losses(
        policy,
        "deny.toml",
        &["licenses", "packages", "clarify", "scopes", "unlisted", "require"],
        problems,
    );
    spelling::unlisted(policy, "deny.toml", Some(Ruling::Deny), problems);
    if !policy.require.license {
        problems.loss("A crate without licence is denied in deny.toml", None);
    }
    let rules = spelling::spelled(policy, problems);
    let review = spelling::with(&rules, Ruling::Review);
    if !review.is_empty() {
        problems.loss(format!("deny.toml knows no review: {} licences to review are denied there", review.len()), None);
    }
    let mut out = "[licenses]\nallow = [\n".to_owned();
    for license in spelling::with(&rules, Ruling::Allow) {
        let _ = writeln!(out, "  {},", quoted(&license));
    }
    let _ = writeln!(
        out,
        "]\ninclude-dev = {}\ninclude-build = {}",
        policy.scopes.include_dev, policy.scopes.include_build
    );
    out.push_str("private = { ignore = true }\n");
    for rule in &policy.packages {
        let Some(name) = crate_name(&rule.subject.package, problems) else { continue };
        out.push_str("\n[[licenses.exceptions]]\n");
        let _ = writeln!(out, "crate = {}", quoted(&with_version(name, &rule.subject)));
        let _ = writeln!(out, "allow = {}", quoted_list(&rule.allow));
    }
    for rule in &policy.clarify {
        let Some(name) = crate_name(&rule.subject.package, problems) else { continue };
        out.push_str("\n[[licenses.clarify]]\n");
        let _ = writeln!(out, "crate = {}", quoted(&with_version(name, &rule.subject)));
        let _ = writeln!(out, "expression = {}", quoted(&rule.expression));
        if let Some(hash) = rule.hash.parse::<u32>().ok().filter(|_| !rule.evidence.is_empty()) {
            let _ = writeln!(out, "license-files = [{{ path = {}, hash = {hash} }}]", quoted(&rule.evidence));
        }
    }
    out
}

fn crate_name<'a>(package: &'a str, problems: &mut Problems) -> Option<&'a str> {
    let name = match package.strip_prefix("pkg:") {
        Some(rest) => rest.strip_prefix("cargo/"),
        None => Some(package),
    };
    if name.is_none() || package.ends_with('*') {
        problems.loss(format!("deny.toml is about crates alone: {package} is left out"), None::<Place>);
        return None;
    }
    name
}

fn with_version(name: &str, subject: &Subject) -> String {
    match &subject.versions {
        None => name.to_owned(),
        Some(range) => {
            let parts: Vec<String> = range
                .split_whitespace()
                .map(|part| if part.starts_with(['<', '>', '=', '*']) { part.to_owned() } else { format!("={part}") })
                .collect();
            format!("{name}@{}", parts.join(","))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cargo_requirement_becomes_comparators() {
        for (requirement, expected) in [
            ("*", "*"),
            ("=1.2.3", "1.2.3"),
            ("1.2", ">=1.2 <2"),
            ("^0.3.1", ">=0.3.1 <0.4"),
            ("~1.2", ">=1.2 <1.3"),
            (">=1, <3", ">=1 <3"),
            ("1.*", ">=1 <2"),
            ("0", ">=0 <1"),
            ("odd", "odd"),
        ] {
            assert_eq!(range(requirement), expected, "{requirement}");
        }
    }
}
