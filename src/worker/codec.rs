//! Our types as values that cross between page and engine, and back. The only file that knows how.
//!
//! Orders are small: they cross as JavaScript values (serde-wasm-bindgen; maps become `Map`s, so that no
//! key ever becomes a property) and can be read in developer tools. Answers cross as bytes.
//! Most are JSON: the parser is linked for the documents anyway, any type that serde can write may
//! cross, and no key of a document ever becomes a JavaScript property. Pictures hold millions of numbers: they cross
//! as postcard behind `PICTURE`, with the arrays as they lie in memory (see `scene::packed`).

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use crate::engine::Response;

/// What a picture's bytes begin with; no JSON does.
const PICTURE: &[u8] = b"Graph\0";

/// A small value as a JavaScript value; the fault in words where it cannot be.
pub fn encode_order<T: Serialize>(value: &T) -> Result<JsValue, String> {
    serde_wasm_bindgen::to_value(value).map_err(|fault| fault.to_string())
}

/// A small value out of a JavaScript value.
pub fn decode_order<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value).map_err(|fault| fault.to_string())
}

/// An answer as a `Uint8Array`; the fault in words where it cannot be.
pub fn encode_answer(response: &Response) -> Result<JsValue, String> {
    let Response::Graph(view) = response else { return encode(response) };
    let bytes = postcard::to_extend(view, PICTURE.to_vec()).map_err(|fault| fault.to_string())?;
    Ok(Uint8Array::from(bytes.as_slice()).into())
}

/// An answer out of a `Uint8Array`.
pub fn decode_answer(value: JsValue) -> Result<Response, String> {
    let bytes = bytes_of(value)?;
    match bytes.strip_prefix(PICTURE) {
        Some(picture) => postcard::from_bytes(picture).map(Response::Graph).map_err(|fault| fault.to_string()),
        None => serde_json::from_slice(&bytes).map_err(|fault| fault.to_string()),
    }
}

/// One of our values as a `Uint8Array`; the fault in words where it cannot be.
pub fn encode<T: Serialize>(value: &T) -> Result<JsValue, String> {
    let bytes = serde_json::to_vec(value).map_err(|fault| fault.to_string())?;
    Ok(Uint8Array::from(bytes.as_slice()).into())
}

/// One of our values out of a `Uint8Array`.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_json::from_slice(&bytes_of(value)?).map_err(|fault| fault.to_string())
}

fn bytes_of(value: JsValue) -> Result<Vec<u8>, String> {
    let bytes: Uint8Array = value.dyn_into().map_err(|_| "a message held no bytes")?;
    Ok(bytes.to_vec())
}
