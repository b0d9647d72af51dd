//! Nodes in an order that puts dependents first, and a question that one walk along it answers for many sets at once.

use super::condensed::Condensed;
use super::{Graph, NodeIndex};

/// Sets that one walk answers.
pub const MOST_SETS: usize = 64;

/// All nodes, each before everything it needs; those of one cycle side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    nodes: Vec<NodeIndex>,
    /// Where each cycle, or node by itself, begins in `nodes`; and the end.
    starts: Vec<u32>,
}

impl Order {
    /// Costs nodes + edges, and sorting what each needs.
    pub fn new(graph: &Graph) -> Self {
        let Condensed { nodes, node_start, .. } = Condensed::new(graph);
        Self { nodes, starts: node_start }
    }

    /// For each set of nodes, how many nodes outside it need one of its own, near or far. Of more than `MOST_SETS` sets the
    /// first are counted. Costs nodes + edges.
    pub fn dependents_of(&self, graph: &Graph, sets: &[Vec<NodeIndex>]) -> Vec<usize> {
        let sets = sets.get(..MOST_SETS).unwrap_or(sets);
        // For each node a bit for each set that it is in, or needs a node of.
        let mut needs = vec![0u64; graph.nodes.len()];
        for (set, bit) in sets.iter().zip(0..) {
            for node in set {
                if let Some(bits) = needs.get_mut(*node as usize) {
                    *bits |= 1 << bit;
                }
            }
        }
        let own = needs.clone();
        for ends in self.starts.windows(2).rev() {
            let members = self.nodes.get(ends[0] as usize..ends[1] as usize).unwrap_or_default();
            let all = members.iter().fold(0, |all, node| {
                let needed = graph.dependencies(*node).iter();
                needed.fold(all | needs[*node as usize], |all, edge| all | needs[edge.to as usize])
            });
            members.iter().for_each(|node| needs[*node as usize] = all);
        }
        let mut counts = vec![0usize; sets.len()];
        for (found, own) in needs.iter().zip(own) {
            let mut outside = found & !own;
            while outside != 0 {
                counts[outside.trailing_zeros() as usize] += 1;
                outside &= outside - 1;
            }
        }
        counts
    }
}
