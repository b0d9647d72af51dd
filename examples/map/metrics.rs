//! How good a map is, in three numbers that do not depend on its scale; less is better in each.
//!
//! The same code judges our positions and those of others. It takes samples where all pairs would be too many; the
//! same seed takes the same ones.

/// What is told of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// The mean of (1 - distance in the picture / edges between)² over sampled pairs that are joined by any way, each
    /// edge walked in both directions, at the scale that makes it least: 0 where every distance is true.
    pub stress: f64,
    /// The share of sampled pairs of edges without a common end that cross.
    pub crossings: f64,
    /// The standard deviation of the edges' lengths, as a share of their mean.
    pub spread: f64,
}

/// How many marks all distances are counted from.
const SOURCES: usize = 200;
/// How many pairs of edges are looked at.
const PAIRS: usize = 400_000;

/// Judges positions, x and y of each mark in turn, with edges between marks.
pub fn quality(positions: &[f32], edges: &[(u32, u32)], seed: u32) -> Quality {
    let count = positions.len() / 2;
    let inside = |(from, to): &&(u32, u32)| from != to && (*from as usize) < count && (*to as usize) < count;
    let edges: Vec<(u32, u32)> = edges.iter().filter(inside).copied().collect();
    let mut dice = Dice(seed.wrapping_mul(2).wrapping_add(1));
    Quality {
        stress: stress(positions, &edges, &mut dice),
        crossings: crossings(positions, &edges, &mut dice),
        spread: spread(positions, &edges),
    }
}

fn stress(positions: &[f32], edges: &[(u32, u32)], dice: &mut Dice) -> f64 {
    let count = positions.len() / 2;
    if count < 2 {
        return 0.0;
    }
    let mut starts = vec![0_usize; count + 1];
    edges.iter().for_each(|(from, to)| [from, to].iter().for_each(|end| starts[**end as usize + 1] += 1));
    (0..count).for_each(|at| starts[at + 1] += starts[at]);
    let (mut next, mut neighbours) = (starts.clone(), vec![0_u32; edges.len() * 2]);
    for (from, to) in edges {
        for (end, other) in [(from, to), (to, from)] {
            neighbours[next[*end as usize]] = *other;
            next[*end as usize] += 1;
        }
    }
    let (mut pairs, mut sum, mut squares) = (0.0_f64, 0.0_f64, 0.0_f64);
    let (mut steps, mut queue) = (vec![u32::MAX; count], Vec::with_capacity(count));
    for pick in 0..SOURCES.min(count) {
        let source = if count <= SOURCES { pick } else { dice.below(count) };
        steps.fill(u32::MAX);
        queue.clear();
        queue.push(source);
        steps[source] = 0;
        let mut at = 0;
        while let Some(mark) = queue.get(at).copied() {
            at += 1;
            if mark != source {
                let ratio = distance(positions, source, mark) / f64::from(steps[mark]);
                pairs += 1.0;
                sum += ratio;
                squares += ratio * ratio;
            }
            for other in &neighbours[starts[mark]..starts[mark + 1]] {
                let other = *other as usize;
                if steps[other] == u32::MAX {
                    steps[other] = steps[mark] + 1;
                    queue.push(other);
                }
            }
        }
    }
    // Of all scales s, the mean of (1 - s · ratio)² is least at s = sum / squares.
    if pairs == 0.0 || squares == 0.0 { pairs.min(1.0) } else { 1.0 - sum * sum / (squares * pairs) }
}

fn crossings(positions: &[f32], edges: &[(u32, u32)], dice: &mut Dice) -> f64 {
    let point = |mark: u32| (f64::from(positions[mark as usize * 2]), f64::from(positions[mark as usize * 2 + 1]));
    let side = |one: (f64, f64), two: (f64, f64), of: (f64, f64)| {
        (two.0 - one.0) * (of.1 - one.1) - (two.1 - one.1) * (of.0 - one.0)
    };
    let apart = |one: f64, two: f64| (one > 0.0) != (two > 0.0) && one != 0.0 && two != 0.0;
    let (mut looked, mut crossed) = (0_u32, 0_u32);
    if edges.len() > 1 {
        for _ in 0..PAIRS {
            let ((a, b), (c, d)) = (edges[dice.below(edges.len())], edges[dice.below(edges.len())]);
            if a == c || a == d || b == c || b == d {
                continue;
            }
            looked += 1;
            let (a, b, c, d) = (point(a), point(b), point(c), point(d));
            crossed += u32::from(apart(side(a, b, c), side(a, b, d)) && apart(side(c, d, a), side(c, d, b)));
        }
    }
    f64::from(crossed) / f64::from(looked.max(1))
}

fn spread(positions: &[f32], edges: &[(u32, u32)]) -> f64 {
    let length = |(from, to): &(u32, u32)| distance(positions, *from as usize, *to as usize);
    let mean = edges.iter().map(length).sum::<f64>() / edges.len().max(1) as f64;
    let variance = edges.iter().map(|edge| (length(edge) - mean).powi(2)).sum::<f64>() / edges.len().max(1) as f64;
    if mean == 0.0 { 0.0 } else { variance.sqrt() / mean }
}

fn distance(positions: &[f32], one: usize, two: usize) -> f64 {
    let away = |axis: usize| f64::from(positions[one * 2 + axis]) - f64::from(positions[two * 2 + axis]);
    (away(0) * away(0) + away(1) * away(1)).sqrt()
}

/// Numbers from a seed (xorshift of 32 bits; George Marsaglia, "Xorshift RNGs", 2003).
struct Dice(u32);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        ((u64::from(self.0) * limit as u64) >> 32) as usize
    }
}
