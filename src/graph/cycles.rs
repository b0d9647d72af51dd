//! Cycles: sets of nodes that all need each other.
//!
//! petgraph's `kosaraju_scc` keeps its own stack; its `tarjan_scc` recurses and is forbidden here.
//! Source: Sharir, "A strong-connectivity algorithm and its applications in data flow analysis" (1981).

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::{Graph, NodeIndex};

/// The strongly connected components with more than one node, or a node that needs itself; sorted.
#[inline(never)]
pub(super) fn cycles(graph: &Graph) -> Vec<Vec<NodeIndex>> {
    let after = |node| graph.dependencies(node).iter().map(|edge| edge.to);
    let before = |node| graph.dependent_positions(node).map(|edge| graph.edges[edge].from);
    let mut cycles = strong_components(graph.nodes.len(), after, before);
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

/// The strongly connected components with more than one node, each sorted, of nodes with what stands behind and before
/// each. Costs nodes + edges.
///
/// What can be taken away from the ends, because nothing is left that it needs or that needs it, lies on no cycle:
/// mostly that is all but a few nodes, and only those few are handed to petgraph.
pub(super) fn strong_components<After: ExactSizeIterator<Item = u32>, Before: ExactSizeIterator<Item = u32>>(
    count: usize,
    after: impl Fn(u32) -> After,
    before: impl Fn(u32) -> Before,
) -> Vec<Vec<u32>> {
    let mut members: Vec<u32> = (0..count as u32).collect();
    let mut left = vec![true; count];
    let arriving = members.iter().map(|node| before(*node).len() as u32).collect();
    peel(&mut left, arriving, &after);
    members.retain(|node| left[*node as usize]);
    let mut leaving = vec![0; count];
    for node in &members {
        leaving[*node as usize] = after(*node).filter(|end| left[*end as usize]).count() as u32;
    }
    peel(&mut left, leaving, &before);
    members.retain(|node| left[*node as usize]);
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
    for from in members.iter().copied() {
        for to in after(from).filter(|to| left[*to as usize]) {
            graph.add_edge(number[from as usize].into(), number[to as usize].into(), ());
        }
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

/// Takes away, again and again, each node of which nothing holds on, by what holds on to each; those it leads to have
/// one fewer then.
fn peel<Ends: Iterator<Item = u32>>(left: &mut [bool], mut holding: Vec<u32>, ends: impl Fn(u32) -> Ends) {
    let is_free = |node: &u32| left[*node as usize] && holding[*node as usize] == 0;
    let mut waiting: Vec<u32> = (0..left.len() as u32).filter(is_free).collect();
    while let Some(node) = waiting.pop() {
        left[node as usize] = false;
        for end in ends(node) {
            // Nothing holds on to what was taken away before.
            if let Some(fewer) = holding[end as usize].checked_sub(1) {
                holding[end as usize] = fewer;
                if fewer == 0 {
                    waiting.push(end);
                }
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
