//! The `license` field of an entry: a text, or one of its forms from before 2015.

use std::borrow::Cow;

use crate::formats::support::json::pull::{Broken, PullReader};
use crate::model::{LicenseRole, ListMeaning, StatedLicense};

/// Every licence that the value states.
///
/// The old list means a choice: npm's documentation rewrites it with OR.
/// Source: npm documentation, `package.json`, license.
pub fn stated_licenses(json: &mut PullReader) -> Result<Vec<StatedLicense>, Broken> {
    let mut raw = Vec::new();
    if json.is_list() && json.begin_list()? {
        while json.next_element()? {
            raw.extend(one(json)?);
        }
    } else {
        raw.extend(one(json)?);
    }
    let list = if raw.len() > 1 { ListMeaning::Any } else { ListMeaning::Single };
    Ok(raw.into_iter().map(|raw| StatedLicense { raw, role: LicenseRole::Declared, list }).collect())
}

fn one(json: &mut PullReader) -> Result<Option<String>, Broken> {
    if !json.is_object() {
        return Ok(json.filled_text()?.map(Cow::into_owned));
    }
    let tree = json.tree()?;
    let text = ["type", "name", "url"].iter().find_map(|key| tree.filled_text(key));
    Ok(text.map(str::to_owned))
}
