//! Saving: a blob behind a link that is clicked for the user. Nothing leaves the machine.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// How long the blob's address stays valid after the click, in milliseconds: slow disks ask late.
const KEPT: u32 = 60_000;

/// Offers bytes for saving under a file name.
pub fn save_bytes(file_name: &str, media_type: &str, bytes: &[u8]) -> Result<(), String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(refused)?;
    save_blob(file_name, &blob)
}

/// Offers text (UTF-8) for saving under a file name.
pub fn save_text(file_name: &str, media_type: &str, text: &str) -> Result<(), String> {
    save_bytes(file_name, media_type, text.as_bytes())
}

/// Offers a blob, such as a picture of a canvas, for saving under a file name.
pub fn save_blob(file_name: &str, blob: &Blob) -> Result<(), String> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or("there is no document")?;
    let address = Url::create_object_url_with_blob(blob).map_err(refused)?;
    let link = document.create_element("a").map_err(refused)?;
    let link: HtmlAnchorElement = link.dyn_into().map_err(|_| "the browser made no link")?;
    link.set_href(&address);
    link.set_download(file_name);
    link.click();
    Timeout::new(KEPT, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Ok(())
}

fn refused(_: JsValue) -> String {
    "The browser refused to save the file".into()
}
