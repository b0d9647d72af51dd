//! What the view Quality needs beside its own questions: the figures, and databases that are up to date.

use std::rc::Rc;

use yew::prelude::*;

use super::Engine;
use crate::engine::Request;
use crate::session::{Screen, Session};
use crate::view::hygiene::CHECKED_UNASKED;

/// The figures of the view Quality, once for each generation, where they are shown. Where there are many components they
/// are asked for on that view alone: checking them takes a while.
#[hook]
pub fn use_figures(engine: &Rc<Engine>, session: &Session) {
    let engine = engine.clone();
    let total = session.workspace.as_ref().map(|workspace| workspace.components);
    let is_shown = match session.screen {
        Screen::Overview => total.is_some_and(|total| total <= CHECKED_UNASKED),
        Screen::Quality => total.is_some(),
        _ => false,
    };
    use_effect_with((session.generation, is_shown), move |(generation, is_shown)| {
        if *generation > 0 && *is_shown {
            engine.send(Request::QualityFigures);
        }
    });
}

/// Has databases of vulnerabilities read again that were read before other files came.
#[hook]
pub fn use_reread(engine: &Rc<Engine>, session: &Session) {
    let engine = engine.clone();
    let stale = session.workspace.as_ref().map(|workspace| workspace.reread.clone()).unwrap_or_default();
    use_effect_with((stale, session.opening.is_empty()), move |(stale, is_settled)| {
        if *is_settled {
            engine.reread(stale);
        }
    });
}

impl Engine {
    /// Has these read again for what has come since, once for what was dropped: what is stale after that stays so.
    fn reread(&self, stale: &[u32]) {
        let again: Vec<u32> = {
            let mut known = self.known.borrow_mut();
            let again = stale.iter().copied().filter(|file| !known.reread.contains(file)).collect();
            known.reread = stale.iter().copied().collect();
            again
        };
        for file in again {
            self.bridge.open_again(file);
        }
    }
}
