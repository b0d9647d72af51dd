//! package.json.

use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "package-json",
    title: "package.json",
    family: "JavaScript",
    file_names: &["package.json"],
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
