//! Behaviour that components share.

pub mod drop;
pub mod engine;
mod handover;
pub mod keys;
pub mod known;
pub mod later;
pub mod ports;
pub mod theme;
pub mod workspace_file;
