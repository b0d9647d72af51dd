//! A manifest beside a lockfile: it names the roots that the lockfile leaves out, and the scopes.
//!
//! yarn's lockfile says what each request resolved to, but not who asked first; `package.json` does.
//! `Cargo.lock` says what a package needs, but not what for; `Cargo.toml` does.

use std::collections::{BTreeSet, HashMap};

use super::build::{EdgeScopes, declared_edge};
use super::{DocumentIndex, Edge, NodeIndex};
use crate::model::{Document, Manifest, Scope};

/// What the manifests among the documents add to the graph.
#[derive(Default)]
pub(super) struct ManifestLinks {
    /// From a manifest's root to what its requests resolved to.
    pub edges: Vec<Edge>,
    /// Scopes for edges whose own document does not state one.
    pub scopes: EdgeScopes,
    /// Documents without roots of their own that a manifest gave roots to.
    pub rooted_documents: BTreeSet<DocumentIndex>,
}

/// Matches manifests to lockfiles. Costs their dependencies, once per pair of manifest and lockfile.
pub(super) fn link(documents: &[&Document], node_of: &[Vec<NodeIndex>]) -> ManifestLinks {
    let mut links = ManifestLinks::default();
    for (document, nodes) in documents.iter().zip(node_of) {
        let Some(manifest) = &document.manifest else { continue };
        let Some(root) = document.roots.first().and_then(|root| nodes.get(*root as usize).copied()) else { continue };
        link_requests(&mut links, manifest, root, documents, node_of);
        state_scopes(&mut links, manifest, root, documents, node_of);
    }
    links
}

/// Resolves the manifest's requests in the lockfile that answers most of them.
fn link_requests(
    links: &mut ManifestLinks,
    manifest: &Manifest,
    root: NodeIndex,
    documents: &[&Document],
    node_of: &[Vec<NodeIndex>],
) {
    let mut best: (usize, DocumentIndex, Vec<Edge>) = Default::default();
    for (index, (document, nodes)) in documents.iter().zip(node_of).enumerate() {
        if document.requests.is_empty() || !document.roots.is_empty() {
            continue;
        }
        let requests: HashMap<&str, u32> =
            document.requests.iter().map(|(request, component)| (request.as_str(), *component)).collect();
        let answers = manifest.dependencies.iter().filter_map(|wanted| {
            let component = request_texts(&wanted.name, &wanted.requirement)
                .into_iter()
                .find_map(|request| requests.get(request.as_str()).copied())?;
            Some(declared_edge(root, *nodes.get(component as usize)?, wanted.scope))
        });
        let answers: Vec<Edge> = answers.collect();
        if answers.len() > best.0 {
            best = (answers.len(), index as DocumentIndex, answers);
        }
    }
    if best.0 > 0 {
        links.rooted_documents.insert(best.1);
        links.edges.extend(best.2);
    }
}

/// yarn classic writes `name@range`, yarn berry `name@npm:range`.
fn request_texts(name: &str, requirement: &str) -> [String; 2] {
    [format!("{name}@{requirement}"), format!("{name}@npm:{requirement}")]
}

/// Says what the root's edges are for, by the name of the dependency; the strongest where declared twice.
fn state_scopes(
    links: &mut ManifestLinks,
    manifest: &Manifest,
    root: NodeIndex,
    documents: &[&Document],
    node_of: &[Vec<NodeIndex>],
) {
    let mut declared: HashMap<&str, Scope> = HashMap::new();
    for dependency in &manifest.dependencies {
        let scope = declared.entry(&dependency.name).or_insert(dependency.scope);
        *scope = (*scope).max(dependency.scope);
    }
    for (document, nodes) in documents.iter().zip(node_of) {
        for dependency in document.dependencies.iter().filter(|dependency| dependency.scope == Scope::Unknown) {
            let (Some(from), Some(to)) = (nodes.get(dependency.from as usize), nodes.get(dependency.to as usize))
            else {
                continue;
            };
            let name = document.components.get(dependency.to as usize).map(|component| component.name.as_str());
            if let Some(scope) = name.and_then(|name| declared.get(name)).filter(|_| *from == root) {
                links.scopes.insert((*from, *to), *scope);
            }
        }
    }
}
