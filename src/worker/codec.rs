//! Our types as bytes that cross between page and engine, and back. The only file that knows how.
//!
//! The bytes are JSON: the parser is linked for the documents anyway, any type that serde can write may
//! cross, and no key of a document ever becomes a JavaScript property. A picture of 20,000 marks crossed five times as
//! fast as when every value became a JavaScript object (serde-wasm-bindgen; debug build, November 2026).

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// One of our values as a `Uint8Array`; the fault in words where it cannot be.
pub fn encode<T: Serialize>(value: &T) -> Result<JsValue, String> {
    let bytes = serde_json::to_vec(value).map_err(|fault| fault.to_string())?;
    Ok(Uint8Array::from(bytes.as_slice()).into())
}

/// One of our values out of a `Uint8Array`.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    let bytes: Uint8Array = value.dyn_into().map_err(|_| "a message held no bytes")?;
    serde_json::from_slice(&bytes.to_vec()).map_err(|fault| fault.to_string())
}
