//! The keys of the whole page. A key typed into a field, or into a dialog, is not ours.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

use crate::session::{Action, Dialog, Screen, Session};

/// Listens while the component is there. A key is read by the session as last rendered: a listener that
/// is set up anew after each rendering would read a key pressed in between by the session before.
#[hook]
pub fn use_keys(session: &Session, act: &Callback<Action>) {
    let latest = use_mut_ref(Session::default);
    *latest.borrow_mut() = session.clone();
    use_effect_with(act.clone(), move |act| {
        let act = act.clone();
        let listener = web_sys::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let action = pressed(event, &latest.borrow());
                if let Some(action) = action {
                    event.prevent_default();
                    act.emit(action);
                }
            })
        });
        move || drop(listener)
    });
}

fn pressed(event: &KeyboardEvent, session: &Session) -> Option<Action> {
    let key = event.key();
    if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("k") {
        return Some(Action::Open(Some(Dialog::Commands)));
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() || session.dialog.is_some() || is_field(event) {
        return None;
    }
    if key == "?" {
        return Some(Action::Open(Some(Dialog::Help)));
    }
    if !session.has_files() {
        return None;
    }
    if let Some(screen) = key.parse::<usize>().ok().and_then(|number| Screen::ALL.get(number.checked_sub(1)?)) {
        return Some(Action::Show(*screen));
    }
    match (key.as_str(), session.selected) {
        ("/", _) => {
            focus("search");
            Some(Action::SetSearch(session.search.clone()))
        }
        ("Escape", Some(_)) => Some(Action::Select(None)),
        ("Escape", None) if session.view.focus.is_some() => Some(Action::Focus(None)),
        ("w", Some(node)) => {
            let routes = session.inspector.as_ref().filter(|view| view.link.node == node);
            routes.map(|view| {
                Action::Light(
                    view.why.routes.iter().map(|route| route.iter().map(|link| link.node).collect()).collect(),
                )
            })
        }
        ("f", _) if session.view.focus.is_some() => Some(Action::Focus(None)),
        ("f", Some(node)) => Some(Action::Focus(Some(node))),
        ("e", Some(node)) => Some(Action::Expand(node)),
        ("c", Some(node)) => Some(Action::Collapse(node)),
        ("t", _) if session.screen == Screen::Graph => Some(Action::AsTree(!session.as_tree)),
        ("u", _) => Some(Action::Undo),
        ("U", _) => Some(Action::Redo),
        _ => None,
    }
}

fn is_field(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        let name = element.tag_name();
        let is_text =
            name == "INPUT" && !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio"));
        is_text || matches!(name.as_str(), "TEXTAREA" | "SELECT")
    })
}

/// Moves the focus to the element with this id.
pub fn focus(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
