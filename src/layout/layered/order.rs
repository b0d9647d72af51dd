//! The order within each layer: few crossings.
//!
//! Sources: Sugiyama et al. (1981) for the barycentre sweeps; Gansner, Koutsofios, North and Vo, "A
//! technique for drawing directed graphs" (1993) for the transpositions; Matuszewski, Schönfeld and Molitor,
//! "Using sifting for k-layer straightline crossing minimization" (1999); Barth, Jünger and Mutzel,
//! "Simple and efficient bilayer cross counting" (2002) for the count.

use super::skeleton::{Skeleton, Vertex};

/// Vertices and edges looked at in all sweeps together, however many rounds are asked for.
const MOST_STEPS: usize = 4_000_000;
/// Rounds without a better order before the search ends.
const PATIENCE: u32 = 10;
/// Layers up to this length are sifted, which costs the square of their length.
const MOST_SIFTED: usize = 120;
/// Passes of swaps over a longer layer.
const MOST_SWAPS: usize = 8;

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
        // Equal means keep their order for two rounds and change places for two: the search goes on.
        sweep(skeleton, &mut position, round % 2 == 0, round % 4 > 1);
        refine(skeleton, &mut position);
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
        let before = skeleton.layers.clone();
        refine(skeleton, &mut position);
        let found = crossings(skeleton, &position);
        if found >= best {
            skeleton.layers = before;
            break;
        }
        best = found;
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
    for layer in &mut skeleton.layers {
        let neighbours = |vertex: Vertex| (&skeleton.before[vertex as usize], &skeleton.after[vertex as usize]);
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
        if turn_ties {
            sorted.reverse();
        }
        sorted.sort_by(|one, two| one.0.total_cmp(&two.0));
        let mut sorted = sorted.into_iter();
        for (slot, (mean, vertex)) in layer.iter_mut().zip(keyed) {
            *slot = if mean.is_nan() { vertex } else { sorted.next().map_or(vertex, |(_, vertex)| vertex) };
        }
        layer.iter().enumerate().for_each(|(at, vertex)| position[*vertex as usize] = at as u32);
    }
}

/// A vertex of the layer at hand, with the sorted positions of its neighbours on both sides.
struct Placed {
    vertex: Vertex,
    before: Vec<u32>,
    after: Vec<u32>,
}

/// Moves vertices within their layers while that leaves fewer crossings: anywhere in layers of up to
/// `MOST_SIFTED`, past one neighbour at a time in larger ones.
fn refine(skeleton: &mut Skeleton, position: &mut [u32]) {
    for at in 0..skeleton.layers.len() {
        let sorted = |neighbours: &[Vertex]| {
            let mut positions: Vec<u32> = neighbours.iter().map(|vertex| position[*vertex as usize]).collect();
            positions.sort_unstable();
            positions
        };
        let placed = |vertex: &Vertex| Placed {
            vertex: *vertex,
            before: sorted(&skeleton.before[*vertex as usize]),
            after: sorted(&skeleton.after[*vertex as usize]),
        };
        let mut layer: Vec<Placed> = skeleton.layers[at].iter().map(placed).collect();
        if layer.len() <= MOST_SIFTED {
            sift(&mut layer);
        } else {
            transpose(&mut layer);
        }
        for (row, placed) in layer.iter().enumerate() {
            position[placed.vertex as usize] = row as u32;
            skeleton.layers[at][row] = placed.vertex;
        }
    }
}

/// Crossings saved by putting the lower of two neighbours above the upper.
fn gain(upper: &Placed, lower: &Placed) -> i64 {
    let now = pair_crossings(&upper.before, &lower.before) + pair_crossings(&upper.after, &lower.after);
    let then = pair_crossings(&lower.before, &upper.before) + pair_crossings(&lower.after, &upper.after);
    now as i64 - then as i64
}

fn transpose(layer: &mut [Placed]) {
    for _ in 0..MOST_SWAPS {
        let mut swapped = false;
        for upper in 1..layer.len() {
            if gain(&layer[upper - 1], &layer[upper]) > 0 {
                layer.swap(upper - 1, upper);
                swapped = true;
            }
        }
        if !swapped {
            return;
        }
    }
}

/// Moves each vertex in turn to its best place.
fn sift(layer: &mut [Placed]) {
    let vertices: Vec<Vertex> = layer.iter().map(|placed| placed.vertex).collect();
    for vertex in vertices {
        let Some(at) = layer.iter().position(|placed| placed.vertex == vertex) else { continue };
        let mut best = (0, at);
        let mut saved = 0;
        for above in (0..at).rev() {
            saved += gain(&layer[above], &layer[at]);
            best = if saved > best.0 { (saved, above) } else { best };
        }
        saved = 0;
        for below in at + 1..layer.len() {
            saved += gain(&layer[at], &layer[below]);
            best = if saved > best.0 { (saved, below) } else { best };
        }
        if best.1 < at {
            layer[best.1..=at].rotate_right(1);
        } else {
            layer[at..=best.1].rotate_left(1);
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
