//! npm lockfile.

use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "npm-package-lock",
    title: "npm lockfile",
    family: "JavaScript",
    file_names: &["package-lock.json", "npm-shrinkwrap.json"],
    versions: "1, 2, 3",
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
