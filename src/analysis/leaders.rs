//! Who is needed by the most, who needs the most, and behind whom the most stands.

use crate::graph::{Graph, NodeIndex};

/// A component with its number.
pub type Ranked = (NodeIndex, u32);

/// The components with the highest numbers, highest first, ties by node; none with 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaders {
    /// Dependents, each once.
    pub most_needed: Vec<Ranked>,
    /// Dependencies, each once.
    pub needs_most: Vec<Ranked>,
    /// Components that every route leads through this one to. In the graph seen from its roots these are the articulation
    /// points: all that dominate another.
    pub bridges: Vec<Ranked>,
}

/// The first `most` of each, roots and own packages left out. `leaves_with` is by node. Costs nodes · log + edges.
pub fn leaders(graph: &Graph, leaves_with: &[u32], most: usize) -> Leaders {
    let mut needed = vec![0u32; graph.nodes.len()];
    let mut needs = vec![0u32; graph.nodes.len()];
    for pair in graph.edges.chunk_by(|one, two| (one.from, one.to) == (two.from, two.to)) {
        if let Some(edge) = pair.first().filter(|edge| edge.from != edge.to) {
            needs[edge.from as usize] += 1;
            needed[edge.to as usize] += 1;
        }
    }
    let foreign = |node: &NodeIndex| {
        graph.nodes.get(*node as usize).is_some_and(|node| !node.component.own && node.depth != Some(0))
    };
    let first = |numbers: &[u32]| {
        let all = (0..).zip(numbers).filter(|(node, number)| **number > 0 && foreign(node));
        let mut all: Vec<Ranked> = all.map(|(node, number)| (node, *number)).collect();
        all.sort_unstable_by_key(|(node, number)| (std::cmp::Reverse(*number), *node));
        all.truncate(most);
        all
    };
    Leaders { most_needed: first(&needed), needs_most: first(&needs), bridges: first(leaves_with) }
}
