//! The field a view is chosen from: what the request keeps, and the shortest way to each of it.

use std::collections::{BTreeMap, VecDeque};

use super::{Reach, SubsetRequest};
use crate::graph::cycles::cycle_of;
use crate::graph::reach::{Direction, reachable};
use crate::graph::shortest::by_label;
use crate::graph::{Edge, Graph, NodeIndex};
use crate::model::Scope;

/// What may be drawn, seen from the roots.
pub(super) struct Field<'a> {
    pub graph: &'a Graph,
    pub request: &'a SubsetRequest,
    /// Neither hidden by a filter nor out of focus.
    pub kept: Vec<bool>,
    pub important: Vec<bool>,
    /// What roots reach, hidden nodes on the way included, in breadth-first order.
    pub order: Vec<NodeIndex>,
    /// The nearest kept node before each on its shortest route. Hidden nodes have one too.
    pub parent: Vec<Option<NodeIndex>>,
    /// What a kept node leads to only through hidden ones: it stands in for those.
    pub beyond_hidden: BTreeMap<NodeIndex, Vec<NodeIndex>>,
    /// Kept nodes with no kept node before them: the roots, or what hidden roots lead to.
    pub starts: Vec<NodeIndex>,
    /// Kept nodes that no root reaches, sources first, then along their edges.
    pub unreached: Vec<NodeIndex>,
    pub cycle_of: Vec<u32>,
}

impl<'a> Field<'a> {
    pub fn new(graph: &'a Graph, request: &'a SubsetRequest) -> Self {
        let count = graph.nodes.len();
        let mut kept = in_focus(graph, request);
        let in_focus = kept.clone();
        for node in &request.hidden {
            if let Some(kept) = kept.get_mut(*node as usize) {
                *kept = false;
            }
        }
        let mut important = vec![false; count];
        for node in &request.important {
            if let Some(important) = important.get_mut(*node as usize) {
                *important = true;
            }
        }
        let mut field = Self {
            graph,
            request,
            kept,
            important,
            order: Vec::new(),
            parent: vec![None; count],
            beyond_hidden: BTreeMap::new(),
            starts: Vec::new(),
            unreached: Vec::new(),
            cycle_of: cycle_of(graph),
        };
        let mut reached = vec![false; count];
        let roots = graph.roots.iter().copied().filter(|root| in_focus[*root as usize]);
        field.order = field.walk(roots, &in_focus, &mut reached);
        field.starts = field.order.iter().copied().filter(|node| field.is_start(*node)).collect();
        let lost = |node: &NodeIndex| field.kept[*node as usize] && !reached[*node as usize];
        let lost: Vec<NodeIndex> = (0..count as NodeIndex).filter(lost).collect();
        let is_source = |node: &NodeIndex| {
            !field.graph.dependents(*node).any(|edge| edge.from != *node && field.kept[edge.from as usize])
        };
        let (sources, others): (Vec<_>, Vec<_>) = lost.into_iter().partition(is_source);
        let kept = field.kept.clone();
        field.unreached = field.walk(sources.into_iter().chain(others), &kept, &mut reached);
        field
    }

    /// Breadth first from `from` through `allowed`, noting the nearest kept node before each.
    fn walk(
        &mut self,
        mut from: impl Iterator<Item = NodeIndex>,
        allowed: &[bool],
        seen: &mut [bool],
    ) -> Vec<NodeIndex> {
        let mut order = Vec::new();
        let mut waiting: VecDeque<NodeIndex> = VecDeque::new();
        // Roots together; the rest of the unreached one after the other, each with what it leads to.
        let together = !self.graph.roots.is_empty() && self.order.is_empty();
        loop {
            while waiting.is_empty() || together {
                let Some(next) = from.next() else { break };
                if !std::mem::replace(&mut seen[next as usize], true) {
                    waiting.push_back(next);
                }
            }
            let Some(node) = waiting.pop_front() else { return order };
            order.push(node);
            let before = if self.kept[node as usize] { Some(node) } else { self.parent[node as usize] };
            for edge in self.graph.dependencies(node) {
                if allowed[edge.to as usize] && !std::mem::replace(&mut seen[edge.to as usize], true) {
                    self.parent[edge.to as usize] = before;
                    if let Some(before) = before.filter(|before| *before != node && self.kept[edge.to as usize]) {
                        self.beyond_hidden.entry(before).or_default().push(edge.to);
                    }
                    waiting.push_back(edge.to);
                }
            }
        }
    }

    fn is_start(&self, node: NodeIndex) -> bool {
        self.kept[node as usize] && self.parent[node as usize].is_none()
    }

    /// The kept nodes on the shortest route to a node, from the node back to its root.
    pub fn route_back(&self, node: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        let first = self.kept.get(node as usize).copied().unwrap_or(false).then_some(node);
        std::iter::successors(first, |node| self.parent[*node as usize])
    }

    /// What a node needs, kept, other than itself, each once with its strongest scope; and what it
    /// leads to only through hidden nodes.
    pub fn needs(&self, node: NodeIndex) -> Vec<(NodeIndex, Scope)> {
        let edges = self.graph.dependencies(node);
        let kept = |edge: &Edge| edge.to != node && self.kept[edge.to as usize];
        let beyond = self
            .beyond_hidden
            .get(&node)
            .into_iter()
            .flatten()
            .filter(|beyond| edges.binary_search_by_key(beyond, |edge| &edge.to).is_err());
        let beyond = beyond.map(|beyond| (*beyond, self.graph.nodes[*beyond as usize].scope));
        edges
            .chunk_by(|one, two| one.to == two.to)
            .filter_map(|same| {
                let scope = same.iter().map(|edge| edge.scope).max()?;
                same.first().filter(|edge| kept(edge)).map(|edge| (edge.to, scope))
            })
            .chain(beyond)
            .collect()
    }

    /// Important first, then the strongest scope, then by label.
    pub fn sort_by_weight(&self, needs: &mut [(NodeIndex, Scope)]) {
        needs.sort_by(|(one, scope_one), (two, scope_two)| {
            let weight = |node: NodeIndex| !self.important[node as usize];
            weight(*one)
                .cmp(&weight(*two))
                .then(scope_two.cmp(scope_one))
                .then_with(|| by_label(self.graph, *one, *two))
        });
    }
}

/// What the focus keeps; without a focus, all.
fn in_focus(graph: &Graph, request: &SubsetRequest) -> Vec<bool> {
    let Some(focus) = request.focus.filter(|focus| (*focus as usize) < graph.nodes.len()) else {
        return vec![true; graph.nodes.len()];
    };
    match request.reach {
        Reach::Needs => reachable(graph, focus, Direction::Dependencies),
        Reach::NeededBy => reachable(graph, focus, Direction::Dependents),
        Reach::Around(edges) => around(graph, focus, edges),
        Reach::Through => {
            let mut kept = reachable(graph, focus, Direction::Dependencies);
            for (kept, needs_it) in kept.iter_mut().zip(reachable(graph, focus, Direction::Dependents)) {
                *kept |= needs_it;
            }
            kept
        }
    }
}

/// What is at most so many edges away, whichever way they run.
fn around(graph: &Graph, focus: NodeIndex, edges: u32) -> Vec<bool> {
    let mut kept = vec![false; graph.nodes.len()];
    kept[focus as usize] = true;
    let mut ring = vec![focus];
    for _ in 0..edges {
        let mut next = Vec::new();
        for node in ring {
            let needed = graph.dependencies(node).iter().map(|edge| edge.to);
            for near in needed.chain(graph.dependents(node).map(|edge| edge.from)) {
                if !std::mem::replace(&mut kept[near as usize], true) {
                    next.push(near);
                }
            }
        }
        if next.is_empty() {
            break;
        }
        ring = next;
    }
    kept
}
