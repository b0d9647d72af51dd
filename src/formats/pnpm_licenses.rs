//! `pnpm licenses ls --json`: installed packages, gathered by licence. Facts alone: no dependencies.
//!
//! Source: <https://pnpm.io/cli/licenses>.

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::support::supplement::license_list;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, PackageUrl, ReadError, StatedLicense};

pub const FORMAT: Format = Format {
    id: "pnpm-licenses",
    title: "pnpm licenses ls --json",
    family: "JavaScript",
    file_names: &["pnpm-licenses.json"],
    versions: "",
    holds: Holds { licenses: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some((license, Sketch::List(Some(first)))) = input.sketch().and_then(|seen| seen.entries().first()) else {
        return false;
    };
    let is_gathered = first.text("license") == Some(license);
    is_gathered && first.text("name").is_some() && (first.has_list("versions") || first.has("version"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    for (license, packages) in json.root.entries() {
        for package in packages.elements() {
            let versions: Vec<&str> = match package.get("versions") {
                Some(versions) => versions.elements().iter().filter_map(Json::as_text).collect(),
                None => package.filled_text("version").into_iter().collect(),
            };
            let Some(name) = package.filled_text("name").filter(|_| !versions.is_empty()) else {
                let message = "A package without a name or a version was left out";
                notices.warning("skipped-entry", json.place(package), message);
                continue;
            };
            let license = package.filled_text("license").unwrap_or(license).trim();
            let is_stated = !license.is_empty() && license != "Unknown";
            for version in versions {
                components.push(Component {
                    name: name.to_owned(),
                    version: Some(version.to_owned()),
                    ecosystem: Ecosystem::Npm,
                    package_url: PackageUrl::npm(name, Some(version)),
                    licenses: is_stated.then(|| StatedLicense::declared(license)).into_iter().collect(),
                    supplier: package.filled_text("author").map(str::to_owned),
                    place: json.place(package),
                    ..Component::default()
                });
            }
        }
    }
    Ok(license_list(FORMAT.id, components, notices))
}
