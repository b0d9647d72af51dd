//! The small map: where findings and the lit route are, and which part is in view.

use std::rc::Rc;

use web_sys::{CanvasRenderingContext2d as Context, HtmlCanvasElement};

use super::state::State;
use super::surface::{blank, context_of};
use super::{Look, Size};
use crate::view::camera::Area;
use crate::view::scene::{Form, Highlight, Ink, Scene, mini_ink};

/// Of a larger scene every second, third … mark is on the map, and the most important ones.
const MARKS: usize = 4_000;

const WIDTH: f32 = 158.0;
const ROOM: f32 = 3.0;

/// The size of the map for a scene, in CSS pixels.
pub fn minimap_size(scene: &Scene) -> Size {
    let aspect = scene.height_total.max(1.0) / scene.width_total.max(1.0);
    Size { width: WIDTH, height: (WIDTH * aspect).clamp(40.0, 120.0) }
}

/// From the scene to the map: scale, x, y.
fn fit(scene: &Scene, size: Size) -> (f32, f32, f32) {
    let (width, height) = (scene.width_total.max(1.0), scene.height_total.max(1.0));
    let scale = ((size.width - 2.0 * ROOM) / width).min((size.height - 2.0 * ROOM) / height);
    (scale, (size.width - width * scale) / 2.0, (size.height - height * scale) / 2.0)
}

/// The point of the scene under a point of the map.
pub fn scene_from_map(scene: &Scene, x: f32, y: f32) -> (f32, f32) {
    let (scale, left, top) = fit(scene, minimap_size(scene));
    ((x - left) / scale, (y - top) / scale)
}

/// The map without the frame of the view, kept while scene, look and lit route stay the same.
#[derive(Default)]
pub struct Map {
    kept: Option<HtmlCanvasElement>,
    /// What it was painted for: scene and look, lit route.
    of: (u32, Rc<Highlight>),
}

impl Map {
    /// Shows the map, and which part is in view, where the scene wants one; while a new scene is still being painted it
    /// can wait.
    pub fn show(&mut self, canvas: &HtmlCanvasElement, context: &Context, state: &State, is_unfinished: bool) {
        let is_wanted = state.wants_minimap();
        let can_wait = is_unfinished && self.of.0 != state.version;
        if let Some(frame) = canvas.parent_element() {
            let is_hidden = !is_wanted || (can_wait && self.kept.is_none());
            let _ = frame.toggle_attribute_with_force("hidden", is_hidden);
        }
        if is_wanted && !can_wait {
            resize(canvas, minimap_size(&state.scene), state.view().ratio);
            self.paint(canvas, context, state);
        }
    }

    fn paint(&mut self, canvas: &HtmlCanvasElement, context: &Context, state: &State) {
        let of = (state.version, state.highlight.clone());
        let (width, height) = (canvas.width(), canvas.height());
        let is_kept = self.kept.as_ref().is_some_and(|kept| kept.width() == width && kept.height() == height);
        if !is_kept || self.of.0 != of.0 || !Rc::ptr_eq(&self.of.1, &of.1) {
            self.kept = blank(width, height);
            if let Some(context) = self.kept.as_ref().and_then(context_of) {
                paint_marks(&context, &state.scene, &state.highlight, state.view().ratio, &state.look);
            }
            self.of = of;
        }
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        context.set_global_alpha(1.0);
        if let Some(kept) = &self.kept {
            let _ = context.draw_image_with_html_canvas_element(kept, 0.0, 0.0);
        }
        frame(context, &state.scene, state.camera.area(state.size), state.view().ratio, &state.look);
    }
}

fn resize(canvas: &HtmlCanvasElement, size: Size, ratio: f64) {
    let (width, height) = ((f64::from(size.width) * ratio) as u32, (f64::from(size.height) * ratio) as u32);
    if canvas.width() == width && canvas.height() == height {
        return;
    }
    canvas.set_width(width);
    canvas.set_height(height);
    let (width, height) = (format!("{}px", size.width), format!("{}px", size.height));
    for (name, value) in [("width", &*width), ("height", &height), ("display", "block"), ("touch-action", "none")] {
        let _ = canvas.style().set_property(name, value);
    }
}

/// Grey bars for marks (dots for points), findings and the lit route over them; of a large scene the most important.
fn paint_marks(context: &Context, scene: &Scene, highlight: &Highlight, ratio: f64, look: &Look) {
    let size = minimap_size(scene);
    let (scale, left, top) = fit(scene, size);
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    let height = if scene.form == Form::Points { 1.4 } else { (11.0 * scale).max(1.2) };
    let bar = |mark: u32| {
        let at = mark as usize;
        let (Some(x), Some(y), Some(width)) = (scene.x.get(at), scene.y.get(at), scene.width.get(at)) else { return };
        let width = if scene.form == Form::Points { height } else { (width * 0.7 * scale).max(1.5) };
        let (x, y) = (left + x * scale, top + y * scale - height / 2.0);
        context.fill_rect(f64::from(x), f64::from(y), f64::from(width), f64::from(height));
    };
    // What does not change is set once: each call into the browser costs more than the bar.
    context.set_global_alpha(0.6);
    context.set_fill_style_str(look.colour(Ink::BorderControl));
    let mut loud = Vec::new();
    let step = scene.len().div_ceil(MARKS).max(1);
    for mark in (0..scene.len() as u32).step_by(step).chain(scene.order.iter().copied().take(MARKS / 4)) {
        match mini_ink(scene, mark, highlight.marks.binary_search(&mark).is_ok()) {
            Ink::BorderControl => bar(mark),
            ink => loud.push((mark, ink)),
        }
    }
    context.set_global_alpha(1.0);
    let mut last = None;
    for (mark, ink) in loud {
        if last.replace(ink) != Some(ink) {
            context.set_fill_style_str(look.colour(ink));
        }
        bar(mark);
    }
}

fn frame(context: &Context, scene: &Scene, in_view: Area, ratio: f64, look: &Look) {
    let size = minimap_size(scene);
    let (scale, left, top) = fit(scene, size);
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    let clip = |at: f32, high: f32| f64::from(at.clamp(0.5, high - 0.5));
    let (x, right) = (clip(left + in_view.left * scale, size.width), clip(left + in_view.right * scale, size.width));
    let (y, bottom) = (clip(top + in_view.top * scale, size.height), clip(top + in_view.bottom * scale, size.height));
    context.set_fill_style_str(look.colour(Ink::Accent));
    context.set_stroke_style_str(look.colour(Ink::Accent));
    context.set_global_alpha(0.08);
    context.fill_rect(x, y, right - x, bottom - y);
    context.set_global_alpha(1.0);
    context.set_line_width(1.0);
    context.stroke_rect(x, y, right - x, bottom - y);
}
