//! What lies over a kept picture: the lit route, the selection, what the pointer and the keyboard stand on, and the
//! rectangle being drawn. It is painted anew with every frame, so it is bounded.

use web_sys::CanvasRenderingContext2d as Context;

use super::job::{Sheet, set_space};
use super::paint2d::{Attention, View, lit_edge, paint_marks};
use super::points::{is_in_view, label};
use super::{boxes, grid};
use crate::view::camera::Area;
use crate::view::scene::{Form, Highlight, Ink, Room, Scene, Takes, cell_ink};

/// So many lit edges and marks are drawn at most, the first ones.
const EDGES: usize = 3_000;
const MARKS: usize = 1_500;
/// How much of the picture a veil leaves, where something is lit.
const VEIL: f64 = 0.55;

/// Paints it over the picture in the context.
pub fn overlay(
    context: &Context,
    sheet: &Sheet<'_>,
    highlight: &Highlight,
    attention: Attention,
    chosen: &[u32],
    view: View,
) {
    let Sheet { scene, look, .. } = *sheet;
    let is_lit = !highlight.marks.is_empty();
    if is_lit && scene.form != Form::Boxes {
        let _ = context.set_transform(view.ratio, 0.0, 0.0, view.ratio, 0.0, 0.0);
        context.set_global_alpha(VEIL);
        context.set_fill_style_str(look.colour(Ink::Surface0));
        context.fill_rect(0.0, 0.0, f64::from(view.size.width), f64::from(view.size.height));
    }
    context.set_global_alpha(1.0);
    set_space(context, view, scene.form);
    let near = [attention.selected, attention.focused, attention.hovered];
    let mut marks: Vec<u32> = highlight.marks.iter().copied().take(MARKS).collect();
    marks.extend(chosen.iter().copied().take(MARKS));
    marks.extend(near.into_iter().flatten());
    marks.sort_unstable();
    marks.dedup();
    match scene.form {
        Form::Columns => {
            for edge in highlight.edges.iter().take(EDGES) {
                lit_edge(context, scene, *edge as usize, look);
            }
            let mut room = Room::new();
            for mark in marks {
                let one = mark..mark.saturating_add(1);
                paint_marks(context, scene, one, highlight, attention, view, &mut room, look);
            }
        }
        Form::Points => points(context, sheet, highlight, attention, &marks, view),
        Form::Boxes => {
            for mark in marks {
                boxes::paint_box(context, scene, mark, view, true, look, sheet.sprites);
            }
        }
        Form::Grid => {
            let (_, side) = scene.cells();
            let size = (side - 2.0).max(1.5 / view.camera.scale);
            for edge in highlight.edges.iter().map(|edge| *edge as usize).take(EDGES) {
                if let [x, y] = scene.corners(edge) {
                    context.set_fill_style_str(look.colour(cell_ink(scene, edge, true)));
                    let (left, top) = (x - size / 2.0, y - size / 2.0);
                    context.fill_rect(f64::from(left), f64::from(top), f64::from(size), f64::from(size));
                }
            }
            let mut room = Room::new();
            for mark in marks {
                let one = mark..mark.saturating_add(1);
                paint_marks(context, scene, one, highlight, attention, view, &mut room, look);
            }
            if let Some(mark) = attention.hovered.or(attention.focused).or(attention.selected) {
                grid::cross(context, scene, mark, view, look);
            }
        }
    }
    chosen_frames(context, scene, chosen, view, sheet);
}

fn points(
    context: &Context,
    sheet: &Sheet<'_>,
    highlight: &Highlight,
    attention: Attention,
    marks: &[u32],
    view: View,
) {
    let Sheet { scene, look, .. } = *sheet;
    let camera = view.camera;
    context.set_stroke_style_str(look.colour(Ink::Lit));
    context.set_line_width(1.5);
    context.begin_path();
    for line in highlight.edges.iter().take(EDGES).filter_map(|edge| scene.straight(*edge as usize)) {
        let (from, to) = (camera.to_screen(line[0], line[1]), camera.to_screen(line[2], line[3]));
        context.move_to(f64::from(from.0), f64::from(from.1));
        context.line_to(f64::from(to.0), f64::from(to.1));
    }
    context.stroke();
    let on_screen = |mark: u32| {
        scene
            .symbol_at(mark)
            .filter(|(x, y)| is_in_view(camera, view.size, *x, *y))
            .map(|(x, y)| camera.to_screen(x, y))
    };
    let is_near = |mark: u32| [attention.selected, attention.focused, attention.hovered].contains(&Some(mark));
    for mark in marks {
        let Some((x, y)) = on_screen(*mark) else { continue };
        sheet.sprites.draw(context, *mark, x, y, 1.0);
        for (of, ink, radius, width) in [
            (attention.selected, Ink::Accent, 10.0, 2.0),
            (attention.focused, Ink::Focus, 13.0, 2.0),
            (attention.hovered, Ink::Text3, 10.0, 1.0),
        ] {
            if of == Some(*mark) {
                context.set_stroke_style_str(look.colour(ink));
                context.set_line_width(width);
                context.begin_path();
                let _ = context.arc(f64::from(x), f64::from(y), radius, 0.0, std::f64::consts::TAU);
                context.stroke();
            }
        }
    }
    let mut room = Room::new();
    let (first, rest): (Vec<u32>, Vec<u32>) = marks.iter().partition(|mark| is_near(**mark));
    for mark in first.into_iter().chain(rest) {
        let Some((x, y)) = on_screen(mark) else { continue };
        let place = Takes::label(scene, mark, x, y, if is_near(mark) { 1.5 } else { 1.0 });
        if room.takes(place) {
            label(context, scene, mark, place.left, y, true, look);
        }
    }
}

/// A frame around each of several selected marks.
fn chosen_frames(context: &Context, scene: &Scene, chosen: &[u32], view: View, sheet: &Sheet<'_>) {
    if chosen.is_empty() {
        return;
    }
    let _ = context.set_transform(view.ratio, 0.0, 0.0, view.ratio, 0.0, 0.0);
    context.set_stroke_style_str(sheet.look.colour(Ink::Accent));
    context.set_line_width(1.5);
    context.begin_path();
    for mark in chosen.iter().take(MARKS) {
        let Some((x, y)) = scene.symbol_at(*mark) else { continue };
        if !is_in_view(view.camera, view.size, x, y) {
            continue;
        }
        let (x, y) = view.camera.to_screen(x, y);
        let (x, y) = (f64::from(x), f64::from(y));
        if scene.form == Form::Points {
            context.move_to(x + 10.0, y);
            let _ = context.arc(x, y, 10.0, 0.0, std::f64::consts::TAU);
        } else if let Some(area) = scene.mark_area(*mark) {
            let (left, top) = view.camera.to_screen(area.left, area.top);
            let (right, bottom) = view.camera.to_screen(area.right, area.bottom);
            context.rect(f64::from(left), f64::from(top), f64::from(right - left), f64::from(bottom - top));
        }
    }
    context.stroke();
}

/// The rectangle that is being drawn, in pixels of the screen.
pub fn lasso(context: &Context, area: Area, ratio: f64, sheet: &Sheet<'_>) {
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    let (left, top) = (f64::from(area.left), f64::from(area.top));
    let (width, height) = (f64::from(area.right - area.left), f64::from(area.bottom - area.top));
    context.set_fill_style_str(sheet.look.colour(Ink::Accent));
    context.set_global_alpha(0.1);
    context.fill_rect(left, top, width, height);
    context.set_global_alpha(1.0);
    context.set_stroke_style_str(sheet.look.colour(Ink::Accent));
    context.set_line_width(1.0);
    context.stroke_rect(left + 0.5, top + 0.5, width, height);
}
