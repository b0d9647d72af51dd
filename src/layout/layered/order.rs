//! The order within each layer: few crossings.
//!
//! Sources: Sugiyama et al. (1981) for the barycentre sweeps; Gansner, Koutsofios, North and Vo, "A
//! technique for drawing directed graphs" (1993) for the transpositions; Matuszewski, Schönfeld and Molitor,
//! "Using sifting for k-layer straightline crossing minimization" (1999); Barth, Jünger and Mutzel,
//! "Simple and efficient bilayer cross counting" (2002) for the count.

use super::refine::Refiner;
use super::skeleton::{Skeleton, Vertex};

/// Vertices and edges looked at in all sweeps together, however many rounds are asked for.
const MOST_STEPS: usize = 4_000_000;
/// Rounds without a better order before the search ends.
const PATIENCE: u32 = 10;

/// Orders each layer from top to bottom and returns the crossings left.
pub(super) fn order(skeleton: &mut Skeleton, rounds: u32) -> u64 {
    let mut position = vec![0u32; skeleton.layer.len()];
    number(&skeleton.layers, &mut position);
    let links = skeleton.after.ends.len();
    let affordable = (MOST_STEPS / (skeleton.layer.len() + 2 * links).max(1)).max(2) as u32;
    let mut refiner = Refiner::default();
    let mut best = crossings(skeleton, &position);
    let mut best_layers = skeleton.layers.clone();
    let mut waited = 0;
    for round in 0..rounds.min(affordable) {
        if best == 0 || waited == PATIENCE {
            break;
        }
        // Equal means keep their order for two rounds and change places for two: the search goes on.
        sweep(skeleton, &mut position, round % 2 == 0, round % 4 > 1);
        refiner.refine(skeleton, &mut position);
        let found = crossings(skeleton, &position);
        waited += 1;
        if found < best {
            best = found;
            best_layers.clone_from(&skeleton.layers);
            waited = 0;
        }
    }
    // From the best order found, only ever better.
    skeleton.layers = best_layers;
    number(&skeleton.layers, &mut position);
    for _ in 0..rounds.min(affordable).min(PATIENCE) {
        let saved = refiner.refine(skeleton, &mut position);
        best = best.saturating_sub(saved);
        if saved == 0 {
            break;
        }
    }
    read_downwards(skeleton);
    best
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

pub(super) fn number(layers: &[Vec<Vertex>], position: &mut [u32]) {
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
fn crossings(skeleton: &Skeleton, position: &[u32]) -> u64 {
    let mut total = 0;
    // How many edges end at each position so far, as a Fenwick tree.
    let mut tree: Vec<u32> = Vec::new();
    for (layer, next) in skeleton.layers.iter().zip(skeleton.layers.iter().skip(1)) {
        tree.clear();
        tree.resize(next.len() + 1, 0);
        let mut placed = 0u64;
        for vertex in layer {
            let after = skeleton.after.of(*vertex);
            for end in after {
                let mut at = position[*end as usize] as usize + 1;
                let mut above = 0u32;
                while at > 0 {
                    above += tree[at];
                    at &= at - 1;
                }
                total += placed - u64::from(above);
            }
            for end in after {
                let mut at = position[*end as usize] as usize + 1;
                while at < tree.len() {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
            }
            placed += after.len() as u64;
        }
    }
    total
}
