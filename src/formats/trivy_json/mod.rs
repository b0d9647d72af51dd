//! Trivy JSON reports, schema version 2.
//!
//! Read: packages and what they need (`--list-all-pkgs`), the operating system, vulnerabilities, licences. Not read:
//! misconfigurations, secrets.
//!
//! Source: <https://trivy.dev/docs/latest/configuration/reporting/>.

mod packages;
mod vulnerabilities;

use packages::Packages;

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentKind, Document, ReadError};

pub const FORMAT: Format = Format {
    id: "trivy-json",
    title: "Trivy JSON",
    family: "Report",
    file_names: &["*.trivy.json", "trivy.json"],
    versions: "2",
    holds: Holds {
        dependencies: true,
        licenses: true,
        hashes: true,
        scopes: true,
        vulnerabilities: true,
        ..Holds::NOTHING
    },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    seen.has("SchemaVersion") && (seen.has_list("Results") || seen.has("ArtifactName"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.get("SchemaVersion").and_then(Json::as_text_or_number);
    if version != Some("2") {
        let place = json.root.get("SchemaVersion").and_then(|version| json.place(version));
        let message = format!("Trivy's schema version {} is not known; read as 2", version.unwrap_or("none"));
        notices.warning("unknown-version", place, message);
    }
    let mut packages = Packages::new(root(&json.root));
    if let Some(system) = json.root.get("Metadata").and_then(|metadata| metadata.get("OS")) {
        packages.add_system(&json, system);
    }
    let results = json.root.list("Results");
    for result in results {
        packages.read(&json, result, &mut notices);
    }
    for result in results {
        packages.add_licenses(result);
    }
    let mut vulnerabilities = Vec::new();
    for (number, result) in results.iter().enumerate() {
        vulnerabilities::read(&json, result, number, &mut packages, &mut vulnerabilities);
    }
    packages.note_what_is_missing(&mut notices);
    let trivy = json.root.get("Trivy").and_then(|trivy| trivy.filled_text("Version"));
    let (components, arrows) = packages.finish();
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        generator: Some(format!("trivy {}", trivy.unwrap_or("")).trim().to_owned()),
        created: json.root.filled_text("CreatedAt").map(str::to_owned),
        roots: vec![0],
        components: components.into(),
        dependencies: arrows,
        vulnerabilities,
        notices: notices.finish(),
        ..Document::default()
    })
}

/// What was scanned.
fn root(report: &Json) -> Component {
    Component {
        name: report.filled_text("ArtifactName").unwrap_or("unnamed").to_owned(),
        kind: match report.text("ArtifactType") {
            Some("container_image") => ComponentKind::Container,
            _ => ComponentKind::Application,
        },
        own: true,
        ..Component::default()
    }
}
