//! Names that are there in several versions.

use std::collections::BTreeMap;

use crate::graph::{Graph, NodeIndex};
use crate::model::Ecosystem;
use crate::versions;

/// One name with several versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    pub name: String,
    pub ecosystem: Ecosystem,
    /// Each version with the nodes that have it, oldest first; at least two.
    pub versions: Vec<(String, Vec<NodeIndex>)>,
}

/// Every name of an ecosystem that is there in more than one version, by name, then by ecosystem. Costs nodes · log.
pub fn duplicates(graph: &Graph) -> Vec<Duplicate> {
    let mut by_name: BTreeMap<(&str, Ecosystem), BTreeMap<&str, Vec<NodeIndex>>> = BTreeMap::new();
    for (node, position) in graph.nodes.iter().zip(0..) {
        let component = &node.component;
        if let Some(version) = &component.version {
            let versions = by_name.entry((&component.name, component.ecosystem)).or_default();
            versions.entry(version).or_default().push(position);
        }
    }
    by_name
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|((name, ecosystem), versions)| {
            let mut versions: Vec<(String, Vec<NodeIndex>)> =
                versions.into_iter().map(|(version, nodes)| (version.to_owned(), nodes)).collect();
            versions.sort_by(|(one, _), (other, _)| versions::compare(ecosystem, one, other));
            Duplicate { name: name.to_owned(), ecosystem, versions }
        })
        .collect()
}

/// Is the name of this ecosystem among the duplicates? Costs log.
pub fn is_duplicate(duplicates: &[Duplicate], name: &str, ecosystem: Ecosystem) -> bool {
    duplicates.binary_search_by(|known| (known.name.as_str(), known.ecosystem).cmp(&(name, ecosystem))).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph;
    use crate::model::{Component, Document, PackageUrl};

    fn component(kind: &str, name: &str, version: &str) -> Component {
        Component {
            name: name.to_owned(),
            version: Some(version.to_owned()),
            ecosystem: Ecosystem::from_package_url_type(kind),
            package_url: PackageUrl::new(kind, None, name, Some(version)),
            ..Component::default()
        }
    }

    #[test]
    fn versions_stand_in_their_own_order_and_names_are_found() {
        let components = [
            ("npm", "cup", "1.10.0"),
            ("npm", "cup", "1.9.0"),
            ("npm", "cup", "1.10.0-rc.1"),
            ("pypi", "cup", "1.0"),
            ("npm", "zest", "1.0.0"),
            ("pypi", "bowl", "1.0.post1"),
            ("pypi", "bowl", "1.0"),
            ("pypi", "bowl", "1.0.dev1"),
        ];
        let document = Document {
            components: components.iter().map(|(kind, name, version)| component(kind, name, version)).collect(),
            ..Document::default()
        };
        let found = duplicates(&graph::build(&[&document]));
        let said: Vec<String> = found
            .iter()
            .map(|found| {
                let versions: Vec<&str> = found.versions.iter().map(|(version, _)| version.as_str()).collect();
                format!("{} {}: {}", found.ecosystem.as_str(), found.name, versions.join(" "))
            })
            .collect();
        assert_eq!(said, ["pypi bowl: 1.0.dev1 1.0 1.0.post1", "npm cup: 1.9.0 1.10.0-rc.1 1.10.0"]);
        assert!(is_duplicate(&found, "cup", Ecosystem::Npm) && is_duplicate(&found, "bowl", Ecosystem::Pypi));
        assert!(!is_duplicate(&found, "cup", Ecosystem::Pypi) && !is_duplicate(&found, "zest", Ecosystem::Npm));
    }
}
