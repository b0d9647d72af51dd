//! Walking the drawn graph by keyboard.

use super::{Scene, edge};

/// The arrow keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the first dependency.
    Right,
    /// To the first dependent.
    Left,
    /// To the next mark above in the same column.
    Up,
    /// To the next mark below in the same column.
    Down,
}

/// The mark that an arrow key leads to; `None` where there is none. Without a mark to start from, the
/// topmost mark of the first column.
pub fn walk(scene: &Scene, from: Option<u32>, direction: Direction) -> Option<u32> {
    let Some(from) = from.filter(|mark| (*mark as usize) < scene.len()) else {
        let first = (0..scene.len() as u32).filter(|mark| layer(scene, *mark) == 0);
        return first.min_by(|a, b| height(scene, *a).total_cmp(&height(scene, *b)));
    };
    let here = height(scene, from);
    let near =
        |a: &u32, b: &u32| (height(scene, *a) - here).abs().total_cmp(&(height(scene, *b) - here).abs()).then(a.cmp(b));
    let topmost = |a: &u32, b: &u32| height(scene, *a).total_cmp(&height(scene, *b)).then(a.cmp(b));
    let joined = |out: bool| {
        let (this, other) = if out { (&scene.from, &scene.to) } else { (&scene.to, &scene.from) };
        this.iter()
            .zip(other)
            .enumerate()
            .filter(move |(at, (this, other))| {
                **this == from && **other != from && scene.line.get(*at) != Some(&edge::CYCLE)
            })
            .map(|(_, (_, other))| *other)
    };
    let beside = |below: bool| {
        (0..scene.len() as u32).filter(move |mark| {
            let (there, same) = (height(scene, *mark), layer(scene, *mark) == layer(scene, from));
            same && *mark != from && if below { there > here } else { there < here }
        })
    };
    match direction {
        Direction::Right => joined(true).min_by(topmost),
        Direction::Left => joined(false).min_by(topmost),
        Direction::Down => beside(true).min_by(near),
        Direction::Up => beside(false).min_by(near),
    }
}

fn layer(scene: &Scene, mark: u32) -> u32 {
    scene.layer.get(mark as usize).copied().unwrap_or_default()
}

fn height(scene: &Scene, mark: u32) -> f32 {
    scene.y.get(mark as usize).copied().unwrap_or_default()
}
