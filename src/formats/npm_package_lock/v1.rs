//! Version 1: a tree of installed packages, each with what it requires.
//!
//! The tree says where packages lie; it does not say which ones the project itself asked for, and it
//! holds no licences.

use std::borrow::Cow;
use std::collections::VecDeque;

use foldhash::{HashMap, HashSet};

use super::components::{Components, Identity};
use super::entry::{Entry, REQUIRES, Wants};
use super::{ASSUMED_DIRECT, LockFile};
use crate::formats::support::arrows::Arrows;
use crate::formats::support::json::pull::{Broken, PullReader};
use crate::formats::support::notices::Notices;
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Scope};

/// One entry of the tree as written.
pub(super) struct Nested<'a> {
    folder: Cow<'a, str>,
    entry: Entry<'a>,
    /// The position of the entry it is nested in; `None` for those at the top.
    parent: Option<usize>,
}

/// Takes the packages nested in one (`None`: in the project), each before what is nested in it.
pub(super) fn take<'a>(
    json: &mut PullReader<'a>,
    parent: Option<usize>,
    tree: &mut Vec<Nested<'a>>,
    wants: &mut Wants<'a>,
) -> Result<(), Broken> {
    if !json.begin_object()? {
        return Ok(());
    }
    let start = tree.len();
    let mut repeats = false;
    let mut seen: HashSet<Cow<'a, str>> = HashSet::default();
    while let Some(folder) = json.next_key()? {
        repeats |= !seen.insert(folder.clone());
        let position = tree.len();
        tree.push(Nested { folder, entry: Entry::default(), parent });
        let entry = Entry::take(json, wants, Some(&mut |json, wants| take(json, Some(position), tree, wants)))?;
        if let Some(nested) = tree.get_mut(position) {
            nested.entry = entry;
        }
    }
    if repeats {
        keep_last(tree, start, parent);
    }
    Ok(())
}

/// Of a folder that stands twice in one package the last entry counts: the others lose what says where they are.
fn keep_last(tree: &mut [Nested], start: usize, parent: Option<usize>) {
    let mut seen: HashSet<Cow<str>> = HashSet::default();
    for nested in tree.iter_mut().skip(start).rev().filter(|nested| nested.parent == parent) {
        if !seen.insert(nested.folder.clone()) {
            nested.parent = Some(usize::MAX);
        }
    }
}

/// One installed package; position 0 is the project.
struct Node<'f, 'a> {
    folder: &'f str,
    entry: &'f Entry<'a>,
    parent: Option<usize>,
    component: ComponentIndex,
    /// Something is nested in it.
    nests: bool,
}

/// The packages, each after the one it is nested in, level by level; and where each lies, by the position of what
/// it is nested in and its folder there.
struct Installed<'f, 'a> {
    nodes: Vec<Node<'f, 'a>>,
    by_folder: HashMap<(usize, &'f str), usize>,
}

pub(super) fn read<'a>(file: &LockFile<'a>, json: &PullReader<'a>, notices: &mut Notices) -> Document {
    let mut components = Components::default();
    let root = components.add_own(project(file, json));
    let installed = install(file, json, root, &mut components, notices);
    let mut arrows = Arrows::default();
    add_required(file, json, &installed, &mut arrows, notices);
    let top: Vec<&Node> = installed.nodes.iter().filter(|node| node.parent == Some(0)).collect();
    add_direct(root, &top, &mut arrows, notices);
    // Asked for by folder name: the file does not keep the ranges.
    let requests = top.iter().map(|node| (node.folder, node.component)).collect();
    Document {
        roots: vec![root],
        components: components.finish().0.into(),
        dependencies: arrows.finish(),
        requests,
        ..Document::default()
    }
}

fn project(file: &LockFile, json: &PullReader) -> Component {
    let Entry { name, version, licenses, offset, .. } = &file.project;
    let version = version.as_deref().map(str::trim).filter(|version| !version.is_empty());
    Component {
        name: name.as_deref().unwrap_or("project").to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Npm,
        package_url: name.as_deref().and_then(|name| PackageUrl::npm(name, version)),
        own: true,
        licenses: licenses.clone(),
        place: json.place(*offset),
        ..Component::default()
    }
}

fn install<'f, 'a>(
    file: &'f LockFile<'a>,
    json: &PullReader,
    root: ComponentIndex,
    components: &mut Components<'f>,
    notices: &mut Notices,
) -> Installed<'f, 'a> {
    let mut nested_in: Vec<Vec<usize>> = vec![Vec::new(); file.tree.len()];
    let mut open = VecDeque::new();
    for (position, nested) in file.tree.iter().enumerate() {
        match nested.parent {
            None => open.push_back((position, 0)),
            Some(parent) => nested_in.get_mut(parent).into_iter().for_each(|inner| inner.push(position)),
        }
    }
    let project = Node { folder: "", entry: &file.project, parent: None, component: root, nests: true };
    let mut installed = Installed { nodes: vec![project], by_folder: HashMap::default() };
    while let Some((at, parent)) = open.pop_front() {
        let Some(Nested { folder, entry, .. }) = file.tree.get(at) else { continue };
        if let Some(instead) = entry.instead {
            let message = format!("The entry \"{folder}\" is {instead}, not an object");
            notices.warning("skipped-entry", json.place(entry.offset), message);
            continue;
        }
        let component = add_component(json, folder, entry, components);
        let position = installed.nodes.len();
        installed.by_folder.insert((parent, folder), position);
        let inner = nested_in.get(at).map_or(&[][..], Vec::as_slice);
        open.extend(inner.iter().map(|inner| (*inner, position)));
        installed.nodes.push(Node { folder, entry, parent: Some(parent), component, nests: !inner.is_empty() });
    }
    installed
}

fn add_component<'f>(
    json: &PullReader,
    folder: &'f str,
    entry: &'f Entry,
    components: &mut Components<'f>,
) -> ComponentIndex {
    let written = entry.version.as_deref().unwrap_or("");
    // `npm:name@version` is an alias; an address instead of a version is where it comes from.
    let (name, version, address) = match written.strip_prefix("npm:") {
        Some(alias) => match alias.rsplit_once('@') {
            Some((name, version)) if !name.is_empty() => (name, version, None),
            _ => (alias, "", None),
        },
        None if written.contains(':') || written.contains('/') => (folder, "", Some(written)),
        None => (folder, written, None),
    };
    let version = Some(version).filter(|version| !version.is_empty());
    let source = entry.source().or(address);
    let component = Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm(name, version),
        scope: entry.scope(),
        licenses: entry.stated_licenses(),
        hashes: entry.hashes(),
        source: source.map(str::to_owned),
        marks: entry.marks,
        place: json.place(entry.offset),
        ..Component::default()
    };
    components.add_installed(Identity { name, version, source }, component)
}

fn add_required(file: &LockFile, json: &PullReader, installed: &Installed, arrows: &mut Arrows, notices: &mut Notices) {
    let mut nested_without_requires = false;
    for (position, node) in installed.nodes.iter().enumerate().skip(1) {
        for (name, range) in file.wants.of(node.entry, REQUIRES) {
            match installed.resolve(position, name) {
                Some(found) => arrows.add(node.component, found.component, needed_scope(found.entry)),
                None => {
                    let message = format!("{} needs {name} {range}, which is not in the file", node.folder);
                    notices.warning("unresolved-dependency", json.place(node.entry.offset), message);
                }
            }
        }
        // What a package that does not say what it requires has inside it is taken for that.
        let parent = node.parent.and_then(|parent| installed.nodes.get(parent));
        if let Some(parent) = parent.filter(|_| node.parent != Some(0) && !requires(node.parent, installed)) {
            nested_without_requires = true;
            arrows.add(parent.component, node.component, needed_scope(node.entry));
        }
    }
    if nested_without_requires {
        notices.info(
            "assumed-dependencies",
            None,
            "Some packages do not say what they require; what lies inside them is taken for it",
        );
    }
}

/// Does the package at this position say what it requires?
fn requires(position: Option<usize>, installed: &Installed) -> bool {
    let node = position.and_then(|position| installed.nodes.get(position));
    node.is_some_and(|node| node.entry.wanted.get(REQUIRES).is_some_and(Option::is_some))
}

impl<'f, 'a> Installed<'f, 'a> {
    /// What a dependent in this place gets for a name, as Node looks for it.
    fn resolve(&self, position: usize, name: &str) -> Option<&Node<'f, 'a>> {
        let mut at = Some(position);
        while let Some((position, node)) = at.and_then(|at| Some((at, self.nodes.get(at)?))) {
            if node.nests
                && let Some(&found) = self.by_folder.get(&(position, name))
            {
                return self.nodes.get(found);
            }
            at = node.parent;
        }
        None
    }
}

/// `requires` does not say which requirements are optional; the entry required does.
fn needed_scope(entry: &Entry) -> Scope {
    if entry.optional { Scope::Optional } else { Scope::Runtime }
}

fn add_direct(root: ComponentIndex, top: &[&Node], arrows: &mut Arrows, notices: &mut Notices) {
    if top.is_empty() {
        return;
    }
    let required: HashSet<ComponentIndex> = arrows.targets().collect();
    let mut direct: Vec<&&Node> = top.iter().filter(|node| !required.contains(&node.component)).collect();
    if direct.is_empty() {
        direct = top.iter().collect();
    }
    for node in direct {
        arrows.add(root, node.component, node.entry.scope());
    }
    notices.info(
        ASSUMED_DIRECT,
        None,
        "This file does not list the direct dependencies; packages that no other one needs are taken for direct; \
         add package.json to know them",
    );
}
