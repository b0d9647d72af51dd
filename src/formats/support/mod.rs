//! Readers shared by formats (JSON, YAML, TOML, XML, places in text). Never a format.

pub mod arrows;
pub mod conda;
pub mod conflict;
pub mod go;
pub mod json;
pub mod jsonc;
pub mod gradle;
pub mod json;
pub mod maven;
pub mod names;
pub mod notices;
pub mod npm;
pub mod places;
pub mod python;
pub mod roots;
pub mod sketch;
pub mod text_tree;
pub mod toml;
pub mod xml;
pub mod yaml;
