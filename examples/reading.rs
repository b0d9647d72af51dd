//! What reading a file and building its graph costs: run here on files, or in a browser by `benches/reading.mjs`.
//!
//! ```text
//! cargo run --release --example reading -- FILE…        # the best of several runs
//! cargo run --release --example reading -- --doubling   # what twice the size costs, for families that grow one way
//! ```
//!
//! It measures; it shows nothing of what was read (that is `inspect`).

use lockscope::formats;
use lockscope::formats::support::json::pull;
use lockscope::graph;

/// How many components and edges a file has, its graph built; none where it cannot be read.
fn count(name: &str, bytes: &[u8]) -> Option<(usize, usize)> {
    let document = formats::read(name, bytes).ok()?;
    let graph = graph::build(&[&document]);
    Some((graph.nodes.len(), graph.edges.len()))
}

/// What no reader of JSON can do without: is it text, and is it JSON? Nothing is taken from it.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "asked for in a browser only"))]
fn check(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    pull::read(text, pull::PullReader::skip).is_ok()
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Components and edges of a file, its graph built; empty where it cannot be read.
    #[wasm_bindgen]
    pub fn read(name: &str, bytes: &[u8]) -> Vec<u32> {
        super::count(name, bytes).map_or(Vec::new(), |(nodes, edges)| vec![nodes as u32, edges as u32])
    }

    /// Is it text, and is it JSON?
    #[wasm_bindgen]
    pub fn check(bytes: &[u8]) -> bool {
        super::check(bytes)
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[path = "reading/families.rs"]
mod families;

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this half runs outside a browser: it reads files and a clock")]
fn main() {
    const RUNS: usize = 7;
    let best = |name: &str, bytes: &[u8]| {
        let runs = (0..RUNS).map(|_| {
            let start = std::time::Instant::now();
            let found = count(name, bytes);
            (start.elapsed().as_secs_f64() * 1000.0, found)
        });
        runs.min_by(|one, two| one.0.total_cmp(&two.0)).unwrap_or_default()
    };
    let show = |title: &str, (ms, found): (f64, Option<(usize, usize)>), bytes: usize| {
        let (nodes, edges) = found.unwrap_or_default();
        eprintln!("{ms:8.2} ms {bytes:9} bytes {nodes:7} nodes {edges:7} edges  {title}");
    };
    for argument in std::env::args().skip(1) {
        if argument != "--doubling" {
            let bytes = std::fs::read(&argument).unwrap_or_default();
            show(&argument, best(&argument, &bytes), bytes.len());
            continue;
        }
        for family in families::FAMILIES {
            let [one, two] = [20_000, 40_000].map(|size| (family.text)(size));
            let [once, twice] = [&one, &two].map(|text| best(family.file_name, text.as_bytes()));
            let ratio = twice.0 / once.0;
            show(&format!("{ratio:.2} × half of it: {}, {}", family.title, family.file_name), twice, two.len());
        }
    }
}
