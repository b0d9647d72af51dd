//! CycloneDX JSON.

use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "cyclonedx-json",
    title: "CycloneDX JSON",
    family: "SBOM",
    file_names: &["bom.json", "*.cdx.json"],
    versions: "1.2 to 1.7",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, manifest: false },
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
