//! `swift package show-dependencies --format json`: the tree of a Swift package's dependencies.
//!
//! The tree repeats a package under everything that needs it; here it is one component. Products and
//! targets are not part of it.
//!
//! Source: `ShowDependencies` of <https://github.com/swiftlang/swift-package-manager>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::repositories::Repository;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "swift-dependencies",
    title: "swift package show-dependencies",
    family: "Swift",
    file_names: &["swift-dependencies.json"],
    versions: "",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| {
        ["name", "url", "version", "path"].iter().all(|key| seen.text(key).is_some()) && seen.has_list("dependencies")
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    let mut known: HashMap<(&str, &str), ComponentIndex> = HashMap::new();
    let mut arrows = Arrows::default();
    let mut open: Vec<(&Json, Option<ComponentIndex>)> = vec![(&json.root, None)];
    while let Some((node, dependent)) = open.pop() {
        let Some(id) = ["url", "identity", "name"].into_iter().find_map(|key| node.filled_text(key)) else {
            notices.warning("missing-name", json.place(node), "A package without a name was left out");
            continue;
        };
        let key = (id, node.text("version").unwrap_or(""));
        let next = ComponentIndex::try_from(components.len()).unwrap_or(ComponentIndex::MAX);
        let index = *known.entry(key).or_insert(next);
        if index == next {
            components.push(component(&json, node, id, dependent.is_none()));
        }
        if let Some(dependent) = dependent {
            arrows.add(dependent, index, Scope::Unknown);
        }
        open.extend(node.list("dependencies").iter().rev().map(|needed| (needed, Some(index))));
    }
    Ok(Document {
        format: FORMAT.id,
        roots: components.first().map(|_| 0).into_iter().collect(),
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn component(json: &JsonDocument, node: &Json, id: &str, is_root: bool) -> Component {
    let repository = Repository::read(id).filter(|_| !is_root);
    let version = node.filled_text("version").filter(|version| *version != "unspecified");
    let name = repository.as_ref().map(Repository::full_name);
    Component {
        name: name.unwrap_or_else(|| node.filled_text("name").unwrap_or(id).to_owned()),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Swift,
        own: is_root || (repository.is_none() && node.filled_text("url") == node.filled_text("path")),
        package_url: repository
            .and_then(|found| PackageUrl::new("swift", Some(&found.namespace()), &found.name, version)),
        source: node.filled_text("url").map(str::to_owned),
        place: json.place(node),
        ..Component::default()
    }
}
