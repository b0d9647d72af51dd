//! `license_policy.yml` of ScanCode: a label a licence. Only read.
//!
//! Licences are named there by ScanCode's keys; a key that is no name we know is not kept. What a label means is told
//! by its words, and that is said. Source: ScanCode toolkit, "License policy plugin".

use super::Exchange;
use crate::policy::ids::{Named, named, rule};
use crate::policy::model::{Policy, Ruling};
use crate::policy::problems::{Problems, fields, list, needed, shown, text};
use crate::policy::tree::{Node, Syntax};

pub const FORMAT: Exchange = Exchange {
    id: "scancode",
    title: "ScanCode licence policy",
    file_names: &["license_policy.yml"],
    media_type: "application/yaml",
    syntax: Syntax::Yaml,
    marks: &["license_policies"],
    identify,
    read,
    write: None,
};

fn identify(root: &Node, _: bool) -> bool {
    root.has("license_policies")
}

/// ScanCode's keys that are no other name of the licence.
const KEYS: [(&str, &str); 14] = [
    ("bsd-new", "BSD-3-Clause"),
    ("bsd-simplified", "BSD-2-Clause"),
    ("bsd-original", "BSD-4-Clause"),
    ("gpl-1.0-plus", "GPL-1.0-or-later"),
    ("gpl-2.0-plus", "GPL-2.0-or-later"),
    ("gpl-3.0-plus", "GPL-3.0-or-later"),
    ("lgpl-2.0-plus", "LGPL-2.0-or-later"),
    ("lgpl-2.1-plus", "LGPL-2.1-or-later"),
    ("lgpl-3.0-plus", "LGPL-3.0-or-later"),
    ("agpl-3.0-plus", "AGPL-3.0-or-later"),
    ("boost-1.0", "BSL-1.0"),
    ("python", "Python-2.0"),
    ("ofl-1.1", "OFL-1.1"),
    ("x11", "ICU"),
];

fn ruling(label: &str) -> Ruling {
    let lower = label.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    if has(&["prohibit", "forbid", "denied", "deny", "banned", "not approved", "unapproved"]) {
        Ruling::Deny
    } else if has(&["approved", "allow", "permitted"]) {
        Ruling::Allow
    } else {
        Ruling::Review
    }
}

fn read(root: &Node, problems: &mut Problems) -> Policy {
    let mut policy = Policy::default();
    let entries = fields(root, &["license_policies"], "license_policy.yml", problems);
    let mut labels: Vec<String> = Vec::new();
    for node in list(entries, "license_policies", problems) {
        let inner = fields(node, &["license_key", "label", "color_code", "icon"], "a licence policy", problems);
        let key = needed(node, "license_key", "a licence policy", problems);
        let label = text(inner, "label", problems).unwrap_or_default();
        let ruling = ruling(&label);
        if !labels.contains(&label) && labels.len() < 100 {
            let message = format!("Label “{}”: taken as {}", shown(&label), ruling.as_str());
            problems.info("policy-assumed", message, Some(node.place.clone()));
            labels.push(label.clone());
        }
        let Some(key) = key else { continue };
        let known = KEYS.iter().find(|(theirs, _)| *theirs == key).map(|(_, id)| (*id).to_owned());
        let license = known.or_else(|| match named(&key) {
            // The `-only` of a key stays what it is; a lower-case id is the same id.
            Named::License(license, _) => Some(license),
            _ => None,
        });
        match license {
            Some(license) => rule(&mut policy, &license, ruling, &label, &node.place, problems),
            None => problems.loss(
                format!("ScanCode's key “{}” has no SPDX id here: not kept", shown(&key)),
                Some(node.place.clone()),
            ),
        }
    }
    policy
}
