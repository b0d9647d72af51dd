//! What the canvas tells the page, and what the page asks of it.

use web_sys::Blob;

/// A settled fact. Hover and camera stay inside the canvas; the page hears of them, nothing waits for it.
#[derive(Clone, Debug, PartialEq)]
pub enum CanvasEvent {
    /// The pointer came to stand on a mark, or on none.
    Hover(Option<u32>),
    /// A press on a mark, or on the ground.
    Select(Option<u32>),
    /// A press with Ctrl or Cmd: one more mark is selected, or no longer.
    Toggle(u32),
    /// A rectangle drawn with Shift: the marks in it, sorted. They join what is selected.
    Lasso(Vec<u32>),
    /// So many of the edges in view are drawn; said when a large picture settles.
    Shown { edges: u32, of: u32 },
    /// A double press or Enter: show or fold what it needs.
    Open(u32),
    /// The keyboard came to stand on a mark.
    Focus(u32),
    /// The zoom changed; 1 is 100 %.
    ViewChanged { scale: f32 },
    /// The picture that `CanvasCommand::ExportPng` asked for; `None` where the browser gave none.
    Png(Option<Blob>),
}

/// What the page may ask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CanvasCommand {
    ZoomIn,
    ZoomOut,
    Fit,
    FlyTo(u32),
    /// The whole scene as a picture of so many device pixels for each CSS pixel (1 to 4); answered by
    /// `CanvasEvent::Png`.
    ExportPng {
        scale: u8,
    },
}
