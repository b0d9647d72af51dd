//! The graph as a tree: the same components by keyboard and ear. A row is a route from a root.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::words::{Link, license_cell};
use crate::graph::NodeIndex;

/// Rows drawn at most; what is over is said.
pub const MOST_ROWS: usize = 5_000;

/// Which rows are open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeRequest {
    /// Routes, node by node from a root, whose last node is open.
    pub open: BTreeSet<Vec<NodeIndex>>,
}

/// The rows, top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeView {
    pub rows: Vec<TreeRow>,
    /// Rows left out at `MOST_ROWS`.
    pub cut: bool,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeRow {
    pub route: Vec<NodeIndex>,
    pub link: Link,
    pub license: String,
    /// Dependencies it has.
    pub children: usize,
    pub open: bool,
    /// It is its own ancestor here: it cannot be opened.
    pub cycle: bool,
    /// It stands further up as well.
    pub also_above: bool,
    pub scope: String,
}

/// The rows for the open routes: roots, then what no root reaches. Costs the rows shown.
pub fn tree(facts: &Facts, request: &TreeRequest) -> TreeView {
    let graph = &facts.graph;
    let mut out = TreeView::default();
    let mut seen: BTreeSet<NodeIndex> = BTreeSet::new();
    let mut tops: Vec<NodeIndex> = graph.roots.clone();
    tops.extend(graph.nodes.iter().zip(0..).filter(|(node, _)| node.depth.is_none()).map(|(_, node)| node));
    let mut stack: Vec<(Vec<NodeIndex>, String)> =
        tops.into_iter().rev().map(|node| (vec![node], String::new())).collect();
    while let Some((route, scope)) = stack.pop() {
        if out.rows.len() == MOST_ROWS {
            out.cut = true;
            break;
        }
        let Some((node, above)) = route.split_last() else { continue };
        let cycle = above.contains(node);
        let open = !cycle && request.open.contains(&route);
        let children = graph.dependencies(*node);
        if open {
            let mut sorted: Vec<_> = children.iter().collect();
            sorted.sort_by_key(|edge| (std::cmp::Reverse(edge.scope.is_shipped()), graph.label(edge.to)));
            for edge in sorted.into_iter().rev() {
                let mut next = route.clone();
                next.push(edge.to);
                stack.push((next, edge.scope.as_str().to_owned()));
            }
        }
        let judged = facts.judgement.components.get(*node as usize);
        out.rows.push(TreeRow {
            link: Link::new(graph, &facts.judgement.components, *node),
            license: judged.map(|judged| license_cell(judged).0).unwrap_or_default(),
            children: children.len(),
            open,
            cycle,
            also_above: !seen.insert(*node),
            scope,
            route: route.clone(),
        });
    }
    out
}
