//! Which components belong together, seen one way or another: what a picture may draw as one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::graph::{Collapse, Graph, NodeIndex};
use crate::model::Ecosystem;

/// Ways to see components together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Grouping {
    Scope,
    /// npm scope, Maven group, the folder or owner in a name.
    Namespace,
    Ecosystem,
    /// The direct dependency without which it would leave; what several hold is one set.
    Direct,
    /// What leads back to itself.
    Cycle,
    /// The component nearest the root without which it would leave.
    Dominator,
}

impl Grouping {
    pub const ALL: [Self; 6] =
        [Self::Scope, Self::Namespace, Self::Ecosystem, Self::Direct, Self::Cycle, Self::Dominator];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Namespace => "namespace",
            Self::Ecosystem => "ecosystem",
            Self::Direct => "direct",
            Self::Cycle => "cycle",
            Self::Dominator => "dominator",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Scope => "Scope",
            Self::Namespace => "Namespace",
            Self::Ecosystem => "Ecosystem",
            Self::Direct => "Direct dependency",
            Self::Cycle => "Cycle",
            Self::Dominator => "What leaves together",
        }
    }
}

/// The sets of a grouping. Roots and own packages stand for themselves, but for cycles. Takes what
/// `graph::dominators` gave. Costs nodes + edges.
pub fn grouping(graph: &Graph, dominators: &[Option<NodeIndex>], by: Grouping) -> Collapse {
    let heads = match by {
        Grouping::Direct => heads(graph, dominators, |node| graph.is_direct(node)),
        Grouping::Dominator => {
            let top = |node: NodeIndex| dominators.get(node as usize).copied().flatten();
            heads(graph, dominators, |node| !is_ours(graph, node) && top(node).is_none_or(|top| is_ours(graph, top)))
        }
        _ => Vec::new(),
    };
    let cycle_of = match by {
        Grouping::Cycle => cycle_of(graph),
        _ => Vec::new(),
    };
    let mut names: Vec<String> = Vec::new();
    let mut known: BTreeMap<String, u32> = BTreeMap::new();
    let mut set_of = Vec::with_capacity(graph.nodes.len());
    for (node, position) in graph.nodes.iter().zip(0..) {
        let key = match by {
            Grouping::Cycle => cycle_of.get(position as usize).copied().flatten().map(|cycle| cycle_name(graph, cycle)),
            _ if is_ours(graph, position) => None,
            Grouping::Scope => Some(node.scope.as_str().to_owned()),
            Grouping::Namespace => namespace(&node.component.name),
            Grouping::Ecosystem => {
                (node.component.ecosystem != Ecosystem::Other).then(|| node.component.ecosystem.as_str().to_owned())
            }
            Grouping::Direct | Grouping::Dominator => match heads.get(position as usize).copied().flatten() {
                Some(head) => Some(graph.label(head)),
                None if node.depth.is_none() => None,
                None => Some("shared by several".to_owned()),
            },
        };
        set_of.push(key.map(|key| {
            *known.entry(key).or_insert_with_key(|key| {
                names.push(key.clone());
                names.len() as u32 - 1
            })
        }));
    }
    Collapse { set_of, names }
}

fn is_ours(graph: &Graph, node: NodeIndex) -> bool {
    graph.nodes.get(node as usize).is_some_and(|node| node.depth == Some(0) || node.component.own)
}

/// For each node the nearest of itself and its dominators that is a head. Costs nodes.
fn heads(
    graph: &Graph,
    dominators: &[Option<NodeIndex>],
    is_head: impl Fn(NodeIndex) -> bool,
) -> Vec<Option<NodeIndex>> {
    let count = graph.nodes.len();
    let mut heads: Vec<Option<NodeIndex>> = vec![None; count];
    let mut settled = vec![false; count];
    for node in 0..count as NodeIndex {
        let mut way = Vec::new();
        let mut at = Some(node);
        let head = loop {
            match at {
                None => break None,
                Some(at) if settled[at as usize] => break heads[at as usize],
                Some(here) if is_head(here) => {
                    way.push(here);
                    break Some(here);
                }
                Some(here) => {
                    way.push(here);
                    at = dominators.get(here as usize).copied().flatten();
                }
            }
        };
        for passed in way {
            heads[passed as usize] = head;
            settled[passed as usize] = true;
        }
    }
    heads
}

fn cycle_of(graph: &Graph) -> Vec<Option<u32>> {
    let mut cycle_of = vec![None; graph.nodes.len()];
    for (position, members) in (0..).zip(&graph.cycles) {
        members.iter().for_each(|member| cycle_of[*member as usize] = Some(position));
    }
    cycle_of
}

/// `cycle of a 1.0.0`, by its first member; two cycles never share one.
fn cycle_name(graph: &Graph, cycle: u32) -> String {
    let first = graph.cycles.get(cycle as usize).and_then(|members| members.first());
    format!("cycle of {}", first.map(|first| graph.label(*first)).unwrap_or_default())
}

/// The part of a name that says whose it is: `@scope`, `group` of `group:artifact`, all but the last part of a path.
fn namespace(name: &str) -> Option<String> {
    let end = name.rfind([':', '/']).filter(|end| *end > 0)?;
    name.get(..end).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_namespace_is_what_stands_before_the_last_part() {
        assert_eq!(namespace("@scope/name").as_deref(), Some("@scope"));
        assert_eq!(namespace("org.group:artifact").as_deref(), Some("org.group"));
        assert_eq!(namespace("forge.example/owner/repository").as_deref(), Some("forge.example/owner"));
        assert_eq!(namespace("plain"), None);
        assert_eq!(namespace("/odd"), None);
    }
}
