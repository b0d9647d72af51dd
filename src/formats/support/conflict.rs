//! Merge conflicts left in a lockfile: both sides stand in it, so it says nothing reliable.

use super::places::Places;
use crate::model::ReadError;

const MARKER: &[u8] = b"<<<<<<<";

/// Refuses a text in which version control has left a conflict.
///
/// # Errors
/// `merge-conflict` with the line of the first marker.
pub fn refuse_merge_conflict(text: &str) -> Result<(), ReadError> {
    let begins_line = |at: &usize| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let is_marker = |at: &usize| matches!(text.as_bytes().get(at + MARKER.len()), None | Some(b' ' | b'\r' | b'\n'));
    let marked = memchr::memmem::find_iter(text.as_bytes(), MARKER).find(|at| begins_line(at) && is_marker(at));
    match marked {
        None => Ok(()),
        Some(at) => Err(ReadError::new(
            "merge-conflict",
            "The file holds an unresolved merge conflict",
            Some(Places::new(text).at(at)),
            "Resolve the conflict, or let the package manager write the file anew",
        )),
    }
}
