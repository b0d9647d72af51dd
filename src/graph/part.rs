//! What one document states, as a graph of its own: its components and dependencies, its roots, depths and scopes.

use super::build::build;
use super::{DocumentIndex, Few, Graph, NodeIndex};
use crate::model::{ComponentIndex, Document, StatedLicense};

/// One document's graph, and what its nodes are in the graph of all documents.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Node i is the document's component i. Documents keep their positions.
    pub graph: Graph,
    /// For each node, the node of the whole.
    pub whole: Vec<NodeIndex>,
}

/// The part of the graph that one of its documents states. Of what the others know it keeps what names a component and
/// its licences, where the document is silent on them: the same version of a package has the same licence wherever it is
/// listed. `None` for a document whose components are no nodes of their own. Costs the nodes of all, and the document's
/// components and dependencies.
pub fn part(graph: &Graph, documents: &[&Document], document: DocumentIndex) -> Option<Part> {
    const NOWHERE: NodeIndex = NodeIndex::MAX;
    let known = *documents.get(document as usize)?;
    let mut whole = vec![NOWHERE; known.components.len()];
    for (node, position) in graph.nodes.iter().zip(0..) {
        for (_, component) in node.members.iter().filter(|(of, _)| *of == document) {
            if let Some(place) = whole.get_mut(*component as usize) {
                *place = position;
            }
        }
    }
    let mut part = build(&[known]);
    part.derived_roots.iter_mut().for_each(|derived| *derived = document);
    for (at, (node, in_whole)) in (0..).zip(part.nodes.iter_mut().zip(&whole)) {
        let all = graph.nodes.get(*in_whole as usize)?;
        node.members = Few::repeated((document, at as ComponentIndex), 1);
        node.license_documents = Few::repeated(document, node.component.licenses.len());
        let is_silent = !node.component.licenses.iter().any(StatedLicense::says_something);
        if is_silent && all.component.licenses.len() > node.component.licenses.len() {
            node.component.change().licenses.clone_from(&all.component.licenses);
            node.license_documents = all.license_documents.clone();
        }
        if node.component.package_url.is_none() && all.component.package_url.is_some() {
            node.component.change().package_url.clone_from(&all.component.package_url);
        }
    }
    Some(Part { graph: part, whole })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Component, Dependency, Ecosystem, Scope};

    fn document(components: &[(&str, &str)], edges: &[(u32, u32)]) -> Document {
        let component = |(name, license): &(&str, &str)| Component {
            name: (*name).to_owned(),
            version: Some("1".to_owned()),
            ecosystem: Ecosystem::Npm,
            licenses: [*license].into_iter().filter(|text| !text.is_empty()).map(StatedLicense::declared).collect(),
            ..Component::default()
        };
        Document {
            roots: vec![0],
            components: components.iter().map(component).collect(),
            dependencies: edges.iter().map(|(from, to)| Dependency::new(*from, *to, Scope::Runtime)).collect(),
            ..Document::default()
        }
    }

    #[test]
    fn a_part_has_its_own_routes_and_the_licences_it_lacks() {
        let one = document(&[("app", ""), ("cup", ""), ("lid", "NOASSERTION")], &[(0, 1), (1, 2)]);
        let other = document(&[("app", ""), ("lid", "ISC"), ("cup", "MIT")], &[(0, 1), (0, 2)]);
        let documents = [&one, &other];
        let graph = build(&documents);
        let part = part(&graph, &documents, 0).unwrap();
        let depths: Vec<Option<u32>> = part.graph.nodes.iter().map(|node| node.depth).collect();
        assert_eq!(depths, [Some(0), Some(1), Some(2)], "in both together lid stands at 1");
        let said = |at: usize| {
            let node = &part.graph.nodes[at];
            let texts = node.component.licenses.iter().zip(&node.license_documents);
            texts.map(|(license, document)| format!("{} by {document}", license.raw)).collect::<Vec<_>>().join(", ")
        };
        assert_eq!((said(1).as_str(), said(2).as_str()), ("MIT by 1", "NOASSERTION by 0, ISC by 1"));
        assert_eq!(part.whole, [0, 1, 2]);
    }
}
