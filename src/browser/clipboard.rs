//! Copying text. Lockscope writes to the clipboard on a click and never reads it, except on paste.

use wasm_bindgen_futures::JsFuture;

/// Puts text on the clipboard; an error in words where the browser refuses.
///
/// From `file://` and plain http some browsers offer no clipboard: show the text for copying by hand.
pub async fn copy_text(text: &str) -> Result<(), String> {
    let navigator = web_sys::window().ok_or("there is no window")?.navigator();
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if clipboard.map_or(true, |clipboard| clipboard.is_undefined()) {
        return Err("This browser offers no clipboard here".into());
    }
    let written = JsFuture::from(navigator.clipboard().write_text(text)).await;
    written.map(|_| ()).map_err(|_| "The browser refused to copy".into())
}
