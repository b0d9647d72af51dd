//! What the reader opened and closed, on top of the first view.

use std::collections::BTreeMap;

use super::choice::Choice;
use super::field::Field;
use crate::graph::NodeIndex;
use crate::model::Scope;

/// Dependencies that one expanded node shows; the rest becomes a group for each scope.
pub(super) const EXPANSION: usize = 400;

/// Draws all dependencies of the expanded nodes, those nearest the roots first.
pub(super) fn expand(field: &Field, choice: &mut Choice) {
    let expanded = &field.request.expanded;
    let nodes = field.order.iter().chain(&field.unreached).filter(|node| expanded.contains(node));
    for node in nodes.filter(|node| field.kept[**node as usize]) {
        if !choice.is_drawn(*node) {
            let route: Vec<NodeIndex> = field.route_back(*node).collect();
            if route.iter().skip(1).any(|before| field.request.collapsed.contains(before)) {
                continue;
            }
            route.into_iter().for_each(|node| choice.draw(node));
        }
        let mut needs = field.needs(*node);
        needs.retain(|(node, _)| !choice.is_drawn(*node));
        field.sort_by_weight(&mut needs);
        let left = needs.split_off(needs.len().min(EXPANSION));
        needs.into_iter().for_each(|(node, _)| choice.draw(node));
        choice.groups.retain(|group| group.parent != Some(*node));
        let mut groups: BTreeMap<Scope, Vec<NodeIndex>> = BTreeMap::new();
        left.into_iter().for_each(|(node, scope)| groups.entry(scope).or_default().push(node));
        for (scope, members) in groups.into_iter().rev() {
            choice.add_group(Some(*node), scope, members);
        }
    }
    choice.settle_groups();
}

/// Takes away what is drawn only because collapsed nodes need it.
pub(super) fn collapse(field: &Field, choice: &mut Choice) {
    let collapsed: Vec<NodeIndex> = field
        .request
        .collapsed
        .iter()
        .copied()
        .filter(|node| choice.drawn.get(*node as usize) == Some(&true))
        .collect();
    if collapsed.is_empty() {
        return;
    }
    let below =
        spread(field, choice, collapsed.iter().flat_map(|node| field.needs(*node)).map(|(node, _)| node), false);
    let mut held: Vec<NodeIndex> =
        (0..choice.drawn.len() as NodeIndex).filter(|node| choice.is_drawn(*node) && !below[*node as usize]).collect();
    held.extend(&field.starts);
    held.extend(field.request.important.iter().flat_map(|node| field.route_back(*node)));
    held.extend(collapsed.iter().filter(|node| field.graph.nodes[**node as usize].depth.is_none()));
    choice.drawn = spread(field, choice, held.into_iter(), true);
    choice.groups.retain(|group| match group.parent {
        Some(parent) => choice.drawn[parent as usize] && !field.request.collapsed.contains(&parent),
        None => true,
    });
}

/// The drawn nodes that edges between drawn nodes lead to; `stop` ends at collapsed nodes.
fn spread(field: &Field, choice: &Choice, from: impl Iterator<Item = NodeIndex>, stop: bool) -> Vec<bool> {
    let mut reached = vec![false; choice.drawn.len()];
    let mut waiting = Vec::new();
    let mut visit = |node: NodeIndex, waiting: &mut Vec<NodeIndex>| {
        if choice.is_drawn(node) && !std::mem::replace(&mut reached[node as usize], true) {
            waiting.push(node);
        }
    };
    from.for_each(|node| visit(node, &mut waiting));
    while let Some(node) = waiting.pop() {
        if !(stop && field.request.collapsed.contains(&node)) {
            field.graph.dependencies(node).iter().for_each(|edge| visit(edge.to, &mut waiting));
        }
    }
    reached
}
