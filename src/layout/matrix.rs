//! A matrix: one row and one column for each mark, a cell for each edge.
//!
//! Marks stand in layers, so that edges lie above the diagonal; marks of a cycle stand together, and only there edges
//! lie below it. Source of the order within a cycle: Eades, Lin and Smyth, "A fast and effective heuristic for the
//! feedback arc set problem" (1993).

use std::collections::BTreeSet;

use super::strong::{Neighbours, strong_parts};
use super::{EdgeRoute, Form, Layout, LayoutRequest, Method, Point};

pub(super) const METHOD: Method = Method {
    id: "matrix",
    title: "Matrix",
    hint: "Cycles and layers as blocks and sides of the diagonal",
    form: Form::Grid,
    place: matrix,
};

/// Places the rows' names at the left, the cells behind the widest.
fn matrix(request: &LayoutRequest, progress: &mut dyn FnMut(f32)) -> Layout {
    let count = request.marks.len();
    let (order, layers) = order(request, progress);
    let mut row = vec![0; count];
    order.iter().enumerate().for_each(|(at, mark)| row[*mark as usize] = at);
    let step = request.row_height;
    let left = request.marks.iter().map(|mark| mark.width).fold(0.0, f32::max);
    let middle = |at: usize| (at as f32 + 0.5) * step;
    let positions = row.iter().map(|row| Point { x: 0.0, y: middle(*row) }).collect();
    let cell = |(from, to): &(u32, u32)| {
        let (Some(from), Some(to)) = (row.get(*from as usize), row.get(*to as usize)) else {
            return EdgeRoute::default();
        };
        EdgeRoute { points: vec![Point { x: left + middle(*to), y: middle(*from) }], backwards: to <= from }
    };
    let routes = request.edges.iter().map(cell).collect();
    let side = count as f32 * step;
    let (width, height) = if count == 0 { (0.0, 0.0) } else { (left + side, side) };
    progress(1.0);
    Layout { positions, layers, routes, width, height, ..Layout::default() }
}

/// The marks from first to last, and by mark its layer: one behind the last layer that needs it, cycles as one.
fn order(request: &LayoutRequest, progress: &mut dyn FnMut(f32)) -> (Vec<u32>, Vec<u32>) {
    let count = request.marks.len();
    let is_inside = |edge: &(u32, u32)| (edge.0 as usize) < count && (edge.1 as usize) < count;
    let edges = request.edges.iter().copied().filter(is_inside);
    let leaving = Neighbours::new(count, edges.clone());
    let parts = strong_parts(count, &leaving);
    progress(0.3);
    let mut part_of = vec![0; count];
    for (part, marks) in parts.iter().enumerate() {
        marks.iter().for_each(|mark| part_of[*mark as usize] = part);
    }
    let mut part_layer = vec![0u32; parts.len()];
    for (part, marks) in parts.iter().enumerate() {
        for to in marks.iter().flat_map(|mark| leaving.of(*mark)) {
            let to = part_of[*to as usize];
            if to != part {
                part_layer[to] = part_layer[to].max(part_layer[part] + 1);
            }
        }
    }
    progress(0.5);
    let arriving = Neighbours::new(count, edges.map(|(from, to)| (to, from)));
    let depth = part_layer.iter().max().map_or(0, |deepest| *deepest as usize + 1);
    let mut by_layer: Vec<Vec<usize>> = vec![Vec::new(); depth];
    (0..parts.len()).for_each(|part| by_layer[part_layer[part] as usize].push(part));
    let mut order: Vec<u32> = Vec::with_capacity(count);
    let mut row = vec![0u64; count];
    for layer in by_layer {
        // Beside what needs the same: the mean of the rows of what needs it, all in earlier layers.
        let mean = |part: usize| {
            let rows = parts[part].iter().flat_map(|mark| arriving.of(*mark));
            let rows = rows.filter(|from| part_of[**from as usize] != part).map(|from| row[*from as usize]);
            let (sum, known) = rows.fold((0, 0u64), |(sum, known), row| (sum + row, known + 1));
            if known == 0 { 0.0 } else { sum as f64 / known as f64 }
        };
        let mut keyed: Vec<(f64, u32, usize)> =
            layer.iter().map(|part| (mean(*part), parts[*part].first().copied().unwrap_or_default(), *part)).collect();
        keyed.sort_by(|one, two| one.0.total_cmp(&two.0).then(one.1.cmp(&two.1)));
        for (_, _, part) in keyed {
            for mark in untangled(&parts[part], &leaving, &arriving) {
                row[mark as usize] = order.len() as u64;
                order.push(mark);
            }
        }
    }
    let layers = part_of.iter().map(|part| part_layer[*part]).collect();
    (order, layers)
}

/// The marks of a cycle in an order that few edges run against: sources to the front, sinks to the back, and where
/// there is neither, to the front what has most edges out beyond those in.
fn untangled(marks: &[u32], leaving: &Neighbours, arriving: &Neighbours) -> Vec<u32> {
    let inside = |mark: u32, neighbours: &Neighbours| -> Vec<u32> {
        let others = neighbours.of(mark).iter().filter(|other| **other != mark);
        others.filter_map(|other| marks.binary_search(other).ok()).map(|other| other as u32).collect()
    };
    let outs: Vec<Vec<u32>> = marks.iter().map(|mark| inside(*mark, leaving)).collect();
    let ins: Vec<Vec<u32>> = marks.iter().map(|mark| inside(*mark, arriving)).collect();
    let mut out: Vec<i64> = outs.iter().map(|outs| outs.len() as i64).collect();
    let mut into: Vec<i64> = ins.iter().map(|ins| ins.len() as i64).collect();
    // (class, surplus turned round, position): sinks first, then sources, then the largest surplus.
    let key = |at: usize, out: &[i64], into: &[i64]| match (out[at], into[at]) {
        (0, _) => (0, 0, at),
        (_, 0) => (1, 0, at),
        (out, into) => (2, into - out, at),
    };
    let mut waiting: BTreeSet<(u8, i64, usize)> = (0..marks.len()).map(|at| key(at, &out, &into)).collect();
    let (mut front, mut back) = (Vec::with_capacity(marks.len()), Vec::new());
    let mut is_taken = vec![false; marks.len()];
    while let Some((class, _, at)) = waiting.pop_first() {
        is_taken[at] = true;
        if class == 0 {
            back.push(marks[at])
        } else {
            front.push(marks[at])
        }
        let neighbours = outs[at].iter().map(|to| (*to, true)).chain(ins[at].iter().map(|from| (*from, false)));
        for (other, is_needed) in neighbours {
            let other = other as usize;
            if is_taken[other] {
                continue;
            }
            waiting.remove(&key(other, &out, &into));
            if is_needed {
                into[other] -= 1
            } else {
                out[other] -= 1
            }
            waiting.insert(key(other, &out, &into));
        }
    }
    front.extend(back.into_iter().rev());
    front
}
