//! What differs between two documents of the workspace, on the graph that holds both.
//!
//! It reads what each document states of the nodes they share; which change is wanted is not decided here.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{DocumentIndex, Graph, NodeIndex};
use crate::model::{Document, Ecosystem, StatedLicense};

/// What became of a node between the document before and the document after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Same,
    Added,
    Removed,
    /// Another version of a name that both have, or the same version under other dependents.
    Moved,
    /// Both state licences, and not the same.
    License,
    /// In neither.
    #[default]
    Neither,
}

/// The two documents side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference {
    /// By node.
    pub nodes: Vec<Change>,
    /// By edge of the graph: `Same`, `Added`, `Removed` or `Neither`.
    pub edges: Vec<Change>,
    /// Names of which both have other versions: what was there before, what is there after. By name.
    pub versions: Vec<VersionChange>,
}

/// One name with other versions before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionChange {
    pub name: String,
    pub before: Vec<NodeIndex>,
    pub after: Vec<NodeIndex>,
}

/// Compares two documents (positions in the list the graph was built from). Costs nodes + edges · log.
pub fn difference(graph: &Graph, documents: &[&Document], before: DocumentIndex, after: DocumentIndex) -> Difference {
    let (one, two) = (Side::new(graph, documents, before), Side::new(graph, documents, after));
    let mut nodes: Vec<Change> = one.holds.iter().zip(&two.holds).map(|(one, two)| held(*one, *two)).collect();
    let edges = graph.edges.iter().map(|edge| (edge.from, edge.to));
    let edges = edges.map(|edge| held(one.edges.contains(&edge), two.edges.contains(&edge))).collect();
    let versions = version_changes(graph, &nodes);
    for change in &versions {
        change.after.iter().for_each(|node| nodes[*node as usize] = Change::Moved);
    }
    let shared: Vec<usize> = (0..nodes.len()).filter(|node| nodes[*node] == Change::Same).collect();
    for node in shared {
        let licenses = |document| stated(graph, node, document);
        let (old, new) = (licenses(before), licenses(after));
        if !old.is_empty() && !new.is_empty() && old != new {
            nodes[node] = Change::License;
        } else if one.dependents(graph, node) != two.dependents(graph, node) {
            nodes[node] = Change::Moved;
        }
    }
    Difference { nodes, edges, versions }
}

fn held(before: bool, after: bool) -> Change {
    match (before, after) {
        (true, true) => Change::Same,
        (true, false) => Change::Removed,
        (false, true) => Change::Added,
        (false, false) => Change::Neither,
    }
}

/// One document's part of the graph.
struct Side {
    holds: Vec<bool>,
    edges: BTreeSet<(NodeIndex, NodeIndex)>,
}

impl Side {
    fn new(graph: &Graph, documents: &[&Document], document: DocumentIndex) -> Self {
        let mut holds = vec![false; graph.nodes.len()];
        let mut node_of = BTreeMap::new();
        for (node, position) in graph.nodes.iter().zip(0..) {
            for (_, component) in node.members.iter().filter(|(of, _)| *of == document) {
                holds[position as usize] = true;
                node_of.insert(*component, position);
            }
        }
        let stated = documents.get(document as usize).map(|document| document.dependencies.as_slice());
        let at = |component| node_of.get(&component).copied();
        let edges = stated.unwrap_or_default().iter().filter_map(|edge| Some((at(edge.from)?, at(edge.to)?)));
        Self { holds, edges: edges.collect() }
    }

    /// The names of what needs a node, whatever their versions: a newer dependent is no other place.
    fn dependents<'a>(&self, graph: &'a Graph, node: usize) -> BTreeSet<&'a str> {
        let edges = graph.dependents(node as NodeIndex).map(|edge| (edge.from, edge.to));
        let stated = edges.filter(|edge| self.edges.contains(edge));
        stated.filter_map(|(from, _)| graph.nodes.get(from as usize)).map(|node| node.component.name.as_str()).collect()
    }
}

/// What a document states of a node's licences, in its words, sorted.
fn stated(graph: &Graph, node: usize, document: DocumentIndex) -> Vec<&str> {
    let Some(node) = graph.nodes.get(node) else { return Vec::new() };
    let licenses = node.component.licenses.iter().zip(node.license_documents.iter());
    let own = licenses.filter(|(_, of)| **of == document).map(|(license, _): (&StatedLicense, _)| license.raw.as_str());
    let mut own: Vec<&str> = own.collect();
    own.sort_unstable();
    own.dedup();
    own
}

fn version_changes(graph: &Graph, nodes: &[Change]) -> Vec<VersionChange> {
    // What only the one, and what only the other has of a name.
    type Sides = (Vec<NodeIndex>, Vec<NodeIndex>);
    let mut names: BTreeMap<(&str, Ecosystem), Sides> = BTreeMap::new();
    for (change, position) in nodes.iter().zip(0..) {
        let Some(node) = graph.nodes.get(position as usize) else { continue };
        let entry = || (node.component.name.as_str(), node.component.ecosystem);
        match change {
            Change::Removed => names.entry(entry()).or_default().0.push(position),
            Change::Added => names.entry(entry()).or_default().1.push(position),
            _ => {}
        }
    }
    let both = names.into_iter().filter(|(_, (before, after))| !before.is_empty() && !after.is_empty());
    both.map(|((name, _), (before, after))| VersionChange { name: name.to_owned(), before, after }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::build;
    use crate::model::{Component, Dependency, Scope};

    /// `name version licence` each, and edges by position.
    fn document(components: &[(&str, &str, &str)], edges: &[(u32, u32)]) -> Document {
        let mut document = Document { roots: vec![0], ..Document::default() };
        for (name, version, license) in components {
            let licenses = [*license].into_iter().filter(|license| !license.is_empty());
            document.components.push(Component {
                name: (*name).to_owned(),
                version: Some((*version).to_owned()),
                ecosystem: Ecosystem::Npm,
                licenses: licenses.map(StatedLicense::declared).collect(),
                ..Component::default()
            });
        }
        document.dependencies = edges.iter().map(|(from, to)| Dependency::new(*from, *to, Scope::Runtime)).collect();
        document
    }

    #[test]
    fn every_change_is_told_from_the_others() {
        let before = document(
            &[
                ("app", "1", ""),
                ("same", "1", "MIT"),
                ("gone", "1", ""),
                ("newer", "1", ""),
                ("law", "1", "MIT"),
                ("far", "1", ""),
            ],
            &[(0, 1), (0, 2), (0, 3), (0, 4), (0, 5)],
        );
        let after = document(
            &[
                ("app", "1", ""),
                ("same", "1", "MIT"),
                ("here", "1", ""),
                ("newer", "2", ""),
                ("law", "1", "GPL-2.0-only"),
                ("far", "1", ""),
            ],
            &[(0, 1), (0, 2), (0, 3), (0, 4), (1, 5)],
        );
        let other = document(&[("other", "1", "")], &[]);
        let documents = [&before, &after, &other];
        let graph = build(&documents);
        let found = difference(&graph, &documents, 0, 1);
        let of = |name: &str, version: &str| {
            let is = |node: &crate::graph::Node| {
                node.component.name == name && node.component.version.as_deref() == Some(version)
            };
            found.nodes[graph.nodes.iter().position(is).unwrap()]
        };
        assert_eq!(of("same", "1"), Change::Same);
        assert_eq!(of("gone", "1"), Change::Removed);
        assert_eq!(of("here", "1"), Change::Added);
        assert_eq!((of("newer", "1"), of("newer", "2")), (Change::Removed, Change::Moved));
        assert_eq!(of("law", "1"), Change::License);
        assert_eq!(of("far", "1"), Change::Moved);
        assert_eq!(of("other", "1"), Change::Neither);
        assert_eq!(found.versions.len(), 1);
        let count = |change| found.edges.iter().filter(|edge| **edge == change).count();
        assert_eq!((count(Change::Same), count(Change::Removed), count(Change::Added)), (2, 3, 3));
        let nothing = difference(&graph, &documents, 1, 1);
        assert!(nothing.nodes.iter().all(|change| matches!(change, Change::Same | Change::Neither)));
    }
}
