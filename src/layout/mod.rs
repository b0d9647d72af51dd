//! Placing marks: a request in, positions and edge routes out. Knows sizes and edges, no licences.
//!
//! Each way to place is one file and one line in `ALL`. All are deterministic, bounded by steps (never by a clock) and
//! say how far they are; an engine that is told to stop is thrown away.

mod forest;
mod icicle;
mod layered;
mod map;
mod matrix;
mod radial;
mod strong;
mod treemap;
pub mod verify;

pub use layered::layered;

use serde::{Deserialize, Serialize};

/// A way to place marks.
pub struct Method {
    /// Its word in addresses and requests.
    pub id: &'static str,
    pub title: &'static str,
    /// What it is good for, in one line.
    pub hint: &'static str,
    pub form: Form,
    /// Called with the share that is done, 0 to 1.
    pub place: fn(&LayoutRequest, &mut dyn FnMut(f32)) -> Layout,
}

/// All of them, in the order of the menu; the first is the default.
pub const ALL: [&Method; 6] =
    [&layered::METHOD, &map::METHOD, &radial::METHOD, &treemap::METHOD, &icicle::METHOD, &matrix::METHOD];

/// The method of an id; the default for any other word.
pub fn method(id: &str) -> &'static Method {
    ALL.into_iter().find(|method| method.id == id).unwrap_or(&layered::METHOD)
}

/// What a layout fills in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Marks with labels in columns; edges are polylines with level and upright stretches.
    #[default]
    Columns,
    /// Marks are points; edges run straight from point to point: `routes` stays empty.
    Points,
    /// Marks are boxes that lie in or beside each other (`Layout::boxes`); edges are not drawn: `routes` stays empty.
    Boxes,
    /// Marks are rows and columns alike; each edge is a cell: its route is one point, the middle of the cell.
    Grid,
}

/// What to place. Lengths in CSS pixels. Arrays by mark may be empty where a method does not read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayoutRequest {
    pub marks: Vec<MarkSize>,
    /// (from, to), positions in `marks`; cycles, self-loops and parallel edges are welcome.
    pub edges: Vec<(u32, u32)>,
    /// Marks that stand in the first layer.
    pub roots: Vec<u32>,
    /// Room between the end of the widest mark of a layer and the next layer, for edges to turn in.
    pub gutter: f32,
    /// Distance of two rows.
    pub row_height: f32,
    /// How many rounds of crossing reduction at most; each costs marks + edges.
    pub rounds: u32,
    /// For each mark the mark without which it would leave (its immediate dominator); `None` at the top.
    pub parents: Vec<Option<u32>>,
    /// For each mark the components it stands for alone, without those of its children: at least 1.
    pub weights: Vec<f32>,
    /// For each mark the edges on the shortest way from a root; `u32::MAX` where none leads there.
    pub depths: Vec<u32>,
    /// Where a mark stood in the picture before: what can stay where it was, does.
    pub previous: Vec<Option<Point>>,
    /// The size of the picture that boxes fill.
    pub room: MarkSize,
}

/// A mark's box: its symbol at the left, its label behind. Edges leave at the right end, arrive at the left.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MarkSize {
    pub width: f32,
    pub height: f32,
}

/// Where everything stands. The same request gives the same layout, to the bit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The left end and vertical middle of each mark; of a point its middle.
    pub positions: Vec<Point>,
    /// The size of each mark's box; only where the form is `Boxes`.
    pub boxes: Vec<MarkSize>,
    /// For each mark its layer, from 0; empty where a form has none.
    pub layers: Vec<u32>,
    /// For each request edge a polyline of corner points, drawn with rounded turns; from the source's
    /// right end to the target's left end (an edge that runs backwards in a cycle too).
    pub routes: Vec<EdgeRoute>,
    /// Left end of each layer.
    pub columns: Vec<f32>,
    pub width: f32,
    pub height: f32,
    /// Crossings left between layers, counted.
    pub crossings: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

/// The way of one edge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EdgeRoute {
    pub points: Vec<Point>,
    /// It runs against the reading direction: it closes a cycle.
    pub backwards: bool,
}
