//! A file's checksum by the browser: off our thread, and several times as fast as in WebAssembly.

use std::fmt::Write as _;

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, SubtleCrypto};

/// SHA-256 in hexadecimal; `None` where the browser does not offer it (a page from an address without encryption).
pub async fn sha256(bytes: &ArrayBuffer) -> Option<String> {
    let crypto: Crypto = Reflect::get(&js_sys::global(), &"crypto".into()).ok()?.dyn_into().ok()?;
    let subtle: SubtleCrypto = Reflect::get(&crypto, &"subtle".into()).ok()?.dyn_into().ok()?;
    let digest = subtle.digest_with_str_and_buffer_source("SHA-256", bytes).ok()?;
    let digest = Uint8Array::new(&JsFuture::from(digest).await.ok()?).to_vec();
    Some(digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    }))
}
