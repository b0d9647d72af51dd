//! What is drawn first where there is not room for everything: which marks get a label, which edges a line.

use super::{Form, Scene, flag};
use crate::graph::SubsetEdge;
use crate::layout::LayoutRequest;
use crate::licenses::Verdict;

/// Of four edges three are the shortest left, one is taken from the rest by chance that is always the same.
const SHORT_OF: usize = 4;

/// Marks, the most important first: roots, conflicts, what to review, what is unknown, then by how many drawn marks
/// need it and how much it stands for. Boxes: the largest first, so that what lies inside is painted over it.
/// Costs marks × log marks + edges.
pub fn order(scene: &Scene, request: &LayoutRequest) -> Vec<u32> {
    let mut dependents = vec![0_u32; scene.len()];
    for (_, to) in &request.edges {
        if let Some(count) = dependents.get_mut(*to as usize) {
            *count += 1;
        }
    }
    let class = |mark: u32| {
        let verdict = scene.shape.get(mark as usize).and_then(|shape| Verdict::ALL.get(*shape as usize));
        match verdict {
            _ if scene.has(mark, flag::ROOT) => 0_u32,
            _ if scene.has(mark, flag::GROUP) => 4,
            Some(Verdict::Conflict) => 1,
            Some(Verdict::Review) => 2,
            _ if scene.has(mark, flag::OWN) => 3,
            _ => 4,
        }
    };
    let much = |mark: u32| {
        let stands_for = request.weights.get(mark as usize).map_or(1, |weight| *weight as u32);
        dependents.get(mark as usize).copied().unwrap_or_default().saturating_add(stands_for)
    };
    let mut order: Vec<u32> = (0..scene.len() as u32).collect();
    if scene.form == Form::Boxes {
        let area = |mark: u32| {
            let (width, height) = (scene.width.get(mark as usize), scene.height.get(mark as usize));
            width.zip(height).map_or(0.0, |(width, height)| width * height)
        };
        order.sort_by(|one, other| area(*other).total_cmp(&area(*one)).then(one.cmp(other)));
        return order;
    }
    order.sort_by_cached_key(|mark| (class(*mark), u32::MAX - much(*mark), *mark));
    order
}

/// Is it one of those that come first and keep their symbol among dots: a root, a conflict, something to review?
pub fn is_finding(scene: &Scene, mark: u32) -> bool {
    let verdict = scene.shape.get(mark as usize).and_then(|shape| Verdict::ALL.get(*shape as usize));
    scene.has(mark, flag::ROOT)
        || (!scene.has(mark, flag::GROUP) && matches!(verdict, Some(Verdict::Conflict | Verdict::Review)))
}

/// Edges between points, the most telling first: those inside cycles, then short ones, which show what belongs
/// together, mixed with an even sample of the rest. Costs edges × log edges.
pub fn edge_order(scene: &Scene, edges: &[SubsetEdge]) -> Vec<u32> {
    let length = |at: u32| {
        let ends = edges.get(at as usize).map(|edge| (edge.from as usize, edge.to as usize)).unwrap_or_default();
        let (Some(x0), Some(y0)) = (scene.x.get(ends.0), scene.y.get(ends.0)) else { return f32::MAX };
        let (Some(x1), Some(y1)) = (scene.x.get(ends.1), scene.y.get(ends.1)) else { return f32::MAX };
        (x1 - x0).hypot(y1 - y0)
    };
    let is_cycle = |at: &u32| edges.get(*at as usize).is_some_and(|edge| edge.in_cycle);
    let all = 0..edges.len() as u32;
    let mut order: Vec<u32> = all.clone().filter(is_cycle).collect();
    let mut short: Vec<u32> = all.filter(|at| !is_cycle(at)).collect();
    let mut sample = short.clone();
    short.sort_by_cached_key(|at| ((length(*at) * 16.0) as u32, *at));
    sample.sort_by_cached_key(|at| (scattered(*at), *at));
    let mut is_taken = vec![false; edges.len()];
    let (mut short, mut sample) = (short.into_iter(), sample.into_iter());
    let mut take = |from: &mut std::vec::IntoIter<u32>| {
        from.find(|at| is_taken.get_mut(*at as usize).is_some_and(|taken| !std::mem::replace(taken, true)))
    };
    for turn in 1_usize.. {
        let next = if turn % SHORT_OF == 0 { take(&mut sample) } else { take(&mut short) };
        match next {
            Some(at) => order.push(at),
            None => break,
        }
    }
    order
}

/// The finalizer of MurmurHash3: neighbouring numbers end far apart, each at its own place.
fn scattered(number: u32) -> u32 {
    let mut mixed = number.wrapping_add(1);
    mixed ^= mixed >> 16;
    mixed = mixed.wrapping_mul(0x85eb_ca6b);
    mixed ^= mixed >> 13;
    mixed = mixed.wrapping_mul(0xc2b2_ae35);
    mixed ^ (mixed >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DependencyKind, Scope};

    #[test]
    fn every_edge_has_one_place_and_cycles_the_first() {
        let scene = Scene { x: vec![0.0, 5.0, 400.0], y: vec![0.0; 3], ..Scene::default() };
        let kind = DependencyKind::DependsOn;
        let joins = |from, to, in_cycle| SubsetEdge { from, to, scope: Scope::Runtime, kind, in_cycle };
        let edges = [joins(0, 2, false), joins(0, 1, false), joins(2, 1, true), joins(1, 9, false)];
        let order = edge_order(&scene, &edges);
        assert_eq!(order.get(..2), Some([2, 1].as_slice()));
        let mut all = order.clone();
        all.sort_unstable();
        assert_eq!(all, [0, 1, 2, 3]);
    }
}
