//! Parts that several screens use.

pub mod graph_canvas;
