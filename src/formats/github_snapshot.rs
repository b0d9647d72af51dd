//! GitHub dependency snapshots: what a tool submits to the dependency graph.
//!
//! Each manifest is a root; what it calls direct depends on it.
//!
//! Source: <https://docs.github.com/en/rest/dependency-graph/dependency-submission>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, ComponentKind, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "github-snapshot",
    title: "GitHub dependency snapshot",
    family: "Report",
    file_names: &["*.snapshot.json"],
    versions: "0",
    holds: Holds { dependencies: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has_object("manifests") && seen.has_object("detector"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.get("version").and_then(Json::as_text_or_number);
    if version != Some("0") {
        let place = json.root.get("version").and_then(|version| json.place(version));
        let message = format!("Snapshot version {} is not known; read as 0", version.unwrap_or("none"));
        notices.warning("unknown-version", place, message);
    }
    let mut read = Read::default();
    for (key, manifest) in json.root.object("manifests") {
        read.manifest(&json, key, manifest, &mut notices);
    }
    if !read.has_dependencies {
        let message = "This file declares no dependency relationships; you see an inventory";
        notices.info("no-dependencies", None, message);
    }
    let detector = json.root.get("detector");
    let stated = |key: &str| detector.and_then(|detector| detector.filled_text(key));
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        generator: stated("name").map(|name| format!("{name} {}", stated("version").unwrap_or("")).trim().to_owned()),
        created: json.root.filled_text("scanned").map(str::to_owned),
        roots: read.roots,
        components: read.components.into(),
        dependencies: read.arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

#[derive(Default)]
struct Read {
    components: Vec<Component>,
    roots: Vec<ComponentIndex>,
    arrows: Arrows,
    has_dependencies: bool,
}

impl Read {
    fn manifest(&mut self, json: &JsonDocument, key: &str, manifest: &Json, notices: &mut Notices) {
        let root = self.components.len() as ComponentIndex;
        let file = manifest.get("file").and_then(|file| file.filled_text("source_location"));
        self.roots.push(root);
        self.components.push(Component {
            name: manifest.filled_text("name").unwrap_or(key).to_owned(),
            kind: ComponentKind::Application,
            own: true,
            source: file.map(str::to_owned),
            place: json.place(manifest),
            ..Component::default()
        });
        let mut by_key: HashMap<&str, ComponentIndex> = HashMap::new();
        let resolved = manifest.object("resolved");
        for (key, stated) in resolved {
            let index = self.components.len() as ComponentIndex;
            by_key.entry(key).or_insert(index);
            // Others write the package URL as the reference.
            if let Some(url) = stated.filled_text("package_url") {
                by_key.entry(url).or_insert(index);
            }
            let component = package(json, key, stated, notices);
            if stated.text("relationship") == Some("direct") {
                self.has_dependencies = true;
                self.arrows.add(root, index, component.scope);
            }
            self.components.push(component);
        }
        for (key, stated) in resolved {
            let Some(&from) = by_key.get(&**key) else { continue };
            for target in stated.list("dependencies") {
                self.has_dependencies = true;
                let reference = target.as_text().unwrap_or("");
                match by_key.get(reference) {
                    Some(&to) => {
                        let scope = self.components.get(to as usize).map_or(Scope::Unknown, |target| target.scope);
                        self.arrows.add(from, to, scope);
                    }
                    None => {
                        let shown: String = reference.chars().take(120).collect();
                        let message = format!("A dependency is not among the packages: \"{shown}\"");
                        notices.warning("dangling-reference", json.place(target), message);
                    }
                }
            }
        }
    }
}

fn package(json: &JsonDocument, key: &str, stated: &Json, notices: &mut Notices) -> Component {
    let place = json.place(stated);
    let written = stated.filled_text("package_url").unwrap_or(key);
    let package_url = PackageUrl::parse(written);
    if package_url.is_none() {
        let shown: String = written.chars().take(80).collect();
        notices.warning("invalid-package-url", place.clone(), format!("Not a package URL: {shown}"));
    }
    Component {
        name: package_url.as_ref().map_or_else(|| key.to_owned(), PackageUrl::full_name),
        version: package_url.as_ref().and_then(PackageUrl::version).map(|version| version.into_owned()),
        ecosystem: package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem),
        scope: match stated.text("scope") {
            Some("runtime") => Scope::Runtime,
            Some("development") => Scope::Development,
            _ => Scope::Unknown,
        },
        package_url,
        place,
        ..Component::default()
    }
}
