//! Draws the symbols of marks.

use std::f64::consts::TAU;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d as Context;

use super::Look;
use crate::view::scene::{Draw, Paint, Scene, symbol};

/// Draws the symbol of a mark at its place in the scene.
pub fn draw_symbol(context: &Context, scene: &Scene, mark: u32, look: &Look) {
    let Some((x, y)) = scene.symbol_at(mark) else { return };
    let (x, y) = (f64::from(x), f64::from(y));
    for stroke in symbol(scene, mark) {
        let colour = look.colour(stroke.ink);
        context.begin_path();
        match &stroke.draw {
            Draw::Circle(radius) => {
                let _ = context.arc(x, y, f64::from(*radius), 0.0, TAU);
            }
            Draw::Box(left, top, width, height, radius) => {
                let (left, top) = (x + f64::from(*left), y + f64::from(*top));
                round_box(context, left, top, f64::from(*width), f64::from(*height), f64::from(*radius));
            }
            Draw::Path(corners) => {
                for (at, (dx, dy)) in corners.iter().enumerate() {
                    let (cx, cy) = (x + f64::from(*dx), y + f64::from(*dy));
                    if at == 0 { context.move_to(cx, cy) } else { context.line_to(cx, cy) }
                }
            }
            Draw::Letter(letter, size) => {
                context.set_fill_style_str(colour);
                context.set_font(&look.font(*size, true, false));
                context.set_text_align("center");
                let _ = context.fill_text(letter, x, y + f64::from(size * 0.36));
                context.set_text_align("left");
                continue;
            }
        }
        let (width, dots) = match stroke.paint {
            Paint::Fill => {
                context.set_fill_style_str(colour);
                context.fill();
                continue;
            }
            Paint::Line(width) => (width, false),
            Paint::Closed(width) => {
                context.close_path();
                (width, false)
            }
            Paint::Dots(width) => (width, true),
        };
        context.set_stroke_style_str(colour);
        context.set_line_width(f64::from(width));
        context.set_line_cap("round");
        set_dash(context, if dots { &[1.3, 1.9] } else { &[] });
        context.stroke();
        if dots {
            set_dash(context, &[]);
        }
    }
}

/// Adds a box with round corners to the path.
pub fn round_box(context: &Context, left: f64, top: f64, width: f64, height: f64, radius: f64) {
    let (right, bottom) = (left + width, top + height);
    context.move_to(left + radius, top);
    let _ = context.arc_to(right, top, right, bottom, radius);
    let _ = context.arc_to(right, bottom, left, bottom, radius);
    let _ = context.arc_to(left, bottom, left, top, radius);
    let _ = context.arc_to(left, top, right, top, radius);
    context.close_path();
}

/// Sets the dashes of the next lines; none for a solid one.
pub fn set_dash(context: &Context, dash: &[f32]) {
    let dashes: Array = dash.iter().map(|length| JsValue::from_f64(f64::from(*length))).collect();
    let _ = context.set_line_dash(&dashes);
}
