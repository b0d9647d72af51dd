//! Our types as JavaScript values and back. The only file that knows how.
//!
//! Maps become `Map`s, never plain objects, so that a component called `__proto__` stays a component.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// One of our values as a JavaScript value; the fault in words where it cannot be.
pub fn encode<T: Serialize>(value: &T) -> Result<JsValue, String> {
    let serializer = Serializer::new().serialize_large_number_types_as_bigints(true);
    value.serialize(&serializer).map_err(|fault| fault.to_string())
}

/// One of our values out of a JavaScript value.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(value).map_err(|fault| fault.to_string())
}
