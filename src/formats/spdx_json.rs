//! SPDX JSON.

use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "spdx-json",
    title: "SPDX JSON",
    family: "SBOM",
    file_names: &["*.spdx.json"],
    versions: "2.1 to 2.3",
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
