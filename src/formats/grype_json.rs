//! Grype JSON: vulnerabilities matched to packages. The packages are those that have some, not all.
//!
//! Source: `grype -o json`, <https://github.com/anchore/grype>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::license_lists::set_list_meaning;
use super::support::names::full_name;
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{
    Affected, Component, ComponentIndex, ComponentKind, Dependency, DependencyKind, Document, Ecosystem, PackageUrl,
    ReadError, Scope, StatedLicense, Vulnerability, VulnerabilityStatus,
};

pub const FORMAT: Format = Format {
    id: "grype-json",
    title: "Grype JSON",
    family: "Report",
    file_names: &["*.grype.json", "grype.json"],
    versions: "",
    holds: Holds { licenses: true, vulnerabilities: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_match = seen.first("matches").is_some_and(|first| first.has("vulnerability") && first.has("artifact"));
    let is_grype = seen.get("descriptor").is_some_and(|descriptor| descriptor.text("name") == Some("grype"));
    is_match || seen.has_list("matches") && is_grype
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = vec![Component {
        place: json.root.get("source").and_then(|source| json.place(source)),
        ..root(json.root.get("source"))
    }];
    let mut arrows = Arrows::default();
    let mut by_id: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut vulnerabilities = Vec::new();
    for found in json.root.list("matches") {
        let (Some(stated), Some(artifact)) = (found.get("vulnerability"), found.get("artifact")) else {
            notices.warning("skipped-entry", json.place(found), "A match has no vulnerability or no package");
            continue;
        };
        let known = artifact.filled_text("id").and_then(|id| by_id.get(id)).copied();
        let component = known.unwrap_or_else(|| {
            let index = components.len() as ComponentIndex;
            by_id.extend(artifact.filled_text("id").map(|id| (id, index)));
            components.push(Component { place: json.place(artifact), ..package(artifact) });
            arrows.insert(Dependency { kind: DependencyKind::Contains, ..Dependency::new(0, index, Scope::Unknown) });
            index
        });
        let version = artifact.filled_text("version").map(str::to_owned);
        vulnerabilities.push(vulnerability(&json, found, stated, component, version));
    }
    let message = "This report lists only packages with known vulnerabilities";
    notices.info("only-vulnerable", None, message);
    let descriptor = |key: &str| json.root.get("descriptor").and_then(|descriptor| descriptor.filled_text(key));
    Ok(Document {
        format: FORMAT.id,
        generator: Some(format!("grype {}", descriptor("version").unwrap_or("")).trim().to_owned()),
        created: descriptor("timestamp").map(str::to_owned),
        roots: vec![0],
        components: components.into(),
        dependencies: arrows.finish(),
        vulnerabilities,
        notices: notices.finish(),
        ..Document::default()
    })
}

/// What was scanned: an image, a directory, an SBOM.
fn root(source: Option<&Json>) -> Component {
    let target = source.and_then(|source| source.get("target"));
    let name = target.and_then(|target| target.as_text().or_else(|| target.filled_text("userInput")));
    let is_image = source.and_then(|source| source.text("type")) == Some("image");
    Component {
        name: name.filter(|name| !name.is_empty()).unwrap_or("unnamed").to_owned(),
        kind: if is_image { ComponentKind::Container } else { ComponentKind::Application },
        own: true,
        ..Component::default()
    }
}

fn package(stated: &Json) -> Component {
    let package_url = stated.filled_text("purl").and_then(PackageUrl::parse);
    let ecosystem = package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem);
    let texts = stated.list("licenses").iter().filter_map(Json::as_text).map(str::trim);
    let mut licenses: Vec<StatedLicense> = texts.filter(|text| !text.is_empty()).map(StatedLicense::declared).collect();
    set_list_meaning(&mut licenses, ecosystem);
    Component {
        name: full_name(None, stated.filled_text("name").unwrap_or("unnamed"), package_url.as_ref()),
        version: stated.filled_text("version").map(str::to_owned),
        ecosystem,
        licenses,
        package_url,
        ..Component::default()
    }
}

fn vulnerability(
    json: &JsonDocument,
    found: &Json,
    stated: &Json,
    component: ComponentIndex,
    version: Option<String>,
) -> Vulnerability {
    let id = stated.filled_text("id").unwrap_or("unnamed");
    let related = found.list("relatedVulnerabilities").iter().filter_map(|other| other.filled_text("id"));
    let mut aliases: Vec<String> = related.filter(|other| *other != id).map(str::to_owned).collect();
    aliases.dedup();
    let mut ratings: Vec<String> =
        stated.list("cvss").iter().filter_map(|cvss| cvss.filled_text("vector")).map(str::to_owned).collect();
    ratings.dedup();
    if ratings.is_empty() {
        ratings.extend(stated.filled_text("severity").map(str::to_owned));
    }
    Vulnerability {
        id: id.to_owned(),
        aliases,
        summary: stated.filled_text("description").and_then(|text| text.lines().next()).map(str::to_owned),
        ratings,
        affects: vec![Affected {
            component: Some(component),
            versions: version.into_iter().collect(),
            status: Some(VulnerabilityStatus::Affected),
            ..Affected::default()
        }],
        links: stated.filled_text("dataSource").map(str::to_owned).into_iter().collect(),
        place: json.place(found),
    }
}
