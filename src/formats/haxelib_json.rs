//! haxelib.json: what a Haxe library declares: its licence, and its dependencies with or without a version.
//!
//! Source: <https://haxe.org/manual/> and the documentation of haxelib.

use super::support::arrows::Arrows;
use super::support::json;
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, ReadError, Scope, StatedLicense};

pub const FORMAT: Format = Format {
    id: "haxelib-json",
    title: "haxelib.json",
    family: "Haxe",
    file_names: &["haxelib.json"],
    versions: "",
    holds: Holds { dependencies: true, licenses: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| {
        seen.text("name").is_some() && (seen.has("releasenote") || (seen.has("classPath") && seen.has("license")))
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let root = &json.root;
    let mut notices = Notices::of_json(input, &json);
    let mut components = vec![Component {
        name: root.filled_text("name").unwrap_or("project").to_owned(),
        version: root.filled_text("version").map(str::to_owned),
        ecosystem: Ecosystem::Haxe,
        own: true,
        licenses: root.filled_text("license").map(StatedLicense::declared).into_iter().collect(),
        place: json.place(root),
        ..Component::default()
    }];
    let mut arrows = Arrows::default();
    for (name, at) in root.object("dependencies") {
        let written = at.as_text().map(str::trim).filter(|text| !text.is_empty());
        // An address begins with its kind: `git:https://…#branch`.
        let address = written.filter(|text| text.contains(':'));
        if written.is_none() {
            let message = format!("`{name}` may be any version; its version is not known");
            notices.warning("range-as-version", json.place(at), message);
        }
        arrows.add(0, components.len() as ComponentIndex, Scope::Runtime);
        components.push(Component {
            name: name.clone().into_owned(),
            version: written.filter(|_| address.is_none()).map(str::to_owned),
            ecosystem: Ecosystem::Haxe,
            source: address.map(str::to_owned),
            place: json.place(at),
            ..Component::default()
        });
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
