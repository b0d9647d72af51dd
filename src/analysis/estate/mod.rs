//! All documents as one estate: which project uses which package, in which versions, how.
//!
//! A use is one component of one project; what a project itself is made of (its roots, its own packages) is none. Judges
//! nothing: verdicts are put beside it where it is shown.

mod projects;
mod totals;
mod uses;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::graph::{DocumentIndex, Graph, NodeIndex, Order};
use crate::model::{Document, Ecosystem, Scope};

pub use projects::projects;
pub use totals::{Chosen, PackageTotal, ProjectTotal, Totals, totals};

/// A file, as far as projects go; one for each of the graph's documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Source<'a> {
    /// With its folders, as dropped.
    pub name: &'a str,
    /// `package-lock.json`: a name that its format gives it, not one that somebody chose.
    pub is_fixed: bool,
}

impl<'a> Source<'a> {
    fn folder(&self) -> &'a str {
        self.name.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// One project: a folder with its files, or a file by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The folder, or the file's name: the same whenever the same files are dropped. Each once.
    pub key: String,
    /// The folder, or the root's name, or the file's. Each once.
    pub name: String,
    /// The shortest end of the name, by whole segments of its path, that no other project's name ends in.
    pub short: String,
    /// Sorted.
    pub documents: Vec<DocumentIndex>,
    /// What it is made of: its documents' stated roots and own packages. Sorted.
    pub own: Vec<NodeIndex>,
    /// The first stated root that has a name.
    pub root: Option<NodeIndex>,
    /// Edges on the shortest route from a root to the farthest component.
    pub deepest: u32,
    /// Names that it uses in more than one version.
    pub duplicates: u32,
    /// Of what it uses.
    pub ecosystems: BTreeSet<Ecosystem>,
}

/// One component of one project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// A position in `Estate::packages`.
    pub package: u32,
    pub node: NodeIndex,
    /// A position in `Estate::projects`.
    pub project: u32,
    /// Along the routes of this project alone.
    pub scope: Scope,
    pub is_direct: bool,
    /// Edges on the shortest route from a root of this project; `None` where none reaches it.
    pub depth: Option<u32>,
}

/// A name of an ecosystem, whatever the version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The first node that bears it: its name is the package's.
    pub node: NodeIndex,
    pub ecosystem: Ecosystem,
    /// Its part of `Estate::uses`.
    pub uses: Range<u32>,
    /// Different versions, and projects that use one.
    pub versions: u32,
    pub projects: u32,
}

/// Which project uses which package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estate {
    /// In the order in which their first files came.
    pub projects: Vec<Project>,
    /// By name in small letters, then by ecosystem.
    pub packages: Vec<Package>,
    /// Sorted by package, node and project; each once.
    pub uses: Vec<Use>,
    /// Of the graph of all documents.
    pub order: Order,
}

impl Estate {
    /// The uses of a package.
    pub fn uses_of(&self, package: &Package) -> &[Use] {
        self.uses.get(package.uses.start as usize..package.uses.end as usize).unwrap_or_default()
    }

    /// For each node of the graph the package it is used as; `None` where no project uses it. Costs nodes + uses.
    pub fn package_of_nodes(&self, nodes: usize) -> Vec<Option<u32>> {
        let mut found = vec![None; nodes];
        for used in &self.uses {
            if let Some(package) = found.get_mut(used.node as usize) {
                *package = Some(used.package);
            }
        }
        found
    }
}

/// Puts all documents together. Costs components + dependencies, and sorting the uses.
pub fn estate(graph: &Graph, documents: &[&Document], sources: &[Source<'_>]) -> Estate {
    let mut projects = projects(graph, documents, sources);
    let (packages, uses) = uses::uses(graph, documents, &mut projects);
    Estate { projects, packages, uses, order: Order::new(graph) }
}
