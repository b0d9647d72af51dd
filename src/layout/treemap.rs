//! A treemap of what would leave: each box lies in the box of what it would leave with.
//!
//! Source: Bruls, Huizing and van Wijk, "Squarified treemaps" (2000), nested, with a line for the label of a box
//! that holds others. What a mark stands for alone, beyond itself, stays free in its box.

use super::forest::{Forest, room};
use super::{Form, Layout, LayoutRequest, MarkSize, Method, Point};

pub(super) const METHOD: Method = Method {
    id: "treemap",
    title: "Treemap",
    hint: "Area is what would leave with a component",
    form: Form::Boxes,
    place: treemap,
};

/// Between a box and what it holds, in CSS pixels; less in a box that has no room for it.
const PADDING: f64 = 3.0;
/// The share of a box's shorter side that padding may take on each side.
const MOST_PADDING: f64 = 0.06;
/// A box this many rows high has a line for its label.
const LABELLED: f64 = 3.0;
/// Marks between two reports.
const REPORT: usize = 20_000;

/// Fills the room with the tops, and each box with its children.
fn treemap(request: &LayoutRequest, progress: &mut dyn FnMut(f32)) -> Layout {
    let forest = Forest::new(request);
    let (width, height) = room(request.room);
    let whole = Rectangle { x: 0.0, y: 0.0, width, height };
    let mut rectangles = vec![Rectangle::default(); request.marks.len()];
    squarify(&forest, forest.tops.clone(), 0.0, whole, &mut rectangles);
    for (done, mark) in forest.order.iter().enumerate() {
        if done % REPORT == 0 {
            progress(done as f32 / forest.order.len() as f32);
        }
        let inside = inside(rectangles[*mark], f64::from(request.row_height));
        squarify(&forest, forest.children[*mark].clone(), forest.own[*mark] - 1.0, inside, &mut rectangles);
    }
    let mut layout = Layout { width: width as f32, height: height as f32, layers: forest.depth, ..Layout::default() };
    for Rectangle { x, y, width, height } in rectangles {
        layout.positions.push(Point { x: x as f32, y: (y + 0.5 * height) as f32 });
        layout.boxes.push(MarkSize { width: width as f32, height: height as f32 });
    }
    progress(1.0);
    layout
}

#[derive(Clone, Copy, Default)]
struct Rectangle {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
}

/// What a box leaves to its children.
fn inside(outside: Rectangle, row: f64) -> Rectangle {
    let padding = PADDING.min(MOST_PADDING * outside.width.min(outside.height));
    let label = if row > 0.0 && outside.height >= LABELLED * row { row } else { padding };
    Rectangle {
        x: outside.x + padding,
        y: outside.y + label,
        width: (outside.width - 2.0 * padding).max(0.0),
        height: (outside.height - label - padding).max(0.0),
    }
}

/// Divides `free` among brothers, the largest first, in rows along its shorter side: a row takes one more while
/// that makes its boxes squarer. `spare` is weight that stays free at the end.
fn squarify(
    forest: &Forest,
    brothers: std::ops::Range<usize>,
    spare: f64,
    mut free: Rectangle,
    rectangles: &mut [Rectangle],
) {
    let mut waiting = &forest.order[brothers];
    let mut left = waiting.iter().map(|mark| forest.total[*mark]).sum::<f64>() + spare.max(0.0);
    while let Some(first) = waiting.first() {
        let side = free.width.min(free.height);
        let area = free.width * free.height / left;
        let worst = |sum: f64, least: f64| {
            let (sum, most, least) = (sum * area, forest.total[*first] * area, least * area);
            (side * side * most / (sum * sum)).max(sum * sum / (side * side * least))
        };
        let mut sum = forest.total[*first];
        let mut taken = 1;
        while let Some(next) = waiting.get(taken).map(|mark| forest.total[*mark]) {
            if side > 0.0 && worst(sum + next, next) > worst(sum, forest.total[waiting[taken - 1]]) {
                break;
            }
            sum += next;
            taken += 1;
        }
        let (row, rest) = waiting.split_at(taken);
        // How much of the longer side the row takes.
        let share = (sum / left).min(1.0);
        let is_wide = free.width >= free.height;
        let depth = share * if is_wide { free.width } else { free.height };
        let mut passed = 0.0;
        for mark in row {
            let (start, length) = (side * passed / sum, side * forest.total[*mark] / sum);
            passed += forest.total[*mark];
            rectangles[*mark] = if is_wide {
                Rectangle { x: free.x, y: free.y + start, width: depth, height: length }
            } else {
                Rectangle { x: free.x + start, y: free.y, width: length, height: depth }
            };
        }
        if is_wide {
            free.x += depth;
            free.width = (free.width - depth).max(0.0);
        } else {
            free.y += depth;
            free.height = (free.height - depth).max(0.0);
        }
        left -= sum;
        waiting = rest;
    }
}
