//! What the page's next start takes over, should this one stop: kept in the page's own script with every change, in memory.

use std::rc::Rc;

use yew::prelude::*;

use super::engine::Engine;
use super::known::Known;
use crate::browser::handover::{self, LeftBehind};
use crate::licenses::{Context, Settlements};
use crate::session::{Action, Beginning, Opening, SavedView, Session};

/// How the page looks, for what is judged, and who decides. Beside it stands what the engine was told, which may be large.
type Look = (SavedView, Context, Settlements, String);

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
    // A view that is still to come back must not be kept without what is in it.
    let is_whole = session.beginning.is_none();
    let look: Look =
        (SavedView::of(session), session.context.clone(), session.settlements.clone(), session.person.clone());
    use_effect_with((look, is_whole), |(look, is_whole)| {
        if *is_whole {
            // What cannot be kept is missing should the page stop; nothing else depends on it.
            let _ = serde_json::to_string(look).ok().and_then(|told| handover::keep_look(&told));
        }
    });
    let engine = engine.clone();
    use_effect_with((session.generation, session.opening.len(), is_whole), move |(_, _, is_whole)| {
        if *is_whole {
            let told = serde_json::to_string(&*engine.known.borrow()).ok();
            let _ = told.and_then(|told| handover::keep_work(&told, &engine.bridge.files()));
        }
    });
}

fn take_over(engine: &Engine, LeftBehind { work, look, files, as_it_was }: LeftBehind) {
    let Ok(known) = serde_json::from_str::<Known>(&work) else { return };
    let Ok((view, context, settlements, person)) = serde_json::from_str::<Look>(&look) else { return };
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
