//! Routes as a Mermaid flow chart, to paste into a document.

use std::collections::{BTreeMap, BTreeSet};

use super::escape;
use crate::view::words::Link;

/// One flow chart with all the routes; a component stands once.
pub fn mermaid(routes: &[Vec<Link>]) -> String {
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    let mut edges: BTreeSet<(u32, u32)> = BTreeSet::new();
    for route in routes {
        for link in route {
            names.insert(link.node, link.label());
        }
        for (from, to) in route.iter().zip(route.iter().skip(1)) {
            edges.insert((from.node, to.node));
        }
    }
    let mut out = "flowchart LR\n".to_owned();
    for (node, name) in names {
        out.push_str(&format!("  n{node}[\"{}\"]\n", escape::mermaid(&name)));
    }
    for (from, to) in edges {
        out.push_str(&format!("  n{from} --> n{to}\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_quotes() {
        let link = Link { name: "a\"] --> evil".to_owned(), ..Link::default() };
        assert!(mermaid(&[vec![link]]).contains("n0[\"a#34;#93; --#62; evil\"]"));
    }
}
