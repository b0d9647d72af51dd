//! The only place for what the browser lends us: files, clipboard, downloads, storage, address, clock.
//!
//! Each function returns `Option` or `Result`: a browser may refuse anything. Nothing here knows ours.

pub mod clipboard;
pub mod clock;
pub mod digest;
pub mod download;
pub mod drop;
pub mod files;
pub mod handover;
pub mod hash;
pub mod media;
pub mod settings;
