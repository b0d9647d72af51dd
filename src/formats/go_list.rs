//! `go list -m -json all`: every module of a build list, as one JSON object after the other.
//!
//! What needs what is not in it beyond the main module's own word (`Indirect`), as in go.mod.
//!
//! Source: <https://go.dev/ref/mod#go-list-m>, the `Module` type of `cmd/go/internal/modinfo`.

use super::support::arrows::Arrows;
use super::support::go;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Dependency, DependencyKind, Document, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "go-list",
    title: "go list -m -json",
    family: "Go",
    file_names: &["go-list.json"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    const KEYS: [&str; 8] = ["Main", "Version", "Indirect", "GoMod", "GoVersion", "Dir", "Sum", "Replace"];
    let Some(seen) = input.sketch() else { return false };
    seen.text("Path").is_some() && KEYS.iter().any(|key| seen.has(key)) && !seen.has("ImportPath")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse_many(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    let mut roots: Vec<ComponentIndex> = Vec::new();
    let mut others: Vec<(ComponentIndex, bool)> = Vec::new();
    for module in json.root.elements() {
        let Some(path) = module.filled_text("Path") else {
            notices.warning("skipped-entry", json.place(module), "A module without a path was left out");
            continue;
        };
        let index = components.len() as ComponentIndex;
        components.push(component(&json, module, path, &mut notices));
        match module.is_true("Main") {
            true => roots.push(index),
            false => others.push((index, module.is_true("Indirect"))),
        }
    }
    let mut arrows = Arrows::default();
    if let [root] = roots.as_slice() {
        for &(index, indirect) in &others {
            let kind = if indirect { DependencyKind::Contains } else { DependencyKind::DependsOn };
            arrows.insert(Dependency { kind, ..Dependency::new(*root, index, Scope::Unknown) });
        }
        let indirect = others.iter().filter(|(_, indirect)| *indirect).count();
        go::note_indirect(indirect, &mut notices);
    } else {
        let message = "This file declares no dependency relationships; you see an inventory";
        notices.info("no-dependencies", None, message);
    }
    Ok(Document {
        format: FORMAT.id,
        roots,
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn component(json: &JsonDocument, module: &Json, path: &str, notices: &mut Notices) -> Component {
    let place = json.place(module);
    let version = module.filled_text("Version");
    let hashes = |module: &Json| module.filled_text("Sum").map(str::to_owned).into_iter().collect();
    if let Some(error) = module.get("Error").and_then(|error| error.filled_text("Err")) {
        notices.warning("module-error", place.clone(), format!("Go could not load `{path}`: {error}"));
    }
    let Some(replacement) = module.get("Replace") else {
        return Component { own: module.is_true("Main"), hashes: hashes(module), place, ..go::module(path, version) };
    };
    let target = replacement.filled_text("Path").unwrap_or(path);
    let target_version = replacement.filled_text("Version");
    let stand_in = go::stand_in((path, version), (target, target_version), place, notices);
    Component { hashes: hashes(replacement), ..stand_in }
}
