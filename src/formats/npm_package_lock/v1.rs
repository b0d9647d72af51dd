//! Version 1: a tree of installed packages, each with what it requires.
//!
//! The tree says where packages lie; it does not say which ones the project itself asked for, and it
//! holds no licences.

use std::collections::{HashMap, HashSet};

use super::ASSUMED_DIRECT;
use super::components::{Components, hashes, stated_scope};
use super::licenses::stated_licenses;
use crate::formats::support::arrows::Arrows;
use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::notices::Notices;
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Scope};

/// One installed package; position 0 is the project.
struct Node<'a> {
    folder: &'a str,
    json: &'a Json<'a>,
    parent: Option<usize>,
    children: HashMap<&'a str, usize>,
    component: ComponentIndex,
}

pub(super) fn read(json: &JsonDocument, notices: &mut Notices) -> Document {
    let mut components = Components::default();
    let root = components.add_own(project(json));
    let nodes = install_tree(json, root, &mut components, notices);
    let mut arrows = Arrows::default();
    add_required(json, &nodes, &mut arrows, notices);
    let top: Vec<&Node> = nodes.iter().filter(|node| node.parent == Some(0)).collect();
    add_direct(root, &top, &mut arrows, notices);
    Document {
        roots: vec![root],
        components: components.list,
        dependencies: arrows.finish(),
        // Asked for by folder name: the file does not keep the ranges.
        requests: top.iter().map(|node| (node.folder.to_owned(), node.component)).collect(),
        ..Document::default()
    }
}

fn project(json: &JsonDocument) -> Component {
    let name = json.root.filled_text("name").unwrap_or("project");
    let version = json.root.filled_text("version");
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Npm,
        package_url: json.root.filled_text("name").and_then(|name| PackageUrl::npm(name, version)),
        own: true,
        licenses: stated_licenses(&json.root),
        place: json.place(&json.root),
        ..Component::default()
    }
}

/// The packages in the order of the file, each after the one it is nested in.
fn install_tree<'a>(
    json: &'a JsonDocument<'a>,
    root: ComponentIndex,
    components: &mut Components,
    notices: &mut Notices,
) -> Vec<Node<'a>> {
    let mut nodes =
        vec![Node { folder: "", json: &json.root, parent: None, children: HashMap::new(), component: root }];
    let mut next = 0;
    while let Some(node) = nodes.get(next) {
        let parent = next;
        for (folder, entry) in node.json.object("dependencies") {
            if !entry.is_object() {
                let message = format!("The entry \"{folder}\" is {}, not an object", entry.kind());
                notices.warning("skipped-entry", json.place(entry), message);
                continue;
            }
            let component = components.add_installed(installed(json, folder, entry));
            let position = nodes.len();
            if let Some(parent) = nodes.get_mut(parent) {
                parent.children.insert(folder.as_ref(), position);
            }
            nodes.push(Node {
                folder: folder.as_ref(),
                json: entry,
                parent: Some(parent),
                children: HashMap::new(),
                component,
            });
        }
        next += 1;
    }
    nodes
}

fn installed(json: &JsonDocument, folder: &str, entry: &Json) -> Component {
    let written = entry.get("version").and_then(Json::as_text_or_number).unwrap_or("");
    // `npm:name@version` is an alias; an address instead of a version is where it comes from.
    let (name, version, address) = match written.strip_prefix("npm:") {
        Some(alias) => match alias.rsplit_once('@') {
            Some((name, version)) if !name.is_empty() => (name, version, None),
            _ => (alias, "", None),
        },
        None if written.contains(':') || written.contains('/') => (folder, "", Some(written)),
        None => (folder, written, None),
    };
    let version = Some(version).filter(|version| !version.is_empty());
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm(name, version),
        scope: stated_scope(entry),
        licenses: stated_licenses(entry),
        hashes: hashes(entry),
        source: entry.filled_text("resolved").or(address).map(str::to_owned),
        place: json.place(entry),
        ..Component::default()
    }
}

fn add_required(json: &JsonDocument, nodes: &[Node], arrows: &mut Arrows, notices: &mut Notices) {
    let mut nested_without_requires = false;
    for (position, node) in nodes.iter().enumerate().skip(1) {
        let requires = node.json.get("requires").filter(|requires| requires.is_object());
        for (name, range) in requires.map_or(&[][..], Json::entries) {
            match resolve(nodes, position, name) {
                Some(found) => arrows.add(node.component, found.component, needed_scope(found.json)),
                None => {
                    let range = range.as_text().unwrap_or("");
                    let message = format!("{} needs {name} {range}, which is not in the file", node.folder);
                    notices.warning("unresolved-dependency", json.place(node.json), message);
                }
            }
        }
        if requires.is_none() {
            for &child in node.children.values() {
                if let Some(child) = nodes.get(child) {
                    nested_without_requires = true;
                    arrows.add(node.component, child.component, needed_scope(child.json));
                }
            }
        }
    }
    if nested_without_requires {
        notices.info(
            "assumed-dependencies",
            None,
            "Some packages do not say what they require; what lies inside them is taken for it",
        );
    }
}

/// What a dependent in this place gets for a name, as Node looks for it.
fn resolve<'n, 'a>(nodes: &'n [Node<'a>], position: usize, name: &str) -> Option<&'n Node<'a>> {
    let mut at = Some(position);
    while let Some(node) = at.and_then(|at| nodes.get(at)) {
        if let Some(&found) = node.children.get(name) {
            return nodes.get(found);
        }
        at = node.parent;
    }
    None
}

/// `requires` does not say which requirements are optional; the entry required does.
fn needed_scope(entry: &Json) -> Scope {
    if entry.is_true("optional") { Scope::Optional } else { Scope::Runtime }
}

fn add_direct(root: ComponentIndex, top: &[&Node], arrows: &mut Arrows, notices: &mut Notices) {
    if top.is_empty() {
        return;
    }
    let required: HashSet<ComponentIndex> = arrows.targets().collect();
    let mut direct: Vec<&&Node> = top.iter().filter(|node| !required.contains(&node.component)).collect();
    if direct.is_empty() {
        direct = top.iter().collect();
    }
    for node in direct {
        arrows.add(root, node.component, stated_scope(node.json));
    }
    notices.info(
        ASSUMED_DIRECT,
        None,
        "This file does not list the direct dependencies; packages that no other one needs are taken for direct; \
         add package.json to know them",
    );
}
