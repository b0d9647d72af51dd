//! Which change brought which: from the direct dependencies that changed along what needs what.
//!
//! A change stands under the nearest changed direct dependency from which a chain of changed packages leads to it: along
//! what is needed after; where none does, along what was needed before. Of several equally near, under the first by name.
//! Ranges are not read, so a chain says what may have caused a change, not what forced it; but where what needs a package
//! did not change, nobody asked for the change.

use std::collections::VecDeque;

use super::names::NO_NAME;
use super::neighbours::needs_of;
use super::{ChangeKind, Changes, Comparison, Placed, Row, RowIndex, Side};
use crate::graph::NodeIndex;
use crate::model::DependencyKind;

/// One cause with its consequences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    pub kind: CauseKind,
    /// By name; where a row is the cause, it stands first.
    pub rows: Vec<RowIndex>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CauseKind {
    /// A direct dependency: what became of it.
    Direct(How),
    /// A package of our own beside the project itself.
    Own(How),
    /// One version, of which the documents state other licences, sources or checksums.
    Restated,
    /// No changed direct dependency leads to them: what needs them did not change.
    Refresh,
    /// No dependency is stated that leads to them.
    Unplaced,
    /// One version under other dependents or in another scope, and nothing near changed.
    Moved,
    /// One of the documents states no dependencies, so that nothing can be said.
    Unknown,
}

/// What became of a direct dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    Added,
    Removed,
    Version,
    /// It was there, and is direct now.
    NowDirect,
    /// It is still there, and no longer direct.
    NoLongerDirect,
    Scope,
}

/// The causes: direct dependencies and own packages by name, then the others.
pub(super) fn causes(before: &Side<'_>, after: &Side<'_>, found: &Comparison) -> Vec<Cause> {
    let mut cause_of: Vec<Option<u32>> = vec![None; found.rows.len()];
    let mut causes = Vec::new();
    if found.basis.are_stated {
        let sides = [(before, &found.before), (after, &found.after)];
        let tops = sides.map(|(side, placed)| tops(side, placed, found.rows.len()));
        let mut waiting = VecDeque::new();
        for (row, at) in found.rows.iter().zip(0..) {
            if let Some(kind) = source(row, at, &tops, found.basis.with_project) {
                cause_of[at as usize] = Some(causes.len() as u32);
                causes.push(Cause { kind, rows: vec![at] });
                waiting.push_back(at);
            }
        }
        spread(&sides, found, &causes, &mut cause_of, waiting);
    }
    let direct = causes.len() as u32;
    const OTHERS: [CauseKind; 5] =
        [CauseKind::Restated, CauseKind::Refresh, CauseKind::Unplaced, CauseKind::Moved, CauseKind::Unknown];
    causes.extend(OTHERS.map(|kind| Cause { kind, rows: Vec::new() }));
    for (row, at) in found.rows.iter().zip(0..) {
        let cause = match cause_of.get(at as usize).copied().flatten() {
            _ if row.changes.is_empty() => continue,
            Some(cause) => cause as usize,
            None => {
                let kind = without_cause(before, after, found, row);
                direct as usize + OTHERS.iter().position(|known| *known == kind).unwrap_or_default()
            }
        };
        if let Some(cause) = causes.get_mut(cause).filter(|cause| cause.rows.first() != Some(&at)) {
            cause.rows.push(at);
        }
    }
    causes.retain(|cause| !cause.rows.is_empty());
    causes
}

/// By row: is it direct, and is it a package of our own?
struct Tops {
    direct: Vec<bool>,
    own: Vec<bool>,
}

fn tops(side: &Side<'_>, placed: &Placed, rows: usize) -> Tops {
    let mut tops = Tops { direct: vec![false; rows], own: vec![false; rows] };
    let has_roots = !side.document.roots.is_empty();
    for ((node, at), row) in side.graph.nodes.iter().zip(0..).zip(&placed.row) {
        // Where no root is stated, what nothing needs was asked for.
        let is_direct = if has_roots { side.graph.is_direct(at) } else { node.depth == Some(0) };
        let is_own = node.component.own;
        if let (Some(direct), Some(own)) = (tops.direct.get_mut(*row as usize), tops.own.get_mut(*row as usize)) {
            *direct |= is_direct && !is_own;
            *own |= is_own;
        }
    }
    tops
}

/// What kind of cause a row is, if it is one.
fn source(row: &Row, at: RowIndex, [before, after]: &[Tops; 2], is_direct_known: bool) -> Option<CauseKind> {
    let of = |list: &[bool]| list.get(at as usize) == Some(&true);
    let (was_direct, is_direct) = (of(&before.direct), of(&after.direct));
    let is_own = of(&before.own) || of(&after.own);
    if row.changes.is_empty() || is_restated(row.changes) || !(was_direct || is_direct || is_own) {
        return None;
    }
    let stays = !row.changes.has(ChangeKind::Added) && !row.changes.has(ChangeKind::Removed);
    let how = match row.changes {
        changes if changes.has(ChangeKind::Added) => How::Added,
        changes if changes.has(ChangeKind::Removed) => How::Removed,
        _ if stays && is_direct_known && was_direct && !is_direct && !is_own => How::NoLongerDirect,
        _ if stays && is_direct_known && !was_direct && is_direct && !is_own => How::NowDirect,
        changes if changes.has(ChangeKind::Version) => How::Version,
        changes if changes.has(ChangeKind::Scope) => How::Scope,
        _ => return None,
    };
    Some(if is_own { CauseKind::Own(how) } else { CauseKind::Direct(how) })
}

/// One version of which something is stated otherwise: no direct dependency does that.
fn is_restated(changes: Changes) -> bool {
    const KINDS: [ChangeKind; 3] = [ChangeKind::License, ChangeKind::Source, ChangeKind::Checksum];
    !changes.is_of_version() && KINDS.iter().any(|kind| changes.has(*kind))
}

/// Hands each cause on, breadth first, to what the changed packages need: first along what is needed after, since what is
/// there now is there for that; where that ends, along what was needed before. Looks at each changed row twice.
fn spread(
    sides: &[(&Side<'_>, &Placed); 2],
    found: &Comparison,
    causes: &[Cause],
    cause_of: &mut [Option<u32>],
    mut waiting: VecDeque<RowIndex>,
) {
    let mut waiting_before = waiting.clone();
    while let Some((at, is_after)) =
        waiting.pop_front().map(|at| (at, true)).or_else(|| waiting_before.pop_front().map(|at| (at, false)))
    {
        let (Some(row), Some(cause)) = (found.rows.get(at as usize), cause_of.get(at as usize).copied().flatten())
        else {
            continue;
        };
        let is_source = causes.get(cause as usize).is_some_and(|cause| cause.rows.first() == Some(&at));
        let carries_all = row.changes.is_of_version();
        if !carries_all && !row.changes.has(ChangeKind::Scope) && !is_source {
            continue;
        }
        let was_needed = targets(sides[0], found.before(row));
        let is_needed = targets(sides[1], found.after(row));
        let (here, there) = if is_after { (&is_needed, &was_needed) } else { (&was_needed, &is_needed) };
        for to in here {
            let Some(changes) = found.rows.get(*to as usize).map(|target| target.changes) else { continue };
            let by_scope = changes.has(ChangeKind::Scope);
            let fits = match carries_all {
                true if changes.is_of_version() || by_scope => true,
                true => changes.has(ChangeKind::Dependents) && there.binary_search(to).is_err(),
                false => by_scope && !changes.is_of_version(),
            };
            if let Some(place) = cause_of.get_mut(*to as usize)
                && place.is_none()
                && fits
                && !is_restated(changes)
            {
                *place = Some(cause);
                waiting.push_back(*to);
                waiting_before.push_back(*to);
            }
        }
    }
}

/// The rows that nodes of a document need, each once.
fn targets((side, placed): (&Side<'_>, &Placed), nodes: &[NodeIndex]) -> Vec<RowIndex> {
    let needs = nodes.iter().flat_map(|node| needs_of(side, *node));
    let rows = needs.filter_map(|(node, _)| placed.row.get(node as usize).copied());
    let mut rows: Vec<RowIndex> = rows.filter(|row| *row != NO_NAME).collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Why a change stands under no direct dependency.
fn without_cause(before: &Side<'_>, after: &Side<'_>, found: &Comparison, row: &Row) -> CauseKind {
    let is_needed = |side: &Side<'_>, nodes: &[NodeIndex]| {
        let mut edges = nodes.iter().flat_map(|node| side.graph.dependents(*node));
        edges.any(|edge| edge.kind == DependencyKind::DependsOn)
    };
    match row.changes {
        changes if is_restated(changes) => CauseKind::Restated,
        _ if !found.basis.are_stated => CauseKind::Unknown,
        changes if !changes.is_of_version() => CauseKind::Moved,
        _ if is_needed(before, found.before(row)) || is_needed(after, found.after(row)) => CauseKind::Refresh,
        _ => CauseKind::Unplaced,
    }
}
