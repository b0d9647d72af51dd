//! The graph on a canvas: painting, camera moves, pointer. It reads scenes and emits events; it knows
//! no graph, no licence and no Yew.
//!
//! `paint2d` draws with Canvas 2D. A WebGL2 painter can stand beside it: it would take the same
//! `Scene`, `Highlight`, `Camera` and `Look`.

mod batches;
mod event;
mod listeners;
mod look;
mod minimap;
mod paint2d;
mod state;
mod surface;
mod symbols;

pub use crate::view::camera::{Camera, Size};
pub use crate::view::pick::Pick;
pub use event::{CanvasCommand, CanvasEvent};
pub use look::Look;
pub use minimap::{minimap_size, paint_minimap};
pub use paint2d::{Attention, paint};
pub use surface::Surface;
