//! spago.lock: the packages of a PureScript workspace and what each needs, as YAML or as JSON.
//!
//! Source: <https://github.com/purescript/spago#the-lock-file>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::support::yaml::{self, Node};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "spago-lock",
    title: "spago.lock",
    family: "PureScript",
    file_names: &["spago.lock"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    if let Some(seen) = input.sketch() {
        let workspace = seen.get("workspace");
        return seen.has_object("packages")
            && workspace.is_some_and(|workspace| workspace.has_object("packages") && workspace.has("extra_packages"));
    }
    let mut lines = input.head().lines();
    lines.next() == Some("workspace:") && lines.next() == Some("  packages:")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    // JSON as spago writes it is YAML too, so that one reader serves both.
    let yaml = yaml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.iter().chain(&yaml.notices).cloned().collect());
    let file = yaml.documents.first();
    let workspace = file.and_then(|file| file.get("workspace"));
    let own = workspace.and_then(|workspace| workspace.get("packages")).map_or(&[][..], Node::entries);
    let others = file.and_then(|file| file.get("packages")).map_or(&[][..], Node::entries);
    let mut components = Vec::new();
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    for (entry, is_own) in own.iter().map(|entry| (entry, true)).chain(others.iter().map(|entry| (entry, false))) {
        by_name.entry(&entry.key).or_insert(components.len() as ComponentIndex);
        let at = &entry.value;
        let integrity = at.text("integrity").and_then(|hash| hash.split_once('-'));
        components.push(Component {
            name: entry.key.clone().into_owned(),
            version: at.text("version").or(at.text("rev")).map(str::to_owned),
            ecosystem: Ecosystem::Spago,
            own: is_own || at.text("type") == Some("local"),
            hashes: integrity.map(|(kind, hash)| format!("{kind}:{hash}")).into_iter().collect(),
            source: at.text("url").or(at.text("path")).map(str::to_owned),
            place: Some(entry.place()),
            ..Component::default()
        });
    }
    let mut wanted: Vec<(ComponentIndex, &Node, Scope)> = Vec::new();
    for (from, entry) in (0..).zip(own) {
        for (part, scope) in [("core", Scope::Runtime), ("test", Scope::Test)] {
            wanted.extend(
                entry.value.get(part).and_then(|part| part.get("dependencies")).map(|list| (from, list, scope)),
            );
        }
        // Before there were parts, there were two lists.
        for (key, scope) in [("dependencies", Scope::Runtime), ("test_dependencies", Scope::Test)] {
            wanted.extend(entry.value.get(key).map(|list| (from, list, scope)));
        }
    }
    for (from, entry) in (own.len() as ComponentIndex..).zip(others) {
        wanted.extend(entry.value.get("dependencies").map(|list| (from, list, Scope::Runtime)));
    }
    let mut arrows = Arrows::default();
    for (from, list, scope) in wanted {
        for at in list.members() {
            // A name, or a name with a range.
            let name = at.as_str().or_else(|| at.entries().first().map(|entry| entry.key.as_ref())).unwrap_or("");
            match by_name.get(name) {
                Some(&to) if to != from => arrows.add(from, to, scope),
                Some(_) => {}
                None => {
                    let message = format!("`{name}` is needed, and the file does not hold it");
                    notices.warning("dangling-reference", Some(at.place()), message);
                }
            }
        }
    }
    Ok(Document {
        format: FORMAT.id,
        roots: (0..own.len() as ComponentIndex).collect(),
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}
