//! The packages: one component for each peer context in which a package occurs.

use foldhash::{HashMap, HashSet};

use super::Draft;
use super::importers::Importers;
use super::reference::{KEYS, Layout, without_peers};
use crate::formats::support::keyed::{Keyed, Packed, is_same};
use crate::formats::support::npm;
use crate::formats::support::yaml::{Entry, Node};
use crate::model::{Component, ComponentIndex, Ecosystem, PackageUrl, Scope};

/// Where each package's component stands, by its key.
pub(super) struct Packages<'a, 'b> {
    layout: Layout,
    contexts: Vec<Context<'a, 'b>>,
    by_key: HashMap<Keyed<&'b str>, ComponentIndex>,
    /// Components that nothing has named yet; a dependent's word for them will do.
    nameless: HashSet<ComponentIndex>,
    /// The key that was looked for last: its room is used again.
    sought: String,
}

/// Entries by their keys, asked for mostly in their own order.
struct Lookup<'a, 'b> {
    entries: &'b [Entry<'a>],
    /// Where the key stood that was found last.
    last: usize,
    by_key: Option<HashMap<Keyed<&'b str>, usize>>,
}

impl<'a, 'b> Lookup<'a, 'b> {
    fn new(entries: &'b [Entry<'a>]) -> Self {
        Self { entries, last: 0, by_key: None }
    }

    fn find(&mut self, key: &str) -> Option<usize> {
        let is_at = |at: &usize| self.entries.get(*at).is_some_and(|entry| is_same(&entry.key, key));
        let near = [self.last, self.last + 1].into_iter().find(is_at);
        let found = near.or_else(|| {
            let keys = || self.entries.iter().map(|entry| Keyed(entry.key.as_ref())).zip(0..).collect();
            self.by_key.get_or_insert_with(keys).get(&Keyed(key)).copied()
        })?;
        self.last = found;
        Some(found)
    }
}

/// What an entry under `packages` says of itself.
#[derive(Default)]
struct Stated<'b> {
    name: Option<&'b str>,
    version: Option<&'b str>,
    /// The fields of `resolution`.
    kind: Option<&'b str>,
    integrity: Option<&'b str>,
    repository: Option<&'b str>,
    commit: Option<&'b str>,
    tarball: Option<&'b str>,
    directory: Option<&'b str>,
}

impl<'b> Stated<'b> {
    fn of(package: &'b Node) -> Self {
        let mut stated = Self::default();
        for entry in package.entries() {
            match entry.key.as_ref() {
                "name" => stated.name = entry.value.as_str(),
                "version" => stated.version = entry.value.as_str(),
                "resolution" => {
                    for entry in entry.value.entries() {
                        let field = match entry.key.as_ref() {
                            "type" => &mut stated.kind,
                            "integrity" => &mut stated.integrity,
                            "repo" => &mut stated.repository,
                            "commit" => &mut stated.commit,
                            "tarball" => &mut stated.tarball,
                            "directory" => &mut stated.directory,
                            _ => continue,
                        };
                        *field = entry.value.as_str();
                    }
                }
                _ => {}
            }
        }
        stated
    }
}

/// A package in one peer context.
struct Context<'a, 'b> {
    component: ComponentIndex,
    key: &'b str,
    /// What it depends on.
    node: &'b Node<'a>,
    /// What it is: the same node up to version 6, its entry under `packages` in version 9.
    package: Option<&'b Node<'a>>,
}

impl<'a, 'b> Packages<'a, 'b> {
    /// Adds a component for each package and peer context.
    pub fn read(file: &'b Node<'a>, layout: Layout, draft: &mut Draft) -> Self {
        let mut packages = Self {
            layout,
            contexts: Vec::new(),
            by_key: HashMap::default(),
            nameless: HashSet::default(),
            sought: String::new(),
        };
        let listed = file.get("packages").map_or(&[][..], Node::entries);
        let snapshots = file.get("snapshots").map_or(&[][..], Node::entries);
        if layout != Layout::Snapshots {
            packages.reserve(listed.len(), draft);
            for entry in listed {
                packages.add(entry, Some(&entry.value), draft);
            }
            return packages;
        }
        packages.reserve(snapshots.len(), draft);
        let mut lookup = Lookup::new(listed);
        let mut described = vec![false; listed.len()];
        for entry in snapshots {
            let found = lookup.find(without_peers(&entry.key));
            if let Some(described) = found.and_then(|at| described.get_mut(at)) {
                *described = true;
            }
            let package = found.or_else(|| lookup.find(&entry.key)).and_then(|at| listed.get(at));
            if package.is_none() {
                let message = format!("`{}` is used and not listed under `packages`", entry.key);
                draft.notices.warning("missing-entry", Some(entry.place()), message);
            }
            packages.add(entry, package.map(|package| &package.value), draft);
        }
        for (entry, _) in listed.iter().zip(described).filter(|(_, described)| !described) {
            packages.add(entry, Some(&entry.value), draft);
        }
        packages
    }

    fn reserve(&mut self, count: usize, draft: &mut Draft) {
        self.contexts.reserve(count);
        draft.components.reserve(count);
    }

    fn add(&mut self, entry: &'b Entry<'a>, package: Option<&'b Node<'a>>, draft: &mut Draft) {
        let key = self.layout.read_key(&entry.key);
        let stated = package.map(Stated::of).unwrap_or_default();
        let name = stated.name.or(key.name);
        let version = stated.version.or(key.version);
        let is_folder = stated.kind == Some("directory");
        let component = Component {
            name: name.unwrap_or(&entry.key).to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: name.and_then(|name| PackageUrl::npm(name, version)),
            scope: self.scope(&entry.value),
            own: is_folder,
            hashes: stated.integrity.map(npm::hashes).unwrap_or_default(),
            source: match (stated.repository, stated.commit) {
                (Some(repository), Some(commit)) => Some(format!("{repository}#{commit}")),
                (Some(repository), None) => Some(repository.to_owned()),
                _ => stated.tarball.or(stated.directory).map(str::to_owned),
            },
            place: Some(entry.place()),
            ..Component::default()
        };
        let index = draft.push(component);
        if name.is_none() {
            self.nameless.insert(index);
        }
        self.contexts.push(Context { component: index, key: &entry.key, node: &entry.value, package });
    }

    /// The keys of all packages.
    pub fn keys(&self) -> Packed {
        let mut keys = Packed::with_capacity(self.contexts.len());
        self.contexts.iter().for_each(|context| keys.push([context.key]));
        keys
    }

    /// Lets packages be found by those keys.
    pub fn find_by(&mut self, keys: &'b Packed) {
        self.by_key = keys.names().map(Keyed).zip(self.contexts.iter().map(|context| context.component)).collect();
    }

    /// The file's own word. Up to version 6 a package without `dev: true` is needed at run time; later
    /// only the importers tell.
    fn scope(&self, node: &Node) -> Scope {
        match (node.is_true("dev"), node.is_true("optional")) {
            (true, _) => Scope::Development,
            (false, true) => Scope::Optional,
            (false, false) if self.layout == Layout::Snapshots => Scope::Unknown,
            (false, false) => Scope::Runtime,
        }
    }

    /// The component that a dependency on a package names.
    pub fn find(&mut self, name: &str, reference: &str, draft: &mut Draft) -> Option<ComponentIndex> {
        let index = (0..KEYS).find_map(|way| {
            self.layout.write_key(way, name, reference, &mut self.sought);
            self.by_key.get(&Keyed(self.sought.as_str())).copied()
        })?;
        if !self.nameless.is_empty()
            && self.nameless.remove(&index)
            && let Some(component) = draft.components.get_mut(index as usize)
        {
            name.clone_into(&mut component.name);
            component.package_url = PackageUrl::npm(name, component.version.as_deref());
        }
        Some(index)
    }

    /// Adds what the packages depend on.
    pub fn connect(&mut self, importers: &mut Importers, draft: &mut Draft) {
        for context in std::mem::take(&mut self.contexts) {
            let Context { component, node, package, .. } = context;
            let peers = package.and_then(|package| package.get("peerDependencies"));
            let peers: HashSet<&str> =
                peers.map_or(&[][..], Node::entries).iter().map(|peer| peer.key.as_ref()).collect();
            for (section, usual) in [("dependencies", Scope::Runtime), ("optionalDependencies", Scope::Optional)] {
                for wanted in node.get(section).map_or(&[][..], Node::entries) {
                    let scope = if peers.contains(wanted.key.as_ref()) { Scope::Peer } else { usual };
                    if let Some(to) = importers.find(wanted, "", self, draft) {
                        draft.arrows.add(component, to, scope);
                    }
                }
            }
        }
    }
}
