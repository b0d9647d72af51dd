//! Licences in every spelling that occurs: id, name, expression, an expression where an id belongs.

use crate::formats::support::json::Json;
use crate::model::{Ecosystem, LicenseRole, ListMeaning, StatedLicense};

/// Every licence that a component states, and those found as evidence.
pub fn stated_licenses(component: &Json, ecosystem: Ecosystem) -> Vec<StatedLicense> {
    let mut found: Vec<StatedLicense> =
        component.list("licenses").iter().filter_map(|choice| one(choice, None)).collect();
    let evidence = component.get("evidence").map_or(&[][..], |evidence| evidence.list("licenses"));
    found.extend(evidence.iter().filter_map(|choice| one(choice, Some(LicenseRole::Detected))));
    let meaning = list_meaning(ecosystem);
    for role in [LicenseRole::Declared, LicenseRole::Concluded, LicenseRole::Detected] {
        if found.iter().filter(|license| license.role == role).count() > 1 {
            for license in found.iter_mut().filter(|license| license.role == role) {
                license.list = meaning;
            }
        }
    }
    found
}

/// CycloneDX leaves open what a list means; where the ecosystem says, that counts: a Maven or Composer
/// package with several licences offers a choice.
fn list_meaning(ecosystem: Ecosystem) -> ListMeaning {
    match ecosystem {
        Ecosystem::Maven | Ecosystem::Composer => ListMeaning::Any,
        _ => ListMeaning::Unstated,
    }
}

fn one(choice: &Json, role: Option<LicenseRole>) -> Option<StatedLicense> {
    let inner = choice.get("license").unwrap_or(choice);
    let raw = ["expression", "id", "name", "url"]
        .iter()
        .find_map(|key| inner.filled_text(key).or_else(|| choice.filled_text(key)))
        .or_else(|| inner.as_text())
        .or_else(|| first_line(inner))?;
    let acknowledgement = inner.text("acknowledgement").or_else(|| choice.text("acknowledgement"));
    let stated = if acknowledgement == Some("concluded") { LicenseRole::Concluded } else { LicenseRole::Declared };
    Some(StatedLicense { raw: raw.trim().to_owned(), role: role.unwrap_or(stated), list: ListMeaning::Single })
        .filter(|license| !license.raw.is_empty())
}

/// A licence given by its text alone is called by the first line of it.
fn first_line<'a>(license: &'a Json) -> Option<&'a str> {
    let text = license.get("text")?;
    let content = text.text("content").or_else(|| text.as_text())?;
    content.lines().map(str::trim).find(|line| !line.is_empty())
}
