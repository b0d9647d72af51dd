//! What queries and searches look at, in small letters: made once for each judgement, so that a query costs no
//! conversions.

use crate::graph::NodeIndex;
use crate::view::facts::Facts;
use crate::view::words::license_cell;

/// By node: name, package URL and licence. Packed; about twice the bytes of the texts.
#[derive(Clone, Debug, Default)]
pub struct Index {
    pub(super) names: Packed,
    pub(super) package_urls: Packed,
    pub(super) licenses: Packed,
}

impl Index {
    /// Costs the texts.
    pub fn new(facts: &Facts) -> Self {
        let mut index = Self::default();
        for node in &facts.graph.nodes {
            index.names.push(&node.component.name);
            let url = node.component.package_url.as_ref().map(ToString::to_string).unwrap_or_default();
            index.package_urls.push(&url);
        }
        for judged in &facts.judgement.components {
            index.licenses.push(&license_cell(judged).0);
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

    /// The licence of a node in small letters, or why there is none.
    pub fn license(&self, node: NodeIndex) -> &str {
        self.licenses.get(node)
    }
}

/// Texts one behind the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Packed {
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

    pub fn get(&self, node: NodeIndex) -> &str {
        let node = node as usize;
        let start = node.checked_sub(1).map_or(0, |before| self.ends.get(before).copied().unwrap_or_default());
        let end = self.ends.get(node).copied().unwrap_or_default();
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}
