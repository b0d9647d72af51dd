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
const STIFFNESS: f64 = 6.0;
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
    let pulls = pulls(skeleton);
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

/// By vertex: what it wants to be level with, and how much.
fn pulls(skeleton: &Skeleton) -> Vec<Vec<(Vertex, f64)>> {
    let is_lane = |vertex: Vertex| vertex as usize >= skeleton.marks;
    let mut pulls: Vec<Vec<(Vertex, f64)>> = vec![Vec::new(); skeleton.layer.len()];
    let mut pull = |one: Vertex, two: Vertex, weight: f64| {
        pulls[one as usize].push((two, weight));
        pulls[two as usize].push((one, weight));
    };
    for (vertex, after) in skeleton.after.iter().enumerate() {
        let vertex = vertex as Vertex;
        for next in after {
            pull(vertex, *next, if is_lane(vertex) && is_lane(*next) { STIFFNESS } else { 1.0 });
        }
    }
    for lane in &skeleton.backward_lanes {
        let last = lane.first + lane.layers - 1;
        (lane.first..last).for_each(|vertex| pull(vertex, vertex + 1, STIFFNESS));
        pull(lane.first, lane.to, 1.0);
        pull(last, lane.from, 1.0);
    }
    pulls
}

/// Moves a layer as near to its neighbours as order and distances allow.
fn settle(layer: &[Vertex], slots: &[f64], pulls: &[Vec<(Vertex, f64)>], y: &mut [f64]) {
    // Blocks of vertices that touch: (offset sum, weight, how many).
    let mut blocks: Vec<(f64, f64, usize)> = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    for (at, vertex) in layer.iter().enumerate() {
        if at > 0 {
            offset += 0.5 * (slots[layer[at - 1] as usize] + slots[*vertex as usize]);
        }
        let pulls = &pulls[*vertex as usize];
        let weight: f64 = pulls.iter().map(|(_, weight)| weight).sum();
        // Nothing pulls a lone mark: it stays unless it is pushed.
        let (wanted, weight) = match weight > 0.0 {
            true => (pulls.iter().map(|(other, weight)| y[*other as usize] * weight).sum::<f64>() / weight, weight),
            false => (y[*vertex as usize], 0.05),
        };
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
