//! What the bridge remembers: the messages under way, in order, and the files to read again after a death.
//!
//! The engine answers in order, so whatever is first in line is what it was doing when it died.

use std::collections::{BTreeMap, VecDeque};

use wasm_bindgen::JsValue;
use web_sys::Blob;

/// The number of a message to the engine; its answer carries the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequestId(pub u32);

impl RequestId {
    pub(super) fn number(self) -> JsValue {
        self.0.into()
    }
}

/// An opened file: its name and the handle the browser gave us. No bytes.
#[derive(Clone)]
pub struct OpenFile {
    pub name: String,
    pub blob: Blob,
}

/// A message that has no answer yet.
#[derive(Clone, Copy)]
pub struct Pending {
    pub id: RequestId,
    /// The file it opens, if it opens one.
    pub file_id: Option<u32>,
}

/// The bridge's memory.
#[derive(Default)]
pub struct Journal {
    last_id: u32,
    pending: VecDeque<Pending>,
    files: BTreeMap<u32, OpenFile>,
    /// Files that were read and whose graph has answered nothing yet: what stops the engine then is one of them.
    unsettled: Vec<u32>,
}

impl Journal {
    /// Notes a message about to be sent.
    pub fn begin(&mut self, file_id: Option<u32>) -> RequestId {
        self.last_id += 1;
        let id = RequestId(self.last_id);
        self.pending.push_back(Pending { id, file_id });
        id
    }

    /// Notes that a message was answered (or refused). An answer that `settles` was made from the graph of all files.
    pub fn end(&mut self, id: RequestId, settles: bool) {
        let opened = self.pending.iter().find(|pending| pending.id == id).and_then(|pending| pending.file_id);
        self.pending.retain(|pending| pending.id != id);
        self.unsettled.extend(opened);
        if settles {
            self.unsettled.clear();
        }
    }

    pub fn remember(&mut self, file_id: u32, file: OpenFile) {
        self.files.insert(file_id, file);
    }

    pub fn forget(&mut self, file_id: u32) {
        self.files.remove(&file_id);
        self.unsettled.retain(|known| *known != file_id);
    }

    /// Forgets all but the last number: no later message bears an old one.
    pub fn forget_all(&mut self) {
        *self = Self { last_id: self.last_id, ..Self::default() };
    }

    pub fn file(&self, file_id: u32) -> Option<&OpenFile> {
        self.files.get(&file_id)
    }

    /// Every file with its id.
    pub fn files(&self) -> Vec<(u32, Blob)> {
        self.files.iter().map(|(id, file)| (*id, file.blob.clone())).collect()
    }

    /// Whether the engine has something to do.
    pub fn busy(&self) -> bool {
        !self.pending.is_empty()
    }

    /// The name of the file the engine is at, if it is at one.
    pub fn reading(&self) -> Option<String> {
        self.files.get(&self.culprit()?).map(|file| file.name.clone())
    }

    /// The file being read; while a graph is built, the largest of those that were read for it.
    fn culprit(&self) -> Option<u32> {
        let size = |file: &u32| self.files.get(file).map_or(0.0, |file| file.blob.size());
        let largest = || self.unsettled.iter().copied().max_by(|one, other| size(one).total_cmp(&size(other)));
        self.pending.front()?.file_id.or_else(largest)
    }

    /// Drops what was under way and the file it was reading; the rest is to be read again.
    ///
    /// Returns the messages that will never be answered, and every remaining file with the number under
    /// which it is now being opened: its old one where that still waits for its answer, else a fresh one.
    pub fn start_over(&mut self) -> (Vec<RequestId>, Vec<(RequestId, u32)>) {
        if let Some(culprit) = self.culprit() {
            self.files.remove(&culprit);
        }
        self.unsettled.clear();
        let old: Vec<Pending> = self.pending.drain(..).collect();
        let file_ids: Vec<u32> = self.files.keys().copied().collect();
        let mut again = Vec::new();
        for file_id in file_ids {
            let id = match old.iter().find(|pending| pending.file_id == Some(file_id)) {
                Some(waiting) => {
                    self.pending.push_back(*waiting);
                    waiting.id
                }
                None => self.begin(Some(file_id)),
            };
            again.push((id, file_id));
        }
        let dropped = old.iter().map(|pending| pending.id).filter(|id| again.iter().all(|(kept, _)| kept != id));
        (dropped.collect(), again)
    }
}
