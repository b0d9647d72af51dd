//! composer.json: what a PHP project asks for. It says what is wanted, not what was installed.
//!
//! Source: <https://getcomposer.org/doc/04-schema.md>.

use super::support::composer;
use super::support::json::{self, Json, Value};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Manifest, ManifestDependency, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "composer-json",
    title: "composer.json",
    family: "PHP",
    file_names: &["composer.json"],
    versions: "",
    holds: Holds { licenses: true, scopes: true, manifest: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const SECTIONS: [(&str, Scope); 2] = [("require", Scope::Runtime), ("require-dev", Scope::Development)];

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_section = |key: &str| match seen.get(key) {
        Some(Sketch::Object(ranges)) => ranges.iter().all(|(_, range)| matches!(range, Sketch::Text(_))),
        _ => false,
    };
    let named = seen.text("name").is_some_and(|name| name.contains('/') && !name.starts_with('@'));
    let tells = ["autoload", "autoload-dev", "minimum-stability"].iter().any(|key| seen.has(key));
    let other = ["packages", "lockfileVersion", "bomFormat", "spdxVersion", "version_normalized", "install-path"];
    (SECTIONS.iter().any(|(key, _)| is_section(key)) || (named && tells)) && !other.iter().any(|key| seen.has(key))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let root = &json.root;
    let mut dependencies = Vec::new();
    for (key, scope) in SECTIONS {
        for (name, range) in root.object(key) {
            match &range.value {
                Value::Text(range) => dependencies.push(ManifestDependency {
                    name: name.clone().into_owned(),
                    requirement: range.clone().into_owned(),
                    scope,
                }),
                _ => {
                    let message = format!("The range of {name} is {}, not a text", range.kind());
                    notices.warning("skipped-entry", json.place(range), message);
                }
            }
        }
    }
    let version = root.get("version").and_then(Json::as_text_or_number);
    let manifest = Manifest {
        name: root.filled_text("name").map(str::to_owned),
        version: version.map(str::to_owned),
        license: license(root),
        dependencies,
    };
    let project = Component { place: json.place(root), ..composer::project(&manifest) };
    Ok(Document {
        format: FORMAT.id,
        roots: vec![0],
        components: vec![project].into(),
        manifest: Some(manifest),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// The licence as one text; a list is a choice.
fn license(root: &Json) -> Option<String> {
    let mut all: Vec<String> = composer::licenses(root).into_iter().map(|license| license.raw).collect();
    match all.len() {
        0 | 1 => all.pop(),
        _ => Some(format!("({})", all.join(" OR "))),
    }
}
