//! Cycles: sets of nodes that all need each other.
//!
//! Source: Tarjan, "Depth-first search and linear graph algorithms" (1972), with a stack of its own.

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
pub(super) fn strong_components(count: usize, edges: impl Iterator<Item = (u32, u32)> + Clone) -> Vec<Vec<u32>> {
    let (start, targets) = by_source(count, edges);
    let mut found = Vec::new();
    // When each node was first met; the earliest one that is known to be reached from it and to lie on its cycle.
    let mut met = vec![UNMET; count];
    let mut earliest = vec![UNMET; count];
    let mut next_edge = start.clone();
    let mut settled = vec![false; count];
    let (mut clock, mut path, mut open) = (0u32, Vec::new(), Vec::new());
    for first in 0..count as u32 {
        if met[first as usize] != UNMET {
            continue;
        }
        path.push(first);
        while let Some(&node) = path.last() {
            let at = node as usize;
            if met[at] == UNMET {
                (met[at], earliest[at]) = (clock, clock);
                clock += 1;
                open.push(node);
            }
            if next_edge[at] < start[at + 1] {
                let to = targets[next_edge[at] as usize];
                next_edge[at] += 1;
                if met[to as usize] == UNMET {
                    path.push(to);
                } else if !settled[to as usize] {
                    earliest[at] = earliest[at].min(met[to as usize]);
                }
                continue;
            }
            path.pop();
            if let Some(&before) = path.last() {
                earliest[before as usize] = earliest[before as usize].min(earliest[at]);
            }
            if earliest[at] == met[at] {
                let begin = open.iter().rposition(|member| *member == node).unwrap_or(0);
                let mut members = open.split_off(begin);
                members.iter().for_each(|member| settled[*member as usize] = true);
                if members.len() > 1 {
                    members.sort_unstable();
                    found.push(members);
                }
            }
        }
    }
    found
}

const UNMET: u32 = u32::MAX;

/// Edges by the node they leave: `targets[start[n]..start[n + 1]]` are those of node n.
fn by_source(count: usize, edges: impl Iterator<Item = (u32, u32)> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut start = vec![0u32; count + 1];
    for (from, _) in edges.clone() {
        start[from as usize + 1] += 1;
    }
    for node in 0..count {
        start[node + 1] += start[node];
    }
    let mut next = start.clone();
    let mut targets = vec![0; start[count] as usize];
    for (from, to) in edges {
        let slot = &mut next[from as usize];
        targets[*slot as usize] = to;
        *slot += 1;
    }
    (start, targets)
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

#[cfg(test)]
mod tests {
    use petgraph::algo::kosaraju_scc;
    use petgraph::graph::DiGraph;

    use super::*;

    #[test]
    fn finds_the_cycles_that_petgraph_finds() {
        let mut state = 1u32;
        let mut below = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % limit
        };
        for size in 1..200u32 {
            let edges: Vec<(u32, u32)> = (0..below(2 * size + 1)).map(|_| (below(size), below(size))).collect();
            let mut graph: DiGraph<(), ()> = DiGraph::new();
            for _ in 0..size {
                graph.add_node(());
            }
            graph.extend_with_edges(edges.iter().copied());
            let strong = kosaraju_scc(&graph).into_iter().filter(|members| members.len() > 1);
            let mut expected: Vec<Vec<u32>> =
                strong.map(|members| members.iter().map(|member| member.index() as u32).collect()).collect();
            expected.iter_mut().for_each(|members| members.sort_unstable());
            expected.sort();
            let mut found = strong_components(size as usize, edges.iter().copied());
            found.sort();
            assert_eq!(found, expected);
        }
    }
}
