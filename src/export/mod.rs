//! export.

pub mod svg;
