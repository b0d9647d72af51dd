//! One changed package in words: versions, licence, and what else changed or followed.

use super::compared::{AFTER, BEFORE, Looking};
use super::words::cause_title;
use super::{ChangeKind, CompareLine, Note, Tone};
use crate::analysis::checksums::disagreement;
use crate::analysis::comparison::{self, Row, RowIndex};
use crate::analysis::hygiene::address;
use crate::graph::NodeIndex;
use crate::model::Component;
use crate::view::words::{license_cell, list, visible};

/// Names in one note.
const MOST_NAMES: usize = 3;
/// Licence texts, and letters of an address, in one note.
const MOST_TEXTS: usize = 4;
const MOST_LETTERS: usize = 120;

/// A row in words.
pub fn line(looking: &Looking<'_>, at: RowIndex) -> Option<CompareLine> {
    let row = looking.row(at)?;
    let [before, after] = [looking.first(row, BEFORE), looking.first(row, AFTER)];
    let (side, node) = after.map(|node| (AFTER, node)).or_else(|| before.map(|node| (BEFORE, node)))?;
    let link = looking.link(side, node);
    let version = |side: usize, node: Option<NodeIndex>| node.map(|node| looking.link(side, node).version);
    let tone = tone(row);
    let (license, is_license) = match tone {
        Tone::Added | Tone::Removed => looking.judged(side, node).map(license_cell).unwrap_or_default(),
        _ => Default::default(),
    };
    Some(CompareLine {
        tone,
        kinds: row.changes.iter().collect(),
        before: version(BEFORE, before).unwrap_or_default(),
        after: version(AFTER, after).unwrap_or_default(),
        link,
        license,
        is_license,
        notes: notes(looking, row),
        cause: row.cause.map(|cause| cause_title(looking, cause as usize)).unwrap_or_default(),
    })
}

/// How the row is marked.
pub fn tone(row: &Row) -> Tone {
    match row.changes {
        changes if changes.has(ChangeKind::Added) => Tone::Added,
        changes if changes.has(ChangeKind::Removed) => Tone::Removed,
        changes if changes.is_empty() => Tone::Plain,
        _ => Tone::Changed,
    }
}

fn notes(looking: &Looking<'_>, row: &Row) -> Vec<Note> {
    let mut notes = Vec::new();
    for kind in row.changes.iter() {
        match kind {
            ChangeKind::License => notes.push(license(looking, row)),
            ChangeKind::Scope => notes.extend(scope(looking, row)),
            ChangeKind::Source => notes.extend(source(looking, row)),
            ChangeKind::Checksum => notes.push(checksum(looking, row)),
            ChangeKind::Version => notes.extend(needs(looking, row)),
            ChangeKind::Dependents => notes.extend(dependents(looking, row)),
            ChangeKind::Added | ChangeKind::Removed => {}
        }
    }
    notes
}

fn license(looking: &Looking<'_>, row: &Row) -> Note {
    let [before, after] = comparison::licenses(&looking.before, &looking.after, looking.found, row);
    let words = |texts: &[&str]| {
        let texts: Vec<String> = texts.iter().map(|text| visible(text)).collect();
        list(&texts, MOST_TEXTS)
    };
    let verdict = |side: usize| {
        let node = looking.first(row, side);
        node.and_then(|node| looking.judged(side, node)).map(|judged| judged.verdict)
    };
    Note {
        title: "Licence".to_owned(),
        before: words(&before),
        after: words(&after),
        verdicts: verdict(BEFORE).zip(verdict(AFTER)),
        words: String::new(),
    }
}

fn scope(looking: &Looking<'_>, row: &Row) -> Option<Note> {
    let (before, after) = comparison::scopes(&looking.before, &looking.after, looking.found, row)?;
    Some(Note {
        title: "Scope".to_owned(),
        before: before.as_str().to_owned(),
        after: after.as_str().to_owned(),
        ..Note::default()
    })
}

/// The hosts where they differ, else the whole addresses.
fn source(looking: &Looking<'_>, row: &Row) -> Option<Note> {
    let (one, other) = components(looking, row)?;
    let (one, other) = (one.source.as_deref()?, other.source.as_deref()?);
    let (from, to) = (address::read(one), address::read(other));
    let is_hosts = from.origin != to.origin && !from.origin.is_empty() && !to.origin.is_empty();
    let (before, after) = if is_hosts { (from.origin.as_str(), to.origin.as_str()) } else { (one, other) };
    Some(Note { title: "From".to_owned(), before: cut(before), after: cut(after), ..Note::default() })
}

fn checksum(looking: &Looking<'_>, row: &Row) -> Note {
    let one = comparison::hashes(&looking.before, looking.found.before(row));
    let other = comparison::hashes(&looking.after, looking.found.after(row));
    let words = match (one.is_empty(), other.is_empty()) {
        (true, _) => "a checksum where there was none".to_owned(),
        (_, true) => "no checksum any more".to_owned(),
        _ => match disagreement(&one, &other) {
            Some(algorithm) => format!("another {} for the same version", cut(&algorithm)),
            None => "another checksum for the same version".to_owned(),
        },
    };
    Note { title: "Checksum".to_owned(), words, ..Note::default() }
}

fn needs(looking: &Looking<'_>, row: &Row) -> Option<Note> {
    let [before, after] = comparison::needs(&looking.before, &looking.after, looking.found, row);
    both("now needs", (AFTER, after), "no longer needs", (BEFORE, before), looking)
}

fn dependents(looking: &Looking<'_>, row: &Row) -> Option<Note> {
    let [before, after] = comparison::dependents(&looking.before, &looking.after, looking.found, row);
    both("now needed by", (AFTER, after), "no longer needed by", (BEFORE, before), looking)
}

/// `now needs a and b; no longer needs c`.
fn both(
    now: &str,
    (now_side, is): (usize, Vec<NodeIndex>),
    then: &str,
    (then_side, was): (usize, Vec<NodeIndex>),
    looking: &Looking<'_>,
) -> Option<Note> {
    let names = |side: usize, nodes: &[NodeIndex]| {
        let names: Vec<String> = nodes.iter().map(|node| looking.link(side, *node).name).collect();
        list(&names, MOST_NAMES)
    };
    let parts = [(now, now_side, is), (then, then_side, was)];
    let said = parts.iter().filter(|(.., nodes)| !nodes.is_empty());
    let words =
        said.map(|(words, side, nodes)| format!("{words} {}", names(*side, nodes))).collect::<Vec<_>>().join("; ");
    (!words.is_empty()).then(|| Note { words, ..Note::default() })
}

/// What each document says of a row's first component.
fn components<'a>(looking: &Looking<'a>, row: &Row) -> Option<(&'a Component, &'a Component)> {
    let (before, after) = (looking.first(row, BEFORE)?, looking.first(row, AFTER)?);
    let one = looking.before.document.components.get(before as usize)?;
    Some((one, looking.after.document.components.get(after as usize)?))
}

fn cut(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(MOST_LETTERS).collect();
    if letters.next().is_some() { format!("{}…", visible(&start)) } else { visible(&start) }
}
