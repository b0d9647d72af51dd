//! How far and how strongly a root reaches each node.

use super::{Graph, NodeIndex};
use crate::model::Scope;

/// Which way edges are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From a dependent to what it needs.
    Dependencies,
    /// From a dependency to what needs it.
    Dependents,
}

/// Which nodes edges lead to from `from`, itself included. Costs nodes + edges.
pub fn reachable(graph: &Graph, from: NodeIndex, direction: Direction) -> Vec<bool> {
    reachable_from(graph, &[from], direction)
}

/// The same from several nodes at once.
pub fn reachable_from(graph: &Graph, from: &[NodeIndex], direction: Direction) -> Vec<bool> {
    let mut reached = vec![false; graph.nodes.len()];
    let mut waiting = Vec::new();
    for node in from {
        if let Some(first) = reached.get_mut(*node as usize).filter(|reached| !**reached) {
            *first = true;
            waiting.push(*node);
        }
    }
    while let Some(node) = waiting.pop() {
        let mut visit = |next: NodeIndex| {
            if !std::mem::replace(&mut reached[next as usize], true) {
                waiting.push(next);
            }
        };
        match direction {
            Direction::Dependencies => graph.dependencies(node).iter().for_each(|edge| visit(edge.to)),
            Direction::Dependents => graph.dependents(node).for_each(|edge| visit(edge.from)),
        }
    }
    reached
}

/// Edges on the shortest route from a root, by breadth-first search.
#[inline(never)]
pub(super) fn depths(graph: &Graph) -> Vec<Option<u32>> {
    let mut depths: Vec<Option<u32>> = vec![None; graph.nodes.len()];
    let mut level = graph.roots.clone();
    level.iter().for_each(|root| depths[*root as usize] = Some(0));
    let mut next = Vec::new();
    let mut depth = 0;
    while !level.is_empty() {
        depth += 1;
        for node in level.drain(..) {
            for edge in graph.dependencies(node) {
                let found = &mut depths[edge.to as usize];
                if found.is_none() {
                    *found = Some(depth);
                    next.push(edge.to);
                }
            }
        }
        std::mem::swap(&mut level, &mut next);
    }
    depths
}

/// The weakest scope along a route from a root, the strongest over all routes: the widest path,
/// settled scope by scope from the strongest, so that each edge is looked at once. `None` where no
/// root reaches. Source: Pollack, "The maximum capacity through a network" (1960).
#[inline(never)]
pub(super) fn scopes(graph: &Graph) -> Vec<Option<Scope>> {
    let mut scopes: Vec<Option<Scope>> = vec![None; graph.nodes.len()];
    let mut settled = vec![false; graph.nodes.len()];
    let mut waiting: [Vec<NodeIndex>; STRONGEST_FIRST.len()] = Default::default();
    for root in &graph.roots {
        scopes[*root as usize] = Some(Scope::Runtime);
        waiting[0].push(*root);
    }
    for level in 0..STRONGEST_FIRST.len() {
        while let Some(node) = waiting[level].pop() {
            if std::mem::replace(&mut settled[node as usize], true) {
                continue;
            }
            for edge in graph.dependencies(node) {
                let scope = edge.scope.min(STRONGEST_FIRST[level]);
                let found = &mut scopes[edge.to as usize];
                if *found < Some(scope) {
                    *found = Some(scope);
                    waiting[bucket(scope)].push(edge.to);
                }
            }
        }
    }
    scopes
}

const STRONGEST_FIRST: [Scope; 8] = [
    Scope::Runtime,
    Scope::Unknown,
    Scope::Optional,
    Scope::Peer,
    Scope::Provided,
    Scope::Build,
    Scope::Development,
    Scope::Test,
];

fn bucket(scope: Scope) -> usize {
    STRONGEST_FIRST.iter().position(|known| *known == scope).unwrap_or(STRONGEST_FIRST.len() - 1)
}
