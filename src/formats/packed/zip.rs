//! zip, read by its central directory, so that only what is wanted is unpacked. Source: PKWARE APPNOTE 6.3.10.

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::budget::{Budget, broken};
use super::{Packing, Receiver, Walk, clean_path};
use crate::model::ReadError;

pub const PACKING: Packing = Packing { title: "a zip archive", is_archive: true, is_it, open };

fn is_it(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// One entry of the central directory.
struct Entry {
    path: String,
    method: u16,
    is_encrypted: bool,
    crc: u32,
    packed_size: usize,
    size: usize,
    /// Where its local header stands.
    header_at: usize,
}

fn open(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError> {
    let entries = directory(bytes, &mut into.budget)
        .map_err(|error| error.unwrap_or_else(|| broken(format!("{name} is a damaged or cut off zip archive"))))?;
    if entries.iter().any(|entry| entry.path == "xl/workbook.xml") {
        return Err(ReadError::new(
            "unsupported-format",
            "This is a spreadsheet (XLSX), which is not read",
            None,
            "If it is an SPDX spreadsheet, convert it to SPDX JSON with the SPDX tools and drop that",
        ));
    }
    let files: Vec<&Entry> = entries.iter().filter(|entry| !entry.path.ends_with('/')).collect();
    into.expect_files(files.len());
    for entry in files {
        let path = clean_path(&entry.path);
        if !into.wants(&path) {
            continue;
        }
        match unpacked(bytes, entry, &path, &mut into.budget) {
            Ok(content) => into.take_entry(&path, &content)?,
            Err(error) if super::budget::is_limit(&error) => return Err(error),
            Err(error) => into.tell_broken(&path, &error.message),
        }
    }
    Ok(())
}

/// Looks at every file of an archive, in its order, one at a time in memory. `visit` is given how many come after it, and
/// may end the walk with `false`.
///
/// # Errors
/// Where the directory is damaged or a limit is passed; a broken file is handed on as its error.
pub(super) fn walk(name: &str, bytes: &[u8], budget: &mut Budget, visit: &mut Walk) -> Result<(), ReadError> {
    let entries = directory(bytes, budget)
        .map_err(|error| error.unwrap_or_else(|| broken(format!("{name} is a damaged or cut off zip archive"))))?;
    let files: Vec<&Entry> = entries.iter().filter(|entry| !entry.path.ends_with('/')).collect();
    for (position, entry) in files.iter().enumerate() {
        let after = files.len() - position - 1;
        let path = clean_path(&entry.path);
        let goes_on = match unpacked(bytes, entry, &path, budget) {
            Ok(content) => visit(&path, Ok(&content), after),
            Err(error) if super::budget::is_limit(&error) => return Err(error),
            Err(error) => visit(&path, Err(&error), after),
        };
        if !goes_on {
            break;
        }
    }
    Ok(())
}

/// The paths of an archive's files; `None` where its directory cannot be read.
pub(super) fn paths(bytes: &[u8], budget: &mut Budget) -> Option<Vec<String>> {
    let entries = directory(bytes, budget).ok()?;
    Some(entries.into_iter().map(|entry| entry.path).filter(|path| !path.ends_with('/')).collect())
}

fn unpacked(bytes: &[u8], entry: &Entry, path: &str, budget: &mut Budget) -> Result<Vec<u8>, ReadError> {
    if entry.is_encrypted {
        return Err(broken("it is encrypted".to_owned()));
    }
    let packed = content_of(bytes, entry).ok_or_else(|| broken("its content is not there".to_owned()))?;
    let content = match entry.method {
        0 => {
            budget.take(packed.len(), path)?;
            packed.to_vec()
        }
        8 => budget.read(&mut DeflateDecoder::new(packed), Some(entry.size), path)?,
        method => return Err(broken(format!("it is packed by method {method}, which is not read"))),
    };
    let mut crc = Crc::new();
    crc.update(&content);
    if crc.sum() != entry.crc || content.len() != entry.size {
        return Err(broken("its checksum or size is wrong".to_owned()));
    }
    Ok(content)
}

/// The packed bytes behind the local header, whose name and extra field have lengths of their own.
fn content_of<'b>(bytes: &'b [u8], entry: &Entry) -> Option<&'b [u8]> {
    let header = bytes.get(entry.header_at..)?;
    if !header.starts_with(b"PK\x03\x04") {
        return None;
    }
    let start = 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
    header.get(start..)?.get(..entry.packed_size)
}

/// The entries, or `None` where the directory cannot be found or read.
fn directory(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Entry>, Option<ReadError>> {
    let (count, mut at) = end_record(bytes).ok_or(None)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        budget.count_entry().map_err(Some)?;
        let (entry, length) = bytes.get(at..).and_then(read_entry).ok_or(None)?;
        entries.push(entry);
        at = at.saturating_add(length);
    }
    Ok(entries)
}

/// How many entries there are and where they begin; the record stands at the end, before a comment.
fn end_record(bytes: &[u8]) -> Option<(usize, usize)> {
    const LENGTH: usize = 22;
    let tail_at = bytes.len().saturating_sub(LENGTH + usize::from(u16::MAX));
    let tail = bytes.get(tail_at..)?;
    let at = tail_at + tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let record = bytes.get(at..)?;
    let (count, start) = (usize::from(u16_at(record, 10)?), u32_at(record, 16)?);
    if count < usize::from(u16::MAX) && start < u32::MAX {
        return Some((count, start as usize));
    }
    // Zip64: a locator before the record says where the large record stands.
    let locator = bytes.get(at.checked_sub(20)?..)?;
    let large = bytes.get(usize::try_from(u64_at(locator.strip_prefix(b"PK\x06\x07")?, 4)?).ok()?..)?;
    let large = large.strip_prefix(b"PK\x06\x06")?;
    Some((usize::try_from(u64_at(large, 28)?).ok()?, usize::try_from(u64_at(large, 44)?).ok()?))
}

fn read_entry(record: &[u8]) -> Option<(Entry, usize)> {
    if !record.starts_with(b"PK\x01\x02") {
        return None;
    }
    let lengths = [28, 30, 32].map(|at| u16_at(record, at).map(usize::from));
    let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
    let mut entry = Entry {
        path: String::from_utf8_lossy(record.get(46..46 + name)?).into_owned(),
        is_encrypted: u16_at(record, 8)? & 1 == 1,
        method: u16_at(record, 10)?,
        crc: u32_at(record, 16)?,
        packed_size: u32_at(record, 20)? as usize,
        size: u32_at(record, 24)? as usize,
        header_at: u32_at(record, 42)? as usize,
    };
    widen(&mut entry, record.get(46 + name..46 + name + extra)?);
    Some((entry, 46 + name + extra + comment))
}

/// Zip64: what did not fit 32 bits stands in the extra field, in this order.
fn widen(entry: &mut Entry, mut extra: &[u8]) {
    while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2).map(usize::from)) {
        if id == 1 {
            let mut at = 4;
            for field in [&mut entry.size, &mut entry.packed_size, &mut entry.header_at] {
                if *field == u32::MAX as usize
                    && let Some(wide) = u64_at(extra, at)
                {
                    *field = usize::try_from(wide).unwrap_or(usize::MAX);
                    at += 8;
                }
            }
        }
        extra = extra.get(4 + length..).unwrap_or(&[]);
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|field| u16::from_le_bytes(*field))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|field| u32::from_le_bytes(*field))
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|field| u64::from_le_bytes(*field))
}
