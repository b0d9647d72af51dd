//! Where in its gutter each vertex's edges turn, so that as few as possible run over one another.
//!
//! All edges of one vertex turn at one place. Of two that go down side by side the upper one turns
//! farther right, of two that go up the lower one: then neither crosses the other.

use super::place::Rows;
use super::skeleton::{Skeleton, Vertex};

/// Room for one turn, in CSS pixels.
const TRACK: f64 = 3.0;
/// Room kept free at both ends of a gutter.
const ENDS: f64 = 20.0;
/// Turns in one gutter that are compared with one another; with more, only a few tracks are used.
const MOST_COMPARED: usize = 1_500;

/// Places in gutters.
pub(super) struct Turns {
    share: Vec<f32>,
    room: Vec<f64>,
}

impl Turns {
    /// Where a vertex's edges turn: 0 at the beginning of the gutter behind it, 1 at its end.
    pub fn share(&self, vertex: Vertex) -> f64 {
        f64::from(self.share[vertex as usize])
    }

    /// Room that the turns behind a layer would like.
    pub fn room(&self, layer: usize) -> f64 {
        self.room.get(layer).copied().unwrap_or_default()
    }
}

/// Finds a place for every vertex's turn.
pub(super) fn turns(skeleton: &Skeleton, rows: &Rows) -> Turns {
    let mut turns = Turns { share: vec![0.5; skeleton.layer.len()], room: vec![0.0; skeleton.layers.len()] };
    for (layer, vertices) in skeleton.layers.iter().enumerate() {
        let mut down = Vec::new();
        let mut up = Vec::new();
        for vertex in vertices {
            let y = rows.y[*vertex as usize];
            let ends = skeleton.after.of(*vertex).iter().map(|next| rows.y[*next as usize]);
            let (low, high) = ends.clone().fold((y, y), |(low, high), end| (low.min(end), high.max(end)));
            if low < high {
                let side = if high - y >= y - low { &mut down } else { &mut up };
                side.push(Span { vertex: *vertex, low, high });
            }
        }
        // Each side from the turn nearest the gutter's beginning.
        down.reverse();
        let (down, down_tracks) = tracks(&down);
        let (up, up_tracks) = tracks(&up);
        let count = down_tracks.max(up_tracks);
        turns.room[layer] = ENDS + TRACK * 2.0 * count as f64;
        // Downward and upward turns alternate, so that they never share a place.
        let places = (2 * count + 1) as f32;
        for (vertex, track) in down {
            turns.share[vertex as usize] = (2 * track + 1) as f32 / places;
        }
        for (vertex, track) in up {
            turns.share[vertex as usize] = (2 * track + 2) as f32 / places;
        }
    }
    turns
}

/// The heights between which a vertex's edges turn.
struct Span {
    vertex: Vertex,
    low: f64,
    high: f64,
}

/// A track for each span, beyond all earlier spans that it overlaps; and how many tracks there are.
fn tracks(spans: &[Span]) -> (Vec<(Vertex, usize)>, usize) {
    let mut placed: Vec<(Vertex, usize)> = Vec::with_capacity(spans.len());
    let mut count = 0;
    for (at, span) in spans.iter().enumerate() {
        let track = if spans.len() > MOST_COMPARED {
            at % 16
        } else {
            let overlaps = |other: &Span| other.low <= span.high && span.low <= other.high;
            let beyond = spans[..at].iter().zip(&placed).filter(|(other, _)| overlaps(other));
            beyond.map(|(_, (_, track))| track + 1).max().unwrap_or(0)
        };
        count = count.max(track + 1);
        placed.push((span.vertex, track));
    }
    (placed, count)
}
