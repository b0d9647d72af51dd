//! The order within each layer: few crossings.
//!
//! Sources: Sugiyama et al. (1981) for the barycentre sweeps; Gansner, Koutsofios, North and Vo, "A
//! technique for drawing directed graphs" (1993) for the transpositions; Matuszewski, Schönfeld and Molitor,
//! "Using sifting for k-layer straightline crossing minimization" (1999); Barth, Jünger and Mutzel,
//! "Simple and efficient bilayer cross counting" (2002) for the count.

use super::super::LayoutRequest;
use super::keep::{kept, order_as_before};
use super::refine::{Effort, Refiner};
use super::skeleton::{Skeleton, Vertex};

/// Vertices and edges looked at in all sweeps together, however many rounds are asked for.
const MOST_STEPS: usize = 4_000_000;
/// Rounds without a better order before the search ends.
const PATIENCE: u32 = 10;
/// Passes over the best order found, of a drawing that is not large.
const PASSES: u32 = 4;
/// Vertices and links of a large drawing: no line of it is followed by eye alone, so lines count as the edges they stand
/// for, and places are refined only in the best order found.
const LARGE: usize = 6_000;

/// Orders each layer from top to bottom and returns the crossings left.
pub(super) fn order(request: &LayoutRequest, skeleton: &mut Skeleton) -> u64 {
    let mut position = vec![0u32; skeleton.layer.len()];
    let links = skeleton.after.ends.len();
    let is_large = skeleton.layer.len() + links > LARGE;
    let affordable = (MOST_STEPS / (skeleton.layer.len() + 2 * links).max(1)).max(2) as u32;
    let rounds = request.rounds.min(affordable);
    let kept = kept(request, skeleton);
    let is_new = kept.is_empty();
    let mut refiner = Refiner::new(is_large, kept.clone());
    if is_new {
        search(skeleton, &mut refiner, &mut position, rounds, is_large);
    } else {
        order_as_before(request, skeleton, &kept);
        number(&skeleton.layers, &mut position);
    }
    // From the best order found, only ever better.
    for _ in 0..if is_large { 1 } else { PASSES } {
        let effort = if is_large { Effort::Bounded } else { Effort::Thorough };
        if refiner.refine(skeleton, &mut position, effort) == 0 {
            break;
        }
    }
    if is_new {
        read_downwards(skeleton);
        number(&skeleton.layers, &mut position);
    }
    crossings(skeleton, &position, false)
}

/// Sweeps to and fro, and keeps the best order met.
fn search(skeleton: &mut Skeleton, refiner: &mut Refiner, position: &mut [u32], rounds: u32, is_large: bool) {
    number(&skeleton.layers, position);
    let mut best = crossings(skeleton, position, is_large);
    let mut best_layers = skeleton.layers.clone();
    let mut waited = 0;
    for round in 0..rounds {
        if best == 0 || waited == PATIENCE {
            break;
        }
        // Equal means keep their order for two rounds and change places for two: the search goes on.
        sweep(skeleton, position, round % 2 == 0, round % 4 > 1);
        if !is_large {
            refiner.refine(skeleton, position, Effort::Quick);
        }
        let found = crossings(skeleton, position, is_large);
        waited += 1;
        if found < best {
            best = found;
            best_layers.clone_from(&skeleton.layers);
            waited = 0;
        }
    }
    skeleton.layers = best_layers;
    number(&skeleton.layers, position);
}

/// Of orders with the same crossings the one nearer to the request's: upside down if that puts the
/// first roots above, and marks with the same neighbours by number.
fn read_downwards(skeleton: &mut Skeleton) {
    let falls = skeleton.layers.iter().find_map(|layer| match (layer.first(), layer.last()) {
        (Some(first), Some(last)) if first != last => Some(first > last),
        _ => None,
    });
    if falls == Some(true) {
        skeleton.layers.iter_mut().for_each(|layer| layer.reverse());
    }
    let neighbours = |vertex: Vertex| (skeleton.before.of(vertex), skeleton.after.of(vertex));
    for layer in &mut skeleton.layers {
        let mut alike: Vec<(usize, Vertex)> = layer.iter().copied().enumerate().collect();
        alike.sort_by(|one, two| neighbours(one.1).cmp(&neighbours(two.1)).then(one.0.cmp(&two.0)));
        for same in alike.chunk_by(|one, two| neighbours(one.1) == neighbours(two.1)) {
            let mut vertices: Vec<Vertex> = same.iter().map(|(_, vertex)| *vertex).collect();
            vertices.sort_unstable();
            same.iter().zip(vertices).for_each(|((at, _), vertex)| layer[*at] = vertex);
        }
    }
}

fn number(layers: &[Vec<Vertex>], position: &mut [u32]) {
    for layer in layers {
        layer.iter().enumerate().for_each(|(at, vertex)| position[*vertex as usize] = at as u32);
    }
}

/// Sorts each layer by the mean position of its neighbours in the layer handled before it.
fn sweep(skeleton: &mut Skeleton, position: &mut [u32], forward: bool, turn_ties: bool) {
    let count = skeleton.layers.len();
    let neighbours = if forward { &skeleton.before } else { &skeleton.after };
    // (mean, place among equals), packed so that whole numbers sort alike.
    let mut keyed: Vec<(u64, Vertex)> = Vec::new();
    let mut slots: Vec<u32> = Vec::new();
    for step in 1..count {
        let layer = &mut skeleton.layers[if forward { step } else { count - 1 - step }];
        keyed.clear();
        slots.clear();
        // Those without neighbours keep their places; the others are sorted among themselves.
        for (at, vertex) in (0u32..).zip(layer.iter()) {
            let known = neighbours.of(*vertex);
            if known.is_empty() {
                continue;
            }
            let sum: u64 = known.iter().map(|neighbour| u64::from(position[*neighbour as usize])).sum();
            let mean = sum as f32 / known.len() as f32;
            let tie = if turn_ties { u32::MAX - at } else { at };
            keyed.push((u64::from(mean.to_bits()) << 32 | u64::from(tie), *vertex));
            slots.push(at);
        }
        keyed.sort_unstable();
        for (slot, (_, vertex)) in slots.iter().zip(&keyed) {
            layer[*slot as usize] = *vertex;
        }
        layer.iter().enumerate().for_each(|(at, vertex)| position[*vertex as usize] = at as u32);
    }
}

/// Crossings between all neighbouring layers.
fn crossings(skeleton: &Skeleton, position: &[u32], is_weighed: bool) -> u64 {
    let mut total = 0;
    // The weight that ends at each position so far, as a Fenwick tree.
    let mut tree: Vec<u64> = Vec::new();
    for (layer, next) in skeleton.layers.iter().zip(skeleton.layers.iter().skip(1)) {
        tree.clear();
        tree.resize(next.len() + 1, 0);
        let mut placed = 0u64;
        for vertex in layer {
            let after = skeleton.after.of(*vertex);
            let weight = |end: Vertex| if is_weighed { u64::from(skeleton.through[end as usize]) } else { 1 };
            for end in after {
                let mut at = position[*end as usize] as usize + 1;
                let mut above = 0;
                while at > 0 {
                    above += tree[at];
                    at &= at - 1;
                }
                total += (placed - above) * weight(*end);
            }
            for end in after {
                let mut at = position[*end as usize] as usize + 1;
                while at < tree.len() {
                    tree[at] += weight(*end);
                    at += at & at.wrapping_neg();
                }
                placed += weight(*end);
            }
        }
    }
    total
}
