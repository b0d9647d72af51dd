//! What the canvas knows between two frames, and how pointer and wheel change it. No drawing.

use std::collections::BTreeMap;
use std::rc::Rc;

use foldhash::HashMap;

use super::batches::{Batch, batches};
use super::event::CanvasEvent;
use super::look::{Look, matches};
use super::paint2d::{Attention, View};
use super::sprites::{Sprites, sprites};
use super::tween::Tween;
use super::{Camera, Size};
use crate::view::camera::{Area, content};
use crate::view::pick::{mark_at, marks_in};
use crate::view::scene::{Form, Highlight, Scene};

/// A press that moves less than this is a click.
const CLICK: f32 = 4.0;
/// How long a flight lasts, in milliseconds.
const FLIGHT: f64 = 180.0;
/// Still moving, so long after the last move.
const SETTLED: f64 = 120.0;
/// A point is hit so many pixels of the screen beside its middle.
const REACH: f32 = 10.0;

/// From here on a scene is painted once, in slices, and its picture is moved.
const LARGE_MARKS: usize = 800;
const LARGE_EDGES: usize = 3_000;
/// The same of points, whose edges cross the whole picture.
const LARGE_POINTS: usize = 250;
const LARGE_LINES: usize = 800;

/// Everything that changes.
#[derive(Debug, Default)]
pub struct State {
    pub scene: Rc<Scene>,
    pub highlight: Rc<Highlight>,
    pub attention: Attention,
    pub camera: Camera,
    pub size: Size,
    pub ratio: f64,
    pub look: Look,
    pub batches: Vec<Batch>,
    pub sprites: Sprites,
    /// Several selected marks; sorted.
    pub chosen: Rc<Vec<u32>>,
    /// A rectangle that is being drawn, on the screen: where it began, where it is.
    pub lasso: Option<((f32, f32), (f32, f32))>,
    pub tween: Option<Tween>,
    /// A new number for every scene, size and look: what is painted for another is of no use.
    pub version: u32,
    pointers: BTreeMap<i32, (f32, f32)>,
    /// Where the press began, and whether it became a drag.
    press: Option<(f32, f32, bool)>,
    flight: Option<(Camera, Camera, f64)>,
    moved_at: f64,
    /// The reader has seen this scene: from here on the camera is theirs.
    is_open: bool,
}

impl State {
    pub fn view(&self) -> View {
        View { camera: self.camera, size: self.size, ratio: self.ratio.max(0.5) }
    }

    /// A new scene. Keeping the camera keeps what the reader looks at in its place on the screen.
    pub fn set_scene(&mut self, scene: Rc<Scene>, keep_camera: bool, now: f64) {
        let anchor = [self.attention.selected, self.attention.focused].into_iter().flatten().find_map(|mark| {
            let node = *self.scene.node.get(mark as usize)?;
            let there = scene.mark_of(node)? as usize;
            Some((place(&self.scene, mark as usize)?, place(&scene, there)?))
        });
        self.flight = None;
        let before = std::mem::replace(&mut self.scene, scene);
        self.batches = batches(&self.scene);
        self.sprites = sprites(&self.scene, &self.look);
        self.version = self.version.wrapping_add(1);
        self.lasso = None;
        self.chosen = Rc::default();
        self.highlight = Rc::default();
        self.attention = Attention::default();
        if !keep_camera {
            self.is_open = false;
            self.open();
        } else {
            let (x, y) = match anchor {
                Some((before, after)) => (before.0 - after.0, before.1 - after.1),
                None => shifted(&before, &self.scene),
            };
            self.camera = self.camera.panned(x * self.camera.scale, y * self.camera.scale);
            let in_view = self.camera.area(self.size);
            let mut areas = (0..self.scene.len() as u32).filter_map(|mark| self.scene.mark_area(mark));
            if !areas.any(|area| area.meets(&in_view)) {
                self.is_open = false;
                self.open();
            }
        }
        let is_still = !keep_camera || self.is_large() || matches("(prefers-reduced-motion: reduce)");
        self.tween = if is_still { None } else { Tween::new(&before, &self.scene, anchor, now) };
    }

    pub fn set_look(&mut self, look: Look) {
        self.look = look;
        self.sprites = sprites(&self.scene, &self.look);
        self.version = self.version.wrapping_add(1);
    }

    pub fn resize(&mut self, size: Size, ratio: f64) {
        if (self.size, self.ratio) != (size, ratio) {
            self.version = self.version.wrapping_add(1);
        }
        self.size = size;
        self.ratio = ratio;
        self.open();
    }

    /// The first look, as soon as there is both a scene and room for it.
    fn open(&mut self) {
        if !self.is_open && !self.scene.is_empty() && self.size.width > 1.0 && self.size.height > 1.0 {
            self.camera = Camera::opening(&self.scene, self.size);
            self.is_open = true;
        }
    }

    pub fn mark_at(&self, x: f32, y: f32) -> Option<u32> {
        let (x, y) = self.camera.to_scene(x, y);
        mark_at(&self.scene, x, y, REACH / self.camera.scale)
    }

    /// With `shift` a rectangle begins.
    pub fn press(&mut self, pointer: i32, x: f32, y: f32, shift: bool) {
        self.flight = None;
        self.pointers.insert(pointer, (x, y));
        // a second finger makes a pinch of it, never a click
        self.press = if self.pointers.len() == 1 { Some((x, y, false)) } else { None };
        self.lasso = (shift && self.press.is_some()).then_some(((x, y), (x, y)));
    }

    /// True where something changed that shows.
    pub fn drag(&mut self, pointer: i32, x: f32, y: f32, now: f64, events: &mut Vec<CanvasEvent>) -> bool {
        let Some(before) = self.pointers.get(&pointer).copied() else { return self.hover(x, y, events) };
        if let [other] =
            self.pointers.iter().filter(|(id, _)| **id != pointer).map(|(_, at)| *at).collect::<Vec<_>>()[..]
        {
            let apart = |at: (f32, f32)| (at.0 - other.0).hypot(at.1 - other.1).max(1.0);
            let middle = |at: (f32, f32)| ((at.0 + other.0) / 2.0, (at.1 + other.1) / 2.0);
            let (was, is) = (middle(before), middle((x, y)));
            let camera = self.camera.panned(is.0 - was.0, is.1 - was.1);
            self.move_to(self.zoomed(camera, apart((x, y)) / apart(before), is.0, is.1), now);
            self.pointers.insert(pointer, (x, y));
            return true;
        }
        if let Some((from_x, from_y, is_drag)) = &mut self.press {
            if !*is_drag && (x - *from_x).hypot(y - *from_y) < CLICK {
                return false;
            }
            *is_drag = true;
        }
        if let Some((_, end)) = &mut self.lasso {
            *end = (x, y);
            self.pointers.insert(pointer, (x, y));
            return true;
        }
        self.move_to(self.camera.panned(x - before.0, y - before.1), now);
        self.pointers.insert(pointer, (x, y));
        true
    }

    /// A press that did not move selects; with `more` it adds one to the selection or takes it away.
    pub fn release(&mut self, pointer: i32, x: f32, y: f32, more: bool, events: &mut Vec<CanvasEvent>) {
        self.pointers.remove(&pointer);
        let (press, lasso) = (self.press.take(), self.lasso.take());
        match (press, lasso) {
            (Some((_, _, true)), Some(_)) => {
                let area = lasso.map(|(from, to)| self.scene_area(from, to)).unwrap_or_default();
                events.push(CanvasEvent::Lasso(marks_in(&self.scene, &area)));
            }
            (Some((_, _, false)), lasso) => match self.mark_at(x, y) {
                Some(mark) if more || lasso.is_some() => events.push(CanvasEvent::Toggle(mark)),
                mark if !more => events.push(CanvasEvent::Select(mark)),
                _ => {}
            },
            _ => {}
        }
    }

    fn scene_area(&self, from: (f32, f32), to: (f32, f32)) -> Area {
        let (left, top) = self.camera.to_scene(from.0.min(to.0), from.1.min(to.1));
        let (right, bottom) = self.camera.to_scene(from.0.max(to.0), from.1.max(to.1));
        Area { left, top, right, bottom }
    }

    /// The system took the pointer away.
    pub fn cancel(&mut self, pointer: i32) {
        self.pointers.remove(&pointer);
        self.press = None;
        self.lasso = None;
    }

    pub fn is_dragging(&self) -> bool {
        matches!(self.press, Some((_, _, true)))
    }

    fn hover(&mut self, x: f32, y: f32, events: &mut Vec<CanvasEvent>) -> bool {
        let mark = self.mark_at(x, y);
        self.set_hovered(mark, events)
    }

    pub fn set_hovered(&mut self, mark: Option<u32>, events: &mut Vec<CanvasEvent>) -> bool {
        if self.attention.hovered == mark {
            return false;
        }
        self.attention.hovered = mark;
        events.push(CanvasEvent::Hover(mark));
        true
    }

    pub fn zoom(&mut self, factor: f32, x: f32, y: f32, now: f64) {
        // two quick presses of a button add up; a flight under way arrives first
        if let Some((_, there, _)) = self.flight.take() {
            self.camera = there;
        }
        self.move_to(self.zoomed(self.camera, factor, x, y), now);
    }

    fn zoomed(&self, camera: Camera, factor: f32, x: f32, y: f32) -> Camera {
        camera.zoomed(factor, x, y, content(&self.scene), self.size)
    }

    pub fn pan(&mut self, by_x: f32, by_y: f32, now: f64) {
        self.flight = None;
        self.move_to(self.camera.panned(by_x, by_y), now);
    }

    /// Brings a point of the scene to the middle at once (the minimap).
    pub fn centre(&mut self, x: f32, y: f32, now: f64) {
        self.flight = None;
        self.move_to(self.camera.centred(x, y, self.size), now);
    }

    fn move_to(&mut self, camera: Camera, now: f64) {
        self.camera = camera.kept(content(&self.scene), self.size);
        self.moved_at = now;
    }

    pub fn fit(&mut self, now: f64) {
        self.fly(Camera::fit(content(&self.scene), self.size), now);
    }

    /// Brings a mark to the middle, at a zoom at which it can be read.
    pub fn fly_to(&mut self, mark: u32, now: f64) {
        let Some(area) = self.scene.mark_area(mark) else { return };
        let scale = if self.camera.scale < 0.7 { 1.0 } else { self.camera.scale };
        let (x, y) = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
        let there = Camera { scale, ..self.camera }.centred(x, y, self.size);
        self.fly(there.filled(content(&self.scene), self.size), now);
    }

    /// Pans just as far as it takes to see a mark.
    pub fn reveal(&mut self, mark: u32, now: f64) {
        let Some(area) = self.scene.mark_area(mark) else { return };
        let (left, top) = self.camera.to_screen(area.left, area.top);
        let (right, bottom) = self.camera.to_screen(area.right, area.bottom);
        let by = |low: f32, high: f32, from: f32, to: f32| {
            if low < from {
                from - low
            } else if high > to {
                (to - high).max(from - low)
            } else {
                0.0
            }
        };
        let by_x = by(left, right, 24.0, self.size.width - 24.0);
        let by_y = by(top, bottom, 36.0, self.size.height - 24.0);
        if by_x != 0.0 || by_y != 0.0 {
            self.fly(self.camera.panned(by_x, by_y), now);
        }
    }

    fn fly(&mut self, there: Camera, now: f64) {
        if matches("(prefers-reduced-motion: reduce)") {
            self.flight = None;
            self.camera = there;
            self.moved_at = now - SETTLED;
        } else {
            self.flight = Some((self.camera, there, now));
        }
    }

    /// Moves the camera along its flight; true while it flies.
    pub fn advance(&mut self, now: f64) -> bool {
        let Some((from, to, began)) = self.flight else { return false };
        let progress = ((now - began) / FLIGHT).clamp(0.0, 1.0);
        self.camera = from.between(to, progress as f32);
        self.moved_at = now;
        if progress >= 1.0 {
            self.camera = to;
            self.flight = None;
        }
        self.flight.is_some()
    }

    pub fn is_moving(&self, now: f64) -> bool {
        now - self.moved_at < SETTLED
    }

    /// Too much to be painted anew with every frame.
    pub fn is_large(&self) -> bool {
        let (marks, edges) = match self.scene.form {
            Form::Points => (LARGE_POINTS, LARGE_LINES),
            _ => (LARGE_MARKS, LARGE_EDGES),
        };
        self.scene.len() > marks || self.scene.from.len() > edges
    }

    /// Small and all in view: no map needed.
    pub fn wants_minimap(&self) -> bool {
        let all = Area { left: 0.0, top: 0.0, right: self.scene.width_total, bottom: self.scene.height_total };
        !self.scene.is_empty() && (self.scene.len() > 60 || !self.camera.area(self.size).holds(&all))
    }
}

fn place(scene: &Scene, mark: usize) -> Option<(f32, f32)> {
    Some((*scene.x.get(mark)?, *scene.y.get(mark)?))
}

/// How far what both scenes draw stood from where it stands now: the middle of all, so that most stays in place.
fn shifted(before: &Scene, now: &Scene) -> (f32, f32) {
    let places: HashMap<_, _> = before.placed().collect();
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for (node, at) in now.placed() {
        if let Some(then) = places.get(&node) {
            x.push(then.x - at.x);
            y.push(then.y - at.y);
        }
    }
    let middle = |values: &mut [f32]| match values.len() / 2 {
        _ if values.is_empty() => 0.0,
        half => *values.select_nth_unstable_by(half, f32::total_cmp).1,
    };
    (middle(&mut x), middle(&mut y))
}
