//! Placing marks: a request in, positions and edge routes out. Knows sizes and edges, no licences.

mod layered;
pub mod verify;

pub use layered::layered;

/// What to place. Lengths in CSS pixels.
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
    /// The left end and vertical middle of each mark.
    pub positions: Vec<Point>,
    /// For each mark its layer, from 0.
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
