//! The cheapest way to get rid of a component: the fewest dependencies to cut so that no root reaches it.
//!
//! A maximum flow from the roots, one unit a dependency: the cut nearest to the roots costs as many edges as the flow.
//! Only what lies on a route to the component takes part. It says where to cut, not whether the code then builds.
//!
//! Sources: Ford and Fulkerson, "Maximal flow through a network" (1956); Dinic, "Algorithm for solution of a problem of
//! maximum flow in a network with power estimation" (1970).

use super::count::distinct_targets;
use super::reach::{Direction, reachable};
use super::removal::{Removal, leaves};
use super::{Graph, NodeIndex};

/// Looks at an edge after which the search for a cut ends without one.
pub const MOST_LOOKS: u64 = 200_000_000;

/// Which dependencies may be cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Cuttable {
    /// Those that a root or an own package states: what can be changed in one's own files.
    Own,
    /// Those of direct dependencies too: what a fork or an issue upstream can change.
    #[default]
    OwnAndDirect,
    Any,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Cutting these ends every route to the component. Of several cuts of one size the one nearest to the roots.
    Cheapest {
        /// (dependent, dependency), sorted.
        edges: Vec<(NodeIndex, NodeIndex)>,
        /// All that leaves with it, itself included, by node.
        leaves: Vec<NodeIndex>,
    },
    /// It is a root: there is nothing above it to cut.
    Root,
    /// No root reaches it: nothing is known to hold it.
    Unreached,
    /// The search ended at its limit; at least so many must be cut.
    Unfinished { at_least: usize },
}

/// The fewest edges between the roots and `target`. Costs edges × cut at most, mostly a few times the edges on routes.
pub fn cheapest_cut(graph: &Graph, target: NodeIndex, cuttable: Cuttable) -> Cut {
    cheapest_cut_within(graph, target, cuttable, MOST_LOOKS)
}

/// The same with another limit.
pub fn cheapest_cut_within(graph: &Graph, target: NodeIndex, cuttable: Cuttable, most_looks: u64) -> Cut {
    match graph.nodes.get(target as usize).map(|node| node.depth) {
        None | Some(None) => return Cut::Unreached,
        Some(Some(0)) => return Cut::Root,
        Some(Some(_)) => {}
    }
    let mut network = Network::between_roots_and(graph, target, cuttable);
    let mut flow = 0;
    let mut looks = most_looks;
    while network.level(&mut looks) {
        flow += network.push(&mut looks);
        if looks == 0 {
            return Cut::Unfinished { at_least: flow };
        }
    }
    if looks == 0 {
        return Cut::Unfinished { at_least: flow };
    }
    let edges = network.cut();
    let leaves = leaves(graph, &Removal { nodes: Vec::new(), edges: edges.clone() });
    Cut::Cheapest { edges, leaves }
}

const SOURCE: u32 = 0;
const FAR: u32 = u32::MAX;
/// Room of an edge that may not be cut.
const ENDLESS: u32 = u32::MAX / 2;

/// Vertex 0 stands above all roots, the others for nodes on routes. Arcs come in pairs: arc and way back.
struct Network {
    node: Vec<NodeIndex>,
    target: u32,
    start: Vec<u32>,
    arcs: Vec<u32>,
    to: Vec<u32>,
    room: Vec<u32>,
    level: Vec<u32>,
    next: Vec<u32>,
}

impl Network {
    fn between_roots_and(graph: &Graph, target: NodeIndex, cuttable: Cuttable) -> Self {
        let needs_target = reachable(graph, target, Direction::Dependents);
        let takes_part = |node: &NodeIndex| needs_target[*node as usize] && graph.nodes[*node as usize].depth.is_some();
        let node: Vec<NodeIndex> = (0..graph.nodes.len() as NodeIndex).filter(takes_part).collect();
        let mut vertex = vec![0u32; graph.nodes.len()];
        for (at, node) in (1..).zip(&node) {
            vertex[*node as usize] = at;
        }
        let mut ends: Vec<(u32, u32, u32)> = graph
            .roots
            .iter()
            .filter(|root| takes_part(root))
            .map(|root| (SOURCE, vertex[*root as usize], ENDLESS))
            .collect();
        for from in &node {
            let may_cut = match cuttable {
                Cuttable::Any => true,
                Cuttable::Own => is_ours(graph, *from),
                Cuttable::OwnAndDirect => is_ours(graph, *from) || graph.is_direct(*from),
            };
            let room = if may_cut { 1 } else { ENDLESS };
            let targets = distinct_targets(graph, *from).filter(|to| takes_part(to) && to != from);
            ends.extend(targets.map(|to| (vertex[*from as usize], vertex[to as usize], room)));
        }
        let mut network = Self {
            target: vertex[target as usize],
            start: vec![0; node.len() + 2],
            arcs: vec![0; ends.len() * 2],
            to: Vec::with_capacity(ends.len() * 2),
            room: Vec::with_capacity(ends.len() * 2),
            level: vec![FAR; node.len() + 1],
            next: Vec::new(),
            node,
        };
        for (from, to, room) in &ends {
            network.start[*from as usize + 1] += 1;
            network.start[*to as usize + 1] += 1;
            network.to.extend([*to, *from]);
            network.room.extend([*room, 0]);
        }
        for vertex in 1..network.start.len() {
            network.start[vertex] += network.start[vertex - 1];
        }
        let mut next = network.start.clone();
        for (at, (from, to, _)) in ends.iter().enumerate() {
            for (vertex, arc) in [(*from, at * 2), (*to, at * 2 + 1)] {
                let slot = &mut next[vertex as usize];
                network.arcs[*slot as usize] = arc as u32;
                *slot += 1;
            }
        }
        network
    }

    fn arcs_of(&self, vertex: u32) -> std::ops::Range<u32> {
        self.start[vertex as usize]..self.start[vertex as usize + 1]
    }

    /// Distances from the source along arcs with room; true where the target is reached.
    fn level(&mut self, looks: &mut u64) -> bool {
        self.level.fill(FAR);
        self.level[SOURCE as usize] = 0;
        let mut waiting = std::collections::VecDeque::from([SOURCE]);
        while let Some(vertex) = waiting.pop_front() {
            for slot in self.arcs_of(vertex) {
                *looks = looks.saturating_sub(1);
                let arc = self.arcs[slot as usize] as usize;
                let to = self.to[arc];
                if self.room[arc] > 0 && self.level[to as usize] == FAR {
                    self.level[to as usize] = self.level[vertex as usize] + 1;
                    waiting.push_back(to);
                }
            }
            if *looks == 0 {
                return false;
            }
        }
        self.level[self.target as usize] != FAR
    }

    /// Fills the levels: one unit along each way down them that is still open. How many units went.
    fn push(&mut self, looks: &mut u64) -> usize {
        self.next.clone_from(&self.start);
        let mut pushed = 0;
        let mut way: Vec<u32> = Vec::new();
        let mut at = SOURCE;
        while *looks > 0 {
            if at == self.target {
                pushed += 1;
                // Every way crosses an arc that may be cut: nothing but a root leaves the source.
                for arc in way.drain(..) {
                    self.take(arc as usize);
                }
                at = SOURCE;
                continue;
            }
            let slot = self.next[at as usize];
            if slot < self.start[at as usize + 1] {
                *looks -= 1;
                let arc = self.arcs[slot as usize];
                let to = self.to[arc as usize];
                if self.room[arc as usize] > 0 && self.level[to as usize] == self.level[at as usize] + 1 {
                    way.push(arc);
                    at = to;
                } else {
                    self.next[at as usize] += 1;
                }
                continue;
            }
            // A dead end: back, and past the arc that led here.
            let Some(arc) = way.pop() else { break };
            at = self.to[arc as usize ^ 1];
            self.next[at as usize] += 1;
        }
        pushed
    }

    fn take(&mut self, arc: usize) {
        if self.room[arc] < ENDLESS {
            self.room[arc] -= 1;
        }
        if self.room[arc ^ 1] < ENDLESS {
            self.room[arc ^ 1] += 1;
        }
    }

    /// Arcs from what the source still reaches to what it does not.
    fn cut(&self) -> Vec<(NodeIndex, NodeIndex)> {
        let is_reached = |vertex: u32| self.level[vertex as usize] != FAR;
        let node = |vertex: u32| vertex.checked_sub(1).and_then(|at| self.node.get(at as usize)).copied();
        let forward = (0..self.to.len()).step_by(2).map(|arc| (self.to[arc ^ 1], self.to[arc]));
        let crossing = forward.filter(|(from, to)| is_reached(*from) && !is_reached(*to));
        let mut edges: Vec<(NodeIndex, NodeIndex)> =
            crossing.filter_map(|(from, to)| Some((node(from)?, node(to)?))).collect();
        edges.sort_unstable();
        edges
    }
}

/// Is it a root, or an own package behind one?
fn is_ours(graph: &Graph, node: NodeIndex) -> bool {
    graph
        .nodes
        .get(node as usize)
        .is_some_and(|node| node.depth == Some(0) || (node.component.own && node.depth.is_some()))
}
