//! One connected part of the graph, placed from coarse to fine.

use super::Places;
use super::coarsen::{Coarser, coarser};
use super::dice::Dice;
use super::links::Links;
use super::room;
use super::settle::Settling;

/// Marks that are joined by some way.
pub struct Island {
    /// In rising order.
    pub marks: Vec<u32>,
    /// Between positions in `marks`.
    pub links: Links,
}

/// Below this many marks a graph is not made coarser.
const COARSE: usize = 60;
/// Between two levels that are settled marks become at least this many times fewer.
const STEP: usize = 3;
/// How often the coarsest level is settled.
const COARSEST_ROUNDS: u32 = 120;
/// How often a level above the finest is settled at least.
const COARSER_ROUNDS: u32 = 4;
/// How often a level is settled at most.
const ROUNDS: u32 = 24;

/// The islands of two marks and more, the largest first; and the marks that are joined with none.
pub fn islands(links: &Links) -> (Vec<Island>, Vec<u32>) {
    let (island_of, islands) = links.islands();
    let mut marks: Vec<Vec<u32>> = vec![Vec::new(); islands];
    let mut local = vec![0_u32; links.count()];
    for (mark, island) in island_of.iter().enumerate() {
        local[mark] = marks[*island as usize].len() as u32;
        marks[*island as usize].push(mark as u32);
    }
    let (many, singles): (Vec<_>, Vec<_>) = marks.into_iter().partition(|marks| marks.len() > 1);
    let mut islands: Vec<Island> =
        many.into_iter().map(|marks| Island { links: links.of_island(&marks, &local), marks }).collect();
    islands.sort_by_key(|island| std::cmp::Reverse(island.marks.len()));
    (islands, singles.into_iter().flatten().collect())
}

impl Island {
    /// Places of its marks, in pixels, from 0 on.
    pub fn place(&self, rounds: u32, progress: &mut dyn FnMut(f32)) -> Places {
        let rounds = rounds.clamp(1, ROUNDS);
        let levels = levels(&self.links);
        let mass = masses(&self.links);
        let level = |at: usize| match at.checked_sub(1) {
            Some(above) => (&levels[above].links, &levels[above].mass),
            None => (&self.links, &mass),
        };
        let mut dice = Dice::new();
        let mut settling = Settling::default();
        let coarsest = level(levels.len()).0.count();
        let mut places = Places::default();
        for _ in 0..coarsest {
            places.x.push(dice.roll());
            places.y.push(dice.roll());
        }
        for at in (0..=levels.len()).rev() {
            let (links, mass) = level(at);
            let times = if at > 0 { rounds.max(COARSER_ROUNDS) } else { rounds };
            let times = if at == levels.len() { COARSEST_ROUNDS.min(ROUNDS + 2 * coarsest as u32) } else { times };
            settling.settle(links, mass, times, &mut places);
            progress(0.9 / (1.0 + at as f32));
            if let Some(finer) = at.checked_sub(1) {
                let part_of = &levels[finer].part_of;
                places = finer_places(&places, part_of, &mut dice);
                let scale = growth(level(finer).0, links, part_of);
                [&mut places.x, &mut places.y].into_iter().flatten().for_each(|number| *number *= scale);
            }
        }
        room::make(&self.links, &mut places, rounds);
        progress(1.0);
        places
    }
}

/// A mark that is linked much needs more room: what hangs on it stands around it.
fn masses(links: &Links) -> Vec<f32> {
    (0..links.count()).map(|mark| 1.0 + links.degree(mark) as f32).collect()
}

/// Ever coarser graphs, those between left out that are hardly smaller than the one before.
fn levels(links: &Links) -> Vec<Coarser> {
    let mut levels: Vec<Coarser> = Vec::new();
    let mass = masses(links);
    while levels.last().map_or(links.count(), |level| level.links.count()) > COARSE {
        let (finer_links, finer_mass) = levels.last().map_or((links, &mass), |level| (&level.links, &level.mass));
        let finer = finer_links.count();
        let mut next = coarser(finer_links, finer_mass);
        while next.links.count() > COARSE && next.links.count() * STEP > finer {
            let further = coarser(&next.links, &next.mass);
            if further.links.count() * 20 > next.links.count() * 19 {
                break;
            }
            let part_of = next.part_of.iter().map(|part| further.part_of[*part as usize]).collect();
            next = Coarser { part_of, ..further };
        }
        if next.links.count() * 20 > finer * 19 {
            break;
        }
        levels.push(next);
    }
    levels
}

/// Each mark where the one stands that it was part of, a trifle beside it.
fn finer_places(coarse: &Places, part_of: &[u32], dice: &mut Dice) -> Places {
    let mut beside = |axis: &[f32]| part_of.iter().map(|part| axis[*part as usize] + 0.05 * dice.roll()).collect();
    Places { x: beside(&coarse.x), y: beside(&coarse.y) }
}

/// How many times longer ways are than in the coarser graph: as often as it is coarser on a chain, hardly on a star.
fn growth(finer: &Links, coarser: &Links, part_of: &[u32]) -> f32 {
    let (fine, coarse) = (finer.steps_from(0), coarser.steps_from(part_of[0] as usize));
    let far: f64 = fine.iter().map(|steps| f64::from(*steps)).sum();
    let near: f64 = part_of.iter().map(|part| f64::from(coarse[*part as usize])).sum();
    if near > 0.0 { (far / near) as f32 } else { 1.0 }
}
