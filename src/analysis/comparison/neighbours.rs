//! What needs a package, and what it needs, before and after: by name, whatever the versions.

use std::collections::BTreeMap;

use super::changes::{Stated, is_one_format};
use super::names::{NO_NAME, PROJECT};
use super::{Comparison, Placed, Row, Side};
use crate::graph::NodeIndex;
use crate::model::{DependencyKind, Scope};

/// Which dependents count where those of two documents are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Basis {
    /// Do both documents state dependencies?
    pub are_stated: bool,
    /// Do both say what is direct, so that the project's own word counts?
    pub with_project: bool,
    with_peers: bool,
    /// By rank of a name, whether it is in both documents; in files of two formats it must need something in both, since
    /// a document may leave out what it does not know.
    counts: Vec<bool>,
}

impl Basis {
    pub fn new(before: &Side<'_>, after: &Side<'_>, stated: &[Stated; 2], found: &Comparison, names: usize) -> Self {
        let is_one_format = is_one_format(before, after);
        let mut seen = vec![[false; 2]; names];
        for (at, (side, placed)) in [(before, &found.before), (after, &found.after)].into_iter().enumerate() {
            for (node, name) in (0..).zip(&placed.name) {
                let needs = || side.graph.dependencies(node).iter();
                if let Some(seen) = seen.get_mut(*name as usize)
                    && (is_one_format || needs().any(|edge| edge.kind == DependencyKind::DependsOn))
                {
                    seen[at] = true;
                }
            }
        }
        Self {
            are_stated: stated.iter().all(|stated| stated.dependencies),
            with_project: stated.iter().all(|stated| stated.direct),
            with_peers: stated.iter().all(|stated| stated.peers),
            counts: seen.into_iter().map(|seen| seen == [true, true]).collect(),
        }
    }

    pub fn dependents_differ(&self, before: &Side<'_>, after: &Side<'_>, found: &Comparison, row: &Row) -> bool {
        if !self.are_stated {
            return false;
        }
        let one = self.dependents(before, &found.before, found.before(row));
        let other = self.dependents(after, &found.after, found.after(row));
        one != other && !(one.alone(&other).next().is_none() && other.alone(&one).next().is_none())
    }

    /// What needs nodes of a document, of those that count.
    fn dependents(&self, side: &Side<'_>, placed: &Placed, nodes: &[NodeIndex]) -> Ends {
        let counts = |name: &u32| match *name {
            PROJECT => self.with_project,
            name => self.counts.get(name as usize) == Some(&true),
        };
        self.ends(nodes.iter().flat_map(|node| dependents_of(side, *node)), placed, counts)
    }

    /// What nodes of a document need.
    fn needs(&self, side: &Side<'_>, placed: &Placed, nodes: &[NodeIndex]) -> Ends {
        self.ends(nodes.iter().flat_map(|node| needs_of(side, *node)), placed, |_| true)
    }

    fn ends(
        &self,
        ends: impl Iterator<Item = (NodeIndex, Scope)>,
        placed: &Placed,
        counts: impl Fn(&u32) -> bool,
    ) -> Ends {
        let mut found = Ends::default();
        for (node, scope) in ends {
            let name = placed.name.get(node as usize).copied().filter(|name| counts(name));
            let list = if scope == Scope::Peer && !self.with_peers { &mut found.peers } else { &mut found.sure };
            list.extend(name);
        }
        for list in [&mut found.sure, &mut found.peers] {
            list.sort_unstable();
            list.dedup();
        }
        found
    }
}

/// The ranks of the names at the other ends of dependencies, sorted.
#[derive(Default, PartialEq)]
struct Ends {
    sure: Vec<u32>,
    /// Dependencies on peers where the other document has none: it may state them as any others, or not at all.
    peers: Vec<u32>,
}

impl Ends {
    fn has(&self, name: u32) -> bool {
        self.sure.binary_search(&name).is_ok() || self.peers.binary_search(&name).is_ok()
    }

    /// What is stated here and not in the other.
    fn alone<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = u32> {
        self.sure.iter().copied().filter(|name| !other.has(*name))
    }
}

/// Of what needs a row: what does only before, and what only after, as nodes of the respective document, by name. The
/// project itself counts; else those that are in both documents.
pub fn dependents(before: &Side<'_>, after: &Side<'_>, found: &Comparison, row: &Row) -> [Vec<NodeIndex>; 2] {
    let (one, other) = (found.before(row), found.after(row));
    let mine = found.basis.dependents(before, &found.before, one);
    let theirs = found.basis.dependents(after, &found.after, other);
    let ends = |side: &Side<'_>, nodes: &[NodeIndex]| -> Vec<NodeIndex> {
        nodes.iter().flat_map(|node| dependents_of(side, *node)).map(|(node, _)| node).collect()
    };
    [only(&found.before, ends(before, one), &mine, &theirs), only(&found.after, ends(after, other), &theirs, &mine)]
}

/// Of what a row needs: what it does only before, and what only after.
pub fn needs(before: &Side<'_>, after: &Side<'_>, found: &Comparison, row: &Row) -> [Vec<NodeIndex>; 2] {
    let (one, other) = (found.before(row), found.after(row));
    if !found.basis.are_stated {
        return [Vec::new(), Vec::new()];
    }
    let mine = found.basis.needs(before, &found.before, one);
    let theirs = found.basis.needs(after, &found.after, other);
    let ends = |side: &Side<'_>, nodes: &[NodeIndex]| -> Vec<NodeIndex> {
        nodes.iter().flat_map(|node| needs_of(side, *node)).map(|(node, _)| node).collect()
    };
    [only(&found.before, ends(before, one), &mine, &theirs), only(&found.after, ends(after, other), &theirs, &mine)]
}

/// Of these nodes, one for each name that is in `mine` alone.
fn only(placed: &Placed, nodes: Vec<NodeIndex>, mine: &Ends, theirs: &Ends) -> Vec<NodeIndex> {
    let alone: Vec<u32> = mine.alone(theirs).collect();
    let mut by_name: BTreeMap<u32, NodeIndex> = BTreeMap::new();
    for node in nodes {
        let name = placed.name.get(node as usize).copied().unwrap_or(NO_NAME);
        if alone.binary_search(&name).is_ok() {
            by_name.entry(name).or_insert(node);
        }
    }
    by_name.into_values().collect()
}

fn dependents_of<'a>(side: &Side<'a>, node: NodeIndex) -> impl Iterator<Item = (NodeIndex, Scope)> + use<'a> {
    let edges = side.graph.dependents(node).filter(|edge| edge.kind == DependencyKind::DependsOn);
    edges.map(|edge| (edge.from, edge.scope))
}

/// What a node needs, with the scope of each need.
pub(super) fn needs_of<'a>(side: &Side<'a>, node: NodeIndex) -> impl Iterator<Item = (NodeIndex, Scope)> + use<'a> {
    let edges = side.graph.dependencies(node).iter().filter(|edge| edge.kind == DependencyKind::DependsOn);
    edges.map(|edge| (edge.to, edge.scope))
}
