//! An icicle of what would leave: each box stands right of the box of what it would leave with.
//!
//! Source: Kruskal and Landwehr, "Icicle plots: better displays for hierarchical clustering" (1983).

use super::forest::{Forest, room};
use super::{Form, Layout, LayoutRequest, MarkSize, Method, Point};

pub(super) const METHOD: Method = Method {
    id: "icicle",
    title: "Icicle",
    hint: "Height is what would leave with a component",
    form: Form::Boxes,
    place: icicle,
};

/// Up to this many columns are equally wide.
const EQUAL: usize = 12;
/// Of more columns the first ones keep their width, and the others share what is left.
const KEPT: usize = 8;

/// Columns by steps from the top; each box as high as its share of its parent. What a mark stands for alone stays
/// free below its children.
fn icicle(request: &LayoutRequest, progress: &mut dyn FnMut(f32)) -> Layout {
    let forest = Forest::new(request);
    let (width, height) = room(request.room);
    let columns = columns(forest.depth.iter().max().map_or(0, |deepest| *deepest as usize + 1), width);
    let whole = forest.order[forest.tops.clone()].iter().map(|mark| forest.total[*mark]).sum::<f64>();
    let per_weight = if whole > 0.0 { height / whole } else { 0.0 };
    let mut top = vec![0.0; request.marks.len()];
    let families = forest.order.iter().map(|mark| (Some(*mark), forest.children[*mark].clone()));
    for (parent, children) in std::iter::once((None, forest.tops.clone())).chain(families) {
        let mut start = parent.map_or(0.0, |parent: usize| top[parent]);
        for mark in &forest.order[children] {
            top[*mark] = start;
            start += per_weight * forest.total[*mark];
        }
    }
    progress(0.5);
    let mut layout = Layout { width: width as f32, height: height as f32, ..Layout::default() };
    for (mark, depth) in forest.depth.iter().enumerate() {
        let (left, right) = columns[*depth as usize];
        let high = per_weight * forest.total[mark];
        layout.positions.push(Point { x: left as f32, y: (top[mark] + 0.5 * high) as f32 });
        layout.boxes.push(MarkSize { width: (right - left) as f32, height: high as f32 });
    }
    layout.columns = columns.into_iter().map(|(left, _)| left as f32).collect();
    layout.layers = forest.depth;
    progress(1.0);
    layout
}

/// Where each column begins and ends.
fn columns(count: usize, width: f64) -> Vec<(f64, f64)> {
    let ends = |at: usize| match count {
        0..=EQUAL => width * at as f64 / count as f64,
        _ if at <= KEPT => width * at as f64 / EQUAL as f64,
        _ => {
            let kept = KEPT as f64 / EQUAL as f64;
            width * (kept + (1.0 - kept) * (at - KEPT) as f64 / (count - KEPT) as f64)
        }
    };
    (0..count).map(|at| (ends(at), ends(at + 1))).collect()
}
