//! An icicle of what would leave: each box stands right of the box of what it would leave with.

use super::{Form, Layout, LayoutRequest, MarkSize, Method, Point};

pub(super) const METHOD: Method = Method {
    id: "icicle",
    title: "Icicle",
    hint: "Height is what would leave with a component",
    form: Form::Boxes,
    place: |request, _| icicle(request),
};

/// Places each mark as a strip under its parent's, as high as what it would take along.
fn icicle(request: &LayoutRequest) -> Layout {
    let count = request.marks.len();
    let mut layout = Layout { positions: vec![Point::default(); count], ..Layout::default() };
    let height = request.room.height / count.max(1) as f32;
    for mark in 0..count {
        layout.positions[mark] = Point { x: 0.0, y: (mark as f32 + 0.5) * height };
        layout.boxes.push(MarkSize { width: request.room.width, height });
    }
    (layout.width, layout.height) = (request.room.width, request.room.height);
    layout
}
