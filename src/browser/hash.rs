//! The part of the address after `#`: what is being looked at, never what is in a file.

use wasm_bindgen::JsValue;

/// The text after `#`, decoded; empty where there is none.
pub fn read() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    let text = hash.trim_start_matches('#');
    js_sys::decode_uri_component(text).map(String::from).unwrap_or_else(|_| text.to_owned())
}

/// Replaces the text after `#` without a new history entry. `None` where the browser refuses.
pub fn replace(text: &str) -> Option<()> {
    let address = format!("#{}", String::from(js_sys::encode_uri(text)));
    let history = web_sys::window()?.history().ok()?;
    history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok()
}
