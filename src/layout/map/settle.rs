//! Moving marks to where links and the push of all others hold them.
//!
//! Source: Gansner, Hu and North, "A maxent-stress model for graph layout" (2013): each link wants the length 1, and
//! what is not linked wants to be far away. Marks move one after the other, each seeing those before it moved:
//! so nothing swings to and fro, not even the leaves of a star.

use super::Places;
use super::field::Field;
use super::links::Links;

/// How strong the push is beside the links.
const PUSH: f32 = 4.0;
/// How far beyond its best place a mark goes: it shortens the way of all.
const BEYOND: f32 = 1.3;
/// No mark moves further at once: one that came too near to a heavy one is not flung away.
const FARTHEST: f32 = 1.0;
/// Added to squared distances: marks on one place do not fly apart.
const SOFT: f32 = 1e-4;

/// Reused from level to level.
#[derive(Default)]
pub struct Settling {
    field: Field,
    push_x: Vec<f32>,
    push_y: Vec<f32>,
}

impl Settling {
    /// Settles all marks `rounds` times; `mass` is how strongly each pushes and is pushed.
    pub fn settle(&mut self, links: &Links, mass: &[f32], rounds: u32, places: &mut Places) {
        let count = links.count();
        let (weight, total): (f32, f32) = (links.weights.iter().sum(), mass.iter().sum());
        let push = PUSH * weight / (total * total);
        for _ in 0..rounds {
            for axis in [&mut self.push_x, &mut self.push_y] {
                axis.clear();
                axis.resize(count, 0.0);
            }
            self.field.push((&places.x, &places.y, mass), SOFT, (&mut self.push_x, &mut self.push_y));
            for mark in 0..count {
                self.move_one(links, mark, push * mass[mark], places);
            }
        }
    }

    fn move_one(&self, links: &Links, mark: usize, push: f32, places: &mut Places) {
        let (x, y) = (places.x[mark], places.y[mark]);
        let (mut sum_x, mut sum_y, mut weights) = (push * self.push_x[mark], push * self.push_y[mark], 0.0);
        for (end, weight) in links.of(mark) {
            let (away_x, away_y) = (x - places.x[end], y - places.y[end]);
            // By how much the link is too long, as a share of its length.
            let excess = 1.0 - 1.0 / (away_x * away_x + away_y * away_y + SOFT).sqrt();
            sum_x -= weight * excess * away_x;
            sum_y -= weight * excess * away_y;
            weights += weight;
        }
        if weights > 0.0 {
            let (by_x, by_y) = (BEYOND * sum_x / weights, BEYOND * sum_y / weights);
            let shortened = FARTHEST / (by_x * by_x + by_y * by_y).sqrt().max(FARTHEST);
            places.x[mark] = x + shortened * by_x;
            places.y[mark] = y + shortened * by_y;
        }
    }
}

/// The mean length of all links; 0 where there are none.
pub fn mean_length(links: &Links, places: &Places) -> f32 {
    let mut sum = 0.0_f64;
    for mark in 0..links.count() {
        for (end, _) in links.of(mark) {
            let (away_x, away_y) = (places.x[mark] - places.x[end], places.y[mark] - places.y[end]);
            sum += f64::from((away_x * away_x + away_y * away_y).sqrt());
        }
    }
    (sum / links.ends.len().max(1) as f64) as f32
}
