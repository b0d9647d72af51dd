//! Files the user picked or pasted, as handles: nothing is read here, the engine does that.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, DataTransfer, File, FileList, HtmlInputElement};

/// A file the user gave us: where it lay (relative to what was picked) and its handle.
#[derive(Clone, Debug, PartialEq)]
pub struct PickedFile {
    /// The path below the picked folder, or the file's name. Slashes.
    pub path: String,
    pub blob: Blob,
}

impl PickedFile {
    /// A file under its own name, or its path where a folder was picked.
    pub fn new(file: File) -> Self {
        let within = js_sys::Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        let path = within.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name());
        Self { path, blob: file.into() }
    }

    /// Text as a file, for what was pasted and for the samples.
    pub fn from_text(name: &str, text: &str) -> Option<Self> {
        let parts = Array::of1(&JsValue::from_str(text));
        Blob::new_with_str_sequence(&parts).ok().map(|blob| Self { path: name.into(), blob })
    }

    /// Size in bytes.
    pub fn size(&self) -> f64 {
        self.blob.size()
    }
}

/// The files of a file list, in its order.
pub fn of_list(list: &FileList) -> Vec<PickedFile> {
    (0..list.length()).filter_map(|index| list.get(index)).map(PickedFile::new).collect()
}

/// Takes the files out of an `<input type="file">` and empties it, so that the same file can be picked again.
pub fn take_from_input(input: &HtmlInputElement) -> Vec<PickedFile> {
    let files = input.files().map(|list| of_list(&list)).unwrap_or_default();
    input.set_value("");
    files
}

/// What a paste held: files where there are any, else its text.
pub fn of_paste(transfer: &DataTransfer) -> Vec<PickedFile> {
    let files = transfer.files().map(|list| of_list(&list)).unwrap_or_default();
    if !files.is_empty() {
        return files;
    }
    let text = transfer.get_data("text/plain").unwrap_or_default();
    if text.trim().is_empty() { Vec::new() } else { PickedFile::from_text("pasted text", &text).into_iter().collect() }
}

/// Reads a small file's text in the page (settings, policies); documents are read by the engine.
pub async fn read_text(blob: &Blob) -> Result<String, String> {
    let text = wasm_bindgen_futures::JsFuture::from(blob.text()).await;
    let text = text.map_err(|_| "The browser could not read the file")?;
    text.dyn_into::<js_sys::JsString>().map(String::from).map_err(|_| "The file is not text".into())
}
