//! Readers shared by formats (JSON, YAML, TOML, XML, places in text). Never a format.

pub mod arrows;
pub mod composer;
pub mod conflict;
pub mod json;
pub mod names;
pub mod notices;
pub mod npm;
pub mod nuget;
pub mod places;
pub mod repositories;
pub mod roots;
pub mod sketch;
pub mod stand_in;
pub mod terms;
pub mod toml;
pub mod xml;
pub mod yaml;
