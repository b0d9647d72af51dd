//! The graph on a canvas: painting, camera moves, pointer. It reads scenes and emits events; it knows
//! no graph, no licence and no Yew.
//!
//! A small scene is painted anew with every frame that changes something. A large one is painted in slices
//! (`job`) on a canvas of its own (`picture`), which is moved with the hand; what changes lies over it (`overlay`).
//! Where there is a graphics card, large scenes of points are drawn by it (`webgl`).

mod batches;
mod boxes;
mod columns;
mod drawing;
mod event;
mod grid;
mod job;
mod listeners;
mod look;
mod minimap;
mod overlay;
mod paint2d;
mod picture;
mod points;
mod sprites;
mod state;
mod still;
mod surface;
mod symbols;
mod tween;
mod webgl;

pub use crate::view::camera::{Camera, Size};
pub use drawing::Drawing;
pub use event::{CanvasCommand, CanvasEvent};
pub use look::Look;
pub use surface::Surface;
