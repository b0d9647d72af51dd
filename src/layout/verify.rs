//! Checks that a layout keeps its promises; used by tests on every fixture.

mod boxes;
mod columns;

use super::{Form, Layout, LayoutRequest, Point};

/// Every broken promise of a form in words; empty where all are kept.
pub fn verify(form: Form, request: &LayoutRequest, layout: &Layout) -> Vec<String> {
    let (marks, edges) = (request.marks.len(), request.edges.len());
    let layers = if layout.layers.is_empty() { 0 } else { marks };
    let (boxes, layers, routes) = match form {
        Form::Columns => (0, marks, edges),
        Form::Points => (0, layers, 0),
        Form::Boxes => (marks, layers, 0),
        Form::Grid => (0, layers, edges),
    };
    let lengths = [
        ("positions", layout.positions.len(), marks),
        ("boxes", layout.boxes.len(), boxes),
        ("layers", layout.layers.len(), layers),
        ("routes", layout.routes.len(), routes),
    ];
    let mut broken = Vec::new();
    for (name, found, expected) in lengths {
        if found != expected {
            broken.push(format!("{found} {name} for {expected}"));
        }
    }
    if broken.is_empty() {
        numbers(layout, &mut broken);
        match form {
            Form::Columns => columns::columns(request, layout, &mut broken),
            Form::Points => points(layout, &mut broken),
            Form::Boxes => boxes::boxes(request, layout, &mut broken),
            Form::Grid => grid(request, layout, &mut broken),
        }
    }
    broken
}

/// Everything is finite and inside the drawing.
fn numbers(layout: &Layout, broken: &mut Vec<String>) {
    let inside = |point: &Point| (0.0..=layout.width).contains(&point.x) && (0.0..=layout.height).contains(&point.y);
    if !layout.width.is_finite() || !layout.height.is_finite() {
        broken.push("the drawing has no finite size".to_owned());
    }
    for (mark, position) in layout.positions.iter().enumerate().filter(|(_, position)| !inside(position)) {
        broken.push(format!("mark {mark} stands outside the drawing at {}, {}", position.x, position.y));
    }
    for (edge, route) in layout.routes.iter().enumerate() {
        if let Some(point) = route.points.iter().find(|point| !inside(point)) {
            broken.push(format!("edge {edge} runs outside the drawing at {}, {}", point.x, point.y));
        }
    }
}

/// No two marks stand on one place.
fn points(layout: &Layout, broken: &mut Vec<String>) {
    let mut sorted: Vec<(Point, usize)> = layout.positions.iter().copied().zip(0..).collect();
    sorted.sort_by(|(one, _), (two, _)| one.x.total_cmp(&two.x).then(one.y.total_cmp(&two.y)));
    for pair in sorted.windows(2) {
        if pair[0].0 == pair[1].0 {
            broken.push(format!("marks {} and {} stand on one place", pair[0].1, pair[1].1));
        }
    }
}

/// Each mark has a row of its own, each edge the cell of its ends, and only cycles lie below the diagonal.
fn grid(request: &LayoutRequest, layout: &Layout, broken: &mut Vec<String>) {
    let count = request.marks.len();
    let widest = request.marks.iter().map(|mark| mark.width).fold(0.0, f32::max);
    let row = |mark: u32| layout.positions.get(mark as usize).map(|position| position.y);
    let mut rows: Vec<f32> = layout.positions.iter().map(|position| position.y).collect();
    rows.sort_by(f32::total_cmp);
    for (at, row) in rows.iter().enumerate() {
        if *row != (at as f32 + 0.5) * request.row_height {
            broken.push(format!("no mark stands in row {at}"));
        }
    }
    let inside = request.edges.iter().copied().filter(|(from, to)| (*from as usize) < count && (*to as usize) < count);
    let leaving = super::strong::Neighbours::new(count, inside);
    let mut part_of = vec![0; count];
    for (part, marks) in super::strong::strong_parts(count, &leaving).iter().enumerate() {
        marks.iter().for_each(|mark| part_of[*mark as usize] = part);
    }
    for (edge, ((from, to), route)) in request.edges.iter().zip(&layout.routes).enumerate() {
        let (Some(source), Some(target)) = (row(*from), row(*to)) else {
            if !route.points.is_empty() {
                broken.push(format!("edge {edge} joins nothing and is drawn"));
            }
            continue;
        };
        if route.points != [Point { x: widest + target, y: source }] {
            broken.push(format!("edge {edge} lies beside its cell"));
        }
        if route.backwards != (target <= source) {
            broken.push(format!("edge {edge} says the wrong side of the diagonal"));
        }
        if route.backwards && part_of[*from as usize] != part_of[*to as usize] {
            broken.push(format!("edge {edge} runs backwards and closes no cycle"));
        }
    }
}
