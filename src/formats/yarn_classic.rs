//! Yarn classic lockfile.

use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "yarn-classic",
    title: "Yarn classic lockfile",
    family: "JavaScript",
    file_names: &["yarn.lock"],
    versions: "1",
    holds: Holds { dependencies: true, licenses: false, hashes: true, scopes: true, manifest: false },
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
