//! What the graph costs in shapes that break careless algorithms: run here, or in a worker by `benches/graph.mjs`.
//!
//! ```text
//! cargo run --release --example graph                # every shape of 1,000,000 components
//! cargo run --release --example graph -- 1000 knot   # of other sizes and of some shapes
//! ```
//!
//! It builds each shape directly as a document, builds its graph, asks everything the graph answers, and tells the time of
//! each and the bytes per component and per dependency. It reads no file.

#[path = "graph/shapes.rs"]
mod shapes;

use std::mem::size_of;

use lockscope::graph::{self, Cut, Cuttable, Direction, Edge, Few, Graph, Node, NodeIndex, SubsetRequest};

/// A question to the graph about its last node; the answer as one number, so that two runs can be compared.
type Question = fn(&Graph, NodeIndex) -> u64;

const QUESTIONS: [(&str, Question); 10] = [
    ("dominators", |graph, _| {
        let dominators = graph::dominators(graph);
        graph::dominated_counts(&dominators).first().copied().unwrap_or_default().into()
    }),
    ("route count", |graph, last| graph::route_count(graph, last).routes.try_into().unwrap_or(u64::MAX)),
    ("20 routes", |graph, last| graph::routes(graph, last, 20).shortest.iter().map(|route| route.len() as u64).sum()),
    ("needed by", |graph, last| reached(graph, last, Direction::Dependents)),
    ("needs", |graph, _| reached(graph, 0, Direction::Dependencies)),
    ("first view", |graph, _| {
        let subset = graph::subset(graph, &SubsetRequest::default());
        (subset.nodes.len() + subset.groups.len()) as u64
    }),
    ("transitive counts", |graph, _| {
        let counts = graph::transitive_counts(graph);
        counts.reaches.first().copied().unwrap_or_default().into()
    }),
    ("cheapest cut", |graph, last| match graph::cheapest_cut(graph, last, Cuttable::Any) {
        Cut::Cheapest { edges, .. } => edges.len() as u64,
        Cut::Unfinished { at_least } => at_least as u64,
        Cut::Root | Cut::Unreached => 0,
    }),
    ("longest chain", |graph, _| graph::longest_chain(graph).nodes.len() as u64),
    ("cycle breaks", |graph, _| graph::cycle_breaks(graph).iter().map(|found| found.edges.len() as u64).sum()),
];

fn reached(graph: &Graph, from: NodeIndex, direction: Direction) -> u64 {
    graph::reachable(graph, from, direction).iter().filter(|on| **on).count() as u64
}

/// Bytes that grow with the nodes, and with the edges: all that the graph's own lists hold room for. Components are not
/// counted: they are the documents', and shared.
fn bytes(graph: &Graph) -> (usize, usize) {
    let spilled = |few: &Few<(u32, u32)>| match few {
        Few::One(_) => 0,
        Few::Many(all) => all.capacity() * size_of::<(u32, u32)>(),
    };
    let nodes = graph.nodes.capacity() * size_of::<Node>()
        + graph.nodes.iter().map(|node| spilled(&node.members)).sum::<usize>()
        + (graph.out_start.capacity() + graph.in_start.capacity() + graph.roots.capacity()) * size_of::<u32>()
        + graph.cycles.iter().map(|cycle| cycle.capacity() * size_of::<NodeIndex>()).sum::<usize>();
    let edges = graph.edges.capacity() * size_of::<Edge>() + graph.in_edges.capacity() * size_of::<u32>();
    (nodes, edges)
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use std::cell::RefCell;

    use lockscope::graph::{self, Graph};
    use lockscope::model::Document;
    use wasm_bindgen::prelude::wasm_bindgen;

    use super::{QUESTIONS, bytes, shapes};

    thread_local! {
        static KEPT: RefCell<(Document, Graph)> = RefCell::default();
    }

    #[wasm_bindgen]
    pub fn shapes() -> Vec<String> {
        shapes::SHAPES.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    #[wasm_bindgen]
    pub fn questions() -> Vec<String> {
        QUESTIONS.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    /// Makes a document and forgets the last graph.
    #[wasm_bindgen]
    pub fn prepare(shape: usize, count: u32) {
        KEPT.take();
        let document = shapes::SHAPES.get(shape).map(|(_, shape)| shapes::document(*shape, count));
        KEPT.set((document.unwrap_or_default(), Graph::default()));
    }

    /// Builds its graph.
    #[wasm_bindgen]
    pub fn build() {
        KEPT.with_borrow_mut(|(document, graph)| *graph = graph::build(&[document]));
    }

    /// Components, dependencies, bytes of the nodes, bytes of the edges.
    #[wasm_bindgen]
    pub fn size() -> Vec<f64> {
        KEPT.with_borrow(|(_, graph)| {
            let (nodes, edges) = bytes(graph);
            [graph.nodes.len(), graph.edges.len(), nodes, edges].map(|count| count as f64).to_vec()
        })
    }

    /// Asks one question.
    #[wasm_bindgen]
    pub fn ask(question: usize) -> f64 {
        KEPT.with_borrow(|(_, graph)| {
            let last = graph.nodes.len().saturating_sub(1) as u32;
            QUESTIONS.get(question).map_or(0.0, |(_, ask)| ask(graph, last) as f64)
        })
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this half runs outside a browser: it reads a clock")]
fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let mut sizes: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes.push(1_000_000);
    }
    let wanted =
        |name: &str| words.iter().all(|word| word.parse::<u32>().is_ok()) || words.iter().any(|word| word == name);
    let all = sizes.iter().flat_map(|size| shapes::SHAPES.map(|shape| (*size, shape)));
    for (size, (name, shape)) in all.filter(|(_, (name, _))| wanted(name)) {
        let document = shapes::document(shape, size);
        let start = std::time::Instant::now();
        let graph = graph::build(&[&document]);
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        let (nodes, edges) = (graph.nodes.len(), graph.edges.len());
        let (of_nodes, of_edges) = bytes(&graph);
        let per = |bytes: usize, count: usize| bytes as f64 / count.max(1) as f64;
        let (a_node, an_edge) = (per(of_nodes, nodes), per(of_edges, edges));
        eprintln!("{name}: {nodes} components, {edges} dependencies, {a_node:.1} and {an_edge:.1} bytes each");
        eprintln!("{ms:10.1} ms  build");
        for (question, ask) in QUESTIONS {
            let start = std::time::Instant::now();
            let answer = ask(&graph, size.saturating_sub(1));
            let ms = start.elapsed().as_secs_f64() * 1000.0;
            eprintln!("{ms:10.1} ms  {question}: {answer}");
        }
    }
}
