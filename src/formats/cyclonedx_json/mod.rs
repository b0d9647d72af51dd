//! CycloneDX JSON, 1.2 to 1.7.
//!
//! Read: the root, components and services (nested ones too), dependencies, licences, hashes, where a
//! component comes from. Not read: vulnerabilities, formulation, annotations, signatures.
//!
//! Source: <https://cyclonedx.org/docs/1.7/json/>.

mod components;
mod dependencies;
mod licenses;

use components::Bom;

use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::places::counted;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "cyclonedx-json",
    title: "CycloneDX JSON",
    family: "SBOM",
    file_names: &["bom.json", "*.cdx.json"],
    versions: "1.2 to 1.7",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const VERSIONS: [&str; 6] = ["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"];

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let named = seen.text("bomFormat").is_some_and(|format| format.eq_ignore_ascii_case("CycloneDX"));
    named || seen.text("$schema").is_some_and(|schema| schema.contains("cyclonedx.org/schema/bom"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.get("specVersion").and_then(Json::as_text_or_number);
    note_version(version, &json, &mut notices);
    let mut bom = Bom::default();
    bom.read(&json, &mut notices);
    dependencies::read(&json, &mut bom, &mut notices);
    note_what_is_not_read(&json, &mut notices);
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        generator: generator(&json.root),
        roots: bom.root.into_iter().collect(),
        components: bom.components,
        dependencies: bom.arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn note_version(version: Option<&str>, json: &JsonDocument, notices: &mut Notices) {
    match version {
        Some(version) if VERSIONS.contains(&version) => {}
        Some(version) => {
            let place = json.root.get("specVersion").and_then(|version| json.place(version));
            let message = format!("CycloneDX {version} is not known; read as 1.7");
            notices.warning("unknown-version", place, message);
        }
        None => notices.warning("unknown-version", None, "The file states no CycloneDX version; read as 1.7"),
    }
}

/// `metadata.tools` is a list up to 1.4 and may be an object of components and services since 1.5.
fn generator(root: &Json) -> Option<String> {
    let tools = root.get("metadata")?.get("tools")?;
    let listed = tools.elements().iter().chain(tools.list("components")).chain(tools.list("services"));
    let names: Vec<String> = listed
        .filter_map(|tool| {
            let name = tool.filled_text("name")?;
            Some(match tool.get("version").and_then(Json::as_text_or_number) {
                Some(version) if !version.is_empty() => format!("{name} {version}"),
                _ => name.to_owned(),
            })
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn note_what_is_not_read(json: &JsonDocument, notices: &mut Notices) {
    let count = json.root.list("vulnerabilities").len();
    if count > 0 {
        let statements = counted(count, "vulnerability statement", "vulnerability statements");
        let message = format!("{statements} in this file not read");
        notices.info("not-read", None, message);
    }
    let incomplete = |composition: &&Json| {
        composition.text("aggregate").is_some_and(|aggregate| aggregate.starts_with("incomplete"))
    };
    if let Some(composition) = json.root.list("compositions").iter().find(incomplete) {
        notices.info("stated-incomplete", json.place(composition), "The file says of itself that it is incomplete");
    }
}
