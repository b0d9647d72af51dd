//! A large scene as it looked at one camera, with a margin around the view: moving it costs one copy. The next one is
//! painted beside it, slice by slice, and takes its place when it is done.

use web_sys::{CanvasRenderingContext2d as Context, HtmlCanvasElement};

use super::job::{Job, Sheet, Shown, Slice};
use super::paint2d::View;
use super::surface::{blank, context_of};
use super::{Camera, Size};
use crate::view::scene::Ink;

/// Painted beyond each side of the view, in pixels of the screen.
const MARGIN: f32 = 160.0;
/// A picture is painted anew where the view comes this close to its end.
const CLOSE: f32 = 48.0;
/// Of a slice, in milliseconds of calls, and in strokes to begin with; while moving a part of both.
const CALLS: f64 = 7.0;
const STROKES: f32 = 4_000.0;
const STROKES_LEAST: f32 = 500.0;
const STROKES_MOST: f32 = 24_000.0;
const MOVING: f32 = 0.3;
/// A frame that came so late shows that the slice before was too large; so early, that it was too small.
const LATE: f64 = 38.0;
const EARLY: f64 = 22.0;

/// The picture that is shown, and the one that is being painted.
#[derive(Default)]
pub struct Pictures {
    shown: Option<Picture>,
    next: Option<(Picture, Job, Context)>,
    /// A canvas to paint on again.
    spare: Option<HtmlCanvasElement>,
    strokes: f32,
    stepped_at: Option<f64>,
}

struct Picture {
    canvas: HtmlCanvasElement,
    /// Of the scene in the picture, margin included.
    view: View,
    /// What it was painted for: a picture of another scene, size or look is of no use.
    version: u32,
    shown: Shown,
}

impl Pictures {
    /// Goes on painting where there is something to paint; true where there is more to do.
    pub fn work(&mut self, sheet: &Sheet<'_>, view: View, version: u32, is_moving: bool, at: f64) -> bool {
        let wanted = with_margin(view);
        if self.shown.as_ref().is_some_and(|picture| picture.version != version) {
            self.spare = self.shown.take().map(|picture| picture.canvas);
        }
        let is_stale =
            |picture: &Picture| picture.version != version || (!is_moving && !serves(picture.view, view, 0.0));
        if self.next.as_ref().is_some_and(|(picture, ..)| is_stale(picture)) {
            self.spare = self.next.take().map(|(picture, ..)| picture.canvas);
        }
        let is_wanted = match &self.shown {
            None => true,
            Some(picture) if is_moving => !reaches(picture.view, view),
            Some(picture) => !serves(picture.view, view, CLOSE),
        };
        if is_wanted && self.next.is_none() {
            self.next = self.begin(wanted, version);
        }
        self.step(sheet, is_moving, at)
    }

    fn begin(&mut self, view: View, version: u32) -> Option<(Picture, Job, Context)> {
        let pixels = |length: f32| (f64::from(length) * view.ratio).round() as u32;
        let (width, height) = (pixels(view.size.width), pixels(view.size.height));
        let spare = self.spare.take().filter(|spare| spare.width() == width && spare.height() == height);
        let canvas = spare.or_else(|| blank(width, height))?;
        let context = context_of(&canvas)?;
        self.stepped_at = None;
        Some((Picture { canvas, view, version, shown: Shown::default() }, Job::new(view), context))
    }

    fn step(&mut self, sheet: &Sheet<'_>, is_moving: bool, at: f64) -> bool {
        let Some((mut picture, mut job, context)) = self.next.take() else { return false };
        // filling happens after our calls: a late frame tells what the last slice cost
        let strokes = if self.strokes == 0.0 { STROKES } else { self.strokes };
        self.strokes = match self.stepped_at.map(|before| at - before) {
            Some(gap) if gap > LATE => (strokes * 0.6).max(STROKES_LEAST),
            Some(gap) if gap < EARLY && !is_moving => (strokes * 1.4).min(STROKES_MOST),
            _ => strokes,
        };
        let share = if is_moving { MOVING } else { 1.0 };
        let mut slice = Slice::new(CALLS * f64::from(share), self.strokes * share);
        let is_done = job.step(&context, sheet, &mut slice);
        self.stepped_at = Some(at);
        picture.shown = job.shown;
        if is_done {
            let before = self.shown.replace(picture);
            self.spare = before.map(|picture| picture.canvas);
        } else {
            self.next = Some((picture, job, context));
        }
        !is_done
    }

    /// Copies the picture to where it stands now; while there is none, as much of the first as is painted.
    pub fn show(&self, context: &Context, sheet: &Sheet<'_>, view: View) {
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.set_global_alpha(1.0);
        context.set_fill_style_str(sheet.look.colour(Ink::Surface0));
        let pixels = |length: f32| f64::from(length) * view.ratio;
        context.fill_rect(0.0, 0.0, pixels(view.size.width), pixels(view.size.height));
        let picture = self.shown.as_ref().or(self.next.as_ref().map(|(picture, ..)| picture));
        let Some(picture) = picture else { return };
        let (then, now) = (picture.view.camera, view.camera);
        let scale = f64::from(now.scale / then.scale);
        let along = |now: f32, then: f32| (f64::from(now) - f64::from(then) * scale) * view.ratio;
        let (mut x, mut y) = (along(now.x, then.x), along(now.y, then.y));
        if scale == 1.0 {
            // on whole pixels: what is moved stays sharp
            (x, y) = (x.round(), y.round());
        }
        let _ = context.set_transform(scale, 0.0, 0.0, scale, x, y);
        let _ = context.draw_image_with_html_canvas_element(&picture.canvas, 0.0, 0.0);
    }

    /// Edges in the picture, of those there are.
    pub fn edges(&self) -> Option<Shown> {
        self.shown.as_ref().map(|picture| picture.shown)
    }

    /// Is the picture that is shown one of this version that serves the view as it is?
    pub fn is_settled(&self, view: View, version: u32) -> bool {
        self.next.is_none()
            && self.shown.as_ref().is_some_and(|picture| picture.version == version && serves(picture.view, view, 0.0))
    }
}

fn with_margin(view: View) -> View {
    let Camera { scale, x, y } = view.camera;
    let size = Size { width: view.size.width + 2.0 * MARGIN, height: view.size.height + 2.0 * MARGIN };
    View { camera: Camera { scale, x: x + MARGIN, y: y + MARGIN }, size, ratio: view.ratio }
}

/// Is everything in view in the picture, at its own zoom, and `room` more on each side?
fn serves(picture: View, view: View, room: f32) -> bool {
    let (x, y) = (picture.camera.x - view.camera.x, picture.camera.y - view.camera.y);
    picture.camera.scale == view.camera.scale
        && x >= room
        && y >= room
        && picture.size.width - x - view.size.width >= room
        && picture.size.height - y - view.size.height >= room
}

/// Is everything in view in the picture, at a zoom not far from its own?
fn reaches(picture: View, view: View) -> bool {
    let zoomed = view.camera.scale / picture.camera.scale;
    let (has, wants) = (picture.camera.area(picture.size), view.camera.area(view.size));
    has.holds(&wants) && (0.5..=2.0).contains(&zoomed)
}
