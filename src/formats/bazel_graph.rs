//! `bazel mod graph --output json`: the resolved modules of a Bazel workspace and what needs what.
//!
//! Source: <https://bazel.build/external/mod-command>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "bazel-graph",
    title: "bazel mod graph",
    family: "Bazel",
    file_names: &["bazel-mod-graph.json"],
    versions: "",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// The lists under which a module stands below another. Those of `indirectDependencies` are reached over
/// modules that the output leaves out, and `cycles` lead back up.
const LISTS: [&str; 3] = ["dependencies", "indirectDependencies", "cycles"];

/// The root module where it states no name.
const PROJECT: &str = "project";

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| {
        seen.text("key").is_some()
            && seen.has_list("dependencies")
            && (seen.has_list("cycles") || seen.has("apparentName"))
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut document = Document { format: FORMAT.id, ..Document::default() };
    let mut notices = Notices::of_json(input, &json);
    let mut by_key: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut arrows = Arrows::default();
    let mut open: Vec<(Option<ComponentIndex>, &Json)> = vec![(None, &json.root)];
    while let Some((parent, module)) = open.pop() {
        let Some(key) = module.filled_text("key") else {
            notices.warning("skipped-entry", json.place(module), "A module without a key was left out");
            continue;
        };
        let index = *by_key.entry(key).or_insert_with(|| {
            document.components.push(component(&json, key, module, parent.is_none()));
            (document.components.len() - 1) as ComponentIndex
        });
        match parent {
            Some(parent) if parent != index => arrows.add(parent, index, Scope::Unknown),
            Some(_) => {}
            None => document.roots.push(index),
        }
        for list in LISTS.iter().rev() {
            open.extend(module.list(list).iter().rev().map(|below| (Some(index), below)));
        }
    }
    document.dependencies = arrows.finish();
    document.notices = notices.finish();
    Ok(document)
}

fn component(json: &JsonDocument, key: &str, module: &Json, is_root: bool) -> Component {
    let (name, version) = key.split_once('@').unwrap_or((key, ""));
    let name = module.filled_text("name").unwrap_or(if is_root { PROJECT } else { name });
    let version = module.filled_text("version").unwrap_or(version);
    let version = Some(version).filter(|version| !matches!(*version, "" | "_"));
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Bazel,
        package_url: Some(name)
            .filter(|name| *name != PROJECT)
            .and_then(|name| PackageUrl::new("bazel", None, name, version)),
        own: is_root,
        place: json.place(module),
        ..Component::default()
    }
}
