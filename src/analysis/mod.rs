//! Analyses of the graph, one per file. Each is a function from the graph to a small answer.

pub mod bloat;
pub mod checksums;
pub mod comparison;
pub mod depth;
pub mod duplicates;
pub mod estate;
pub mod grouping;
pub mod hygiene;
pub mod leaders;
pub mod merges;
pub mod quality;
pub mod reconciliation;
pub mod vulnerabilities;
