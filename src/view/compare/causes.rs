//! The causes in words, the one that brings most trouble first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::compared::{AFTER, BEFORE, Looking};
use super::lines::{line, tone};
use super::top::cause_of;
use super::words::{how, title};
use super::{Caps, CauseView, CompareRequest, Tone};
use crate::analysis::comparison::{CauseKind, RowIndex};
use crate::licenses::Verdict;
use crate::view::words::{length, plural};

/// A cause with what it comes to.
pub(super) struct Grouped {
    key: usize,
    new_conflicts: usize,
    /// Nothing of it goes out with the product.
    is_unshipped: bool,
    /// The gravest verdict that is new with it, and on how many components.
    gravest: Option<(Verdict, usize)>,
    /// Added, removed, changed.
    counts: [usize; 3],
}

/// All causes: direct dependencies and own packages first, those with new conflicts before all, then what is shipped,
/// then by size and name. Costs rows, and components of new conflicts.
pub(super) fn grouped(looking: &Looking<'_>) -> Vec<Grouped> {
    let mut conflicts: BTreeMap<usize, usize> = BTreeMap::new();
    let findings = &looking.judgement(AFTER).findings;
    for finding in looking.conflicts.new.iter().filter_map(|at| findings.get(*at)) {
        if let Some(cause) = cause_of(looking, AFTER, finding) {
            *conflicts.entry(cause).or_default() += 1;
        }
    }
    let causes = looking.found.causes.iter().enumerate();
    let mut grouped: Vec<Grouped> = causes
        .map(|(key, cause)| {
            let mut counts = [0; 3];
            for row in cause.rows.iter().filter_map(|row| looking.row(*row)) {
                match tone(row) {
                    Tone::Added => counts[0] += 1,
                    Tone::Removed => counts[1] += 1,
                    _ => counts[2] += 1,
                }
            }
            let verdicts = || cause.rows.iter().map(|row| verdict(looking, *row));
            Grouped {
                key,
                new_conflicts: conflicts.get(&key).copied().unwrap_or_default(),
                is_unshipped: verdicts().all(|verdict| verdict == Some(Verdict::NotShipped)),
                gravest: gravest(looking, &cause.rows),
                counts,
            }
        })
        .collect();
    grouped.sort_by_cached_key(|grouped| {
        let cause = looking.found.causes.get(grouped.key);
        let rank = match cause.map(|cause| cause.kind) {
            Some(CauseKind::Direct(_) | CauseKind::Own(_)) | None => 0,
            Some(CauseKind::Restated) => 1,
            Some(CauseKind::Refresh) => 2,
            Some(CauseKind::Unplaced) => 3,
            Some(CauseKind::Moved) => 4,
            Some(CauseKind::Unknown) => 5,
        };
        let size = grouped.counts.iter().sum::<usize>();
        // Causes are by name.
        (rank, Reverse(grouped.new_conflicts), grouped.is_unshipped, Reverse(size), grouped.key)
    });
    grouped
}

/// The causes that are shown, each with its changes as far as they are told.
pub(super) fn causes(
    looking: &Looking<'_>,
    grouped: &[Grouped],
    request: &CompareRequest,
    caps: &Caps,
) -> Vec<CauseView> {
    let mut room = super::MOST_ROWS_OF_ALL;
    let shown = grouped.iter().take(caps.causes);
    let view = |grouped: &Grouped| {
        let most = if request.whole.contains(&grouped.key) { caps.whole } else { caps.lines }.min(room);
        let view = cause(looking, grouped, most)?;
        room -= view.lines.len();
        Some(view)
    };
    shown.filter_map(view).collect()
}

fn cause(looking: &Looking<'_>, grouped: &Grouped, most: usize) -> Option<CauseView> {
    let cause = looking.found.causes.get(grouped.key)?;
    let is_one = matches!(cause.kind, CauseKind::Direct(_) | CauseKind::Own(_));
    let rows = ordered(looking, &cause.rows, is_one);
    let (told, rest) = rows.split_at(most.min(rows.len()));
    let lines: Vec<_> = told.iter().filter_map(|row| line(looking, *row)).collect();
    let (verdict, outcome) = match looking.knows_licenses(AFTER) {
        true => outcome(grouped),
        false => (None, "no licence known".to_owned()),
    };
    let first = cause.rows.first().filter(|_| is_one).and_then(|row| line(looking, *row));
    let [added, removed, changed] = grouped.counts;
    Some(CauseView {
        key: grouped.key,
        title: title(looking, cause),
        versions: first.map(|line| line.versions()).unwrap_or_default(),
        how: how(looking, cause),
        verdict,
        outcome,
        added,
        removed,
        changed,
        lines,
        more: rest.len(),
        more_words: more_words(looking, rest),
    })
}

/// The cause itself first, then the gravest of what it brings.
fn ordered(looking: &Looking<'_>, rows: &[RowIndex], is_one: bool) -> Vec<RowIndex> {
    let mut rows = rows.to_vec();
    let first = usize::from(is_one).min(rows.len());
    let (_, consequences) = rows.split_at_mut(first);
    consequences.sort_by_cached_key(|row| {
        let is_gone = looking.row(*row).is_some_and(|row| tone(row) == Tone::Removed);
        let verdict = verdict(looking, *row).filter(|_| !is_gone).unwrap_or(Verdict::NotShipped);
        let tone = looking.row(*row).map(tone).unwrap_or_default();
        (Reverse(verdict), tone, *row)
    });
    rows
}

/// The verdict after, or of what is gone before.
fn verdict(looking: &Looking<'_>, row: RowIndex) -> Option<Verdict> {
    let row = looking.row(row)?;
    let of = |side: usize| Some(looking.judged(side, looking.first(row, side)?)?.verdict);
    of(AFTER).or_else(|| of(BEFORE))
}

/// Of components that were added, or on which the verdict is graver than before.
fn gravest(looking: &Looking<'_>, rows: &[RowIndex]) -> Option<(Verdict, usize)> {
    let mut counts: BTreeMap<Verdict, usize> = BTreeMap::new();
    for row in rows.iter().filter_map(|row| looking.row(*row)) {
        let of = |side: usize| Some(looking.judged(side, looking.first(row, side)?)?.verdict);
        if let Some(after) = of(AFTER)
            && after > Verdict::Allowed
            && of(BEFORE).is_none_or(|before| before < after)
        {
            *counts.entry(after).or_default() += 1;
        }
    }
    counts.pop_last()
}

fn outcome(grouped: &Grouped) -> (Option<Verdict>, String) {
    if grouped.new_conflicts > 0 {
        return (
            Some(Verdict::Conflict),
            format!("{} new {}", length(grouped.new_conflicts), plural(grouped.new_conflicts, "conflict")),
        );
    }
    match grouped.gravest {
        _ if grouped.is_unshipped => (Some(Verdict::NotShipped), Verdict::NotShipped.title().to_owned()),
        None => (None, "no new finding".to_owned()),
        Some((verdict, number)) => {
            let number = length(number);
            let words = match verdict {
                Verdict::Conflict => format!("{number} in conflict"),
                Verdict::Review => format!("{number} to review"),
                Verdict::NoSource => format!("{number}: {}", verdict.title()),
                verdict => format!("{number} {}", verdict.title()),
            };
            (Some(verdict), words)
        }
    }
}

fn more_words(looking: &Looking<'_>, rows: &[RowIndex]) -> String {
    let mut counts: BTreeMap<Tone, usize> = BTreeMap::new();
    for row in rows.iter().filter_map(|row| looking.row(*row)) {
        *counts.entry(tone(row)).or_default() += 1;
    }
    let parts: Vec<String> =
        counts.iter().map(|(tone, number)| format!("{} {}", length(*number), tone.title())).collect();
    parts.join(", ")
}
