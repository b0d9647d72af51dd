//! Julia's Project.toml: what a package or environment asks for itself. What was chosen stands in Manifest.toml.
//!
//! Source: <https://pkgdocs.julialang.org/v1/toml-files/#Project.toml>.

use std::collections::HashSet;

use super::support::notices::Notices;
use super::support::toml::{self, Table, Value};
use super::{Format, Holds, Input};
use crate::model::{
    Component, Document, Ecosystem, Manifest, ManifestDependency, PackageUrl, ReadError, Scope, StatedLicense,
};

pub const FORMAT: Format = Format {
    id: "julia-project",
    title: "Julia Project.toml",
    family: "Julia",
    file_names: &["Project.toml", "JuliaProject.toml"],
    versions: "",
    holds: Holds { licenses: true, scopes: true, manifest: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = input.head();
    let has = |start: &str| head.lines().any(|line| line.starts_with(start));
    // A uuid: eight digits and a hyphen.
    let is_uuid = |text: &str| text.as_bytes().get(8) == Some(&b'-') && text.len() > 36;
    let in_deps = head.lines().skip_while(|line| !line.starts_with("[deps]")).nth(1);
    let needs_by_uuid = in_deps.and_then(|line| line.split_once("= \"")).is_some_and(|(_, uuid)| is_uuid(uuid));
    let is_manifest = has("manifest_format") || has("[[");
    !is_manifest && (needs_by_uuid || (has("uuid = \"") && has("name = \"")))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let file = toml::read(&input.text)?;
    let text = |key: &str| toml::text(&file.table, key).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut manifest =
        Manifest { name: text("name"), version: text("version"), license: text("license"), dependencies: Vec::new() };
    let mut seen = HashSet::new();
    // What only tests need stands under `extras`, and `targets.test` says which of it.
    for (key, scope) in [("deps", Scope::Runtime), ("weakdeps", Scope::Optional), ("extras", Scope::Test)] {
        for (name, uuid) in toml::table(&file.table, key).into_iter().flatten() {
            if seen.insert(name.get_ref().to_string()) {
                manifest.dependencies.push(ManifestDependency {
                    name: name.get_ref().to_string(),
                    requirement: uuid.get_ref().as_str().unwrap_or("").to_owned(),
                    scope,
                });
            }
        }
    }
    let uuid = text("uuid").unwrap_or_default();
    let url = |name: &str| {
        PackageUrl::with_qualifiers("julia", None, name, manifest.version.as_deref(), &[("uuid", &uuid)], None)
    };
    let mut notices = Notices::new(input.notices.clone());
    if let Some(odd) = odd_section(&file.table) {
        notices.warning("skipped-entry", None, format!("`{odd}` is no table and was left out"));
    }
    let project = Component {
        name: manifest.name.clone().unwrap_or_else(|| "project".to_owned()),
        version: manifest.version.clone(),
        ecosystem: Ecosystem::Julia,
        package_url: manifest.name.as_deref().and_then(url),
        own: true,
        licenses: manifest.license.iter().map(StatedLicense::declared).collect(),
        ..Component::default()
    };
    Ok(Document {
        format: FORMAT.id,
        roots: vec![0],
        components: vec![project].into(),
        manifest: Some(manifest),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn odd_section(table: &Table) -> Option<&'static str> {
    ["deps", "weakdeps", "extras"]
        .into_iter()
        .find(|key| toml::get(table, key).is_some_and(|value| !matches!(value, Value::Table(_))))
}
