//! Readers shared by formats (JSON, YAML, TOML, places in text). Never a format.

pub mod arrows;
pub mod conflict;
pub mod npm;
pub mod yaml;
