//! Every symbol of a scene drawn once, side by side: 100,000 marks are then copies of a few pictures, the same for
//! both painters.

use foldhash::HashMap;
use web_sys::{CanvasRenderingContext2d as Context, HtmlCanvasElement};

use super::Look;
use super::surface::{blank, context_of};
use super::symbols::draw_symbol;
use crate::view::scene::{Form, Ink, Scene, dot_ink, flag};

/// Side of a sprite in pixels of the screen, and how many stand in a row.
pub const SIDE: f32 = 24.0;
pub const ROW: u32 = 16;
/// Device pixels for each pixel of a sprite, whatever the screen: sharp up to a zoom of 125 % on dense screens.
pub const DENSITY: f32 = 2.0;
/// Bits of `flag` that change a symbol.
const SHOWN: u8 = flag::ROOT | flag::OWN | flag::GROUP | flag::NO_DATA | flag::INVOLVED | flag::DIMMED;

/// The symbols of one scene in one look.
#[derive(Debug, Default)]
pub struct Sprites {
    pub canvas: Option<HtmlCanvasElement>,
    /// For each mark its symbol.
    pub of: Vec<u16>,
    /// Marks by the colour of their dot, the quiet first.
    pub dots: Vec<(Ink, Vec<u32>)>,
}

/// Draws the symbols. Costs the marks, and a drawing for each kind of symbol.
pub fn sprites(scene: &Scene, look: &Look) -> Sprites {
    let mut kinds: HashMap<(u8, u8, u8), u16> = HashMap::default();
    let mut examples: Vec<u32> = Vec::new();
    let mut dots: HashMap<Ink, Vec<u32>> = HashMap::default();
    let mut of = Vec::with_capacity(scene.len());
    for mark in 0..scene.len() as u32 {
        let at = mark as usize;
        let byte = |bytes: &[u8]| bytes.get(at).copied().unwrap_or_default();
        let kind = (byte(&scene.shape), byte(&scene.hue), byte(&scene.flags) & SHOWN);
        let fresh = kinds.len() as u16;
        let number = *kinds.entry(kind).or_insert_with(|| {
            examples.push(mark);
            fresh
        });
        of.push(number);
        dots.entry(dot_ink(scene, mark)).or_default().push(mark);
    }
    let count = examples.len() as u32;
    let side = SIDE * DENSITY;
    let canvas = blank(ROW * side as u32, count.div_ceil(ROW) * side as u32);
    if let Some(context) = canvas.as_ref().and_then(context_of) {
        for (number, mark) in (0_u32..).zip(examples) {
            let (x, y) = place(number);
            let one = one(scene, mark);
            context.set_global_alpha(if scene.has(mark, flag::DIMMED) { 0.45 } else { 1.0 });
            let density = f64::from(DENSITY);
            let middle = |start: f32| density * f64::from(start + SIDE / 2.0);
            let _ = context.set_transform(density, 0.0, 0.0, density, middle(x), middle(y));
            draw_symbol(&context, &one, 0, look);
        }
    }
    let mut dots: Vec<(Ink, Vec<u32>)> = dots.into_iter().collect();
    dots.sort_by_key(|(ink, marks)| (std::cmp::Reverse(marks.len()), *ink));
    Sprites { canvas, of, dots }
}

/// Left and top of a sprite, in pixels of the screen.
pub fn place(number: u32) -> (f32, f32) {
    ((number % ROW) as f32 * SIDE, (number / ROW) as f32 * SIDE)
}

impl Sprites {
    /// Copies a mark's symbol, its middle at (x, y) of the context, at a zoom.
    pub fn draw(&self, context: &Context, mark: u32, x: f32, y: f32, zoom: f32) {
        let (Some(canvas), Some(number)) = (&self.canvas, self.of.get(mark as usize)) else { return };
        let (left, top) = place(u32::from(*number));
        let (side, size) = (f64::from(SIDE * DENSITY), f64::from(SIDE * zoom));
        let _ = context.draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            canvas,
            f64::from(left * DENSITY),
            f64::from(top * DENSITY),
            side,
            side,
            f64::from(x) - size / 2.0,
            f64::from(y) - size / 2.0,
            size,
            size,
        );
    }
}

/// A scene of one mark, at its start.
fn one(scene: &Scene, mark: u32) -> Scene {
    let at = mark as usize;
    let byte = |bytes: &[u8]| vec![bytes.get(at).copied().unwrap_or_default()];
    Scene {
        form: Form::Points,
        node: vec![0],
        x: vec![0.0],
        y: vec![0.0],
        shape: byte(&scene.shape),
        hue: byte(&scene.hue),
        flags: byte(&scene.flags),
        palette: scene.palette,
        ..Scene::default()
    }
}
