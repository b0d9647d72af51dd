//! Cargo.toml.

use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "cargo-toml",
    title: "Cargo.toml",
    family: "Rust",
    file_names: &["Cargo.toml"],
    versions: "",
    holds: Holds { dependencies: false, licenses: true, hashes: false, scopes: true, manifest: true },
    identify,
    parse,
    sharpen: None,
};

fn identify(_input: &Input) -> bool {
    false
}

fn parse(_input: &Input) -> Result<Document, ReadError> {
    Ok(Document { format: FORMAT.id, ..Document::default() })
}
