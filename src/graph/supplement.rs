//! Documents that only tell facts fill what the nodes lack: licences, checksums, scopes.
//!
//! They add no node. A fact goes to every node it is about: two copies of one package version have one licence.
//! Of several facts of one document about the same nodes the first counts, so that costs stay linear.

use std::collections::{HashMap, HashSet};

use super::join::{fill, only_supplements, without_qualifiers};
use super::{Node, NodeIndex};
use crate::model::{Component, ComponentIndex, Document, Ecosystem};

/// Fills the nodes from the documents that only supplement. Costs nodes + facts, and the fillings made.
pub(super) fn supplement(nodes: &mut [Node], documents: &[&Document]) {
    let mut bearers = None;
    for (index, document) in (0..).zip(documents) {
        if !only_supplements(document, documents) {
            continue;
        }
        let bearers = bearers.get_or_insert_with(|| Bearers::of(nodes));
        let mut told = HashSet::new();
        for (position, fact) in document.components.iter().enumerate() {
            let about = bearers.of_fact(fact);
            if !told.insert(about.as_ptr()) {
                continue;
            }
            for node in about {
                if let Some(node) = nodes.get_mut(*node as usize) {
                    fill(node, fact, (index, position as ComponentIndex));
                }
            }
        }
    }
}

/// Nodes by all that a fact may name them by.
struct Bearers {
    by_url: HashMap<String, Vec<NodeIndex>>,
    /// Ecosystem, name, and version where the fact states one; `Other` stands for any ecosystem.
    by_name: HashMap<(Ecosystem, String, Option<String>), Vec<NodeIndex>>,
}

impl Bearers {
    fn of(nodes: &[Node]) -> Self {
        let mut found = Self { by_url: HashMap::new(), by_name: HashMap::new() };
        for (node, at) in nodes.iter().zip(0..) {
            let Component { name, version, ecosystem, package_url, .. } = &*node.component;
            if let Some(url) = package_url {
                found.by_url.entry(without_qualifiers(url.to_string())).or_default().push(at);
            }
            for ecosystem in [*ecosystem, Ecosystem::Other] {
                found.by_name.entry((ecosystem, name.clone(), None)).or_default().push(at);
                if version.is_some() {
                    found.by_name.entry((ecosystem, name.clone(), version.clone())).or_default().push(at);
                }
            }
        }
        for nodes in found.by_name.values_mut() {
            nodes.dedup();
        }
        found
    }

    fn of_fact(&self, fact: &Component) -> &[NodeIndex] {
        let by_url = fact.package_url.as_ref().filter(|_| fact.version.is_some());
        let by_url = by_url.and_then(|url| self.by_url.get(&without_qualifiers(url.to_string())));
        let by_name = || self.by_name.get(&(fact.ecosystem, fact.name.clone(), fact.version.clone()));
        by_url.or_else(by_name).map(Vec::as_slice).unwrap_or_default()
    }
}
