//! The packages: one component for each peer context in which a package occurs.

use foldhash::{HashMap, HashSet};

use super::Draft;
use super::importers::Importers;
use super::reference::{KEYS, Layout, without_peers};
use crate::formats::support::npm;
use crate::formats::support::yaml::{Entry, Node};
use crate::model::{Component, ComponentIndex, Ecosystem, PackageUrl, Scope};

/// Where each package's component stands, by its key.
pub(super) struct Packages<'a, 'b> {
    layout: Layout,
    contexts: Vec<Context<'a, 'b>>,
    by_key: HashMap<&'b str, ComponentIndex>,
    /// Components that nothing has named yet; a dependent's word for them will do.
    nameless: HashSet<ComponentIndex>,
    /// The key that was looked for last: its room is used again.
    sought: String,
}

/// A package in one peer context.
struct Context<'a, 'b> {
    component: ComponentIndex,
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
            for entry in listed {
                packages.add(entry, Some(&entry.value), draft);
            }
            return packages;
        }
        let by_key: HashMap<&str, &'b Entry<'a>> = listed.iter().map(|entry| (entry.key.as_ref(), entry)).collect();
        let mut described = HashSet::default();
        for entry in snapshots {
            let key = without_peers(&entry.key);
            described.insert(key);
            let package = by_key.get(key).or_else(|| by_key.get(entry.key.as_ref()));
            if package.is_none() {
                let message = format!("`{}` is used and not listed under `packages`", entry.key);
                draft.notices.warning("missing-entry", Some(entry.place()), message);
            }
            packages.add(entry, package.map(|package| &package.value), draft);
        }
        for entry in listed.iter().filter(|entry| !described.contains(entry.key.as_ref())) {
            packages.add(entry, Some(&entry.value), draft);
        }
        packages
    }

    fn add(&mut self, entry: &'b Entry<'a>, package: Option<&'b Node<'a>>, draft: &mut Draft) {
        let key = self.layout.read_key(&entry.key);
        let field = |name: &str| package.and_then(|package| package.text(name));
        let name = field("name").or(key.name);
        let version = field("version").or(key.version);
        let resolution = package.and_then(|package| package.get("resolution"));
        let resolved = |name: &str| resolution.and_then(|resolution| resolution.text(name));
        let is_folder = resolved("type") == Some("directory");
        let component = Component {
            name: name.unwrap_or(&entry.key).to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: name.and_then(|name| PackageUrl::npm(name, version)),
            scope: self.scope(&entry.value),
            own: is_folder,
            hashes: resolved("integrity").map(npm::hashes).unwrap_or_default(),
            source: match (resolved("repo"), resolved("commit")) {
                (Some(repository), Some(commit)) => Some(format!("{repository}#{commit}")),
                (Some(repository), None) => Some(repository.to_owned()),
                _ => resolved("tarball").or(resolved("directory")).map(str::to_owned),
            },
            place: Some(entry.place()),
            ..Component::default()
        };
        let index = draft.push(component);
        if name.is_none() {
            self.nameless.insert(index);
        }
        self.by_key.insert(entry.key.as_ref(), index);
        self.contexts.push(Context { component: index, node: &entry.value, package });
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
            self.by_key.get(self.sought.as_str()).copied()
        })?;
        if self.nameless.remove(&index)
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
            let Context { component, node, package } = context;
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
