//! What queries and searches look at, in small letters: made once for each set of files, so that a query costs no
//! conversions.

use crate::graph::{Graph, NodeIndex};

/// By node: name and package URL. Packed; about twice the bytes of the texts.
#[derive(Clone, Debug, Default)]
pub struct Index {
    names: Packed,
    package_urls: Packed,
    /// For each node its place when all are sorted by name.
    ranks: Vec<u32>,
}

impl Index {
    /// Costs the texts, and sorting the names.
    pub fn new(graph: &Graph) -> Self {
        let mut index = Self::default();
        for node in &graph.nodes {
            index.names.push(&node.component.name);
            index.package_urls.push(node.component.package_url.as_ref().map_or("", |url| url.as_str()));
        }
        let mut order: Vec<NodeIndex> = (0..graph.nodes.len() as NodeIndex).collect();
        order.sort_unstable_by_key(|node| (index.names.get(*node), *node));
        index.ranks = vec![0; order.len()];
        for (node, rank) in order.into_iter().zip(0..) {
            if let Some(place) = index.ranks.get_mut(node as usize) {
                *place = rank;
            }
        }
        index
    }

    /// The name of a node in small letters.
    pub fn name(&self, node: NodeIndex) -> &str {
        self.names.get(node)
    }

    /// The package URL of a node in small letters; empty where there is none.
    pub fn package_url(&self, node: NodeIndex) -> &str {
        self.package_urls.get(node)
    }

    /// The place of a node when all are sorted by name; each node has its own.
    pub fn rank(&self, node: NodeIndex) -> u32 {
        self.ranks.get(node as usize).copied().unwrap_or(u32::MAX)
    }
}

/// Texts one behind the other.
#[derive(Clone, Debug, Default)]
struct Packed {
    text: String,
    ends: Vec<u32>,
}

impl Packed {
    fn push(&mut self, text: &str) {
        if text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            self.text.extend(text.chars().flat_map(char::to_lowercase));
        } else {
            self.text.push_str(text);
        }
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    fn get(&self, node: NodeIndex) -> &str {
        let node = node as usize;
        let start = node.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        let end = self.ends.get(node).copied().unwrap_or_default();
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}
