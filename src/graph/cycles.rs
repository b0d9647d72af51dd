//! Cycles: sets of nodes that all need each other.
//!
//! petgraph's `kosaraju_scc` keeps its own stack; its `tarjan_scc` recurses and is forbidden here.
//! Source: Sharir, "A strong-connectivity algorithm and its applications in data flow analysis" (1981).

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::{Graph, NodeIndex};

/// The strongly connected components with more than one node, or a node that needs itself; sorted.
pub(super) fn cycles(graph: &Graph) -> Vec<Vec<NodeIndex>> {
    let mut cycles = strong_components(graph.nodes.len(), graph.edges.iter().map(|edge| (edge.from, edge.to)));
    let mut in_cycle = vec![false; graph.nodes.len()];
    for member in cycles.iter().flatten() {
        in_cycle[*member as usize] = true;
    }
    let own = graph.edges.iter().filter(|edge| edge.from == edge.to && !in_cycle[edge.from as usize]);
    let mut own: Vec<Vec<NodeIndex>> = own.map(|edge| vec![edge.from]).collect();
    own.dedup();
    cycles.extend(own);
    cycles.sort();
    cycles
}

/// The strongly connected components with more than one node, each sorted. Costs nodes + edges.
pub(super) fn strong_components(count: usize, edges: impl Iterator<Item = (u32, u32)>) -> Vec<Vec<u32>> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(count, 0);
    for _ in 0..count {
        graph.add_node(());
    }
    for (from, to) in edges {
        graph.add_edge(from.into(), to.into(), ());
    }
    let strong = kosaraju_scc(&graph).into_iter().filter(|members| members.len() > 1);
    strong
        .map(|members| {
            let mut members: Vec<u32> = members.into_iter().map(|member| member.index() as u32).collect();
            members.sort_unstable();
            members
        })
        .collect()
}

/// For each node the position of its cycle in `graph.cycles`; `NO_CYCLE` where it lies on none.
pub(super) fn cycle_of(graph: &Graph) -> Vec<u32> {
    let mut cycle_of = vec![NO_CYCLE; graph.nodes.len()];
    for (position, members) in graph.cycles.iter().enumerate() {
        for member in members {
            cycle_of[*member as usize] = position as u32;
        }
    }
    cycle_of
}

/// Marks a node that lies on no cycle.
pub(super) const NO_CYCLE: u32 = u32::MAX;
