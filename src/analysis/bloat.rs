//! What each direct dependency brings, and how much of it nothing else needs.

use crate::graph::{Graph, NodeIndex, TransitiveCounts};

/// One direct dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    pub node: NodeIndex,
    /// Everything it needs, near or far; an estimate where the counts are.
    pub brings: u32,
    /// What would leave with it, itself not counted.
    pub leaves: u32,
}

/// Direct dependencies, those that take the most along first, then by what they bring. `leaves_with` is by node. Costs
/// nodes + edges.
pub fn weights(graph: &Graph, counts: &TransitiveCounts, leaves_with: &[u32]) -> Vec<Weight> {
    let of = |list: &[u32], node: NodeIndex| list.get(node as usize).copied().unwrap_or(0);
    let direct = (0..graph.nodes.len() as NodeIndex).filter(|node| graph.is_direct(*node));
    let mut weights: Vec<Weight> =
        direct.map(|node| Weight { node, brings: of(&counts.reaches, node), leaves: of(leaves_with, node) }).collect();
    weights.sort_by_key(|weight| (std::cmp::Reverse((weight.leaves, weight.brings)), weight.node));
    weights
}
