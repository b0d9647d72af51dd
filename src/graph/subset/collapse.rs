//! Sets of nodes drawn as one: the view is chosen on the graph in which each set is a single node.
//!
//! What a set is (a scope, a namespace, a cycle) is not decided here.

use std::collections::BTreeMap;

use super::{Collapse, Group, Subset, SubsetEdge, SubsetRequest};
use crate::graph::build::index_edges;
use crate::graph::cycles::cycles;
use crate::graph::{Edge, Graph, NodeIndex};

/// The view of a graph some of whose nodes are drawn as one. Costs nodes + edges · log.
pub(super) fn subset(graph: &Graph, request: &SubsetRequest) -> Subset {
    let whole = Collapsed::new(graph, request);
    let place = |node: &NodeIndex| whole.place_of.get(*node as usize).copied();
    let inner = SubsetRequest {
        important: request.important.iter().filter_map(place).collect(),
        expanded: request.expanded.iter().filter_map(place).collect(),
        collapsed: request.collapsed.iter().filter_map(place).collect(),
        focus: request.focus.as_ref().and_then(place),
        reach: request.reach,
        hidden: request.hidden.iter().filter_map(place).collect(),
        limit: request.limit,
        whole: request.whole,
        collapse: Collapse::default(),
    };
    let weights: Vec<u32> = whole.members.iter().map(|members| members.len() as u32).collect();
    whole.opened(super::choose(&whole.graph, &inner, &weights), graph, &request.collapse.names)
}

/// The graph with each set as a single node.
struct Collapsed {
    graph: Graph,
    /// By node of the whole graph: its node in this one.
    place_of: Vec<NodeIndex>,
    /// By node of this graph: the nodes it stands for, sorted; and its set.
    members: Vec<Vec<NodeIndex>>,
    set: Vec<Option<u32>>,
}

impl Collapsed {
    fn new(graph: &Graph, request: &SubsetRequest) -> Self {
        let set_of = |node: NodeIndex| {
            let set = request.collapse.set_of.get(node as usize).copied().flatten();
            // A hidden node hides alone, not with its set.
            set.filter(|set| (*set as usize) < request.collapse.names.len() && !request.hidden.contains(&node))
        };
        let mut sizes = vec![0u32; request.collapse.names.len()];
        let nodes = || 0..graph.nodes.len() as NodeIndex;
        nodes().filter_map(set_of).for_each(|set| sizes[set as usize] += 1);
        let mut first_of: BTreeMap<u32, NodeIndex> = BTreeMap::new();
        let mut collapsed =
            Self { graph: Graph::default(), place_of: Vec::new(), members: Vec::new(), set: Vec::new() };
        for node in nodes() {
            let set = set_of(node).filter(|set| sizes[*set as usize] > 1);
            let next = collapsed.members.len() as NodeIndex;
            let place = set.map_or(next, |set| *first_of.entry(set).or_insert(next));
            if place == next {
                collapsed.members.push(Vec::new());
                collapsed.set.push(set);
                collapsed.graph.nodes.push(graph.nodes[node as usize].clone());
            } else {
                let kept = &mut collapsed.graph.nodes[place as usize];
                let other = &graph.nodes[node as usize];
                kept.scope = kept.scope.max(other.scope);
                kept.depth = match (kept.depth, other.depth) {
                    (Some(one), Some(two)) => Some(one.min(two)),
                    (one, two) => one.or(two),
                };
            }
            collapsed.members[place as usize].push(node);
            collapsed.place_of.push(place);
        }
        collapsed.join(graph);
        collapsed
    }

    fn join(&mut self, graph: &Graph) {
        let place_of = |node: NodeIndex| self.place_of[node as usize];
        let within = |edge: &Edge| place_of(edge.from) == place_of(edge.to) && edge.from != edge.to;
        let moved = |edge: &Edge| Edge { from: place_of(edge.from), to: place_of(edge.to), ..*edge };
        let mut edges: Vec<Edge> = graph.edges.iter().filter(|edge| !within(edge)).map(moved).collect();
        edges.sort_by_key(|edge| (edge.from, edge.to, edge.kind));
        edges.dedup_by(|next, kept| {
            let same = (next.from, next.to, next.kind) == (kept.from, kept.to, kept.kind);
            if same {
                kept.scope = kept.scope.max(next.scope);
            }
            same
        });
        let mut roots: Vec<NodeIndex> = Vec::new();
        let mut seen = vec![false; self.members.len()];
        for root in graph.roots.iter().map(|root| place_of(*root)) {
            if !std::mem::replace(&mut seen[root as usize], true) {
                roots.push(root);
            }
        }
        (self.graph.edges, self.graph.roots) = (edges, roots);
        index_edges(&mut self.graph);
        self.graph.cycles = cycles(&self.graph);
    }

    /// The view in the numbers of the whole graph: nodes that stand for themselves, then sets, then folded groups.
    fn opened(&self, view: Subset, graph: &Graph, names: &[String]) -> Subset {
        let mut singles = Vec::new();
        let mut sets = Vec::new();
        for (mark, place) in view.nodes.iter().enumerate() {
            match self.set[*place as usize] {
                None => singles.push((self.members[*place as usize][0], mark)),
                Some(set) => sets.push((set, mark)),
            }
        }
        singles.sort_unstable();
        sets.sort_unstable();
        let mut mark_of = vec![0u32; view.nodes.len() + view.groups.len()];
        let order = singles.iter().map(|(_, mark)| *mark).chain(sets.iter().map(|(_, mark)| *mark));
        order.chain(view.nodes.len()..mark_of.len()).zip(0..).for_each(|(before, now)| mark_of[before] = now);
        let all_of = |place: &NodeIndex| self.members[*place as usize].clone();
        let set = |(set, mark): &(u32, usize)| {
            let members = all_of(&view.nodes[*mark]);
            Group {
                name: names.get(*set as usize).cloned().unwrap_or_default(),
                parent: None,
                scope: members.iter().map(|node| graph.nodes[*node as usize].scope).max().unwrap_or_default(),
                count: members.len() as u32 + view.folded[*mark],
                members,
            }
        };
        // A folded group may hold sets: their members hang on it.
        let folded = view.groups.iter().map(|group| {
            let mut members: Vec<NodeIndex> = group.members.iter().flat_map(all_of).collect();
            members.sort_unstable();
            Group {
                name: String::new(),
                parent: group.parent.map(|place| self.members[place as usize][0]),
                scope: group.scope,
                count: group.count,
                members,
            }
        });
        let mut edges: Vec<SubsetEdge> = view
            .edges
            .iter()
            .map(|edge| SubsetEdge { from: mark_of[edge.from as usize], to: mark_of[edge.to as usize], ..*edge })
            .collect();
        edges.sort_by_key(|edge| (edge.from, edge.to));
        Subset {
            nodes: singles.iter().map(|(node, _)| *node).collect(),
            folded: singles.iter().map(|(_, mark)| view.folded[*mark]).collect(),
            groups: sets.iter().map(set).chain(folded).collect(),
            edges,
        }
    }
}
