//! package.json: what an npm project declares. It says what is wanted, not what was installed.
//!
//! Source: npm documentation, `package.json`.

use super::support::json::{self, Json, Value};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{
    Component, Document, Ecosystem, Manifest, ManifestDependency, PackageUrl, ReadError, Scope, StatedLicense,
};

pub const FORMAT: Format = Format {
    id: "package-json",
    title: "package.json",
    family: "JavaScript",
    file_names: &["package.json"],
    versions: "",
    holds: Holds { licenses: true, scopes: true, manifest: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const SECTIONS: [(&str, Scope); 4] = [
    ("dependencies", Scope::Runtime),
    ("devDependencies", Scope::Development),
    ("optionalDependencies", Scope::Optional),
    ("peerDependencies", Scope::Peer),
];

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let other = ["lockfileVersion", "bomFormat", "spdxVersion", "require", "workspace_members", "specVersion"];
    if other.iter().any(|key| seen.has(key)) {
        return false;
    }
    let is_section = |key: &str| match seen.get(key) {
        Some(section @ Sketch::Object(_)) => {
            section.entries().iter().all(|(_, range)| matches!(range, Sketch::Text(_)))
        }
        _ => false,
    };
    let sections = SECTIONS.iter().any(|(key, _)| is_section(key));
    let named = seen.text("name").is_some();
    let about = ["scripts", "main", "module", "exports", "private", "engines", "packageManager", "license", "type"];
    let tells = about.iter().any(|key| seen.has(key));
    (sections && (named || tells || !seen.has("version"))) || (named && tells && seen.text("version").is_some())
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
    let manifest = Manifest {
        name: root.filled_text("name").map(str::to_owned),
        version: root.filled_text("version").map(str::to_owned),
        license: license(root),
        dependencies,
    };
    let project = Component {
        name: manifest.name.clone().unwrap_or_else(|| "project".to_owned()),
        version: manifest.version.clone(),
        ecosystem: Ecosystem::Npm,
        package_url: manifest.name.as_deref().and_then(|name| PackageUrl::npm(name, manifest.version.as_deref())),
        own: true,
        licenses: manifest.license.iter().map(StatedLicense::declared).collect(),
        place: json.place(root),
        ..Component::default()
    };
    Ok(Document {
        format: FORMAT.id,
        roots: vec![0],
        components: vec![project].into(),
        manifest: Some(manifest),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// The licence as one text; the old list becomes a choice, as npm's documentation rewrites it.
fn license(root: &Json) -> Option<String> {
    let one = |json: &Json| {
        let text = json.as_text().or_else(|| json.filled_text("type")).or_else(|| json.filled_text("url"));
        text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let stated = root.get("license").or_else(|| root.get("licenses"))?;
    if !stated.is_array() {
        return one(stated);
    }
    let all: Vec<String> = stated.elements().iter().filter_map(one).collect();
    match all.len() {
        0 | 1 => all.into_iter().next(),
        _ => Some(format!("({})", all.join(" OR "))),
    }
}
