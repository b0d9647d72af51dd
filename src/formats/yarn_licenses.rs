//! `yarn licenses list --json` of Yarn 1: a table of installed packages. Facts alone: no dependencies.
//!
//! Source: <https://classic.yarnpkg.com/en/docs/cli/licenses>.

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::supplement::license_list;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, PackageUrl, ReadError, StatedLicense};

pub const FORMAT: Format = Format {
    id: "yarn-licenses",
    title: "yarn licenses list --json",
    family: "JavaScript",
    file_names: &["yarn-licenses.json"],
    versions: "Yarn 1",
    holds: Holds { licenses: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let is_message = input.sketch().is_some_and(|seen| seen.text("type").is_some() && seen.has("data"));
    is_message && input.head().contains(r#""type":"table","data":{"head":["Name","Version","License""#)
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse_many(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    let messages = json.root.elements().iter().filter(|message| message.text("type") == Some("table"));
    for data in messages.filter_map(|message| message.get("data")) {
        let column = |title: &str| data.list("head").iter().position(|cell| cell.as_text() == Some(title));
        let columns = ["Name", "Version", "License", "VendorName"].map(column);
        for row in data.list("body") {
            let [name, version, license, supplier] = columns.map(|column| {
                let cell = column.and_then(|column| row.elements().get(column)).and_then(Json::as_text);
                cell.map(str::trim).filter(|cell| !cell.is_empty() && *cell != "Unknown")
            });
            let (Some(name), Some(version)) = (name, version) else {
                notices.warning("skipped-entry", json.place(row), "A row without a name or a version was left out");
                continue;
            };
            components.push(Component {
                name: name.to_owned(),
                version: Some(version.to_owned()),
                ecosystem: Ecosystem::Npm,
                package_url: PackageUrl::npm(name, Some(version)),
                licenses: license.filter(|it| *it != "UNKNOWN").map(StatedLicense::declared).into_iter().collect(),
                supplier: supplier.map(str::to_owned),
                place: json.place(row),
                ..Component::default()
            });
        }
    }
    Ok(license_list(FORMAT.id, components, notices))
}
