//! What a selection lights.

use std::collections::{BTreeMap, BTreeSet};

use super::{GROUP, Highlight, Scene, edge};

/// Everything on drawn routes from the roots to a mark, and what it needs directly. An edge that closes
/// a cycle leads to no new route and stays quiet. Costs marks + edges.
pub fn highlight_mark(scene: &Scene, mark: u32) -> Highlight {
    if mark as usize >= scene.len() {
        return Highlight::default();
    }
    let mut arriving: Vec<Vec<u32>> = vec![Vec::new(); scene.len()];
    let mut marks = BTreeSet::from([mark]);
    let mut edges = BTreeSet::new();
    for (at, (from, to)) in scene.from.iter().zip(&scene.to).enumerate() {
        if scene.line.get(at) == Some(&edge::CYCLE) {
            continue;
        }
        if let Some(arriving) = arriving.get_mut(*to as usize) {
            arriving.push(at as u32);
        }
        if *from == mark && *to != mark {
            marks.insert(*to);
            edges.insert(at as u32);
        }
    }
    let mut seen = BTreeSet::from([mark]);
    let mut open = vec![mark];
    while let Some(next) = open.pop() {
        for at in arriving.get(next as usize).into_iter().flatten() {
            let Some(from) = scene.from.get(*at as usize) else { continue };
            edges.insert(*at);
            if seen.insert(*from) {
                open.push(*from);
            }
        }
    }
    marks.extend(seen);
    Highlight { marks: marks.into_iter().collect(), edges: edges.into_iter().collect() }
}

/// The marks and edges of given routes (node by node), as far as they are drawn.
pub fn highlight_routes(scene: &Scene, routes: &[Vec<u32>]) -> Highlight {
    let mark_of: BTreeMap<u32, u32> = scene
        .node
        .iter()
        .enumerate()
        .filter(|(_, node)| **node != GROUP)
        .map(|(at, node)| (*node, at as u32))
        .collect();
    let marks: BTreeSet<u32> = routes.iter().flatten().filter_map(|node| mark_of.get(node).copied()).collect();
    let steps: BTreeSet<(u32, u32)> = routes
        .iter()
        .flat_map(|route| route.windows(2))
        .filter_map(|step| match step {
            [from, to] => Some((*mark_of.get(from)?, *mark_of.get(to)?)),
            _ => None,
        })
        .collect();
    let joins = |at: &usize| match (scene.from.get(*at), scene.to.get(*at)) {
        (Some(from), Some(to)) => steps.contains(&(*from, *to)),
        _ => false,
    };
    let edges = (0..scene.from.len()).filter(joins).map(|at| at as u32).collect();
    Highlight { marks: marks.into_iter().collect(), edges }
}
