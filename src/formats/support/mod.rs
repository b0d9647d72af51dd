//! Readers shared by formats (JSON, YAML, TOML, places in text). Never a format.

pub mod yaml;
