//! Dropped files and folders. Folders are walked with limits that the result names.
//!
//! What was dropped vanishes when its event ends, so `Entries::take` must run inside the handler; walking
//! folders may then take its time. Files are taken as they are. A folder is walked by its handle where the
//! browser gives one (Chromium, from disk too), else by its entry, whose `readEntries` gives at most 100 a call.

use std::collections::{BTreeSet, VecDeque};

use js_sys::{Array, AsyncIterator, Function, IteratorNext, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DataTransfer, DataTransferItem, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use super::files::{self, PickedFile};

/// The most files taken from one drop.
pub const MOST_FILES: usize = 2_000;
/// The most manifests taken from one drop of a folder of installed code.
pub const MOST_INSTALLED: usize = 20_000;
/// The deepest folder looked into, counted from what was dropped.
pub const DEEPEST_FOLDER: usize = 12;
/// Folders never looked into below what was dropped: there lies installed code, not the project's own files.
pub const SKIPPED_FOLDERS: [&str; 3] = ["node_modules", ".git", "target"];

#[wasm_bindgen]
extern "C" {
    /// A file or folder of the File System API (<https://fs.spec.whatwg.org>).
    type Handle;
    #[wasm_bindgen(method, getter)]
    fn kind(this: &Handle) -> String;
    #[wasm_bindgen(method, getter)]
    fn name(this: &Handle) -> String;
    #[wasm_bindgen(method, catch, js_name = getFile)]
    fn get_file(this: &Handle) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn values(this: &Handle) -> Result<AsyncIterator, JsValue>;

    type HandleSource;
    #[wasm_bindgen(method, catch, js_name = getAsFileSystemHandle)]
    fn handle(this: &HandleSource) -> Result<Promise, JsValue>;
}

/// What was dropped, taken out of the event before it ends.
pub struct Entries {
    files: Vec<PickedFile>,
    folders: Vec<Folder>,
}

struct Folder {
    entry: FileSystemEntry,
    handle: Option<Promise>,
}

/// How to tell a folder of installed code by its name, and a manifest in it by its path.
#[derive(Clone, Copy)]
pub struct Installed {
    pub is_folder: fn(&str) -> bool,
    pub is_manifest: fn(&str) -> bool,
}

/// Something met on the way, by the one means or the other.
enum Met {
    Handle(Handle),
    Entry(FileSystemEntry),
}

/// The files found, and what was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dropped {
    /// Sorted by path.
    pub files: Vec<PickedFile>,
    /// Sentences for the user: limits met, folders skipped or unreadable.
    pub left_out: Vec<String>,
}

impl Entries {
    /// Takes what was dropped out of the event's transfer.
    pub fn take(transfer: &DataTransfer) -> Self {
        let mut taken = Self { files: Vec::new(), folders: Vec::new() };
        let items = transfer.items();
        for item in (0..items.length()).filter_map(|index| items.get(index)).filter(|item| item.kind() == "file") {
            // A folder also pretends to be a file of no use: ask for its entry first.
            match item.webkit_get_as_entry().ok().flatten().filter(FileSystemEntry::is_directory) {
                Some(entry) => taken.folders.push(Folder { entry, handle: handle_of(&item) }),
                None => taken.files.extend(item.get_as_file().ok().flatten().map(PickedFile::new)),
            }
        }
        if taken.files.is_empty() && taken.folders.is_empty() {
            taken.files = files::of_paste(transfer);
        }
        taken
    }

    /// Walks the folders, widest first, and lists every file with its path; of a dropped folder of installed code,
    /// its manifests alone.
    pub async fn walk(self, installed: Installed) -> Dropped {
        let mut found = Dropped { files: self.files, left_out: Vec::new() };
        let mut manifests = 0;
        let mut ahead: VecDeque<(Met, String, usize)> = VecDeque::new();
        for folder in self.folders {
            let path = folder.entry.name();
            let handle = match folder.handle {
                Some(promise) => JsFuture::from(promise).await.ok().filter(|handle| handle.is_object()),
                None => None,
            };
            let met = handle.map(|handle| Met::Handle(handle.unchecked_into())).unwrap_or(Met::Entry(folder.entry));
            ahead.push_back((met, path, 0));
        }
        while let Some((met, path, depth)) = ahead.pop_front() {
            let is_installed = path.split('/').next().is_some_and(installed.is_folder);
            if is_installed && met.is_file() && !(installed.is_manifest)(&path) {
                continue;
            }
            if manifests >= MOST_INSTALLED {
                found.left_out.push(format!("Only the first {MOST_INSTALLED} installed packages were looked at"));
                break;
            }
            if found.files.len() - manifests >= MOST_FILES {
                found.left_out.push(format!("Only the first {MOST_FILES} files were taken"));
                break;
            }
            if met.is_file() {
                match met.blob().await {
                    Some(blob) => {
                        manifests += usize::from(is_installed);
                        found.files.push(PickedFile { path, blob });
                    }
                    None => found.left_out.push(format!("{path} could not be opened")),
                }
                continue;
            }
            let name = path.rsplit('/').next().unwrap_or(&path);
            if depth > 0 && !is_installed && SKIPPED_FOLDERS.contains(&name) {
                found.left_out.push(skipped_words(&path));
            } else if depth >= DEEPEST_FOLDER {
                found.left_out.push(format!("{path} was skipped: deeper than {DEEPEST_FOLDER} folders"));
            } else {
                match met.children().await {
                    Some(children) => ahead
                        .extend(children.into_iter().map(|(child, name)| (child, format!("{path}/{name}"), depth + 1))),
                    None => found.left_out.push(format!("{path} could not be read: use Open folder instead")),
                }
            }
        }
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }
}

/// What a folder picker lists, without the folders that a drop passes over, and sentences on those.
pub fn without_skipped(files: Vec<PickedFile>, installed: Installed) -> Dropped {
    let mut found = Dropped::default();
    let mut skipped = BTreeSet::new();
    for file in files {
        match skipped_folder(&file.path).filter(|_| !file.path.split('/').next().is_some_and(installed.is_folder)) {
            Some(folder) => _ = skipped.insert(folder.to_owned()),
            None => found.files.push(file),
        }
    }
    // The picker lists a folder in no order of its own; files picked one by one stay as they were picked.
    if found.files.iter().any(|file| file.path.contains('/')) {
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
    }
    found.left_out = skipped.iter().map(|folder| skipped_words(folder)).collect();
    found
}

/// The outermost folder of a path, below the picked one, that is never looked into.
fn skipped_folder(path: &str) -> Option<&str> {
    let mut end = path.find('/')?;
    while let Some(length) = path.get(end + 1..)?.find('/') {
        let folder = path.get(end + 1..end + 1 + length)?;
        end += 1 + length;
        if SKIPPED_FOLDERS.contains(&folder) {
            return path.get(..end);
        }
    }
    None
}

fn skipped_words(folder: &str) -> String {
    format!("{folder} was skipped: it holds installed code")
}

/// The item's handle, asked for inside the event; `None` where the browser knows no handles.
fn handle_of(item: &DataTransferItem) -> Option<Promise> {
    item.unchecked_ref::<HandleSource>().handle().ok()
}

impl Met {
    fn is_file(&self) -> bool {
        match self {
            Self::Handle(handle) => handle.kind() == "file",
            Self::Entry(entry) => entry.is_file(),
        }
    }

    async fn blob(&self) -> Option<Blob> {
        let file = match self {
            Self::Handle(handle) => JsFuture::from(handle.get_file().ok()?).await.ok()?,
            Self::Entry(entry) => {
                // Not every browser has these classes by name: ask what it is, do not test its class.
                let entry = entry.unchecked_ref::<FileSystemFileEntry>();
                call(|on_done, on_fault| entry.file_with_callback_and_callback(on_done, on_fault)).await?
            }
        };
        file.dyn_into().ok()
    }

    /// What a folder holds, by name; `None` where it cannot be read.
    async fn children(&self) -> Option<Vec<(Self, String)>> {
        let mut children = match self {
            Self::Handle(handle) => of_handle(handle).await?,
            Self::Entry(entry) => of_entry(entry.unchecked_ref()).await?,
        };
        children.sort_by(|a, b| a.1.cmp(&b.1));
        Some(children)
    }
}

async fn of_handle(folder: &Handle) -> Option<Vec<(Met, String)>> {
    let values = folder.values().ok()?;
    let mut children = Vec::new();
    while children.len() <= MOST_INSTALLED {
        let next: IteratorNext = JsFuture::from(values.next().ok()?).await.ok()?.unchecked_into();
        if next.done() {
            break;
        }
        let child: Handle = next.value().unchecked_into();
        let name = child.name();
        children.push((Met::Handle(child), name));
    }
    Some(children)
}

async fn of_entry(folder: &FileSystemDirectoryEntry) -> Option<Vec<(Met, String)>> {
    let reader = folder.create_reader();
    let mut children = Vec::new();
    loop {
        let batch = call(|on_done, on_fault| {
            let _ = reader.read_entries_with_callback_and_callback(on_done, on_fault);
        });
        let batch: Array = batch.await?.dyn_into().ok()?;
        if batch.length() == 0 || children.len() > MOST_INSTALLED {
            return Some(children);
        }
        for entry in batch.iter() {
            let entry: FileSystemEntry = entry.unchecked_into();
            let name = entry.name();
            children.push((Met::Entry(entry), name));
        }
    }
}

/// Waits for one of the two callbacks of an old-style browser function.
async fn call(start: impl FnOnce(&Function, &Function)) -> Option<JsValue> {
    let mut start = Some(start);
    let promise = Promise::new(&mut |resolve, reject| {
        if let Some(start) = start.take() {
            start(&resolve, &reject);
        }
    });
    JsFuture::from(promise).await.ok()
}
