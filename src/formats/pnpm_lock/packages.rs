//! The packages: one component for each peer context in which a package occurs.

use foldhash::{HashMap, HashSet};

use super::Draft;
use super::file::{File, Package, Stated};
use super::importers::Importers;
use super::reference::{KEYS, LINK, Layout, without_peers};
use crate::formats::support::keyed::{Keyed, Packed, is_same};
use crate::formats::support::npm;
use crate::formats::support::numbers::Numbers;
use crate::model::{Component, ComponentIndex, Ecosystem, PackageUrl, Scope};

/// The packages of a file, and the component of each.
pub(super) struct Packages<'t, 'f> {
    file: &'f File<'t>,
    layout: Layout,
    contexts: Vec<Context<'t, 'f>>,
    /// What each of [`File::wanted`] names.
    found: Vec<Option<ComponentIndex>>,
    /// Components that nothing has named yet; a dependent's word for them will do.
    nameless: HashSet<ComponentIndex>,
}

/// A package in one peer context.
struct Context<'t, 'f> {
    component: ComponentIndex,
    /// What it depends on.
    node: &'f Package<'t>,
    /// What it is: the same up to version 6, its entry under `packages` in version 9.
    package: Option<&'f Package<'t>>,
}

/// Entries by their keys, asked for mostly in their own order.
struct Lookup<'t, 'f> {
    entries: &'f [Package<'t>],
    /// Where the key stood that was found last.
    last: usize,
    by_key: Option<HashMap<Keyed<&'t str>, usize>>,
}

/// Of more peers than these a set is made.
const FEW_PEERS: usize = 8;

impl<'t, 'f> Lookup<'t, 'f> {
    fn new(entries: &'f [Package<'t>]) -> Self {
        Self { entries, last: 0, by_key: None }
    }

    fn find(&mut self, key: &str) -> Option<usize> {
        let is_at = |at: &usize| self.entries.get(*at).is_some_and(|entry| is_same(entry.key, key));
        let near = [self.last, self.last + 1].into_iter().find(is_at);
        let found = near.or_else(|| {
            let keys = || self.entries.iter().map(|entry| Keyed(entry.key)).zip(0..).collect();
            self.by_key.get_or_insert_with(keys).get(&Keyed(key)).copied()
        })?;
        self.last = found;
        Some(found)
    }
}

impl<'t, 'f> Packages<'t, 'f> {
    /// Adds a component for each package and peer context.
    #[inline(never)]
    pub fn read(file: &'f File<'t>, layout: Layout, draft: &mut Draft) -> Self {
        let mut packages = Self { file, layout, contexts: Vec::new(), found: Vec::new(), nameless: HashSet::default() };
        let listed = || file.packages.iter().zip(&file.stated);
        if layout != Layout::Snapshots {
            packages.reserve(file.packages.len(), draft);
            listed().for_each(|listed| packages.add(listed.0, Some(listed), draft));
            return packages;
        }
        packages.reserve(file.snapshots.len(), draft);
        let mut lookup = Lookup::new(&file.packages);
        let mut described = vec![false; file.packages.len()];
        for entry in &file.snapshots {
            let found = lookup.find(without_peers(entry.key));
            if let Some(described) = found.and_then(|at| described.get_mut(at)) {
                *described = true;
            }
            let at = found.or_else(|| lookup.find(entry.key));
            let package = at.and_then(|at| Some((file.packages.get(at)?, file.stated.get(at)?)));
            if package.is_none() {
                let message = format!("`{}` is used and not listed under `packages`", entry.key);
                draft.notices.warning("missing-entry", Some(entry.spot.place()), message);
            }
            packages.add(entry, package, draft);
        }
        for (listed, _) in listed().zip(described).filter(|(_, described)| !described) {
            packages.add(listed.0, Some(listed), draft);
        }
        packages
    }

    fn reserve(&mut self, count: usize, draft: &mut Draft) {
        self.contexts.reserve(count);
        draft.components.reserve(count);
    }

    fn add(&mut self, entry: &'f Package<'t>, package: Option<(&'f Package<'t>, &'f Stated<'t>)>, draft: &mut Draft) {
        let key = self.layout.read_key(entry.key);
        let nothing = Stated::default();
        let (package, stated) = package.map_or((None, &nothing), |(package, stated)| (Some(package), stated));
        let name = stated.name.or(key.name);
        let version = stated.version.or(key.version);
        let component = Component {
            name: name.unwrap_or(entry.key).to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: name.and_then(|name| PackageUrl::npm(name, version)),
            scope: self.scope(entry),
            own: stated.kind == Some("directory"),
            hashes: stated.integrity.map(npm::hashes).unwrap_or_default(),
            source: match (stated.repository, stated.commit) {
                (Some(repository), Some(commit)) => Some(format!("{repository}#{commit}")),
                (Some(repository), None) => Some(repository.to_owned()),
                _ => stated.tarball.or(stated.directory).map(str::to_owned),
            },
            marks: package.map_or(entry.marks, |package| entry.marks.with(package.marks)),
            place: Some(entry.spot.place()),
            ..Component::default()
        };
        let index = draft.push(component);
        if name.is_none() {
            self.nameless.insert(index);
        }
        self.contexts.push(Context { component: index, node: entry, package });
    }

    /// The file's own word. Up to version 6 a package without `dev: true` is needed at run time; later
    /// only the importers tell.
    fn scope(&self, entry: &Package) -> Scope {
        match (entry.is_development, entry.is_optional) {
            (true, _) => Scope::Development,
            (false, true) => Scope::Optional,
            (false, false) if self.layout == Layout::Snapshots => Scope::Unknown,
            (false, false) => Scope::Runtime,
        }
    }

    /// Finds what every dependency names.
    #[inline(never)]
    pub fn resolve(&mut self) {
        let (layout, wanted) = (self.layout, &self.file.wanted);
        let mut keys = Packed::with_capacity(self.contexts.len());
        self.contexts.iter().for_each(|context| keys.push([context.node.key]));
        let mut numbers = Numbers::default();
        numbers.reserve(self.contexts.len());
        // Of two packages with one key the last one counts.
        let mut components: Vec<ComponentIndex> = Vec::with_capacity(self.contexts.len());
        for (key, context) in keys.names().zip(&self.contexts) {
            let Some((name, reference)) = layout.parts(key) else { continue };
            let number = numbers.number((Keyed(name), Keyed(reference))) as usize;
            match components.get_mut(number) {
                Some(component) => *component = context.component,
                None => components.push(context.component),
            }
        }
        self.found.reserve(wanted.len());
        let names = wanted.iter().map(|wanted| (Keyed(wanted.name), Keyed(wanted.reference)));
        numbers.get_all(names, |number| {
            let component = number.and_then(|number| components.get(number as usize));
            self.found.push(component.copied());
        });
        let mut others: Option<HashMap<Keyed<&str>, ComponentIndex>> = None;
        let key_of = |context: &Context<'t, 'f>| (Keyed(context.node.key), context.component);
        for (found, wanted) in self.found.iter_mut().zip(wanted).filter(|(found, _)| found.is_none()) {
            if wanted.reference.starts_with(LINK) {
                continue;
            }
            let by_key = others.get_or_insert_with(|| self.contexts.iter().map(key_of).collect());
            *found = (0..KEYS).find_map(|way| {
                let key = layout.key(way, wanted.name, wanted.reference).concat();
                by_key.get(&Keyed(key.as_str())).copied()
            });
        }
    }

    /// The component of the package that a dependency names, the dependency by its number.
    pub fn find(&mut self, name: &str, number: u32, draft: &mut Draft) -> Option<ComponentIndex> {
        let index = self.found.get(number as usize).copied()??;
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
    #[inline(never)]
    pub fn connect(&mut self, importers: &mut Importers, draft: &mut Draft) {
        let file = self.file;
        for Context { component, node, package } in std::mem::take(&mut self.contexts) {
            let peers = package.map_or(&[][..], |package| file.peers(&package.peers));
            let many: Option<HashSet<&str>> = (peers.len() > FEW_PEERS).then(|| peers.iter().copied().collect());
            let is_peer = |name: &str| match &many {
                Some(many) => many.contains(name),
                None => peers.contains(&name),
            };
            for (span, usual) in node.wanted.iter().zip([Scope::Runtime, Scope::Optional]) {
                for (wanted, number) in file.wanted(span).iter().zip(span.start..) {
                    let scope = if is_peer(wanted.name) { Scope::Peer } else { usual };
                    if let Some(to) = importers.find(wanted, number, "", self, draft) {
                        draft.arrows.add(component, to, scope);
                    }
                }
            }
        }
    }
}
