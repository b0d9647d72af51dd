//! Licences in RDF: an address of the list, a text of the document's own, or a set of them.

use std::borrow::Cow;

use super::graph::{Graph, NodeIndex, Object, local_name_of};
use crate::formats::support::spdx::Text;
use crate::formats::support::spdx::expressions::{Term, expression};

/// The values of a licence property as expressions; what could not be put into words is counted.
pub fn licenses<'a>(graph: &Graph<'a>, of: NodeIndex, property: &str, lost: &mut usize) -> Vec<Text<'a>> {
    let mut found = Vec::new();
    for object in graph.all(of, property) {
        match object {
            Object::Text(text) => found.push(text.clone()),
            Object::Node(node) => match expression(*node, &|at| term(graph, at)) {
                Some(text) => found.push(Cow::Owned(text)),
                None => *lost += 1,
            },
        }
    }
    found
}

fn term(graph: &Graph, at: NodeIndex) -> Option<Term> {
    let node = graph.nodes.get(at)?;
    let members = || graph.nodes_of(at, "member").collect::<Vec<_>>();
    let text = |name: &str| match graph.all(at, name).next() {
        Some(Object::Text(text)) => Some(text.trim().to_owned()),
        _ => None,
    };
    Some(match node.kind.as_ref() {
        "ConjunctiveLicenseSet" => Term::All(members()),
        "DisjunctiveLicenseSet" => Term::Any(members()),
        "OrLaterOperator" => Term::OrLater(members().first().copied()?),
        "WithExceptionOperator" => {
            Term::With(members().first().copied()?, graph.nodes_of(at, "licenseException").next()?)
        }
        "LicenseException" | "ListedLicenseException" => {
            Term::Text(text("licenseExceptionId").or_else(|| last_name(node.id.as_deref()))?)
        }
        _ => Term::Text(text("licenseId").or_else(|| last_name(node.id.as_deref()))?),
    })
}

fn last_name(address: Option<&str>) -> Option<String> {
    let name = local_name_of(address?);
    Some(match name {
        "noassertion" => "NOASSERTION".to_owned(),
        "none" => "NONE".to_owned(),
        name => name.to_owned(),
    })
}
