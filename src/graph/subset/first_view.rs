//! The first view: roots, what they need, what is important with its way there, and as much more as
//! keeps the picture readable. Never more marks than the limit.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::choice::Choice;
use super::field::Field;
use crate::graph::NodeIndex;
use crate::model::Scope;

/// Unreached components drawn where nothing else is.
const FLAT_VIEW: usize = 60;

/// Chooses the first view, whatever is expanded or collapsed.
pub(super) fn first_view(field: &Field, limit: usize) -> Choice {
    let mut choice = Choice::new(field.graph.nodes.len());
    let unreached_room = match field.starts.is_empty() {
        true => limit.min(FLAT_VIEW + 1),
        false => field.unreached.len().min(limit / 6),
    };
    let limit = limit - unreached_room;
    let reached = field.order.iter().filter(|node| field.kept[**node as usize]).count();
    // While all of it fits, half a picture would only hide things.
    let full = if reached <= limit { limit } else { limit / 2 };

    draw_starts(field, &mut choice, limit * 3 / 5);
    let for_important = (choice.marks + limit * 2 / 5).min(limit);
    draw_important(field, &mut choice, for_important);
    draw_direct(field, &mut choice, limit);
    draw_important(field, &mut choice, limit);
    draw_further(field, &mut choice, full);
    let limit = choice.marks + unreached_room;
    draw_unreached(field, &mut choice, limit);
    choice
}

/// Chooses everything that is kept, as far as the limit goes: nearest the roots first.
pub(super) fn whole(field: &Field, limit: usize) -> Choice {
    let mut choice = Choice::new(field.graph.nodes.len());
    let kept = field.order.iter().chain(&field.unreached).filter(|node| field.kept[**node as usize]);
    kept.take(limit).for_each(|node| choice.draw(*node));
    let left: Vec<NodeIndex> = field.starts.iter().copied().filter(|start| !choice.is_drawn(*start)).collect();
    match left.as_slice() {
        [] => {}
        [only] => choice.draw(*only),
        _ => add_starts(field, &mut choice, left),
    }
    choice
}

fn draw_starts(field: &Field, choice: &mut Choice, limit: usize) {
    let limit = limit.max(1);
    let fitting = if field.starts.len() <= limit { limit } else { limit - 1 };
    let (drawn, left) = field.starts.split_at(fitting.min(field.starts.len()));
    drawn.iter().for_each(|start| choice.draw(*start));
    if !left.is_empty() {
        add_starts(field, choice, left.to_vec());
    }
}

fn add_starts(field: &Field, choice: &mut Choice, starts: Vec<NodeIndex>) {
    let scope = starts.iter().map(|start| field.graph.nodes[*start as usize].scope).max().unwrap_or_default();
    choice.add_group(None, scope, starts);
}

/// Draws important nodes, each with its shortest route, as far as whole routes fit.
fn draw_important(field: &Field, choice: &mut Choice, limit: usize) {
    for node in &field.request.important {
        let route: Vec<NodeIndex> = field.route_back(*node).take_while(|node| !choice.is_drawn(*node)).collect();
        if choice.marks + route.len() <= limit {
            route.into_iter().for_each(|node| choice.draw(node));
        }
    }
    choice.settle_groups();
}

/// Draws what the starts need, the strongest scopes first and the starts in turn; what does not fit
/// becomes one group for each start and scope.
fn draw_direct(field: &Field, choice: &mut Choice, limit: usize) {
    let mut classes: BTreeMap<(Reverse<Scope>, NodeIndex), Vec<NodeIndex>> = BTreeMap::new();
    let mut taken = choice.drawn.clone();
    for group in &choice.groups {
        group.members.iter().for_each(|member| taken[*member as usize] = true);
    }
    for start in field.starts.iter().filter(|start| choice.is_drawn(**start)) {
        let mut needs = field.needs(*start);
        needs.retain(|(node, _)| !std::mem::replace(&mut taken[*node as usize], true));
        field.sort_by_weight(&mut needs);
        for (node, scope) in needs {
            classes.entry((Reverse(scope), *start)).or_default().push(node);
        }
    }
    // Every class stands as a group first, the strongest scopes first, as far as there is room;
    // drawing its members one by one then only uses what is left over.
    let room = limit.saturating_sub(choice.marks);
    let mut classes: Vec<_> = classes.into_iter().collect();
    let grouped = classes.len().min(room);
    choice.marks += grouped;
    let mut turns: Vec<(Reverse<Scope>, usize, usize)> = Vec::new();
    for (position, ((scope, _), members)) in classes.iter().enumerate() {
        turns.extend((0..members.len()).map(|turn| (*scope, turn, position)));
    }
    turns.sort_unstable();
    let mut left: Vec<usize> = classes.iter().map(|(_, members)| members.len()).collect();
    for (_, turn, position) in turns {
        // The last member takes the place of its group.
        let cost = usize::from(position >= grouped || left[position] > 1);
        if choice.marks + cost <= limit {
            choice.drawn[classes[position].1[turn] as usize] = true;
            choice.marks += cost;
            left[position] -= 1;
        }
    }
    classes.truncate(grouped);
    for ((scope, start), members) in classes {
        choice.add_group(Some(start), scope.0, members);
    }
    choice.settle_groups();
}

/// Draws what drawn nodes need, nearest first, where all of one node's needs fit.
fn draw_further(field: &Field, choice: &mut Choice, limit: usize) {
    let mut grouped = vec![false; choice.drawn.len()];
    choice.groups.iter().flat_map(|group| &group.members).for_each(|member| grouped[*member as usize] = true);
    for node in field.order.iter().filter(|node| field.kept[**node as usize]) {
        if choice.marks >= limit {
            return;
        }
        if choice.is_drawn(*node) {
            let mut needs = field.needs(*node);
            needs.retain(|(node, _)| !choice.is_drawn(*node) && !grouped[*node as usize]);
            if choice.marks + needs.len() <= limit {
                needs.into_iter().for_each(|(node, _)| choice.draw(node));
            }
        }
    }
}

/// Draws the first of what no root reaches; the rest becomes one group when the view is counted.
fn draw_unreached(field: &Field, choice: &mut Choice, limit: usize) {
    let waiting: Vec<NodeIndex> = field.unreached.iter().copied().filter(|node| !choice.is_drawn(*node)).collect();
    let room = limit.saturating_sub(choice.marks);
    let fitting = if waiting.len() <= room { room } else { room.saturating_sub(1) };
    waiting.into_iter().take(fitting).for_each(|node| choice.draw(node));
}
