//! The workspace as one file: saving it, and what becomes of one that was opened.

use std::collections::BTreeSet;

use web_sys::Blob;
use yew::Callback;

use super::engine::Engine;
use super::known::Known;
use crate::browser::{clock, download};
use crate::engine::{Request, Restoring, RestoringFile, WORKSPACE_NAME};
use crate::session::{Action, Beginning, Opening, SavedView, Waiting};
use crate::view::words::count;

/// A saved workspace, unpacked.
pub struct Arrived {
    restoring: Restoring,
    /// The bytes of its files, in their order.
    blobs: Vec<Blob>,
}

/// What is to become of a saved workspace where files are loaded already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Restore {
    /// All that is loaded is closed.
    InPlace,
    /// Its files and decisions come beside what is loaded, and nothing else of it.
    Beside,
    /// It is closed again.
    Leave,
}

impl Engine {
    /// Writes all that is loaded, and how it is looked at, as one file.
    pub fn save_workspace(&self, view: &SavedView) {
        let closed = self.known.borrow().closed.iter().copied().collect();
        self.act.emit(Action::Working(Some(("Packing the workspace".to_owned(), 0.0))));
        self.bridge.save(clock::today(), view.to_json(), closed);
    }

    /// Takes a saved workspace in where nothing else is loaded; else asks.
    pub(super) fn arrived(&self, file_id: u32, restoring: Restoring, blobs: Vec<Blob>) {
        self.known.borrow_mut().forget(file_id);
        self.act.emit(Action::Working(None));
        self.act.emit(Action::NoFile(file_id));
        let arrived = Arrived { restoring, blobs };
        if arrived.restoring.files.is_empty() {
            return self.act.emit(Action::Say(format!("{} holds no files", arrived.restoring.name)));
        }
        if self.known.borrow().files.is_empty() {
            return self.take_in_place(arrived);
        }
        let Restoring { name, files, decisions, .. } = &arrived.restoring;
        let waiting = Waiting { name: name.clone(), files: files.len(), decisions: *decisions };
        self.known.borrow_mut().waiting = Some(arrived);
        self.act.emit(Action::Wait(waiting));
    }

    /// What was said of a workspace that waits.
    pub fn restore(&self, choice: Restore) {
        let arrived = self.known.borrow_mut().waiting.take();
        match (arrived, choice) {
            (Some(arrived), Restore::InPlace) => self.take_in_place(arrived),
            (Some(arrived), Restore::Beside) => self.take_beside(arrived),
            (_, Restore::Leave) | (None, _) => {}
        }
    }

    fn take_in_place(&self, Arrived { restoring, blobs }: Arrived) {
        // An engine of its own: nothing of what was asked before is answered into the new view.
        self.bridge.start_empty();
        *self.known.borrow_mut() = Known::default();
        let last = restoring.files.iter().map(|file| file.id).max().unwrap_or_default();
        self.next_file.set(last + 1);
        let view = SavedView::from_json(&restoring.view);
        let view = if restoring.is_same_version { view } else { view.without_components() };
        let context = restoring.context.clone().unwrap_or_default();
        let settlements = restoring.settlements.clone();
        self.act.emit(Action::BeginAgain(Box::new(Beginning { view, context, settlements })));
        let mut said = told(&restoring, "opened as it was saved");
        if !restoring.is_same_version {
            said.push_str("; by another version of Lockscope, so nothing is selected or opened in the views");
        }
        self.open_all(restoring.files, &blobs, restoring.orders);
        self.act.emit(Action::Say(said));
    }

    fn take_beside(&self, Arrived { restoring, blobs }: Arrived) {
        let said = told(&restoring, "opened beside the others");
        let with_new_id = |file: RestoringFile| file.with_id(self.next_file.replace(self.next_file.get() + 1));
        let files = restoring.files.into_iter().map(with_new_id).collect();
        let is_decision = |order: &Request| matches!(order, Request::TakeDecisions(_));
        self.open_all(files, &blobs, restoring.orders.into_iter().filter(is_decision).collect());
        self.act.emit(Action::Say(said));
    }

    fn open_all(&self, files: Vec<RestoringFile>, blobs: &[Blob], orders: Vec<Request>) {
        let opening: Vec<Opening> = files.iter().map(|file| Opening { id: file.id, name: file.name.clone() }).collect();
        let unticked: BTreeSet<u32> = files.iter().flat_map(|file| file.unticked.iter().copied()).collect();
        let closed: BTreeSet<u32> = files.iter().flat_map(|file| file.closed.iter().copied()).collect();
        self.act.emit(Action::Opening(opening.clone()));
        for (file, blob) in files.iter().zip(blobs) {
            self.bridge.open(file.id, &file.name, blob);
        }
        closed.iter().for_each(|file| self.send(Request::Remove { file: *file }));
        unticked.iter().for_each(|file| self.send(Request::Include { file: *file, included: false }));
        orders.iter().for_each(|order| self.send(order.clone()));
        let mut known = self.known.borrow_mut();
        known.files.extend(opening);
        known.closed.extend(closed);
        known.unticked.extend(unticked);
        known.orders.extend(orders);
    }
}

/// `workspace.lockscope.json opened as it was saved: 3 files, 2 decisions`.
fn told(restoring: &Restoring, how: &str) -> String {
    let (files, decisions) = (count(restoring.files.len(), "file"), count(restoring.decisions, "decision"));
    format!("{} {how}: {files}, {decisions}", restoring.name)
}

/// Saves the file that was written.
pub fn save(blob: &Blob, act: &Callback<Action>) {
    act.emit(Action::Working(None));
    let said = match download::save_blob(WORKSPACE_NAME, blob) {
        Ok(()) => format!("Saved {WORKSPACE_NAME}: it holds the files themselves"),
        Err(reason) => reason,
    };
    act.emit(Action::Say(said));
}
