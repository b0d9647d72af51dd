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
use lockscope::graph::{self, Graph};
use lockscope::model::Document;

/// A file read and its graph built; none where it cannot be read. Giving the memory back is not reading: it is the
/// caller's, as a peer's is its collector's.
fn read(name: &str, bytes: &[u8]) -> Option<(Document, Graph)> {
    let document = formats::read(name, bytes).ok()?;
    let graph = graph::build(&[&document]);
    Some((document, graph))
}

/// What no reader of JSON can do without: is it text, and is it JSON? Nothing is taken from it.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "asked for in a browser only"))]
fn check(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    pull::read(text, pull::PullReader::skip).is_ok()
}

/// What no reader that keeps the same can do without: is it text, and what was read kept anew with its graph. Nothing
/// is taken from the text.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "asked for in a browser only"))]
fn again(document: &Document, bytes: &[u8]) -> Option<(Document, Graph)> {
    std::str::from_utf8(bytes).ok()?;
    let document = Document { components: document.components.to_vec().into(), ..document.clone() };
    let graph = graph::build(&[&document]);
    Some((document, graph))
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::RefCell;

    use wasm_bindgen::prelude::wasm_bindgen;

    thread_local! {
        static KEPT: RefCell<Option<(super::Document, super::Graph)>> = const { RefCell::new(None) };
        static MODEL: RefCell<Option<super::Document>> = const { RefCell::new(None) };
    }

    /// Components and edges of a file, its graph built and kept; empty where it cannot be read.
    #[wasm_bindgen]
    pub fn read(name: &str, bytes: &[u8]) -> Vec<u32> {
        let read = super::read(name, bytes);
        let counts = read.as_ref().map(|(_, graph)| vec![graph.nodes.len() as u32, graph.edges.len() as u32]);
        KEPT.set(read);
        counts.unwrap_or_default()
    }

    /// Gives back the memory of what was read last.
    #[wasm_bindgen]
    pub fn forget() {
        KEPT.set(None);
    }

    /// Reads a file once, for `again`.
    #[wasm_bindgen]
    pub fn model(name: &str, bytes: &[u8]) {
        MODEL.set(super::read(name, bytes).map(|(document, _)| document));
    }

    /// Components of what `model` read, kept anew with their graph.
    #[wasm_bindgen]
    pub fn again(bytes: &[u8]) -> u32 {
        let made = MODEL.with_borrow(|model| super::again(model.as_ref()?, bytes));
        let count = made.as_ref().map_or(0, |(_, graph)| graph.nodes.len() as u32);
        KEPT.set(made);
        count
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
            let found = read(name, bytes);
            let ms = start.elapsed().as_secs_f64() * 1000.0;
            (ms, found.map(|(_, graph)| (graph.nodes.len(), graph.edges.len())))
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
