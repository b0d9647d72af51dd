//! Components of one kind: alike in all that a verdict looks at, so they are judged once. No context changes it.

use super::Relation;
use super::relation::Relations;
use crate::graph::{Graph, NodeIndex};
use crate::model::Ecosystem;

/// What components of one kind have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        // By statement: a few kinds each.
        let mut known: Vec<Vec<(Kind, u32)>> = Vec::new();
        let mut kinds = Self::default();
        for (node, at) in graph.nodes.iter().zip(0..) {
            let kind = Kind {
                said: said.get(at).copied().unwrap_or_default(),
                relation: related.get(at).copied().unwrap_or_default(),
                own: relations.own.get(at) == Some(&true),
                is_npm: node.component.ecosystem == Ecosystem::Npm,
            };
            if known.len() <= kind.said as usize {
                known.resize(kind.said as usize + 1, Vec::new());
            }
            let Some(known) = known.get_mut(kind.said as usize) else { continue };
            let position = known.iter().find(|(known, _)| *known == kind).map(|(_, position)| *position);
            kinds.of.push(position.unwrap_or_else(|| {
                let position = kinds.list.len() as u32;
                kinds.list.push(kind);
                known.push((kind, position));
                position
            }));
        }
        kinds
    }

    /// The kind of a node.
    pub fn of(&self, node: NodeIndex) -> Option<usize> {
        self.of.get(node as usize).map(|position| *position as usize)
    }
}
