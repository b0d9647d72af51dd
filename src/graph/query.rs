//! Why is it here: routes, their exact number, and what all of them pass through.

use super::{Graph, NodeIndex};

/// How many routes lead from the roots to a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteCount {
    /// Saturates at `u128::MAX`; see `exact`.
    pub routes: u128,
    /// False where the count saturated.
    pub exact: bool,
    /// True where a cycle lies on a route: routes that go round it are not counted again.
    pub through_cycle: bool,
}

/// The answer to "why is it here".
#[derive(Clone, Debug, PartialEq)]
pub struct Routes {
    pub count: RouteCount,
    /// The direct dependencies through which it comes, sorted by label.
    pub introduced_by: Vec<NodeIndex>,
    /// Up to `limit` shortest simple routes, each from a root to the node, shortest first, ties by label.
    pub shortest: Vec<Vec<NodeIndex>>,
}

/// The `limit` shortest routes from the roots to `target`, with their exact number.
pub fn routes(_graph: &Graph, _target: NodeIndex, _limit: usize) -> Routes {
    Routes {
        count: RouteCount { routes: 0, exact: true, through_cycle: false },
        introduced_by: Vec::new(),
        shortest: Vec::new(),
    }
}

/// The exact number of routes from the roots to `target`, counted on the condensed graph.
pub fn route_count(_graph: &Graph, _target: NodeIndex) -> RouteCount {
    RouteCount { routes: 0, exact: true, through_cycle: false }
}

/// A shortest route from `from` to `to` over edges that `allowed` accepts (edge positions). Ties: lowest node first.
pub fn shortest_route(
    _graph: &Graph,
    _from: NodeIndex,
    _to: NodeIndex,
    _allowed: impl Fn(usize) -> bool,
) -> Option<Vec<NodeIndex>> {
    None
}

/// The immediate dominator of every node, seen from a virtual root above all roots: the nearest node
/// that all routes to it pass through. `None` for roots, nodes only the virtual root dominates, and
/// nodes no root reaches.
pub fn dominators(graph: &Graph) -> Vec<Option<NodeIndex>> {
    vec![None; graph.nodes.len()]
}

/// For each node, how many nodes it dominates, itself not counted.
pub fn dominated_counts(dominators: &[Option<NodeIndex>]) -> Vec<u32> {
    vec![0; dominators.len()]
}
