//! elm.json: of an application every package at its version, of a package the ranges it allows.
//!
//! An application says which packages it asks for itself, and nothing on what those need. Source:
//! <https://github.com/elm/compiler/tree/master/docs/elm.json>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, ComponentKind, Document, Ecosystem, ReadError, Scope, StatedLicense};

pub const FORMAT: Format = Format {
    id: "elm-json",
    title: "elm.json",
    family: "Elm",
    file_names: &["elm.json"],
    versions: "0.19",
    holds: Holds { dependencies: true, licenses: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input
        .sketch()
        .is_some_and(|seen| seen.has("elm-version") && (seen.has("dependencies") || seen.has("source-directories")))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let root = &json.root;
    let mut notices = Notices::of_json(input, &json);
    let is_application = root.text("type") != Some("package");
    let mut components = vec![Component {
        name: root.filled_text("name").unwrap_or("application").to_owned(),
        version: root.filled_text("version").map(str::to_owned),
        ecosystem: Ecosystem::Elm,
        kind: if is_application { ComponentKind::Application } else { ComponentKind::Library },
        own: true,
        licenses: root.filled_text("license").map(StatedLicense::declared).into_iter().collect(),
        place: json.place(root),
        ..Component::default()
    }];
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut arrows = Arrows::default();
    let mut has_indirect = false;
    for (key, scope) in [("dependencies", Scope::Runtime), ("test-dependencies", Scope::Test)] {
        let Some(group) = root.get(key) else { continue };
        let lists = match is_application {
            true => [(true, group.object("direct")), (false, group.object("indirect"))],
            false => [(true, group.entries()), (false, &[][..])],
        };
        for (is_direct, list) in lists {
            for (name, at) in list {
                let written = at.as_text().unwrap_or("");
                let exact = Some(written).filter(|version| !version.is_empty() && !version.contains(['<', ' ']));
                if exact.is_none() {
                    let message = format!("`{name}` may be {written}; its version is not known");
                    notices.warning("range-as-version", json.place(at), message);
                }
                let index = *by_name.entry(name).or_insert_with(|| {
                    components.push(Component {
                        name: name.clone().into_owned(),
                        version: exact.map(str::to_owned),
                        ecosystem: Ecosystem::Elm,
                        scope,
                        place: json.place(at),
                        ..Component::default()
                    });
                    (components.len() - 1) as ComponentIndex
                });
                if is_direct {
                    arrows.add(0, index, scope);
                }
                has_indirect |= !is_direct;
            }
        }
    }
    if has_indirect {
        let message = "The file does not say which package needs the indirect ones; they stand without arrows";
        notices.info("indirect-unplaced", root.get("dependencies").and_then(|at: &Json| json.place(at)), message);
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: root.filled_text("elm-version").map(str::to_owned),
        roots: vec![0],
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}
