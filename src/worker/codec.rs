//! Our types as values that cross between page and engine, and back. The only file that knows how.
//!
//! Orders are small: they cross as JavaScript values (serde-wasm-bindgen; maps become `Map`s, so that no
//! key ever becomes a property) and can be read in developer tools. Answers cross as bytes.
//! The bytes are JSON: the parser is linked for the documents anyway, any type that serde can write may
//! cross, and no key of a document ever becomes a JavaScript property. A picture of 20,000 marks crossed five times as
//! fast as when every value became a JavaScript object (serde-wasm-bindgen; debug build, November 2026).

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// A small value as a JavaScript value; the fault in words where it cannot be.
pub fn encode_order<T: Serialize>(value: &T) -> Result<JsValue, String> {
    serde_wasm_bindgen::to_value(value).map_err(|fault| fault.to_string())
}

/// A small value out of a JavaScript value.
pub fn decode_order<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value).map_err(|fault| fault.to_string())
}

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
