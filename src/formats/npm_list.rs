//! `npm ls --json`: the tree of what is installed; `--all` goes beyond the direct dependencies, `--long` adds
//! licences and says which dependency is of which sort.
//!
//! A package that stands at several places of the tree is told in full at one of them only.
//!
//! Source: npm documentation, `npm ls`, `npm/cli/lib/commands/ls.js`.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::npm;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "npm-list",
    title: "npm ls --json",
    family: "JavaScript",
    file_names: &["npm-ls.json", "npm-list.json"],
    versions: "npm 6 and later",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(npm::name_project),
};

fn identify(input: &Input) -> bool {
    const MARKS: [&str; 6] = ["overridden", "missing", "extraneous", "_id", "invalid", "required"];
    let Some(seen) = input.sketch() else { return false };
    let Some(dependencies) = seen.get("dependencies") else { return false };
    let is_marked = |entry: &super::support::sketch::Sketch| MARKS.iter().any(|mark| entry.has(mark));
    !seen.has("lockfileVersion")
        && (dependencies.entries().iter().any(|(_, entry)| is_marked(entry)) || seen.has_list("problems"))
}

/// A document under construction.
struct Draft<'a> {
    json: &'a JsonDocument<'a>,
    components: Vec<Component>,
    known: HashMap<(&'a str, Option<&'a str>, Option<&'a str>), ComponentIndex>,
    arrows: Arrows,
    notices: Notices,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut draft = Draft {
        json: &json,
        components: Vec::new(),
        known: HashMap::new(),
        arrows: Arrows::default(),
        notices: Notices::of_json(input, &json),
    };
    draft.add_root();
    let mut goes_deeper = false;
    // From each node to those under it, without recursion.
    let mut open: Vec<(&Json, ComponentIndex)> = vec![(&json.root, 0)];
    while let Some((node, from)) = open.pop() {
        let is_root = from == 0;
        let scopes = scopes(node, is_root);
        for (name, entry) in node.object("dependencies") {
            let Some(to) = draft.add_entry(node, name, entry) else { continue };
            if is_root && entry.is_true("extraneous") {
                draft.note_extraneous(name, entry);
            } else {
                let scope = scopes.get(name.as_ref()).copied().unwrap_or_default();
                draft.arrows.add(from, to, scope);
            }
            let has_more = !entry.object("dependencies").is_empty();
            goes_deeper |= has_more;
            if has_more {
                open.push((entry, to));
            }
        }
    }
    if !goes_deeper && draft.components.len() > 1 {
        let message = "Only direct dependencies are listed; `npm ls --all --json --long` lists all, with licences";
        draft.notices.info("direct-only", None, message);
    }
    Ok(Document {
        format: FORMAT.id,
        roots: vec![0],
        components: draft.components.into(),
        dependencies: draft.arrows.finish(),
        notices: draft.notices.finish(),
        ..Document::default()
    })
}

/// What a package asks for, by name. `--long` keeps it from package.json; without it nothing is said.
fn scopes<'a>(dependent: &'a Json, is_root: bool) -> HashMap<&'a str, Scope> {
    const SECTIONS: [(&str, Scope); 4] = [
        ("peerDependencies", Scope::Peer),
        ("devDependencies", Scope::Development),
        // It repeats the optional ones.
        ("_dependencies", Scope::Runtime),
        ("optionalDependencies", Scope::Optional),
    ];
    let sections = SECTIONS.into_iter().filter(|(_, scope)| is_root || *scope != Scope::Development);
    sections
        .flat_map(|(key, scope)| dependent.object(key).iter().map(move |(name, _)| (name.as_ref(), scope)))
        .collect()
}

impl<'a> Draft<'a> {
    fn add_root(&mut self) {
        let root = &self.json.root;
        let (name, version) = (root.filled_text("name"), root.filled_text("version"));
        self.components.push(Component {
            name: name.unwrap_or("project").to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: name.and_then(|name| PackageUrl::npm(name, version)),
            own: true,
            licenses: npm::stated_licenses(root),
            place: self.json.place(root),
            ..Component::default()
        });
    }

    /// The component of an entry, one for each name, version and source; `None` where it is not installed.
    fn add_entry(&mut self, dependent: &Json, folder: &'a str, entry: &'a Json<'a>) -> Option<ComponentIndex> {
        let place = || self.json.place(entry);
        if !entry.is_object() {
            let message = format!("The entry \"{folder}\" is {}, not an object", entry.kind());
            self.notices.warning("skipped-entry", place(), message);
            return None;
        }
        let version = entry.get("version").and_then(Json::as_text_or_number).filter(|version| !version.is_empty());
        if entry.get("missing").is_some() || (version.is_none() && entry.get("required").is_some()) {
            let range = entry.text("required").unwrap_or("");
            let dependent = dependent.text("name").unwrap_or("The project");
            let message = format!("{dependent} needs {folder} {range}, which is not installed");
            self.notices.warning("unresolved-dependency", place(), message);
            return None;
        }
        if let Some(reason) = entry.get("invalid").filter(|reason| !matches!(reason.value, json::Value::Boolean(false)))
        {
            let reason = reason.as_text().map(|reason| format!(": {reason}")).unwrap_or_default();
            self.notices.warning("invalid-version", place(), format!("npm calls `{folder}` invalid{reason}"));
        }
        // The folder may be an alias; `--long` has the package's own name.
        let name = entry.filled_text("name").unwrap_or(folder);
        let source = entry.filled_text("resolved");
        // Where a package is not told in full its source is missing: it is one that was met before.
        let is_same = |index: &ComponentIndex| {
            source.is_none() || self.components.get(*index as usize).is_some_and(|known| known.source.is_none())
        };
        let same_version = || self.known.get(&(name, version, None)).copied().filter(is_same);
        let known = self.known.get(&(name, version, source)).copied().or_else(same_version);
        if let Some(index) = known {
            self.fill(index, entry, source);
            return Some(index);
        }
        let is_folder = source.is_some_and(|source| source.starts_with("file:") && !source.ends_with(".tgz"));
        let index = self.components.len() as ComponentIndex;
        self.components.push(Component {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: PackageUrl::npm(name, version),
            own: is_folder,
            licenses: npm::stated_licenses(entry),
            hashes: entry.text("integrity").map(npm::hashes).unwrap_or_default(),
            source: source.map(str::to_owned),
            place: place(),
            ..Component::default()
        });
        self.known.insert((name, version, source), index);
        self.known.entry((name, version, None)).or_insert(index);
        Some(index)
    }

    /// What an earlier place of the same package left out.
    fn fill(&mut self, index: ComponentIndex, entry: &Json, source: Option<&str>) {
        let Some(component) = self.components.get_mut(index as usize) else { return };
        if component.licenses.is_empty() {
            component.licenses = npm::stated_licenses(entry);
        }
        if component.hashes.is_empty() {
            component.hashes = entry.text("integrity").map(npm::hashes).unwrap_or_default();
        }
        if component.source.is_none() {
            component.source = source.map(str::to_owned);
        }
    }

    fn note_extraneous(&mut self, name: &str, entry: &Json) {
        let message = format!("`{name}` is installed and nothing asks for it");
        self.notices.warning("extraneous", self.json.place(entry), message);
    }
}
