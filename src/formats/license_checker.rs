//! license-checker's JSON: the licences of installed npm packages, one entry for each `name@version`.
//!
//! Facts alone: no dependencies. A licence with a star was guessed from a file's text. The project itself
//! stands among its packages and is not told apart.
//!
//! Source: <https://github.com/davglass/license-checker>, read alike for its forks.

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::npm;
use super::support::supplement::license_list;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, LicenseRole, ListMeaning, PackageUrl, ReadError, StatedLicense};

pub const FORMAT: Format = Format {
    id: "license-checker",
    title: "license-checker JSON",
    family: "JavaScript",
    file_names: &["license-checker.json"],
    versions: "",
    holds: Holds { licenses: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    const LOOKED_AT: usize = 5;
    let Some(seen) = input.sketch() else { return false };
    let mut first = seen.entries().iter().take(LOOKED_AT).peekable();
    let is_entry = |key: &str, facts: &super::support::sketch::Sketch| {
        !npm::split_descriptor(key).1.is_empty() && facts.has("licenses")
    };
    first.peek().is_some() && first.all(|(key, facts)| is_entry(key, facts))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    for (key, facts) in json.root.entries() {
        let (name, version) = npm::split_descriptor(key);
        if name.is_empty() || version.is_empty() || !facts.is_object() {
            let message = format!("The entry \"{key}\" is not a name, a version and an object");
            notices.warning("skipped-entry", json.place(facts), message);
            continue;
        }
        components.push(Component {
            name: name.to_owned(),
            version: Some(version.to_owned()),
            ecosystem: Ecosystem::Npm,
            package_url: PackageUrl::npm(name, Some(version)),
            licenses: licenses(facts),
            supplier: facts.filled_text("publisher").map(str::to_owned),
            copyright: facts.filled_text("copyright").map(str::to_owned),
            place: json.place(facts),
            ..Component::default()
        });
    }
    Ok(license_list(FORMAT.id, components, notices))
}

/// One text or a list; the list does not say whether all apply or one may be chosen.
fn licenses(facts: &Json) -> Vec<StatedLicense> {
    let Some(stated) = facts.get("licenses") else { return Vec::new() };
    let listed = stated.elements().iter().filter_map(Json::as_text);
    let texts: Vec<&str> =
        stated.as_text().into_iter().chain(listed).map(str::trim).filter(|text| is_stated(text)).collect();
    let list = if texts.len() > 1 { ListMeaning::Unstated } else { ListMeaning::Single };
    let one = |text: &str| match text.strip_suffix('*') {
        Some(guess) => StatedLicense { raw: guess.to_owned(), role: LicenseRole::Detected, list },
        None => StatedLicense { raw: text.to_owned(), role: LicenseRole::Declared, list },
    };
    texts.into_iter().map(one).collect()
}

fn is_stated(text: &str) -> bool {
    !text.is_empty() && !text.eq_ignore_ascii_case("UNKNOWN")
}
