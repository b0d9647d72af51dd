//! The `license` field of an entry: a text, or one of its forms from before 2015.

use crate::formats::support::json::{Json, Value};
use crate::model::{LicenseRole, ListMeaning, StatedLicense};

/// Every licence that an entry states.
///
/// The old list means a choice: npm's documentation rewrites it with OR.
/// Source: <https://docs.npmjs.com/cli/v11/configuring-npm/package-json#license>.
pub fn stated_licenses(entry: &Json) -> Vec<StatedLicense> {
    let stated = entry.get("license").or_else(|| entry.get("licenses"));
    let raw: Vec<String> = match stated {
        Some(Json { value: Value::Array(elements), .. }) => elements.iter().filter_map(one).collect(),
        Some(json) => one(json).into_iter().collect(),
        None => Vec::new(),
    };
    let list = if raw.len() > 1 { ListMeaning::Any } else { ListMeaning::Single };
    raw.into_iter().map(|raw| StatedLicense { raw, role: LicenseRole::Declared, list }).collect()
}

fn one(json: &Json) -> Option<String> {
    let text = match &json.value {
        Value::Text(text) => Some(text.as_ref()),
        Value::Object(_) => ["type", "name", "url"].iter().find_map(|key| json.filled_text(key)),
        _ => None,
    };
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
