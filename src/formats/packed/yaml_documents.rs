//! Several YAML documents in one text, set apart by `---`.
//!
//! Only where at least two of them are documents of their own. A pnpm lockfile may be two documents
//! that belong together; its format reads both.

use super::{Packing, Receiver};
use crate::formats::{Input, identify};
use crate::model::ReadError;

pub const PACKING: Packing = Packing { title: "a file of several YAML documents", is_archive: false, is_it, open };

/// Formats that read a text of several documents as one.
const READ_AS_ONE: [&str; 1] = ["pnpm-lock"];

fn is_it(bytes: &[u8]) -> bool {
    let starts_otherwise = bytes.trim_ascii_start().first().is_none_or(|first| b"{[<".contains(first));
    if starts_otherwise || memchr::memmem::find(bytes, b"\n---").is_none() {
        return false;
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let found: Vec<&str> = documents(text).into_iter().filter_map(|(_, document)| format_of(document)).collect();
    found.len() > 1 && !found.iter().any(|format| READ_AS_ONE.contains(format))
}

fn open(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError> {
    let text = String::from_utf8_lossy(bytes);
    for (line, document) in documents(&text) {
        into.budget.count_entry()?;
        into.budget.take(document.len(), name)?;
        if format_of(document).is_some() {
            into.take_entry(&format!("{name} line {line}"), document.as_bytes())?;
        } else {
            into.tell_broken(&format!("The document at line {line}"), "no format known to Lockscope");
        }
    }
    Ok(())
}

fn format_of(document: &str) -> Option<&'static str> {
    Input::new("document", document.as_bytes()).ok().and_then(|input| identify(&input).ok()).map(|format| format.id)
}

/// The documents that are not blank, with the number of their first line.
fn documents(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut first_line, mut at) = (0, 1, 0);
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        if line.trim_end() == "---" {
            found.push((first_line, text.get(start..at).unwrap_or("")));
            (start, first_line) = (at + line.len(), number + 1);
        }
        at += line.len();
    }
    found.push((first_line, text.get(start..).unwrap_or("")));
    found.retain(|(_, document)| !document.trim().is_empty());
    found
}
