//! View models: what a screen shows, as ready words and numbers. No web types, no decisions of layout.

pub mod scene;
