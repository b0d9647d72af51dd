//! Licences in RDF: an address of the list, a text of the document's own, or a set of them.

use std::borrow::Cow;

use super::graph::{Graph, NodeIndex, Object, local_name_of};
use super::trimmed;
use crate::formats::support::spdx::Text;
use crate::formats::support::spdx::expressions::{Expressions, MOST_TERMS, Term};

/// Puts licences into words; those that could not be are counted.
#[derive(Default)]
pub struct Licenses {
    expressions: Expressions,
    pub lost: usize,
}

impl Licenses {
    /// The values of a licence property as expressions.
    pub fn read<'a>(&mut self, graph: &Graph<'a>, of: NodeIndex, property: &str) -> Vec<Text<'a>> {
        let mut found = Vec::new();
        for object in graph.all(of, property) {
            match object {
                Object::Text(text) => found.push(trimmed(text)),
                Object::Node(node) => match self.expressions.write(*node, &|at| term(graph, at)) {
                    Some(text) => found.push(Cow::Owned(text)),
                    None => self.lost += 1,
                },
            }
        }
        found
    }
}

fn term(graph: &Graph, at: NodeIndex) -> Option<Term> {
    let node = graph.nodes.get(at)?;
    let members = || graph.nodes_of(at, "member").take(MOST_TERMS + 1).collect::<Vec<_>>();
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
