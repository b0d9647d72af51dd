//! Readers shared by formats (JSON, YAML, TOML, XML, places in text). Never a format.

pub mod arrows;
pub mod conflict;
pub mod cyclonedx;
pub mod json;
pub mod license_lists;
pub mod names;
pub mod notices;
pub mod npm;
pub mod places;
pub mod roots;
pub mod sketch;
pub mod toml;
pub mod xml;
pub mod yaml;
