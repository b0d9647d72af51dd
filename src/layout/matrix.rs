//! A matrix: one row and one column for each mark, a cell for each edge.

use super::{EdgeRoute, Form, Layout, LayoutRequest, Method, Point};

pub(super) const METHOD: Method = Method {
    id: "matrix",
    title: "Matrix",
    hint: "Cycles and layers as blocks and sides of the diagonal",
    form: Form::Grid,
    place: |request, _| matrix(request),
};

/// Places marks in the request's order.
fn matrix(request: &LayoutRequest) -> Layout {
    let step = request.row_height;
    let left = request.marks.iter().map(|mark| mark.width).fold(0.0, f32::max);
    let middle = |at: usize| (at as f32 + 0.5) * step;
    let mut layout = Layout::default();
    layout.positions = (0..request.marks.len()).map(|mark| Point { x: 0.0, y: middle(mark) }).collect();
    for (from, to) in &request.edges {
        let point = Point { x: left + middle(*to as usize), y: middle(*from as usize) };
        layout.routes.push(EdgeRoute { points: vec![point], backwards: false });
    }
    let side = request.marks.len() as f32 * step;
    (layout.width, layout.height) = (left + side, side);
    layout
}
