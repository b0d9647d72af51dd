//! The order within each layer: few crossings.
//!
//! Sources: Sugiyama et al. (1981) for the barycentre sweeps; Gansner, Koutsofios, North and Vo, "A
//! technique for drawing directed graphs" (1993) for the transpositions; Barth, Jünger and Mutzel,
//! "Simple and efficient bilayer cross counting" (2002) for the count.

use super::skeleton::{Skeleton, Vertex};

/// Vertices and edges looked at in all sweeps together, however many rounds are asked for.
const MOST_STEPS: usize = 1_500_000;
/// Rounds without a better order before the search ends.
const PATIENCE: u32 = 4;

/// Orders each layer from top to bottom and returns the crossings left.
pub(super) fn order(skeleton: &mut Skeleton, rounds: u32) -> u64 {
    let mut position = vec![0u32; skeleton.layer.len()];
    number(&skeleton.layers, &mut position);
    let links: usize = skeleton.after.iter().map(Vec::len).sum();
    let affordable = (MOST_STEPS / (skeleton.layer.len() + 2 * links).max(1)).max(2) as u32;
    let mut best = crossings(skeleton, &position);
    let mut best_layers = skeleton.layers.clone();
    let mut waited = 0;
    for round in 0..rounds.min(affordable) {
        if best == 0 || waited == PATIENCE {
            break;
        }
        sweep(skeleton, &mut position, round % 2 == 0);
        transpose(skeleton, &mut position);
        let found = crossings(skeleton, &position);
        waited += 1;
        if found < best {
            best = found;
            best_layers.clone_from(&skeleton.layers);
            waited = 0;
        }
    }
    skeleton.layers = best_layers;
    best
}

fn number(layers: &[Vec<Vertex>], position: &mut [u32]) {
    for layer in layers {
        layer.iter().enumerate().for_each(|(at, vertex)| position[*vertex as usize] = at as u32);
    }
}

/// Sorts each layer by the mean position of its neighbours in the layer handled before it.
fn sweep(skeleton: &mut Skeleton, position: &mut [u32], forward: bool) {
    let count = skeleton.layers.len();
    for step in 1..count {
        let at = if forward { step } else { count - 1 - step };
        let neighbours = if forward { &skeleton.before } else { &skeleton.after };
        let layer = &mut skeleton.layers[at];
        let mut keyed: Vec<(f64, Vertex)> = Vec::with_capacity(layer.len());
        for vertex in layer.iter() {
            let known = &neighbours[*vertex as usize];
            let sum: u64 = known.iter().map(|neighbour| u64::from(position[*neighbour as usize])).sum();
            let mean = if known.is_empty() { f64::NAN } else { sum as f64 / known.len() as f64 };
            keyed.push((mean, *vertex));
        }
        // Those without neighbours keep their places; the others are sorted among themselves.
        let mut sorted: Vec<(f64, Vertex)> = keyed.iter().copied().filter(|(mean, _)| !mean.is_nan()).collect();
        sorted.sort_by(|one, two| one.0.total_cmp(&two.0));
        let mut sorted = sorted.into_iter();
        for (slot, (mean, vertex)) in layer.iter_mut().zip(keyed) {
            *slot = if mean.is_nan() { vertex } else { sorted.next().map_or(vertex, |(_, vertex)| vertex) };
        }
        layer.iter().enumerate().for_each(|(at, vertex)| position[*vertex as usize] = at as u32);
    }
}

/// Swaps neighbours of a layer while that leaves fewer crossings.
fn transpose(skeleton: &mut Skeleton, position: &mut [u32]) {
    let sorted_positions = |neighbours: &[Vertex], position: &[u32]| {
        let mut positions: Vec<u32> = neighbours.iter().map(|vertex| position[*vertex as usize]).collect();
        positions.sort_unstable();
        positions
    };
    for at in 0..skeleton.layers.len() {
        let mut layer: Vec<(Vertex, Vec<u32>, Vec<u32>)> = skeleton.layers[at]
            .iter()
            .map(|vertex| {
                let before = sorted_positions(&skeleton.before[*vertex as usize], position);
                (*vertex, before, sorted_positions(&skeleton.after[*vertex as usize], position))
            })
            .collect();
        for _ in 0..3 {
            let mut swapped = false;
            for upper in 0..layer.len().saturating_sub(1) {
                let (one, two) = (&layer[upper], &layer[upper + 1]);
                let now = pair_crossings(&one.1, &two.1) + pair_crossings(&one.2, &two.2);
                let then = pair_crossings(&two.1, &one.1) + pair_crossings(&two.2, &one.2);
                if then < now {
                    layer.swap(upper, upper + 1);
                    swapped = true;
                }
            }
            if !swapped {
                break;
            }
        }
        for (at_row, (vertex, _, _)) in layer.iter().enumerate() {
            position[*vertex as usize] = at_row as u32;
            skeleton.layers[at][at_row] = *vertex;
        }
    }
}

/// Crossings between the edges of two vertices, the first above the second. Sorted positions.
fn pair_crossings(upper: &[u32], lower: &[u32]) -> u64 {
    let mut crossings = 0;
    let mut passed = 0;
    for position in upper {
        while lower.get(passed).is_some_and(|lower| lower < position) {
            passed += 1;
        }
        crossings += passed as u64;
    }
    crossings
}

/// Crossings between all neighbouring layers.
fn crossings(skeleton: &Skeleton, position: &[u32]) -> u64 {
    let mut total = 0;
    let mut ends: Vec<u32> = Vec::new();
    for (layer, next) in skeleton.layers.iter().zip(skeleton.layers.iter().skip(1)) {
        // How many edges end at each position so far, as a Fenwick tree.
        let mut tree = vec![0u32; next.len() + 1];
        let mut placed = 0u64;
        for vertex in layer {
            ends.clear();
            ends.extend(skeleton.after[*vertex as usize].iter().map(|after| position[*after as usize]));
            for end in &ends {
                let mut at = *end as usize + 1;
                let mut above = 0u64;
                while at > 0 {
                    above += u64::from(tree[at]);
                    at &= at - 1;
                }
                total += placed - above;
            }
            for end in &ends {
                let mut at = *end as usize + 1;
                while at < tree.len() {
                    tree[at] += 1;
                    at += at & at.wrapping_neg();
                }
            }
            placed += ends.len() as u64;
        }
    }
    total
}
