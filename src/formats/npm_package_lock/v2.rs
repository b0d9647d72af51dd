//! Versions 2 and 3: a map from install path to package.

use std::borrow::Cow;
use std::cell::OnceCell;

use foldhash::{HashMap, HashSet};

use super::components::{Components, Identity};
use super::entry::{Entry, SECTIONS, Wants};
use super::{ASSUMED_DIRECT, LockFile};
use crate::formats::support::arrows::Arrows;
use crate::formats::support::json::pull::{Broken, PullReader};
use crate::formats::support::keyed::Keyed;
use crate::formats::support::notices::Notices;
use crate::formats::support::numbers::Numbers;
use crate::formats::support::places::counted;
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Requests, Scope};

const FOLDER: &str = "node_modules/";
/// Longer install paths are resolved from the top; Windows and npm stop far earlier.
const LONGEST_PATH: usize = 4096;
/// How many links are followed from one install path.
const MOST_LINKS: usize = 8;
/// About how long an entry is, at least: room is made for so many at once.
const BYTES_OF_AN_ENTRY: usize = 512;
/// Stands where no package does.
const NOT_HELD: usize = usize::MAX;

/// Install paths and what stands under them, as written.
type Packages<'a> = Vec<(Cow<'a, str>, Entry<'a>)>;

/// Takes `packages`; `None` where it is no object. Of a path that stands twice the last entry counts.
pub(super) fn take<'a>(json: &mut PullReader<'a>, wants: &mut Wants<'a>) -> Result<Option<Packages<'a>>, Broken> {
    if !json.begin_object()? {
        return Ok(None);
    }
    let mut packages: Packages = Vec::with_capacity(json.rest() / BYTES_OF_AN_ENTRY);
    while let Some(path) = json.next_key()? {
        packages.push((path, Entry::take(json, wants, None)?));
    }
    if json.had_repeated_key() {
        packages = last_of_each(packages);
    }
    Ok(Some(packages))
}

/// The last entry of each path, where the first one stood.
fn last_of_each<'a>(packages: Packages<'a>) -> Packages<'a> {
    let mut kept: Packages = Vec::new();
    let mut positions: HashMap<Cow<str>, usize> = HashMap::default();
    for (path, entry) in packages {
        let position = *positions.entry(path.clone()).or_insert(kept.len());
        match kept.get_mut(position) {
            Some(slot) => *slot = (path, entry),
            None => kept.push((path, entry)),
        }
    }
    kept
}

struct Reader<'f, 'a> {
    file: &'f LockFile<'a>,
    json: &'f PullReader<'a>,
    packages: &'f [(Cow<'a, str>, Entry<'a>)],
    /// Where each path stands; made only for files with links.
    by_path: OnceCell<HashMap<&'f str, usize>>,
    /// By package: where the last `node_modules/` of its path begins.
    folders: Vec<Option<usize>>,
    /// The names that packages have in a `node_modules`.
    names: Numbers<Keyed<&'f str>>,
    /// The folders that hold a `node_modules`, beside the project's own.
    holders: Numbers<Keyed<&'f str>>,
    /// By number of a name: where the package stands that has it in the project's own `node_modules`.
    at_top: Vec<usize>,
    /// The same in every other one, by numbers of a holder and a name.
    held: HashMap<(u32, u32), usize>,
    /// The component of each entry; a link has that of its target.
    component_of: Vec<Option<ComponentIndex>>,
}

pub(super) fn read<'a>(
    file: &LockFile<'a>,
    packages: &[(Cow<'a, str>, Entry<'a>)],
    json: &PullReader<'a>,
    notices: &mut Notices,
) -> Document {
    let mut reader = Reader::new(file, packages, json);
    let mut components = Components::default();
    reader.add_components(&mut components, notices);
    let mut arrows = Arrows::default();
    reader.add_arrows(&mut arrows, notices);
    let mut requests = Requests::default();
    let root = match packages.iter().position(|(path, _)| path.is_empty()) {
        Some(position) => reader.component_of.get(position).copied().flatten(),
        None => {
            // Asked for by folder name: the file does not keep the ranges.
            requests = reader.top().map(|(path, _, to)| (folder_name(path), to)).collect();
            Some(reader.assume_root(&mut components, &mut arrows, notices))
        }
    };
    if let Some(root) = root {
        reader.add_workspaces(root, &components, &mut arrows);
    }
    let (components, joined) = components.finish();
    if joined > 0 {
        let paths = counted(joined, "install path holds", "install paths hold");
        let message = format!("{paths} a package that is installed elsewhere too");
        notices.info("joined-install-paths", None, message);
    }
    Document {
        roots: root.into_iter().collect(),
        components: components.into(),
        dependencies: arrows.finish(),
        requests,
        ..Document::default()
    }
}

impl<'f, 'a> Reader<'f, 'a> {
    fn new(file: &'f LockFile<'a>, packages: &'f [(Cow<'a, str>, Entry<'a>)], json: &'f PullReader<'a>) -> Self {
        let mut reader = Self {
            file,
            json,
            packages,
            by_path: OnceCell::new(),
            folders: packages.iter().map(|(path, _)| last_folder(path)).collect(),
            names: Numbers::default(),
            holders: Numbers::default(),
            at_top: Vec::with_capacity(packages.len()),
            held: HashMap::default(),
            component_of: vec![None; packages.len()],
        };
        reader.names.reserve(packages.len());
        for (position, (path, _)) in packages.iter().enumerate() {
            let folder = reader.folders.get(position).copied().flatten();
            let Some((holder, name)) = folder.and_then(|folder| split(path, folder)) else { continue };
            let name = reader.names.number(Keyed(name));
            if holder.is_empty() {
                let name = name as usize;
                if reader.at_top.len() <= name {
                    reader.at_top.resize(name + 1, NOT_HELD);
                }
                if let Some(slot) = reader.at_top.get_mut(name) {
                    *slot = position;
                }
            } else {
                let holder = reader.holders.number(Keyed(holder));
                reader.held.insert((holder, name), position);
            }
        }
        reader
    }

    fn add_components(&mut self, components: &mut Components<'f>, notices: &mut Notices) {
        let linked_names = self.linked_names();
        let project = &self.file.project;
        for (position, ((path, entry), folder)) in self.packages.iter().zip(&self.folders).enumerate() {
            let place = self.json.place(entry.offset);
            if let Some(instead) = entry.instead {
                let message = format!("The entry \"{path}\" is {instead}, not an object");
                notices.warning("skipped-entry", place, message);
                continue;
            }
            let folder_name = name_below(path, *folder);
            if !path.is_empty() && folder_name.is_empty() {
                notices.warning("skipped-entry", place, format!("The install path \"{path}\" names no package"));
                continue;
            }
            let target = if entry.link { self.target(position) } else { Some(position) };
            if target != Some(position) {
                if target.is_some() {
                    continue;
                }
                let aim = entry.resolved.as_deref().unwrap_or("");
                let message = format!("\"{path}\" links to \"{aim}\", which is not in the file");
                notices.warning("broken-link", place.clone(), message);
            }
            let installed = folder.is_some() && !entry.link;
            let name = entry
                .name
                .as_deref()
                .or_else(|| project.name.as_deref().filter(|_| path.is_empty()))
                .or_else(|| if linked_names.is_empty() { None } else { linked_names.get(&**path).copied() })
                .unwrap_or(folder_name);
            let version = entry.version.as_deref();
            let version = version.or_else(|| project.version.as_deref().filter(|_| path.is_empty()));
            let version = version.filter(|version| !version.is_empty());
            let component = Component {
                name: name.to_owned(),
                version: version.map(str::to_owned),
                ecosystem: Ecosystem::Npm,
                package_url: PackageUrl::npm(name, version),
                scope: if installed { entry.scope() } else { Scope::Unknown },
                own: !installed,
                licenses: entry.stated_licenses(),
                hashes: entry.hashes(),
                source: entry.source().map(str::to_owned),
                marks: entry.marks,
                place,
                ..Component::default()
            };
            let index = if installed {
                components.add_installed(Identity { name, version, source: entry.source() }, component)
            } else {
                components.add_own(component)
            };
            if let Some(slot) = self.component_of.get_mut(position) {
                *slot = Some(index);
            }
        }
        for (position, (_, entry)) in self.packages.iter().enumerate() {
            if entry.link
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
    fn linked_names(&self) -> HashMap<&'f str, &'f str> {
        let links = self.packages.iter().filter(|(_, entry)| entry.link);
        links.filter_map(|(path, entry)| Some((entry.resolved.as_deref()?, folder_name(path)))).collect()
    }

    /// The entry that a link stands for; itself for an ordinary entry, `None` for a broken link.
    fn target(&self, mut position: usize) -> Option<usize> {
        for _ in 0..MOST_LINKS {
            let (_, entry) = self.packages.get(position)?;
            if !entry.link {
                return Some(position);
            }
            let positions = || self.packages.iter().enumerate().map(|(position, (path, _))| (&**path, position));
            let by_path = self.by_path.get_or_init(|| positions().collect());
            position = *by_path.get(entry.resolved.as_deref()?)?;
        }
        None
    }

    fn add_arrows(&self, arrows: &mut Arrows, notices: &mut Notices) {
        let wants = &self.file.wants;
        let mut holders = Vec::new();
        for (position, ((path, entry), folder)) in self.packages.iter().zip(&self.folders).enumerate() {
            let Some(from) = self.component_of.get(position).copied().flatten() else { continue };
            let own = folder.is_none();
            // npm repeats optional dependencies among the ordinary ones; optional counts.
            let optional: Option<HashSet<&str>> = match wants.of(entry, 1) {
                [] => None,
                optional => Some(optional.iter().map(|(name, _)| &**name).collect()),
            };
            self.holders_above(path, &mut holders);
            for (section, (_, scope)) in SECTIONS.into_iter().enumerate().take(4) {
                // Installed packages come without their development dependencies.
                if scope == Scope::Development && !own {
                    continue;
                }
                for (name, range) in wants.of(entry, section) {
                    if scope == Scope::Runtime && optional.as_ref().is_some_and(|optional| optional.contains(&**name)) {
                        continue;
                    }
                    let found = self.names.get(&Keyed(&**name)).and_then(|name| self.found(&holders, name));
                    match found.and_then(|found| self.component_of.get(found).copied().flatten()) {
                        Some(to) => arrows.add(from, to, scope),
                        None => self.note_unresolved(notices, (path, entry), (name, range), scope),
                    }
                }
            }
        }
    }

    /// The folders below the project's in which Node looks for what a package needs: its own, then each one above.
    fn holders_above(&self, path: &str, holders: &mut Vec<u32>) {
        holders.clear();
        let mut folder = if path.len() > LONGEST_PATH || self.holders.count() == 0 { "" } else { path };
        while !folder.is_empty() {
            holders.extend(self.holders.get(&Keyed(folder)));
            folder = parent(folder);
        }
    }

    /// Where the package with this name stands that is found first: in one of the holders, or at the top.
    fn found(&self, holders: &[u32], name: u32) -> Option<usize> {
        let nested = holders.iter().find_map(|holder| self.held.get(&(*holder, name)).copied());
        nested.or_else(|| self.at_top.get(name as usize).copied().filter(|found| *found != NOT_HELD))
    }

    fn note_unresolved(
        &self,
        notices: &mut Notices,
        (path, entry): (&str, &Entry),
        (name, range): (&str, &str),
        scope: Scope,
    ) {
        if scope == Scope::Peer && entry.optional_peers.iter().any(|peer| peer == name) {
            return;
        }
        let dependent = if path.is_empty() { "The project" } else { path };
        let message = format!("{dependent} needs {name} {range} ({}), which is not in the file", scope.as_str());
        let place = self.json.place(entry.offset);
        match scope {
            Scope::Peer | Scope::Optional => notices.info("absent-dependency", place, message),
            _ => notices.warning("unresolved-dependency", place, message),
        }
    }

    /// A hidden lockfile (`node_modules/.package-lock.json`) has no entry for the project itself.
    fn assume_root(
        &self,
        components: &mut Components<'f>,
        arrows: &mut Arrows,
        notices: &mut Notices,
    ) -> ComponentIndex {
        let name = self.file.project.name.as_deref();
        let version = self.file.project.version.as_deref().map(str::trim).filter(|version| !version.is_empty());
        let root = components.add_own(Component {
            name: name.unwrap_or("project").to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Npm,
            package_url: name.and_then(|name| PackageUrl::npm(name, version)),
            own: true,
            ..Component::default()
        });
        let required: HashSet<ComponentIndex> = arrows.targets().collect();
        for (_, entry, component) in self.top().filter(|(.., component)| !required.contains(component)) {
            arrows.add(root, component, entry.scope());
        }
        notices.info(
            ASSUMED_DIRECT,
            None,
            "This file does not list the direct dependencies; packages that no other one needs are taken for direct",
        );
        root
    }

    /// The packages that lie in the project's own `node_modules`.
    fn top(&self) -> impl Iterator<Item = (&'f str, &'f Entry<'a>, ComponentIndex)> {
        let is_top = |path: &str| path.strip_prefix(FOLDER).is_some_and(|rest| last_folder(rest).is_none());
        let packages = self.packages.iter().zip(&self.component_of);
        packages.filter_map(move |((path, entry), component)| is_top(path).then_some((&**path, entry, (*component)?)))
    }

    /// npm treats the members of a workspace as needed by its root.
    fn add_workspaces(&self, root: ComponentIndex, components: &Components<'f>, arrows: &mut Arrows) {
        let mut known: HashSet<ComponentIndex> = arrows.targets_of(root).collect();
        for component in self.component_of.iter().flatten() {
            let own = components.list.get(*component as usize).is_some_and(|component| component.own);
            if own && *component != root && known.insert(*component) {
                arrows.add(root, *component, Scope::Runtime);
            }
        }
    }
}

/// The folder whose `node_modules` holds an install path, and the name there.
fn split(path: &str, at: usize) -> Option<(&str, &str)> {
    let name = path.get(at + FOLDER.len()..)?;
    let above = path.get(..at)?;
    if above.is_empty() { Some(("", name)) } else { Some((above.strip_suffix('/')?, name)) }
}

/// The folder above: the package that holds this `node_modules`, or the next folder up.
fn parent(path: &str) -> &str {
    let cut = last_folder(path).or_else(|| path.rfind('/')).unwrap_or(0);
    path.get(..cut).unwrap_or("").trim_end_matches('/')
}

/// `a/node_modules/@scope/name` → `@scope/name`; `packages/tool` → `tool`.
fn folder_name(path: &str) -> &str {
    name_below(path, last_folder(path))
}

/// The same, where it is known where the last [`FOLDER`] begins.
fn name_below(path: &str, folder: Option<usize>) -> &str {
    match folder {
        Some(at) => path.get(at + FOLDER.len()..).unwrap_or(path),
        None => path.rsplit('/').next().unwrap_or(path),
    }
}

/// Where the last [`FOLDER`] of a path begins.
fn last_folder(path: &str) -> Option<usize> {
    let mut end = path.len();
    loop {
        end = path.as_bytes().get(..end)?.iter().rposition(|&byte| byte == b'/')?;
        if path.get(..=end)?.ends_with(FOLDER) {
            return Some(end + 1 - FOLDER.len());
        }
    }
}
