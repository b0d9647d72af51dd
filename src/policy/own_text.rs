//! The rules as Lockscope's own file: commented TOML for people, JSON for programs. Stable: same rules, same text.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::escape::{comment, list, quoted};
use super::model::{Policy, class_name, relation_name};
use super::own::SCHEMA;
use crate::licenses::{LicenseClass, Outbound, RelationOf, Subject, UseCase};

/// As commented TOML.
pub fn to_toml(policy: &Policy) -> String {
    let mut out = String::new();
    line(&mut out, "# Rules on licences. What each key means: docs/policy.md");
    pair(&mut out, "schema", &quoted(SCHEMA));
    pair(&mut out, "name", &quoted(&policy.name));
    if !policy.prefer.is_empty() {
        line(&mut out, "# Taken first where an OR leaves the choice open, best first");
        pair(&mut out, "prefer", &list(&policy.prefer));
    }
    profile(&mut out, policy);
    let (require, scopes) = (policy.require, policy.scopes);
    head(&mut out, "What every component must have", "[require]");
    for (key, flag) in [
        ("license", require.license),
        ("known", require.known),
        ("text", require.text),
        ("copyright", require.copyright),
    ] {
        pair(&mut out, key, &flag.to_string());
    }
    head(&mut out, "Components that are not shipped: judge them all the same?", "[scopes]");
    pair(&mut out, "include_dev", &scopes.include_dev.to_string());
    pair(&mut out, "include_build", &scopes.include_build.to_string());
    defaults(&mut out, policy);
    if !policy.licenses.is_empty() {
        head(
            &mut out,
            "allow, review or deny, by SPDX id, `id WITH exception`, LicenseRef or a pattern with *",
            "[licenses]",
        );
        for rule in &policy.licenses {
            let ruling = quoted(rule.ruling.as_str());
            if rule.note.is_empty() {
                pair(&mut out, &quoted(&rule.license), &ruling);
            } else {
                let value = format!("{{ ruling = {ruling}, note = {} }}", quoted(&rule.note));
                pair(&mut out, &quoted(&rule.license), &value);
            }
        }
    }
    if !policy.linkage.is_empty() {
        head(&mut out, "How parts are joined to the work, by ecosystem or package", "[linkage]");
        for rule in &policy.linkage {
            if let Some(key) = linkage_key(&rule.of) {
                pair(&mut out, &quoted(&key), &quoted(relation_name(rule.relation)));
            }
        }
    }
    tables(&mut out, policy);
    out
}

fn profile(out: &mut String, policy: &Policy) {
    let profile = &policy.profile;
    if profile.use_case.is_none() && profile.outbound.is_none() && profile.client_side.is_none() {
        return;
    }
    head(out, "The context that the rules were written for", "[profile]");
    if let Some(use_case) = profile.use_case {
        pair(out, "use_case", &quoted(use_case.as_str()));
    }
    if let Some(outbound) = &profile.outbound {
        pair(out, "outbound", &quoted(&outbound_word(outbound)));
    }
    if let Some(flag) = profile.client_side {
        pair(out, "client_side", &flag.to_string());
    }
}

fn defaults(out: &mut String, policy: &Policy) {
    if policy.defaults.is_empty() && policy.unlisted.is_none() {
        return;
    }
    head(out, "By class, for licences without a rule of their own; unlisted: for what no rule speaks of", "[defaults]");
    for class in LicenseClass::ALL {
        for rule in policy.defaults.iter().filter(|rule| rule.class == class && rule.use_case.is_none()) {
            pair(out, class_name(class), &quoted(rule.ruling.as_str()));
        }
    }
    if let Some(ruling) = policy.unlisted {
        pair(out, "unlisted", &quoted(ruling.as_str()));
    }
    for use_case in UseCase::ALL {
        let rules: Vec<_> = policy.defaults.iter().filter(|rule| rule.use_case == Some(use_case)).collect();
        if !rules.is_empty() {
            line(out, &format!("[defaults.{}]", use_case.as_str()));
            for rule in rules {
                pair(out, class_name(rule.class), &quoted(rule.ruling.as_str()));
            }
        }
    }
}

fn tables(out: &mut String, policy: &Policy) {
    for rule in &policy.packages {
        head(out, "Allowed for this package, whatever the other rules say", "[[packages]]");
        subject(out, Some(&rule.subject));
        pair(out, "allow", &list(&rule.allow));
        filled(out, "note", &rule.note);
    }
    for rule in &policy.choices {
        head(out, "Of an OR this alternative is taken", "[[choices]]");
        subject(out, rule.subject.as_ref());
        filled(out, "given", rule.given.as_deref().unwrap_or_default());
        pair(out, "choice", &quoted(&rule.choice));
        filled(out, "reason", &rule.reason);
    }
    for rule in &policy.clarify {
        head(out, "The licence is this, whatever the documents say", "[[clarify]]");
        subject(out, Some(&rule.subject));
        pair(out, "expression", &quoted(&rule.expression));
        filled(out, "evidence", &rule.evidence);
        filled(out, "hash", &rule.hash);
    }
    for waiver in &policy.waivers {
        head(out, "A finding that somebody answers for", "[[waivers]]");
        filled(out, "kind", &waiver.kind);
        if !waiver.licenses.is_empty() {
            pair(out, "licenses", &list(&waiver.licenses));
        }
        subject(out, waiver.subject.as_ref());
        for (key, text) in [
            ("message", &waiver.message),
            ("reason", &waiver.reason),
            ("comment", &waiver.comment),
            ("by", &waiver.by),
            ("date", &waiver.date),
            ("expires", &waiver.expires),
        ] {
            filled(out, key, text);
        }
    }
    for cell in &policy.matrix_overlay {
        head(
            out,
            "A pair of licences that is seen otherwise than by the matrix; kept, not judged by",
            "[[matrix_overlay]]",
        );
        pair(out, "outbound", &quoted(&cell.outbound));
        pair(out, "inbound", &quoted(&cell.inbound));
        pair(out, "verdict", &quoted(cell.verdict.as_str()));
        filled(out, "reason", &cell.reason);
    }
}

fn head(out: &mut String, words: &str, header: &str) {
    let _ = write!(out, "\n# {}\n{header}\n", comment(words));
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

fn pair(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key} = {value}");
}

fn filled(out: &mut String, key: &str, text: &str) {
    if !text.is_empty() {
        pair(out, key, &quoted(text));
    }
}

fn subject(out: &mut String, subject: Option<&Subject>) {
    if let Some(subject) = subject {
        pair(out, "package", &quoted(&subject.package));
        filled(out, "versions", subject.versions.as_deref().unwrap_or_default());
    }
}

fn outbound_word(outbound: &Outbound) -> String {
    match outbound {
        Outbound::Undecided => "undecided".to_owned(),
        Outbound::Proprietary => "proprietary".to_owned(),
        Outbound::License(license) => license.clone(),
    }
}

/// `None` for what a file cannot say: an edge.
pub(super) fn linkage_key(of: &RelationOf) -> Option<String> {
    match of {
        RelationOf::Ecosystem(ecosystem) => Some(ecosystem.as_str().to_owned()),
        RelationOf::Component(subject) => Some(subject.package.clone()),
        RelationOf::Edge { .. } => None,
    }
}

/// As JSON, two blanks a level.
pub fn to_json(policy: &Policy) -> String {
    let mut root = Map::new();
    root.insert("schema".to_owned(), json!(SCHEMA));
    root.insert("name".to_owned(), json!(policy.name));
    if !policy.prefer.is_empty() {
        root.insert("prefer".to_owned(), json!(policy.prefer));
    }
    let mut profile = Map::new();
    if let Some(use_case) = policy.profile.use_case {
        profile.insert("use_case".to_owned(), json!(use_case.as_str()));
    }
    if let Some(outbound) = &policy.profile.outbound {
        profile.insert("outbound".to_owned(), json!(outbound_word(outbound)));
    }
    if let Some(flag) = policy.profile.client_side {
        profile.insert("client_side".to_owned(), json!(flag));
    }
    let (require, scopes) = (policy.require, policy.scopes);
    root.insert("profile".to_owned(), Value::Object(profile));
    root.insert(
        "require".to_owned(),
        json!({ "license": require.license, "known": require.known, "text": require.text, "copyright": require.copyright }),
    );
    let scopes = json!({ "include_dev": scopes.include_dev, "include_build": scopes.include_build });
    root.insert("scopes".to_owned(), scopes);
    root.insert("defaults".to_owned(), json_defaults(policy));
    let mut licenses = Map::new();
    for rule in &policy.licenses {
        let ruling = rule.ruling.as_str();
        let value = if rule.note.is_empty() { json!(ruling) } else { json!({ "ruling": ruling, "note": rule.note }) };
        licenses.insert(rule.license.clone(), value);
    }
    root.insert("licenses".to_owned(), Value::Object(licenses));
    let mut linkage = Map::new();
    for rule in &policy.linkage {
        if let Some(key) = linkage_key(&rule.of) {
            linkage.insert(key, json!(relation_name(rule.relation)));
        }
    }
    root.insert("linkage".to_owned(), Value::Object(linkage));
    json_tables(policy, &mut root);
    let mut text = serde_json::to_string_pretty(&Value::Object(root)).unwrap_or_default();
    text.push('\n');
    text
}

fn json_defaults(policy: &Policy) -> Value {
    let mut defaults = Map::new();
    for rule in &policy.defaults {
        let ruling = json!(rule.ruling.as_str());
        match rule.use_case {
            None => {
                defaults.insert(class_name(rule.class).to_owned(), ruling);
            }
            Some(use_case) => {
                let inner = defaults.entry(use_case.as_str()).or_insert_with(|| json!({}));
                if let Some(inner) = inner.as_object_mut() {
                    inner.insert(class_name(rule.class).to_owned(), ruling);
                }
            }
        }
    }
    if let Some(ruling) = policy.unlisted {
        defaults.insert("unlisted".to_owned(), json!(ruling.as_str()));
    }
    Value::Object(defaults)
}

fn json_tables(policy: &Policy, root: &mut Map<String, Value>) {
    let mut put = |key: &str, members: Vec<Value>| {
        if !members.is_empty() {
            root.insert(key.to_owned(), Value::Array(members));
        }
    };
    put(
        "packages",
        policy
            .packages
            .iter()
            .map(|rule| object(Some(&rule.subject), &[("note", &rule.note)], &[("allow", &rule.allow)]))
            .collect(),
    );
    put(
        "choices",
        policy
            .choices
            .iter()
            .map(|rule| {
                let given = rule.given.clone().unwrap_or_default();
                object(
                    rule.subject.as_ref(),
                    &[("given", &given), ("choice", &rule.choice), ("reason", &rule.reason)],
                    &[],
                )
            })
            .collect(),
    );
    put(
        "clarify",
        policy
            .clarify
            .iter()
            .map(|rule| {
                let texts = [("expression", &rule.expression), ("evidence", &rule.evidence), ("hash", &rule.hash)];
                object(Some(&rule.subject), &texts, &[])
            })
            .collect(),
    );
    put(
        "waivers",
        policy
            .waivers
            .iter()
            .map(|waiver| {
                let texts = [
                    ("kind", &waiver.kind),
                    ("message", &waiver.message),
                    ("reason", &waiver.reason),
                    ("comment", &waiver.comment),
                    ("by", &waiver.by),
                    ("date", &waiver.date),
                    ("expires", &waiver.expires),
                ];
                object(waiver.subject.as_ref(), &texts, &[("licenses", &waiver.licenses)])
            })
            .collect(),
    );
    put(
        "matrix_overlay",
        policy
            .matrix_overlay
            .iter()
            .map(|cell| {
                let verdict = cell.verdict.as_str().to_owned();
                let texts = [
                    ("outbound", &cell.outbound),
                    ("inbound", &cell.inbound),
                    ("verdict", &verdict),
                    ("reason", &cell.reason),
                ];
                object(None, &texts, &[])
            })
            .collect(),
    );
}

/// A table of the texts that are not empty.
fn object(subject: Option<&Subject>, texts: &[(&str, &String)], lists: &[(&str, &Vec<String>)]) -> Value {
    let mut out = Map::new();
    if let Some(subject) = subject {
        out.insert("package".to_owned(), json!(subject.package));
        if let Some(versions) = &subject.versions {
            out.insert("versions".to_owned(), json!(versions));
        }
    }
    for (key, text) in texts {
        if !text.is_empty() {
            out.insert((*key).to_owned(), json!(text));
        }
    }
    for (key, texts) in lists {
        if !texts.is_empty() || *key == "allow" {
            out.insert((*key).to_owned(), json!(texts));
        }
    }
    Value::Object(out)
}
