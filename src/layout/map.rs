//! A map of everything: marks that need each other stand near each other.

use super::{Form, Layout, LayoutRequest, Method, Point};

pub(super) const METHOD: Method = Method {
    id: "map",
    title: "Map",
    hint: "Everything at once: what belongs together stands together",
    form: Form::Points,
    place: |request, _| map(request),
};

/// Places marks on a spiral in the order of their depth.
fn map(request: &LayoutRequest) -> Layout {
    let count = request.marks.len();
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|mark| (request.depths.get(*mark).copied().unwrap_or_default(), *mark));
    let mut layout = Layout { positions: vec![Point::default(); count], ..Layout::default() };
    let reach = 14.0 * (count as f32).sqrt() + 14.0;
    for (step, mark) in order.into_iter().enumerate() {
        let (angle, radius) = (step as f32 * 2.399_963, 14.0 * (step as f32).sqrt());
        layout.positions[mark] = Point { x: reach + radius * angle.cos(), y: reach + radius * angle.sin() };
    }
    (layout.width, layout.height) = (2.0 * reach, 2.0 * reach);
    layout
}
