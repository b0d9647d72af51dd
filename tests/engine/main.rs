//! What a person does, through the engine's one door: open, ask, judge, export. Small documents, written here.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

mod between;
mod compare;
mod compare_kinds;
mod complexity;
mod decisions;
mod door;
mod duties;
mod estate;
mod failure_cases;
mod files;
mod graph_files;
mod graph_view;
mod judging;
mod matrix;
mod policy;
mod protocol;
mod quality;
mod query;
mod record;
mod supply;
mod third_party;
mod views;
mod why;
