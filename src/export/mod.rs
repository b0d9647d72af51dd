//! Exports: what is shown, as files others can open. One format a file; each escapes hostile text.

pub mod audit;
pub mod csv;
pub mod escape;
pub mod findings;
pub mod mermaid;
pub mod record;
pub mod svg;
pub mod third_party;
