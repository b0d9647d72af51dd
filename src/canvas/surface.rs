//! The canvas element: its size, its listeners, its frames. A frame is drawn when something changed;
//! then the loop stops.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d as Context, HtmlCanvasElement, ResizeObserver, window};

use super::Size;
use super::drawing::Drawing;
use super::event::CanvasEvent;
use super::job::{Sheet, Shown};
use super::listeners::listeners;
use super::look::Look;
use super::minimap::Map;
use super::overlay::{lasso, overlay};
use super::paint2d::{View, paint, paint_columns};
use super::picture::Pictures;
use super::state::State;
use super::still;
use super::webgl::WebGl;
use crate::view::camera::Area;
use crate::view::scene::{Form, Highlight, Scene};

/// A canvas (and a minimap) that shows a scene. Dropping it ends its listeners and frames.
pub struct Surface {
    shared: Rc<Shared>,
    _listeners: Vec<EventListener>,
    observer: Option<ResizeObserver>,
    _observed: Closure<dyn FnMut()>,
}

/// Asked for when first wanted.
#[derive(Default)]
enum Card {
    #[default]
    Unasked,
    None,
    Ready(Box<WebGl>),
}

/// What a frame does for a large scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effort {
    /// Goes on with the picture that is being painted.
    Work,
    /// Shows what is painted so far.
    Show,
}

/// How many frames a large scene waits for, and the first one of any size: what stands around it comes first.
const WAITS_OF_LARGE: u8 = 3;
const WAITS_OF_FIRST: u8 = 2;
/// With so many left the graphics card is asked for, which takes a frame of its own.
const WAITS_AT_CARD: u8 = 2;

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
    pictures: RefCell<Pictures>,
    drawing: Cell<Drawing>,
    webgl: RefCell<Card>,
    map: RefCell<Map>,
    told_scale: Cell<f32>,
    told_shown: Cell<Shown>,
    /// Frames until the scene is painted: what stands around a new scene changes with it and takes its own.
    waits: Cell<u8>,
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
            pictures: RefCell::default(),
            drawing: Cell::default(),
            webgl: RefCell::default(),
            map: RefCell::default(),
            told_scale: Cell::new(1.0),
            told_shown: Cell::default(),
            waits: Cell::default(),
        });
        let weak = Rc::downgrade(&shared);
        *shared.frame.borrow_mut() = Some(Closure::new(move |now: f64| {
            if let Some(shared) = weak.upgrade() {
                shared.draw(now, Effort::Work);
            }
        }));
        let weak = Rc::downgrade(&shared);
        let observed: Closure<dyn FnMut()> = Closure::new(move || {
            if let Some(shared) = weak.upgrade() {
                shared.resize();
                // sizes are observed after the frame was called for: without this one frame stays blank
                shared.draw(now(), Effort::Show);
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
        let now = now();
        self.shared.change(|state| {
            let is_first = state.scene.is_empty();
            state.set_scene(scene, keep_camera, now);
            if state.is_large() {
                self.shared.waits.set(WAITS_OF_LARGE);
            } else if is_first {
                self.shared.waits.set(WAITS_OF_FIRST);
            }
        });
    }

    pub fn set_highlight(&self, highlight: Rc<Highlight>) {
        self.shared.change(|state| state.highlight = highlight);
    }

    /// Who draws from now on.
    pub fn set_drawing(&self, drawing: Drawing) {
        if self.shared.drawing.replace(drawing) != drawing {
            self.shared.webgl.replace(Card::Unasked);
            self.shared.change(|state| state.version = state.version.wrapping_add(1));
        }
    }

    /// Several selected marks, framed; sorted.
    pub fn set_chosen(&self, marks: Rc<Vec<u32>>) {
        self.shared.change(|state| state.chosen = marks);
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

    /// What the view shows, painted at once on a canvas that stands nowhere, in the colours that hold now.
    pub fn shown_picture(&self) -> Option<HtmlCanvasElement> {
        still::shown(&*self.shared.state.try_borrow().ok()?, &Look::read(&self.shared.canvas))
    }

    /// The whole scene as a PNG at a scale, smaller where it would be larger than browsers allow.
    pub fn export_png(&self, scale: f32, then: impl FnOnce(Option<Blob>) + 'static) {
        let picture = self.shared.state.try_borrow().ok().and_then(|state| still::whole(&state, scale));
        match picture {
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
        self.change(|state| state.set_look(look));
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

    fn draw(&self, at: f64, effort: Effort) {
        if let (Some(window), Some(id)) = (window(), self.frame_id.take()) {
            let _ = window.cancel_animation_frame(id);
        }
        let waits = self.waits.get();
        if effort == Effort::Work {
            self.waits.set(waits.saturating_sub(1));
        }
        if self.waits.get() > 0 {
            if let Some(state) =
                self.state.try_borrow().ok().filter(|_| waits == WAITS_AT_CARD && effort == Effort::Work)
            {
                self.ask_for_card(&state);
            }
            return self.request();
        }
        let mut events = Vec::new();
        if let Ok(mut state) = self.state.try_borrow_mut() {
            let is_flying = state.advance(at);
            let is_moving = state.is_moving(at);
            let is_changing = state.tween.as_ref().is_some_and(|tween| !tween.is_over(at));
            if !is_changing {
                state.tween = None;
            }
            let is_unfinished = if state.is_large() {
                self.draw_large(&state, at, is_moving, effort, &mut events)
            } else {
                self.draw_small(&state, at);
                false
            };
            if let (Some((canvas, context)), Ok(mut map)) = (&self.minimap, self.map.try_borrow_mut()) {
                map.show(canvas, context, &state, is_unfinished);
            }
            if is_flying || is_unfinished || is_changing {
                self.request();
            }
            if self.told_scale.replace(state.camera.scale) != state.camera.scale {
                events.push(CanvasEvent::ViewChanged { scale: state.camera.scale });
            }
        }
        for event in events {
            (self.on_event)(event);
        }
    }

    fn draw_small(&self, state: &State, at: f64) {
        let context = &self.context;
        match state.tween.as_ref().map(|tween| (tween.scene(&state.scene, at), tween.share(at))) {
            Some((scene, share)) => {
                let sheet = Sheet { scene: &scene, ..sheet(state) };
                paint(context, &sheet, &state.highlight, state.attention, &state.chosen, state.view(), share);
            }
            None => {
                paint(context, &sheet(state), &state.highlight, state.attention, &state.chosen, state.view(), 1.0);
            }
        }
        self.draw_lasso(state);
    }

    /// A kept picture, and what changes from frame to frame over it; true where there is more to do.
    fn draw_large(
        &self,
        state: &State,
        at: f64,
        is_moving: bool,
        effort: Effort,
        events: &mut Vec<CanvasEvent>,
    ) -> bool {
        let Ok(mut pictures) = self.pictures.try_borrow_mut() else { return false };
        let (sheet, view) = (sheet(state), state.view());
        let by_card = self.draw_by_card(state, &sheet, view);
        if pictures.words_only != by_card.is_some() {
            *pictures = Pictures::default();
            pictures.words_only = by_card.is_some();
        }
        let is_unfinished = effort == Effort::Show || pictures.work(&sheet, view, state.version, is_moving, at);
        pictures.show(&self.context, &sheet, view);
        overlay(&self.context, &sheet, &state.highlight, state.attention, &state.chosen, view);
        paint_columns(&self.context, &state.scene, view, &state.look);
        self.draw_lasso(state);
        let shown = by_card.or(pictures.edges()).unwrap_or_default();
        if !is_unfinished && !is_moving && self.told_shown.replace(shown) != shown {
            events.push(CanvasEvent::Shown { edges: shown.edges, of: shown.of });
        }
        is_unfinished || is_moving
    }

    /// Asking takes a moment: where a new scene is waited for it has a frame of its own.
    fn ask_for_card(&self, state: &State) {
        let Ok(mut card) = self.webgl.try_borrow_mut() else { return };
        if self.wants_card(state) && matches!(*card, Card::Unasked) {
            let any = self.drawing.get() == Drawing::WebGl;
            *card = WebGl::new(any).map_or(Card::None, |webgl| Card::Ready(Box::new(webgl)));
        }
    }

    fn wants_card(&self, state: &State) -> bool {
        state.is_large() && state.scene.form == Form::Points && self.drawing.get() != Drawing::Canvas
    }

    /// Edges and symbols by the graphics card; `None` where the 2D canvas is to draw them.
    fn draw_by_card(&self, state: &State, sheet: &Sheet<'_>, view: View) -> Option<Shown> {
        if !self.wants_card(state) {
            return None;
        }
        self.ask_for_card(state);
        let mut card = self.webgl.try_borrow_mut().ok()?;
        let Card::Ready(webgl) = &mut *card else { return None };
        let shown = webgl.paint(sheet, view, state.version);
        if shown.is_none() {
            // taken away: the 2D canvas goes on, now and later
            *card = Card::None;
            return None;
        }
        let context = &self.context;
        let _ = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.set_global_alpha(1.0);
        let _ = context.draw_image_with_html_canvas_element(&webgl.canvas, 0.0, 0.0);
        shown
    }

    fn draw_lasso(&self, state: &State) {
        if let Some(((x, y), (to_x, to_y))) = state.lasso {
            let area = Area { left: x.min(to_x), top: y.min(to_y), right: x.max(to_x), bottom: y.max(to_y) };
            lasso(&self.context, area, state.view().ratio, &sheet(state));
        }
    }
}

/// What the state holds that painters read.
pub fn sheet(state: &State) -> Sheet<'_> {
    Sheet { scene: &state.scene, batches: &state.batches, sprites: &state.sprites, look: &state.look }
}

pub fn context_of(canvas: &HtmlCanvasElement) -> Option<Context> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// A canvas that stands nowhere in the page.
pub fn blank(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width.max(1));
    canvas.set_height(height.max(1));
    Some(canvas)
}

/// Milliseconds on the clock that animation frames use.
pub fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}
