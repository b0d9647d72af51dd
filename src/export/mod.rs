//! Exports: what is shown, as files others can open. One format a file; each escapes hostile text.

pub mod audit;
pub mod comparison;
pub mod csv;
pub mod documents;
pub mod escape;
pub mod estate;
pub mod evaluation;
pub mod findings;
pub mod graph;
pub mod hygiene;
pub mod mermaid;
mod page;
pub mod quality;
pub mod reading;
pub mod record;
pub mod redact;
pub mod report;
pub mod sarif;
pub mod saved;
pub mod sbom;
pub mod svg;
pub mod third_party;
pub mod vulnerabilities;
pub mod xlsx;
mod zip;
