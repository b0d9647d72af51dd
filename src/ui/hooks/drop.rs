//! Files that come in by dropping them on the window, or by pasting.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, DragEvent, Element};
use yew::prelude::*;

use crate::browser::drop::{Entries, Installed};
use crate::browser::files::{self, PickedFile};
use crate::view::files::{is_installed_folder, is_installed_manifest};

/// What counts as installed code.
pub const INSTALLED: Installed = Installed { is_folder: is_installed_folder, is_manifest: is_installed_manifest };

/// What came in, and sentences on what was left out.
pub type Incoming = (Vec<PickedFile>, Vec<String>);

/// Listens on the whole window; tells whether something hovers over it.
#[hook]
pub fn use_drop(on_files: Callback<Incoming>) -> bool {
    let over = use_state_eq(|| false);
    let setter = over.setter();
    use_effect_with((), move |()| {
        let listeners = web_sys::window().map(|window| {
            let on = |name: &'static str, heard: Box<dyn FnMut(&Event)>| {
                EventListener::new_with_options(&window, name, EventListenerOptions::enable_prevent_default(), heard)
            };
            let (enter, leave, end) = (setter.clone(), setter.clone(), setter);
            let dropped = on_files.clone();
            [
                on(
                    "dragover",
                    Box::new(move |event: &Event| {
                        event.prevent_default();
                        enter.set(true);
                    }),
                ),
                on(
                    "dragleave",
                    Box::new(move |event: &Event| {
                        // Leaving the window, not an element inside it.
                        if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                            leave.set(false);
                        }
                    }),
                ),
                on(
                    "drop",
                    Box::new(move |event: &Event| {
                        event.prevent_default();
                        end.set(false);
                        take_drop(event, &dropped);
                    }),
                ),
                on("paste", Box::new(move |event: &Event| take_paste(event, &on_files))),
            ]
        });
        move || drop(listeners)
    });
    *over
}

fn take_drop(event: &Event, on_files: &Callback<Incoming>) {
    let Some(transfer) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
    let taken = Entries::take(&transfer);
    let on_files = on_files.clone();
    spawn_local(async move {
        let found = taken.walk(INSTALLED).await;
        on_files.emit((found.files, found.left_out));
    });
}

fn take_paste(event: &Event, on_files: &Callback<Incoming>) {
    let in_field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if in_field.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA")) {
        return;
    }
    let pasted = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
    let pasted = pasted.map(|transfer| files::of_paste(&transfer)).unwrap_or_default();
    if !pasted.is_empty() {
        event.prevent_default();
        on_files.emit((pasted, Vec::new()));
    }
}
