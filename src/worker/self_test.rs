//! Faults on demand, so that anyone can see what the page makes of them.
//!
//! In the engine: open a file that ends in `.lockscope-panic` and holds nothing but, say, `lockscope: trap now`. In the page:
//! `dispatchEvent(new CustomEvent("lockscope-self-test", { detail: "trap now" }))` in the console.

use std::hint::black_box;

/// A file of this ending may hold an order.
const ENDING: &str = ".lockscope-panic";
const PREFIX: &str = "lockscope: ";
/// What is asked for at once when memory is filled, in bytes.
const PIECE: usize = 16 << 20;

/// Does what a file orders, if it is one that orders. Nothing else reads such a file.
pub fn run_file(name: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).ok().filter(|_| name.ends_with(ENDING));
    if let Some(order) = text.and_then(|text| text.trim().strip_prefix(PREFIX)) {
        run(order);
    }
}

/// `panic now`, `trap now` (the stack overflows), `fill the memory now` or `loop now` (for ever); anything else does nothing.
#[expect(clippy::panic, reason = "the recovery self-test has to panic")]
pub fn run(order: &str) {
    match order {
        "panic now" => panic!("recovery self-test"),
        "trap now" => _ = black_box(deeper(1)),
        "fill the memory now" => {
            let mut held: Vec<Vec<u8>> = Vec::new();
            loop {
                held.push(black_box(Vec::with_capacity(PIECE)));
            }
        }
        "loop now" => loop {
            black_box(order);
        },
        _ => {}
    }
}

/// A number of steps that never ends, each with a place on the stack.
fn deeper(depth: u64) -> u64 {
    let here = black_box([depth; 16]);
    if depth == 0 { 0 } else { black_box(deeper(depth + 1)) ^ here[0] }
}
