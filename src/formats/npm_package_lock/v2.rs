//! Versions 2 and 3: a map from install path to package.

use std::collections::{HashMap, HashSet};

use super::ASSUMED_DIRECT;
use super::components::{Components, hashes, stated_scope};
use super::licenses::stated_licenses;
use crate::formats::support::arrows::Arrows;
use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::notices::Notices;
use crate::formats::support::places::counted;
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Scope};

const FOLDER: &str = "node_modules/";
/// Longer install paths are resolved from the top; Windows and npm stop far earlier.
const LONGEST_PATH: usize = 4096;
/// How many links are followed from one install path.
const MOST_LINKS: usize = 8;

/// One install path and the entry under it.
struct Entry<'a> {
    path: &'a str,
    json: &'a Json<'a>,
}

struct Reader<'a> {
    entries: Vec<Entry<'a>>,
    by_path: HashMap<&'a str, usize>,
    /// The component of each entry; a link has that of its target.
    component_of: Vec<Option<ComponentIndex>>,
}

pub(super) fn read(json: &JsonDocument, notices: &mut Notices) -> Document {
    let entries: Vec<Entry> =
        json.root.object("packages").iter().map(|(path, json)| Entry { path: path.as_ref(), json }).collect();
    let by_path = entries.iter().enumerate().map(|(position, entry)| (entry.path, position)).collect();
    let mut reader = Reader { component_of: vec![None; entries.len()], entries, by_path };
    let mut components = Components::default();
    reader.add_components(json, &mut components, notices);
    let mut arrows = Arrows::default();
    reader.add_arrows(json, &mut arrows, notices);
    let mut requests = Vec::new();
    let root = match reader.by_path.get("") {
        Some(&position) => reader.component_of.get(position).copied().flatten(),
        None => {
            // Asked for by folder name: the file does not keep the ranges.
            requests = reader.top().map(|(entry, to)| (folder_name(entry.path).to_owned(), to)).collect();
            Some(reader.assume_root(json, &mut components, &mut arrows, notices))
        }
    };
    if let Some(root) = root {
        reader.add_workspaces(root, &components, &mut arrows);
    }
    if components.joined > 0 {
        let paths = counted(components.joined, "install path holds", "install paths hold");
        let message = format!("{paths} a package that is installed elsewhere too");
        notices.info("joined-install-paths", None, message);
    }
    Document {
        roots: root.into_iter().collect(),
        components: components.list,
        dependencies: arrows.finish(),
        requests,
        ..Document::default()
    }
}

impl<'a> Reader<'a> {
    fn add_components(&mut self, json: &JsonDocument, components: &mut Components, notices: &mut Notices) {
        let linked_names = self.linked_names();
        for position in 0..self.entries.len() {
            let Some(Entry { path, json: entry }) = self.entries.get(position) else { continue };
            let place = json.place(entry);
            if !entry.is_object() {
                notices.warning(
                    "skipped-entry",
                    place,
                    format!("The entry \"{path}\" is {}, not an object", entry.kind()),
                );
                continue;
            }
            if !path.is_empty() && folder_name(path).is_empty() {
                notices.warning("skipped-entry", place, format!("The install path \"{path}\" names no package"));
                continue;
            }
            let target = if entry.is_true("link") { self.target(position) } else { Some(position) };
            if target != Some(position) {
                if target.is_some() {
                    continue;
                }
                let aim = entry.text("resolved").unwrap_or("");
                notices.warning(
                    "broken-link",
                    place.clone(),
                    format!("\"{path}\" links to \"{aim}\", which is not in the file"),
                );
            }
            let installed = path.contains(FOLDER) && !entry.is_true("link");
            let name = entry
                .filled_text("name")
                .or_else(|| path.is_empty().then(|| json.root.filled_text("name")).flatten())
                .or_else(|| linked_names.get(path).copied())
                .unwrap_or_else(|| folder_name(path));
            let version = entry.get("version").and_then(Json::as_text_or_number);
            let version = version.or_else(|| json.root.text("version").filter(|_| path.is_empty()));
            let component = Component {
                name: name.to_owned(),
                version: version.filter(|version| !version.is_empty()).map(str::to_owned),
                ecosystem: Ecosystem::Npm,
                package_url: PackageUrl::npm(name, version),
                scope: if installed { stated_scope(entry) } else { Scope::Unknown },
                own: !installed,
                licenses: stated_licenses(entry),
                hashes: hashes(entry),
                source: entry.filled_text("resolved").map(str::to_owned),
                place,
                ..Component::default()
            };
            let index = if installed { components.add_installed(component) } else { components.add_own(component) };
            if let Some(slot) = self.component_of.get_mut(position) {
                *slot = Some(index);
            }
        }
        for position in 0..self.entries.len() {
            if self.entries.get(position).is_some_and(|entry| entry.json.is_true("link"))
                && let Some(target) = self.target(position)
            {
                let component = self.component_of.get(target).copied().flatten();
                if let (Some(slot), Some(component)) = (self.component_of.get_mut(position), component) {
                    *slot = Some(component);
                }
            }
        }
    }

    /// What the links that point at a folder call it: a workspace may have no `name` of its own here.
    fn linked_names(&self) -> HashMap<&'a str, &'a str> {
        let links = self.entries.iter().filter(|entry| entry.json.is_true("link"));
        links.filter_map(|entry| Some((entry.json.text("resolved")?, folder_name(entry.path)))).collect()
    }

    /// The entry that a link stands for; itself for an ordinary entry, `None` for a broken link.
    fn target(&self, mut position: usize) -> Option<usize> {
        for _ in 0..MOST_LINKS {
            let entry = self.entries.get(position)?;
            if !entry.json.is_true("link") {
                return Some(position);
            }
            position = *self.by_path.get(entry.json.text("resolved")?)?;
        }
        None
    }

    fn add_arrows(&self, json: &JsonDocument, arrows: &mut Arrows, notices: &mut Notices) {
        for (position, Entry { path, json: entry }) in self.entries.iter().enumerate() {
            let Some(from) = self.component_of.get(position).copied().flatten() else { continue };
            let own = !path.contains(FOLDER);
            for (key, scope) in [
                ("dependencies", Scope::Runtime),
                ("optionalDependencies", Scope::Optional),
                ("peerDependencies", Scope::Peer),
                ("devDependencies", Scope::Development),
            ] {
                // Installed packages come without their development dependencies.
                if scope == Scope::Development && !own {
                    continue;
                }
                for (name, range) in entry.object(key) {
                    // npm repeats optional dependencies among the ordinary ones; optional counts.
                    if scope == Scope::Runtime
                        && entry.get("optionalDependencies").is_some_and(|json| json.get(name).is_some())
                    {
                        continue;
                    }
                    let to = self.resolve(path, name).and_then(|found| self.component_of.get(found).copied().flatten());
                    match to {
                        Some(to) => arrows.add(from, to, scope),
                        None => note_unresolved(notices, json, entry, (path, name, range), scope),
                    }
                }
            }
        }
    }

    /// Where Node finds a package: in the dependent's own `node_modules`, then in each folder above.
    fn resolve(&self, path: &str, name: &str) -> Option<usize> {
        let mut base = if path.len() > LONGEST_PATH { "" } else { path };
        let mut candidate = String::with_capacity(base.len() + name.len() + 16);
        loop {
            candidate.clear();
            candidate.push_str(base);
            if !base.is_empty() {
                candidate.push('/');
            }
            candidate.push_str(FOLDER);
            candidate.push_str(name);
            if let Some(&position) = self.by_path.get(candidate.as_str()) {
                return Some(position);
            }
            if base.is_empty() {
                return None;
            }
            base = parent(base);
        }
    }

    /// A hidden lockfile (`node_modules/.package-lock.json`) has no entry for the project itself.
    fn assume_root(
        &self,
        json: &JsonDocument,
        components: &mut Components,
        arrows: &mut Arrows,
        notices: &mut Notices,
    ) -> ComponentIndex {
        let name = json.root.filled_text("name");
        let version = json.root.filled_text("version");
        let root = components.add_own(Component {
            name: name.unwrap_or("project").to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: name.and_then(|name| PackageUrl::npm(name, version)),
            own: true,
            ..Component::default()
        });
        let required: HashSet<ComponentIndex> = arrows.targets().collect();
        for (entry, component) in self.top().filter(|(_, component)| !required.contains(component)) {
            arrows.add(root, component, stated_scope(entry.json));
        }
        notices.info(
            ASSUMED_DIRECT,
            None,
            "This file does not list the direct dependencies; packages that no other one needs are taken for direct",
        );
        root
    }

    /// The packages that lie in the project's own `node_modules`.
    fn top(&self) -> impl Iterator<Item = (&Entry<'a>, ComponentIndex)> {
        let is_top = |path: &str| path.strip_prefix(FOLDER).is_some_and(|rest| !rest.contains(FOLDER));
        let entries = self.entries.iter().zip(&self.component_of);
        entries.filter_map(move |(entry, component)| is_top(entry.path).then_some((entry, (*component)?)))
    }

    /// npm treats the members of a workspace as needed by its root.
    fn add_workspaces(&self, root: ComponentIndex, components: &Components, arrows: &mut Arrows) {
        for component in self.component_of.iter().flatten() {
            let own = components.list.get(*component as usize).is_some_and(|component| component.own);
            if own && *component != root && !arrows.has(root, *component) {
                arrows.add(root, *component, Scope::Runtime);
            }
        }
    }
}

fn note_unresolved(
    notices: &mut Notices,
    json: &JsonDocument,
    entry: &Json,
    (path, name, range): (&str, &str, &Json),
    scope: Scope,
) {
    let may_be_absent = |meta: &Json| meta.get(name).is_some_and(|meta| meta.is_true("optional"));
    if scope == Scope::Peer && entry.get("peerDependenciesMeta").is_some_and(may_be_absent) {
        return;
    }
    let dependent = if path.is_empty() { "The project" } else { path };
    let range = range.as_text().unwrap_or("");
    let message = format!("{dependent} needs {name} {range} ({}), which is not in the file", scope.as_str());
    match scope {
        Scope::Peer | Scope::Optional => notices.info("absent-dependency", json.place(entry), message),
        _ => notices.warning("unresolved-dependency", json.place(entry), message),
    }
}

/// The folder above: the package that holds this `node_modules`, or the next folder up.
fn parent(path: &str) -> &str {
    let cut = path.rfind(FOLDER).or_else(|| path.rfind('/')).unwrap_or(0);
    path.get(..cut).unwrap_or("").trim_end_matches('/')
}

/// `a/node_modules/@scope/name` → `@scope/name`; `packages/tool` → `tool`.
fn folder_name(path: &str) -> &str {
    match path.rfind(FOLDER) {
        Some(at) => path.get(at + FOLDER.len()..).unwrap_or(path),
        None => path.rsplit('/').next().unwrap_or(path),
    }
}
