//! What comparing two files costs: run here, or in a browser by `benches/compare.mjs`, which also makes the files.
//!
//! ```text
//! node benches/compare.mjs --write                                # the two files, below target/bench/compare
//! cargo run --release --example compare -- BEFORE AFTER           # the best and the middle of several runs
//! ```
//!
//! It measures what the engine does when two other files are chosen: each file as a graph of its own, judged by itself, the
//! comparison with its causes, its words, and the answer as it crosses to the page. Reading the files is not in it.

use std::cell::RefCell;

use lockscope::engine::{Request, Response, Workspace};
use lockscope::licenses::{Context, Outbound, UseCase};
use lockscope::view::compare::{CompareRequest, ShownAs};

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

/// Opens a file as the next one.
fn open(id: u32, bytes: &[u8]) -> bool {
    let name = format!("{id}/package-lock.json");
    let opened = WORKSPACE.with_borrow_mut(|workspace| workspace.open(id, &name, bytes, &mut |_| ()));
    matches!(opened, Response::Opened { readable: true, .. })
}

/// Builds and judges what is open, so that it is not counted.
fn prepare() {
    let context = Context { use_case: UseCase::Binary, outbound: Outbound::Proprietary, ..Context::default() };
    WORKSPACE.with_borrow_mut(|workspace| {
        workspace.handle(Request::Judge { context }, &mut |_| ());
        workspace.handle(Request::Workspace, &mut |_| ());
    });
}

/// Compares the two files, in turns the one way and the other, so that nothing is known from the turn before. Changes,
/// causes, and the letters of the answer.
fn compare(turn: u32, as_list: bool) -> [usize; 3] {
    let (before, after) = if turn.is_multiple_of(2) { (0, 1) } else { (1, 0) };
    let shown_as = if as_list { ShownAs::List } else { ShownAs::Causes };
    let request = CompareRequest { before: Some(before), after: Some(after), shown_as, ..CompareRequest::default() };
    let response = WORKSPACE.with_borrow_mut(|workspace| workspace.handle(Request::Compare(request), &mut |_| ()));
    let letters = serde_json::to_vec(&response).map_or(0, |text| text.len());
    match response {
        Response::Compare(view) => [view.rows_total, view.causes_total, letters],
        _ => [0, 0, letters],
    }
}

#[cfg(target_arch = "wasm32")]
mod in_browser {
    use wasm_bindgen::prelude::wasm_bindgen;

    /// Opens the next file.
    #[wasm_bindgen]
    pub fn open(id: u32, bytes: &[u8]) -> bool {
        super::open(id, bytes)
    }

    #[wasm_bindgen]
    pub fn prepare() {
        super::prepare();
    }

    /// Compares: changes, causes, letters of the answer.
    #[wasm_bindgen]
    pub fn compare(turn: u32, as_list: bool) -> Vec<u32> {
        super::compare(turn, as_list).map(|number| number as u32).to_vec()
    }
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::disallowed_methods, reason = "this half runs outside a browser: it reads files and a clock")]
fn main() {
    for (id, path) in (0..).zip(std::env::args().skip(1)) {
        let is_open = std::fs::read(&path).is_ok_and(|bytes| open(id, &bytes));
        if !is_open {
            eprintln!("{path} cannot be read");
            return;
        }
    }
    prepare();
    for (title, as_list) in [("by cause", false), ("as a list", true)] {
        let mut runs: Vec<(f64, [usize; 3])> = (0..14)
            .map(|turn| {
                let start = std::time::Instant::now();
                let found = compare(turn, as_list);
                (start.elapsed().as_secs_f64() * 1000.0, found)
            })
            .skip(4)
            .collect();
        runs.sort_by(|one, other| one.0.total_cmp(&other.0));
        let best = runs.first().copied().unwrap_or_default();
        let middle = runs.get(runs.len() / 2).copied().unwrap_or_default();
        let [changes, causes, letters] = middle.1;
        eprintln!(
            "{:8.1} ms at best, {:8.1} ms in the middle, {changes} changes, {causes} causes, {letters} letters  {title}",
            best.0, middle.0
        );
    }
}
