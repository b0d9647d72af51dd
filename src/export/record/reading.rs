//! A record from its text: keeps going, keeps what it cannot read, and says so.

use memchr::memmem;
use serde_json::value::RawValue;

use super::fields::{Fields, Problem};
use super::{LARGEST_RECORD, MOST_DECISIONS, Record, SCHEMA, SCHEMA_OF_ANY_VERSION, parts};
use crate::model::{Notice, Place, ReadError};

/// Notices told one by one; further ones are counted.
const MOST_NOTICES: usize = 200;
/// How far the name of the schema is looked for in what is too large to be read.
const HEAD: usize = 64 * 1024;

/// Does a text look like a record, whole or cut off?
pub fn is_record(text: &str) -> bool {
    let head =
        if text.len() > LARGEST_RECORD { text.as_bytes().get(..HEAD).unwrap_or_default() } else { text.as_bytes() };
    let finder = memmem::Finder::new(SCHEMA_OF_ANY_VERSION);
    if !text.trim_start().starts_with('{') || finder.find(head).is_none() {
        return false;
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(raw) => {
            let fields = Fields::of("", raw);
            // A key given twice makes a broken record of what is one otherwise.
            fields.map_or(starts_as_record(text), |mut fields| {
                fields.text("schema").ok().flatten().is_some_and(|schema| schema.starts_with(SCHEMA_OF_ANY_VERSION))
            })
        }
        Err(_) => starts_as_record(text),
    }
}

/// The schema is the first key, as `write` has it.
fn starts_as_record(text: &str) -> bool {
    let mut rest = text;
    for part in ["{", "\"schema\"", ":", "\"lockscope-record/"] {
        match rest.trim_start().strip_prefix(part) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    true
}

/// Reads a record. `name` is the file's, for messages.
///
/// # Errors
/// Where it is too large, cut off, no JSON, or of another schema.
pub fn read(name: &str, text: &str) -> Result<(Record, Vec<Notice>), ReadError> {
    if text.len() > LARGEST_RECORD {
        let message = format!("A record may have {LARGEST_RECORD} bytes, {name} has {}", text.len());
        return Err(ReadError::new(
            "too-large",
            message,
            None,
            "Split it, or remove decisions that are no longer needed",
        ));
    }
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| broken(text, &error))?;
    let mut fields = Fields::of("", raw).map_err(|problem| refused(&problem))?;
    let schema = fields.needed_text("schema").map_err(|problem| refused(&problem))?;
    if schema != SCHEMA {
        let message = format!("This record is of schema “{}”; this version reads “{SCHEMA}”", schema.escape_debug());
        return Err(ReadError::new(
            "another-schema",
            message,
            None,
            "Open it with the version of Lockscope that saved it",
        ));
    }
    let mut record = Record::default();
    let mut notices = Vec::new();
    decisions(&mut record, &mut fields, &mut notices).map_err(|problem| refused(&problem))?;
    relations(&mut record, &mut fields, &mut notices).map_err(|problem| refused(&problem))?;
    surroundings(&mut record, &mut fields, &mut notices);
    for (key, raw) in fields.rest() {
        let message = format!("“{}” is no key that is known here: kept as it is", key.escape_debug());
        notices.push(Notice::warning("unknown-key", message, Some(Place::Path(key.clone()))));
        record.unknown.push((key, raw.get().to_owned()));
    }
    let more = notices.len().saturating_sub(MOST_NOTICES);
    if more > 0 {
        notices.truncate(MOST_NOTICES);
        notices.push(Notice::warning("more-notices", format!("{more} more remarks are not listed"), None));
    }
    Ok((record, notices))
}

fn decisions(record: &mut Record, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) -> Result<(), Problem> {
    let entries = fields.list("decisions")?;
    if entries.len() > MOST_DECISIONS {
        let more = entries.len() - MOST_DECISIONS;
        let message = format!("Only the first {MOST_DECISIONS} decisions are read; {more} more are kept as they are");
        notices.push(Notice::warning("too-many-decisions", message, Some(Place::Path("decisions".to_owned()))));
    }
    for (at, (place, raw)) in entries.into_iter().enumerate() {
        match parts::decision(&place, raw) {
            Ok(decision) if at < MOST_DECISIONS => record.decisions.push(decision),
            Ok(_) => record.unread_decisions.push(raw.get().to_owned()),
            Err(problem) => {
                if at < MOST_DECISIONS {
                    notices.push(problem.notice("decision-not-read", "A decision was not read and is kept as it is"));
                }
                record.unread_decisions.push(raw.get().to_owned());
            }
        }
    }
    record.decisions.sort();
    record.decisions.dedup();
    Ok(())
}

fn relations(record: &mut Record, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) -> Result<(), Problem> {
    for (place, raw) in fields.list("relations")? {
        match parts::relation(&place, raw) {
            Ok(rule) => record.relations.push(rule),
            Err(problem) => {
                notices.push(problem.notice("relation-not-read", "A relation was not read and is kept as it is"));
                record.unread_relations.push(raw.get().to_owned());
            }
        }
    }
    Ok(())
}

/// What the record says of how it came about; written anew with every saving.
fn surroundings(record: &mut Record, fields: &mut Fields<'_>, notices: &mut Vec<Notice>) {
    let mut told = |problem: Problem| notices.push(problem.notice("not-read", "Not read"));
    record.tool = fields.text("tool").map_err(&mut told).ok().flatten().unwrap_or_default();
    record.saved = parts::date(fields, "saved").map_err(&mut told).ok().flatten();
    if let Some(raw) = fields.take("context") {
        match serde_json::from_str(raw.get()) {
            Ok(context) => record.context = Some(context),
            Err(_) => told(super::fields::expected("context", "a judging context", raw)),
        }
    }
    for (place, raw) in fields.list("files").map_err(&mut told).unwrap_or_default() {
        record.files.extend(parts::file(&place, raw).map_err(&mut told));
    }
    if let Some(raw) = fields.take("data") {
        match Fields::of("data", raw) {
            Ok(data) => {
                for (key, raw) in data.rest() {
                    let text = super::fields::text(&format!("data.{key}"), raw).map_err(&mut told);
                    record.data.extend(text.map(|text| (key, text)));
                }
            }
            Err(problem) => told(problem),
        }
    }
}

fn broken(text: &str, error: &serde_json::Error) -> ReadError {
    let place = Place::Line { line: error.line() as u32, column: error.column() as u32 };
    if error.is_eof() || text.trim_end().is_empty() {
        let advice = "Check that it was saved or downloaded completely";
        return ReadError::new("truncated", "This record of decisions is cut off", Some(place), advice);
    }
    let message = "This record of decisions is no JSON at this place";
    ReadError::new("broken-json", message, Some(place), "Correct it there, or take a copy that is whole")
}

fn refused(problem: &Problem) -> ReadError {
    let place = (!problem.place.is_empty()).then(|| Place::Path(problem.place.clone()));
    let message = format!("This record of decisions cannot be read: {}", problem.message);
    ReadError::new("broken-record", message, place, "Correct it there; `docs/record.md` describes the format")
}
