//! The graph: documents merged into nodes and edges, and the questions one asks of it.
//!
//! petgraph stays inside this folder. Everything is iterative and costs nodes + edges, never routes.

mod breaking;
mod build;
mod chain;
mod condensed;
mod count;
mod cut;
mod cycles;
mod dominators;
mod few;
mod join;
mod order;
mod part;
mod query;
mod reach;
mod removal;
mod shortest;
mod subset;
mod supplement;
mod transitive;

pub use breaking::{CycleBreak, MOST_LOOKS as MOST_BREAK_LOOKS, cycle_breaks, cycle_breaks_within};
pub use build::build;
pub use chain::{Chain, longest_chain};
pub use cut::{Cut, Cuttable, MOST_LOOKS, cheapest_cut, cheapest_cut_within};
pub use dominators::{dominated_counts, dominators};
pub use few::Few;
pub use order::{MOST_SETS, Order};
pub use part::{Part, part};
pub use query::{RouteCount, Routes, route_count, routes, shortest_route};
pub use reach::{Direction, reachable, reachable_from};
pub use removal::{Removal, leaves, stays, without};
pub use subset::{Collapse, FIRST_VIEW, Group, Reach, Subset, SubsetEdge, SubsetRequest, subset};
pub use transitive::{MOST_STEPS, RANKS, TransitiveCounts, transitive_counts, transitive_counts_within};

use crate::model::{Component, ComponentIndex, DependencyKind, Linkage, Scope, SharedComponent};

/// The position of a node in `Graph::nodes`.
pub type NodeIndex = u32;
/// The position of a document in the list the graph was built from.
pub type DocumentIndex = u32;

/// All documents as one graph. The same package URL in two documents is one node; within a document
/// every component is a node of its own.
///
/// In WebAssembly a node takes 56 bytes, 4 more where it lies on a cycle, and an edge 16; on a 64-bit machine a node takes
/// 96. Measured by `benches/graph.mjs` and `cargo run --release --example graph`; components are the documents', and shared.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub nodes: Vec<Node>,
    /// Sorted by (from, to); at most one edge per pair and kind, with the strongest scope.
    pub edges: Vec<Edge>,
    /// What the documents describe, or (see `derived_roots`) what nothing depends on.
    pub roots: Vec<NodeIndex>,
    /// The documents that state no root: what nothing in them depends on stands in for it.
    pub derived_roots: Vec<DocumentIndex>,
    /// `edges[out_start[n]..out_start[n + 1]]` leave node n. Length: nodes + 1.
    pub out_start: Vec<u32>,
    /// Edge positions by target: `in_edges[in_start[n]..in_start[n + 1]]` arrive at node n.
    pub in_start: Vec<u32>,
    pub in_edges: Vec<u32>,
    /// The strongly connected components with more than one node, or a node that needs itself; sorted.
    pub cycles: Vec<Vec<NodeIndex>>,
}

/// A node: one component, as all documents together know it.
#[derive(Clone, Debug)]
pub struct Node {
    /// The first document's component, gaps filled from the others; licences of all of them.
    pub component: SharedComponent,
    /// Which document's which components it stands for; the first is where it was first met.
    pub members: Few<(DocumentIndex, ComponentIndex)>,
    /// For each entry of `component.licenses`, the document it was read from.
    pub license_documents: Few<DocumentIndex>,
    /// Edges on the shortest route from a root: 0 is a root. `None`: no root reaches it.
    pub depth: Option<u32>,
    /// The weakest scope along a route, the strongest over all routes from a root. The component's
    /// own scope where no root reaches it.
    pub scope: Scope,
}

/// An edge from dependent to dependency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    pub from: NodeIndex,
    pub to: NodeIndex,
    pub scope: Scope,
    pub kind: DependencyKind,
    pub linkage: Option<Linkage>,
}

impl Graph {
    /// The edges that leave a node: what it needs.
    pub fn dependencies(&self, node: NodeIndex) -> &[Edge] {
        let node = node as usize;
        match (self.out_start.get(node), self.out_start.get(node + 1)) {
            (Some(start), Some(end)) => self.edges.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The edges that arrive at a node: what needs it.
    pub fn dependents(&self, node: NodeIndex) -> impl Iterator<Item = &Edge> {
        self.dependent_positions(node).filter_map(|edge| self.edges.get(edge))
    }

    /// The same by edge position.
    pub fn dependent_positions(&self, node: NodeIndex) -> impl ExactSizeIterator<Item = usize> {
        let node = node as usize;
        let range = match (self.in_start.get(node), self.in_start.get(node + 1)) {
            (Some(start), Some(end)) => *start as usize..*end as usize,
            _ => 0..0,
        };
        self.in_edges.get(range).unwrap_or_default().iter().map(|edge| *edge as usize)
    }

    /// How many edges arrive at a node.
    pub fn dependent_count(&self, node: NodeIndex) -> u32 {
        let node = node as usize;
        match (self.in_start.get(node), self.in_start.get(node + 1)) {
            (Some(start), Some(end)) => end - start,
            _ => 0,
        }
    }

    /// Is it a foreign component that a root, or an own package behind a root, needs (not merely contains) itself? In a workspace the
    /// members stand between the root and what the project asked for.
    pub fn is_direct(&self, node: NodeIndex) -> bool {
        let is_ours = |node: &Node| node.depth == Some(0) || (node.component.own && node.depth.is_some());
        let at = |node: NodeIndex| self.nodes.get(node as usize);
        at(node).is_some_and(|node| node.depth.is_some() && !is_ours(node))
            && self
                .dependents(node)
                .any(|edge| edge.kind == DependencyKind::DependsOn && at(edge.from).is_some_and(is_ours))
    }

    /// `name version`, or the name alone.
    pub fn label(&self, node: NodeIndex) -> String {
        match self.nodes.get(node as usize).map(|node| &*node.component) {
            Some(Component { name, version: Some(version), .. }) => format!("{name} {version}"),
            Some(Component { name, .. }) => name.clone(),
            None => String::new(),
        }
    }
}
