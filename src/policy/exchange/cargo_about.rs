//! `about.toml` of cargo-about: `accepted` is a list of priorities. Only read.

use super::Exchange;
use crate::licenses::Subject;
use crate::model::PackageUrl;
use crate::policy::ids::{expression, kept, rule};
use crate::policy::model::{Clarification, PackageRule, Policy, Ruling};
use crate::policy::problems::{Problems, fields, find, flag, shown, suggestion, texts};
use crate::policy::tree::{Node, Syntax, Value};

pub const FORMAT: Exchange = Exchange {
    id: "cargo-about",
    title: "cargo-about accepted licences",
    file_names: &["about.toml"],
    media_type: "application/toml",
    syntax: Syntax::Toml,
    marks: &["accepted"],
    identify,
    read,
    write: None,
};

const SETTINGS: [&str; 11] = [
    "accepted",
    "ignore-build-dependencies",
    "ignore-dev-dependencies",
    "ignore-transitive-dependencies",
    "private",
    "workarounds",
    "targets",
    "no-clearly-defined",
    "filter-noassertion",
    "max-depth",
    "clearly-defined-timeout-secs",
];

fn identify(root: &Node, _: bool) -> bool {
    root.get("accepted").is_some_and(|entry| matches!(entry.node.value, Value::List(_)))
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy { unlisted: Some(Ruling::Deny), ..Policy::default() };
    let entries = root.entries();
    for (license, place) in texts(entries, "accepted", problems) {
        rule(&mut policy, &license, Ruling::Allow, "", &place, problems);
        policy.prefer.push(kept(&license, &place, &mut Problems::default()));
    }
    policy.scopes.include_build = !flag(entries, "ignore-build-dependencies", problems).unwrap_or(false);
    policy.scopes.include_dev = !flag(entries, "ignore-dev-dependencies", problems).unwrap_or(false);
    for entry in entries {
        match entry.key.as_str() {
            "accepted" | "ignore-build-dependencies" | "ignore-dev-dependencies" => {}
            key if SETTINGS.contains(&key) => {
                problems.loss(format!("`{key}` is about how licences are found: not kept"), Some(entry.place.clone()));
            }
            // Every other table is about the crate of that name.
            _ if matches!(entry.node.value, Value::Table(_)) => {
                one_crate(&entry.key, &entry.node, &mut policy, problems);
            }
            key => {
                let advice = suggestion(key, SETTINGS.into_iter());
                let message = format!("Unknown key `{}` in about.toml{advice}", shown(key));
                problems.error("policy-unknown-key", message, Some(entry.place.clone()));
            }
        }
    }
    policy
}

fn one_crate(name: &str, node: &Node, policy: &mut Policy, problems: &mut Problems) {
    let Some(url) = PackageUrl::cargo(name, None) else {
        let message = format!("`{}` is no name of a crate", shown(name));
        return problems.error("policy-package", message, Some(node.place.clone()));
    };
    let subject = Subject::of_package_url(&url);
    let entries = fields(node, &["accepted", "clarify", "additional"], "a crate", problems);
    let allow: Vec<String> = texts(entries, "accepted", problems)
        .into_iter()
        .map(|(license, place)| kept(&license, &place, problems))
        .collect();
    if !allow.is_empty() {
        let place = Some(node.place.clone());
        policy.packages.push(PackageRule { subject: subject.clone(), allow, note: String::new(), place });
    }
    if let Some(entry) = find(entries, "clarify") {
        if let Some(expression) = expression(&entry.node, "license", "a clarification", false, problems) {
            policy.clarify.push(Clarification { subject, expression, evidence: String::new(), hash: String::new() });
        }
        for inner in entry.node.entries().iter().filter(|inner| inner.key != "license") {
            problems.loss(format!("`{}` of a clarification is not kept", inner.key), Some(inner.place.clone()));
        }
    }
    if let Some(entry) = find(entries, "additional") {
        problems.loss("`additional` licences of a crate are not kept", Some(entry.place.clone()));
    }
}
