//! What is on the screen. Components are thin: props in, `Html` out; the session decides, the engine knows.

mod app;
pub mod hooks;
mod incoming;
pub mod panels;
pub mod parts;
mod samples;
pub mod screens;

use gloo::events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Event;

use crate::worker::self_test;

/// The event that carries an order to stop.
const SELF_TEST: &str = "lockscope-self-test";

#[wasm_bindgen]
extern "C" {
    /// `www/boot/page.js`: the panel outside this app that says why the page stopped.
    #[wasm_bindgen(js_namespace = lockscope, js_name = recover)]
    fn recover(reason: &str);
    /// `www/boot/page.js`: the page's own text, as it was delivered.
    #[wasm_bindgen(js_namespace = lockscope, js_name = pageText)]
    fn page_text() -> String;
}

/// Mounts the app in `#app`.
pub fn start() {
    // By Yew's own door: it would put another hook in the place of one set past it.
    yew::set_custom_panic_hook(Box::new(|panic| recover(&panic.to_string())));
    if let Some(window) = web_sys::window() {
        let order = |event: &Event| Reflect::get(event, &"detail".into()).ok().and_then(|order| order.as_string());
        EventListener::new(&window, SELF_TEST, move |event| self_test::run(&order(event).unwrap_or_default())).forget();
    }
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    match root {
        Some(root) => {
            yew::Renderer::<app::App>::with_root(root).render();
        }
        None => recover("The page has no place for the app"),
    }
}
