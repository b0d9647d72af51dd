//! Dependency-Track: licence groups, and policies whose conditions name licences. Groups are written as well.
//!
//! Values there are mostly ids of one server: a condition that holds such an id is lost, and that is said.
//! Source: the API of Dependency-Track 4 (`/api/v1/licenseGroup`, `/api/v1/policy`).

use serde_json::{Value as Json, json};

use super::ort_classifications::by_name;
use super::{Exchange, spelling};
use crate::licenses::LicenseClass;
use crate::policy::ids::{is_listed, rule};
use crate::policy::model::{ClassRule, Policy, Ruling};
use crate::policy::problems::{Problems, list, shown, table, text, word};
use crate::policy::tree::{Node, Syntax, Value};

pub const FORMAT: Exchange = Exchange {
    id: "dependency-track",
    title: "Dependency-Track licence groups and policies",
    file_names: &["license-groups.json"],
    media_type: "application/json",
    syntax: Syntax::Json,
    marks: &["riskWeight", "policyConditions"],
    identify,
    read,
    write: Some(write),
};

fn members(root: &Node) -> Vec<&Node> {
    match &root.value {
        Value::List(members) => members.iter().collect(),
        _ => vec![root],
    }
}

fn identify(root: &Node, _: bool) -> bool {
    members(root)
        .iter()
        .take(20)
        .any(|node| node.has("policyConditions") || (node.has("riskWeight") && node.has("licenses")))
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy::default();
    for node in members(root) {
        let entries = table(node, "a group or policy", problems);
        if node.has("policyConditions") {
            conditions(node, &mut policy, problems);
            continue;
        }
        let name = text(entries, "name", problems).unwrap_or_default();
        let ruling = by_name(&name).unwrap_or(Ruling::Review);
        let message = format!("Group “{}”: taken as {}", shown(&name), ruling.as_str());
        problems.info("policy-assumed", message, Some(node.place.clone()));
        for license in list(entries, "licenses", problems) {
            let inner = table(license, "a licence", problems);
            let id = text(inner, "licenseId", problems).or_else(|| text(inner, "name", problems)).unwrap_or_default();
            if id.is_empty() {
                problems.loss("A licence without id: not kept", Some(license.place.clone()));
            } else {
                rule(&mut policy, &id, ruling, "", &license.place, problems);
            }
        }
    }
    policy
}

const STATES: [(&str, Ruling); 3] = [("FAIL", Ruling::Deny), ("WARN", Ruling::Review), ("INFO", Ruling::Review)];

fn conditions(node: &Node, policy: &mut Policy, problems: &mut Problems) {
    let entries = node.entries();
    let name = text(entries, "name", problems).unwrap_or_default();
    let state = word(entries, "violationState", &STATES, problems).unwrap_or(Ruling::Review);
    let conditions = list(entries, "policyConditions", problems);
    if text(entries, "operator", problems).as_deref() == Some("ALL") && conditions.len() > 1 {
        problems.loss(
            format!("The policy “{}” asks for all its conditions at once: not kept", shown(&name)),
            Some(node.place.clone()),
        );
        return;
    }
    for condition in conditions {
        let inner = table(condition, "a condition", problems);
        let subject = text(inner, "subject", problems).unwrap_or_default();
        let operator = text(inner, "operator", problems).unwrap_or_default();
        let value = text(inner, "value", problems).unwrap_or_default();
        match (subject.as_str(), operator.as_str(), value.as_str()) {
            ("LICENSE", "IS", "unresolved") => {
                policy.defaults.push(ClassRule { class: LicenseClass::Unknown, use_case: None, ruling: state });
            }
            ("LICENSE", "IS", license) if is_listed(license) => {
                rule(policy, license, state, &name, &condition.place, problems);
            }
            ("LICENSE", "IS_NOT", license) if is_listed(license) => {
                rule(policy, license, Ruling::Allow, &name, &condition.place, problems);
                policy.unlisted = policy.unlisted.max(Some(state));
            }
            _ => {
                let message = format!("The condition {subject} {operator} {} is not kept", shown(&value));
                problems.loss(message, Some(condition.place.clone()));
            }
        }
    }
}

fn write(policy: &Policy, problems: &mut Problems) -> String {
    spelling::losses(policy, "Dependency-Track groups", &["licenses", "unlisted"], problems);
    spelling::unlisted(policy, "Dependency-Track", None, problems);
    let rules = spelling::spelled(policy, problems);
    let group = |name: &str, weight: u8, ruling: Ruling| -> Json {
        let licenses: Vec<Json> = spelling::with(&rules, ruling)
            .into_iter()
            .map(|license| json!({ "licenseId": license, "name": license }))
            .collect();
        json!({ "name": name, "riskWeight": weight, "licenses": licenses })
    };
    let mut out = vec![
        group("Lockscope allow", 0, Ruling::Allow),
        group("Lockscope review", 5, Ruling::Review),
        group("Lockscope deny", 10, Ruling::Deny),
    ];
    let unknown = policy.defaults.iter().find(|rule| rule.class == LicenseClass::Unknown && rule.use_case.is_none());
    let state = unknown.and_then(|rule| STATES.iter().find(|(_, ruling)| *ruling == rule.ruling));
    if let Some((state, _)) = state {
        out.push(json!({
            "name": "Lockscope unknown licences", "operator": "ANY", "violationState": state,
            "policyConditions": [{ "subject": "LICENSE", "operator": "IS", "value": "unresolved" }]
        }));
        problems.loss("The last entry is a policy and no group: create it apart", None);
    }
    let mut text = serde_json::to_string_pretty(&out).unwrap_or_default();
    text.push('\n');
    text
}
