//! View models: what a screen shows, as ready words and numbers. No web types.
//!
//! One file per screen or panel. A view model holds no graph; it can cross to the page as it is. All are `Eq`: the page compares
//! what it shows with what it showed, and two `Rc` of an `Eq` type are looked into only where their pointers differ.

#![warn(clippy::derive_partial_eq_without_eq)]

pub mod apart;
pub mod audit;
pub mod banners;
pub mod between;
pub mod camera;
pub mod compare;
pub mod complexity;
pub mod decisions;
pub mod duties;
pub mod estate;
pub mod evaluation;
pub mod facts;
pub mod files;
pub mod formats;
pub mod graph;
pub mod hues;
pub mod hygiene;
pub mod inspector;
pub mod inventory;
pub mod joins;
pub mod license_matrix;
pub mod license_text;
pub mod licenses;
pub mod overview;
pub mod pick;
pub mod policy;
pub mod quality;
pub mod quality_figures;
pub mod query;
pub mod redaction;
pub mod report;
pub mod scene;
pub mod search;
pub mod text_width;
pub mod third_party;
pub mod tree;
pub mod vulnerabilities;
pub mod words;

/// The only addresses that may become links, under the name the page knows.
pub use crate::model::SafeUrl;
pub use facts::Facts;
