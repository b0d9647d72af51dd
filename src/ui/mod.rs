//! ui.

pub mod parts;
