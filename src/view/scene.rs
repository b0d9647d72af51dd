//! The picture of the graph as flat arrays: everything a painter needs, nothing it must look up.
//!
//! Painters (canvas, SVG) read this and a `Highlight`; neither knows graphs or licences.

mod build;
mod highlight;
mod labels;
mod legend;
mod outline;
mod style;
mod symbol;
mod walk;

pub use build::{layout_request, scene};
pub use highlight::{highlight_mark, highlight_routes};
pub use labels::{is_hidden, visible};
pub use legend::{hue, letter, own};
pub use outline::{Step, path_text, rounded};
pub use style::{EdgeLook, Ink, MarkLook, edge_look, mark_look, mini_ink};
pub use symbol::{Draw, Paint, Stroke, symbol, symbol_size};
pub use walk::{Direction, walk};

use serde::{Deserialize, Serialize};

use super::camera::Area;
use crate::licenses::Verdict;

/// Distance of two rows.
pub const ROW: f32 = 20.0;
/// Room between two columns, where edges turn.
pub const GUTTER: f32 = 44.0;
/// Font size of labels.
pub const LABEL_SIZE: f32 = 11.0;
/// Font size of column titles.
pub const COLUMN_SIZE: f32 = 10.0;
/// From the left end of a mark to the middle of its symbol.
pub const SYMBOL_X: f32 = 7.0;
/// From the left end of a mark to the start of its label.
pub const LABEL_X: f32 = 16.0;
/// Room between the end of the label and the edges that leave there.
pub const LABEL_END: f32 = 3.0;

/// A drawable graph. All arrays of a group have one entry per mark, edge or column. CSS pixels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// The node a mark stands for; `GROUP` for a folded group.
    pub node: Vec<u32>,
    /// Left end and vertical middle of the mark's box.
    pub x: Vec<f32>,
    pub y: Vec<f32>,
    /// Width of symbol and label together.
    pub width: Vec<f32>,
    /// The symbol: position in `Verdict::ALL`. Roots and groups have their own (see `flags`).
    pub shape: Vec<u8>,
    /// The colour: position in the palette named by `palette`.
    pub hue: Vec<u8>,
    /// Bits of `flag`.
    pub flags: Vec<u8>,
    /// As drawn: cut to 21 letters with an ellipsis, the major version where two of a name are drawn.
    pub label: Vec<String>,
    /// The label before it was cut, drawn on lit routes; empty where nothing was cut.
    pub whole: Vec<String>,
    /// In full, with the version.
    pub title: Vec<String>,
    /// Components folded away under this mark; 0 draws nothing.
    pub folded: Vec<u32>,
    /// Position of the mark's column in `column_x`: the longest route drawn, which is not the depth.
    pub layer: Vec<u32>,

    /// Marks an edge joins.
    pub from: Vec<u32>,
    pub to: Vec<u32>,
    /// Values of `edge`.
    pub line: Vec<u8>,
    /// `points[2 * point_start[e]..2 * point_start[e + 1]]` are the corners (x, y) of edge e. Length: edges + 1.
    pub point_start: Vec<u32>,
    pub points: Vec<f32>,

    pub column_x: Vec<f32>,
    pub column_title: Vec<String>,
    pub width_total: f32,
    pub height_total: f32,
    /// What `hue` counts in.
    pub palette: Palette,
    /// Hue by hue: key in style sheets, words, number drawn, number in all.
    pub legend: Vec<LegendKey>,
    /// The ring around marks, where there is any: no hue, so a press filters nothing.
    pub ring: LegendKey,
}

/// `Scene::node` of a folded group.
pub const GROUP: u32 = u32::MAX;

/// Bits of `Scene::flags`.
pub mod flag {
    pub const ROOT: u8 = 1;
    pub const OWN: u8 = 2;
    pub const GROUP: u8 = 4;
    /// Drawn bold: roots and conflicts.
    pub const BOLD: u8 = 8;
    /// A filter of the legend dims it.
    pub const DIMMED: u8 = 16;
    /// Its dependencies are shown (or it has none).
    pub const EXPANDED: u8 = 32;
    /// Its file's format holds no licences: grey, since nothing was looked at.
    pub const NO_DATA: u8 = 64;
    /// One of many on its side of a clash that another component bears: a thin ring.
    pub const INVOLVED: u8 = 128;
}

/// Values of `Scene::line`.
pub mod edge {
    pub const RUNTIME: u8 = 0;
    pub const DEVELOPMENT: u8 = 1;
    pub const OPTIONAL: u8 = 2;
    pub const CYCLE: u8 = 3;
    pub const CONTAINS: u8 = 4;
}

/// What the colour of a mark means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Palette {
    #[default]
    Verdict,
    Class,
    Scope,
}

/// One entry of the legend; a press filters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegendKey {
    /// The name in style sheets, such as `v-conflict` or `c-weak`.
    pub key: String,
    pub title: String,
    pub in_view: u32,
    pub all: u32,
}

/// What stands out: the marks and edges of routes. Sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    pub marks: Vec<u32>,
    pub edges: Vec<u32>,
}

impl Scene {
    /// Number of marks.
    pub fn len(&self) -> usize {
        self.node.len()
    }

    /// Is nothing drawn?
    pub fn is_empty(&self) -> bool {
        self.node.is_empty()
    }

    /// Is a bit of `flag` set on a mark?
    pub fn has(&self, mark: u32, bit: u8) -> bool {
        self.flags.get(mark as usize).is_some_and(|flags| flags & bit != 0)
    }

    /// The mark that stands for a node, if it is drawn.
    pub fn mark_of(&self, node: u32) -> Option<u32> {
        if node == GROUP {
            return None;
        }
        self.node.iter().position(|drawn| *drawn == node).map(|mark| mark as u32)
    }

    /// The box of a mark: what hovering fills and selecting frames.
    pub fn mark_area(&self, mark: u32) -> Option<Area> {
        let mark = mark as usize;
        let (x, y, width) = (self.x.get(mark)?, self.y.get(mark)?, self.width.get(mark)?);
        Some(Area { left: x - 2.0, top: y - 9.5, right: x + width.max(LABEL_X) + 1.0, bottom: y + 9.5 })
    }

    /// The corners of an edge, as x and y in turn.
    pub fn corners(&self, edge: usize) -> &[f32] {
        match (self.point_start.get(edge), self.point_start.get(edge + 1)) {
            (Some(start), Some(end)) => self.points.get(2 * *start as usize..2 * *end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// What a tooltip and a screen reader say of a mark: `express 4.19.2, allowed, 31 dependencies folded away`.
    pub fn describe(&self, mark: u32) -> String {
        let at = mark as usize;
        let mut words = self.title.get(at).cloned().unwrap_or_default();
        if self.has(mark, flag::GROUP) {
            words.push_str(", folded group");
            return words;
        }
        if self.has(mark, flag::ROOT) {
            words.push_str(", root");
        } else {
            if self.has(mark, flag::OWN) {
                words.push_str(", own package");
            }
            if let Some(verdict) = self.shape.get(at).and_then(|shape| Verdict::ALL.get(*shape as usize)) {
                words.push_str(", ");
                words.push_str(verdict.title());
            }
            if self.has(mark, flag::INVOLVED) {
                words.push_str(", involved in a conflict");
            }
        }
        match self.folded.get(at) {
            None | Some(0) => {}
            Some(1) => words.push_str(", 1 component folded away"),
            Some(count) => words.push_str(&format!(", {count} components folded away")),
        }
        words
    }
}
