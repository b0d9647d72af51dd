//! What leaves when components or dependencies are taken out: the answer, and the graph that is left.
//!
//! What no root reached before stays, unless it is taken out itself: nothing says what it hangs on.

use super::build::index_edges;
use super::cycles::cycles;
use super::reach::{depths, scopes};
use super::{Edge, Graph, NodeIndex};
use crate::model::Scope;

/// What is taken out. Positions beyond the graph are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    pub nodes: Vec<NodeIndex>,
    /// (dependent, dependency): every kind of edge between the two.
    pub edges: Vec<(NodeIndex, NodeIndex)>,
}

/// For each node whether it stays. Costs nodes + edges × log of the edges taken out.
pub fn stays(graph: &Graph, removal: &Removal) -> Vec<bool> {
    let count = graph.nodes.len();
    let mut removed = vec![false; count];
    for node in &removal.nodes {
        if let Some(removed) = removed.get_mut(*node as usize) {
            *removed = true;
        }
    }
    let mut cut = removal.edges.clone();
    cut.sort_unstable();
    let mut stays: Vec<bool> = graph.nodes.iter().map(|node| node.depth.is_none()).collect();
    let mut waiting: Vec<NodeIndex> = Vec::new();
    for root in graph.roots.iter().filter(|root| !removed[**root as usize]) {
        if !std::mem::replace(&mut stays[*root as usize], true) {
            waiting.push(*root);
        }
    }
    while let Some(node) = waiting.pop() {
        for edge in graph.dependencies(node) {
            let is_cut =
                removed[edge.to as usize] || (!cut.is_empty() && cut.binary_search(&(edge.from, edge.to)).is_ok());
            if !is_cut && !std::mem::replace(&mut stays[edge.to as usize], true) {
                waiting.push(edge.to);
            }
        }
    }
    stays.iter().zip(removed).map(|(stays, removed)| *stays && !removed).collect()
}

/// Everything that leaves, what is taken out included, by node. Costs the same.
pub fn leaves(graph: &Graph, removal: &Removal) -> Vec<NodeIndex> {
    stays(graph, removal).iter().zip(0..).filter(|(stays, _)| !**stays).map(|(_, node)| node).collect()
}

/// The graph that is left, its nodes in their order, and for each of them the node it was. Depths, scopes and cycles are
/// those of the smaller graph; documents keep their positions. Costs nodes + edges.
pub fn without(graph: &Graph, removal: &Removal) -> (Graph, Vec<NodeIndex>) {
    const GONE: u32 = u32::MAX;
    let stays = stays(graph, removal);
    let kept: Vec<NodeIndex> = stays.iter().zip(0..).filter(|(stays, _)| **stays).map(|(_, node)| node).collect();
    let mut number = vec![GONE; graph.nodes.len()];
    for (at, node) in (0..).zip(&kept) {
        number[*node as usize] = at;
    }
    let mut cut = removal.edges.clone();
    cut.sort_unstable();
    let edges = graph.edges.iter().filter(|edge| {
        stays[edge.from as usize] && stays[edge.to as usize] && cut.binary_search(&(edge.from, edge.to)).is_err()
    });
    let edges = edges.map(|edge| Edge { from: number[edge.from as usize], to: number[edge.to as usize], ..*edge });
    let roots = graph.roots.iter().map(|root| number[*root as usize]).filter(|root| *root != GONE);
    let mut left = Graph {
        nodes: kept.iter().map(|node| graph.nodes[*node as usize].clone()).collect(),
        edges: edges.collect(),
        roots: roots.collect(),
        derived_roots: graph.derived_roots.clone(),
        ..Graph::default()
    };
    index_edges(&mut left);
    left.cycles = cycles(&left);
    let (depths, scopes) = (depths(&left), scopes(&left));
    for ((node, depth), scope) in left.nodes.iter_mut().zip(depths).zip(scopes) {
        node.depth = depth;
        node.scope = scope.filter(|scope| *scope != Scope::Unknown).unwrap_or(node.component.scope);
    }
    (left, kept)
}
