//! What each project uses: one pass over each project's own documents, then all uses by package.

use std::borrow::Cow;

use foldhash::{HashMap, HashSet};

use super::{Package, Project, Use};
use crate::graph::{self, DocumentIndex, Graph, Node, NodeIndex};
use crate::model::{Component, ComponentIndex, Document, Ecosystem};

/// Of a component that is in no node.
const NO_NODE: NodeIndex = NodeIndex::MAX;

/// All packages with their uses; fills in what is counted of each project.
pub(super) fn uses(graph: &Graph, documents: &[&Document], projects: &mut [Project]) -> (Vec<Package>, Vec<Use>) {
    let node_of = node_of_components(graph, documents);
    let mut uses = Vec::with_capacity(graph.nodes.len());
    let is_one = projects.len() == 1;
    for (project, number) in projects.iter_mut().zip(0..) {
        if is_one {
            let same: Vec<NodeIndex> = (0..graph.nodes.len() as NodeIndex).collect();
            take(graph, documents, &same, number, project, &mut uses);
            continue;
        }
        let of_project = project.documents.iter().filter_map(|document| documents.get(*document as usize).copied());
        let of_project: Vec<&Document> = of_project.collect();
        let alone = graph::build(&of_project);
        let in_all = |node: &Node| {
            let (document, component) = node.members.first()?;
            let document = project.documents.get(*document as usize)?;
            node_of.get(*document as usize)?.get(*component as usize).copied()
        };
        let nodes: Vec<NodeIndex> = alone.nodes.iter().map(|node| in_all(node).unwrap_or(NO_NODE)).collect();
        take(&alone, &of_project, &nodes, number, project, &mut uses);
    }
    let (packages, uses) = by_package(graph, uses);
    (counted(graph, packages, &uses, projects), uses)
}

/// For each document the node of each of its components.
fn node_of_components(graph: &Graph, documents: &[&Document]) -> Vec<Vec<NodeIndex>> {
    let mut found: Vec<Vec<NodeIndex>> =
        documents.iter().map(|document| vec![NO_NODE; document.components.len()]).collect();
    for (node, at) in graph.nodes.iter().zip(0..) {
        for (document, component) in node.members.iter() {
            if let Some(slot) = found.get_mut(*document as usize).and_then(|of| of.get_mut(*component as usize)) {
                *slot = at;
            }
        }
    }
    found
}

/// The uses of one project from the graph of its documents alone; `in_all` are its nodes in the graph of all.
fn take(
    alone: &Graph,
    documents: &[&Document],
    in_all: &[NodeIndex],
    number: u32,
    project: &mut Project,
    uses: &mut Vec<Use>,
) {
    // What stands in for a root is used like any other component.
    let stated: Vec<HashSet<ComponentIndex>> =
        documents.iter().map(|document| document.roots.iter().copied().collect()).collect();
    let is_stated = |(document, component): &(DocumentIndex, ComponentIndex)| {
        stated.get(*document as usize).is_some_and(|roots| roots.contains(component))
    };
    for ((node, global), at) in alone.nodes.iter().zip(in_all).zip(0..) {
        if *global == NO_NODE {
            continue;
        }
        project.deepest = project.deepest.max(node.depth.unwrap_or(0));
        if node.component.own || node.members.iter().any(is_stated) {
            project.own.push(*global);
            continue;
        }
        uses.push(Use {
            package: 0,
            node: *global,
            project: number,
            scope: node.scope,
            is_direct: alone.is_direct(at),
            depth: node.depth,
        });
    }
    project.own.sort_unstable();
    project.own.dedup();
}

/// Numbers the packages by their names, and sorts the uses.
fn by_package(graph: &Graph, mut uses: Vec<Use>) -> (Vec<Package>, Vec<Use>) {
    let mut numbers: HashMap<(Ecosystem, Cow<'_, str>), u32> = HashMap::default();
    let mut number_of: Vec<u32> = vec![u32::MAX; graph.nodes.len()];
    let mut found: Vec<(String, Ecosystem, NodeIndex)> = Vec::new();
    for used in &uses {
        let (Some(number), Some(node)) = (number_of.get_mut(used.node as usize), graph.nodes.get(used.node as usize))
        else {
            continue;
        };
        if *number == u32::MAX {
            let component = &*node.component;
            *number = *numbers.entry((component.ecosystem, alike(component))).or_insert_with(|| {
                found.push((component.name.to_lowercase(), component.ecosystem, used.node));
                found.len() as u32 - 1
            });
        }
    }
    let mut order: Vec<u32> = (0..found.len() as u32).collect();
    order.sort_unstable_by_key(|number| found.get(*number as usize));
    let mut place_of = vec![0u32; found.len()];
    for (number, place) in order.iter().zip(0..) {
        place_of[*number as usize] = place;
    }
    for used in &mut uses {
        let number = number_of.get(used.node as usize).copied().unwrap_or_default();
        used.package = place_of.get(number as usize).copied().unwrap_or_default();
    }
    uses.sort_unstable_by_key(|used| (used.package, used.node, used.project));
    uses.dedup_by(|next, kept| {
        let is_same = (next.node, next.project) == (kept.node, kept.project);
        if is_same {
            kept.scope = kept.scope.max(next.scope);
            kept.is_direct |= next.is_direct;
            kept.depth = match (kept.depth, next.depth) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
        is_same
    });
    let mut packages: Vec<Package> = order
        .iter()
        .filter_map(|number| found.get(*number as usize))
        .map(|(_, ecosystem, node)| Package {
            node: *node,
            ecosystem: *ecosystem,
            uses: 0..0,
            versions: 0,
            projects: 0,
        })
        .collect();
    let mut start = 0;
    for (package, number) in packages.iter_mut().zip(0..) {
        let rest = uses.get(start..).unwrap_or_default();
        let end = start + rest.iter().take_while(|used| used.package == number).count();
        package.uses = start as u32..end as u32;
        start = end;
    }
    (packages, uses)
}

/// The name as its ecosystem compares names.
fn alike(component: &Component) -> Cow<'_, str> {
    let name = component.name.as_str();
    match component.ecosystem {
        Ecosystem::Pypi => Cow::Owned(name.to_lowercase().replace(['_', '.'], "-")),
        Ecosystem::Nuget | Ecosystem::Composer | Ecosystem::Github => Cow::Owned(name.to_lowercase()),
        // The list of ecosystems does not hold it: its type tells one from the other.
        Ecosystem::Other => match &component.package_url {
            Some(url) => Cow::Owned(format!("{} {name}", url.kind())),
            None => Cow::Borrowed(name),
        },
        _ => Cow::Borrowed(name),
    }
}

/// Versions and projects of each package, and names that a project uses in several versions.
fn counted(graph: &Graph, mut packages: Vec<Package>, uses: &[Use], projects: &mut [Project]) -> Vec<Package> {
    let mut pairs: Vec<(u32, &str)> = Vec::new();
    let mut versions: Vec<&str> = Vec::new();
    for package in &mut packages {
        let uses = uses.get(package.uses.start as usize..package.uses.end as usize).unwrap_or_default();
        let version = |used: &Use| {
            let node = graph.nodes.get(used.node as usize);
            node.and_then(|node| node.component.version.as_deref()).unwrap_or_default()
        };
        pairs.clear();
        pairs.extend(uses.iter().map(|used| (used.project, version(used))));
        pairs.sort_unstable();
        pairs.dedup();
        versions.clear();
        versions.extend(pairs.iter().map(|(_, version)| *version));
        versions.sort_unstable();
        versions.dedup();
        package.versions = versions.len() as u32;
        for of_project in pairs.chunk_by(|(one, _), (other, _)| one == other) {
            package.projects += 1;
            let number = of_project.first().map_or(0, |(project, _)| *project as usize);
            if let Some(project) = projects.get_mut(number) {
                project.ecosystems.insert(package.ecosystem);
                project.duplicates += u32::from(of_project.len() > 1);
            }
        }
    }
    packages
}
