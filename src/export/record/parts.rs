//! The parts of a record, each from JSON: decisions, relations, files.

use std::str::FromStr;

use serde_json::value::RawValue;

use super::RecordedFile;
use super::fields::{Fields, Problem, text};
use crate::licenses::decisions::{About, Date, Decision, DecisionKind, LicenseThen, Reason};
use crate::licenses::{FindingKind, Relation, RelationOf, RelationRule, Subject};
use crate::model::Ecosystem;

/// The kinds of findings by the word of files.
pub const KINDS: [(&str, FindingKind); 7] = [
    ("policy", FindingKind::Policy),
    ("outbound", FindingKind::Outbound),
    ("combination", FindingKind::Combination),
    ("unknown", FindingKind::Unknown),
    ("evidence", FindingKind::Evidence),
    ("choice", FindingKind::Choice),
    ("duty", FindingKind::Duty),
];

/// The relations by the word of files.
pub const RELATIONS: [(&str, Relation); 6] = [
    ("none", Relation::None),
    ("tool", Relation::Tool),
    ("process", Relation::Process),
    ("dynamic", Relation::Dynamic),
    ("static", Relation::Static),
    ("merged", Relation::Merged),
];

pub fn decision(place: &str, raw: &RawValue) -> Result<Decision, Problem> {
    let mut fields = Fields::of(place, raw)?;
    let about = match fields.take("about") {
        Some(raw) => about(&fields.place("about"), raw)?,
        None => return Err(Problem::new(place, "“about” is missing")),
    };
    let kind = kind(&mut fields)?;
    let (reason_place, reason_word) = (fields.place("reason"), fields.needed_text("reason")?);
    let reason = Reason::ALL.into_iter().find(|reason| reason.as_str() == reason_word);
    let mut licenses_then = Vec::new();
    for (place, raw) in fields.list("licenses-then")? {
        let mut fields = Fields::of(&place, raw)?;
        licenses_then.push(LicenseThen {
            package: fields.needed_text("package")?,
            expression: fields.text("expression")?.unwrap_or_default(),
            evidence: fields.text("evidence")?.unwrap_or_default(),
        });
        fields.finish()?;
    }
    let decision = Decision {
        date: needed_date(&mut fields, "date")?,
        about,
        kind,
        reason: reason
            .ok_or_else(|| Problem::new(&reason_place, format!("“{reason_word}” is no reason that is known")))?,
        comment: fields.text("comment")?.unwrap_or_default(),
        person: fields.text("person")?.unwrap_or_default(),
        expires: date(&mut fields, "expires")?,
        licenses_then,
    };
    fields.finish()?;
    match decision.problem() {
        Some(problem) => Err(Problem::new(place, problem)),
        None => Ok(decision.in_order()),
    }
}

fn kind(fields: &mut Fields<'_>) -> Result<DecisionKind, Problem> {
    let place = fields.place("decision");
    let word = fields.needed_text("decision")?;
    Ok(match word.as_str() {
        "accept" => DecisionKind::Accept,
        "waive" => DecisionKind::Waive,
        "escalate" => DecisionKind::Escalate,
        "correct" => DecisionKind::Correct { expression: fields.needed_text("expression")? },
        "choose" => DecisionKind::Choose { given: fields.text("given")?, choice: fields.needed_text("choice")? },
        word => return Err(Problem::new(&place, format!("“{word}” is no decision that is known"))),
    })
}

fn about(place: &str, raw: &RawValue) -> Result<About, Problem> {
    let mut fields = Fields::of(place, raw)?;
    let finding = match fields.text("finding")? {
        None => None,
        Some(word) => Some(of_word(&KINDS, &word).ok_or_else(|| {
            Problem::new(&fields.place("finding"), format!("“{word}” is no kind of finding that is known"))
        })?),
    };
    let mut out = About { finding, what: fields.text("what")?.unwrap_or_default(), ..About::default() };
    for (place, raw) in fields.list("licenses")? {
        out.licenses.push(text(&place, raw)?);
    }
    for (place, raw) in fields.list("packages")? {
        out.subjects.push(subject(&place, raw)?);
    }
    fields.finish()?;
    Ok(out)
}

fn subject(place: &str, raw: &RawValue) -> Result<Subject, Problem> {
    let mut fields = Fields::of(place, raw)?;
    let out = Subject { package: fields.needed_text("package")?, versions: fields.text("versions")? };
    fields.finish()?;
    Ok(out)
}

pub fn relation(place: &str, raw: &RawValue) -> Result<RelationRule, Problem> {
    let mut fields = Fields::of(place, raw)?;
    let word = fields.needed_text("relation")?;
    let relation = of_word(&RELATIONS, &word)
        .ok_or_else(|| Problem::new(&fields.place("relation"), format!("“{word}” is no relation that is known")))?;
    let sides = ["ecosystem", "component", "from", "to"].map(|key| (fields.place(key), fields.take(key)));
    let of = match sides {
        [(place, Some(raw)), (_, None), (_, None), (_, None)] => {
            let word = text(&place, raw)?;
            match Ecosystem::from_package_url_type(&word) {
                ecosystem if ecosystem.as_str() == word => RelationOf::Ecosystem(ecosystem),
                _ => return Err(super::fields::expected(&place, "an ecosystem", raw)),
            }
        }
        [(_, None), (place, Some(raw)), (_, None), (_, None)] => RelationOf::Component(subject(&place, raw)?),
        [(_, None), (_, None), (from, Some(from_raw)), (to, Some(to_raw))] => {
            RelationOf::Edge { from: subject(&from, from_raw)?, to: subject(&to, to_raw)? }
        }
        _ => return Err(Problem::new(place, "One of “ecosystem”, “component”, or “from” and “to” is expected")),
    };
    fields.finish()?;
    Ok(RelationRule { of, relation })
}

pub fn file(place: &str, raw: &RawValue) -> Result<RecordedFile, Problem> {
    let mut fields = Fields::of(place, raw)?;
    let out = RecordedFile { name: fields.needed_text("name")?, sha256: fields.text("sha256")?.unwrap_or_default() };
    fields.finish()?;
    Ok(out)
}

pub fn date(fields: &mut Fields<'_>, key: &str) -> Result<Option<Date>, Problem> {
    let place = fields.place(key);
    let text = fields.text(key)?;
    text.map(|text| Date::from_str(&text).map_err(|why| Problem::new(&place, why))).transpose()
}

fn needed_date(fields: &mut Fields<'_>, key: &str) -> Result<Date, Problem> {
    let missing = Problem::new(&fields.place(key), "a day is missing");
    date(fields, key)?.ok_or(missing)
}

fn of_word<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

/// The word of a value.
pub fn word_of<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> &'static str {
    table.iter().find(|(_, known)| known == value).map(|(word, _)| *word).unwrap_or_default()
}
