//! Which files are one project.
//!
//! * A file that bears the name its format gives it belongs to its folder.
//! * A file with a name of its own, or without a folder, belongs to the project whose root it states; one that states no
//!   root belongs to the project of its folder, where that is one; else it is a project by itself.
//!
//! Two folders are never one project, whatever their roots: two checkouts are two.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Project, Source};
use crate::graph::{DocumentIndex, Graph, NodeIndex};
use crate::model::{Document, Role};

/// The projects, in the order in which their first files came. Costs the documents' own components.
pub fn projects(graph: &Graph, documents: &[&Document], sources: &[Source<'_>]) -> Vec<Project> {
    let roots = stated_roots(graph, documents);
    let has_inventory = documents.iter().any(|document| document.role == Role::Inventory);
    let is_counted = |document: &Document| document.role == Role::Inventory || !has_inventory;
    let mut found = Found::default();
    let all = || (0..).zip(documents).zip(sources).filter(|((_, document), _)| is_counted(document));
    // Folders first: a file that came before them may belong to one.
    let is_of_folder = |source: &Source<'_>| source.is_fixed && !source.folder().is_empty();
    let mut seen = BTreeSet::new();
    let mut rest = Vec::new();
    for ((index, _), source) in all() {
        if is_of_folder(source) && seen.insert(source.name) {
            found.add_to_folder(index, source.folder(), &roots);
        } else {
            rest.push((index, source));
        }
    }
    for (index, source) in rest {
        found.add(index, source, &roots);
    }
    found.named(graph, sources, &roots)
}

/// The nodes of each document's stated roots.
fn stated_roots(graph: &Graph, documents: &[&Document]) -> Vec<Vec<NodeIndex>> {
    let wanted: Vec<BTreeSet<u32>> =
        documents.iter().map(|document| document.roots.iter().copied().collect()).collect();
    let mut found = vec![Vec::new(); documents.len()];
    for root in &graph.roots {
        let members = graph.nodes.get(*root as usize).map(|node| node.members.as_slice()).unwrap_or_default();
        for (document, component) in members {
            let is_root = wanted.get(*document as usize).is_some_and(|roots| roots.contains(component));
            if let Some(roots) = found.get_mut(*document as usize).filter(|_| is_root) {
                roots.push(*root);
            }
        }
    }
    found
}

/// Projects while they are found.
#[derive(Default)]
struct Found {
    list: Vec<(String, Vec<DocumentIndex>)>,
    by_folder: BTreeMap<String, usize>,
    by_root: HashMap<NodeIndex, usize>,
}

impl Found {
    fn add_to_folder(&mut self, document: DocumentIndex, folder: &str, roots: &[Vec<NodeIndex>]) {
        let known = self.by_folder.get(folder).copied();
        let project = known.unwrap_or_else(|| self.begin(folder));
        self.by_folder.insert(folder.to_owned(), project);
        self.put(document, project, roots);
    }

    fn add(&mut self, document: DocumentIndex, source: &Source<'_>, roots: &[Vec<NodeIndex>]) {
        let stated = roots.get(document as usize).map(Vec::as_slice).unwrap_or_default();
        let of_root = stated.iter().find_map(|root| self.by_root.get(root).copied());
        let of_folder =
            || self.by_folder.get(source.folder()).copied().filter(|_| stated.is_empty() && !source.is_fixed);
        let project = of_root.or_else(of_folder).unwrap_or_else(|| self.begin(source.name));
        self.put(document, project, roots);
    }

    fn begin(&mut self, key: &str) -> usize {
        self.list.push((key.to_owned(), Vec::new()));
        self.list.len() - 1
    }

    fn put(&mut self, document: DocumentIndex, project: usize, roots: &[Vec<NodeIndex>]) {
        if let Some((_, documents)) = self.list.get_mut(project) {
            documents.push(document);
        }
        for root in roots.get(document as usize).into_iter().flatten() {
            self.by_root.entry(*root).or_insert(project);
        }
    }

    /// In the order of their first documents, each with a key and a name of its own.
    fn named(self, graph: &Graph, sources: &[Source<'_>], roots: &[Vec<NodeIndex>]) -> Vec<Project> {
        let mut list = self.list;
        list.iter_mut().for_each(|(_, documents)| documents.sort_unstable());
        list.sort_by_key(|(_, documents)| documents.first().copied());
        let mut projects: Vec<Project> = Vec::with_capacity(list.len());
        let (mut keys, mut names) = (BTreeSet::new(), BTreeSet::new());
        for (key, documents) in list {
            let stated = documents.iter().filter_map(|document| roots.get(*document as usize)).flatten().copied();
            let root = stated.into_iter().find(|root| !is_nameless(graph, *root));
            let first = documents.first().and_then(|document| sources.get(*document as usize));
            let is_folder = self.by_folder.contains_key(&key);
            let of_root = root.and_then(|root| graph.nodes.get(root as usize)).filter(|_| !is_folder);
            let name = of_root.map(|node| node.component.name.clone());
            let file = first.map_or("", |source| source.name);
            let name = name.unwrap_or_else(|| key.clone());
            let name = if names.contains(&name) && name != file { format!("{name} ({file})") } else { name };
            let (key, name) = (alone(key, &mut keys), alone(name, &mut names));
            projects.push(Project { key, name, documents, root, ..Project::default() });
        }
        shorten(&mut projects);
        projects
    }
}

/// Does the root stand for a project that its file does not name? Some formats put a word in the place of the name.
fn is_nameless(graph: &Graph, root: NodeIndex) -> bool {
    graph.nodes.get(root as usize).is_none_or(|node| {
        let name = node.component.name.trim();
        matches!(name, "" | ".") || (name == "project" && node.component.version.is_none())
    })
}

/// Fills in the short names. Costs the segments of all names.
fn shorten(projects: &mut [Project]) {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for end in projects.iter().flat_map(|project| ends(&project.name)) {
        *times.entry(end).or_default() += 1;
    }
    let short = |project: &Project| {
        let found = ends(&project.name).find(|end| times.get(end) == Some(&1));
        found.unwrap_or(&project.name).to_owned()
    };
    let names: Vec<String> = projects.iter().map(short).collect();
    projects.iter_mut().zip(names).for_each(|(project, short)| project.short = short);
}

/// The ends of a path by whole segments, the shortest first.
fn ends(path: &str) -> impl Iterator<Item = &str> {
    let behind = path.rmatch_indices('/').filter_map(|(at, _)| path.get(at + 1..));
    behind.filter(|end| !end.is_empty()).chain([path])
}

/// The text, with a number behind it where it is taken.
fn alone(text: String, taken: &mut BTreeSet<String>) -> String {
    let free = std::iter::once(text.clone()).chain((2u32..).map(|number| format!("{text} #{number}")));
    let free = free.into_iter().find(|text| !taken.contains(text)).unwrap_or(text);
    taken.insert(free.clone());
    free
}
