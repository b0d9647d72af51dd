//! Components of one kind: alike in all that a verdict looks at, so they are judged once. No context changes it.

use std::collections::HashMap;

use super::Relation;
use super::relation::Relations;
use crate::graph::{Graph, NodeIndex};
use crate::model::Ecosystem;

/// What components of one kind have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// Position among the different statements on licences.
    pub said: u32,
    /// As judged.
    pub relation: Relation,
    pub own: bool,
    pub is_npm: bool,
}

/// The kinds of one graph.
#[derive(Debug, Default)]
pub struct Kinds {
    /// In the order of their first nodes.
    pub list: Vec<Kind>,
    /// By node, a position in `list`.
    pub of: Vec<u32>,
}

impl Kinds {
    /// `said` and `related` hold one entry for each node.
    pub fn new(graph: &Graph, said: &[u32], relations: &Relations, related: &[Relation]) -> Self {
        let mut known: HashMap<Kind, u32> = HashMap::new();
        let mut kinds = Self::default();
        for (node, at) in graph.nodes.iter().zip(0..) {
            let kind = Kind {
                said: said.get(at).copied().unwrap_or_default(),
                relation: related.get(at).copied().unwrap_or_default(),
                own: relations.own.get(at) == Some(&true),
                is_npm: node.component.ecosystem == Ecosystem::Npm,
            };
            let position = *known.entry(kind).or_insert_with(|| {
                kinds.list.push(kind);
                kinds.list.len() as u32 - 1
            });
            kinds.of.push(position);
        }
        kinds
    }

    /// The kind of a node.
    pub fn of(&self, node: NodeIndex) -> Option<usize> {
        self.of.get(node as usize).map(|position| *position as usize)
    }
}
