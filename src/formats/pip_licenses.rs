//! `pip-licenses --format=json`: names, versions and licences of an environment; facts about components that
//! another file lists.
//!
//! Source: <https://github.com/raimon49/pip-licenses>.

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::python;
use super::support::sketch::Sketch;
use super::support::supplement::license_list;
use super::{Format, Holds, Input};
use crate::model::{Document, LicenseRole, ListMeaning, ReadError, StatedLicense};

pub const FORMAT: Format = Format {
    id: "pip-licenses",
    title: "pip-licenses",
    family: "Python",
    file_names: &["pip-licenses.json"],
    versions: "",
    holds: Holds { licenses: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(Sketch::List(Some(first))) = input.sketch() else { return false };
    let license = ["License", "License-Metadata", "License-Classifier"].iter().any(|key| first.text(key).is_some());
    license && first.text("Name").is_some() && first.text("Version").is_some()
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    for package in json.root.elements() {
        let Some(name) = package.filled_text("Name") else {
            notices.warning("missing-name", json.place(package), "A package without a name was left out");
            continue;
        };
        let mut component = python::component(name, package.filled_text("Version"), json.place(package));
        component.licenses = licenses(package);
        component.source = package.filled_text("URL").filter(|address| *address != "UNKNOWN").map(str::to_owned);
        components.push(component);
    }
    Ok(license_list(FORMAT.id, components, notices))
}

/// Classifiers are joined by `;`: which of them apply is not said. `UNKNOWN` states nothing.
fn licenses(package: &Json) -> Vec<StatedLicense> {
    let keys = ["License", "License-Metadata", "License-Classifier"];
    let stated = keys.into_iter().filter_map(|key| package.filled_text(key)).find(|stated| *stated != "UNKNOWN");
    let names: Vec<&str> = stated.unwrap_or("").split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
    let list = if names.len() > 1 { ListMeaning::Unstated } else { ListMeaning::Single };
    names.into_iter().map(|name| StatedLicense { raw: name.to_owned(), role: LicenseRole::Declared, list }).collect()
}
