//! Files of known vulnerabilities: an export of a database is read record by record for the packages that are loaded;
//! single records are kept whole.
//!
//! The file stands among the others as a document without components, so that it is shown, ticked and closed like them.

use std::collections::BTreeMap;

use crate::analysis::vulnerabilities::Packages;
use crate::formats::{self, Format, advisories};
use crate::graph::Graph;
use crate::model::{Document, Notice, ReadError, Role};
use crate::view::facts::{LoadedDatabase, ReadFile};
use crate::view::words::{count, length};

/// Does the file hold an export that is to be read here?
pub fn is_export(name: &str, bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && advisories::holds_advisories(name, bytes)
}

/// Reads an export for the packages of a graph. `tell` hears how many records are read and how many come.
///
/// # Errors
/// As `advisories::read`.
pub fn read(
    id: u32,
    name: &str,
    bytes: &[u8],
    graph: &Graph,
    tell: &mut dyn FnMut(usize, usize),
) -> Result<(ReadFile, LoadedDatabase), ReadError> {
    let packages = Packages::new(graph);
    let found = advisories::read(name, bytes, &mut |ecosystem, name| packages.holds(ecosystem, name), tell)?;
    let asked = found.is_export.then(|| packages.keys());
    let format: &'static Format = formats::by_id("osv")
        .ok_or_else(|| ReadError::new("unknown-format", "OSV is not read", None, "Use another version"))?;
    let covers: BTreeMap<&str, usize> = found.covers.iter().map(|(name, records)| (name.as_str(), *records)).collect();
    let covered: Vec<String> = covers.keys().take(6).map(|name| (*name).to_owned()).collect();
    let words = format!(
        "{} read, {} of them about what is loaded; {} taken back; last change {}; about {}{}",
        count(found.records, "record"),
        length(found.kept.len()),
        length(found.withdrawn),
        if found.modified.is_empty() { "not stated" } else { &found.modified },
        if covered.is_empty() { "no ecosystem as a whole".to_owned() } else { covered.join(", ") },
        if covers.len() > covered.len() { ", …" } else { "" },
    );
    let mut notices = vec![Notice::info("advisories", words, None)];
    notices.extend(found.notices.iter().cloned());
    let document = Document {
        format: format.id,
        created: Some(found.modified.clone()).filter(|modified| !modified.is_empty()),
        role: Role::Supplement,
        notices,
        ..Document::default()
    };
    Ok((ReadFile { format, document }, LoadedDatabase { id, advisories: found, asked }))
}

/// The records of a file that was read as OSV, with their ranges; `None` where they cannot be read that way.
pub fn single(id: u32, name: &str, bytes: &[u8]) -> Option<LoadedDatabase> {
    let advisories = advisories::read(name, bytes, &mut |_, _| true, &mut |_, _| {}).ok()?;
    (!advisories.is_export).then_some(LoadedDatabase { id, advisories, asked: None })
}
