//! The longest chain of needs: how far a change at the bottom can travel.

use std::collections::VecDeque;

use super::condensed::Condensed;
use super::{Graph, NodeIndex};

/// The longest chain from a root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// From a root to the end, each needing the next; inside a cycle by the shortest way through it.
    pub nodes: Vec<NodeIndex>,
    /// Steps between places: a cycle counts as one place.
    pub steps: usize,
    /// True where the chain runs through a cycle.
    pub through_cycle: bool,
}

/// The longest chain from a root, on the graph without cycles; of several the one with the lowest nodes. Costs nodes + edges.
pub fn longest_chain(graph: &Graph) -> Chain {
    let condensed = Condensed::new(graph);
    let mut steps: Vec<Option<u32>> = vec![None; condensed.len()];
    let mut before = vec![u32::MAX; condensed.len()];
    for root in &graph.roots {
        steps[condensed.place_of[*root as usize] as usize] = Some(0);
    }
    for place in 0..condensed.len() as u32 {
        let Some(here) = steps[place as usize] else { continue };
        for needed in condensed.needs(place) {
            if steps[*needed as usize].is_none_or(|known| known < here + 1) {
                steps[*needed as usize] = Some(here + 1);
                before[*needed as usize] = place;
            }
        }
    }
    let Some(longest) = steps.iter().flatten().max().copied() else { return Chain::default() };
    let ends = (0..condensed.len() as u32).filter(|place| steps[*place as usize] == Some(longest));
    let Some(end) = ends.min_by_key(|place| condensed.nodes(*place).first().copied()) else { return Chain::default() };
    let mut places = vec![end];
    let mut at = end;
    while before[at as usize] != u32::MAX {
        at = before[at as usize];
        places.push(at);
    }
    places.reverse();
    walk(graph, &condensed, &places, longest as usize)
}

/// The nodes along the places, with a search in each cycle on the way.
fn walk(graph: &Graph, condensed: &Condensed, places: &[u32], steps: usize) -> Chain {
    let mut chain = Chain { steps, ..Chain::default() };
    let Some(first) = places.first() else { return chain };
    let members = condensed.nodes(*first);
    let is_root = |node: &&NodeIndex| graph.nodes[**node as usize].depth == Some(0);
    let root = members.iter().find(is_root).or(members.first());
    chain.nodes.extend(root);
    chain.through_cycle = members.len() > 1;
    for (place, next) in places.iter().zip(places.iter().skip(1)) {
        let members = condensed.nodes(*place);
        let leads_on = |node: &&NodeIndex| {
            graph.dependencies(**node).iter().any(|edge| condensed.place_of[edge.to as usize] == *next)
        };
        let Some(here) = chain.nodes.last().copied() else { return chain };
        let exit = members.iter().find(leads_on).copied().unwrap_or(here);
        if exit != here {
            chain.through_cycle = true;
            chain.nodes.extend(way_inside(graph, members, here, exit));
        }
        let entry = graph.dependencies(exit).iter().find(|edge| condensed.place_of[edge.to as usize] == *next);
        chain.nodes.extend(entry.map(|edge| edge.to));
        chain.through_cycle |= condensed.nodes(*next).len() > 1;
    }
    chain
}

/// The shortest way between two members of a cycle, without the first of them.
fn way_inside(graph: &Graph, members: &[NodeIndex], from: NodeIndex, to: NodeIndex) -> Vec<NodeIndex> {
    let position = |node: NodeIndex| members.binary_search(&node).ok();
    let mut before: Vec<Option<NodeIndex>> = vec![None; members.len()];
    let mut waiting = VecDeque::from([from]);
    while let Some(node) = waiting.pop_front() {
        for edge in graph.dependencies(node) {
            if let Some(before) = position(edge.to).and_then(|at| before.get_mut(at))
                && before.is_none()
            {
                *before = Some(node);
                waiting.push_back(edge.to);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = to;
    while at != from {
        way.push(at);
        let Some(back) = position(at).and_then(|at| before[at]) else { return Vec::new() };
        at = back;
    }
    way.reverse();
    way
}
