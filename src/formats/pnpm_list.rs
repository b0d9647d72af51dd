//! `pnpm ls --json`: the tree of what is installed, for each project of a workspace.
//!
//! Without `--depth Infinity` it ends after the direct dependencies; `--long` adds licences.
//!
//! Source: <https://pnpm.io/cli/list>, `pnpm/pnpm/reviewing/list/src/renderJson.ts`.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::npm;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "pnpm-list",
    title: "pnpm ls --json",
    family: "JavaScript",
    file_names: &["pnpm-ls.json", "pnpm-list.json"],
    versions: "",
    holds: Holds { dependencies: true, licenses: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(npm::name_project),
};

/// What is installed and in no package.json.
const UNSAVED: &str = "unsavedDependencies";

const SECTIONS: [(&str, Scope); 4] = [
    ("dependencies", Scope::Runtime),
    ("devDependencies", Scope::Development),
    ("optionalDependencies", Scope::Optional),
    (UNSAVED, Scope::Unknown),
];

fn identify(input: &Input) -> bool {
    let Some(Sketch::List(Some(first))) = input.sketch() else { return false };
    let is_package = |(_, entry): &(String, Sketch)| entry.has("from") && entry.has("version");
    let sections: Vec<&Sketch> = SECTIONS.iter().filter_map(|(key, _)| first.get(key)).collect();
    let filled = sections.iter().any(|section| section.entries().first().is_some_and(is_package));
    first.text("path").is_some()
        && (filled || (first.has("private") && sections.iter().all(|it| it.entries().is_empty())))
}

/// A document under construction.
struct Draft<'a> {
    json: &'a JsonDocument<'a>,
    components: Vec<Component>,
    /// Where a name, version and folder was met.
    known: HashMap<(&'a str, &'a str, Option<&'a str>), ComponentIndex>,
    by_folder: HashMap<&'a str, ComponentIndex>,
    arrows: Arrows,
    notices: Notices,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut draft = Draft {
        json: &json,
        components: Vec::new(),
        known: HashMap::new(),
        by_folder: HashMap::new(),
        arrows: Arrows::default(),
        notices: Notices::of_json(input, &json),
    };
    let projects: Vec<&Json> = json.root.elements().iter().filter(|project| project.is_object()).collect();
    let mut open: Vec<(&Json, ComponentIndex)> = Vec::new();
    for project in &projects {
        let index = draft.add_project(project);
        open.push((project, index));
    }
    open.reverse();
    let roots: Vec<ComponentIndex> = (0..draft.components.len() as ComponentIndex).collect();
    let mut goes_deeper = false;
    while let Some((node, from)) = open.pop() {
        for (section, scope) in SECTIONS {
            for (name, entry) in node.object(section) {
                let Some(to) = draft.add_entry(name, entry) else { continue };
                if section == UNSAVED {
                    let message = format!("`{name}` is installed and nothing asks for it");
                    draft.notices.warning("extraneous", json.place(entry), message);
                } else {
                    draft.arrows.add(from, to, scope);
                }
                let has_more = SECTIONS.iter().any(|(key, _)| !entry.object(key).is_empty());
                goes_deeper |= has_more;
                if has_more {
                    open.push((entry, to));
                }
            }
        }
    }
    if !goes_deeper && draft.components.len() > roots.len() {
        let message = "Only direct dependencies are listed; `pnpm ls --json --depth Infinity` lists all";
        draft.notices.info("direct-only", None, message);
    }
    Ok(Document {
        format: FORMAT.id,
        roots,
        components: draft.components.into(),
        dependencies: draft.arrows.finish(),
        notices: draft.notices.finish(),
        ..Document::default()
    })
}

impl<'a> Draft<'a> {
    fn push(&mut self, component: Component) -> ComponentIndex {
        self.components.push(component);
        self.components.len() as ComponentIndex - 1
    }

    fn add_project(&mut self, project: &'a Json<'a>) -> ComponentIndex {
        let (name, version) = (project.filled_text("name"), project.filled_text("version"));
        let folder = project.filled_text("path");
        let fallback = folder.and_then(|folder| folder.rsplit(['/', '\\']).next()).unwrap_or("project");
        let index = self.push(Component {
            name: name.unwrap_or(fallback).to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: name.and_then(|name| PackageUrl::npm(name, version)),
            own: true,
            place: self.json.place(project),
            ..Component::default()
        });
        if let Some(folder) = folder {
            self.by_folder.insert(folder, index);
        }
        index
    }

    fn add_entry(&mut self, alias: &'a str, entry: &'a Json<'a>) -> Option<ComponentIndex> {
        let place = self.json.place(entry);
        let Some(written) = entry.filled_text("version") else {
            let message = format!("The entry \"{alias}\" has no version and was left out");
            self.notices.warning("missing-version", place, message);
            return None;
        };
        let folder = entry.filled_text("path");
        let is_link = ["link:", "file:", "workspace:"].iter().any(|start| written.starts_with(start));
        if let Some(&project) = folder.and_then(|folder| self.by_folder.get(folder)).filter(|_| is_link) {
            return Some(project);
        }
        // `from` is the package's own name where the key is an alias.
        let name = entry.filled_text("from").unwrap_or(alias);
        // With peers one version is installed at several places (`…/a@1.0.0_b@2.0.0/…`).
        if let Some(&index) = self.known.get(&(name, written, folder)) {
            return Some(index);
        }
        let version = written.split('(').next().filter(|_| !is_link && !written.contains("://"));
        let source = entry.filled_text("resolved").or(version.is_none().then_some(written));
        let index = self.push(Component {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: PackageUrl::npm(name, version),
            own: is_link && !written.ends_with(".tgz"),
            licenses: npm::stated_licenses(entry),
            source: source.map(str::to_owned),
            place,
            ..Component::default()
        });
        self.known.insert((name, written, folder), index);
        Some(index)
    }
}
