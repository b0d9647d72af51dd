//! Moves within a layer that leave fewer crossings: to the best place near by, or past one neighbour at a time.

use super::skeleton::{Skeleton, Vertex};

/// How far up and down a vertex looks for a better place, in a layer of that many vertices. The work of a layer is its
/// length times this.
fn reach(length: usize) -> usize {
    if length <= 120 { length } else { (4_000 / length).min(60) }
}
/// Passes of swaps over a layer that is not sifted.
const MOST_SWAPS: usize = 8;

/// Room that is used again for each layer.
#[derive(Default)]
pub(super) struct Refiner {
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
}

impl Sorted {
    /// Walks through the other layer from above, so that nothing needs sorting.
    fn fill<'a>(
        &mut self,
        layer: &[Vertex],
        degree: impl Fn(Vertex) -> usize,
        other: &[Vertex],
        back: impl Fn(Vertex) -> &'a [Vertex],
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
        for (at, vertex) in (0u32..).zip(other) {
            for end in back(*vertex) {
                let next = &mut self.next[position[*end as usize] as usize];
                self.positions[*next as usize] = at;
                *next += 1;
            }
        }
    }

    fn of(&self, place: u32) -> &[u32] {
        &self.positions[self.start[place as usize] as usize..self.start[place as usize + 1] as usize]
    }
}

impl Refiner {
    /// Handles every layer once; returns the crossings saved.
    pub fn refine(&mut self, skeleton: &mut Skeleton, position: &mut [u32]) -> u64 {
        let mut saved = 0;
        for at in 0..skeleton.layers.len() {
            let (before, after) = (&skeleton.before, &skeleton.after);
            let nothing: &[Vertex] = &[];
            let layer = &skeleton.layers[at];
            let upper = at.checked_sub(1).map_or(nothing, |upper| &skeleton.layers[upper]);
            let lower = skeleton.layers.get(at + 1).map_or(nothing, |lower| lower);
            self.before.fill(layer, |vertex| before.of(vertex).len(), upper, |vertex| after.of(vertex), position);
            self.after.fill(layer, |vertex| after.of(vertex).len(), lower, |vertex| before.of(vertex), position);
            self.order.clear();
            self.order.extend(0..layer.len() as u32);
            let reach = reach(layer.len());
            saved += if reach > 4 { self.sift(reach) } else { self.transpose() };
            self.vertices.clone_from(layer);
            for (row, place) in self.order.iter().enumerate() {
                let vertex = self.vertices[*place as usize];
                position[vertex as usize] = row as u32;
                skeleton.layers[at][row] = vertex;
            }
        }
        saved
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
                let gain = self.gain(self.order[lower - 1], self.order[lower]);
                if gain > 0 {
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
                gained += self.gain(self.order[above], place);
                best = if gained > best.0 { (gained, above) } else { best };
            }
            gained = 0;
            for below in at + 1..length.min(at + 1 + reach) {
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

/// Crossings of the edges of two vertices, the first above the second, beyond those the other way round. Sorted.
fn surplus(upper: &[u32], lower: &[u32]) -> i64 {
    let (Some(first), Some(last)) = (lower.first(), lower.last()) else { return 0 };
    if let ([upper], [lower]) = (upper, lower) {
        return i64::from(upper > lower) - i64::from(upper < lower);
    }
    if upper.last().is_some_and(|end| end < first) {
        return -((upper.len() * lower.len()) as i64);
    }
    if upper.first().is_some_and(|end| end > last) {
        return (upper.len() * lower.len()) as i64;
    }
    let (mut less, mut not_more, mut surplus) = (0, 0, 0);
    for position in upper {
        while lower.get(less).is_some_and(|lower| lower < position) {
            less += 1;
        }
        not_more = not_more.max(less);
        while lower.get(not_more).is_some_and(|lower| lower <= position) {
            not_more += 1;
        }
        surplus += (less + not_more) as i64 - lower.len() as i64;
    }
    surplus
}
