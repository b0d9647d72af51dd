//! Behaviour that components share.

pub mod drop;
pub mod engine;
pub mod keys;
mod known;
pub mod ports;
pub mod theme;
