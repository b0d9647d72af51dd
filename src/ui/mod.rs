//! What is on the screen. Components are thin: props in, `Html` out; the session decides, the engine knows.

mod app;
pub mod hooks;
mod incoming;
pub mod panels;
pub mod parts;
mod samples;
pub mod screens;

use wasm_bindgen::prelude::wasm_bindgen;

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
    std::panic::set_hook(Box::new(|panic| recover(&panic.to_string())));
    let root = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id("app"));
    match root {
        Some(root) => {
            yew::Renderer::<app::App>::with_root(root).render();
        }
        None => recover("The page has no place for the app"),
    }
}
