//! The record one hands over: decisions, context and relations as one JSON file (`docs/record.md`).
//!
//! Reading keeps what it cannot read, word for word, so that saving loses nothing. What decisions come to is worked
//! out elsewhere.

mod fields;
mod parts;
mod reading;
mod writing;

pub use reading::{is_record, read};
pub use writing::write;

use crate::licenses::decisions::{Date, Decision};
use crate::licenses::{Context, RelationRule};

/// What the key `schema` says.
pub const SCHEMA: &str = "lockscope-record/1";
/// What it says in every version.
const SCHEMA_OF_ANY_VERSION: &str = "lockscope-record/";

/// The largest record that is read, in bytes.
pub const LARGEST_RECORD: usize = 5_000_000;
/// The most decisions that are read; further ones are kept as they are.
pub const MOST_DECISIONS: usize = 50_000;

/// Everything a record holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Which version of Lockscope saved it: `0.1.0`.
    pub tool: String,
    pub saved: Option<Date>,
    /// For what the licences were judged when it was saved.
    pub context: Option<Context>,
    pub relations: Vec<RelationRule>,
    /// Sorted, each once.
    pub decisions: Vec<Decision>,
    /// The files it was saved with.
    pub files: Vec<RecordedFile>,
    /// Data sets with their dates, sorted.
    pub data: Vec<(String, String)>,
    /// Decisions that could not be read, as JSON, word for word.
    pub unread_decisions: Vec<String>,
    /// Relations that could not be read, as JSON, word for word.
    pub unread_relations: Vec<String>,
    /// Keys this version does not know, with their values as JSON, word for word; sorted.
    pub unknown: Vec<(String, String)>,
}

/// A file the decisions were made on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RecordedFile {
    pub name: String,
    /// In hexadecimal; empty where it is not known.
    pub sha256: String,
}
