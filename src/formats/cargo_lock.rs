//! Cargo.lock.

use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "cargo-lock",
    title: "Cargo.lock",
    family: "Rust",
    file_names: &["Cargo.lock"],
    versions: "1 to 4",
    holds: Holds { dependencies: true, licenses: false, hashes: true, scopes: false, manifest: false },
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
