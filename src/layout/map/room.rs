//! Giving marks room: a scale at which most neighbours keep their distance, then a push where marks stand too close.

use super::links::Links;
use super::settle::mean_length;
use super::{Places, SPACING};

/// Half of the marks have no other within this many pixels after scaling.
const TYPICAL: f32 = 14.0;
/// How many marks are asked for their nearest neighbour.
const ASKED: usize = 200;
/// How often close marks are pushed apart.
const PASSES: usize = 16;
/// Marks of one square that are compared with each other, at most: a crowd costs no more than that.
const CROWD: usize = 24;

/// Scales an island to pixels and pushes apart what is too close; its least x and y become 0.
pub fn make(links: &Links, places: &mut Places) {
    let count = places.len();
    let across = TYPICAL * (count as f32).sqrt();
    let length = mean_length(links, places).max(f32::MIN_POSITIVE);
    // A crowd (a star's leaves) is spread by pushing, not by making its links longer than the map is wide.
    let scale = (TYPICAL / usual_gap(places)).min(across.max(4.0 * TYPICAL) / length).max(TYPICAL / length);
    [&mut places.x, &mut places.y].into_iter().flatten().for_each(|number| *number *= scale);
    for _ in 0..PASSES {
        if !push_apart(places, &[]) {
            break;
        }
    }
    places.to_corner();
}

/// The middle of the distances to the nearest other mark, of a sample.
fn usual_gap(places: &Places) -> f32 {
    let count = places.len();
    let stride = count.div_ceil(ASKED).max(1);
    let gap = |mark: usize| {
        let (x, y) = (places.x[mark], places.y[mark]);
        let squares = places.x.iter().zip(&places.y).map(|(other_x, other_y)| {
            let (away_x, away_y) = (x - other_x, y - other_y);
            away_x * away_x + away_y * away_y
        });
        squares.enumerate().filter(|(other, _)| *other != mark).fold(f32::MAX, |least, (_, square)| least.min(square))
    };
    let mut gaps: Vec<f32> = (0..count).step_by(stride).map(gap).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).map_or(1.0, |square| square.sqrt()).max(1e-6)
}

/// Moves pairs that are closer than the spacing half the way apart; marks that are `fixed` stay. Did any move?
pub fn push_apart(places: &mut Places, fixed: &[bool]) -> bool {
    let squares = Squares::new(places);
    let is_fixed = |mark: usize| fixed.get(mark).copied().unwrap_or_default();
    let mut moved = false;
    for (square, marks) in squares.all() {
        for (at, one) in marks.iter().enumerate().take(CROWD) {
            let own = marks.iter().skip(at + 1).take(CROWD);
            for two in own.chain(squares.after(square).flat_map(|marks| marks.iter().take(CROWD))) {
                let (one, two) = (*one as usize, *two as usize);
                let (mut away_x, mut away_y) = (places.x[two] - places.x[one], places.y[two] - places.y[one]);
                let mut distance = (away_x * away_x + away_y * away_y).sqrt();
                if distance >= SPACING || (is_fixed(one) && is_fixed(two)) {
                    continue;
                }
                if distance < 0.01 {
                    // On one place: apart in a direction of their own.
                    let turn = (one as u32).wrapping_mul(0x9e37_79b9) ^ (two as u32).wrapping_mul(0x85eb_ca6b);
                    away_x = (turn & 0xff) as f32 - 127.5;
                    away_y = (turn >> 8 & 0xff) as f32 - 127.5;
                    distance = (away_x * away_x + away_y * away_y).sqrt();
                    (away_x, away_y, distance) = (away_x / distance * 0.01, away_y / distance * 0.01, 0.01);
                }
                let share = if is_fixed(one) || is_fixed(two) { 1.0 } else { 0.5 };
                let by = share * (SPACING * 1.02 - distance) / distance;
                if !is_fixed(one) {
                    (places.x[one], places.y[one]) = (places.x[one] - by * away_x, places.y[one] - by * away_y);
                }
                if !is_fixed(two) {
                    (places.x[two], places.y[two]) = (places.x[two] + by * away_x, places.y[two] + by * away_y);
                }
                moved = true;
            }
        }
    }
    moved
}

/// Marks by the square they stand in; squares are at least as wide as the spacing.
struct Squares {
    columns: usize,
    starts: Vec<u32>,
    marks: Vec<u32>,
}

impl Squares {
    fn new(places: &Places) -> Self {
        let count = places.len();
        let (left, right) = super::field::ends(&places.x);
        let (top, bottom) = super::field::ends(&places.y);
        let (mut side, most) = (SPACING, 32 * count + 64);
        let across = |length: f32, side: f32| (length / side) as usize + 1;
        while across(right - left, side).saturating_mul(across(bottom - top, side)) > most {
            side *= 1.5;
        }
        let (columns, rows) = (across(right - left, side), across(bottom - top, side));
        let square = |mark: usize| {
            let column = (((places.x[mark] - left) / side) as usize).min(columns - 1);
            let row = (((places.y[mark] - top) / side) as usize).min(rows - 1);
            row * columns + column
        };
        let mut starts = vec![0_u32; columns * rows + 1];
        let square_of: Vec<u32> = (0..count).map(|mark| square(mark) as u32).collect();
        square_of.iter().for_each(|square| starts[*square as usize + 1] += 1);
        (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
        let (mut next, mut marks) = (starts.clone(), vec![0_u32; count]);
        for (mark, square) in square_of.iter().enumerate() {
            let at = &mut next[*square as usize];
            marks[*at as usize] = mark as u32;
            *at += 1;
        }
        Self { columns, starts, marks }
    }

    fn of(&self, square: usize) -> &[u32] {
        match (self.starts.get(square), self.starts.get(square + 1)) {
            (Some(first), Some(end)) => &self.marks[*first as usize..*end as usize],
            _ => &[],
        }
    }

    fn all(&self) -> impl Iterator<Item = (usize, &[u32])> {
        (0..self.starts.len() - 1).map(|square| (square, self.of(square))).filter(|(_, marks)| !marks.is_empty())
    }

    /// The squares to the right and below, so that each pair of squares is met once.
    fn after(&self, square: usize) -> impl Iterator<Item = &[u32]> {
        let column = square % self.columns;
        let right = (column + 1 < self.columns).then_some(square + 1);
        let below = square + self.columns;
        let left = (column > 0).then(|| below - 1);
        let far = (column + 1 < self.columns).then_some(below + 1);
        [right, left, Some(below), far].into_iter().flatten().map(|square| self.of(square))
    }
}

/// Moves marks that stand on exactly one place half a pixel apart.
pub fn distinct(places: &mut Places) {
    let mut order: Vec<u32> = (0..places.len() as u32).collect();
    let at = |mark: u32| (places.x[mark as usize], places.y[mark as usize]);
    order.sort_by(|one, two| {
        let (one, two) = (at(*one), at(*two));
        one.1.total_cmp(&two.1).then(one.0.total_cmp(&two.0))
    });
    for pair in 1..order.len() {
        let (before, mark) = (order[pair - 1] as usize, order[pair] as usize);
        if places.y[before] == places.y[mark] && places.x[before] >= places.x[mark] {
            places.x[mark] = places.x[before] + 0.5;
        }
    }
}
