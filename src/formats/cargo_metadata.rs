//! cargo metadata.

use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "cargo-metadata",
    title: "cargo metadata",
    family: "Rust",
    file_names: &["cargo-metadata.json"],
    versions: "1",
    holds: Holds { dependencies: true, licenses: true, hashes: false, scopes: true, manifest: false },
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
