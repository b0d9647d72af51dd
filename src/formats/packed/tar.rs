//! tar: entries one after the other, in blocks of 512 bytes. Source: POSIX.1-2017 pax, and GNU's long names.

use super::budget::broken;
use super::{Packing, Receiver, clean_path};
use crate::model::ReadError;

pub const PACKING: Packing = Packing { title: "a tar archive", is_archive: true, is_it, open };

const BLOCK: usize = 512;

fn is_it(bytes: &[u8]) -> bool {
    bytes.get(257..262) == Some(b"ustar") && bytes.get(..BLOCK).and_then(Header::read).is_some()
}

/// What one header says.
struct Header {
    path: String,
    size: usize,
    kind: u8,
}

fn open(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError> {
    into.expect_files(count_files(bytes));
    let mut at = 0;
    // What a pax or GNU entry says of the entry after it.
    let (mut path, mut size) = (None, None);
    while let Some(block) = bytes.get(at..at + BLOCK) {
        if block.iter().all(|byte| *byte == 0) {
            return Ok(());
        }
        into.budget.count_entry()?;
        let header = Header::read(block)
            .ok_or_else(|| broken(format!("{name} is a damaged tar archive: its header at byte {at} is no header")))?;
        let length = if matches!(header.kind, b'x' | b'L' | b'g') { header.size } else { size.unwrap_or(header.size) };
        let content = bytes.get(at + BLOCK..).and_then(|rest| rest.get(..length));
        let content = content.ok_or_else(|| broken(format!("{name} ends inside {}", header.path)))?;
        at = at.saturating_add(BLOCK + length.div_ceil(BLOCK).saturating_mul(BLOCK));
        match header.kind {
            b'L' => path = Some(text(content)),
            b'x' => {
                path = pax(content, "path").or(path);
                size = pax(content, "size").and_then(|size| size.parse().ok());
            }
            b'0' | 0 | b'7' => {
                let entry = clean_path(&path.take().unwrap_or(header.path));
                size = None;
                if into.wants(&entry) {
                    into.budget.take(content.len(), &entry)?;
                    into.take_entry(&entry, content)?;
                }
            }
            b'g' => {}
            _ => (path, size) = (None, None),
        }
    }
    Ok(())
}

/// How many files there are, as far as headers can be read.
fn count_files(bytes: &[u8]) -> usize {
    let (mut at, mut count) = (0usize, 0);
    while let Some(header) = bytes.get(at..at.saturating_add(BLOCK)).and_then(Header::read) {
        count += usize::from(matches!(header.kind, b'0' | 0));
        at = at.saturating_add(BLOCK + header.size.div_ceil(BLOCK).saturating_mul(BLOCK));
    }
    count
}

impl Header {
    /// `None` where the checksum is wrong.
    fn read(block: &[u8]) -> Option<Self> {
        let stated = octal(block.get(148..156)?)?;
        let sum: usize = block
            .iter()
            .enumerate()
            .map(|(at, byte)| if (148..156).contains(&at) { usize::from(b' ') } else { usize::from(*byte) })
            .sum();
        if sum != stated {
            return None;
        }
        let name = text(block.get(..100)?);
        let prefix = if block.get(257..263) == Some(b"ustar\0") { text(block.get(345..500)?) } else { String::new() };
        Some(Self {
            path: if prefix.is_empty() { name } else { format!("{prefix}/{name}") },
            size: number(block.get(124..136)?)?,
            kind: *block.get(156)?,
        })
    }
}

/// A size: octal digits, or GNU's binary form for large files.
fn number(field: &[u8]) -> Option<usize> {
    match field.split_first() {
        Some((0x80, rest)) => {
            rest.iter().try_fold(0usize, |sum, byte| sum.checked_mul(256)?.checked_add(usize::from(*byte)))
        }
        _ => octal(field),
    }
}

fn octal(field: &[u8]) -> Option<usize> {
    let digits = text(field);
    let digits = digits.trim();
    if digits.is_empty() { Some(0) } else { usize::from_str_radix(digits, 8).ok() }
}

fn text(field: &[u8]) -> String {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    String::from_utf8_lossy(field.get(..end).unwrap_or(&[])).into_owned()
}

/// The value of a pax record: `27 path=a/b\n`.
fn pax(content: &[u8], key: &str) -> Option<String> {
    let content = String::from_utf8_lossy(content);
    let records = content.lines().filter_map(|line| line.split_once(' '));
    records.filter_map(|(_, record)| record.split_once('=')).find(|(name, _)| *name == key).map(|(_, v)| v.to_owned())
}
