//! Why is it here: routes, their exact number, and who brought it in.

use std::collections::VecDeque;

use super::count::route_count_among;
use super::reach::{Direction, reachable};
use super::shortest::{by_label, shortest_routes};
use super::{Graph, NodeIndex};

pub use super::count::{RouteCount, route_count};

/// The answer to "why is it here".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Routes {
    pub count: RouteCount,
    /// The direct dependencies through which it comes, sorted by label.
    pub introduced_by: Vec<NodeIndex>,
    /// Up to `limit` shortest simple routes, each from a root to the node, shortest first, ties by label.
    pub shortest: Vec<Vec<NodeIndex>>,
}

/// The `limit` shortest routes from the roots to `target`, with their exact number.
pub fn routes(graph: &Graph, target: NodeIndex, limit: usize) -> Routes {
    let needs_target = reachable(graph, target, Direction::Dependents);
    let mut introduced_by: Vec<NodeIndex> = (0..graph.nodes.len() as NodeIndex)
        .filter(|node| graph.is_direct(*node) && needs_target[*node as usize])
        .collect();
    introduced_by.sort_by(|one, two| by_label(graph, *one, *two));
    Routes {
        count: route_count_among(graph, target, &needs_target),
        introduced_by,
        shortest: shortest_routes(graph, target, limit, &needs_target),
    }
}

/// A shortest route from `from` to `to` over edges that `allowed` accepts (edge positions). Ties: lowest node first.
pub fn shortest_route(
    graph: &Graph,
    from: NodeIndex,
    to: NodeIndex,
    allowed: impl Fn(usize) -> bool,
) -> Option<Vec<NodeIndex>> {
    let count = graph.nodes.len();
    if from as usize >= count || to as usize >= count {
        return None;
    }
    // Where each node was first reached from; the start from itself.
    let mut before: Vec<Option<NodeIndex>> = vec![None; count];
    before[from as usize] = Some(from);
    let mut waiting = VecDeque::from([from]);
    while let Some(node) = waiting.pop_front() {
        if node == to {
            break;
        }
        let first = graph.out_start[node as usize] as usize;
        for (offset, edge) in graph.dependencies(node).iter().enumerate() {
            if before[edge.to as usize].is_none() && allowed(first + offset) {
                before[edge.to as usize] = Some(node);
                waiting.push_back(edge.to);
            }
        }
    }
    let mut route = vec![to];
    let mut at = to;
    while at != from {
        at = before[at as usize]?;
        route.push(at);
    }
    route.reverse();
    Some(route)
}
