//! The picture of the graph as flat arrays: everything a painter needs, nothing it must look up.
//!
//! Painters (canvas, SVG) read this and a `Highlight`; neither knows graphs or licences.

mod boxes;
mod build;
mod highlight;
mod importance;
mod labels;
mod legend;
mod outline;
mod packed;
mod room;
mod style;
mod symbol;
mod texts;
mod walk;

pub use crate::layout::Form;
pub use boxes::{BoxLook, BoxWords, box_look, box_words, cell_ink};
pub use build::{Asked, layout_request, scene};
pub use highlight::{highlight_mark, highlight_routes};
pub use importance::is_finding;
pub use labels::{is_hidden, visible};
pub use legend::{Hues, key, letter, own};
pub use outline::{Step, path_text, rounded};
pub use room::{Room, Takes};
pub use style::{EdgeLook, Ink, KINDS, MarkLook, dot_ink, edge_look, hue_ink, mark_look, mini_ink};
pub use symbol::{Draw, Paint, Stroke, symbol, symbol_size};
pub use texts::Texts;
pub use walk::{Direction, walk};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::camera::Area;
use crate::graph::NodeIndex;
use crate::layout::Point;
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
    /// What the arrays below mean, and how they are painted.
    pub form: Form,
    /// The node a mark stands for; `GROUP` for a folded group.
    #[serde(with = "packed")]
    pub node: Vec<u32>,
    /// Left end and vertical middle of the mark's box; of a point its middle.
    #[serde(with = "packed")]
    pub x: Vec<f32>,
    #[serde(with = "packed")]
    pub y: Vec<f32>,
    /// Width of symbol and label together; of a box its own.
    #[serde(with = "packed")]
    pub width: Vec<f32>,
    /// Height of boxes; empty for other forms.
    #[serde(with = "packed")]
    pub height: Vec<f32>,
    /// The symbol: position in `Verdict::ALL`. Roots and groups have their own (see `flags`).
    #[serde(with = "packed")]
    pub shape: Vec<u8>,
    /// The colour: position in the palette named by `palette`.
    #[serde(with = "packed")]
    pub hue: Vec<u8>,
    /// Bits of `flag`.
    #[serde(with = "packed")]
    pub flags: Vec<u8>,
    /// Marks, the most important first: who gets a label where there is not room for all.
    #[serde(with = "packed")]
    pub order: Vec<u32>,
    /// As drawn: cut to 21 letters with an ellipsis, the major version where two of a name are drawn.
    pub label: Texts,
    /// The label before it was cut, drawn on lit routes; empty where nothing was cut.
    pub whole: Texts,
    /// In full, with the version.
    pub title: Texts,
    /// For each group mark, in order, the name of the set it draws as one; empty of other groups.
    pub sets: Vec<String>,
    /// Components folded away under this mark; 0 draws nothing. In boxes: what the box stands for, all inside counted.
    #[serde(with = "packed")]
    pub folded: Vec<u32>,
    /// Position of the mark's column in `column_x`: the longest route drawn, which is not the depth.
    #[serde(with = "packed")]
    pub layer: Vec<u32>,

    /// Marks an edge joins. Between points the most telling edges come first: a part of them is the first ones.
    #[serde(with = "packed")]
    pub from: Vec<u32>,
    #[serde(with = "packed")]
    pub to: Vec<u32>,
    /// Values of `edge`.
    #[serde(with = "packed")]
    pub line: Vec<u8>,
    /// `points[2 * point_start[e]..2 * point_start[e + 1]]` are the corners (x, y) of edge e. Length: edges + 1.
    /// Both are empty for points, whose edges run straight from mark to mark, and for boxes, which have none.
    #[serde(with = "packed")]
    pub point_start: Vec<u32>,
    #[serde(with = "packed")]
    pub points: Vec<f32>,

    #[serde(with = "packed")]
    pub column_x: Vec<f32>,
    pub column_title: Texts,
    pub width_total: f32,
    pub height_total: f32,
    /// What `hue` counts in.
    pub palette: Palette,
    /// Hue by hue: key in style sheets, words, number drawn, number in all.
    pub legend: Vec<LegendKey>,
    /// The ring around marks, where there is any: no hue, so a press filters nothing.
    pub ring: LegendKey,
}

/// No number in it is NaN. With this, comparing two `Rc` of one scene looks at the pointers first: the page does that often.
impl Eq for Scene {}

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
    Ecosystem,
    /// Steps from the nearest root.
    Depth,
    /// Names that are there in several versions.
    Duplicates,
    /// The file it was read from.
    File,
    /// What differs between two files (`GraphRequest::compare`).
    Difference,
    /// The worst known vulnerability, or that none was looked for.
    Severity,
}

impl Palette {
    pub const ALL: [Self; 9] = [
        Self::Verdict,
        Self::Class,
        Self::Scope,
        Self::Ecosystem,
        Self::Depth,
        Self::Duplicates,
        Self::File,
        Self::Difference,
        Self::Severity,
    ];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Class => "class",
            Self::Scope => "scope",
            Self::Ecosystem => "ecosystem",
            Self::Depth => "depth",
            Self::Duplicates => "duplicates",
            Self::File => "file",
            Self::Difference => "difference",
            Self::Severity => "severity",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Verdict => "Licence verdict",
            Self::Class => "Licence class",
            Self::Scope => "Scope",
            Self::Ecosystem => "Ecosystem",
            Self::Depth => "Depth",
            Self::Duplicates => "Duplicates",
            Self::File => "File",
            Self::Difference => "Difference",
            Self::Severity => "Vulnerabilities",
        }
    }
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
        let (x, y, width) = (*self.x.get(mark)?, *self.y.get(mark)?, *self.width.get(mark)?);
        Some(match self.form {
            Form::Columns | Form::Grid => {
                Area { left: x - 2.0, top: y - 9.5, right: x + width.max(LABEL_X) + 1.0, bottom: y + 9.5 }
            }
            Form::Points => Area { left: x - SYMBOL_X, top: y - SYMBOL_X, right: x + SYMBOL_X, bottom: y + SYMBOL_X },
            Form::Boxes => {
                let half = self.height.get(mark).copied().unwrap_or_default() / 2.0;
                Area { left: x, top: y - half, right: x + width, bottom: y + half }
            }
        })
    }

    /// The name of the set a mark stands for. `None` for components and other groups.
    pub fn set_of(&self, mark: u32) -> Option<&str> {
        let first = self.len().checked_sub(self.sets.len())?;
        let name = self.sets.get((mark as usize).checked_sub(first)?)?;
        (!name.is_empty()).then_some(name.as_str())
    }

    /// The middle of a mark's symbol.
    pub fn symbol_at(&self, mark: u32) -> Option<(f32, f32)> {
        let (x, y) = (*self.x.get(mark as usize)?, *self.y.get(mark as usize)?);
        Some(if self.form == Form::Points { (x, y) } else { (x + SYMBOL_X, y) })
    }

    /// The corners of an edge, as x and y in turn; empty where its form stores none (see `straight`).
    pub fn corners(&self, edge: usize) -> &[f32] {
        match (self.point_start.get(edge), self.point_start.get(edge + 1)) {
            (Some(start), Some(end)) => self.points.get(2 * *start as usize..2 * *end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Both ends of an edge between points: x and y of its source, then of its target.
    pub fn straight(&self, edge: usize) -> Option<[f32; 4]> {
        let (from, to) = (*self.from.get(edge)? as usize, *self.to.get(edge)? as usize);
        Some([*self.x.get(from)?, *self.y.get(from)?, *self.x.get(to)?, *self.y.get(to)?])
    }

    /// In a grid: the left end of the cells and their side.
    pub fn cells(&self) -> (f32, f32) {
        let side = if self.is_empty() { 0.0 } else { self.height_total / self.len() as f32 };
        ((self.width_total - self.height_total).max(0.0), side)
    }

    /// In a grid: the mark of a row or, by the same measure, of a column; marks stand in the order of `y`.
    pub fn row_at(&self, y: f32) -> Option<u32> {
        let (_, side) = self.cells();
        (0..self.len() as u32).find(|mark| self.y.get(*mark as usize).is_some_and(|row| (row - y).abs() <= side / 2.0))
    }

    /// Where every drawn node stands, for a picture that follows this one.
    pub fn places(&self) -> BTreeMap<NodeIndex, Point> {
        self.placed().collect()
    }

    /// The drawn nodes in the order of the marks, each with its place.
    pub fn placed(&self) -> impl Iterator<Item = (NodeIndex, Point)> {
        let at = self.x.iter().zip(&self.y).map(|(x, y)| Point { x: *x, y: *y });
        self.node.iter().copied().zip(at).filter(|(node, _)| *node != GROUP)
    }

    /// What a tooltip and a screen reader say of a mark: `express 4.19.2, allowed, 31 dependencies folded away`.
    pub fn describe(&self, mark: u32) -> String {
        let at = mark as usize;
        let mut words = self.title.get(at).to_owned();
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
            let hue = self.hue.get(at).and_then(|hue| self.legend.get(*hue as usize));
            if let Some(key) = hue.filter(|_| self.palette != Palette::Verdict) {
                words.push_str(", ");
                words.push_str(&key.title);
            }
        }
        match self.folded.get(at) {
            None | Some(0) => {}
            Some(count) if self.form == Form::Boxes => words.push_str(&format!(", {count} would leave")),
            Some(1) => words.push_str(", 1 component folded away"),
            Some(count) => words.push_str(&format!(", {count} components folded away")),
        }
        words
    }
}
