//! Which relation is settled for an edge, a component or an ecosystem: rules turned into look-ups by node.

use std::collections::BTreeMap;

use super::subject::Packages;
use super::{Relation, RelationOf, RelationRule};
use crate::graph::{Edge, Graph, NodeIndex};
use crate::model::Ecosystem;

/// The rules of one graph. Of two that speak of the same thing the first counts.
#[derive(Debug, Default)]
pub struct SettledRelations {
    ecosystems: BTreeMap<Ecosystem, Relation>,
    components: BTreeMap<NodeIndex, Relation>,
    edges: BTreeMap<(NodeIndex, NodeIndex), Relation>,
}

impl SettledRelations {
    /// What is settled for everything that leads to a component.
    pub fn component(&self, node: NodeIndex) -> Option<Relation> {
        self.components.get(&node).copied()
    }

    /// What is settled for an edge: its own rule, else that of the component it leads to.
    pub fn edge(&self, edge: &Edge) -> Option<Relation> {
        self.edges.get(&(edge.from, edge.to)).copied().or_else(|| self.component(edge.to))
    }

    /// The components that rules on components or edges lead to; some more than once.
    pub fn targets(&self) -> impl Iterator<Item = NodeIndex> {
        self.components.keys().copied().chain(self.edges.keys().map(|(_, to)| *to))
    }

    /// Does a rule stand in for the default of any ecosystem?
    pub fn has_ecosystems(&self) -> bool {
        !self.ecosystems.is_empty()
    }

    /// What stands in for the default of an ecosystem.
    pub fn ecosystem(&self, ecosystem: Ecosystem) -> Option<Relation> {
        self.ecosystems.get(&ecosystem).copied()
    }
}

/// Finds what the rules are about. Costs the rules and the edges that leave the components named.
pub fn lookup(graph: &Graph, packages: &Packages, rules: &[RelationRule]) -> SettledRelations {
    let mut settled = SettledRelations::default();
    for rule in rules.iter().filter(|rule| rule.relation != Relation::None) {
        match &rule.of {
            RelationOf::Ecosystem(ecosystem) => {
                settled.ecosystems.entry(*ecosystem).or_insert(rule.relation);
            }
            RelationOf::Component(subject) => {
                for node in packages.nodes(graph, subject) {
                    settled.components.entry(node).or_insert(rule.relation);
                }
            }
            RelationOf::Edge { from, to } => {
                for node in packages.nodes(graph, from) {
                    let meant = graph.dependencies(node).iter().filter(|edge| {
                        graph.nodes.get(edge.to as usize).is_some_and(|target| to.matches(&target.component))
                    });
                    for edge in meant {
                        settled.edges.entry((edge.from, edge.to)).or_insert(rule.relation);
                    }
                }
            }
        }
    }
    settled
}
