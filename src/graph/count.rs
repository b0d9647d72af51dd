//! How many routes lead to a node, counted and never walked.
//!
//! Each cycle counts as one place: a route is told by where it enters the cycle and where it
//! leaves it, so the count is a sum over a graph without cycles and costs nodes + edges.

use super::cycles::{NO_CYCLE, cycle_of};
use super::reach::{Direction, reachable};
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

/// The exact number of routes from the roots to `target`, counted on the condensed graph.
pub fn route_count(graph: &Graph, target: NodeIndex) -> RouteCount {
    route_count_among(graph, target, &reachable(graph, target, Direction::Dependents))
}

/// The same, where it is known which nodes need the target (itself included).
pub(super) fn route_count_among(graph: &Graph, target: NodeIndex, needs_target: &[bool]) -> RouteCount {
    let mut count = RouteCount { routes: 0, exact: true, through_cycle: false };
    if target as usize >= graph.nodes.len() {
        return count;
    }
    let on_route = |node: NodeIndex| needs_target[node as usize] && graph.nodes[node as usize].depth.is_some();
    // The first member stands for its cycle.
    let cycle_of = cycle_of(graph);
    let place_of = |node: NodeIndex| match cycle_of[node as usize] {
        NO_CYCLE => node,
        cycle => graph.cycles[cycle as usize][0],
    };
    let members = |place: &NodeIndex| match cycle_of[*place as usize] {
        NO_CYCLE => std::slice::from_ref(place).to_vec(),
        cycle => graph.cycles[cycle as usize].clone(),
    };

    let mut arriving = vec![0u32; graph.nodes.len()];
    let mut routes = vec![0u128; graph.nodes.len()];
    let mut ready: Vec<NodeIndex> = Vec::new();
    let nodes = 0..graph.nodes.len() as NodeIndex;
    for node in nodes.clone().filter(|node| on_route(*node)) {
        for edge in distinct_targets(graph, node).filter(|to| on_route(*to) && place_of(*to) != place_of(node)) {
            arriving[place_of(edge) as usize] += 1;
        }
    }
    for root in graph.roots.iter().filter(|root| on_route(**root)) {
        routes[place_of(*root) as usize] += 1;
    }
    ready.extend(nodes.filter(|node| on_route(*node) && place_of(*node) == *node && arriving[*node as usize] == 0));
    while let Some(place) = ready.pop() {
        count.through_cycle |= cycle_of[place as usize] != NO_CYCLE;
        for member in members(&place) {
            for next in distinct_targets(graph, member).map(place_of).filter(|next| on_route(*next) && *next != place) {
                let (sum, saturated) = routes[next as usize].overflowing_add(routes[place as usize]);
                routes[next as usize] = if saturated { u128::MAX } else { sum };
                count.exact &= !saturated;
                arriving[next as usize] -= 1;
                if arriving[next as usize] == 0 {
                    ready.push(next);
                }
            }
        }
    }
    count.routes = routes[place_of(target) as usize];
    count
}

/// What a node needs, each once: "needs" and "contains" side by side are one step of a route.
pub(super) fn distinct_targets(graph: &Graph, node: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
    graph.dependencies(node).chunk_by(|one, two| one.to == two.to).filter_map(|same| same.first()).map(|edge| edge.to)
}
