//! The height of each vertex: near its neighbours, lanes straight, nothing overlapping.
//!
//! Layer by layer, the heights nearest to the neighbours' mean that keep the order and the distances:
//! a least squares problem, solved exactly by pooling adjacent violators. Source: Barlow, Bartholomew,
//! Bremner and Brunk, "Statistical inference under order restrictions" (1972).

use super::LayoutRequest;
use super::skeleton::{Skeleton, Vertex};

/// Passes over all layers, to and fro.
const PASSES: usize = 24;
/// How much stiffer a lane is than an ordinary edge.
const STIFFNESS: f32 = 6.0;
/// How much a mark is held where it stood before, in ordinary edges.
const HOLD: f64 = 4.0;
/// A lane's height in rows.
const LANE: f64 = 0.5;

/// Where the rows are. Lengths in CSS pixels.
pub(super) struct Rows {
    /// By vertex: its vertical middle.
    pub y: Vec<f64>,
    /// From the top of the first row to the end of the last.
    pub height: f64,
}

/// Finds each vertex's height.
pub(super) fn place(request: &LayoutRequest, skeleton: &Skeleton) -> Rows {
    let slots = slots(request, skeleton);
    let pulls = pulls(request, skeleton);
    let mut y = vec![0.0; slots.len()];
    // Packed and centred on each other to begin with.
    for layer in &skeleton.layers {
        let mut top = -0.5 * layer.iter().map(|vertex| slots[*vertex as usize]).sum::<f64>();
        for vertex in layer {
            y[*vertex as usize] = top + 0.5 * slots[*vertex as usize];
            top += slots[*vertex as usize];
        }
    }
    let count = skeleton.layers.len();
    for pass in 0..PASSES {
        for step in 0..count {
            let layer = &skeleton.layers[if pass % 2 == 0 { step } else { count - 1 - step }];
            settle(layer, &slots, &pulls, &mut y);
        }
    }
    snap(request, skeleton, &slots, &mut y);
    let tops = y.iter().zip(&slots).map(|(y, slot)| y - 0.5 * slot);
    let top = tops.fold(f64::INFINITY, f64::min);
    let top = if top.is_finite() { top.floor() } else { 0.0 };
    y.iter_mut().for_each(|y| *y -= top);
    let height = y.iter().zip(&slots).map(|(y, slot)| y + 0.5 * slot).fold(0.0, f64::max);
    Rows { y, height }
}

/// The room each vertex takes.
fn slots(request: &LayoutRequest, skeleton: &Skeleton) -> Vec<f64> {
    let row = f64::from(request.row_height);
    let marks = request.marks.iter().map(|mark| row.max(f64::from(mark.height)));
    marks.chain(std::iter::repeat(row * LANE)).take(skeleton.layer.len()).collect()
}

/// By vertex: what it wants to be level with, and how much. In one array, as `Neighbours`.
struct Pulls {
    start: Vec<u32>,
    pulls: Vec<(Vertex, f32)>,
    /// By vertex: where it stood before, which holds it as an edge would.
    previous: Vec<f64>,
}

impl Pulls {
    fn of(&self, vertex: Vertex) -> &[(Vertex, f32)] {
        &self.pulls[self.start[vertex as usize] as usize..self.start[vertex as usize + 1] as usize]
    }
}

fn pulls(request: &LayoutRequest, skeleton: &Skeleton) -> Pulls {
    let is_lane = |vertex: Vertex| vertex as usize >= skeleton.marks;
    let mut all: Vec<(Vertex, Vertex, f32)> = Vec::with_capacity(skeleton.after.ends.len());
    for (from, to) in skeleton.after.pairs() {
        all.push((from, to, if is_lane(from) && is_lane(to) { STIFFNESS } else { 1.0 }));
    }
    for lane in &skeleton.backward_lanes {
        let last = lane.first + lane.layers - 1;
        all.extend((lane.first..last).map(|vertex| (vertex, vertex + 1, STIFFNESS)));
        all.extend([(lane.first, lane.to, 1.0), (last, lane.from, 1.0)]);
    }
    let count = skeleton.layer.len();
    let mut start = vec![0u32; count + 1];
    for (one, two, _) in &all {
        start[*one as usize + 1] += 1;
        start[*two as usize + 1] += 1;
    }
    for vertex in 0..count {
        start[vertex + 1] += start[vertex];
    }
    let mut next = start.clone();
    let mut pulls = vec![(0, 0.0); 2 * all.len()];
    for (one, two, weight) in all {
        for (end, other) in [(one, two), (two, one)] {
            pulls[next[end as usize] as usize] = (other, weight);
            next[end as usize] += 1;
        }
    }
    let previous = |mark: usize| request.previous.get(mark).copied().flatten().map_or(f64::NAN, |point| point.y.into());
    Pulls { start, pulls, previous: (0..skeleton.marks).map(previous).collect() }
}

/// Moves a layer as near to its neighbours as order and distances allow.
fn settle(layer: &[Vertex], slots: &[f64], pulls: &Pulls, y: &mut [f64]) {
    // Blocks of vertices that touch: (offset sum, weight, how many).
    let mut blocks: Vec<(f64, f64, usize)> = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    for (at, vertex) in layer.iter().enumerate() {
        if at > 0 {
            offset += 0.5 * (slots[layer[at - 1] as usize] + slots[*vertex as usize]);
        }
        let (mut sum, mut weight) = (0.0, 0.0);
        for (other, pull) in pulls.of(*vertex) {
            sum += y[*other as usize] * f64::from(*pull);
            weight += f64::from(*pull);
        }
        if let Some(previous) = pulls.previous.get(*vertex as usize).filter(|previous| previous.is_finite()) {
            sum += previous * HOLD;
            weight += HOLD;
        }
        // Nothing pulls a lone mark: it stays unless it is pushed.
        let (wanted, weight) = if weight > 0.0 { (sum / weight, weight) } else { (y[*vertex as usize], 0.05) };
        let mut block = ((wanted - offset) * weight, weight, 1);
        while let Some(above) = blocks.pop_if(|above| above.0 / above.1 >= block.0 / block.1) {
            block = (above.0 + block.0, above.1 + block.1, above.2 + block.2);
        }
        blocks.push(block);
    }
    let mut vertices = layer.iter().enumerate();
    let mut offset = 0.0;
    for (sum, weight, count) in blocks {
        for (at, vertex) in vertices.by_ref().take(count) {
            if at > 0 {
                offset += 0.5 * (slots[layer[at - 1] as usize] + slots[*vertex as usize]);
            }
            y[*vertex as usize] = sum / weight + offset;
        }
    }
}

/// Quarters of a row: nearly level becomes level, and text stands on few heights.
fn snap(request: &LayoutRequest, skeleton: &Skeleton, slots: &[f64], y: &mut [f64]) {
    let grid = (0.25 * f64::from(request.row_height)).max(1.0);
    for layer in &skeleton.layers {
        let mut last: Option<Vertex> = None;
        for vertex in layer {
            let mut row = (y[*vertex as usize] / grid).round() * grid;
            if let Some(last) = last {
                let distance = 0.5 * (slots[last as usize] + slots[*vertex as usize]);
                row = row.max(y[last as usize] + (distance / grid).ceil() * grid);
            }
            y[*vertex as usize] = row;
            last = Some(*vertex);
        }
    }
}
