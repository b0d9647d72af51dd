//! Readers shared by formats (JSON, YAML, TOML, places in text). Never a format.

pub mod arrows;
pub mod json;
pub mod names;
pub mod notices;
pub mod places;
pub mod sketch;
