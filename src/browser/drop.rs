//! Dropped files and folders. Folders are walked with limits that the result names.
//!
//! The entries of a drop vanish when its event ends, so `Entries::take` must run inside the handler; walking
//! them may then take its time. `readEntries` gives at most 100 entries a call: it is called until empty.

use std::collections::VecDeque;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DataTransfer, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use super::files::{self, PickedFile};

/// The most files taken from one drop.
pub const MOST_FILES: usize = 2_000;
/// The deepest folder looked into, counted from what was dropped.
pub const DEEPEST_FOLDER: usize = 12;
/// Folders never looked into: what lies there is installed code, not the project's own files.
pub const SKIPPED_FOLDERS: [&str; 3] = ["node_modules", ".git", "target"];

/// What was dropped, taken out of the event before it ends.
pub struct Entries {
    entries: Vec<FileSystemEntry>,
    files: Vec<PickedFile>,
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
        let items = transfer.items();
        let entries: Vec<FileSystemEntry> = (0..items.length())
            .filter_map(|index| items.get(index))
            .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
            .collect();
        let files = if entries.is_empty() { files::of_paste(transfer) } else { Vec::new() };
        Self { entries, files }
    }

    /// Walks the folders, widest first, and lists every file with its path.
    pub async fn walk(self) -> Dropped {
        let mut found = Dropped { files: self.files, left_out: Vec::new() };
        let mut ahead: VecDeque<(FileSystemEntry, usize)> = self.entries.into_iter().map(|entry| (entry, 0)).collect();
        while let Some((entry, depth)) = ahead.pop_front() {
            if found.files.len() >= MOST_FILES {
                found.left_out.push(format!("Only the first {MOST_FILES} files were taken"));
                break;
            }
            let path = entry.full_path().trim_start_matches('/').to_owned();
            if let Some(file) = entry.dyn_ref::<FileSystemFileEntry>() {
                match file_of(file).await {
                    Some(blob) => found.files.push(PickedFile { path, blob }),
                    None => found.left_out.push(format!("{path} could not be opened")),
                }
            } else if let Some(folder) = entry.dyn_ref::<FileSystemDirectoryEntry>() {
                if depth > 0 && SKIPPED_FOLDERS.contains(&entry.name().as_str()) {
                    found.left_out.push(format!("{path} was skipped: it holds installed code"));
                } else if depth >= DEEPEST_FOLDER {
                    found.left_out.push(format!("{path} was skipped: deeper than {DEEPEST_FOLDER} folders"));
                } else {
                    ahead.extend(entries_of(folder).await.into_iter().map(|entry| (entry, depth + 1)));
                }
            }
        }
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<web_sys::Blob> {
    call(|on_done, on_fault| entry.file_with_callback_and_callback(on_done, on_fault)).await?.dyn_into().ok()
}

async fn entries_of(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut entries: Vec<FileSystemEntry> = Vec::new();
    loop {
        let batch = call(|on_done, on_fault| {
            let _ = reader.read_entries_with_callback_and_callback(on_done, on_fault);
        });
        let batch: Array = match batch.await.and_then(|value| value.dyn_into().ok()) {
            Some(batch) => batch,
            None => break,
        };
        if batch.length() == 0 || entries.len() > MOST_FILES {
            break;
        }
        entries.extend(batch.iter().filter_map(|entry| entry.dyn_into().ok()));
    }
    entries.sort_by_key(FileSystemEntry::full_path);
    entries
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

/// Tells the browser that a drop is welcome here; without it, it would open the file instead.
pub fn welcome(target: &web_sys::EventTarget) -> Option<()> {
    let on_over = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| event.prevent_default());
    target.add_event_listener_with_callback("dragover", on_over.as_ref().unchecked_ref()).ok()?;
    on_over.forget();
    Some(())
}
