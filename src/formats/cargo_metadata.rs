//! `cargo metadata --format-version 1`: the resolved graph of a Rust workspace, with licences.
//!
//! Targets and features of the arrows are not kept: an arrow counts when Cargo resolved it for any
//! platform. Source: <https://doc.rust-lang.org/cargo/commands/cargo-metadata.html>.

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope, StatedLicense};

pub const FORMAT: Format = Format {
    id: "cargo-metadata",
    title: "cargo metadata",
    family: "Rust",
    file_names: &["cargo-metadata.json"],
    versions: "1",
    holds: Holds { dependencies: true, licenses: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has_list("packages") && seen.has_list("workspace_members"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.get("version").and_then(Json::as_text_or_number);
    if version != Some("1") {
        let message = match version {
            Some(version) => format!("cargo metadata version {version} is not known; read as version 1"),
            None => "The file states no version; read as version 1".to_owned(),
        };
        notices.warning("unknown-version", None, message);
    }
    let members: HashSet<&str> = json.root.list("workspace_members").iter().filter_map(Json::as_text).collect();
    let mut components = Vec::new();
    let mut by_id: HashMap<&str, ComponentIndex> = HashMap::new();
    for package in json.root.list("packages") {
        let Some(name) = package.filled_text("name") else {
            notices.warning("skipped-entry", json.place(package), "A package without a name was left out");
            continue;
        };
        let id = package.text("id").unwrap_or("");
        if by_id.contains_key(id) {
            let message = format!("The package id \"{id}\" stands twice; the first one counts");
            notices.warning("repeated-reference", json.place(package), message);
            continue;
        }
        by_id.insert(id, components.len() as ComponentIndex);
        components.push(component(&json, package, name, members.contains(id)));
    }
    let dependencies = arrows(&json, &by_id, &mut notices);
    Ok(Document {
        format: FORMAT.id,
        format_version: Some(version.unwrap_or("1").to_owned()),
        roots: roots(&json, &by_id, &mut notices),
        components: components.into(),
        dependencies,
        notices: notices.finish(),
        ..Document::default()
    })
}

fn component(json: &JsonDocument, package: &Json, name: &str, member: bool) -> Component {
    let version = package.filled_text("version");
    let source = package.filled_text("source");
    let license = package.filled_text("license").map(StatedLicense::declared);
    // The words npm has for a licence that only a file states; Cargo has none of its own.
    let file =
        || package.filled_text("license_file").map(|file| StatedLicense::declared(format!("SEE LICENSE IN {file}")));
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Cargo,
        package_url: PackageUrl::new("cargo", None, name, version),
        own: member || source.is_none(),
        licenses: license.or_else(file).into_iter().collect(),
        source: source.map(str::to_owned),
        place: json.place(package),
        ..Component::default()
    }
}

/// The package asked about; in a virtual workspace its default members, or all of them.
fn roots(json: &JsonDocument, by_id: &HashMap<&str, ComponentIndex>, notices: &mut Notices) -> Vec<ComponentIndex> {
    if let Some(root) = json.root.get("resolve").and_then(|resolve| resolve.text("root"))
        && let Some(&root) = by_id.get(root)
    {
        return vec![root];
    }
    for key in ["workspace_default_members", "workspace_members"] {
        let mut found = Vec::new();
        for member in json.root.list(key) {
            match member.as_text().and_then(|id| by_id.get(id)) {
                Some(&index) if !found.contains(&index) => found.push(index),
                Some(_) => {}
                None => {
                    let message =
                        format!("A workspace member is not among the packages: {}", member.as_text().unwrap_or("?"));
                    notices.warning("dangling-reference", json.place(member), message);
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

fn arrows(
    json: &JsonDocument,
    by_id: &HashMap<&str, ComponentIndex>,
    notices: &mut Notices,
) -> Vec<crate::model::Dependency> {
    let mut arrows = Arrows::default();
    let Some(resolve) = json.root.get("resolve") else {
        let message = "This file declares no dependency relationships (made with --no-deps); you see an inventory";
        notices.info("no-dependencies", None, message);
        return Vec::new();
    };
    for node in resolve.list("nodes") {
        let Some(&from) = node.text("id").and_then(|id| by_id.get(id)) else {
            let message =
                format!("The resolved package \"{}\" is not among the packages", node.text("id").unwrap_or("?"));
            notices.warning("dangling-reference", json.place(node), message);
            continue;
        };
        let mut add = |id: Option<&str>, scope: Scope, at: &Json| match id.and_then(|id| by_id.get(id)) {
            Some(&to) => arrows.add(from, to, scope),
            None => {
                let message = format!("A dependency is not among the packages: {}", id.unwrap_or("?"));
                notices.warning("dangling-reference", json.place(at), message);
            }
        };
        for dependency in node.list("deps") {
            add(dependency.text("pkg"), strongest(dependency), dependency);
        }
        // Before Cargo 1.30 there were only names.
        if node.get("deps").is_none() {
            for id in node.list("dependencies") {
                add(id.as_text(), Scope::Unknown, id);
            }
        }
    }
    arrows.finish()
}

/// Of the kinds an arrow has, the one that claims most: a build and runtime dependency is runtime.
fn strongest(dependency: &Json) -> Scope {
    let kinds = dependency.list("dep_kinds").iter().map(|kind| match kind.text("kind") {
        None | Some("normal") => Scope::Runtime,
        Some("dev") => Scope::Development,
        Some("build") => Scope::Build,
        Some(_) => Scope::Unknown,
    });
    kinds.max().unwrap_or(Scope::Unknown)
}
