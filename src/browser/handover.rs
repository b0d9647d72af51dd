//! What the app's next start in this document takes over, should this one stop. The page's own script (`www/boot/page.js`) holds it,
//! in memory: it is gone with the page.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = lockscope, js_name = keep, catch)]
    fn keep_all(told: &str, files: Array) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = lockscope, js_name = leftBehind, catch)]
    fn all_left() -> Result<JsValue, JsValue>;
}

/// What an app left that stopped in this document.
pub struct LeftBehind {
    /// The text it kept.
    pub told: String,
    /// Its files, by the ids it gave them.
    pub files: Vec<(u32, Blob)>,
    /// Whether the page is to look as it did, too.
    pub as_it_was: bool,
}

/// Keeps a text and files, in the place of what was kept before. `None` where nothing is kept; the app goes on without.
pub fn keep(told: &str, files: &[(u32, Blob)]) -> Option<()> {
    keep_all(told, files.iter().map(|(id, blob)| Array::of2(&(*id).into(), blob)).collect()).ok()
}

/// What was kept, where this is not the document's first start.
pub fn left_behind() -> Option<LeftBehind> {
    let left: Array = all_left().ok()?.dyn_into().ok()?;
    let files: Array = left.get(1).dyn_into().ok()?;
    let file = |entry: JsValue| {
        let entry: Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_f64()? as u32, entry.get(1).dyn_into().ok()?))
    };
    Some(LeftBehind {
        told: left.get(0).as_string()?,
        files: files.iter().filter_map(file).collect(),
        as_it_was: left.get(2).as_bool()?,
    })
}
