//! Boxes in and beside each other, tinted by verdict; words where they fit.

use web_sys::CanvasRenderingContext2d as Context;

use super::Look;
use super::job::{Job, Sheet, Slice};
use super::paint2d::View;
use super::sprites::Sprites;
use super::symbols::set_dash;
use crate::view::camera::Area;
use crate::view::scene::{Ink, LABEL_SIZE, Scene, box_look, box_words};

/// Boxes narrower or lower than this on the screen are left out; below the second they have no frame.
const LEAST: f32 = 0.4;
const FRAMED: f32 = 3.0;

/// The largest first: what lies inside is painted over it.
pub fn boxes(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    let scene = sheet.scene;
    let mut drawn = 0.0;
    while let Some(mark) = scene.order.get(job.at).copied() {
        job.at += 1;
        drawn += paint_box(context, scene, mark, job.view, false, sheet.look, sheet.sprites);
        if job.at % 64 == 0 && !slice.spend(std::mem::take(&mut drawn) + 1.0) {
            return job.at >= scene.order.len();
        }
    }
    true
}

/// One box with its words; the strokes it took.
pub fn paint_box(
    context: &Context,
    scene: &Scene,
    mark: u32,
    view: View,
    is_lit: bool,
    look: &Look,
    sprites: &Sprites,
) -> f32 {
    let Some(area) = scene.mark_area(mark) else { return 0.0 };
    let camera = view.camera;
    let (left, top) = camera.to_screen(area.left, area.top);
    let (right, bottom) = camera.to_screen(area.right, area.bottom);
    let (width, height) = (right - left, bottom - top);
    let is_seen = right > 0.0 && bottom > 0.0 && left < view.size.width && top < view.size.height;
    if !is_seen || width < LEAST || height < LEAST {
        return 0.0;
    }
    let box_look = box_look(scene, mark, is_lit);
    let (x, y, wide, high) = (f64::from(left), f64::from(top), f64::from(width), f64::from(height));
    if !is_lit {
        context.set_global_alpha(1.0);
        context.set_fill_style_str(look.colour(Ink::Surface0));
        context.fill_rect(x, y, wide, high);
        context.set_global_alpha(f64::from(box_look.fill_opacity));
        context.set_fill_style_str(look.colour(box_look.fill));
        context.fill_rect(x, y, wide, high);
        context.set_global_alpha(1.0);
    }
    if width >= FRAMED && height >= FRAMED {
        context.set_stroke_style_str(look.colour(box_look.line));
        context.set_line_width(f64::from(box_look.line_width));
        if box_look.is_dashed {
            set_dash(context, &[3.0, 2.0]);
        }
        let inset = f64::from(box_look.line_width.max(1.0) / 2.0);
        context.stroke_rect(x + inset, y + inset, (wide - 2.0 * inset).max(0.5), (high - 2.0 * inset).max(0.5));
        if box_look.is_dashed {
            set_dash(context, &[]);
        }
    }
    if is_lit {
        return 2.0;
    }
    let seen = Area { left: area.left.max((0.0 - camera.x) / camera.scale), ..area };
    let Some(words) = box_words(scene, mark, &seen, camera.scale) else { return 2.0 };
    let left = left.max(0.0);
    context.set_font(&look.font(LABEL_SIZE, box_look.is_bold, false));
    context.set_fill_style_str(look.colour(box_look.ink));
    let _ = context.fill_text(&words.label, f64::from(left + words.x), f64::from(top + words.y));
    if words.symbol {
        sprites.draw(context, mark, left + 12.0, top + words.y - LABEL_SIZE * 0.34, 0.85);
    }
    if let Some((at, count)) = words.count {
        context.set_font(&look.font(LABEL_SIZE, false, false));
        context.set_fill_style_str(look.colour(Ink::Text3));
        let _ = context.fill_text(&count, f64::from(left + at), f64::from(top + words.y));
    }
    6.0
}
