//! View models: what a screen shows, as ready words and numbers. No web types, no decisions of layout.

pub mod camera;
pub mod pick;
pub mod scene;
pub mod text_width;
