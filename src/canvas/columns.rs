//! Columns and the rows of a grid, in slices.

use web_sys::CanvasRenderingContext2d as Context;

use super::job::{Job, Sheet, Slice};
use super::paint2d::{Attention, ink_edge, paint_marks};
use super::symbols::set_dash;
use crate::view::scene::{Highlight, edge_look};

/// So many marks at once.
const MARKS: usize = 100;

pub fn edges(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    let area = job.view.camera.area(job.view.size);
    while let Some(batch) = sheet.batches.get(job.at) {
        job.at += 1;
        if !batch.area.meets(&area) {
            continue;
        }
        let Some(path) = batch.path(sheet.scene) else { continue };
        ink_edge(context, &edge_look(batch.line, false, false, batch.dimmed), job.view.camera, sheet.look);
        context.stroke_with_path(path);
        if !slice.spend(2.0 * batch.edges.len() as f32) {
            set_dash(context, &[]);
            return job.at >= sheet.batches.len();
        }
    }
    set_dash(context, &[]);
    true
}

pub fn marks(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    let highlight = Highlight::default();
    while job.at < sheet.scene.len() {
        let end = (job.at + MARKS).min(sheet.scene.len());
        let marks = job.at as u32..end as u32;
        job.at = end;
        let drawn = paint_marks(
            context,
            sheet.scene,
            marks,
            &highlight,
            Attention::default(),
            job.view,
            &mut job.room,
            sheet.look,
        );
        if !slice.spend(4.0 * drawn as f32 + 1.0) {
            return job.at >= sheet.scene.len();
        }
    }
    true
}
