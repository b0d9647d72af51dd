//! What the app's next start in this document takes over, should this one stop. The page's own script (`www/boot/page.js`) holds it,
//! in memory: it is gone with the page.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::files::PickedFile;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = lockscope, js_name = keepFile, catch)]
    fn keep(id: u32, name: &str, blob: &Blob) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = lockscope, js_name = forgetFile, catch)]
    fn forget(id: u32) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = lockscope, js_name = keepTold, catch)]
    fn keep_text(told: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(js_namespace = lockscope, js_name = leftBehind, catch)]
    fn left() -> Result<Array, JsValue>;
}

/// Keeps a file's handle. `None` where nothing is kept; the app goes on without.
pub fn keep_file(id: u32, file: &PickedFile) -> Option<()> {
    keep(id, &file.path, &file.blob).ok()
}

/// Lets go of a file.
pub fn forget_file(id: u32) -> Option<()> {
    forget(id).ok()
}

/// Keeps a text beside the files, in the place of the last.
pub fn keep_told(told: &str) -> Option<()> {
    keep_text(told).ok()
}

/// The text and the files, with their ids, that an app left which stopped in this document.
pub fn left_behind() -> (String, Vec<(u32, PickedFile)>) {
    let left = left().unwrap_or_default();
    let file = |entry: JsValue| {
        let entry: Array = entry.dyn_into().ok()?;
        let blob = entry.get(2).dyn_into().ok()?;
        Some((entry.get(0).as_f64()? as u32, PickedFile { path: entry.get(1).as_string()?, blob }))
    };
    (left.get(0).as_string().unwrap_or_default(), left.iter().skip(1).filter_map(file).collect())
}
