//! Files the user picked or pasted, as handles: nothing is read here, the engine does that.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, DataTransfer, File, FileList, HtmlInputElement};

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

    /// Several files as one tar archive, which the browser puts together without reading them.
    pub fn archive(name: &str, files: &[Self]) -> Option<Self> {
        const BLOCK: usize = 512;
        let parts = Array::new();
        let padded = |length: usize| length.next_multiple_of(BLOCK) - length;
        let fill = |length: usize| JsValue::from(Uint8Array::new_with_length(length as u32));
        for file in files {
            let path = file.path.as_bytes();
            // A long path goes before its file as a record of its own, as GNU tar does it.
            if path.len() > 100 {
                parts.push(&Uint8Array::from(tar_header(b"././@LongLink", path.len(), b'L').as_slice()));
                parts.push(&Uint8Array::from(path));
                parts.push(&fill(padded(path.len())));
            }
            let size = file.size() as usize;
            parts.push(&Uint8Array::from(tar_header(path, size, b'0').as_slice()));
            parts.push(&file.blob);
            parts.push(&fill(padded(size)));
        }
        parts.push(&fill(2 * BLOCK));
        Blob::new_with_blob_sequence(&parts).ok().map(|blob| Self { path: name.into(), blob })
    }

    /// Size in bytes.
    pub fn size(&self) -> f64 {
        self.blob.size()
    }
}

/// Bytes as a file of the browser's, which keeps it where it likes.
pub fn blob_of(bytes: &[u8]) -> Result<Blob, String> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence(&parts).map_err(|_| "The browser takes no more bytes".into())
}

/// Several files as one, which the browser puts together without reading them.
pub fn joined(parts: &[Blob], media_type: &str) -> Result<Blob, String> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts: Array = parts.iter().collect();
    Blob::new_with_blob_sequence_and_options(&parts, &options).map_err(|_| "The browser takes no more bytes".into())
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

/// The header of a tar entry; a path longer than its field is cut.
fn tar_header(path: &[u8], size: usize, kind: u8) -> [u8; 512] {
    let mut header = [0u8; 512];
    let mut put = |at: usize, bytes: &[u8]| {
        for (slot, byte) in header.iter_mut().skip(at).zip(bytes) {
            *slot = *byte;
        }
    };
    put(0, path.get(..path.len().min(100)).unwrap_or(path));
    put(124, format!("{size:011o}").as_bytes());
    put(148, b"        ");
    put(156, &[kind]);
    put(257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    for (slot, byte) in header.iter_mut().skip(148).zip(format!("{sum:06o}\0").as_bytes()) {
        *slot = *byte;
    }
    header
}
