//! What reading a file and building its graph costs: run here on files, or in a browser by `benches/reading.mjs`.
//!
//! `cargo run --release --example reading -- FILE…` prints the best of several runs. It measures; it shows nothing of
//! what was read (that is `inspect`).

use lockscope::formats;
use lockscope::graph;

/// How many components and edges a file has, its graph built; none where it cannot be read.
fn count(name: &str, bytes: &[u8]) -> Option<(usize, usize)> {
    let document = formats::read(name, bytes).ok()?;
    let graph = graph::build(&[&document]);
    Some((graph.nodes.len(), graph.edges.len()))
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Components and edges of a file, its graph built; empty where it cannot be read.
    #[wasm_bindgen]
    pub fn read(name: &str, bytes: &[u8]) -> Vec<u32> {
        super::count(name, bytes).map_or(Vec::new(), |(nodes, edges)| vec![nodes as u32, edges as u32])
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this half runs outside a browser: it reads files and a clock")]
fn main() {
    use std::time::Instant;

    const RUNS: usize = 7;
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let (mut best, mut reading, mut found) = (f64::MAX, 0.0, None);
        for _ in 0..RUNS {
            let start = Instant::now();
            let Ok(document) = formats::read(&path, &bytes) else { break };
            let read = start.elapsed().as_secs_f64() * 1000.0;
            found = Some(graph::build(&[&document]));
            let all = start.elapsed().as_secs_f64() * 1000.0;
            if all < best {
                (best, reading) = (all, read);
            }
        }
        let (nodes, edges) = found.map_or((0, 0), |graph| (graph.nodes.len(), graph.edges.len()));
        eprintln!(
            "{best:8.2} ms ({reading:8.2} reading) {:9} bytes {nodes:7} nodes {edges:7} edges  {path}",
            bytes.len()
        );
    }
}
