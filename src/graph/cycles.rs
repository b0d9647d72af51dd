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
///
/// What can be taken away from the ends, because nothing is left that it needs or that needs it, lies on no cycle:
/// mostly that is all but a few nodes, and only those few are handed to petgraph.
pub(super) fn strong_components(count: usize, edges: impl Iterator<Item = (u32, u32)> + Clone) -> Vec<Vec<u32>> {
    let mut left = vec![true; count];
    peel(&mut left, edges.clone());
    peel(&mut left, edges.clone().map(|(from, to)| (to, from)));
    let members: Vec<u32> = (0..count as u32).filter(|node| left[*node as usize]).collect();
    if members.is_empty() {
        return Vec::new();
    }
    let mut number = vec![0u32; count];
    for (at, node) in (0..).zip(&members) {
        number[*node as usize] = at;
    }
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(members.len(), 0);
    for _ in &members {
        graph.add_node(());
    }
    for (from, to) in edges.filter(|(from, to)| left[*from as usize] && left[*to as usize]) {
        graph.add_edge(number[from as usize].into(), number[to as usize].into(), ());
    }
    let strong = kosaraju_scc(&graph).into_iter().filter(|found| found.len() > 1);
    strong
        .map(|found| {
            let mut found: Vec<u32> = found.into_iter().map(|member| members[member.index()]).collect();
            found.sort_unstable();
            found
        })
        .collect()
}

/// Takes away, again and again, each node that no edge between those left arrives at.
fn peel(left: &mut [bool], edges: impl Iterator<Item = (u32, u32)> + Clone) {
    let mut start = vec![0u32; left.len() + 1];
    let mut arriving = vec![0u32; left.len()];
    let edges = || edges.clone().filter(|(from, to)| left[*from as usize] && left[*to as usize]);
    for (from, to) in edges() {
        start[from as usize + 1] += 1;
        arriving[to as usize] += 1;
    }
    for node in 0..left.len() {
        start[node + 1] += start[node];
    }
    let mut next = start.clone();
    let mut targets = vec![0u32; *start.last().unwrap_or(&0) as usize];
    for (from, to) in edges() {
        let slot = &mut next[from as usize];
        targets[*slot as usize] = to;
        *slot += 1;
    }
    let mut waiting: Vec<u32> =
        (0..left.len() as u32).filter(|node| left[*node as usize] && arriving[*node as usize] == 0).collect();
    while let Some(node) = waiting.pop() {
        left[node as usize] = false;
        for to in &targets[start[node as usize] as usize..start[node as usize + 1] as usize] {
            arriving[*to as usize] -= 1;
            if arriving[*to as usize] == 0 {
                waiting.push(*to);
            }
        }
    }
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
