//! Circles by depth: the roots in the middle, each step further out.
//!
//! What is reached through a mark stands in its wedge, as wide as what it holds; a depth of many marks takes several
//! circles close together. Marks that no root reaches stand outside. In the order of the wedges, each depth is moved
//! as little as its marks need to stand apart. Plain IEEE arithmetic: the same request gives the same layout, to the bit.

mod tree;
mod turn;

use super::{Form, Layout, LayoutRequest, Method, Point};
use tree::Tree;

pub(super) const METHOD: Method = Method {
    id: "radial",
    title: "Radial",
    hint: "Depth as distance from the middle",
    form: Form::Points,
    place: radial,
};

/// From one depth to the next at least, in pixels.
const STEP: f32 = 90.0;
/// From one mark to the next on a circle, and between circles of one depth, in pixels.
const GAP: f32 = 16.0;
/// So many marks of one depth stand on one circle; four times as many on two, nine times on three.
const ON_ONE_CIRCLE: f32 = 600.0;
/// Room around the outermost circle.
const MARGIN: f32 = 20.0;

fn radial(request: &LayoutRequest, progress: &mut dyn FnMut(f32)) -> Layout {
    let count = request.marks.len();
    if count == 0 {
        return Layout::default();
    }
    let tree = Tree::new(request);
    progress(0.3);
    let turns = tree.turns(request, &mut |share| progress(0.3 + 0.5 * share));
    let mut layout = Layout { positions: vec![Point::default(); count], ..Layout::default() };
    let mut reach = 0.0_f32;
    let mut circles = tree.circles();
    for (depth, marks) in circles.iter_mut().enumerate().filter(|(_, marks)| !marks.is_empty()) {
        marks.sort_by(|one, two| turns[*one as usize].total_cmp(&turns[*two as usize]).then(one.cmp(two)));
        let rings = (marks.len() as f32 / ON_ONE_CIRCLE).sqrt().ceil().max(1.0);
        let needed = (marks.len() as f32 / rings).ceil() * GAP * 1.05 / std::f32::consts::TAU;
        let alone = depth == 0 && marks.len() == 1;
        let radius = if alone {
            0.0
        } else if depth == 0 {
            needed.max(GAP)
        } else {
            needed.max(reach + STEP)
        };
        let wanted: Vec<f64> = marks.iter().map(|mark| turns[*mark as usize]).collect();
        let gap = if alone { 0.0 } else { f64::from(GAP / (std::f32::consts::TAU * radius * rings)) };
        for (at, (mark, turn)) in marks.iter().zip(apart(&wanted, gap)).enumerate() {
            let radius = f64::from(radius + GAP * (at % rings as usize) as f32);
            let (cos, sin) = turn::direction(turn);
            layout.positions[*mark as usize] = Point { x: (radius * cos) as f32, y: (radius * sin) as f32 };
        }
        reach = radius + GAP * (rings - 1.0);
    }
    let middle = reach + MARGIN;
    layout.positions.iter_mut().for_each(|point| *point = Point { x: middle + point.x, y: middle + point.y });
    (layout.width, layout.height) = (2.0 * middle, 2.0 * middle);
    progress(1.0);
    layout
}

/// Rising turns (1 is the whole circle) as near as may be to the wanted ones, at least `gap` apart all around.
///
/// What is too close is pooled and moved together (pool adjacent violators: Ayer and others, 1955).
fn apart(wanted: &[f64], gap: f64) -> Vec<f64> {
    let mut pools: Vec<(f64, usize)> = Vec::with_capacity(wanted.len());
    for (at, turn) in wanted.iter().enumerate() {
        let (mut sum, mut size) = (turn - at as f64 * gap, 1);
        while let Some((before, many)) = pools.pop_if(|(before, many)| *before / *many as f64 >= sum / size as f64) {
            (sum, size) = (sum + before, size + many);
        }
        pools.push((sum, size));
    }
    // The last keeps its distance from the first, across the start.
    let last = (1.0 - wanted.len() as f64 * gap).max(0.0);
    let starts =
        pools.into_iter().flat_map(|(sum, size)| std::iter::repeat_n((sum / size as f64).clamp(0.0, last), size));
    starts.enumerate().map(|(at, start)| start + at as f64 * gap).collect()
}
