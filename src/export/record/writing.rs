//! A record as text: the schema first, then keys by the alphabet; lists in one order. The same record is the same text.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::parts::{KINDS, RELATIONS, word_of};
use super::{Record, SCHEMA};
use crate::licenses::decisions::{Date, Decision, DecisionKind};
use crate::licenses::{Context, RelationOf, RelationRule, Subject};

/// Writes a record. Reading it gives the same record.
pub fn write(record: &Record) -> String {
    let decisions = record.decisions.iter().filter_map(|known| raw(&Written::of(known)));
    let relations = record.relations.iter().filter_map(|rule| raw(&WrittenRelation::of(rule)));
    let mut keys: BTreeMap<&str, Box<RawValue>> = BTreeMap::new();
    for (key, text) in &record.unknown {
        keys.extend(RawValue::from_string(text.clone()).ok().map(|value| (key.as_str(), value)));
    }
    let files: Vec<WrittenFile<'_>> =
        record.files.iter().map(|file| WrittenFile { name: &file.name, sha256: &file.sha256 }).collect();
    let data: BTreeMap<&str, &str> = record.data.iter().map(|(name, date)| (name.as_str(), date.as_str())).collect();
    let own = [
        ("context", record.context.as_ref().and_then(|context: &Context| raw(context))),
        ("data", raw(&data).filter(|_| !data.is_empty())),
        ("decisions", raw(&with_unread(decisions, &record.unread_decisions))),
        ("files", raw(&files)),
        ("relations", raw(&with_unread(relations, &record.unread_relations))),
        ("saved", record.saved.and_then(|saved: Date| raw(&saved))),
        ("tool", raw(&record.tool)),
    ];
    keys.extend(own.into_iter().filter_map(|(key, value)| Some((key, value?))));
    let mut out = format!("{{\n  \"schema\": \"{SCHEMA}\"");
    for (key, value) in keys.into_iter().filter(|(key, _)| *key != "schema") {
        let key = serde_json::to_string(key).unwrap_or_default();
        out.push_str(&format!(",\n  {key}: {}", spread(value.get())));
    }
    out.push_str("\n}\n");
    out
}

/// A list with a line for each entry, so that two records can be compared line by line.
fn spread(value: &str) -> String {
    match serde_json::from_str::<Vec<&RawValue>>(value) {
        Ok(entries) if !entries.is_empty() => {
            let lines: Vec<&str> = entries.iter().map(|entry| entry.get()).collect();
            format!("[\n    {}\n  ]", lines.join(",\n    "))
        }
        _ => value.to_owned(),
    }
}

fn with_unread(known: impl Iterator<Item = Box<RawValue>>, unread: &[String]) -> Vec<Box<RawValue>> {
    known.chain(unread.iter().filter_map(|text| RawValue::from_string(text.clone()).ok())).collect()
}

fn raw(value: &impl Serialize) -> Option<Box<RawValue>> {
    serde_json::value::to_raw_value(value).ok()
}

/// A decision in the words of files; keys by the alphabet.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Written<'a> {
    about: WrittenAbout<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    comment: &'a str,
    date: Date,
    decision: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expression: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    licenses_then: Vec<WrittenLicense<'a>>,
    #[serde(skip_serializing_if = "str::is_empty")]
    person: &'a str,
    reason: &'static str,
}

#[derive(Serialize)]
struct WrittenAbout<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<&'static str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    licenses: &'a [String],
    packages: &'a [Subject],
    #[serde(skip_serializing_if = "str::is_empty")]
    what: &'a str,
}

#[derive(Serialize)]
struct WrittenLicense<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    evidence: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    expression: &'a str,
    package: &'a str,
}

#[derive(Serialize)]
struct WrittenFile<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    sha256: &'a str,
}

#[derive(Serialize)]
struct WrittenRelation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    component: Option<&'a Subject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ecosystem: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a Subject>,
    relation: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a Subject>,
}

impl<'a> Written<'a> {
    fn of(decision: &'a Decision) -> Self {
        let (expression, given, choice) = match &decision.kind {
            DecisionKind::Correct { expression } => (Some(expression.as_str()), None, None),
            DecisionKind::Choose { given, choice } => (None, given.as_deref(), Some(choice.as_str())),
            DecisionKind::Accept | DecisionKind::Waive | DecisionKind::Escalate => (None, None, None),
        };
        let about = &decision.about;
        Self {
            about: WrittenAbout {
                finding: about.finding.map(|kind| word_of(&KINDS, &kind)),
                licenses: &about.licenses,
                packages: &about.subjects,
                what: &about.what,
            },
            choice,
            comment: &decision.comment,
            date: decision.date,
            decision: decision.kind.as_str(),
            expires: decision.expires,
            expression,
            given,
            licenses_then: decision
                .licenses_then
                .iter()
                .map(|then| WrittenLicense {
                    evidence: &then.evidence,
                    expression: &then.expression,
                    package: &then.package,
                })
                .collect(),
            person: &decision.person,
            reason: decision.reason.as_str(),
        }
    }
}

impl<'a> WrittenRelation<'a> {
    fn of(rule: &'a RelationRule) -> Self {
        let mut out = Self {
            component: None,
            ecosystem: None,
            from: None,
            relation: word_of(&RELATIONS, &rule.relation),
            to: None,
        };
        match &rule.of {
            RelationOf::Ecosystem(ecosystem) => out.ecosystem = Some(ecosystem.as_str()),
            RelationOf::Component(subject) => out.component = Some(subject),
            RelationOf::Edge { from, to } => (out.from, out.to) = (Some(from), Some(to)),
        }
        out
    }
}
