//! The views of the centre.

pub mod compare;
pub mod complexity;
pub mod empty;
pub mod estate;
pub mod graph;
pub mod inventory;
pub mod licenses;
pub mod overview;
pub mod quality;
