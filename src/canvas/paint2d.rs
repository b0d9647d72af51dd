//! Paints a scene with Canvas 2D: edges, boxes, symbols, labels, column titles, in this order.

use std::ops::Range;

use web_sys::CanvasRenderingContext2d as Context;

use super::batches::{Batch, is_dimmed};
use super::job::{Job, Sheet, Slice, set_space};
use super::overlay::overlay;
use super::symbols::{draw_symbol, round_box, set_dash};
use super::{Camera, Look, Size};
use crate::view::camera::{Area, TOP};
use crate::view::scene::{
    COLUMN_SIZE, EdgeLook, Form, Highlight, Ink, LABEL_END, LABEL_SIZE, LABEL_X, MarkLook, Room, Scene, Takes,
    edge_look, flag, mark_look, path_text, rounded,
};

/// Labels smaller than this on the screen are left out, but for what matters.
const LEGIBLE: f32 = 7.0;
/// Below this zoom a symbol is a dot of its colour.
const DOTS: f32 = 0.3;

/// Where the reader's attention is, by marks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Attention {
    pub selected: Option<u32>,
    pub focused: Option<u32>,
    pub hovered: Option<u32>,
}

/// What is painted where: the camera, the size of the view in CSS pixels, device pixels for each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    pub camera: Camera,
    pub size: Size,
    pub ratio: f64,
}

/// Paints everything in view at once; the ground too. `fade`: how much edges show, 1 for all of it.
pub fn paint(
    context: &Context,
    sheet: &Sheet<'_>,
    highlight: &Highlight,
    attention: Attention,
    chosen: &[u32],
    view: View,
    fade: f32,
) {
    let Sheet { scene, batches, look, .. } = *sheet;
    if scene.form != Form::Columns {
        Job::new(view).step(context, sheet, &mut Slice::whole());
        overlay(context, sheet, highlight, attention, chosen, view);
        return;
    }
    let View { camera, size, ratio } = view;
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.set_global_alpha(1.0);
    context.set_fill_style_str(look.colour(Ink::Surface0));
    context.fill_rect(0.0, 0.0, f64::from(size.width), f64::from(size.height));
    set_space(context, view, Form::Columns);
    context.set_line_join("round");
    context.set_text_align("left");
    paint_edges(context, scene, batches, highlight, camera, &camera.area(size), fade, look);
    let all = 0..scene.len() as u32;
    paint_marks(context, scene, all, highlight, attention, view, &mut Room::new(), look);
    context.set_global_alpha(1.0);
    if !chosen.is_empty() {
        overlay(context, sheet, &Highlight::default(), Attention::default(), chosen, view);
    }
    paint_columns(context, scene, view, look);
}

#[expect(clippy::too_many_arguments, reason = "what, where and how, each of them once")]
fn paint_edges(
    context: &Context,
    scene: &Scene,
    batches: &[Batch],
    highlight: &Highlight,
    camera: Camera,
    area: &Area,
    fade: f32,
    look: &Look,
) {
    let is_quiet = !highlight.marks.is_empty();
    for batch in batches.iter().filter(|batch| batch.area.meets(area)) {
        let Some(path) = batch.path(scene) else { continue };
        let mut edge = edge_look(batch.line, false, is_quiet, batch.dimmed);
        edge.opacity *= fade;
        ink_edge(context, &edge, camera, look);
        context.stroke_with_path(path);
    }
    set_dash(context, &[]);
    if fade >= 1.0 {
        highlight.edges.iter().for_each(|edge| lit_edge(context, scene, *edge as usize, look));
    }
}

/// An edge of the lit route, with its arrow.
pub fn lit_edge(context: &Context, scene: &Scene, at: usize, look: &Look) {
    let corners = scene.corners(at);
    let edge = edge_look(scene.line.get(at).copied().unwrap_or_default(), true, false, is_dimmed(scene, at));
    let mut text = String::new();
    path_text(&rounded(&shortened(corners), edge.radius), &mut text);
    let Ok(path) = web_sys::Path2d::new_with_path_string(&text) else { return };
    ink_edge(context, &edge, Camera::default(), look);
    context.stroke_with_path(&path);
    set_dash(context, &[]);
    arrow_head(context, corners, look);
}

/// Sets colour, width and dashes.
pub fn ink_edge(context: &Context, edge: &EdgeLook, camera: Camera, look: &Look) {
    context.set_stroke_style_str(look.colour(edge.ink));
    context.set_global_alpha(f64::from(edge.opacity));
    // far away a line keeps half a pixel, or the drawing would fade out
    context.set_line_width(f64::from(edge.width.max(0.5 / camera.scale)));
    context.set_line_cap(if edge.round { "round" } else { "butt" });
    set_dash(context, edge.dash);
}

/// The line ends inside its arrow head, not at its point.
fn shortened(corners: &[f32]) -> Vec<f32> {
    let mut corners = corners.to_vec();
    if let [.., before, _, last, _] = corners.as_mut_slice() {
        let leg = *last - *before;
        if leg.abs() > 4.0 {
            *last -= 3.0 * leg.signum();
        }
    }
    corners
}

fn arrow_head(context: &Context, corners: &[f32], look: &Look) {
    let [.., before_x, before_y, x, y] = corners else { return };
    let angle = f64::from(y - before_y).atan2(f64::from(x - before_x));
    let corner = |length: f64, turn: f64| {
        (f64::from(*x) + length * (angle + turn).cos(), f64::from(*y) + length * (angle + turn).sin())
    };
    let (left, right) = (corner(-8.0, 0.42), corner(-8.0, -0.42));
    context.set_fill_style_str(look.colour(Ink::Lit));
    context.begin_path();
    context.move_to(f64::from(*x), f64::from(*y));
    context.line_to(left.0, left.1);
    context.line_to(right.0, right.1);
    context.close_path();
    context.fill();
}

/// Some marks with their labels; the number in view.
#[expect(clippy::too_many_arguments, reason = "what, where and how, each of them once")]
pub fn paint_marks(
    context: &Context,
    scene: &Scene,
    marks: Range<u32>,
    highlight: &Highlight,
    attention: Attention,
    view: View,
    room: &mut Room,
    look: &Look,
) -> usize {
    let camera = view.camera;
    let area = &camera.area(view.size);
    let mut drawn = 0;
    let is_quiet = !highlight.marks.is_empty();
    let is_legible = LABEL_SIZE * camera.scale >= LEGIBLE;
    let mut labelled: Vec<(u32, MarkLook<'_>)> = Vec::new();
    for mark in marks {
        if !scene.mark_area(mark).is_some_and(|box_| box_.meets(area)) {
            continue;
        }
        drawn += 1;
        let is_lit = highlight.marks.binary_search(&mark).is_ok();
        let is_near = attention.selected == Some(mark) || attention.hovered == Some(mark);
        let mark_look = mark_look(scene, mark, is_lit, is_quiet, is_near);
        paint_box(context, scene, mark, &mark_look, attention, look);
        context.set_global_alpha(f64::from(mark_look.opacity));
        if camera.scale < DOTS {
            paint_dot(context, scene, mark, look);
        } else {
            draw_symbol(context, scene, mark, look);
        }
        if is_legible || is_near || is_lit || scene.has(mark, flag::BOLD) {
            labelled.push((mark, mark_look));
        }
    }
    // a change of font costs more than a label
    labelled.sort_by_key(|(_, look)| (look.bold, look.italic));
    let size = if is_legible { LABEL_SIZE } else { LEGIBLE / camera.scale };
    let mut font = None;
    for (mark, mark_look) in labelled {
        if !is_legible && !takes(scene, mark, size, camera, room) {
            continue;
        }
        if font != Some((mark_look.bold, mark_look.italic)) {
            font = Some((mark_look.bold, mark_look.italic));
            context.set_font(&look.font(size, mark_look.bold, mark_look.italic));
        }
        paint_label(context, scene, mark, &mark_look, size, is_legible, look);
    }
    drawn
}

/// Takes the room of a label that is larger than its row; false where another stands there.
fn takes(scene: &Scene, mark: u32, size: f32, camera: Camera, room: &mut Room) -> bool {
    let Some(area) = scene.mark_area(mark) else { return false };
    let (left, middle) = camera.to_screen(area.left, (area.top + area.bottom) / 2.0);
    let grown = size * camera.scale / LABEL_SIZE;
    let half = size * camera.scale * 0.6;
    room.takes(Takes {
        left,
        right: left + (area.right - area.left) * grown,
        top: middle - half,
        bottom: middle + half,
    })
}

fn paint_dot(context: &Context, scene: &Scene, mark: u32, look: &Look) {
    let (Some(x), Some(y)) = (scene.x.get(mark as usize), scene.y.get(mark as usize)) else { return };
    let ink = crate::view::scene::mini_ink(scene, mark, false);
    let ink = if ink == Ink::BorderControl { Ink::Text3 } else { ink };
    context.set_fill_style_str(look.colour(ink));
    context.fill_rect(f64::from(*x) + 2.0, f64::from(*y) - 5.0, 10.0, 10.0);
}

/// Hovered: a ground. Selected: the accent's ground and frame. Focused: the ring.
fn paint_box(context: &Context, scene: &Scene, mark: u32, mark_look: &MarkLook<'_>, attention: Attention, look: &Look) {
    let is_selected = attention.selected == Some(mark);
    let is_focused = attention.focused == Some(mark);
    let is_hovered = attention.hovered == Some(mark);
    if !(is_selected || is_focused || is_hovered || mark_look.over) {
        return;
    }
    let Some(area) = scene.mark_area(mark) else { return };
    let (left, top) = (f64::from(area.left), f64::from(area.top));
    let mut width = f64::from(area.right - area.left);
    let height = f64::from(area.bottom - area.top);
    if mark_look.over {
        context.set_font(&look.font(LABEL_SIZE, mark_look.bold, mark_look.italic));
        let label = context.measure_text(mark_look.label).map(|text| text.width()).unwrap_or_default();
        width = width.max(label + f64::from(LABEL_X) + 6.0);
    }
    context.set_global_alpha(1.0);
    let frame = |grow: f64, radius: f64| {
        context.begin_path();
        round_box(context, left - grow, top - grow, width + 2.0 * grow, height + 2.0 * grow, radius);
    };
    let ground = match (is_selected, is_hovered) {
        (true, _) => Ink::AccentSoft,
        (_, true) => Ink::Surface2,
        _ => Ink::Surface0,
    };
    frame(0.0, 4.0);
    context.set_fill_style_str(look.colour(ground));
    context.fill();
    if is_selected {
        context.set_stroke_style_str(look.colour(Ink::Accent));
        context.set_line_width(1.5);
        context.stroke();
    }
    if is_focused {
        frame(if is_selected { 2.5 } else { 0.5 }, 5.0);
        context.set_stroke_style_str(look.colour(Ink::Focus));
        context.set_line_width(2.0);
        context.stroke();
    }
}

fn paint_label(
    context: &Context,
    scene: &Scene,
    mark: u32,
    mark_look: &MarkLook<'_>,
    size: f32,
    is_legible: bool,
    look: &Look,
) {
    let at = mark as usize;
    let (Some(x), Some(y), Some(width)) = (scene.x.get(at), scene.y.get(at), scene.width.get(at)) else { return };
    let (x, y) = (f64::from(x + LABEL_X), f64::from(y + size * 0.34));
    context.set_global_alpha(f64::from(mark_look.opacity));
    context.set_fill_style_str(look.colour(mark_look.ink));
    if mark_look.over || !is_legible {
        let _ = context.fill_text(mark_look.label, x, y);
        return;
    }
    // a face wider than the guess is squeezed rather than let run into what lies behind
    let room = f64::from((width - LABEL_X - LABEL_END).max(4.0));
    let folded = scene.folded.get(at).copied().filter(|count| *count > 0 && !scene.has(mark, flag::GROUP));
    let Some(folded) = folded else {
        let _ = context.fill_text_with_max_width(mark_look.label, x, y, room);
        return;
    };
    let width_of = |text: &str| context.measure_text(text).map(|text| text.width()).unwrap_or_default();
    let count = format!("+{folded}");
    let count_width = width_of(&count);
    let label_room = (room - count_width - 3.0).max(4.0);
    let label_width = width_of(mark_look.label).min(label_room);
    let _ = context.fill_text_with_max_width(mark_look.label, x, y, label_room);
    context.set_fill_style_str(look.colour(Ink::Text3));
    let _ = context.fill_text(&count, x + label_width + 3.0, y);
}

/// The titles of the columns stay at the top of the view.
pub fn paint_columns(context: &Context, scene: &Scene, view: View, look: &Look) {
    if scene.column_x.is_empty() {
        return;
    }
    let View { camera, size, ratio } = view;
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.set_fill_style_str(look.colour(Ink::Surface0));
    context.set_global_alpha(0.92);
    context.fill_rect(0.0, 0.0, f64::from(size.width), f64::from(TOP - 8.0));
    context.set_global_alpha(1.0);
    context.set_fill_style_str(look.colour(Ink::Text3));
    context.set_font(&look.font(COLUMN_SIZE, false, false));
    let mut free_from = f64::MIN;
    for (x, title) in scene.column_x.iter().zip(scene.column_title.iter()) {
        let (x, _) = camera.to_screen(*x, 0.0);
        let x = f64::from(x) + 2.0;
        if x < free_from || x < -60.0 || x > f64::from(size.width) {
            continue;
        }
        let _ = context.fill_text(title, x, 14.0);
        free_from = x + 50.0;
    }
}
