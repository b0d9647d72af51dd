//! Points: straight edges as far as there is room, symbols (dots where they stand close), labels of the important.

use web_sys::CanvasRenderingContext2d as Context;

use super::job::{Job, Sheet, Shown, Slice};
use super::{Camera, Look, Size};
use crate::view::scene::{Ink, LABEL_SIZE, Scene, Takes, edge, edge_look, flag, is_finding, mark_look};

/// So many edges are drawn at most; where more are in view, the most telling ones (see `Scene::from`).
pub const EDGES: u32 = 12_000;
/// Where more edges are in view, those that only pass through are left out: they tell nothing of what is in view.
const CROWDED: u32 = 1_500;
/// Shorter edges lie under their symbols.
const SHORTEST: f32 = 2.0;
/// So many edges are counted between two looks at the clock.
const COUNTED: usize = 16_384;
/// So many lines share a path: longer paths cost the browser more than their lines.
const PATH: usize = 256;
/// Marks closer than this are dots.
const DOTS: f32 = 16.0;
/// So many findings keep their symbol among dots, so many labels are drawn, so many marks are asked for one.
const FINDINGS: u32 = 600;
const LABELS: u32 = 260;
const CANDIDATES: usize = 3_000;

/// Counts what is in view.
pub fn survey(job: &mut Job, scene: &Scene, slice: &mut Slice) -> bool {
    let window = Window::new(job);
    if job.at == 0 {
        let marks = scene.x.iter().zip(&scene.y).filter(|(x, y)| window.holds(**x, **y)).count();
        let area = f64::from(job.view.size.width) * f64::from(job.view.size.height);
        job.spacing = (area / marks.max(1) as f64).sqrt() as f32;
        job.shown = Shown::default();
    }
    while job.at < scene.from.len() {
        let end = scene.from.len().min(job.at + COUNTED);
        let edges = (job.at..end).filter(|edge| scene.straight(*edge).is_some_and(|line| window.meets(line)));
        job.shown.of += edges.count() as u32;
        job.at = end;
        if !slice.spend(1.0) {
            return job.at >= scene.from.len();
        }
    }
    true
}

/// What of the scene is in view.
struct Window {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Window {
    fn new(job: &Job) -> Self {
        let area = job.view.camera.area(job.view.size);
        let room = 12.0 / job.view.camera.scale;
        Self { left: area.left - room, top: area.top - room, right: area.right + room, bottom: area.bottom + room }
    }

    fn holds(&self, x: f32, y: f32) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    fn ends_in(&self, [x0, y0, x1, y1]: [f32; 4]) -> bool {
        self.holds(x0, y0) || self.holds(x1, y1)
    }

    fn meets(&self, [x0, y0, x1, y1]: [f32; 4]) -> bool {
        x0.max(x1) >= self.left && x0.min(x1) <= self.right && y0.max(y1) >= self.top && y0.min(y1) <= self.bottom
    }
}

/// How much an edge shows among so many.
pub fn edge_opacity(edges: u32) -> f32 {
    let share = ((edges.max(1) as f32 / 400.0).log10() / 1.5).clamp(0.0, 1.0);
    0.85 - 0.5 * share
}

/// The zoom of symbols where marks stand so far apart.
pub fn symbol_zoom(spacing: f32, scale: f32) -> f32 {
    (spacing / 30.0).clamp(0.6, 1.0) * scale.clamp(1.0, 1.25)
}

/// Side of a dot where marks stand so close.
pub fn dot_side(spacing: f32) -> f32 {
    (spacing * 0.5).clamp(2.0, 6.0)
}

pub fn is_dotted(job: &Job) -> bool {
    job.spacing < DOTS
}

pub fn edges(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    let (scene, camera) = (sheet.scene, job.view.camera);
    let window = Window::new(job);
    let opacity = edge_opacity(job.shown.of.min(EDGES));
    let is_crowded = job.shown.of > CROWDED;
    let is_drawn = |line: &[f32; 4]| window.meets(*line) && (!is_crowded || window.ends_in(*line));
    let mut lines: [Vec<f32>; 5] = Default::default();
    while job.at < scene.from.len() && job.shown.edges < EDGES {
        let began = job.at;
        let mut found = 0;
        while job.at < scene.from.len() && found < PATH && job.at - began < 16 * PATH && job.shown.edges < EDGES {
            let edge = job.at;
            job.at += 1;
            let Some(line) = scene.straight(edge).filter(is_drawn) else { continue };
            let (x0, y0) = camera.to_screen(line[0], line[1]);
            let (x1, y1) = camera.to_screen(line[2], line[3]);
            job.shown.edges += 1;
            if (x1 - x0).abs().max((y1 - y0).abs()) < SHORTEST {
                continue;
            }
            found += 1;
            if let Some(lines) = lines.get_mut(scene.line.get(edge).copied().unwrap_or_default() as usize) {
                lines.extend([x0, y0, x1, y1]);
            }
        }
        for (line, ends) in (0_u8..).zip(lines.iter_mut()) {
            stroke(context, line, ends, opacity, job.view.ratio, sheet.look);
            ends.clear();
        }
        if !slice.spend(found as f32 + (job.at - began) as f32 / 64.0) {
            return job.at >= scene.from.len() || job.shown.edges >= EDGES;
        }
    }
    true
}

fn stroke(context: &Context, line: u8, ends: &[f32], opacity: f32, ratio: f64, look: &Look) {
    if ends.is_empty() {
        return;
    }
    let edge = edge_look(line, false, false, false);
    context.set_stroke_style_str(look.colour(edge.ink));
    context.set_global_alpha(f64::from(if line == edge::CYCLE { opacity.max(0.7) } else { opacity }));
    // one device pixel: browsers draw it without building an outline
    context.set_line_width(if line == edge::CYCLE { 1.25 } else { 1.0 / ratio });
    context.begin_path();
    for ends in ends.chunks_exact(4) {
        if let [x0, y0, x1, y1] = ends {
            context.move_to(f64::from(*x0), f64::from(*y0));
            context.line_to(f64::from(*x1), f64::from(*y1));
        }
    }
    context.stroke();
}

pub fn marks(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    if is_dotted(job) { dots(job, context, sheet, slice) } else { symbols(job, context, sheet, slice) }
}

/// The least important first, so that the others lie on top.
fn symbols(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    let (scene, camera) = (sheet.scene, job.view.camera);
    let window = Window::new(job);
    let zoom = symbol_zoom(job.spacing, camera.scale);
    let mut drawn = 0.0;
    while let Some(mark) = scene.order.len().checked_sub(job.at + 1).and_then(|at| scene.order.get(at)) {
        job.at += 1;
        if let Some((x, y)) = scene.symbol_at(*mark).filter(|(x, y)| window.holds(*x, *y)) {
            let (x, y) = camera.to_screen(x, y);
            sheet.sprites.draw(context, *mark, x, y, zoom);
            drawn += 2.0;
        }
        if job.at.is_multiple_of(128) && !slice.spend(std::mem::take(&mut drawn) + 2.0) {
            return job.at >= scene.order.len();
        }
    }
    true
}

/// Dots colour by colour; then the symbols of findings.
fn dots(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    let (scene, camera) = (sheet.scene, job.view.camera);
    let window = Window::new(job);
    let side = dot_side(job.spacing);
    let mut start = 0;
    for (ink, marks) in &sheet.sprites.dots {
        let from = job.at.saturating_sub(start);
        start += marks.len();
        if from >= marks.len() {
            continue;
        }
        context.set_fill_style_str(sheet.look.colour(*ink));
        let mut drawn = 0.0;
        for mark in marks.get(from..).unwrap_or_default() {
            job.at += 1;
            if let Some((x, y)) = scene.symbol_at(*mark).filter(|(x, y)| window.holds(*x, *y)) {
                let (x, y) = camera.to_screen(x, y);
                context.fill_rect(f64::from(x - side / 2.0), f64::from(y - side / 2.0), side.into(), side.into());
                drawn += 0.5;
            }
            if job.at.is_multiple_of(256) && !slice.spend(std::mem::take(&mut drawn) + 2.0) {
                return false;
            }
        }
    }
    for mark in findings(scene, FINDINGS).into_iter().rev() {
        if let Some((x, y)) = scene.symbol_at(mark).filter(|(x, y)| window.holds(*x, *y)) {
            let (x, y) = camera.to_screen(x, y);
            sheet.sprites.draw(context, mark, x, y, 0.75);
        }
    }
    true
}

/// Roots, conflicts and what to review, as far as the number goes: they come first in the order.
pub fn findings(scene: &Scene, most: u32) -> Vec<u32> {
    scene.order.iter().copied().take_while(|mark| is_finding(scene, *mark)).take(most as usize).collect()
}

pub fn labels(job: &mut Job, context: &Context, sheet: &Sheet<'_>, slice: &mut Slice) -> bool {
    let (scene, camera) = (sheet.scene, job.view.camera);
    let window = Window::new(job);
    let zoom = if is_dotted(job) { 0.75 } else { symbol_zoom(job.spacing, camera.scale) };
    let mut asked = 0_usize;
    while let Some(mark) = scene.order.get(job.at).copied() {
        job.at += 1;
        let Some((x, y)) = scene.symbol_at(mark).filter(|(x, y)| window.holds(*x, *y)) else { continue };
        asked += 1;
        if asked > CANDIDATES || job.labels >= LABELS {
            return true;
        }
        let (x, y) = camera.to_screen(x, y);
        let place = Takes::label(scene, mark, x, y, zoom);
        if !job.room.takes(place) {
            continue;
        }
        job.labels += 1;
        label(context, scene, mark, place.left, y, false, sheet.look);
        if asked.is_multiple_of(16) && !slice.spend(48.0) {
            return false;
        }
    }
    true
}

/// A label on a ground of its own, so that it can be read over edges.
pub fn label(context: &Context, scene: &Scene, mark: u32, x: f32, y: f32, is_lit: bool, look: &Look) {
    let mark_look = mark_look(scene, mark, is_lit, false, is_lit);
    let (x, y) = (f64::from(x), f64::from(y + LABEL_SIZE * 0.34));
    let is_bold = scene.has(mark, flag::BOLD) || is_lit;
    context.set_font(&look.font(LABEL_SIZE, is_bold, mark_look.italic));
    context.set_stroke_style_str(look.colour(Ink::Surface0));
    context.set_line_width(3.0);
    context.set_global_alpha(0.85);
    let _ = context.stroke_text(mark_look.label, x, y);
    context.set_global_alpha(f64::from(mark_look.opacity));
    context.set_fill_style_str(look.colour(mark_look.ink));
    let _ = context.fill_text(mark_look.label, x, y);
    context.set_global_alpha(1.0);
}

/// Is any of this point's room in the view?
pub fn is_in_view(camera: Camera, size: Size, x: f32, y: f32) -> bool {
    let (x, y) = camera.to_screen(x, y);
    x > -200.0 && y > -20.0 && x < size.width + 20.0 && y < size.height + 20.0
}
