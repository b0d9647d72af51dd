//! Two documents side by side: what was added, removed or changed from the one to the other, and what caused it.
//!
//! Packages are matched by ecosystem and name, as package URLs spell them, whatever the formats. What one of the
//! documents does not or cannot state is no change; `LeftOut` says what that was. Nothing is judged here.

mod causes;
mod changes;
mod conflicts;
mod names;
mod neighbours;
mod pairs;

#[cfg(test)]
mod tests;

pub use causes::{Cause, CauseKind, How};
pub use changes::{LeftOut, Which, hashes, licenses, scopes};
pub use conflicts::{Conflicts, conflicts};
pub use neighbours::{dependents, needs};

use serde::{Deserialize, Serialize};

use crate::graph::{Graph, NodeIndex};
use crate::licenses::Grounds;
use crate::model::{Document, Ecosystem};
use names::{NO_NAME, Names, PROJECT};
use neighbours::Basis;

/// The position of a row in `Comparison::rows`.
pub type RowIndex = u32;

/// One of the two documents.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub document: &'a Document,
    /// Its own graph (`graph::part`): node i is component i.
    pub graph: &'a Graph,
    /// What its licences say as read.
    pub grounds: &'a Grounds,
}

/// In what a package can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ChangeKind {
    Added,
    Removed,
    Version,
    License,
    Scope,
    Source,
    /// Checksums of one version that have nothing in common, or that only one of two files of one kind states.
    Checksum,
    /// What needs it, among what is in both documents.
    Dependents,
}

impl ChangeKind {
    pub const ALL: [Self; 8] = [
        Self::Added,
        Self::Removed,
        Self::Version,
        Self::License,
        Self::Scope,
        Self::Source,
        Self::Checksum,
        Self::Dependents,
    ];
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes(u8);

impl Changes {
    pub fn has(self, kind: ChangeKind) -> bool {
        self.0 & 1 << kind as u8 != 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = ChangeKind> {
        ChangeKind::ALL.into_iter().filter(move |kind| self.has(*kind))
    }

    /// Is it there in one document alone, or in another version?
    pub fn is_of_version(self) -> bool {
        self.has(ChangeKind::Added) || self.has(ChangeKind::Removed) || self.has(ChangeKind::Version)
    }

    fn add(&mut self, kind: ChangeKind) {
        self.0 |= 1 << kind as u8;
    }
}

/// A package in one version, or in one before and another after.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    pub ecosystem: Ecosystem,
    before: Span,
    after: Span,
    pub changes: Changes,
    /// The position of its cause; `None` where nothing changed.
    pub cause: Option<u32>,
}

/// A part of a list of nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Span {
    start: u32,
    length: u32,
}

impl Span {
    fn of(self, nodes: &[NodeIndex]) -> &[NodeIndex] {
        let start = self.start as usize;
        nodes.get(start..start + self.length as usize).unwrap_or_default()
    }
}

/// Which nodes of a document stand in which row.
#[derive(Clone, Debug, Default)]
struct Placed {
    /// By name and version.
    nodes: Vec<NodeIndex>,
    /// For each node the rank of its name; `PROJECT` for the project itself.
    name: Vec<u32>,
    /// For each node its row; `NO_NAME` for the project itself.
    row: Vec<RowIndex>,
}

/// Names that are there in several versions. Rows, a list for each name.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    pub before: usize,
    pub after: usize,
    /// Those of which only the document after has several versions: the rows that it has.
    pub new: Vec<Vec<RowIndex>>,
    /// Those of which only the document before had several.
    pub gone: Vec<Vec<RowIndex>>,
}

/// What differs.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Everything in either document but the project itself, by name, then by version; what is the same too.
    pub rows: Vec<Row>,
    /// Each with its rows; a changed row is in exactly one.
    pub causes: Vec<Cause>,
    pub duplicates: Duplicates,
    /// What could not be compared, and why.
    pub left_out: Vec<LeftOut>,
    before: Placed,
    after: Placed,
    basis: Basis,
}

/// Compares two documents. Costs components · log and dependencies · log.
pub fn comparison(before: &Side<'_>, after: &Side<'_>) -> Comparison {
    let names = Names::new(before, after);
    let (rows, placed) = pairs::rows(before, after, &names);
    let [one, other] = placed;
    let mut found = Comparison { rows, before: one, after: other, ..Comparison::default() };
    found.duplicates = duplicates(&found, names.count);
    let stated = [before, after].map(changes::Stated::new);
    found.basis = Basis::new(before, after, &stated, &found, names.count);
    let comparing = changes::Comparing::new(before, after, &stated, &found);
    let changes: Vec<Changes> = found.rows.iter().map(|row| comparing.changes(row)).collect();
    found.left_out = comparing.left_out();
    for (row, more) in found.rows.iter_mut().zip(changes) {
        row.changes.0 |= more.0;
    }
    found.causes = causes::causes(before, after, &found);
    for (at, cause) in (0..).zip(&found.causes) {
        for row in &cause.rows {
            if let Some(row) = found.rows.get_mut(*row as usize) {
                row.cause = Some(at);
            }
        }
    }
    found
}

/// What became of a node of the graph of all documents, for a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeChange {
    Same,
    Added,
    /// Gone, or in another version now.
    Removed,
    /// The version after, or the same one with another scope, source, checksum or other dependents.
    Moved,
    License,
    /// In neither document.
    #[default]
    Neither,
}

impl Comparison {
    /// The nodes of the document before in a row, in its own graph.
    pub fn before(&self, row: &Row) -> &[NodeIndex] {
        row.before.of(&self.before.nodes)
    }

    /// The nodes of the document after in a row, in its own graph.
    pub fn after(&self, row: &Row) -> &[NodeIndex] {
        row.after.of(&self.after.nodes)
    }

    /// The row of a node of the document after.
    pub fn row_of_after(&self, node: NodeIndex) -> Option<RowIndex> {
        self.after.row.get(node as usize).copied().filter(|row| *row != NO_NAME)
    }

    /// The row of a node of the document before.
    pub fn row_of_before(&self, node: NodeIndex) -> Option<RowIndex> {
        self.before.row.get(node as usize).copied().filter(|row| *row != NO_NAME)
    }

    /// What became of each of `count` nodes of the whole; `whole` has them by node of the document before, and after.
    pub fn of_nodes(&self, whole: [&[NodeIndex]; 2], count: usize) -> Vec<NodeChange> {
        let mut out = vec![NodeChange::Neither; count];
        let [before, after] = whole;
        for (placed, whole, is_after) in [(&self.before, before, false), (&self.after, after, true)] {
            for (row, node) in placed.row.iter().zip(whole) {
                let changes = self.rows.get(*row as usize).map(|row| row.changes).unwrap_or_default();
                if let Some(place) = out.get_mut(*node as usize) {
                    *place = match (*place, changes) {
                        // In both: the project, or a row of one version.
                        (_, changes) if changes.is_empty() => NodeChange::Same,
                        (_, changes) if !changes.is_of_version() && changes.has(ChangeKind::License) => {
                            NodeChange::License
                        }
                        (_, changes) if !changes.is_of_version() => NodeChange::Moved,
                        (NodeChange::Neither, _) if !is_after => NodeChange::Removed,
                        (_, changes) if changes.has(ChangeKind::Added) => NodeChange::Added,
                        _ => NodeChange::Moved,
                    };
                }
            }
        }
        out
    }
}

fn duplicates(found: &Comparison, names: usize) -> Duplicates {
    let mut versions = vec![[0u32; 2]; names];
    let name = |row: &Row| {
        let node = |span: Span, placed: &Placed| placed.name.get(*span.of(&placed.nodes).first()? as usize).copied();
        node(row.before, &found.before).or_else(|| node(row.after, &found.after))
    };
    for row in &found.rows {
        if let Some([before, after]) = name(row).and_then(|name| versions.get_mut(name as usize)) {
            *before += u32::from(row.before.length > 0);
            *after += u32::from(row.after.length > 0);
        }
    }
    let mut out = Duplicates {
        before: versions.iter().filter(|[before, _]| *before > 1).count(),
        after: versions.iter().filter(|[_, after]| *after > 1).count(),
        ..Duplicates::default()
    };
    let mut last = PROJECT;
    for (row, at) in found.rows.iter().zip(0..) {
        let Some(name) = name(row) else { continue };
        let [before, after] = versions.get(name as usize).copied().unwrap_or_default();
        let (list, span) = match (before > 1, after > 1) {
            (false, true) => (&mut out.new, row.after),
            (true, false) => (&mut out.gone, row.before),
            _ => continue,
        };
        if last != name {
            list.push(Vec::new());
            last = name;
        }
        if let Some(rows) = list.last_mut().filter(|_| span.length > 0) {
            rows.push(at);
        }
    }
    out
}
