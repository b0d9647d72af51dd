//! What stands above the causes: figures, new and gone conflicts, new duplicates.

use super::compared::{AFTER, BEFORE, Looking};
use super::words::changed_by_hand;
use super::{Figure, Tone, TopLine, TopList};
use crate::analysis::comparison::{ChangeKind, RowIndex};
use crate::graph::NodeIndex;
use crate::licenses::Finding;
use crate::view::words::{length, visible};

/// Components named of one conflict or duplicate.
const MOST_NAMED: usize = 6;

/// The figures. Each name and version counts once; the project itself does not.
pub fn figures(looking: &Looking<'_>) -> Vec<Figure> {
    let found = looking.found;
    let number = |kind: ChangeKind| found.rows.iter().filter(|row| row.changes.has(kind)).count();
    let rows = |side: usize| found.rows.iter().filter(|row| looking.first(row, side).is_some()).count();
    let otherwise = found
        .rows
        .iter()
        .filter(|row| !row.changes.is_empty() && !row.changes.is_of_version() && !row.changes.has(ChangeKind::License));
    let same = found.rows.iter().filter(|row| row.changes.is_empty()).count();
    let plain =
        |title: &str, value: usize| Figure { value: length(value), title: title.to_owned(), ..Figure::default() };
    let signed = |title: &str, value: usize, tone: Tone| Figure {
        value: format!("{}{}", tone.sign(), length(value)),
        title: title.to_owned(),
        tone,
        ..Figure::default()
    };
    let mut figures = vec![
        Figure { before: length(rows(BEFORE)), note: copies(looking), ..plain("components", rows(AFTER)) },
        signed("added", number(ChangeKind::Added), Tone::Added),
        signed("removed", number(ChangeKind::Removed), Tone::Removed),
        signed("version changed", number(ChangeKind::Version), Tone::Changed),
        plain("licence changed", number(ChangeKind::License)),
    ];
    let otherwise = otherwise.count();
    if otherwise > 0 {
        figures.push(plain("otherwise changed", otherwise));
    }
    figures.push(plain("the same", same));
    figures.push(conflicts(looking));
    let duplicates = &found.duplicates;
    figures.push(Figure {
        before: length(duplicates.before),
        note: format!("{} new, {} gone", length(duplicates.new.len()), length(duplicates.gone.len())),
        ..plain("duplicates", duplicates.after)
    });
    figures
}

/// Where the files list a version of a name several times.
fn copies(looking: &Looking<'_>) -> String {
    let copies = |side: usize| -> usize {
        let rows = looking.found.rows.iter();
        rows.map(|row| if side == BEFORE { looking.found.before(row).len() } else { looking.found.after(row).len() })
            .sum()
    };
    let rows = |side: usize| looking.found.rows.iter().filter(|row| looking.first(row, side).is_some()).count();
    let [one, other] = [copies(BEFORE), copies(AFTER)];
    match one == rows(BEFORE) && other == rows(AFTER) {
        true => String::new(),
        false => format!("{} to {} with copies", length(one), length(other)),
    }
}

fn conflicts(looking: &Looking<'_>) -> Figure {
    let found = looking.conflicts;
    let count = |side: usize, number: usize| {
        if looking.knows_licenses(side) { length(number) } else { "not checked".to_owned() }
    };
    let decided = found.new.iter().filter(|finding| looking.is_decided(AFTER, **finding)).count();
    let decided = if decided > 0 { format!(", {} of them decided", length(decided)) } else { String::new() };
    let unsure = |side: usize, findings: &[usize]| {
        let findings = findings.iter().filter_map(|at| looking.judgement(side).findings.get(*at));
        let other = if side == BEFORE { "B" } else { "A" };
        match findings.filter(|finding| is_unsure(looking, side, finding)).count() {
            0 => String::new(),
            unsure => format!(" ({} not known in {other})", length(unsure)),
        }
    };
    let is_judged_at_all = looking.knows_licenses(BEFORE) || looking.knows_licenses(AFTER);
    Figure {
        before: count(BEFORE, found.before),
        value: count(AFTER, found.after),
        title: "conflicts".to_owned(),
        note: match is_judged_at_all {
            true => format!(
                "{} new{}{decided}, {} gone{}",
                length(found.new.len()),
                unsure(AFTER, &found.new),
                length(found.gone.len()),
                unsure(BEFORE, &found.gone)
            ),
            false => "no licence is known in either file".to_owned(),
        },
        tone: if found.after > 0 { Tone::Conflict } else { Tone::Plain },
    }
}

/// Conflicts of the file after that the one before has not.
pub fn new_conflicts(looking: &Looking<'_>, most: usize) -> TopList {
    list(looking, AFTER, &looking.conflicts.new, most)
}

/// Conflicts of the file before that are no more.
pub fn gone_conflicts(looking: &Looking<'_>, most: usize) -> TopList {
    list(looking, BEFORE, &looking.conflicts.gone, most)
}

fn list(looking: &Looking<'_>, side: usize, findings: &[usize], most: usize) -> TopList {
    let line = |at: &usize| {
        let finding = looking.judgement(side).findings.get(*at)?;
        Some(TopLine {
            title: visible(&finding.title),
            links: finding.components.iter().take(MOST_NAMED).map(|node| looking.link(side, *node)).collect(),
            more: finding.components.len().saturating_sub(MOST_NAMED),
            cause: cause_of(looking, side, finding).map(|cause| changed_by_hand(looking, cause)).unwrap_or_default(),
            is_decided: looking.is_decided(side, *at),
            is_unsure: is_unsure(looking, side, finding),
        })
    };
    TopList { lines: findings.iter().take(most).filter_map(line).collect(), total: findings.len() }
}

/// The cause of a finding's first component that changed.
pub fn cause_of(looking: &Looking<'_>, side: usize, finding: &Finding) -> Option<usize> {
    let row = |node: &NodeIndex| {
        if side == BEFORE { looking.found.row_of_before(*node) } else { looking.found.row_of_after(*node) }
    };
    let cause = |row: RowIndex| looking.row(row)?.cause.map(|cause| cause as usize);
    finding.components.iter().chain(&finding.involved).filter_map(row).find_map(cause)
}

/// Is one of its components in the other file too, under a licence that is not known there?
fn is_unsure(looking: &Looking<'_>, side: usize, finding: &Finding) -> bool {
    let other = if side == BEFORE { AFTER } else { BEFORE };
    let is_unknown = |node: &NodeIndex| {
        let row = if side == BEFORE { looking.found.row_of_before(*node) } else { looking.found.row_of_after(*node) };
        let there = row.and_then(|row| looking.first(looking.row(row)?, other));
        let judged = there.and_then(|there| looking.judged(other, there));
        judged.is_some_and(|judged| !judged.own && judged.expression.is_none())
    };
    finding.components.iter().any(is_unknown)
}

/// Names that are there in several versions after alone.
pub fn new_duplicates(looking: &Looking<'_>, most: usize) -> TopList {
    let duplicates = &looking.found.duplicates.new;
    let line = |rows: &Vec<RowIndex>| {
        let nodes = rows.iter().filter_map(|row| looking.first(looking.row(*row)?, AFTER));
        let links: Vec<_> = nodes.map(|node| looking.link(AFTER, node)).collect();
        // The version that came, not what else changed of the one that was there.
        let came = rows.iter().filter_map(|row| looking.row(*row)).filter(|row| row.changes.is_of_version());
        let cause = came.min_by_key(|row| !row.changes.has(ChangeKind::Added)).and_then(|row| row.cause);
        TopLine {
            title: links.first().map(|link| link.name.clone()).unwrap_or_default(),
            more: links.len().saturating_sub(MOST_NAMED),
            links: links.into_iter().take(MOST_NAMED).collect(),
            cause: cause.map(|cause| changed_by_hand(looking, cause as usize)).unwrap_or_default(),
            ..TopLine::default()
        }
    };
    TopList { lines: duplicates.iter().take(most).map(line).collect(), total: duplicates.len() }
}
