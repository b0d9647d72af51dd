//! The engine's side: wakes up in a worker, owns the workspace, answers messages one after the other.
//!
//! A panic is reported to the page before the trap; what is left of this instance must then be
//! discarded, since it would go on answering with broken state.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::message::{self, ToEngine, ToPage};
use super::self_test;
use crate::browser::{digest, files};
use crate::engine::{self, LARGEST_FILE, Progress, ReadError, Response, Workspace};

/// The worker's scope, if this instance woke up in one.
pub fn engine_scope() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Takes over the worker's messages and tells the page that the engine is ready.
pub fn start(scope: DedicatedWorkerGlobalScope) {
    std::panic::set_hook(Box::new(|panic| {
        if let Some(scope) = engine_scope() {
            post(&scope, &ToPage::Died { reason: panic.to_string() });
        }
    }));
    let engine = Rc::new(Engine {
        scope: scope.clone(),
        workspace: RefCell::new(Workspace::new()),
        waiting: RefCell::default(),
        awake: Cell::new(false),
    });
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        engine.waiting.borrow_mut().push_back(event.data());
        if !engine.awake.replace(true) {
            spawn_local(Rc::clone(&engine).work());
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker lives until the page terminates it; so does its handler.
    on_message.forget();
    post(&scope, &ToPage::Ready);
}

struct Engine {
    scope: DedicatedWorkerGlobalScope,
    workspace: RefCell<Workspace>,
    /// Messages not yet begun. Reading a file waits for the browser; the order must not change meanwhile.
    waiting: RefCell<VecDeque<JsValue>>,
    awake: Cell<bool>,
}

impl Engine {
    async fn work(self: Rc<Self>) {
        loop {
            let next = self.waiting.borrow_mut().pop_front();
            let Some(value) = next else { break };
            let Ok(id) = message::id_of(&value) else { continue };
            let answer = match ToEngine::decode(&value) {
                Ok(order) => self.carry_out(order).await,
                Err(reason) => Err(reason),
            };
            post(&self.scope, &answer.unwrap_or_else(|reason| ToPage::Refused { id, reason }));
        }
        self.awake.set(false);
    }

    async fn carry_out(&self, order: ToEngine) -> Result<ToPage, String> {
        let answer = |id, response| ToPage::Answer { id, response: Box::new(response) };
        match order {
            ToEngine::Ask { id, request } => {
                let mut progress = |progress| post(&self.scope, &ToPage::Progress { id, progress });
                Ok(answer(id, self.workspace.borrow_mut().handle(request, &mut progress)))
            }
            ToEngine::Texts { id, bytes } => {
                self.workspace.borrow_mut().take_texts(&bytes.to_vec()).map(|()| answer(id, Response::Done))
            }
            ToEngine::Open { id, file_id, name, blob } => {
                let refuse = |reason| answer(id, self.workspace.borrow_mut().refuse(file_id, &name, reason));
                let (bytes, sha256) = match read(&blob).await {
                    Ok(read) => read,
                    Err(reason) => return Ok(refuse(reason)),
                };
                let mut progress = |progress| post(&self.scope, &ToPage::Progress { id, progress });
                // Said before anything else is done with it: whatever that may become, it can be cancelled.
                progress(Progress { stage: format!("Reading {name}"), share: 0.1 });
                self_test::run_file(&name, &bytes);
                if engine::is_workspace(&bytes) {
                    progress(Progress { stage: format!("Unpacking {name}"), share: 0.1 });
                    return Ok(match unpack(&name, &bytes) {
                        Ok((restoring, blobs)) => {
                            ToPage::Restored { id, file_id, restoring: Box::new(restoring), blobs }
                        }
                        Err(reason) => refuse(reason),
                    });
                }
                let mut workspace = self.workspace.borrow_mut();
                Ok(answer(id, workspace.open_with_digest(file_id, &name, &bytes, sha256, &mut progress)))
            }
            ToEngine::Save { id, today, view, closed, files } => {
                let mut saving = self.workspace.borrow_mut().saving(today.parse()?, &view, &closed)?;
                // Each part becomes the browser's as soon as it is written.
                let mut parts = vec![files::blob_of(saving.head.as_bytes())?];
                for position in 0..saving.files.len() {
                    let Some(wanted) = saving.files.get(position) else { break };
                    let share = position as f32 / saving.files.len() as f32;
                    let progress = Progress { stage: format!("Packing {}", wanted.title), share };
                    post(&self.scope, &ToPage::Progress { id, progress });
                    let found = files.iter().find(|(file, _)| *file == wanted.id);
                    let (_, blob) = found.ok_or_else(|| {
                        format!("Not saved: {} is not at hand any more; open it again or close it", wanted.title)
                    })?;
                    let (bytes, _) = read(blob).await.map_err(|reason| {
                        format!("Not saved: {}: {}; open it again or close it", wanted.title, reason.message)
                    })?;
                    let entry = saving.entry(position, &bytes).map_err(|reason| format!("Not saved: {reason}"))?;
                    parts.push(files::blob_of(entry.as_bytes())?);
                }
                parts.push(files::blob_of(saving.end.as_bytes())?);
                Ok(ToPage::Saved { id, blob: files::joined(&parts, "application/json")? })
            }
        }
    }
}

/// The files of a saved workspace, each handed to the browser as it is unpacked.
fn unpack(name: &str, bytes: &[u8]) -> Result<(engine::Restoring, Vec<Blob>), ReadError> {
    let mut blobs: Result<Vec<Blob>, String> = Ok(Vec::new());
    let restoring = engine::restoring(name, bytes, &mut |file| {
        if let Ok(taken) = &mut blobs {
            match files::blob_of(&file) {
                Ok(blob) => taken.push(blob),
                Err(reason) => blobs = Err(reason),
            }
        }
    })?;
    let blobs = blobs
        .map_err(|reason| ReadError::new("too-large", reason, None, "Open the files of the workspace by themselves"))?;
    Ok((restoring, blobs))
}

/// The bytes and, where the browser reckons it, their SHA-256.
async fn read(blob: &Blob) -> Result<(Vec<u8>, Option<String>), ReadError> {
    if blob.size() > LARGEST_FILE as f64 {
        let size = blob.size() / 1_000_000.0;
        let message = format!("The file is too large: {size:.0} MB; up to {} MB are read", LARGEST_FILE / 1_000_000);
        return Err(ReadError::new("too-large", message, None, "Split it, or leave out what is not needed"));
    }
    let buffer = JsFuture::from(blob.array_buffer()).await;
    let buffer = buffer.map_err(|_| {
        ReadError::new(
            "not-readable",
            "The browser could not read the file",
            None,
            "It may have been moved or changed: drop it again",
        )
    })?;
    let sha256 = match buffer.dyn_ref() {
        Some(buffer) => digest::sha256(buffer).await,
        None => None,
    };
    Ok((Uint8Array::new(&buffer).to_vec(), sha256))
}

fn post(scope: &DedicatedWorkerGlobalScope, message: &ToPage) {
    let value = message.encode().or_else(|reason| match message {
        ToPage::Answer { id, .. } | ToPage::Saved { id, .. } | ToPage::Restored { id, .. } => {
            ToPage::Refused { id: *id, reason }.encode()
        }
        _ => Err(reason),
    });
    if let Ok(value) = value {
        // Fails only while the page goes away.
        let _ = scope.post_message_with_transfer(&value, &message::handed_over(&value));
    }
}
