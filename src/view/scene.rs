//! The picture of the graph as flat arrays: everything a painter needs, nothing it must look up.
//!
//! Painters (canvas, SVG) read this and a `Highlight`; neither knows graphs or licences.

use serde::{Deserialize, Serialize};

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
    /// As drawn: cut to 24 letters with an ellipsis.
    pub label: Vec<String>,
    /// In full, with the version.
    pub title: Vec<String>,
    /// Components folded away under this mark; 0 draws nothing.
    pub folded: Vec<u32>,

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

/// Everything on routes from roots to a mark, and what it needs directly. Costs marks + edges.
pub fn highlight_mark(_scene: &Scene, _mark: u32) -> Highlight {
    Highlight::default()
}

/// The marks and edges of given routes (node by node), as far as they are drawn.
pub fn highlight_routes(_scene: &Scene, _routes: &[Vec<u32>]) -> Highlight {
    Highlight::default()
}

/// Lays out a subset and puts it into flat arrays.
pub fn scene(
    _graph: &crate::graph::Graph,
    _judgement: &crate::licenses::Judgement,
    _subset: &crate::graph::Subset,
    palette: Palette,
    _hidden_hues: &std::collections::BTreeSet<u8>,
) -> Scene {
    Scene { palette, ..Scene::default() }
}
