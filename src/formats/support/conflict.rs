//! Merge conflicts left in a lockfile: both sides stand in it, so it says nothing reliable.

use crate::model::{Place, ReadError};

/// Refuses a text in which version control has left a conflict.
///
/// # Errors
/// `merge-conflict` with the line of the first marker.
pub fn refuse_merge_conflict(text: &str) -> Result<(), ReadError> {
    let marked = text.lines().zip(1_u32..).find(|(line, _)| line.starts_with("<<<<<<< ") || *line == "<<<<<<<");
    match marked {
        None => Ok(()),
        Some((_, line)) => Err(ReadError::new(
            "merge-conflict",
            "The file holds an unresolved merge conflict",
            Some(Place::Line { line, column: 1 }),
            "Resolve the conflict, or let the package manager write the file anew",
        )),
    }
}
