//! The findings as SARIF 2.1.0, for code scanning: one rule a kind of finding, one result a finding.
//!
//! A result stands where the first component of the finding begins in its file, with a line where the format knows one.
//! Decisions on findings are not told.
//!
//! Source: OASIS, Static Analysis Results Interchange Format 2.1.0.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::graph::NodeIndex;
use crate::licenses::{Finding, FindingKind, Verdict};
use crate::model::Place;
use crate::view::facts::{Facts, LoadedFile};
use crate::view::words::visible;

/// The most places that a result lists; how many more there are, its message says.
const MOST_PLACES: usize = 50;

/// All findings. `stamp` says what they rest on.
pub fn sarif(facts: &Facts, stamp: &[String]) -> String {
    let rules: Vec<Value> = FindingKind::ALL.into_iter().map(rule).collect();
    let findings = &facts.judgement.findings;
    let results: Vec<Value> = findings.iter().map(|finding| result(facts, finding)).collect();
    let artifacts: Vec<Value> = facts.files.iter().map(artifact).collect();
    let run = json!({
        "tool": { "driver": {
            "name": "Lockscope",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        } },
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts,
        "results": results,
        "properties": { "madeFrom": stamp.iter().map(|line| visible(line)).collect::<Vec<_>>() },
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn rule(kind: FindingKind) -> Value {
    let (question, level) = match kind {
        FindingKind::Policy => ("Do our own rules allow this licence in this use?", "error"),
        FindingKind::Outbound => ("May this component sit in a work under the product's licence?", "error"),
        FindingKind::Combination => ("Can these components be in one work at all?", "error"),
        FindingKind::Unknown => ("The licence is not known", "warning"),
        FindingKind::Evidence => ("Sources disagree", "warning"),
        FindingKind::Choice => ("Which alternative of a choice was taken, and why", "note"),
        FindingKind::Duty => ("What must be done when the product goes out", "note"),
    };
    json!({
        "id": rule_id(kind),
        "name": kind.title(),
        "shortDescription": { "text": question },
        "defaultConfiguration": { "level": level },
    })
}

fn rule_id(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Policy => "license-policy",
        FindingKind::Outbound => "license-outbound",
        FindingKind::Combination => "license-combination",
        FindingKind::Unknown => "license-unknown",
        FindingKind::Evidence => "license-evidence",
        FindingKind::Choice => "license-choice",
        FindingKind::Duty => "license-duty",
    }
}

/// The level of a verdict.
fn level(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conflict => "error",
        Verdict::Review | Verdict::Unknown => "warning",
        Verdict::Duties | Verdict::NoSource => "note",
        Verdict::Allowed | Verdict::NotShipped => "none",
    }
}

fn artifact(file: &LoadedFile) -> Value {
    let mut out = Map::new();
    out.insert("location".to_owned(), json!({ "uri": relative_address(&file.name) }));
    out.insert("length".to_owned(), json!(file.size));
    if !file.sha256.is_empty() {
        out.insert("hashes".to_owned(), json!({ "sha-256": file.sha256 }));
    }
    Value::Object(out)
}

fn result(facts: &Facts, finding: &Finding) -> Value {
    let about: Vec<NodeIndex> = finding.components.iter().chain(&finding.involved).copied().collect();
    let places: Vec<Value> = about.iter().take(MOST_PLACES).filter_map(|node| location(facts, *node)).collect();
    let index = FindingKind::ALL.iter().position(|kind| *kind == finding.kind).unwrap_or_default();
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| _ = out.insert(key.to_owned(), value);
    put("ruleId", json!(rule_id(finding.kind)));
    put("ruleIndex", json!(index));
    put("level", json!(level(finding.verdict)));
    // `none` is a level of its own kind.
    put("kind", json!(if level(finding.verdict) == "none" { "informational" } else { "fail" }));
    put("message", json!({ "text": message(facts, finding, about.len()) }));
    put("locations", Value::Array(places));
    put("partialFingerprints", json!({ "lockscope/v1": fingerprint(facts, finding) }));
    let routes = finding.routes.iter().map(|route| {
        let steps: Vec<Value> = route.iter().filter_map(|node| location(facts, *node)).collect();
        let steps: Vec<Value> = steps.into_iter().map(|location| json!({ "location": location })).collect();
        json!({ "threadFlows": [{ "locations": steps }] })
    });
    let has_steps = |flow: &Value| flow.pointer("/threadFlows/0/locations/0").is_some();
    let flows: Vec<Value> = routes.filter(has_steps).take(MOST_PLACES).collect();
    if !flows.is_empty() {
        put("codeFlows", Value::Array(flows));
    }
    put("properties", json!({ "verdict": finding.verdict.title(), "source": visible(&finding.source) }));
    Value::Object(out)
}

fn message(facts: &Facts, finding: &Finding, about: usize) -> String {
    let mut out = visible(&finding.title);
    let mut sentence = |text: &str| {
        if !text.is_empty() {
            let _ = write!(out, ". {}", visible(text));
        }
    };
    sentence(&finding.reason);
    let names: Vec<String> = finding.components.iter().take(5).map(|node| facts.graph.label(*node)).collect();
    if !names.is_empty() {
        sentence(&format!("Components: {}", names.join(", ")));
    }
    if about > MOST_PLACES {
        sentence(&format!("{about} components, the first {MOST_PLACES} are listed"));
    }
    if let Some(change) = finding.changes.first() {
        sentence(&format!("What could change it: {change}"));
    }
    // Brackets would be a link.
    out.replace('[', "(").replace(']', ")")
}

/// Where a component begins in its file; `None` where there is no such component.
fn location(facts: &Facts, node: NodeIndex) -> Option<Value> {
    let found = facts.graph.nodes.get(node as usize)?;
    let component = &found.component;
    let label = visible(&facts.graph.label(node));
    let mut out = Map::new();
    let url = component.package_url.as_ref().map(|url| url.to_string());
    let logical =
        json!({ "name": label, "fullyQualifiedName": url.unwrap_or_else(|| label.clone()), "kind": "module" });
    out.insert("logicalLocations".to_owned(), json!([logical]));
    out.insert("message".to_owned(), json!({ "text": label.replace('[', "(").replace(']', ")") }));
    let position = found.members.first().and_then(|(document, _)| facts.document_files.get(*document as usize));
    if let Some((at, file)) = position.and_then(|at| Some((*at, facts.files.get(*at)?))) {
        let mut physical = Map::new();
        let artifact = json!({ "uri": relative_address(&file.name), "index": at });
        physical.insert("artifactLocation".to_owned(), artifact);
        if let Some(Place::Line { line, column }) = component.place {
            let region = json!({ "startLine": line.max(1), "startColumn": column.max(1) });
            physical.insert("region".to_owned(), region);
        }
        out.insert("physicalLocation".to_owned(), Value::Object(physical));
    }
    Some(Value::Object(out))
}

/// The same for the same finding, whatever else is in the file.
fn fingerprint(facts: &Facts, finding: &Finding) -> String {
    let mut digest = Sha256::new();
    digest.update(rule_id(finding.kind));
    for text in [&finding.title].into_iter().chain(&finding.licenses) {
        digest.update([0]);
        digest.update(text);
    }
    for node in &finding.components {
        digest.update([1]);
        digest.update(facts.graph.label(*node));
    }
    digest.finalize().iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A file's name as a relative address: what could begin a scheme, a root or a way up is escaped or left out.
fn relative_address(name: &str) -> String {
    let mut out = String::new();
    for segment in name.split(['/', '\\']).filter(|segment| !matches!(*segment, "" | "." | "..")) {
        if !out.is_empty() {
            out.push('/');
        }
        for byte in segment.bytes() {
            match byte {
                byte if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') => {
                    out.push(byte.into())
                }
                byte => _ = write!(out, "%{byte:02X}"),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_relative_addresses() {
        for (name, address) in [
            ("a/package-lock.json", "a/package-lock.json"),
            ("/../..//C:\\x y.json", "C%3A/x%20y.json"),
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
            ("é", "%C3%A9"),
        ] {
            assert_eq!(relative_address(name), address);
        }
    }
}
