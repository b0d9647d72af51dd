//! What the map of everything takes, and how good it is: run here on lists of edges, or in a browser by `benches/map.mjs`.
//!
//! ```text
//! cargo run --release --example map -- EDGES [POSITIONS] [--method radial] [--rounds 1] [--out FILE]
//! ```
//!
//! EDGES holds the number of marks in its first line, then a line `from to` for each edge. POSITIONS holds a line
//! `x y` for each mark: the placement of somebody else, judged by the same code. It measures; it shows no picture.

#[path = "map/metrics.rs"]
mod metrics;

use lockscope::layout::{Layout, LayoutRequest, MarkSize};

/// What a map is asked for: the first mark is the root, what stands above a mark is the one that first leads to it.
fn request(count: usize, edges: Vec<(u32, u32)>, rounds: u32) -> LayoutRequest {
    let mut starts = vec![0_usize; count + 1];
    edges.iter().for_each(|(from, _)| starts[*from as usize + 1] += 1);
    (0..count).for_each(|at| starts[at + 1] += starts[at]);
    let mut sorted = edges.clone();
    sorted.sort_unstable();
    let (mut depths, mut parents, mut queue) = (vec![u32::MAX; count], vec![None; count], Vec::new());
    let mut needed = vec![false; count];
    edges.iter().for_each(|(_, to)| needed[*to as usize] = true);
    let roots: Vec<u32> = (0..count as u32).filter(|mark| !needed[*mark as usize]).collect();
    roots.iter().for_each(|root| depths[*root as usize] = 0);
    queue.extend(&roots);
    let mut at = 0;
    while let Some(mark) = queue.get(at).copied() {
        at += 1;
        for (_, to) in &sorted[starts[mark as usize]..starts[mark as usize + 1]] {
            if depths[*to as usize] == u32::MAX {
                depths[*to as usize] = depths[mark as usize] + 1;
                parents[*to as usize] = Some(mark);
                queue.push(*to);
            }
        }
    }
    LayoutRequest {
        marks: vec![MarkSize { width: 14.0, height: 14.0 }; count],
        weights: vec![1.0; count],
        edges,
        roots,
        parents,
        depths,
        rounds,
        ..LayoutRequest::default()
    }
}

/// x and y of each mark in turn.
fn flat(layout: &Layout) -> Vec<f32> {
    layout.positions.iter().flat_map(|point| [point.x, point.y]).collect()
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use wasm_bindgen::prelude::wasm_bindgen;

    fn pairs(edges: &[u32]) -> Vec<(u32, u32)> {
        edges.chunks_exact(2).map(|edge| (edge[0], edge[1])).collect()
    }

    /// Places `count` marks with edges (from and to in turn): x and y in turn. `rounds`: see `LayoutRequest`.
    #[wasm_bindgen]
    pub fn place(id: &str, count: usize, edges: &[u32], rounds: u32) -> Vec<f32> {
        let request = super::request(count, pairs(edges), rounds);
        super::flat(&(lockscope::layout::method(id).place)(&request, &mut |_| ()))
    }

    /// Stress, crossings and spread of positions, ours or anyone's.
    #[wasm_bindgen]
    pub fn judge(positions: &[f32], edges: &[u32], seed: u32) -> Vec<f64> {
        let quality = super::metrics::quality(positions, &pairs(edges), seed);
        vec![quality.stress, quality.crossings, quality.spread]
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[path = "map/native.rs"]
mod native;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::run(&std::env::args().skip(1).collect::<Vec<_>>());
}
