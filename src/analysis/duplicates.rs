//! Names that are there in several versions.

use std::collections::BTreeMap;

use crate::graph::{Graph, NodeIndex};
use crate::model::Ecosystem;

/// One name with several versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    pub name: String,
    /// Version → the nodes that have it; at least two versions, in text order.
    pub versions: BTreeMap<String, Vec<NodeIndex>>,
}

/// Every name of an ecosystem that is there in more than one version, by name. Costs nodes · log.
pub fn duplicates(graph: &Graph) -> Vec<Duplicate> {
    let mut by_name: BTreeMap<(Ecosystem, &str), BTreeMap<&str, Vec<NodeIndex>>> = BTreeMap::new();
    for (node, position) in graph.nodes.iter().zip(0..) {
        let component = &node.component;
        if let Some(version) = &component.version {
            let versions = by_name.entry((component.ecosystem, &component.name)).or_default();
            versions.entry(version).or_default().push(position);
        }
    }
    by_name
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|((_, name), versions)| Duplicate {
            name: name.to_owned(),
            versions: versions.into_iter().map(|(version, nodes)| (version.to_owned(), nodes)).collect(),
        })
        .collect()
}
