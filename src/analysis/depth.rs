//! How deep the graph is: components by their depth.

use crate::graph::Graph;

/// Components at each depth, from 1 on (roots are depth 0 and not counted), and those no root reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DepthProfile {
    /// `at[0]` is what roots need themselves, members of their workspace among it.
    pub at: Vec<usize>,
    /// Of those the ones that go out with the product, by their scope along routes.
    pub shipped: Vec<usize>,
    /// Foreign components that own packages need themselves, and those behind them.
    pub direct: usize,
    pub transitive: usize,
    pub unreached: usize,
}

impl DepthProfile {
    /// The depth with half of the reached components at it or above; 0 where nothing is reached.
    pub fn median(&self) -> usize {
        let total: usize = self.at.iter().sum();
        let mut seen = 0;
        for (position, count) in self.at.iter().enumerate() {
            seen += count;
            if seen * 2 >= total && total > 0 {
                return position + 1;
            }
        }
        0
    }
}

/// Counts components by depth. Costs nodes.
pub fn profile(graph: &Graph) -> DepthProfile {
    let mut out = DepthProfile::default();
    for (node, index) in graph.nodes.iter().zip(0..) {
        if graph.is_direct(index) {
            out.direct += 1;
        } else if node.depth.is_some_and(|depth| depth > 0) && !node.component.own {
            out.transitive += 1;
        }
        match node.depth {
            Some(0) => {}
            Some(depth) => {
                let at = depth as usize - 1;
                if out.at.len() <= at {
                    out.at.resize(at + 1, 0);
                }
                out.shipped.resize(out.at.len(), 0);
                if let (Some(count), Some(shipped)) = (out.at.get_mut(at), out.shipped.get_mut(at)) {
                    *count += 1;
                    *shipped += usize::from(node.scope.is_shipped());
                }
            }
            None if node.component.own => {}
            None => out.unreached += 1,
        }
    }
    out
}
