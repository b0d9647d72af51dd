//! The search field: the best hits for a few letters.

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::query::Query;
use super::words::{Link, license_cell};
use crate::graph::NodeIndex;

/// One hit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub link: Link,
    /// Its licence, or why there is none.
    pub license: String,
}

/// Up to `limit` components whose name, package URL or licence holds the text; names that begin with
/// it first, shorter names before longer. A text with keys or operators is a query (`view/query`). Costs nodes.
pub fn search(facts: &Facts, text: &str, limit: usize) -> Vec<Hit> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Vec::new();
    }
    if let Ok(query) = Query::parse(&text)
        && !query.is_plain()
    {
        let mut nodes = query.nodes(facts);
        let index = facts.index();
        nodes.sort_unstable_by_key(|node| (index.name(*node).len(), index.rank(*node)));
        return nodes.into_iter().take(limit).map(|node| hit(facts, node)).collect();
    }
    let index = facts.index();
    let mut hits: Vec<(u8, usize, &str, u32)> = Vec::new();
    for ((found, judged), node) in facts.graph.nodes.iter().zip(&facts.judgement.components).zip(0..) {
        let name = index.name(node);
        let versioned = || format!("{name}@{}", found.component.version.as_deref().unwrap_or_default());
        let package_url = || index.package_url(node).contains(&text);
        let short = name.rsplit('/').next().unwrap_or_default();
        let rank = if name == text {
            0
        } else if name.starts_with(&text) || short.starts_with(&text) {
            1
        } else if name.contains(&text) || versioned().starts_with(&text) {
            2
        } else if judged.expression.as_ref().is_some_and(|license| license.to_lowercase().contains(&text))
            || package_url()
        {
            3
        } else {
            continue;
        };
        hits.push((rank, name.len(), &found.component.name, node));
    }
    hits.sort();
    hits.into_iter().take(limit).map(|(_, _, _, node)| hit(facts, node)).collect()
}

fn hit(facts: &Facts, node: NodeIndex) -> Hit {
    let judged = facts.judgement.components.get(node as usize);
    Hit {
        link: Link::new(&facts.graph, &facts.judgement.components, node),
        license: judged.map(|judged| license_cell(judged).0).unwrap_or_default(),
    }
}
