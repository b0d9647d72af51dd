//! gzip: one compressed file. Source: RFC 1952.

use flate2::read::MultiGzDecoder;

use super::{Packing, Receiver};
use crate::model::ReadError;

pub const PACKING: Packing = Packing { title: "a gzip file", is_archive: false, is_it, open };

fn is_it(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B, 8])
}

fn open(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError> {
    let content = into.budget.read(&mut MultiGzDecoder::new(bytes), None, name)?;
    into.take(&inner_name(name), &content)
}

/// `bom.json` of `bom.json.gz`, `project.tar` of `project.tgz`.
fn inner_name(name: &str) -> String {
    match name.strip_suffix(".tgz") {
        Some(start) => format!("{start}.tar"),
        None => name.strip_suffix(".gz").unwrap_or(name).to_owned(),
    }
}
