//! The views of the centre.

pub mod complexity;
pub mod empty;
pub mod graph;
pub mod inventory;
pub mod licenses;
pub mod overview;
