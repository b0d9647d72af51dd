//! What the page's next start takes over, should this one stop: kept in the page's own script with every change, in memory.

use std::rc::Rc;

use yew::prelude::*;

use super::engine::Engine;
use super::known::Known;
use crate::browser::handover::{self, LeftBehind};
use crate::licenses::{Context, Settlements};
use crate::session::{Action, Beginning, Opening, SavedView, Session};

/// What is kept beside the files: what the engine was told, how the page looks, for what is judged, and who decides.
type Kept = (Known, SavedView, Context, Settlements, String);

/// Takes over what an app left that stopped in this document, and keeps what the next one is to take over.
#[hook]
pub fn use_handover(engine: &Rc<Engine>, session: &Session) {
    {
        let engine = engine.clone();
        use_effect_with((), move |()| {
            if let Some(left) = handover::left_behind() {
                take_over(&engine, left);
            }
        });
    }
    let engine = engine.clone();
    let person = session.person.clone();
    let parts = (SavedView::of(session), session.context.clone(), session.settlements.clone(), person);
    let changed = (session.generation, session.opening.len(), session.beginning.is_some());
    use_effect_with((parts, changed), move |((view, context, settlements, person), (_, _, is_beginning))| {
        // A view that is still to come back must not be kept without what is in it.
        if !is_beginning {
            let told = serde_json::to_string(&(&*engine.known.borrow(), view, context, settlements, person));
            // What cannot be kept is missing should the page stop; nothing else depends on it.
            let _ = told.ok().and_then(|told| handover::keep(&told, &engine.bridge.files()));
        }
    });
}

fn take_over(engine: &Engine, LeftBehind { told, files, as_it_was }: LeftBehind) {
    let Ok((known, view, context, settlements, person)) = serde_json::from_str::<Kept>(&told) else { return };
    let is_there = |file: &Opening| known.refused.contains_key(&file.id) || files.iter().any(|(id, _)| *id == file.id);
    let opening: Vec<Opening> = known.files.iter().filter(|file| is_there(file)).cloned().collect();
    let Some(last) = opening.iter().map(|file| file.id).max() else { return };
    engine.next_file.set(last + 1);
    let view = if as_it_was { view } else { SavedView::default() };
    engine.act.emit(Action::SetPerson(person));
    engine.act.emit(Action::BeginAgain(Box::new(Beginning { view, context, settlements })));
    engine.act.emit(Action::Opening(opening.clone()));
    for (id, blob) in &files {
        if let Some(file) = opening.iter().find(|file| file.id == *id) {
            engine.bridge.open(*id, &file.name, blob);
        }
    }
    known.tell(&engine.bridge);
    *engine.known.borrow_mut() = known;
}
