//! Zstandard: one compressed file, perhaps in several frames. Source: RFC 8878.

use std::io::Read;

use ruzstd::decoding::StreamingDecoder;

use super::budget::broken;
use super::{Packing, Receiver};
use crate::model::ReadError;

pub const PACKING: Packing = Packing { title: "a Zstandard file", is_archive: false, is_it, open };

const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

fn is_it(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

fn open(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError> {
    let mut content = Vec::new();
    let mut rest = bytes;
    while rest.starts_with(&MAGIC) {
        let decoder = StreamingDecoder::new(&mut rest);
        let mut decoder = decoder.map_err(|error| broken(format!("{name} cannot be unpacked: {error}")))?;
        let frame = into.budget.read(&mut decoder as &mut dyn Read, None, name)?;
        content.extend(frame);
    }
    into.take(name.strip_suffix(".zst").unwrap_or(name), &content)
}
