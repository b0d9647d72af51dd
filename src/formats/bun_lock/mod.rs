//! bun.lock: Bun's text lockfile, versions 0 and 1.
//!
//! `workspaces` repeats what each package.json asks for; `packages` says by its keys (`a`, `b/a`) where a
//! package lies, so what a dependent gets is found as Node finds it. The binary bun.lockb is not read.
//!
//! Source: <https://bun.com/docs/pm/lockfile> and the type `BunLockFile` of `bun-types`.

mod packages;

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::json::{self, Json, JsonDocument};
use super::support::jsonc;
use super::support::notices::Notices;
use super::support::npm;
use super::support::places::counted;
use super::support::roots::tops;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};
use packages::{Origin, Package};

pub const FORMAT: Format = Format {
    id: "bun-lock",
    title: "Bun lockfile",
    family: "JavaScript",
    file_names: &["bun.lock"],
    versions: "0, 1",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(npm::name_project),
};

/// Longer keys are resolved from the top; no folder is that deep.
const LONGEST_KEY: usize = 1024;
/// Looked for in at most this many folders, then at the top.
const MOST_FOLDERS: usize = 32;

const SECTIONS: [(&str, Scope); 4] = [
    ("dependencies", Scope::Runtime),
    ("optionalDependencies", Scope::Optional),
    ("peerDependencies", Scope::Peer),
    ("devDependencies", Scope::Development),
];

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has("lockfileVersion") && seen.has_object("workspaces"))
}

/// A document under construction.
struct Draft<'a> {
    json: &'a JsonDocument<'a>,
    components: Vec<Component>,
    /// What lies under each key of `packages`.
    by_key: HashMap<&'a str, ComponentIndex>,
    by_folder: HashMap<&'a str, ComponentIndex>,
    arrows: Arrows,
    notices: Notices,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let text = jsonc::plain(&input.text);
    let json = json::parse(&text)?;
    let mut draft = Draft {
        json: &json,
        components: Vec::new(),
        by_key: HashMap::new(),
        by_folder: HashMap::new(),
        arrows: Arrows::default(),
        notices: Notices::of_json(input, &json),
    };
    let version = draft.read_version();
    draft.add_workspaces();
    let packages = packages::read(&json, &mut draft.notices);
    draft.add_packages(&packages);
    draft.add_arrows(&packages);
    for (patched, _) in json.root.object("patchedDependencies") {
        draft.notices.info("patched", None, format!("`{patched}` is changed by a patch in this project"));
    }
    let mut document = Document {
        format: FORMAT.id,
        format_version: version,
        components: draft.components.into(),
        dependencies: draft.arrows.finish(),
        ..Document::default()
    };
    let main = draft.by_folder.get("").copied();
    let workspaces: HashSet<ComponentIndex> = draft.by_folder.into_values().collect();
    let others = tops(&document, |index| workspaces.contains(&index));
    document.roots = main.into_iter().chain(others.into_iter().filter(|index| Some(*index) != main)).collect();
    document.notices = draft.notices.finish();
    Ok(document)
}

impl<'a> Draft<'a> {
    fn push(&mut self, component: Component) -> ComponentIndex {
        self.components.push(component);
        self.components.len() as ComponentIndex - 1
    }

    fn read_version(&mut self) -> Option<String> {
        let stated = self.json.root.get("lockfileVersion")?;
        let version = stated.as_text_or_number().unwrap_or("?");
        if !matches!(version, "0" | "1") {
            let message = format!("Lockfile version {version} is not known; it was read like version 1");
            self.notices.warning("unknown-version", self.json.place(stated), message);
        }
        Some(version.to_owned())
    }

    fn add_workspaces(&mut self) {
        for (folder, workspace) in self.json.root.object("workspaces") {
            let version = workspace.filled_text("version");
            let name = workspace.filled_text("name");
            let fallback = if folder.is_empty() { "project" } else { folder.as_ref() };
            let index = self.push(Component {
                name: name.unwrap_or(fallback).to_owned(),
                version: version.map(str::to_owned),
                ecosystem: Ecosystem::Npm,
                package_url: name.and_then(|name| PackageUrl::npm(name, version)),
                own: true,
                source: Some(folder.to_string()).filter(|folder| !folder.is_empty()),
                place: self.json.place(workspace),
                ..Component::default()
            });
            self.by_folder.insert(folder, index);
        }
    }

    /// One component for all places of the same package.
    fn add_packages(&mut self, packages: &[Package<'a>]) {
        let mut by_id: HashMap<(&str, Option<&str>), ComponentIndex> = HashMap::new();
        let (mut joined, mut for_some_platforms) = (0usize, 0usize);
        for package in packages {
            let own = match package.origin {
                Origin::Workspace(folder) => self.by_folder.get(folder).copied(),
                Origin::Root => self.by_folder.get("").copied(),
                _ => None,
            };
            let known = own.or_else(|| by_id.get(&(package.id, package.registry)).copied());
            let index = match known {
                Some(index) => {
                    joined += usize::from(own.is_none());
                    index
                }
                None => {
                    for_some_platforms += usize::from(package.is_for_some_platforms());
                    let place = self.json.place(package.json);
                    if let Some(words) = package.origin.remark() {
                        let message = format!("`{}` comes from {words}, not from a registry", package.name);
                        self.notices.info("outside-registry", place.clone(), message);
                    }
                    self.push(package.component(place))
                }
            };
            by_id.entry((package.id, package.registry)).or_insert(index);
            self.by_key.insert(package.key, index);
        }
        if joined > 0 {
            let paths = counted(joined, "install path holds", "install paths hold");
            let message = format!("{paths} a package that is installed elsewhere too");
            self.notices.info("joined-install-paths", None, message);
        }
        npm::note_platforms(for_some_platforms, &mut self.notices);
    }

    fn add_arrows(&mut self, packages: &[Package<'a>]) {
        let json = self.json;
        for (folder, workspace) in json.root.object("workspaces") {
            let Some(&from) = self.by_folder.get(folder.as_ref()) else { continue };
            let key = if folder.is_empty() { "" } else { workspace.text("name").unwrap_or("") };
            self.add_needs(from, key, workspace, &SECTIONS);
        }
        for package in packages {
            if let (Some(&from), Some(facts)) = (self.by_key.get(package.key), package.facts)
                && !matches!(package.origin, Origin::Workspace(_) | Origin::Root)
            {
                self.add_needs(from, package.key, facts, SECTIONS.get(..3).unwrap_or(&[]));
            }
        }
    }

    fn add_needs(&mut self, from: ComponentIndex, key: &str, facts: &Json, sections: &[(&str, Scope)]) {
        let may_lack: HashSet<&str> = facts.list("optionalPeers").iter().filter_map(Json::as_text).collect();
        for (section, scope) in sections {
            for (name, range) in facts.object(section) {
                match self.resolve(key, name) {
                    Some(to) => self.arrows.add(from, to, *scope),
                    None if *scope == Scope::Peer && may_lack.contains(name.as_ref()) => {}
                    None => {
                        let dependent = if key.is_empty() { "The project" } else { key };
                        let range = range.as_text().unwrap_or("");
                        npm::note_absent(dependent, name, range, *scope, self.json.place(facts), &mut self.notices);
                    }
                }
            }
        }
    }

    /// What lies nearest to a place: beside it, or in the folders above.
    fn resolve(&self, key: &str, name: &str) -> Option<ComponentIndex> {
        let mut base = if key.len() > LONGEST_KEY { "" } else { key };
        let mut candidate = String::with_capacity(base.len() + name.len() + 1);
        for _ in 0..MOST_FOLDERS {
            if base.is_empty() {
                break;
            }
            candidate.clear();
            candidate.push_str(base);
            candidate.push('/');
            candidate.push_str(name);
            if let Some(&found) = self.by_key.get(candidate.as_str()) {
                return Some(found);
            }
            base = packages::above(base);
        }
        self.by_key.get(name).copied()
    }
}
