//! The graph without cycles: each cycle becomes one place, and places stand in the order of their needs.

use super::cycles::{NO_CYCLE, cycle_of};
use super::{Graph, NodeIndex};

/// Places in an order in which every dependent stands before what it needs.
pub(super) struct Condensed {
    /// For each node its place.
    pub place_of: Vec<u32>,
    /// For each place its nodes: `nodes[node_start[p]..node_start[p + 1]]`. Length of the starts: places + 1.
    pub node_start: Vec<u32>,
    pub nodes: Vec<NodeIndex>,
    /// What each place needs, each once, sorted: `needs[start[p]..start[p + 1]]`.
    pub start: Vec<u32>,
    pub needs: Vec<u32>,
}

impl Condensed {
    /// Costs nodes + edges, and sorting what each place needs.
    pub fn new(graph: &Graph) -> Self {
        let (raw_of, count) = numbered(graph);
        let order = in_order(graph, &raw_of, count);
        let place_of: Vec<u32> = raw_of.iter().map(|raw| order[*raw as usize]).collect();
        let mut node_start = vec![0u32; count + 1];
        for place in &place_of {
            node_start[*place as usize + 1] += 1;
        }
        for place in 0..count {
            node_start[place + 1] += node_start[place];
        }
        let mut next = node_start.clone();
        let mut nodes = vec![0; place_of.len()];
        for (node, place) in place_of.iter().enumerate() {
            let slot = &mut next[*place as usize];
            nodes[*slot as usize] = node as NodeIndex;
            *slot += 1;
        }
        let mut condensed = Self { place_of, node_start, nodes, start: vec![0], needs: Vec::new() };
        for place in 0..count as u32 {
            let first = condensed.needs.len();
            for member in condensed.node_start[place as usize]..condensed.node_start[place as usize + 1] {
                let needed = graph.dependencies(condensed.nodes[member as usize]).iter();
                let places = needed.map(|edge| condensed.place_of[edge.to as usize]).filter(|to| *to != place);
                condensed.needs.extend(places);
            }
            condensed.needs[first..].sort_unstable();
            let mut kept = first;
            for at in first..condensed.needs.len() {
                if at == first || condensed.needs[at] != condensed.needs[at - 1] {
                    condensed.needs[kept] = condensed.needs[at];
                    kept += 1;
                }
            }
            condensed.needs.truncate(kept);
            condensed.start.push(kept as u32);
        }
        condensed
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.start.len() - 1
    }

    /// What a place needs, each once.
    pub fn needs(&self, place: u32) -> &[u32] {
        &self.needs[self.start[place as usize] as usize..self.start[place as usize + 1] as usize]
    }

    /// The nodes of a place.
    pub fn nodes(&self, place: u32) -> &[NodeIndex] {
        &self.nodes[self.node_start[place as usize] as usize..self.node_start[place as usize + 1] as usize]
    }
}

/// A number for each node's place, in no order, and how many there are.
fn numbered(graph: &Graph) -> (Vec<u32>, usize) {
    let cycle_of = cycle_of(graph);
    let mut number_of_cycle = vec![NO_CYCLE; graph.cycles.len()];
    let mut count = 0u32;
    let mut take = || {
        count += 1;
        count - 1
    };
    let numbers = cycle_of.iter().map(|cycle| match number_of_cycle.get(*cycle as usize).copied() {
        None => take(),
        Some(NO_CYCLE) => {
            let number = take();
            number_of_cycle[*cycle as usize] = number;
            number
        }
        Some(number) => number,
    });
    let numbers = numbers.collect();
    (numbers, count as usize)
}

/// For each place its position in an order that puts dependents first. Source: Kahn, "Topological sorting of large
/// networks" (1962).
fn in_order(graph: &Graph, place_of: &[u32], count: usize) -> Vec<u32> {
    let mut arriving = vec![0u32; count];
    let places = |edge: &super::Edge| (place_of[edge.from as usize], place_of[edge.to as usize]);
    for (from, to) in graph.edges.iter().map(places).filter(|(from, to)| from != to) {
        _ = from;
        arriving[to as usize] += 1;
    }
    let mut first = vec![u32::MAX; count];
    let mut next_node = vec![u32::MAX; place_of.len()];
    for (node, place) in place_of.iter().enumerate().rev() {
        next_node[node] = std::mem::replace(&mut first[*place as usize], node as u32);
    }
    let mut waiting: Vec<u32> = (0..count as u32).rev().filter(|place| arriving[*place as usize] == 0).collect();
    let mut order = vec![0u32; count];
    let mut position = 0;
    while let Some(place) = waiting.pop() {
        order[place as usize] = position;
        position += 1;
        let mut node = first[place as usize];
        while node != u32::MAX {
            for to in graph.dependencies(node).iter().map(|edge| place_of[edge.to as usize]).filter(|to| *to != place) {
                arriving[to as usize] -= 1;
                if arriving[to as usize] == 0 {
                    waiting.push(to);
                }
            }
            node = next_node[node as usize];
        }
    }
    order
}
