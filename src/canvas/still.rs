//! Pictures to keep: painted at once on a canvas that stands nowhere in the page.

use web_sys::HtmlCanvasElement;

use super::job::Sheet;
use super::look::Look;
use super::paint2d::{Attention, View, paint};
use super::sprites::sprites;
use super::state::State;
use super::surface::{blank, context_of, sheet};
use super::{Camera, Size};
use crate::view::camera::{MARGIN, TOP, content};

/// Browsers refuse larger pictures.
const LONGEST_SIDE: f32 = 16_000.0;
const LARGEST_AREA: f32 = 100_000_000.0;

/// What the view shows, at twice its size, in a look that need not be the screen's.
pub fn shown(state: &State, look: &Look) -> Option<HtmlCanvasElement> {
    let mut view = state.view();
    view.ratio *= 2.0;
    let sprites = sprites(&state.scene, look);
    picture(state, &Sheet { look, sprites: &sprites, ..sheet(state) }, state.attention, view)
}

/// The whole scene at a scale, smaller where it would be larger than browsers allow.
pub fn whole(state: &State, scale: f32) -> Option<HtmlCanvasElement> {
    let content = content(&state.scene);
    let (width, height) = (content.width + 2.0 * MARGIN, content.height + TOP + MARGIN);
    let scale =
        scale.min(LONGEST_SIDE / width.max(height).max(1.0)).min((LARGEST_AREA / (width * height).max(1.0)).sqrt());
    let view = View { camera: Camera::default(), size: Size { width, height }, ratio: f64::from(scale) };
    let attention = Attention { selected: state.attention.selected, ..Attention::default() };
    picture(state, &sheet(state), attention, view)
}

fn picture(state: &State, sheet: &Sheet<'_>, attention: Attention, view: View) -> Option<HtmlCanvasElement> {
    let side = |length: f32| (f64::from(length) * view.ratio).ceil() as u32;
    let canvas = blank(side(view.size.width), side(view.size.height))?;
    paint(&context_of(&canvas)?, sheet, &state.highlight, attention, &state.chosen, view, 1.0);
    Some(canvas)
}
