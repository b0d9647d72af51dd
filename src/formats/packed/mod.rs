//! Files inside files: archives, compressed files, envelopes and texts of several documents.
//!
//! A packed file is opened layer by layer until formats can look at what is inside. Of an archive, as of a
//! folder, the files with a usual name are taken; of a small one also those whose content a format knows.
//! One [`Budget`] holds over all layers. Nothing here reads a format.

mod budget;
mod dsse;
mod gzip;
mod in_toto;
mod json_lines;
mod tar;
mod yaml_documents;
mod zip;
mod zstd;

use std::collections::BTreeMap;

pub use budget::{
    Budget, DEEPEST_ARCHIVE, MOST_BYTES, MOST_ENTRIES, MOST_EXPORT_BYTES, MOST_FILES, MOST_INSTALLED, MOST_LAYERS,
    MOST_RECORDS,
};

use super::support::places::counted;
use super::{Input, identify, installed, is_usual_name};
use crate::model::{Notice, ReadError};

/// One way of packing: how it is called, how it is recognised, how it is opened.
struct Packing {
    /// With its article, such as `a zip archive`.
    title: &'static str,
    /// Does it hold many files, of which most are not meant for us?
    is_archive: bool,
    is_it: fn(&[u8]) -> bool,
    /// Hands every entry to the receiver, at most one at a time in memory.
    open: fn(name: &str, bytes: &[u8], into: &mut Receiver) -> Result<(), ReadError>,
}

/// Every packing, in the order in which they are asked.
const ALL: &[Packing] = &[
    gzip::PACKING,
    zstd::PACKING,
    zip::PACKING,
    tar::PACKING,
    dsse::PACKING,
    in_toto::PACKING,
    json_lines::PACKING,
    yaml_documents::PACKING,
];

/// In archives with at most this many files, those without a usual name are tried by content.
const TRIED_BY_CONTENT: usize = 64;

/// What a packed file turned out to be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unpacked {
    /// The layers, outermost first, with their articles: `a gzip file`, `a tar archive`.
    pub layers: Vec<&'static str>,
    /// Does one of the layers hold many files?
    pub is_archive: bool,
    /// Files handed on.
    pub files: usize,
    /// Manifests of an archive's own folder of installed code, with their paths. They are read together.
    pub installed: Vec<(String, Vec<u8>)>,
    /// What was passed over, repaired or left out.
    pub notices: Vec<Notice>,
}

impl Unpacked {
    /// The layers in words, what holds the files first: `a tar archive in a gzip file`.
    pub fn words(&self) -> String {
        self.layers.iter().rev().copied().collect::<Vec<_>>().join(" in ")
    }
}

/// Takes a file of an archive: its path, its bytes or why it is broken, and how many come after it. `false` ends the walk.
pub type Walk<'v> = dyn FnMut(&str, Result<&[u8], &ReadError>, usize) -> bool + 'v;

/// Takes the files inside: their path below the packed file, and their bytes.
pub type Visit<'v> = dyn FnMut(&str, &[u8]) + 'v;

/// Opens a packed file and hands on each file inside that is worth reading; `None` where it is not packed.
///
/// # Errors
/// Where the packing itself is broken or passes a limit of [`Budget`]; what was handed on before then is not to
/// be used. A broken entry of an archive is a notice.
pub fn unpack(name: &str, bytes: &[u8], budget: Budget, visit: &mut Visit) -> Option<Result<Unpacked, ReadError>> {
    let packing = ALL.iter().find(|packing| (packing.is_it)(bytes))?;
    let mut receiver = Receiver {
        visit,
        budget,
        unpacked: Unpacked::default(),
        passed: BTreeMap::new(),
        path: Vec::new(),
        depth: 0,
        archives: 0,
        aside: 0,
        tries_content: false,
    };
    let opened = receiver.open(packing, name, bytes);
    Some(opened.map(|()| receiver.finish()))
}

/// Looks at every file of a zip archive, one at a time in memory; `None` where it is no zip archive. `visit` is given how
/// many come after it, and may end the walk with `false`.
///
/// # Errors
/// As [`unpack`]; a broken file is handed on as its error.
pub fn walk_zip(name: &str, bytes: &[u8], mut budget: Budget, visit: &mut Walk) -> Option<Result<(), ReadError>> {
    (zip::PACKING.is_it)(bytes).then(|| zip::walk(name, bytes, &mut budget, visit))
}

/// The paths of a zip archive's files; `None` where it is none, or cannot be read.
pub fn paths_of_zip(bytes: &[u8], mut budget: Budget) -> Option<Vec<String>> {
    (zip::PACKING.is_it)(bytes).then(|| zip::paths(bytes, &mut budget))?
}

/// What the entries of a packed file are handed to.
pub struct Receiver<'v, 'f> {
    visit: &'v mut Visit<'f>,
    /// What may still come out.
    pub budget: Budget,
    unpacked: Unpacked,
    /// Entries passed over, by the ending of their names.
    passed: BTreeMap<String, usize>,
    /// The archives in archives that lead to what is being opened.
    path: Vec<String>,
    /// Layers opened at present.
    depth: usize,
    archives: usize,
    /// Entries passed over for lying in installed code or in what a tool keeps.
    aside: usize,
    tries_content: bool,
}

impl Receiver<'_, '_> {
    fn open(&mut self, packing: &Packing, name: &str, bytes: &[u8]) -> Result<(), ReadError> {
        // What lies inside an archive says nothing of what was dropped.
        if self.archives == 0 && !self.unpacked.layers.contains(&packing.title) {
            self.unpacked.layers.push(packing.title);
        }
        self.archives += usize::from(packing.is_archive);
        self.unpacked.is_archive |= packing.is_archive;
        self.budget.enter(self.depth, self.archives, name)?;
        let tried = self.tries_content;
        self.depth += 1;
        let opened = (packing.open)(name, bytes, self);
        self.depth -= 1;
        self.tries_content = tried;
        self.archives -= usize::from(packing.is_archive);
        opened
    }

    /// How many files an archive holds, told before the first: small ones are tried by content.
    pub fn expect_files(&mut self, count: usize) {
        self.tries_content = count <= TRIED_BY_CONTENT;
    }

    /// Is an entry of this name worth unpacking? Counts it as passed over where not.
    pub fn wants(&mut self, path: &str) -> bool {
        let wanted = match place_of(path) {
            PathPlace::Project => self.tries_content || is_usual_name(path) || is_packed_name(path),
            PathPlace::Installed => installed::is_manifest(path),
            PathPlace::Aside => {
                self.aside += 1;
                return false;
            }
        };
        if !wanted {
            self.pass_over(path);
        }
        wanted
    }

    /// An entry of an archive: a broken one is told and passed over, the others stay.
    ///
    /// # Errors
    /// Where a limit is passed.
    pub fn take_entry(&mut self, path: &str, bytes: &[u8]) -> Result<(), ReadError> {
        if matches!(place_of(path), PathPlace::Installed) {
            if self.unpacked.installed.len() >= MOST_INSTALLED {
                return Err(budget::too_many_installed());
            }
            self.unpacked.installed.push((path.to_owned(), bytes.to_vec()));
            return Ok(());
        }
        match self.take(path, bytes) {
            Err(error) if !budget::is_limit(&error) => {
                self.tell_broken(path, &error.message);
                Ok(())
            }
            taken => taken,
        }
    }

    /// The one content of a compressed file or an envelope, or one of several documents.
    ///
    /// # Errors
    /// What opening it as a packed file gives.
    pub fn take(&mut self, path: &str, bytes: &[u8]) -> Result<(), ReadError> {
        if let Some(inner) = ALL.iter().find(|packing| (packing.is_it)(bytes)) {
            let is_inner_archive = inner.is_archive && self.archives > 0;
            if is_inner_archive {
                self.path.push(path.to_owned());
            }
            let opened = self.open(inner, path, bytes);
            if is_inner_archive {
                self.path.pop();
            }
            return opened;
        }
        let is_known = || Input::new(path, bytes).is_ok_and(|input| identify(&input).is_ok());
        if self.archives > 0 && !is_usual_name(path) && !is_known() {
            self.pass_over(path);
            return Ok(());
        }
        self.unpacked.files += 1;
        if self.unpacked.files > MOST_FILES {
            return Err(budget::too_many_files());
        }
        let whole = if self.archives > 0 { self.archive_path(path) } else { path.to_owned() };
        (self.visit)(&whole, bytes);
        Ok(())
    }

    /// The path below the outermost archive: `inner.zip/bom.json`.
    fn archive_path(&self, path: &str) -> String {
        self.path.iter().map(String::as_str).chain([path]).collect::<Vec<_>>().join("/")
    }

    /// Tells of an entry that could not be taken.
    pub fn tell_broken(&mut self, path: &str, why: &str) {
        const MOST_TOLD: usize = 50;
        if self.unpacked.notices.len() < MOST_TOLD {
            let message = format!("{} was left out: {why}", self.archive_path(path));
            self.unpacked.notices.push(Notice::warning("broken-entry", message, None));
        }
    }

    fn pass_over(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = match name.rsplit_once('.') {
            Some((start, ending)) if !start.is_empty() && ending.len() <= 12 => format!("*.{ending}"),
            _ => "without an ending".to_owned(),
        };
        *self.passed.entry(ending).or_default() += 1;
    }

    fn finish(mut self) -> Unpacked {
        if self.aside > 0 {
            let files = counted(self.aside, "file was", "files were");
            let message = format!("{files} passed over: installed code, or a tool's own");
            self.unpacked.notices.push(Notice::info("passed-over", message, None));
        }
        let total: usize = self.passed.values().sum();
        if total > 0 {
            const SHOWN: usize = 6;
            let mut kinds: Vec<(&String, &usize)> = self.passed.iter().collect();
            kinds.sort_by(|(name, count), (other_name, other)| other.cmp(count).then(name.cmp(other_name)));
            let list: Vec<String> = kinds.iter().take(SHOWN).map(|(name, count)| format!("{count} {name}")).collect();
            let more = if kinds.len() > SHOWN { ", …" } else { "" };
            let message = format!(
                "{} passed over, not named like a lockfile or SBOM: {}{more}",
                counted(total, "file was", "files were"),
                list.join(", ")
            );
            self.unpacked.notices.push(Notice::info("passed-over", message, None));
        }
        self.unpacked
    }
}

/// Where in a project an entry of an archive lies.
enum PathPlace {
    Project,
    /// In the folder of installed code that the archive is.
    Installed,
    /// In installed code somewhere in a project, or in what a tool keeps: not the project's own.
    Aside,
}

fn place_of(path: &str) -> PathPlace {
    let mut folders = path.split('/');
    if folders.next().is_some_and(|first| installed::FOLDERS.contains(&first)) {
        return PathPlace::Installed;
    }
    match path.split('/').any(|folder| matches!(folder, "node_modules" | "site-packages" | ".git")) {
        true => PathPlace::Aside,
        false => PathPlace::Project,
    }
}

fn is_packed_name(path: &str) -> bool {
    const ENDINGS: [&str; 8] = [".gz", ".tgz", ".zst", ".zip", ".tar", ".intoto.jsonl", ".att", ".dsse"];
    ENDINGS.iter().any(|ending| path.len() > ending.len() && path.ends_with(ending))
}

/// A path of an archive, with forward slashes and without what would lead outside.
fn clean_path(path: &str) -> String {
    let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.collect::<Vec<_>>().join("/")
}
