//! The readers that formats share, against other readers where there is one.

use lockscope::formats::support::{json, jsonc, toml, xml, yaml};
use serde_json::Value;

/// Our JSON is the JSON of `serde_json`: what one reads, the other reads, with the same values.
pub fn json(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (ours, theirs) = (json::parse(text), serde_json::from_str::<Value>(text));
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => assert!(same(&ours.root, theirs), "another value than {theirs}"),
        // Half a surrogate pair and a number out of range are errors there.
        (Ok(ours), Err(error)) => {
            let number = error.to_string().contains("number out of range");
            assert!(number || !ours.notices.is_empty(), "it is not JSON: {error}");
        }
        // It stops one level earlier or later than we do.
        (Err(error), Ok(_)) => assert_eq!(error.code, "too-deep", "it is JSON"),
        (Err(_), Err(_)) => {}
    }
}

fn same(ours: &json::Json<'_>, theirs: &Value) -> bool {
    match (&ours.value, theirs) {
        (json::Value::Null, Value::Null) => true,
        (json::Value::Boolean(ours), Value::Bool(theirs)) => ours == theirs,
        (json::Value::Number(ours), Value::Number(_)) => {
            serde_json::from_str::<Value>(ours).ok().as_ref() == Some(theirs)
        }
        (json::Value::Text(ours), Value::String(theirs)) => ours == theirs,
        (json::Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| same(ours, theirs))
        }
        // The later of two equal keys holds.
        (json::Value::Object(ours), Value::Object(theirs)) => theirs.iter().all(|(key, value)| {
            let of_key = ours.iter().rev().find(|(name, _)| name == key);
            of_key.is_some_and(|(_, ours)| same(ours, value))
        }),
        _ => false,
    }
}

/// Comments and trailing commas go, the length stays, and what was JSON stays as it was.
pub fn jsonc(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let plain = jsonc::plain(text);
    if serde_json::from_str::<Value>(text).is_ok() {
        assert_eq!(plain, text, "JSON was changed");
    }
    let _ = json::parse(&plain);
    let _ = json::parse_many(&plain);
}

/// YAML: read or refused.
pub fn yaml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(error) = yaml::read(text) {
        assert!(!error.message.is_empty());
    }
}

/// XML: read or refused.
pub fn xml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(error) = xml::parse(text) {
        assert!(!error.message.is_empty());
    }
}

/// TOML: read or refused.
pub fn toml(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = toml::outline(text).count();
    if let Err(error) = toml::read(text) {
        assert!(!error.message.is_empty());
    }
}
