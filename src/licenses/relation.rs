//! How tightly each component is joined to the work: the tightest of its routes, a route being as tight as
//! its loosest edge (widest path over five levels, five passes).
//!
//! Defaults where the document does not say: test, development and build dependencies are tools; Cargo, Go
//! and Dart link statically; the rest links dynamically; a container image or an operating system only
//! puts programs side by side. Also keeps the shortest route of that tightness.

use std::collections::VecDeque;

use super::Relation;
use super::relation_rules::SettledRelations;
use crate::graph::{Edge, Graph, Node, NodeIndex};
use crate::model::{ComponentKind, DependencyKind, Ecosystem, Linkage, Scope};

/// The relation of every node, and the routes that show it.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// Is the node part of the product itself: stated so, or a root that a document states.
    pub own: Vec<bool>,
    /// One for each node; `None` where no root reaches it.
    pub of: Vec<Relation>,
    /// How tight each edge is, by edge position.
    pub edges: Vec<Relation>,
    /// The same before anybody settled anything.
    defaults: Vec<Relation>,
    /// What may be joined to a node at all, by node.
    caps: Vec<Relation>,
    /// By level, where its routes start.
    starts: Vec<Vec<NodeIndex>>,
    /// By level, the node before on the shortest route of that tightness.
    previous: Vec<Vec<Option<NodeIndex>>>,
}

const LEVELS: [Relation; 5] =
    [Relation::Merged, Relation::Static, Relation::Dynamic, Relation::Process, Relation::Tool];

/// The relations of all nodes, from all roots. `before` is what was found for the same graph under other rules, or nothing;
/// a level whose edges and starts are as before is not walked again.
pub fn relations(graph: &Graph, settled: &SettledRelations, before: Relations) -> Relations {
    let is_first = before.edges.len() != graph.edges.len() || before.own.len() != graph.nodes.len();
    let Relations { own, caps, defaults, edges: old, starts: old_starts, previous: old_previous, .. } =
        if is_first { unsettled(graph) } else { before };
    let edges = edges(graph, settled, &own, &caps, &defaults);
    let changed: Vec<(Relation, Relation)> =
        old.iter().zip(&edges).filter(|(old, new)| old != new).map(|(old, new)| (*old, *new)).collect();
    let mut relations =
        Relations { of: vec![Relation::None; graph.nodes.len()], own, edges, defaults, caps, ..Relations::default() };
    let mut old_levels = old_starts.into_iter().zip(old_previous);
    for level in LEVELS {
        let roots = graph.roots.iter().copied();
        let starts: Vec<NodeIndex> = roots
            .filter(|root| root_relation(graph, *root, &relations.caps, &relations.own, settled) >= level)
            .collect();
        let is_as_before = |starts_before: &[NodeIndex]| {
            starts_before == starts.as_slice() && changed.iter().all(|(old, new)| (*old >= level) == (*new >= level))
        };
        let previous = match old_levels.next() {
            Some((starts_before, previous)) if is_as_before(&starts_before) => previous,
            _ => reach(graph, &relations.edges, starts.iter().copied(), level).1,
        };
        let reached = previous.iter().zip(0..).filter_map(|(before, node)| before.is_some().then_some(node));
        for node in reached.chain(starts.iter().copied()) {
            if let Some(relation) = relations.of.get_mut(node as usize)
                && *relation == Relation::None
            {
                *relation = level;
            }
        }
        relations.starts.push(starts);
        relations.previous.push(previous);
    }
    relations
}

/// What no rule changes; no level is walked yet.
fn unsettled(graph: &Graph) -> Relations {
    let own = first_party(graph);
    let caps: Vec<Relation> = graph.nodes.iter().zip(&own).map(|(node, own)| cap(node, *own)).collect();
    let none = SettledRelations::default();
    let defaults: Vec<Relation> =
        graph.edges.iter().map(|edge| capped_relation(graph, edge, &own, &caps, &none)).collect();
    Relations { edges: defaults.clone(), own, caps, defaults, ..Relations::default() }
}

/// How tight each edge is. Where no rule speaks of an ecosystem, it costs the edges that rules speak of.
fn edges(
    graph: &Graph,
    settled: &SettledRelations,
    own: &[bool],
    caps: &[Relation],
    defaults: &[Relation],
) -> Vec<Relation> {
    if settled.has_ecosystems() {
        let of = |edge| settled.edge(edge).unwrap_or_else(|| capped_relation(graph, edge, own, caps, settled));
        return graph.edges.iter().map(of).collect();
    }
    let mut edges = defaults.to_vec();
    for node in settled.targets() {
        for position in graph.dependent_positions(node) {
            let rule = graph.edges.get(position).and_then(|edge| settled.edge(edge));
            if let (Some(relation), Some(edge)) = (rule, edges.get_mut(position)) {
                *edge = relation;
            }
        }
    }
    edges
}

fn capped_relation(
    graph: &Graph,
    edge: &Edge,
    own: &[bool],
    caps: &[Relation],
    settled: &SettledRelations,
) -> Relation {
    edge_relation(graph, edge, own, settled).min(caps.get(edge.to as usize).copied().unwrap_or_default())
}

impl Relations {
    /// The shortest route from a root over edges as tight as the node's relation; empty where none leads there.
    pub fn route(&self, graph: &Graph, node: NodeIndex) -> Vec<NodeIndex> {
        let relation = self.of.get(node as usize).copied().unwrap_or_default();
        let level = LEVELS.iter().position(|level| *level == relation);
        match level.and_then(|level| self.previous.get(level)) {
            Some(previous) => route_by(previous, node, graph.nodes.len()),
            None => Vec::new(),
        }
    }
}

impl Relations {
    /// A route as tight, that enters by another direct dependency than the given one; empty where none is found among
    /// the shortest ways to what stands beside the route. Looks at no more than `limit` edges.
    pub fn another_route(&self, graph: &Graph, route: &[NodeIndex], limit: usize) -> Vec<NodeIndex> {
        let Some(node) = route.last() else { return Vec::new() };
        let relation = self.of.get(*node as usize).copied().unwrap_or_default();
        let level = LEVELS.iter().position(|level| *level == relation);
        let Some(previous) = level.and_then(|level| self.previous.get(level)) else { return Vec::new() };
        let mut looked = 0;
        for (at, node) in route.iter().enumerate().skip(2).rev() {
            for edge in graph.dependents(*node).filter(|edge| route.get(at - 1) != Some(&edge.from)) {
                looked += 1;
                if looked > limit {
                    return Vec::new();
                }
                let first = graph.out_start.get(edge.from as usize).copied().unwrap_or_default() as usize;
                let offset = graph.dependencies(edge.from).iter().position(|known| known == edge).unwrap_or_default();
                let is_tight = self.edges.get(first + offset).is_some_and(|tight| *tight >= relation);
                let mut other = route_by(previous, edge.from, graph.nodes.len());
                let rest = route.get(at..).unwrap_or_default();
                let starts_at_root = other.first().is_some_and(|root| graph.roots.contains(root));
                if is_tight
                    && starts_at_root
                    && other.get(1) != route.get(1)
                    && !rest.iter().any(|node| other.contains(node))
                {
                    other.extend(rest);
                    return other;
                }
            }
        }
        Vec::new()
    }
}

/// The nodes reached from some starts over edges at least this tight, in order of distance, and for each
/// node the one before it.
pub fn reach(
    graph: &Graph,
    edges: &[Relation],
    starts: impl IntoIterator<Item = NodeIndex>,
    level: Relation,
) -> (Vec<NodeIndex>, Vec<Option<NodeIndex>>) {
    let mut seen = vec![false; graph.nodes.len()];
    let mut previous = vec![None; graph.nodes.len()];
    let mut order = Vec::new();
    let mut queue = VecDeque::new();
    for start in starts {
        if let Some(seen) = seen.get_mut(start as usize)
            && !*seen
        {
            *seen = true;
            queue.push_back(start);
        }
    }
    while let Some(node) = queue.pop_front() {
        order.push(node);
        let first = graph.out_start.get(node as usize).copied().unwrap_or_default() as usize;
        for (offset, edge) in graph.dependencies(node).iter().enumerate() {
            let tight = edges.get(first.saturating_add(offset)).is_some_and(|relation| *relation >= level);
            if tight
                && let Some(seen) = seen.get_mut(edge.to as usize)
                && !*seen
            {
                *seen = true;
                if let Some(before) = previous.get_mut(edge.to as usize) {
                    *before = Some(node);
                }
                queue.push_back(edge.to);
            }
        }
    }
    (order, previous)
}

/// The route that a search kept, from its start to a node.
pub fn route_by(previous: &[Option<NodeIndex>], node: NodeIndex, limit: usize) -> Vec<NodeIndex> {
    let mut route = vec![node];
    let mut at = node;
    while let Some(before) = previous.get(at as usize).copied().flatten() {
        if route.len() > limit {
            break;
        }
        route.push(before);
        at = before;
    }
    route.reverse();
    route
}

/// A root derived from a document that states none is the top of what somebody else's product needs.
fn first_party(graph: &Graph) -> Vec<bool> {
    let mut own: Vec<bool> = graph.nodes.iter().map(|node| node.component.own).collect();
    for root in &graph.roots {
        let stated = graph
            .nodes
            .get(*root as usize)
            .is_some_and(|node| node.members.iter().all(|(document, _)| !graph.derived_roots.contains(document)));
        if let (true, Some(own)) = (stated, own.get_mut(*root as usize)) {
            *own = true;
        }
    }
    own
}

/// A component whose own document calls it a development dependency is one, unless a runtime route leads to it.
fn cap(node: &Node, own: bool) -> Relation {
    let development = !own && !node.component.scope.is_shipped() && node.scope != Scope::Runtime;
    if development { Relation::Tool } else { Relation::Merged }
}

/// Our own root is the work itself. A root that nobody claimed is a dependency of a product not in the file.
fn root_relation(
    graph: &Graph,
    root: NodeIndex,
    caps: &[Relation],
    own: &[bool],
    settled: &SettledRelations,
) -> Relation {
    let Some(node) = graph.nodes.get(root as usize) else { return Relation::None };
    let relation = if own.get(root as usize) == Some(&true) {
        Relation::Merged
    } else if let Some(relation) = settled.component(root) {
        return relation;
    } else {
        default_linkage(node.component.ecosystem, settled)
    };
    relation.min(caps.get(root as usize).copied().unwrap_or_default())
}

fn edge_relation(graph: &Graph, edge: &Edge, own: &[bool], settled: &SettledRelations) -> Relation {
    if !edge.scope.is_shipped() {
        return Relation::Tool;
    }
    if let Some(linkage) = edge.linkage {
        return match linkage {
            Linkage::Tool => Relation::Tool,
            Linkage::Process => Relation::Process,
            Linkage::Dynamic => Relation::Dynamic,
            Linkage::Static => Relation::Static,
            Linkage::Merged => Relation::Merged,
        };
    }
    let from = graph.nodes.get(edge.from as usize).map(|node| &node.component);
    if from.is_some_and(|from| matches!(from.kind, ComponentKind::Container | ComponentKind::OperatingSystem)) {
        return Relation::Process;
    }
    let to = graph.nodes.get(edge.to as usize).map(|node| &node.component);
    match (edge.kind, to) {
        _ if own.get(edge.to as usize) == Some(&true) => Relation::Merged,
        (DependencyKind::Contains, _) => Relation::Static,
        (_, Some(to)) => default_linkage(to.ecosystem, settled),
        (_, None) => Relation::Dynamic,
    }
}

fn default_linkage(ecosystem: Ecosystem, settled: &SettledRelations) -> Relation {
    settled.ecosystem(ecosystem).unwrap_or_else(|| default_relation(ecosystem))
}

/// How the packages of an ecosystem are joined where neither document nor person says otherwise.
pub fn default_relation(ecosystem: Ecosystem) -> Relation {
    match ecosystem {
        Ecosystem::Cargo | Ecosystem::Golang | Ecosystem::Pub => Relation::Static,
        _ => Relation::Dynamic,
    }
}
