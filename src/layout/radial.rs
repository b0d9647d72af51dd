//! Circles by depth: the roots in the middle, each step further out.

use super::{Form, Layout, LayoutRequest, Method, Point};

pub(super) const METHOD: Method = Method {
    id: "radial",
    title: "Radial",
    hint: "Depth as distance from the middle",
    form: Form::Points,
    place: |request, _| radial(request),
};

/// Places the marks of a depth evenly on its circle.
fn radial(request: &LayoutRequest) -> Layout {
    let count = request.marks.len();
    let depth_of = |mark: usize| request.depths.get(mark).copied().unwrap_or_default();
    let deepest = (0..count).map(depth_of).filter(|depth| *depth != u32::MAX).max().unwrap_or_default();
    let mut circles: Vec<Vec<usize>> = vec![Vec::new(); deepest as usize + 2];
    (0..count).for_each(|mark| circles[depth_of(mark).min(deepest + 1) as usize].push(mark));
    let mut layout = Layout { positions: vec![Point::default(); count], ..Layout::default() };
    let mut radius = 0.0_f32;
    let mut radii = Vec::new();
    for circle in &circles {
        radius = (radius + 90.0).max(circle.len() as f32 * 16.0 / std::f32::consts::TAU);
        radii.push(radius);
    }
    let reach = radius + 20.0;
    for (circle, radius) in circles.iter().zip(radii) {
        for (at, mark) in circle.iter().enumerate() {
            let angle = at as f32 / circle.len() as f32 * std::f32::consts::TAU;
            layout.positions[*mark] = Point { x: reach + radius * angle.cos(), y: reach + radius * angle.sin() };
        }
    }
    (layout.width, layout.height) = (2.0 * reach, 2.0 * reach);
    layout
}
