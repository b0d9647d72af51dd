//! What is not drawn, counted once each under the mark that stands for it; and the edges between marks.

use super::choice::Choice;
use super::field::Field;
use super::{Group, Subset, SubsetEdge};
use crate::graph::cycles::NO_CYCLE;
use crate::graph::{Edge, NodeIndex};
use crate::model::DependencyKind;

/// Numbers the chosen marks, counts what is folded under each, and joins them.
pub(super) fn fold(field: &Field, mut choice: Choice, weights: &[u32]) -> Subset {
    group_unreached(field, &mut choice);
    let nodes: Vec<NodeIndex> = (0..choice.drawn.len() as NodeIndex).filter(|node| choice.is_drawn(*node)).collect();
    let mut mark_of: Vec<Option<u32>> = vec![None; choice.drawn.len()];
    for (mark, node) in nodes.iter().enumerate() {
        mark_of[*node as usize] = Some(mark as u32);
    }
    let edges = edges(field, &nodes, &mark_of, &choice);
    for (position, group) in choice.groups.iter().enumerate() {
        for member in &group.members {
            mark_of[*member as usize] = Some((nodes.len() + position) as u32);
        }
    }

    let mut folded = vec![0u32; nodes.len() + choice.groups.len()];
    let reached_then_not = field.order.iter().chain(&field.unreached);
    for node in reached_then_not.filter(|node| field.kept[**node as usize]) {
        // Breadth first: the mark of what comes before on the shortest route is settled by now.
        let mark = mark_of[*node as usize].or_else(|| mark_of[field.parent[*node as usize]? as usize]);
        mark_of[*node as usize] = mark;
        if let Some(mark) = mark.filter(|_| !choice.is_drawn(*node)) {
            folded[mark as usize] += weights.get(*node as usize).copied().unwrap_or(1);
        }
    }
    let counts = folded.split_off(nodes.len());
    let groups = choice.groups.into_iter().zip(counts);
    let groups = groups
        .map(|(group, count)| Group {
            name: String::new(),
            parent: group.parent,
            scope: group.scope,
            members: group.members,
            count,
        })
        .collect();
    Subset { nodes, folded, groups, edges }
}

/// What no root reaches folds under what needs it; where nothing drawn does, into a group of its own.
fn group_unreached(field: &Field, choice: &mut Choice) {
    let is_first = |node: &NodeIndex| !choice.is_drawn(*node) && field.parent[*node as usize].is_none();
    let mut first: Vec<NodeIndex> = field.unreached.iter().copied().filter(is_first).collect();
    first.sort_unstable();
    match first.as_slice() {
        [] => {}
        [only] => choice.draw(*only),
        _ => {
            let scope = first.iter().map(|node| field.graph.nodes[*node as usize].scope).max().unwrap_or_default();
            choice.add_group(None, scope, first);
        }
    }
}

/// Edges between drawn nodes, parallel ones merged, then one from each group's parent.
fn edges(field: &Field, nodes: &[NodeIndex], mark_of: &[Option<u32>], choice: &Choice) -> Vec<SubsetEdge> {
    let mut edges = Vec::new();
    for (mark, node) in nodes.iter().enumerate() {
        for same in field.graph.dependencies(*node).chunk_by(|one, two| one.to == two.to) {
            let Some(target) = same.first().map(|edge| edge.to) else { continue };
            let Some(to) = mark_of[target as usize] else { continue };
            let cycle = field.cycle_of[*node as usize];
            let in_cycle = cycle != NO_CYCLE && cycle == field.cycle_of[target as usize];
            let scope = same.iter().map(|edge| edge.scope).max().unwrap_or_default();
            edges.push(SubsetEdge { from: mark as u32, to, scope, kind: kind(same.iter()), in_cycle });
        }
    }
    for (position, group) in choice.groups.iter().enumerate() {
        let Some(parent) = group.parent else { continue };
        let Some(from) = mark_of[parent as usize] else { continue };
        let joining = field.graph.dependencies(parent).iter();
        let kind = kind(joining.filter(|edge| group.members.binary_search(&edge.to).is_ok()));
        let to = (nodes.len() + position) as u32;
        edges.push(SubsetEdge { from, to, scope: group.scope, kind, in_cycle: false });
    }
    edges
}

/// "Needs" says more than "contains"; an edge is drawn as the latter only where nothing is needed.
fn kind<'a>(edges: impl Iterator<Item = &'a Edge>) -> DependencyKind {
    edges.map(|edge| edge.kind).min().unwrap_or_default()
}
