//! The whole workspace as one file, and what to ask for to have it again. Neither holds the bytes of all files at once.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::opening::FIRST_INNER_ID;
use super::request::Request;
use super::workspace::Workspace;
use crate::export::record::{self, LARGEST_RECORD, Record};
use crate::export::saved::{self, Saved, SavedFile};
use crate::licenses::decisions::Date;
use crate::licenses::{Context, Settlements};
use crate::model::ReadError;
use crate::view::words::{length, visible};

/// What a saved workspace is called.
pub const WORKSPACE_NAME: &str = "workspace.lockscope.json";
/// What the part of a record that could not be read is called when it is opened again.
const UNREAD_NAME: &str = "unread-decisions.json";

/// Does a file begin like a saved workspace?
pub fn is_workspace(bytes: &[u8]) -> bool {
    saved::is_saved(bytes)
}

/// A workspace that is being written: what stands before its files, one file after the other, what stands after them.
pub struct Saving {
    pub head: String,
    pub end: &'static str,
    /// The files whose bytes are wanted, in this order.
    pub files: Vec<SavingFile>,
    /// Bytes of text so far.
    written: usize,
}

/// A file whose bytes are wanted.
pub struct SavingFile {
    pub id: u32,
    /// As it may be shown.
    pub title: String,
    saved: SavedFile,
    /// Of its bytes when it was opened; empty where they could not be read then.
    sha256: String,
}

impl Saving {
    /// The text of the file at a position; what separates it from the one before is in it.
    ///
    /// # Errors
    /// In words: its bytes are not those that were opened, or the whole becomes too large to be read again.
    pub fn entry(&mut self, position: usize, bytes: &[u8]) -> Result<String, String> {
        let file = self.files.get(position).ok_or("There is no such file")?;
        let title = &file.title;
        if !file.sha256.is_empty() && saved::sha256(bytes) != file.sha256 {
            return Err(format!("{title} has changed since it was opened: open it again or close it"));
        }
        let entry = saved::entry(&file.saved, bytes).ok_or_else(|| format!("{title} cannot be written"))?;
        let entry = if position == 0 { entry } else { format!("{}{entry}", saved::BETWEEN) };
        self.written += entry.len();
        if self.head.len() + self.written + self.end.len() > saved::LARGEST {
            let most = length(saved::LARGEST);
            return Err(format!(
                "With {title} the workspace would have more than {most} bytes, and could not be read again"
            ));
        }
        Ok(entry)
    }
}

impl Workspace {
    /// Begins to write all that is loaded. `view` is the page's own, as JSON; `closed` are files inside archives that were
    /// closed (by id). A file inside an archive is saved with its archive.
    ///
    /// # Errors
    /// In words: it would be more than can be read again.
    pub fn saving(&mut self, today: Date, view: &str, closed: &[u32]) -> Result<Saving, String> {
        self.facts(&mut |_| {});
        let facts = &self.facts;
        // Decisions of records come with the record that is written here.
        let record = self.ledger.record(facts, today);
        let size = record::write(&record).len();
        if size > LARGEST_RECORD {
            return Err(format!(
                "The decisions would have {} bytes, more than the {} that can be read again: close a record first",
                length(size),
                length(LARGEST_RECORD)
            ));
        }
        let files = self.saving_files(closed);
        let written = facts.policies.iter().rev().find(|policy| policy.id.is_none());
        let saved = Saved {
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            record,
            settlements: self.ledger.told.clone(),
            policy: written.map(|policy| (policy.name.clone(), policy.text.clone())),
            view: serde_json::from_str(view).unwrap_or_default(),
            files: Vec::new(),
        };
        let bytes: usize = files.iter().map(|(_, size)| *size).sum();
        if files.len() > saved::MOST_FILES || bytes > saved::MOST_BYTES {
            return Err(format!(
                "A workspace may hold {} files with {} bytes together; here are {} with {}",
                length(saved::MOST_FILES),
                length(saved::MOST_BYTES),
                length(files.len()),
                length(bytes)
            ));
        }
        let (head, end) = saved::frame(&saved).ok_or("The workspace cannot be written")?;
        Ok(Saving { head, end, files: files.into_iter().map(|(file, _)| file).collect(), written: 0 })
    }

    /// The files that are saved, with their sizes, in the order of their ids, databases after the others. Costs files · files inside archives.
    fn saving_files(&self, closed: &[u32]) -> Vec<(SavingFile, usize)> {
        let facts = &self.facts;
        let mut out: Vec<(SavingFile, usize)> = Vec::new();
        let mut add = |id: u32, name: &str, included: bool, size: usize, sha256: &str| {
            let saved = SavedFile { id, name: name.to_owned(), included, ..SavedFile::default() };
            let file = SavingFile { id, title: visible(name), saved, sha256: sha256.to_owned() };
            out.push((file, size));
        };
        for file in facts.files.iter().filter(|file| file.inside.is_none()) {
            add(file.id, &file.name, file.included, file.size, &file.sha256);
        }
        for archive in &facts.archives {
            add(archive.id, &archive.name, true, archive.size, &archive.sha256);
        }
        for policy in &facts.policies {
            if let Some(id) = policy.id {
                add(id, &policy.name, policy.included, policy.size, &policy.sha256);
            }
        }
        for matrix in &facts.matrices {
            add(matrix.id, &matrix.name, matrix.included, matrix.size, &matrix.sha256);
        }
        for profile in &facts.profiles {
            add(profile.id, &profile.name, profile.included, profile.size, &profile.sha256);
        }
        // The decisions of ticked records stand in the workspace's own.
        for record in facts.records.iter().filter(|record| record.inside.is_none() && !record.included) {
            add(record.id, &record.name, false, record.size, &record.sha256);
        }
        // A database is asked about the files that are there when it is read: it comes last.
        let is_database = |id: u32| facts.databases.iter().any(|database| database.id == id);
        out.sort_by_key(|(file, _)| (is_database(file.id), file.id));
        for (file, _) in &mut out {
            let inside = Some(file.id);
            let unticked = facts.files.iter().filter(|inner| !inner.included).map(|inner| (inner.id, inner.inside));
            let records = facts.records.iter().map(|inner| (inner.id, inner.inside, inner.included));
            let unticked_records = records.clone().filter(|(.., included)| !included).map(|(id, of, _)| (id, of));
            let unticked = unticked.chain(unticked_records).filter(|(_, of)| *of == inside);
            file.saved.unticked_inside = unticked.map(|(id, _)| id / FIRST_INNER_ID).collect();
            let closed = closed.iter().filter(|id| **id >= FIRST_INNER_ID && **id % FIRST_INNER_ID == file.id).copied();
            let told = records.filter(|(_, of, included)| *of == inside && *included).map(|(id, ..)| id);
            file.saved.closed_inside = closed.chain(told).map(|id| id / FIRST_INNER_ID).collect();
        }
        out
    }
}

/// A workspace file as read: files to open, then what to ask for, then what the page showed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Restoring {
    /// The workspace's own name, as it may be shown.
    pub name: String,
    /// Was it saved by this version? Only then does `view` name the same components by the same numbers.
    pub is_same_version: bool,
    /// In this order; their bytes travel beside, in the same order.
    pub files: Vec<RestoringFile>,
    pub context: Option<Context>,
    pub settlements: Settlements,
    /// Rules as text and decisions, in this order, after the files are open.
    pub orders: Vec<Request>,
    /// How many decisions are among them.
    pub decisions: usize,
    /// As JSON.
    pub view: String,
}

/// One file to open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RestoringFile {
    /// The id that `view` speaks of; all differ, and none is one of a file inside an archive.
    pub id: u32,
    pub name: String,
    /// To be unticked, and to be closed: itself or files inside it, by id.
    pub unticked: Vec<u32>,
    pub closed: Vec<u32>,
}

impl RestoringFile {
    /// The same file under another id.
    pub fn with_id(self, id: u32) -> Self {
        let moved = |inner: u32| inner / FIRST_INNER_ID * FIRST_INNER_ID + id;
        Self {
            id,
            name: self.name,
            unticked: self.unticked.into_iter().map(moved).collect(),
            closed: self.closed.into_iter().map(moved).collect(),
        }
    }
}

/// Reads a workspace file; nothing is changed by it. `take` is handed the bytes of each file to open, in their order.
/// `name` is the workspace's, for messages.
///
/// # Errors
/// Where it cannot be read: place and reason. What was taken until then is to be dropped.
pub fn restoring(name: &str, bytes: &[u8], take: &mut dyn FnMut(Vec<u8>)) -> Result<Restoring, ReadError> {
    let (saved, _) = saved::read(name, bytes, take)?;
    let mut files = renumbered(saved.files);
    if let Some(text) = unread(&saved.record) {
        // Its own notices say what could not be read, and it is saved again.
        let id = files.iter().map(|file| file.id).max().unwrap_or_default() + 1;
        take(text.into_bytes());
        files.push(RestoringFile { id, name: UNREAD_NAME.to_owned(), ..RestoringFile::default() });
    }
    let Record { context, relations, decisions, .. } = saved.record;
    let mut settlements = saved.settlements;
    for rule in relations {
        if !settlements.relations.contains(&rule) {
            settlements.relations.push(rule);
        }
    }
    let mut orders: Vec<Request> =
        saved.policy.map(|(name, text)| Request::Policy { name, text }).into_iter().collect();
    let count = decisions.len();
    orders.extend((count > 0).then_some(Request::TakeDecisions(decisions)));
    Ok(Restoring {
        name: visible(name),
        is_same_version: saved.tool == env!("CARGO_PKG_VERSION"),
        files,
        context,
        settlements,
        orders,
        decisions: count,
        view: saved.view.to_string(),
    })
}

/// Files under the ids they had; under new ones, from 1, where those cannot be.
fn renumbered(files: Vec<SavedFile>) -> Vec<RestoringFile> {
    // One id is left free after them.
    let can_be = |id: u32| (1..FIRST_INNER_ID - 1).contains(&id);
    let ids: BTreeSet<u32> = files.iter().map(|file| file.id).filter(|id| can_be(*id)).collect();
    let is_kept = ids.len() == files.len();
    let inner = |positions: &[u32], id: u32| -> Vec<u32> {
        let can_be = positions.iter().filter(|position| (1..=u32::MAX / FIRST_INNER_ID).contains(*position));
        can_be.map(|position| position * FIRST_INNER_ID + id).collect()
    };
    let numbered = (1..).zip(files).map(|(number, file)| {
        let id = if is_kept { file.id } else { number };
        let mut unticked = inner(&file.unticked_inside, id);
        unticked.extend((!file.included).then_some(id));
        RestoringFile { id, unticked, closed: inner(&file.closed_inside, id), name: file.name }
    });
    numbered.collect()
}

/// What could not be read of a record, as a record of its own.
fn unread(record: &Record) -> Option<String> {
    if record.unread_decisions.is_empty() && record.unread_relations.is_empty() && record.unknown.is_empty() {
        return None;
    }
    Some(record::write(&Record { decisions: Vec::new(), relations: Vec::new(), ..record.clone() }))
}
