//! How boxes and cells look and what is written in a box; the same for canvas and SVG.

use super::{Ink, LABEL_SIZE, Palette, Scene, edge, flag, style::mark_ink};
use crate::licenses::Verdict;
use crate::view::camera::Area;
use crate::view::text_width::{Weight, text_width};

/// Room between the side of a box and its words, on the screen.
const PADDING: f32 = 6.0;
/// Boxes lower or narrower than this on the screen bear no words.
const LOWEST: f32 = 13.0;
const NARROWEST: f32 = 30.0;
/// Height of the row that a box with boxes inside keeps for its name.
const NAME_ROW: f32 = super::ROW;

/// How a box is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoxLook {
    pub fill: Ink,
    pub fill_opacity: f32,
    pub line: Ink,
    pub line_width: f32,
    /// What the components in it are is not one component: a folded group.
    pub is_dashed: bool,
    pub ink: Ink,
    pub is_bold: bool,
}

/// The look of a box: tinted by its verdict, conflicts framed, groups dashed. A frame of 1.5 says a finding without
/// colour; the symbol of the verdict stands before the label of findings.
pub fn box_look(scene: &Scene, mark: u32, lit: bool) -> BoxLook {
    let verdict = scene.shape.get(mark as usize).and_then(|shape| Verdict::ALL.get(*shape as usize)).copied();
    let (is_root, is_group) = (scene.has(mark, flag::ROOT), scene.has(mark, flag::GROUP));
    let hue = mark_ink(scene, mark);
    let is_finding = !is_root
        && !is_group
        && scene.palette == Palette::Verdict
        && !scene.has(mark, flag::NO_DATA)
        && matches!(verdict, Some(Verdict::Conflict | Verdict::Review | Verdict::Unknown));
    let dimmed = if scene.has(mark, flag::DIMMED) { 0.35 } else { 1.0 };
    let (fill, fill_opacity) = match () {
        () if is_root => (Ink::BorderStrong, 0.45),
        () if is_group => (Ink::Surface0, 1.0),
        () if scene.palette == Palette::Verdict && scene.has(mark, flag::NO_DATA) => (Ink::Surface2, 1.0),
        () => (hue, if is_finding { 0.16 } else { 0.10 }),
    };
    BoxLook {
        fill,
        fill_opacity: fill_opacity * dimmed,
        line: match () {
            () if lit => Ink::Lit,
            () if is_finding => hue,
            () if is_root || is_group => Ink::BorderControl,
            () => Ink::BorderStrong,
        },
        line_width: match (lit, is_finding) {
            (true, _) => 2.0,
            (_, true) => 1.5,
            _ => 1.0,
        },
        is_dashed: is_group,
        ink: if is_group { Ink::Text2 } else { Ink::Text },
        is_bold: scene.has(mark, flag::BOLD),
    }
}

/// The words in a box, from its left and top on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxWords {
    pub x: f32,
    pub y: f32,
    pub label: String,
    /// Left end and digits of what would leave; `None` for a box of one, or without room.
    pub count: Option<(f32, String)>,
    /// Is there room for a symbol at the left?
    pub symbol: bool,
}

/// What is written in a box at a zoom; `None` where it is too small. A box that holds others says its name in its
/// first row.
pub fn box_words(scene: &Scene, mark: u32, area: &Area, scale: f32) -> Option<BoxWords> {
    let (width, height) = ((area.right - area.left) * scale, (area.bottom - area.top) * scale);
    if height < LOWEST || width < NARROWEST {
        return None;
    }
    // Where boxes lie in each other (columns have no boxes inside) a name has one row of the layout to stand in.
    let holds_boxes = scene.column_x.is_empty() && scene.folded.get(mark as usize).is_some_and(|count| *count > 1);
    let has_row = area.bottom - area.top >= 3.0 * NAME_ROW && NAME_ROW * scale >= LABEL_SIZE + 3.0;
    if holds_boxes && !has_row {
        return None;
    }
    let look = box_look(scene, mark, false);
    let weight = if look.is_bold { Weight::Semibold } else { Weight::Regular };
    let symbol = look.line_width > 1.0 && width > 60.0;
    let x = if symbol { PADDING + 14.0 } else { PADDING };
    let count = scene.folded.get(mark as usize).copied().filter(|count| *count > 1).map(|count| count.to_string());
    let count_width = count.as_ref().map_or(0.0, |count| text_width(count, LABEL_SIZE, Weight::Regular) + PADDING);
    let room = width - x - PADDING;
    let (room, count) = if room - count_width >= NARROWEST { (room - count_width, count) } else { (room, None) };
    let label = cut_to(scene.label.get(mark as usize), room, weight)?;
    let row = if holds_boxes { NAME_ROW * scale } else { height };
    let y = (row / 2.0).min(9.0) + LABEL_SIZE * 0.34;
    let count = count.map(|count| (width - count_width, count));
    Some(BoxWords { x, y, label, count, symbol })
}

/// As many letters as there is room for; `None` for fewer than three of more.
fn cut_to(text: &str, room: f32, weight: Weight) -> Option<String> {
    if text_width(text, LABEL_SIZE, weight) <= room {
        return Some(text.to_owned());
    }
    let room = room - text_width("…", LABEL_SIZE, weight);
    let mut width = 0.0;
    let mut kept = String::new();
    for letter in text.chars() {
        width += text_width(letter.encode_utf8(&mut [0; 4]), LABEL_SIZE, weight);
        if width > room {
            break;
        }
        kept.push(letter);
    }
    (kept.chars().count() >= 3).then(|| kept + "…")
}

/// The colour of a cell of a grid: cycles stand out, and the edges of the lit route.
pub fn cell_ink(scene: &Scene, at: usize, lit: bool) -> Ink {
    let line = scene.line.get(at).copied().unwrap_or_default();
    match line {
        _ if lit => Ink::Lit,
        edge::CYCLE => super::edge_look(edge::CYCLE, false, false, false).ink,
        edge::DEVELOPMENT | edge::OPTIONAL => Ink::BorderStrong,
        _ => Ink::Text3,
    }
}
