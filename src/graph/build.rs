//! Documents become one graph: nodes joined across documents, edges merged, roots settled.
//!
//! Reads nothing and judges nothing. Every step costs nodes + edges.

use super::cycles::{cycles, strong_components};
use super::join::{join, only_supplements};
use super::reach::{depths, scopes};
use super::supplement::supplement;
use super::{DocumentIndex, Edge, Graph, NodeIndex};
use crate::model::{Document, Scope};

/// Merges documents, in order, into one graph. Deterministic; costs nodes + edges.
pub fn build(documents: &[&Document]) -> Graph {
    let (mut nodes, node_of) = join(documents);
    supplement(&mut nodes, documents);
    let mut graph = Graph { nodes, ..Graph::default() };
    graph.edges = merged_edges(documents, &node_of);
    index_edges(&mut graph);
    graph.cycles = cycles(&graph);
    settle_roots(&mut graph, documents, &node_of);
    let depths = depths(&graph);
    let scopes = scopes(&graph);
    for ((node, depth), scope) in graph.nodes.iter_mut().zip(depths).zip(scopes) {
        node.depth = depth;
        // An edge without a word on its scope leaves the word to the component's own document.
        node.scope = match scope {
            Some(scope) if scope != Scope::Unknown => scope,
            _ => node.component.scope,
        };
    }
    graph
}

/// One edge per pair and kind, sorted: the strongest scope, the tightest linkage.
#[inline(never)]
fn merged_edges(documents: &[&Document], node_of: &[Vec<NodeIndex>]) -> Vec<Edge> {
    let mut edges: Vec<Edge> = Vec::with_capacity(documents.iter().map(|document| document.dependencies.len()).sum());
    for (document, nodes) in documents.iter().zip(node_of) {
        for dependency in &document.dependencies {
            // A parser that left a reference dangling said so in a notice; there is nothing to draw.
            if let (Some(from), Some(to)) = (nodes.get(dependency.from as usize), nodes.get(dependency.to as usize)) {
                edges.push(Edge {
                    from: *from,
                    to: *to,
                    scope: dependency.scope,
                    kind: dependency.kind,
                    linkage: dependency.linkage,
                });
            }
        }
    }
    edges.sort_by_key(|edge| (edge.from, edge.to, edge.kind));
    edges.dedup_by(|next, kept| {
        let same = (next.from, next.to, next.kind) == (kept.from, kept.to, kept.kind);
        if same {
            kept.scope = kept.scope.max(next.scope);
            kept.linkage = kept.linkage.max(next.linkage);
        }
        same
    });
    edges
}

/// Fills the arrays that find a node's edges in both directions.
#[inline(never)]
pub(super) fn index_edges(graph: &mut Graph) {
    let count = graph.nodes.len();
    let mut out_start = vec![0u32; count + 1];
    let mut in_start = vec![0u32; count + 1];
    for edge in &graph.edges {
        out_start[edge.from as usize + 1] += 1;
        in_start[edge.to as usize + 1] += 1;
    }
    for node in 0..count {
        out_start[node + 1] += out_start[node];
        in_start[node + 1] += in_start[node];
    }
    let mut next = in_start.clone();
    let mut in_edges = vec![0u32; graph.edges.len()];
    for (position, edge) in graph.edges.iter().enumerate() {
        let slot = &mut next[edge.to as usize];
        in_edges[*slot as usize] = position as u32;
        *slot += 1;
    }
    (graph.out_start, graph.in_start, graph.in_edges) = (out_start, in_start, in_edges);
}

/// The documents' roots, in order; where a document states none but has dependencies, what nothing
/// in it depends on.
#[inline(never)]
fn settle_roots(graph: &mut Graph, documents: &[&Document], node_of: &[Vec<NodeIndex>]) {
    let mut roots = Vec::new();
    for (index, (document, nodes)) in documents.iter().zip(node_of).enumerate() {
        let stated: Vec<NodeIndex> =
            document.roots.iter().filter_map(|root| nodes.get(*root as usize).copied()).collect();
        let index = index as DocumentIndex;
        if !stated.is_empty() {
            roots.extend(stated);
        } else if document.has_dependencies() && !only_supplements(document, documents) {
            roots.extend(sources(document, nodes));
            graph.derived_roots.push(index);
        }
    }
    let mut seen = vec![false; graph.nodes.len()];
    roots.retain(|root| !std::mem::replace(&mut seen[*root as usize], true));
    graph.roots = roots;
}

/// What nothing in the document depends on; of a cycle that nothing outside it depends on, the
/// first component.
fn sources(document: &Document, nodes: &[NodeIndex]) -> Vec<NodeIndex> {
    let pairs: Vec<(u32, u32)> = document
        .dependencies
        .iter()
        .map(|dependency| (dependency.from, dependency.to))
        .filter(|(from, to)| (*from as usize) < nodes.len() && (*to as usize) < nodes.len())
        .collect();
    let mut cycle_of: Vec<u32> = (0..nodes.len() as u32).collect();
    let after = Ends::new(nodes.len(), pairs.iter().copied());
    let before = Ends::new(nodes.len(), pairs.iter().map(|(from, to)| (*to, *from)));
    for members in strong_components(nodes.len(), |node| after.of(node), |node| before.of(node)) {
        let first = members.iter().copied().min().unwrap_or_default();
        members.iter().for_each(|member| cycle_of[*member as usize] = first);
    }
    let mut needed = vec![false; nodes.len()];
    for (from, to) in pairs {
        let (from, to) = (cycle_of[from as usize], cycle_of[to as usize]);
        needed[to as usize] |= from != to;
    }
    (0..nodes.len()).filter(|at| cycle_of[*at] as usize == *at && !needed[*at]).map(|at| nodes[at]).collect()
}

/// Other ends by one end: `ends[start[n]..start[n + 1]]` are those of n.
struct Ends {
    start: Vec<u32>,
    ends: Vec<u32>,
}

impl Ends {
    fn new(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut start = vec![0u32; count + 1];
        pairs.clone().for_each(|(one, _)| start[one as usize + 1] += 1);
        for node in 0..count {
            start[node + 1] += start[node];
        }
        let mut next = start.clone();
        let mut ends = vec![0; start[count] as usize];
        for (one, other) in pairs {
            let slot = &mut next[one as usize];
            ends[*slot as usize] = other;
            *slot += 1;
        }
        Self { start, ends }
    }

    fn of(&self, node: u32) -> impl ExactSizeIterator<Item = u32> {
        self.ends[self.start[node as usize] as usize..self.start[node as usize + 1] as usize].iter().copied()
    }
}
