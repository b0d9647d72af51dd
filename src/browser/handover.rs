//! What the app's next start in this document takes over, should this one stop. The page's own script (`www/boot/page.js`) holds it,
//! in memory: it is gone with the page.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = lockscope, js_name = keepWork, catch)]
    fn keep_all_work(told: &str, files: Array) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = lockscope, js_name = keepLook, catch)]
    fn keep_told_look(told: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = lockscope, js_name = leftBehind, catch)]
    fn all_left() -> Result<JsValue, JsValue>;
}

/// What an app left that stopped in this document.
pub struct LeftBehind {
    /// The text it kept beside the files.
    pub work: String,
    /// The text it kept of how the page looked.
    pub look: String,
    /// Its files, by the ids it gave them.
    pub files: Vec<(u32, Blob)>,
    /// Whether the page is to look as it did, too.
    pub as_it_was: bool,
}

/// Keeps files and a text about them, in the place of those kept before. `None` where nothing is kept; the app goes on without.
pub fn keep_work(told: &str, files: &[(u32, Blob)]) -> Option<()> {
    keep_all_work(told, files.iter().map(|(id, blob)| Array::of2(&(*id).into(), blob)).collect()).ok()
}

/// Keeps a text of how the page looks, in the place of the one before. `None` as in [`keep_work`].
pub fn keep_look(told: &str) -> Option<()> {
    keep_told_look(told).ok()
}

/// What was kept, where this is not the document's first start.
pub fn left_behind() -> Option<LeftBehind> {
    let left: Array = all_left().ok()?.dyn_into().ok()?;
    let files: Array = left.get(2).dyn_into().ok()?;
    let file = |entry: JsValue| {
        let entry: Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_f64()? as u32, entry.get(1).dyn_into().ok()?))
    };
    Some(LeftBehind {
        work: left.get(0).as_string()?,
        look: left.get(1).as_string()?,
        files: files.iter().filter_map(file).collect(),
        as_it_was: left.get(3).as_bool()?,
    })
}
