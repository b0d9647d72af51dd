//! How parts are joined to the work: by ecosystem for the judging context, by component and edge for the inspector.
//!
//! What is shown can be settled anew; the rule it would be settled by stands beside it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::words::Link;
use crate::graph::NodeIndex;
use crate::licenses::{Relation, RelationOf, Subject, default_relation};

/// Edges listed for one component at most.
const MOST_EDGES: usize = 30;

/// How something is joined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// What it would be settled for.
    pub of: RelationOf,
    /// `npm, 412 components`; `all ways in`; the component that needs it.
    pub title: String,
    pub relation: Relation,
    /// A rule of the page says so, not the default or the document.
    pub is_settled: bool,
}

/// The ecosystems that are here, each with how it is joined where nothing else is said.
pub fn by_ecosystem(facts: &Facts) -> Vec<Join> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for (node, judged) in facts.graph.nodes.iter().zip(&facts.judgement.components) {
        if !judged.own {
            *counts.entry(node.component.ecosystem).or_default() += 1;
        }
    }
    let join = |(ecosystem, count): (crate::model::Ecosystem, usize)| {
        let of = RelationOf::Ecosystem(ecosystem);
        let settled = settled(facts, &of);
        Join {
            title: format!("{}, {}", ecosystem.as_str(), super::words::count(count, "component")),
            relation: settled.unwrap_or_else(|| default_relation(ecosystem)),
            is_settled: settled.is_some(),
            of,
        }
    };
    counts.into_iter().map(join).collect()
}

/// How one component is joined: as a whole, then by each that needs it.
pub fn of_component(facts: &Facts, node: NodeIndex) -> Vec<Join> {
    let component = |node: NodeIndex| facts.graph.nodes.get(node as usize).map(|node| &node.component);
    let (Some(itself), Some(judged)) = (component(node), facts.judgement.components.get(node as usize)) else {
        return Vec::new();
    };
    if judged.own {
        return Vec::new();
    }
    let to = Subject::of(itself);
    let of = RelationOf::Component(to.clone());
    let whole = Join {
        title: "All ways in".to_owned(),
        relation: judged.relation,
        is_settled: settled(facts, &of).is_some(),
        of,
    };
    let mut dependents: Vec<NodeIndex> = facts.graph.dependents(node).map(|edge| edge.from).collect();
    dependents.sort_unstable();
    dependents.dedup();
    let edges = dependents.into_iter().take(MOST_EDGES).filter_map(|from| {
        let (_, relation) = facts.grounds.step(&facts.graph, from, node)?;
        let of = RelationOf::Edge { from: Subject::of(component(from)?), to: to.clone() };
        let title = Link::new(&facts.graph, &facts.judgement.components, from).label();
        Some(Join { title, relation, is_settled: settled(facts, &of).is_some(), of })
    });
    std::iter::once(whole).chain(edges).collect()
}

fn settled(facts: &Facts, of: &RelationOf) -> Option<Relation> {
    facts.settlements.relations.iter().find(|rule| rule.of == *of).map(|rule| rule.relation)
}
