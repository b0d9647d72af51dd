//! Several JSON documents in one text, one a line (NDJSON, `*.jsonl`).
//!
//! Formats whose own layout is one object a line claim the text as a whole before; a line that no format knows
//! is told.

use super::dsse::json_head;
use super::{ALL, Packing, Receiver};
use crate::formats::{Input, identify};
use crate::model::ReadError;

pub const PACKING: Packing = Packing { title: "a file of JSON documents, one a line", is_archive: false, is_it, open };

/// Formats that are themselves one object a line: their lines are no documents.
const OF_LINES: [&str; 3] = ["go-list", "yarn-info", "yarn-list"];

/// A first line that is one whole document of a known format, and a second that begins like one.
pub(super) fn is_it(bytes: &[u8]) -> bool {
    if json_head(bytes).is_none() {
        return false;
    }
    let mut lines = lines(bytes);
    let (Some((_, first)), Some((_, second))) = (lines.next(), lines.next()) else { return false };
    is_whole(first) && second.first() == Some(&b'{') && is_document(first) && !is_of_lines(first)
}

pub(super) fn open(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError> {
    for (number, line) in lines(bytes) {
        let path = format!("{name} line {number}");
        into.budget.count_entry()?;
        into.budget.take(line.len(), &path)?;
        if is_document(line) {
            into.take_entry(&path, line)?;
        } else {
            into.tell_broken(&format!("line {number}"), "no format known to Lockscope");
        }
    }
    Ok(())
}

fn is_document(line: &[u8]) -> bool {
    ALL.iter().filter(|packing| packing.title != PACKING.title).any(|packing| (packing.is_it)(line))
        || Input::new("line", line).is_ok_and(|input| identify(&input).is_ok())
}

fn is_of_lines(line: &[u8]) -> bool {
    let format = Input::new("line", line).and_then(|input| identify(&input));
    format.is_ok_and(|format| OF_LINES.contains(&format.id))
}

fn is_whole(line: &[u8]) -> bool {
    line.first() == Some(&b'{') && line.last() == Some(&b'}')
}

/// The lines that are not blank, with their numbers from 1.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut rest = Some(bytes);
    let lines = std::iter::from_fn(move || {
        let text = rest?;
        let end = memchr::memchr(b'\n', text).unwrap_or(text.len());
        rest = text.get(end + 1..);
        text.get(..end)
    });
    (1..).zip(lines.map(<[u8]>::trim_ascii)).filter(|(_, line)| !line.is_empty())
}
