//! Berksfile.lock: the cookbooks of a Chef repository and what each needs.
//!
//! Source: <https://docs.chef.io/workstation/berkshelf/#the-berksfilelock>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "berksfile-lock",
    title: "Berksfile.lock",
    family: "Chef",
    file_names: &["Berksfile.lock"],
    versions: "",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// Other lockfiles of Ruby have such a section too, and begin with another.
fn identify(input: &Input) -> bool {
    let mut lines = input.head().lines().skip_while(|line| line.trim().is_empty());
    lines.next() == Some("DEPENDENCIES") && lines.next().is_none_or(|line| line.is_empty() || line.starts_with("  "))
}

/// The project that the section `DEPENDENCIES` speaks for; the file does not name it.
const PROJECT: &str = "Berksfile";

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let mut components = vec![Component { name: PROJECT.to_owned(), own: true, ..Component::default() }];
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut wanted: Vec<(ComponentIndex, &str, Place)> = Vec::new();
    let mut folders: HashMap<&str, (&str, &str)> = HashMap::new();
    let (mut section, mut latest) = ("", "");
    for (line, number) in input.text.lines().zip(1..) {
        let body = line.trim();
        let indent = line.len() - line.trim_start().len();
        let place = Place::Line { line: number, column: indent as u32 + 1 };
        let (name, version) = body.split_once(" (").unwrap_or((body, ""));
        let index = components.len() as ComponentIndex;
        match (section, indent) {
            _ if body.is_empty() => {}
            (_, 0) => section = body,
            ("DEPENDENCIES", 2) => {
                latest = name;
                wanted.push((0, name, place));
            }
            ("DEPENDENCIES", _) => {
                if let Some((key @ ("path" | "git" | "revision"), value)) = body.split_once(": ")
                    && !(key == "revision" && folders.contains_key(latest))
                {
                    folders.insert(latest, (key, value));
                }
            }
            ("GRAPH", 2) => {
                by_name.entry(name).or_insert(index);
                let version = version.trim_end_matches(')');
                components.push(Component {
                    name: name.to_owned(),
                    version: (!version.is_empty()).then(|| version.to_owned()),
                    place: Some(place),
                    ..Component::default()
                });
            }
            ("GRAPH", _) if index > 1 => wanted.push((index - 1, name, place)),
            _ => notices.warning("skipped-entry", Some(place), "A line outside the known sections was left out"),
        }
    }
    let mut arrows = Arrows::default();
    for (from, name, place) in wanted {
        match by_name.get(name) {
            Some(&to) if to != from => arrows.add(from, to, Scope::Unknown),
            Some(_) => {}
            None => {
                let message = format!("`{name}` is needed, and the graph does not hold it");
                notices.warning("dangling-reference", Some(place), message);
            }
        }
    }
    for (name, (kind, address)) in folders {
        let at = by_name.get(name).and_then(|index| components.get_mut(*index as usize));
        if let Some(cookbook) = at {
            cookbook.own = kind == "path";
            cookbook.source = Some(address.to_owned());
        }
    }
    Ok(Document {
        format: FORMAT.id,
        roots: vec![0],
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}
