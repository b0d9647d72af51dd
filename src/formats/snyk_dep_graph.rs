//! Snyk dependency graphs (`snyk test --print-graph`), schema 1.
//!
//! A package that stands at several nodes is one component; what one of its nodes needs, it needs.
//!
//! Source: <https://github.com/snyk/dep-graph>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, ComponentKind, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "snyk-dep-graph",
    title: "Snyk dependency graph",
    family: "Report",
    file_names: &["*.dep-graph.json"],
    versions: "1",
    holds: Holds { dependencies: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    seen.has_object("pkgManager") && seen.has_list("pkgs")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.filled_text("schemaVersion");
    if !version.is_some_and(|version| version.starts_with("1.")) {
        let message = format!("Schema version {} is not known; read as 1", version.unwrap_or("none"));
        notices.warning("unknown-version", None, message);
    }
    let manager = json.root.get("pkgManager").and_then(|manager| manager.filled_text("name")).unwrap_or("");
    let mut components = Vec::new();
    let mut by_package: HashMap<&str, ComponentIndex> = HashMap::new();
    for stated in json.root.list("pkgs") {
        let Some(id) = stated.filled_text("id") else {
            notices.warning("skipped-entry", json.place(stated), "A package has no id");
            continue;
        };
        by_package.insert(id, components.len() as ComponentIndex);
        components.push(Component { place: json.place(stated), ..package(stated, id, manager) });
    }
    let graph = json.root.get("graph");
    let nodes = graph.map_or(&[][..], |graph| graph.list("nodes"));
    let node_id = |node: &Json| node.filled_text("nodeId").map(str::to_owned);
    let of_node = |node: &Json| by_package.get(node.filled_text("pkgId")?).copied();
    let by_node: HashMap<String, ComponentIndex> =
        nodes.iter().filter_map(|node| Some((node_id(node)?, of_node(node)?))).collect();
    for node in nodes {
        let labels = node.get("info").and_then(|info| info.get("labels"));
        let scope = match labels.and_then(|labels| labels.text("scope")) {
            Some("prod") => Scope::Runtime,
            Some("dev") => Scope::Development,
            _ => continue,
        };
        if let Some(component) = of_node(node).and_then(|index| components.get_mut(index as usize)) {
            let is_first = component.scope == Scope::Unknown;
            component.scope = if is_first { scope } else { component.scope.max(scope) };
        }
    }
    let mut arrows = Arrows::default();
    for node in nodes {
        let Some(from) = of_node(node) else {
            notices.warning("dangling-reference", json.place(node), "A node is of no package in the file");
            continue;
        };
        for target in node.list("deps") {
            let id = target.filled_text("nodeId").unwrap_or("");
            match by_node.get(id) {
                Some(&to) => {
                    let scope = components.get(to as usize).map_or(Scope::Unknown, |target| target.scope);
                    arrows.add(from, to, scope);
                }
                None => {
                    let shown: String = id.chars().take(120).collect();
                    let message = format!("A dependency is not among the nodes: \"{shown}\"");
                    notices.warning("dangling-reference", json.place(target), message);
                }
            }
        }
    }
    let root = graph.and_then(|graph| graph.filled_text("rootNodeId")).and_then(|id| by_node.get(id)).copied();
    if let Some(root) = root.and_then(|root| components.get_mut(root as usize)) {
        (root.own, root.kind) = (true, ComponentKind::Application);
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        generator: (!manager.is_empty()).then(|| format!("snyk ({manager})")),
        roots: root.into_iter().collect(),
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn package(stated: &Json, id: &str, manager: &str) -> Component {
    let stated = |key: &str| stated.get("info").and_then(|info| info.filled_text(key));
    let name = stated("name").unwrap_or(id);
    let version = stated("version");
    let package_url = stated("purl").and_then(PackageUrl::parse).or_else(|| package_url(manager, name, version));
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem),
        package_url,
        ..Component::default()
    }
}

/// For package managers whose names say what a package is called.
fn package_url(manager: &str, name: &str, version: Option<&str>) -> Option<PackageUrl> {
    let kind = match manager {
        "npm" | "yarn" | "pnpm" => return PackageUrl::npm(name, version),
        "maven" | "gradle" | "sbt" => {
            let (group, artifact) = name.split_once(':')?;
            return PackageUrl::new("maven", Some(group), artifact, version);
        }
        "pip" | "poetry" | "pipenv" => "pypi",
        "rubygems" => "gem",
        "nuget" | "paket" => "nuget",
        "hex" => "hex",
        _ => return None,
    };
    PackageUrl::new(kind, None, name, version)
}
