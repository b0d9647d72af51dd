//! rust-sugiyama for a browser.

use rust_sugiyama::configure::{Config, RankingType};
use wasm_bindgen::prelude::wasm_bindgen;

/// Places marks with rust-sugiyama, tuned for large graphs: layers by longest way, no transpositions. Gives x and y
/// (its layers) of each. It cannot stand an edge from a mark to itself: those are left out.
#[wasm_bindgen]
pub fn sugiyama(marks: u32, edges: &[u32]) -> Vec<f64> {
    let marks: Vec<(u32, (f64, f64))> = (0..marks).map(|mark| (mark, (22.0, 22.0))).collect();
    let edges: Vec<(u32, u32)> = edges.chunks_exact(2).map(|pair| (pair[0], pair[1])).filter(|(from, to)| from != to).collect();
    let config = Config { ranking_type: RankingType::Up, transpose: false, ..Config::default() };
    let mut places = vec![0.0; 2 * marks.len()];
    for (drawing, _, _) in rust_sugiyama::from_vertices_and_edges(&marks, &edges, &config) {
        for (mark, (x, y)) in drawing {
            (places[2 * mark], places[2 * mark + 1]) = (x, y);
        }
    }
    places
}
