//! Moves within a layer that leave fewer crossings: to the best place near by, or past one neighbour at a time.

use super::skeleton::{Skeleton, Vertex};

/// How much work a pass may be.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Effort {
    /// Swaps of neighbours; small layers are sifted.
    Quick,
    /// Every layer is sifted within some reach.
    Bounded,
    /// The same, with twice the reach.
    Thorough,
}

/// Layers of up to this many vertices are always sifted from end to end.
const SMALL: usize = 40;
/// Comparisons for each vertex times the vertices of its layer, so that a layer costs no more than this many.
const MOST_COMPARED: usize = 6_000;
/// How far up and down a vertex looks for a better place at most, in layers that are not small.
const FARTHEST: usize = 120;
/// Nearer than this, swaps do as well.
const NEAREST: usize = 5;

fn reach(length: usize, effort: Effort) -> usize {
    match effort {
        _ if length <= SMALL => length.max(NEAREST),
        Effort::Quick => 0,
        Effort::Bounded => (MOST_COMPARED / length).min(FARTHEST),
        Effort::Thorough => (2 * MOST_COMPARED / length).min(FARTHEST),
    }
}
/// Passes of swaps over a layer that is not sifted.
const MOST_SWAPS: usize = 8;

/// Room that is used again for each layer.
#[derive(Default)]
pub(super) struct Refiner {
    /// Lines count as the edges they stand for.
    is_weighed: bool,
    /// By vertex: it keeps its order among others that do. Empty where none does.
    kept: Vec<bool>,
    /// By place at the beginning.
    is_fixed: Vec<bool>,
    before: Sorted,
    after: Sorted,
    /// By place in the layer at hand: the place at the beginning of who stands there now.
    order: Vec<u32>,
    is_settled: Vec<bool>,
    vertices: Vec<Vertex>,
}

/// By place at the beginning: the sorted positions of its neighbours on one side.
#[derive(Default)]
struct Sorted {
    start: Vec<u32>,
    next: Vec<u32>,
    positions: Vec<u32>,
    /// The weight of the line to each.
    weights: Vec<u32>,
}

impl Sorted {
    /// Walks through the other layer from above, so that nothing needs sorting.
    fn fill<'a>(
        &mut self,
        layer: &[Vertex],
        degree: impl Fn(Vertex) -> usize,
        other: &[Vertex],
        back: impl Fn(Vertex) -> &'a [Vertex],
        weight: impl Fn(Vertex, Vertex) -> u32,
        position: &[u32],
    ) {
        self.start.clear();
        self.start.push(0);
        let mut total = 0;
        for vertex in layer {
            total += degree(*vertex) as u32;
            self.start.push(total);
        }
        self.next.clone_from(&self.start);
        self.positions.clear();
        self.positions.resize(total as usize, 0);
        self.weights.clear();
        self.weights.resize(total as usize, 0);
        for (at, vertex) in (0u32..).zip(other) {
            for end in back(*vertex) {
                let next = &mut self.next[position[*end as usize] as usize];
                self.positions[*next as usize] = at;
                self.weights[*next as usize] = weight(*vertex, *end);
                *next += 1;
            }
        }
    }

    fn of(&self, place: u32) -> (&[u32], &[u32]) {
        let range = self.start[place as usize] as usize..self.start[place as usize + 1] as usize;
        (&self.positions[range.clone()], &self.weights[range])
    }
}

impl Refiner {
    pub fn new(is_weighed: bool, kept: Vec<bool>) -> Self {
        Self { is_weighed, kept, ..Self::default() }
    }

    /// Handles every layer once; returns the crossings saved.
    pub fn refine(&mut self, skeleton: &mut Skeleton, position: &mut [u32], effort: Effort) -> u64 {
        let mut saved = 0;
        for at in 0..skeleton.layers.len() {
            let (before, after) = (&skeleton.before, &skeleton.after);
            let through = &skeleton.through;
            let is_weighed = self.is_weighed;
            let weigh = |vertex: Vertex| if is_weighed { through[vertex as usize] } else { 1 };
            let nothing: &[Vertex] = &[];
            let layer = &skeleton.layers[at];
            let upper = at.checked_sub(1).map_or(nothing, |upper| &skeleton.layers[upper]);
            let lower = skeleton.layers.get(at + 1).map_or(nothing, |lower| lower);
            self.before.fill(
                layer,
                |vertex| before.of(vertex).len(),
                upper,
                |vertex| after.of(vertex),
                |_, end| weigh(end),
                position,
            );
            self.after.fill(
                layer,
                |vertex| after.of(vertex).len(),
                lower,
                |vertex| before.of(vertex),
                |other, _| weigh(other),
                position,
            );
            let kept = |vertex: &Vertex| self.kept.get(*vertex as usize).copied().unwrap_or_default();
            self.is_fixed.clear();
            self.is_fixed.extend(layer.iter().map(kept));
            self.order.clear();
            self.order.extend(0..layer.len() as u32);
            let reach = reach(layer.len(), effort);
            saved += if reach >= NEAREST { self.sift(reach) } else { self.transpose() };
            self.vertices.clone_from(layer);
            for (row, place) in self.order.iter().enumerate() {
                let vertex = self.vertices[*place as usize];
                position[vertex as usize] = row as u32;
                skeleton.layers[at][row] = vertex;
            }
        }
        saved
    }

    /// Both stood there before: they stay as they were.
    fn stay(&self, one: u32, two: u32) -> bool {
        self.is_fixed[one as usize] && self.is_fixed[two as usize]
    }

    /// Crossings saved by putting the lower of two neighbours above the upper.
    fn gain(&self, upper: u32, lower: u32) -> i64 {
        surplus(self.before.of(upper), self.before.of(lower)) + surplus(self.after.of(upper), self.after.of(lower))
    }

    /// Swaps neighbours while that helps; a pair is looked at again only when one of the two has changed.
    fn transpose(&mut self) -> u64 {
        let mut saved = 0;
        self.is_settled.clear();
        self.is_settled.resize(self.order.len() + 1, false);
        for _ in 0..MOST_SWAPS {
            let mut is_changed = false;
            for lower in 1..self.order.len() {
                if std::mem::replace(&mut self.is_settled[lower], true) {
                    continue;
                }
                let (one, two) = (self.order[lower - 1], self.order[lower]);
                let gain = self.gain(one, two);
                if gain > 0 && !self.stay(one, two) {
                    self.order.swap(lower - 1, lower);
                    (self.is_settled[lower - 1], self.is_settled[lower + 1]) = (false, false);
                    saved += gain as u64;
                    is_changed = true;
                }
            }
            if !is_changed {
                break;
            }
        }
        saved
    }

    /// Moves each vertex in turn to its best place within reach.
    fn sift(&mut self, reach: usize) -> u64 {
        let mut saved = 0;
        let length = self.order.len();
        // By place at the beginning: the place now.
        let mut now: Vec<u32> = (0..length as u32).collect();
        for place in 0..length as u32 {
            let at = now[place as usize] as usize;
            let mut best = (0, at);
            let mut gained = 0;
            for above in (at.saturating_sub(reach)..at).rev() {
                if self.stay(self.order[above], place) {
                    break;
                }
                gained += self.gain(self.order[above], place);
                best = if gained > best.0 { (gained, above) } else { best };
            }
            gained = 0;
            for below in at + 1..length.min(at + 1 + reach) {
                if self.stay(place, self.order[below]) {
                    break;
                }
                gained += self.gain(place, self.order[below]);
                best = if gained > best.0 { (gained, below) } else { best };
            }
            if best.1 < at {
                self.order[best.1..=at].rotate_right(1);
            } else {
                self.order[at..=best.1].rotate_left(1);
            }
            for row in at.min(best.1)..=at.max(best.1) {
                now[self.order[row] as usize] = row as u32;
            }
            saved += best.0 as u64;
        }
        saved
    }
}

/// Crossings of the lines of two vertices, the first above the second, beyond those the other way round. Sorted.
fn surplus((upper, upper_weights): (&[u32], &[u32]), (lower, lower_weights): (&[u32], &[u32])) -> i64 {
    let (Some(first), Some(last)) = (lower.first(), lower.last()) else { return 0 };
    if let ([upper], [lower], [one], [two]) = (upper, lower, upper_weights, lower_weights) {
        return i64::from(*one) * i64::from(*two) * (i64::from(upper > lower) - i64::from(upper < lower));
    }
    let sum = |weights: &[u32]| weights.iter().map(|weight| i64::from(*weight)).sum::<i64>();
    if upper.last().is_some_and(|end| end < first) {
        return -(sum(upper_weights) * sum(lower_weights));
    }
    if upper.first().is_some_and(|end| end > last) {
        return sum(upper_weights) * sum(lower_weights);
    }
    let all = sum(lower_weights);
    // How many of the lower positions were passed, and the weight of those above and of those not below.
    let (mut passed, mut met, mut above, mut not_below, mut surplus) = (0, 0, 0, 0, 0);
    for (position, weight) in upper.iter().zip(upper_weights) {
        while lower.get(passed).is_some_and(|lower| lower < position) {
            above += i64::from(lower_weights[passed]);
            passed += 1;
        }
        while lower.get(met).is_some_and(|lower| lower <= position) {
            not_below += i64::from(lower_weights[met]);
            met += 1;
        }
        surplus += i64::from(*weight) * (above + not_below - all);
    }
    surplus
}
