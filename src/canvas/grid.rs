//! A grid: a cell for each edge, the diagonal, and a frame. Its rows bear the marks, painted like those of columns.

use web_sys::CanvasRenderingContext2d as Context;

use super::job::{Job, Sheet, Slice};
use super::paint2d::View;
use super::{Camera, Look};
use crate::view::scene::{Ink, LABEL_SIZE, Scene, cell_ink};

pub fn cells(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    let (scene, camera) = (sheet.scene, job.view.camera);
    let (left, side) = scene.cells();
    if job.at == 0 {
        frame(context, scene, camera, sheet.look);
    }
    let area = camera.area(job.view.size);
    // a cell keeps a pixel and a half of the screen
    let size = (side - side.min(2.0) * 0.5).max(1.5 / camera.scale);
    let mut ink = None;
    let mut drawn = 0.0;
    while job.at < scene.from.len() {
        let edge = job.at;
        job.at += 1;
        if let [x, y] = scene.corners(edge)
            && *x >= area.left.max(left) - side
            && *x <= area.right + side
            && *y >= area.top - side
            && *y <= area.bottom + side
        {
            let wanted = cell_ink(scene, edge, false);
            if ink != Some(wanted) {
                ink = Some(wanted);
                context.set_fill_style_str(sheet.look.colour(wanted));
            }
            cell(context, *x, *y, size);
            drawn += 0.5;
        }
        if job.at % 128 == 0 && !slice.spend(std::mem::take(&mut drawn) + 1.0) {
            return job.at >= scene.from.len();
        }
    }
    true
}

fn cell(context: &Context, x: f32, y: f32, size: f32) {
    context.fill_rect(f64::from(x - size / 2.0), f64::from(y - size / 2.0), f64::from(size), f64::from(size));
}

fn frame(context: &Context, scene: &Scene, camera: Camera, look: &Look) {
    let (left, side) = scene.cells();
    let all = f64::from(side * scene.len() as f32);
    let left = f64::from(left);
    context.set_fill_style_str(look.colour(Ink::Surface1));
    context.fill_rect(left, 0.0, all, all);
    context.set_stroke_style_str(look.colour(Ink::BorderStrong));
    context.set_line_width(f64::from(1.0 / camera.scale));
    context.stroke_rect(left, 0.0, all, all);
    context.begin_path();
    context.move_to(left, 0.0);
    context.line_to(left + all, all);
    context.stroke();
}

/// The bands of a mark's row and column, and the title of the column at its head.
pub fn cross(context: &Context, scene: &Scene, mark: u32, view: View, look: &Look) {
    let Some(y) = scene.y.get(mark as usize).copied() else { return };
    let (left, side) = scene.cells();
    let (all, column) = (side * scene.len() as f32, left + y - side / 2.0);
    context.set_global_alpha(0.14);
    context.set_fill_style_str(look.colour(Ink::Accent));
    context.fill_rect(0.0, f64::from(y - side / 2.0), f64::from(left + all), f64::from(side));
    context.fill_rect(f64::from(column), 0.0, f64::from(side), f64::from(all));
    context.set_global_alpha(1.0);
    let (x, top) = view.camera.to_screen(column + side / 2.0, 0.0);
    let ratio = view.ratio;
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.set_font(&look.font(LABEL_SIZE, true, false));
    context.set_fill_style_str(look.colour(Ink::Text));
    context.set_text_align("center");
    let label = scene.label.get(mark as usize);
    let _ = context.fill_text(label, f64::from(x), f64::from(top.max(20.0) - 6.0));
    context.set_text_align("left");
}
