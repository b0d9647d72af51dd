//! The symbols of marks as plain shapes around their middle; the same for canvas and SVG.
//!
//! Shape says the verdict, so that no reader depends on colour. Classes and scopes are letters in a box.

use super::{Ink, Scene, flag, letter, style::mark_ink};
use crate::licenses::Verdict;

/// One shape of a symbol and how it is inked. Lengths in pixels from the middle of the symbol.
#[derive(Clone, Debug, PartialEq)]
pub struct Stroke {
    pub draw: Draw,
    pub ink: Ink,
    pub paint: Paint,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Draw {
    /// A circle by its radius.
    Circle(f32),
    /// A rectangle by left, top, width, height and corner radius.
    Box(f32, f32, f32, f32, f32),
    /// Corners, closed when filled.
    Path(Vec<(f32, f32)>),
    /// A letter in the middle, by its font size.
    Letter(&'static str, f32),
}

/// Filled, or drawn with a line of a width, dotted or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Paint {
    Fill,
    Line(f32),
    Closed(f32),
    Dots(f32),
}

/// The size of a mark's symbol: conflicts 13, not shipped 9, others 10. Size says nothing else.
pub fn symbol_size(verdict: Option<Verdict>) -> f32 {
    match verdict {
        Some(Verdict::Conflict) => 13.0,
        Some(Verdict::NotShipped) => 9.0,
        _ => 10.0,
    }
}

/// The shapes of a mark's symbol, in drawing order.
pub fn symbol(scene: &Scene, mark: u32) -> Vec<Stroke> {
    let mut strokes = if scene.has(mark, flag::ROOT) {
        vec![Stroke { draw: Draw::Box(-5.0, -5.0, 10.0, 10.0, 2.0), ink: Ink::Text, paint: Paint::Fill }]
    } else if scene.has(mark, flag::GROUP) {
        group()
    } else {
        let hue = scene.hue.get(mark as usize).copied().unwrap_or_default();
        let ink = mark_ink(scene, mark);
        match letter(scene.palette, hue) {
            Some(letter) if scene.palette == super::Palette::Severity && hue < UNAFFECTED => filled(letter, ink),
            Some(letter) => lettered(letter, ink),
            None => {
                let shape = scene.shape.get(mark as usize).copied().unwrap_or(u8::MAX);
                verdict_symbol(Verdict::ALL.get(shape as usize).copied().unwrap_or(Verdict::Unknown), ink)
            }
        }
    };
    if scene.has(mark, flag::OWN) && !scene.has(mark, flag::ROOT) {
        // around a box of a letter the ring is wider
        let radius = if scene.palette == super::Palette::Verdict { 7.0 } else { 8.5 };
        strokes.push(Stroke { draw: Draw::Circle(radius), ink: Ink::BorderControl, paint: Paint::Line(1.25) });
    }
    if scene.has(mark, flag::INVOLVED) {
        let conflict = Verdict::ALL.iter().position(|verdict| *verdict == Verdict::Conflict).unwrap_or_default() as u8;
        let radius = if scene.palette == super::Palette::Verdict { 7.0 } else { 8.5 };
        strokes.push(Stroke { draw: Draw::Circle(radius), ink: Ink::Verdict(conflict), paint: Paint::Line(1.0) });
    }
    strokes
}

/// A double outline.
fn group() -> Vec<Stroke> {
    let front = Draw::Box(-5.0, -3.0, 8.0, 8.0, 1.5);
    vec![
        Stroke {
            draw: Draw::Path(vec![(-2.0, -5.5), (5.5, -5.5), (5.5, 2.0)]),
            ink: Ink::Text3,
            paint: Paint::Line(1.5),
        },
        Stroke { draw: front.clone(), ink: Ink::Surface0, paint: Paint::Fill },
        Stroke { draw: front, ink: Ink::Text3, paint: Paint::Line(1.5) },
    ]
}

/// The first hue of a severity that asks nothing of anybody: those before it are drawn filled.
const UNAFFECTED: u8 = 6;

fn filled(letter: &'static str, ink: Ink) -> Vec<Stroke> {
    vec![
        Stroke { draw: Draw::Box(-5.5, -5.5, 11.0, 11.0, 2.0), ink, paint: Paint::Fill },
        Stroke { draw: Draw::Letter(letter, 8.5), ink: Ink::Surface0, paint: Paint::Fill },
    ]
}

fn lettered(letter: &'static str, ink: Ink) -> Vec<Stroke> {
    let dotted = letter == "?";
    let frame = if dotted { Paint::Dots(1.2) } else { Paint::Line(1.2) };
    vec![
        Stroke { draw: Draw::Box(-5.5, -5.5, 11.0, 11.0, 2.0), ink, paint: frame },
        Stroke { draw: Draw::Letter(letter, 8.5), ink, paint: Paint::Fill },
    ]
}

fn verdict_symbol(verdict: Verdict, ink: Ink) -> Vec<Stroke> {
    // drawn in the 12-unit boxes of the design, then brought to size around the middle
    let unit = symbol_size(Some(verdict)) / 12.0;
    let lift = if verdict == Verdict::Conflict { 0.8 } else { 0.0 };
    let path = |corners: &[(f32, f32)]| {
        Draw::Path(corners.iter().map(|(x, y)| ((x - 6.0) * unit, (y - 6.0) * unit - lift)).collect())
    };
    let fill = |draw| Stroke { draw, ink, paint: Paint::Fill };
    let line = |draw| Stroke { draw, ink, paint: Paint::Line(1.5 * unit) };
    let cut = |draw| Stroke { draw, ink: Ink::Surface0, paint: Paint::Line(1.5 * unit) };
    let square = [(1.5, 1.5), (10.5, 1.5), (10.5, 10.5), (1.5, 10.5)];
    match verdict {
        Verdict::Allowed => vec![fill(Draw::Circle(4.5 * unit))],
        Verdict::Duties => vec![fill(path(&square)), cut(path(&[(3.5, 6.0), (8.5, 6.0)]))],
        Verdict::Review => vec![fill(path(&[(6.0, 0.4), (11.6, 6.0), (6.0, 11.6), (0.4, 6.0)]))],
        Verdict::Conflict => vec![
            fill(path(&[(6.0, 0.3), (11.9, 11.2), (0.1, 11.2)])),
            cut(path(&[(6.0, 4.2), (6.0, 7.4)])),
            cut(path(&[(6.0, 9.1), (6.0, 9.3)])),
        ],
        Verdict::NoSource => vec![line(Draw::Circle(4.25 * unit)), line(path(&[(3.8, 6.0), (8.2, 6.0)]))],
        Verdict::Unknown => vec![
            Stroke { draw: path(&square), ink, paint: Paint::Closed(1.5 * unit) },
            line(path(&[
                (4.5, 4.7),
                (4.65, 4.05),
                (5.2, 3.4),
                (6.0, 3.15),
                (6.9, 3.45),
                (7.5, 4.2),
                (7.4, 5.2),
                (6.7, 6.1),
                (6.2, 6.5),
                (6.0, 7.1),
            ])),
            line(path(&[(6.0, 8.7), (6.0, 8.8)])),
        ],
        Verdict::NotShipped => {
            vec![Stroke { draw: Draw::Circle(3.9 * unit), ink, paint: Paint::Dots(1.5 * unit) }]
        }
    }
}
