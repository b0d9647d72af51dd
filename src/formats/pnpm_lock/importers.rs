//! The project, or each workspace, and what it asks for.

use foldhash::HashMap;

use super::Draft;
use super::file::{File, Importer, Wanted};
use super::packages::Packages;
use super::reference::LINK;
use crate::model::{Component, ComponentIndex, Ecosystem, Place, Scope};

/// Where each importer's component stands, by its folder.
pub(super) struct Importers {
    /// The folder and the component of each.
    importers: Vec<(String, ComponentIndex)>,
    by_folder: HashMap<String, ComponentIndex>,
}

/// What the lists of an importer are for.
const SCOPES: [Scope; 3] = [Scope::Runtime, Scope::Development, Scope::Optional];

impl Importers {
    /// Adds a component and a root for each importer.
    pub fn read(file: &File, file_name: &str, draft: &mut Draft) -> Self {
        let mut importers = Self { importers: Vec::new(), by_folder: HashMap::default() };
        file.importers.iter().for_each(|importer| importers.add(importer, file_name, draft));
        importers
    }

    fn add(&mut self, importer: &Importer, file_name: &str, draft: &mut Draft) {
        let path = importer.path;
        let folder = joined("", path);
        let name = if folder.is_empty() { folder_name(file_name).unwrap_or("project") } else { path };
        let component = draft.push(Component {
            name: name.to_owned(),
            ecosystem: Ecosystem::Npm,
            own: true,
            source: Some(path.to_owned()).filter(|_| !folder.is_empty()),
            place: Some(importer.spot.place()),
            ..Component::default()
        });
        draft.roots.push(component);
        self.by_folder.insert(folder.clone(), component);
        self.importers.push((folder, component));
    }

    /// Adds what the importers depend on.
    pub fn connect(&mut self, file: &File, packages: &mut Packages, draft: &mut Draft) {
        for (importer, (folder, from)) in file.importers.iter().zip(std::mem::take(&mut self.importers)) {
            for (span, scope) in importer.wanted.iter().zip(SCOPES) {
                for (wanted, number) in file.wanted(span).iter().zip(span.start..) {
                    if let Some(to) = self.find(wanted, number, &folder, packages, draft) {
                        draft.arrows.add(from, to, scope);
                    }
                }
            }
        }
    }

    /// The component that a dependency names; a notice where there is none.
    pub fn find(
        &mut self,
        wanted: &Wanted,
        number: u32,
        folder: &str,
        packages: &mut Packages,
        draft: &mut Draft,
    ) -> Option<ComponentIndex> {
        let Wanted { name, reference, spot } = wanted;
        if let Some(path) = reference.strip_prefix(LINK) {
            return Some(self.linked(name, path, folder, spot.place(), draft));
        }
        let found = packages.find(name, number, draft);
        if found.is_none() {
            let message = format!("`{name}` refers to `{reference}`, which the file does not hold");
            draft.notices.warning("dangling-reference", Some(spot.place()), message);
        }
        found
    }

    /// The importer in a linked folder, or a component for a folder outside the workspace.
    fn linked(&mut self, name: &str, path: &str, folder: &str, place: Place, draft: &mut Draft) -> ComponentIndex {
        let target = joined(folder, path);
        if let Some(component) = self.by_folder.get(&target) {
            return *component;
        }
        let message = format!("`{name}` is the folder `{target}`, of which the file says nothing more");
        draft.notices.info("linked-folder", Some(place.clone()), message);
        let component = draft.push(Component {
            name: name.to_owned(),
            ecosystem: Ecosystem::Npm,
            own: true,
            source: Some(format!("link:{target}")),
            place: Some(place),
            ..Component::default()
        });
        self.by_folder.insert(target, component);
        component
    }
}

/// A path seen from a folder, without `.` and with `..` only at its start; empty for the top.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let start = if path.starts_with('/') { "" } else { folder };
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    format!("{}{}", if path.starts_with('/') { "/" } else { "" }, parts.join("/"))
}

/// The folder in which a file lies, where its name says so.
fn folder_name(file_name: &str) -> Option<&str> {
    file_name.rsplit(['/', '\\']).nth(1).filter(|folder| !matches!(*folder, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_their_folder() {
        assert_eq!(joined("packages/a", "../b"), "packages/b");
        assert_eq!(joined("packages/a", "../.."), "");
        assert_eq!(joined("", "../../apps/x"), "../../apps/x");
        assert_eq!(joined("../apps/x", "../../libs/y"), "../libs/y");
        assert_eq!(joined("a", "/b/./c"), "/b/c");
    }

    #[test]
    fn a_project_is_named_by_its_folder() {
        assert_eq!(folder_name("shop/pnpm-lock.yaml"), Some("shop"));
        assert_eq!(folder_name("pnpm-lock.yaml"), None);
    }
}
