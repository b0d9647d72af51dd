//! The canvas element: its size, its listeners, its frames. A frame is drawn when something changed;
//! then the loop stops.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d as Context, HtmlCanvasElement, ResizeObserver, window};

use super::batches::batches;
use super::event::CanvasEvent;
use super::listeners::listeners;
use super::look::Look;
use super::minimap::{minimap_size, paint_minimap};
use super::paint2d::{Attention, View, paint, paint_columns};
use super::state::State;
use super::{Camera, Size};
use crate::view::camera::{MARGIN, TOP, content};
use crate::view::scene::{Highlight, Scene};

/// From here on, and only where a frame is slow, a moving scene is a moved picture.
const MANY: usize = 800;
const SLOW: f64 = 8.0;
/// Milliseconds between two frames: from here on the later one is late; from there on nothing moved.
const LATE: f64 = 34.0;
const AWAY: f64 = 200.0;
/// A moved picture is drawn anew after so many milliseconds of one long move.
const PICTURE_AGE: f64 = 400.0;
/// Browsers refuse larger pictures.
const PICTURE_SIDE: f32 = 16_000.0;
const PICTURE_AREA: f32 = 100_000_000.0;

/// A canvas (and a minimap) that shows a scene. Dropping it ends its listeners and frames.
pub struct Surface {
    shared: Rc<Shared>,
    _listeners: Vec<EventListener>,
    observer: Option<ResizeObserver>,
    _observed: Closure<dyn FnMut()>,
}

/// What the browser calls before it paints, with its clock.
type Frame = Closure<dyn FnMut(f64)>;

/// What listeners and frames share.
pub struct Shared {
    pub canvas: HtmlCanvasElement,
    context: Context,
    pub minimap: Option<(HtmlCanvasElement, Context)>,
    on_event: Rc<dyn Fn(CanvasEvent)>,
    state: RefCell<State>,
    frame: RefCell<Option<Frame>>,
    frame_id: Cell<Option<i32>>,
    picture: RefCell<Option<Picture>>,
    /// What the last crisp frame cost in calls, in milliseconds, and where its camera stood.
    cost: Cell<f64>,
    painted: Cell<Option<Camera>>,
    /// When the last frame was drawn, and whether it was crisp.
    drawn: Cell<(f64, bool)>,
    told_scale: Cell<f32>,
}

/// A scene as it looked at one camera.
struct Picture {
    canvas: HtmlCanvasElement,
    camera: Camera,
    taken_at: f64,
}

impl Surface {
    /// Takes over a canvas and, where given, one for the minimap. `None` where the browser has no 2D context.
    pub fn new(
        canvas: HtmlCanvasElement,
        minimap: Option<HtmlCanvasElement>,
        on_event: Rc<dyn Fn(CanvasEvent)>,
    ) -> Option<Self> {
        let context = context_of(&canvas)?;
        let minimap = minimap.and_then(|map| context_of(&map).map(|context| (map, context)));
        let _ = canvas.style().set_property("touch-action", "none");
        let mut state = State::default();
        state.look = Look::read(&canvas);
        let shared = Rc::new(Shared {
            canvas,
            context,
            minimap,
            on_event,
            state: RefCell::new(state),
            frame: RefCell::default(),
            frame_id: Cell::default(),
            picture: RefCell::default(),
            cost: Cell::default(),
            painted: Cell::default(),
            drawn: Cell::default(),
            told_scale: Cell::new(1.0),
        });
        let weak = Rc::downgrade(&shared);
        *shared.frame.borrow_mut() = Some(Closure::new(move |now: f64| {
            if let Some(shared) = weak.upgrade() {
                shared.draw(now);
            }
        }));
        let weak = Rc::downgrade(&shared);
        let observed: Closure<dyn FnMut()> = Closure::new(move || {
            if let Some(shared) = weak.upgrade() {
                shared.resize();
                // sizes are observed after the frame was called for: without this one frame stays blank
                shared.draw(now());
            }
        });
        let observer = ResizeObserver::new(observed.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(&shared.canvas);
        }
        let listeners = listeners(&shared);
        shared.resize();
        Some(Self { shared, _listeners: listeners, observer, _observed: observed })
    }

    /// Shows a scene. Keeping the camera keeps the selected mark at its place on the screen.
    pub fn set_scene(&self, scene: Rc<Scene>, keep_camera: bool) {
        self.shared.change(|state| state.set_scene(scene, keep_camera));
    }

    pub fn set_highlight(&self, highlight: Rc<Highlight>) {
        self.shared.change(|state| state.highlight = highlight);
    }

    pub fn set_selected(&self, mark: Option<u32>) {
        self.shared.change(|state| state.attention.selected = mark);
    }

    /// Where the keyboard stands; panned into view.
    pub fn set_focused(&self, mark: Option<u32>) {
        let now = now();
        self.shared.change(|state| {
            state.attention.focused = mark;
            if let Some(mark) = mark {
                state.reveal(mark, now);
            }
        });
    }

    /// Reads the colours anew: the theme changed.
    pub fn refresh_look(&self) {
        self.shared.refresh_look();
    }

    /// Zooms about the middle of the view.
    pub fn zoom_by(&self, factor: f32) {
        let now = now();
        self.shared.change(|state| state.zoom(factor, state.size.width / 2.0, state.size.height / 2.0, now));
    }

    /// Everything in view.
    pub fn fit(&self) {
        let now = now();
        self.shared.change(|state| state.fit(now));
    }

    /// Brings a mark to the middle.
    pub fn fly_to(&self, mark: u32) {
        let now = now();
        self.shared.change(|state| state.fly_to(mark, now));
    }

    /// The whole scene as a PNG at a scale, smaller where it would be larger than browsers allow.
    pub fn export_png(&self, scale: f32, then: impl FnOnce(Option<Blob>) + 'static) {
        match self.shared.whole_picture(scale) {
            Some(canvas) => {
                let done = Closure::once_into_js(move |blob: JsValue| then(blob.dyn_into::<Blob>().ok()));
                let _ = canvas.to_blob(done.unchecked_ref());
            }
            None => then(None),
        }
    }
}

impl Drop for Surface {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
        if let (Some(window), Some(id)) = (window(), self.shared.frame_id.take()) {
            let _ = window.cancel_animation_frame(id);
        }
    }
}

impl Shared {
    /// Changes the state and asks for a frame drawn anew.
    fn change(&self, change: impl FnOnce(&mut State)) {
        if let Ok(mut state) = self.state.try_borrow_mut() {
            change(&mut state);
        }
        self.picture.take();
        self.painted.set(None);
        self.request();
    }

    /// Lets pointer and wheel change the state; then tells the page, with nothing borrowed.
    pub fn gesture(&self, gesture: impl FnOnce(&mut State, &mut Vec<CanvasEvent>) -> bool) {
        let mut events = Vec::new();
        let changed = self.state.try_borrow_mut().is_ok_and(|mut state| gesture(&mut state, &mut events));
        if changed {
            self.request();
        }
        for event in events {
            if let CanvasEvent::Hover(mark) = event {
                self.show_hover(mark);
            }
            (self.on_event)(event);
        }
    }

    fn show_hover(&self, mark: Option<u32>) {
        // the ground under one mark changed: the picture of a moving scene must not keep the old one
        self.painted.set(None);
        self.picture.take();
        let title = match (self.state.try_borrow(), mark) {
            (Ok(state), Some(mark)) => state.scene.describe(mark),
            _ => String::new(),
        };
        self.canvas.set_title(&title);
        self.set_cursor(if mark.is_some() { "pointer" } else { "default" });
    }

    pub fn set_cursor(&self, cursor: &str) {
        let _ = self.canvas.style().set_property("cursor", cursor);
    }

    pub fn refresh_look(&self) {
        let look = Look::read(&self.canvas);
        self.change(|state| state.look = look);
    }

    fn resize(&self) {
        let ratio = window().map_or(1.0, |window| window.device_pixel_ratio()).clamp(0.5, 4.0);
        let (width, height) = (self.canvas.client_width().max(0), self.canvas.client_height().max(0));
        let pixels = |length: i32| (f64::from(length) * ratio).round() as u32;
        // setting a size clears the canvas, the same size too
        if self.canvas.width() != pixels(width) || self.canvas.height() != pixels(height) {
            self.canvas.set_width(pixels(width));
            self.canvas.set_height(pixels(height));
        }
        self.change(|state| state.resize(Size { width: width as f32, height: height as f32 }, ratio));
    }

    fn request(&self) {
        if self.frame_id.get().is_some() {
            return;
        }
        let frame = self.frame.borrow();
        if let (Some(window), Some(frame)) = (window(), frame.as_ref()) {
            self.frame_id.set(window.request_animation_frame(frame.as_ref().unchecked_ref()).ok());
        }
    }

    fn draw(&self, at: f64) {
        if let (Some(window), Some(id)) = (window(), self.frame_id.take()) {
            let _ = window.cancel_animation_frame(id);
        }
        let mut scale = None;
        if let Ok(mut state) = self.state.try_borrow_mut() {
            let is_flying = state.advance(at);
            let is_moving = state.is_moving(at);
            // filling happens after the calls: a late frame after a crisp one tells what it cost
            let (drawn_at, was_crisp) = self.drawn.get();
            let gap = at - drawn_at;
            if is_moving && was_crisp && (LATE..AWAY).contains(&gap) {
                self.cost.set(self.cost.get().max(gap));
            }
            let is_heavy = state.scene.len() > MANY && self.cost.get() > SLOW;
            let is_moved = is_heavy && is_moving && self.draw_picture(&state, at);
            if !is_moved {
                self.draw_crisp(&state);
            }
            self.drawn.set((at, !is_moved));
            self.draw_minimap(&state);
            if is_flying || is_moved {
                self.request();
            }
            if self.told_scale.get() != state.camera.scale {
                self.told_scale.set(state.camera.scale);
                scale = Some(state.camera.scale);
            }
        }
        if let Some(scale) = scale {
            (self.on_event)(CanvasEvent::ViewChanged { scale });
        }
    }

    fn draw_crisp(&self, state: &State) {
        let began = now();
        paint(
            &self.context,
            &state.scene,
            &state.batches,
            &state.highlight,
            state.attention,
            state.view(),
            &state.look,
        );
        self.cost.set((now() - began).max(self.cost.get() * 0.8));
        self.painted.set(Some(state.camera));
        self.picture.take();
    }

    /// Draws the last crisp frame where it would stand now; false where there is none, or an old one.
    fn draw_picture(&self, state: &State, at: f64) -> bool {
        let Ok(mut picture) = self.picture.try_borrow_mut() else { return false };
        if picture.is_none() {
            *picture = self.painted.get().and_then(|camera| {
                let canvas = blank(self.canvas.width(), self.canvas.height())?;
                context_of(&canvas)?.draw_image_with_html_canvas_element(&self.canvas, 0.0, 0.0).ok()?;
                Some(Picture { canvas, camera, taken_at: at })
            });
        }
        let Some(picture) = picture.as_ref().filter(|picture| at - picture.taken_at < PICTURE_AGE) else {
            return false;
        };
        let view = state.view();
        let (then, now) = (picture.camera, view.camera);
        let scale = f64::from(now.scale / then.scale);
        let (x, y) = (f64::from(now.x) - f64::from(then.x) * scale, f64::from(now.y) - f64::from(then.y) * scale);
        let ratio = view.ratio;
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        self.context.set_fill_style_str(state.look.colour(crate::view::scene::Ink::Surface0));
        self.context.fill_rect(0.0, 0.0, f64::from(self.canvas.width()), f64::from(self.canvas.height()));
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, x * ratio, y * ratio);
        let _ = self.context.draw_image_with_html_canvas_element(&picture.canvas, 0.0, 0.0);
        paint_columns(&self.context, &state.scene, view, &state.look);
        true
    }

    fn draw_minimap(&self, state: &State) {
        let Some((canvas, context)) = &self.minimap else { return };
        let is_wanted = state.wants_minimap();
        if let Some(frame) = canvas.parent_element() {
            let _ = frame.toggle_attribute_with_force("hidden", !is_wanted);
        }
        if !is_wanted {
            return;
        }
        let (size, ratio) = (minimap_size(&state.scene), state.view().ratio);
        let (width, height) = ((f64::from(size.width) * ratio) as u32, (f64::from(size.height) * ratio) as u32);
        if canvas.width() != width || canvas.height() != height {
            canvas.set_width(width);
            canvas.set_height(height);
            let _ = canvas.style().set_property("width", &format!("{}px", size.width));
            let _ = canvas.style().set_property("height", &format!("{}px", size.height));
            let _ = canvas.style().set_property("display", "block");
            let _ = canvas.style().set_property("touch-action", "none");
        }
        let in_view = state.camera.area(state.size);
        paint_minimap(context, &state.scene, &state.highlight, in_view, ratio, &state.look);
    }

    fn whole_picture(&self, scale: f32) -> Option<HtmlCanvasElement> {
        let state = self.state.try_borrow().ok()?;
        let content = content(&state.scene);
        let (width, height) = (content.width + 2.0 * MARGIN, content.height + TOP + MARGIN);
        let scale =
            scale.min(PICTURE_SIDE / width.max(height).max(1.0)).min((PICTURE_AREA / (width * height).max(1.0)).sqrt());
        let canvas = blank((width * scale).ceil() as u32, (height * scale).ceil() as u32)?;
        let view = View { camera: Camera::default(), size: Size { width, height }, ratio: f64::from(scale) };
        let attention = Attention { selected: state.attention.selected, ..Attention::default() };
        let batches = batches(&state.scene);
        paint(&context_of(&canvas)?, &state.scene, &batches, &state.highlight, attention, view, &state.look);
        Some(canvas)
    }
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<Context> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

fn blank(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width.max(1));
    canvas.set_height(height.max(1));
    Some(canvas)
}

/// Milliseconds on the clock that animation frames use.
pub fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}
