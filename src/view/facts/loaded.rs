//! What is loaded: one type for each kind of file.

use std::collections::HashSet;

use crate::analysis::vulnerabilities::PackageKey;
use crate::formats::Format;
use crate::formats::advisories::Advisories;
use crate::formats::packed::Unpacked;
use crate::licenses::{Basis, Context};
use crate::model::{Document, Notice, ReadError};
use crate::policy;

/// One file of the workspace.
pub struct LoadedFile {
    /// Chosen by the page; stable while the file is there.
    pub id: u32,
    pub name: String,
    /// Bytes.
    pub size: usize,
    /// Of the bytes, in hexadecimal.
    pub sha256: String,
    /// Unticked files stay loaded and are not counted.
    pub included: bool,
    pub content: Result<ReadFile, ReadError>,
    /// The lockfiles this manifest sharpens.
    pub companion_of: Vec<String>,
    /// The archive it lies in.
    pub inside: Option<u32>,
}

/// A file that holds files: its own bytes are no document.
pub struct Archive {
    /// As for a file; the files inside have ids of their own.
    pub id: u32,
    pub name: String,
    /// Bytes, packed.
    pub size: usize,
    pub sha256: String,
    pub unpacked: Unpacked,
}

/// A file that holds decisions, and no document.
#[derive(Clone, Debug, Default)]
pub struct RecordFile {
    /// As for a file.
    pub id: u32,
    pub name: String,
    /// Bytes.
    pub size: usize,
    pub sha256: String,
    /// Those of an unticked one are not counted.
    pub included: bool,
    pub inside: Option<u32>,
    /// Decisions that could be read, and those kept as they are.
    pub decisions: usize,
    pub unread: usize,
    /// For what the licences were judged when it was saved.
    pub judged_for: Option<Context>,
    pub notices: Vec<Notice>,
}

/// Our own rules, from a file or as written on the page.
pub struct LoadedPolicy {
    /// The file's; `None` where the page gave the text.
    pub id: Option<u32>,
    pub name: String,
    /// Bytes.
    pub size: usize,
    pub sha256: String,
    /// Those of an unticked file do not hold.
    pub included: bool,
    pub text: String,
    pub read: policy::Read,
}

/// A licence matrix that came as a file.
pub struct LoadedMatrix {
    /// As for a file.
    pub id: u32,
    pub name: String,
    /// Bytes.
    pub size: usize,
    pub sha256: String,
    /// Nothing is judged by an unticked one.
    pub included: bool,
    pub basis: Basis,
}

/// A database of known vulnerabilities that came as a file. The file itself stands among the files too.
#[derive(Clone)]
pub struct LoadedDatabase {
    /// The file's.
    pub id: u32,
    pub advisories: Advisories,
    /// The packages that it was asked about while it was read; `None` where all of it was kept.
    pub asked: Option<HashSet<PackageKey>>,
}

/// Rules with errors: nothing of them holds.
#[derive(Clone, Debug, Default)]
pub struct RefusedPolicy {
    pub name: String,
    /// All that is wrong, and what was remarked.
    pub notices: Vec<Notice>,
}

/// A file that could be read.
pub struct ReadFile {
    pub format: &'static Format,
    pub document: Document,
}

impl ReadFile {
    /// Can this document hold licences? Some formats cannot, and some old versions of those that can.
    pub fn holds_licenses(&self) -> bool {
        self.format.holds.licenses && !self.document.notices.iter().any(|notice| notice.code == "no-licenses")
    }
}
