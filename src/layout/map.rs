//! A map of everything: marks that need each other stand near each other.
//!
//! Each island is coarsened, placed from its coarsest form to the finest, and given room; then islands are packed, the
//! largest first. Plain IEEE arithmetic, no hash order, no clock: the same request gives the same layout, to the bit.
//! `rounds` sets how often each level is settled; 1 asks for a first picture at once, which is the
//! radial one. Where marks stood before, they keep their places (`keep`). Edges are not routed.

mod coarsen;
mod dice;
mod field;
mod island;
mod keep;
mod links;
mod pack;
mod room;
mod settle;

use super::{Form, Layout, LayoutRequest, Method, Point};
use links::Links;

pub(super) const METHOD: Method = Method {
    id: "map",
    title: "Map",
    hint: "Everything at once: what belongs together stands together",
    form: Form::Points,
    place: map,
};

/// Positions of some marks, side by side for many at a time.
#[derive(Clone, Debug, Default)]
struct Places {
    x: Vec<f32>,
    y: Vec<f32>,
}

impl Places {
    fn len(&self) -> usize {
        self.x.len()
    }

    /// Moves all so that the least x and y are 0; the size of what they fill.
    fn move_to_corner(&mut self) -> (f32, f32) {
        let mut size = [0.0; 2];
        for (axis, size) in [&mut self.x, &mut self.y].into_iter().zip(&mut size) {
            let (least, most) = field::ends(axis);
            axis.iter_mut().for_each(|number| *number -= least);
            *size = (most - least).max(0.0);
        }
        size.into()
    }
}

/// Distance that most neighbours keep at least, in pixels.
const SPACING: f32 = 10.0;
/// Where a mark stood before counts up to here, in pixels: further out numbers are too coarse to keep marks apart.
const FURTHEST: f32 = 1_000_000.0;
/// Room around the whole map, for marks that stand at its edge.
const MARGIN: f32 = 20.0;

fn map(request: &LayoutRequest, progress: &mut dyn FnMut(f32)) -> Layout {
    let count = request.marks.len();
    if count == 0 {
        return Layout::default();
    }
    let links = Links::new(count, request.edges.iter().map(|(from, to)| (*from, *to, 1.0)));
    let sound = |point: &Point| point.x.abs() <= FURTHEST && point.y.abs() <= FURTHEST;
    let previous: Vec<Option<Point>> = request.previous.iter().take(count).map(|point| point.filter(sound)).collect();
    let mut places = match keep::keep(&links, &previous, progress) {
        Some(places) => places,
        None if request.rounds <= 1 => return (super::radial::METHOD.place)(request, progress),
        None => everything(&links, request.rounds, progress),
    };
    keep::turn_towards(&mut places, &previous);
    finished(places, &previous)
}

/// Each island on its own, then all of them side by side.
fn everything(links: &Links, rounds: u32, progress: &mut dyn FnMut(f32)) -> Places {
    let (islands, singles) = island::islands(links);
    let all: usize = islands.iter().map(|island| island.marks.len()).sum();
    let mut done = 0;
    let drawn: Vec<Places> = islands
        .iter()
        .map(|island| {
            let count = island.marks.len();
            let mut tell = |share: f32| progress((done as f32 + share * count as f32) / all as f32);
            let places = island.place(rounds, &mut tell);
            done += count;
            places
        })
        .collect();
    pack::pack(links.count(), &islands, drawn, &singles)
}

/// No two marks on one place, nothing outside. The picture stays where it was if it fits there.
fn finished(mut places: Places, previous: &[Option<Point>]) -> Layout {
    room::distinct(&mut places);
    let kept = previous.iter().flatten().next().is_some();
    for axis in [&mut places.x, &mut places.y] {
        let (least, _) = field::ends(axis);
        if !kept || least < 0.0 {
            axis.iter_mut().for_each(|number| *number += MARGIN - least);
        }
    }
    let (width, height) = (field::ends(&places.x).1 + MARGIN, field::ends(&places.y).1 + MARGIN);
    let positions = places.x.iter().zip(&places.y).map(|(x, y)| Point { x: *x, y: *y }).collect();
    Layout { positions, width, height, ..Layout::default() }
}
