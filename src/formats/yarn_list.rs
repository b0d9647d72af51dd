//! `yarn list --json` of Yarn 1: what lies in `node_modules`, and what each package asks for.
//!
//! The project itself is not named. A request (`shadow`) is answered by what lies nearest, as Node looks for it.
//!
//! Source: <https://classic.yarnpkg.com/en/docs/cli/list>, `yarnpkg/yarn/src/cli/commands/list.js`.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::npm;
use super::support::stand_in::assume_direct;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "yarn-list",
    title: "yarn list --json",
    family: "JavaScript",
    file_names: &["yarn-list.json"],
    versions: "Yarn 1",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let is_message = input.sketch().is_some_and(|seen| seen.text("type").is_some() && seen.has("data"));
    is_message && input.head().contains(r#""type":"tree","data":{"type":"list""#)
}

/// One entry of the tree: something that lies in a folder.
struct Node<'a> {
    component: ComponentIndex,
    parent: Option<usize>,
    /// What lies in its own `node_modules`.
    inside: HashMap<&'a str, usize>,
    requests: Vec<&'a Json<'a>>,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse_many(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut document = Document { format: FORMAT.id, ..Document::default() };
    let mut known: HashMap<(&str, &str), ComponentIndex> = HashMap::new();
    let mut nodes: Vec<Node> = Vec::new();
    let mut top: HashMap<&str, usize> = HashMap::new();
    let messages = json.root.elements().iter().filter(|message| message.text("type") == Some("tree"));
    let trees = messages.filter_map(|message| message.get("data")).flat_map(|data| data.list("trees"));
    let mut open: Vec<(&Json, Option<usize>)> = trees.map(|tree| (tree, None)).collect();
    open.reverse();
    while let Some((entry, parent)) = open.pop() {
        let text = entry.filled_text("name").unwrap_or("");
        let (name, version) = npm::split_descriptor(text);
        if name.is_empty() || version.is_empty() {
            let message = format!("The entry \"{text}\" is not a name and a version");
            notices.warning("skipped-entry", json.place(entry), message);
            continue;
        }
        if let Some(parent) = parent.filter(|_| entry.is_true("shadow")) {
            if let Some(parent) = nodes.get_mut(parent) {
                parent.requests.push(entry);
            }
            continue;
        }
        let component = *known.entry((name, version)).or_insert_with(|| {
            document.components.push(Component {
                name: name.to_owned(),
                version: Some(version.to_owned()),
                ecosystem: Ecosystem::Npm,
                package_url: PackageUrl::npm(name, Some(version)),
                place: json.place(entry),
                ..Component::default()
            });
            document.components.len() as ComponentIndex - 1
        });
        let position = nodes.len();
        nodes.push(Node { component, parent, inside: HashMap::new(), requests: Vec::new() });
        match parent.and_then(|parent| nodes.get_mut(parent)) {
            Some(parent) => parent.inside.insert(name, position),
            None => top.insert(name, position),
        };
        open.extend(entry.list("children").iter().rev().map(|child| (child, Some(position))));
    }
    let mut arrows = Arrows::default();
    for (position, node) in nodes.iter().enumerate() {
        for request in &node.requests {
            let text = request.text("name").unwrap_or("");
            match resolve(&nodes, &top, position, npm::split_descriptor(text).0) {
                Some(to) => arrows.add(node.component, to, Scope::Unknown),
                None => {
                    let dependent = document.label(node.component);
                    let message = format!("`{dependent}` needs `{text}`, which is not listed");
                    notices.warning("dangling-reference", json.place(request), message);
                }
            }
        }
        // Yarn drops the request where the answer lies inside; what lies inside is taken for asked for.
        let inside = node.inside.values().filter_map(|at| nodes.get(*at));
        inside.for_each(|child| arrows.add(node.component, child.component, Scope::Unknown));
    }
    document.dependencies = arrows.finish();
    assume_direct(&mut document, Ecosystem::Npm, |_| Scope::Unknown, None, &mut notices);
    document.notices = notices.finish();
    Ok(document)
}

fn resolve(nodes: &[Node], top: &HashMap<&str, usize>, from: usize, name: &str) -> Option<ComponentIndex> {
    let mut at = Some(from);
    while let Some(node) = at.and_then(|at| nodes.get(at)) {
        if let Some(found) = node.inside.get(name).and_then(|found| nodes.get(*found)) {
            return Some(found.component);
        }
        at = node.parent;
    }
    top.get(name).and_then(|found| nodes.get(*found)).map(|found| found.component)
}
