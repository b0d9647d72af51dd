#![doc = include_str!("README.md")]

pub mod model;
pub mod versions;

pub mod formats;
pub mod graph;
pub mod licenses;
pub mod policy;

pub mod analysis;
pub mod export;
pub mod layout;

pub mod view;

pub mod engine;
pub mod session;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod canvas;
#[cfg(target_arch = "wasm32")]
pub mod ui;
#[cfg(target_arch = "wasm32")]
pub mod worker;

/// Lists of components are hundreds of thousands of small texts: the allocator that comes with WebAssembly spends more
/// time on them than reading does.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
