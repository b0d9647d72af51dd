//! The columns, and the corners of each edge.
//!
//! An edge leaves where its mark's label ends, turns in the gutter behind the widest mark of the
//! layer, and passes further layers in the rows of its lanes: no edge crosses a label.

use super::super::{EdgeRoute, Layout, LayoutRequest, Point};
use super::place::Rows;
use super::skeleton::{BackwardLane, Skeleton, Vertex, Way};
use super::turns::{Turns, turns};

/// Room beside the first or last column where an edge turns back there.
const MARGIN: f64 = 14.0;

/// Puts marks into columns and gives each edge its corners.
pub(super) fn route(request: &LayoutRequest, skeleton: &Skeleton, rows: &Rows) -> Layout {
    let turns = turns(skeleton, rows);
    let columns = Columns::new(request, skeleton, &turns);
    let drawing = Drawing { request, skeleton, rows, turns: &turns, columns: &columns };
    let any_below = skeleton.ways.contains(&Way::Below);
    Layout {
        positions: (0..skeleton.marks).map(|mark| drawing.left_end(mark as Vertex)).collect(),
        layers: Vec::new(),
        boxes: Vec::new(),
        routes: (0..request.edges.len()).map(|edge| drawing.edge_route(edge)).collect(),
        columns: columns.left.iter().map(|left| *left as f32).collect(),
        width: columns.width as f32,
        height: (rows.height + if any_below { f64::from(request.row_height) } else { 0.0 }) as f32,
        crossings: 0,
    }
}

/// Where columns begin and gutters lie, by layer.
struct Columns {
    left: Vec<f64>,
    /// Where the gutter before each column begins and ends; one more for the gutter after the last.
    gutters: Vec<(f64, f64)>,
    width: f64,
}

impl Columns {
    fn new(request: &LayoutRequest, skeleton: &Skeleton, turns: &Turns) -> Self {
        let mut widest = vec![0f64; skeleton.layers.len()];
        for (mark, size) in request.marks.iter().enumerate() {
            let widest = &mut widest[skeleton.layer[mark] as usize];
            *widest = widest.max(f64::from(size.width));
        }
        let back = |layer: usize| {
            let turns_there =
                skeleton.backward_lanes.iter().any(|lane| skeleton.layer[lane.to as usize] as usize == layer);
            let ends_there = request
                .edges
                .iter()
                .zip(&skeleton.ways)
                .any(|((_, to), way)| *way == Way::Below && skeleton.layer[*to as usize] as usize == layer);
            turns_there || ends_there
        };
        let last = skeleton.layers.len().saturating_sub(1);
        let leaves_last = request.edges.iter().zip(&skeleton.ways).any(|((from, _), way)| {
            matches!(way, Way::Backward { .. } | Way::Below) && skeleton.layer[*from as usize] as usize == last
        });
        let mut columns = Self { left: Vec::new(), gutters: Vec::new(), width: 0.0 };
        let mut x = 0.0;
        for (layer, widest) in widest.iter().enumerate() {
            let before = match layer {
                0 if back(0) => MARGIN,
                0 => 0.0,
                _ => f64::from(request.gutter).max(turns.room(layer - 1).min(2.0 * f64::from(request.gutter))),
            };
            columns.gutters.push((x, x + before));
            x += before;
            columns.left.push(x);
            x += widest;
        }
        let after = if leaves_last { MARGIN } else { 0.0 };
        columns.gutters.push((x, x + after));
        columns.width = x + after;
        columns
    }

    /// A place in the gutter before a layer: 0 at its beginning, 1 at its end, kept off both.
    fn in_gutter(&self, layer: usize, share: f64) -> f64 {
        let (start, end) = self.gutters.get(layer).copied().unwrap_or_default();
        let room = end - start;
        let (first, last) = (start + (0.2 * room).min(6.0), end - (0.3 * room).min(12.0));
        first + (last - first) * share
    }
}

struct Drawing<'a> {
    request: &'a LayoutRequest,
    skeleton: &'a Skeleton,
    rows: &'a Rows,
    turns: &'a Turns,
    columns: &'a Columns,
}

impl Drawing<'_> {
    fn layer(&self, vertex: Vertex) -> usize {
        self.skeleton.layer[vertex as usize] as usize
    }

    fn y(&self, vertex: Vertex) -> f64 {
        self.rows.y[vertex as usize]
    }

    fn left_end(&self, mark: Vertex) -> Point {
        point(self.columns.left[self.layer(mark)], self.y(mark))
    }

    fn edge_route(&self, edge: usize) -> EdgeRoute {
        let (from, to) = self.request.edges[edge];
        match self.skeleton.ways[edge] {
            Way::Nowhere => EdgeRoute::default(),
            Way::Forward => EdgeRoute { points: self.forward(from, to), backwards: false },
            Way::Backward { lane } => {
                let lanes = &self.skeleton.backward_lanes;
                let lane = lanes.binary_search_by_key(&lane, |known| known.first).ok().map(|known| &lanes[known]);
                EdgeRoute { points: lane.map(|lane| self.backward(lane)).unwrap_or_default(), backwards: true }
            }
            Way::Below => EdgeRoute { points: self.below(from, to), backwards: self.layer(to) <= self.layer(from) },
        }
    }

    fn begin(&self, from: Vertex) -> Path {
        let right = self.columns.left[self.layer(from)] + f64::from(self.request.marks[from as usize].width);
        Path { points: vec![point(right, self.y(from))], y: self.y(from) }
    }

    fn forward(&self, from: Vertex, to: Vertex) -> Vec<Point> {
        let mut path = self.begin(from);
        let last = self.layer(to);
        let mut at = from;
        for layer in self.layer(from) + 1..=last {
            let next = if layer == last { to } else { self.skeleton.exit(from, layer as u32 + 1) };
            path.turn(self.columns.in_gutter(layer, self.turns.share(at)), self.y(next));
            at = next;
        }
        path.end(self.left_end(to))
    }

    /// Out of the source's right end, back below both marks' rows, into the target's left end.
    fn backward(&self, lane: &BackwardLane) -> Vec<Point> {
        let mut path = self.begin(lane.from);
        let first = self.layer(lane.to);
        for step in (0..lane.layers).rev() {
            let vertex = lane.first + step;
            // Behind the source right away, between lanes in the middle.
            let share = if step + 1 == lane.layers { 0.0 } else { 0.5 };
            path.turn(self.columns.in_gutter(first + step as usize + 1, share), self.y(vertex));
        }
        path.turn(self.columns.in_gutter(first, 1.0), self.y(lane.to));
        path.end(self.left_end(lane.to))
    }

    /// Below everything, for edges that no lane was left for.
    fn below(&self, from: Vertex, to: Vertex) -> Vec<Point> {
        let mut path = self.begin(from);
        let row = self.rows.height + 0.5 * f64::from(self.request.row_height);
        path.turn(self.columns.in_gutter(self.layer(from) + 1, self.turns.share(from)), row);
        path.turn(self.columns.in_gutter(self.layer(to), 1.0), self.y(to));
        path.end(self.left_end(to))
    }
}

/// Corner points so far, and the height of the last.
struct Path {
    points: Vec<Point>,
    y: f64,
}

impl Path {
    /// Goes on level to `x` and turns to the height `y`; nothing where it is level already.
    fn turn(&mut self, x: f64, y: f64) {
        if y != self.y {
            self.points.extend([point(x, self.y), point(x, y)]);
            self.y = y;
        }
    }

    fn end(mut self, end: Point) -> Vec<Point> {
        self.points.push(end);
        self.points
    }
}

fn point(x: f64, y: f64) -> Point {
    Point { x: x as f32, y: y as f32 }
}
