//! What would be if components were taken out, and the cheapest way to be rid of one.

use super::super::words::count;
use super::{MOST_LEAVING, Rid, WhatIf, license, link, verdicts};
use crate::analysis::{checksums, depth, duplicates};
use crate::graph::{self, Cut, Cuttable, Graph, NodeIndex, Removal};
use crate::licenses::{Finding, Verdict};
use crate::view::apart::judged;
use crate::view::facts::Facts;
use crate::view::words::Link;

/// The counts before and after, from the graph that would be left, judged like any other. `None` where nothing is taken out.
pub fn what_if(facts: &Facts, removed: &[NodeIndex]) -> Option<WhatIf> {
    let removed: Vec<NodeIndex> =
        removed.iter().copied().filter(|node| facts.graph.nodes.get(*node as usize).is_some()).collect();
    if removed.is_empty() {
        return None;
    }
    let removal = Removal { nodes: removed.clone(), edges: Vec::new() };
    let leaving = graph::leaves(&facts.graph, &removal);
    let (left, _) = graph::without(&facts.graph, &removal);
    let conflicts = |findings: &[Finding]| findings.iter().filter(|found| found.verdict == Verdict::Conflict).count();
    let counts = |graph: &Graph, conflicts: usize| {
        let profile = depth::profile(graph);
        let duplicates = duplicates::duplicates(graph).len();
        [graph.nodes.len(), graph.edges.len(), conflicts, duplicates, profile.at.len(), graph.cycles.len()]
    };
    let before = counts(&facts.graph, conflicts(&facts.judgement.findings));
    let after = counts(&left, conflicts(&findings(facts, &left)));
    let titles = ["Components", "Dependencies", "Conflicts", "Duplicates", "Deepest", "Cycles"];
    let counts = titles.iter().zip(before).zip(after);
    Some(WhatIf {
        removed: removed.iter().map(|node| link(facts, *node)).collect(),
        counts: counts.map(|((title, before), after)| ((*title).to_owned(), before, after)).collect(),
        leaving: named(facts, &leaving),
        leaving_total: leaving.len(),
        verdicts: verdicts(facts, &leaving),
    })
}

/// What would be found in another graph of the same documents, under the same context, settlements and rules.
fn findings(facts: &Facts, graph: &Graph) -> Vec<Finding> {
    let (_, mut judgement) = judged(facts, graph);
    judgement.findings.extend(checksums::disagreements(graph, &facts.documents()));
    judgement.findings
}

/// Gravest first, then by label.
fn named(facts: &Facts, nodes: &[NodeIndex]) -> Vec<(Link, String)> {
    let mut all: Vec<(Link, String)> = nodes.iter().map(|node| (link(facts, *node), license(facts, *node))).collect();
    all.sort_by(|(one, _), (other, _)| {
        other.verdict.cmp(&one.verdict).then_with(|| one.name.cmp(&other.name)).then(one.node.cmp(&other.node))
    });
    all.truncate(MOST_LEAVING);
    all
}

/// The cheapest cut between the roots and a component.
pub fn rid(facts: &Facts, node: NodeIndex, cuttable: Cuttable) -> Option<Rid> {
    facts.graph.nodes.get(node as usize)?;
    let mut rid = Rid { link: link(facts, node), ..Rid::default() };
    match graph::cheapest_cut(&facts.graph, node, cuttable) {
        Cut::Cheapest { edges, leaves } => {
            rid.words =
                format!("Cut {}; {} would leave", count(edges.len(), "dependency"), count(leaves.len(), "component"));
            rid.edges_total = edges.len();
            rid.edges =
                edges.iter().take(MOST_LEAVING).map(|(from, to)| (link(facts, *from), link(facts, *to))).collect();
            rid.leaving_total = leaves.len();
            rid.leaving = named(facts, &leaves);
        }
        Cut::Root => rid.words = "A root: nothing stands above it that could be cut".to_owned(),
        Cut::Unreached => rid.words = "No root reaches it: the files do not say what needs it".to_owned(),
        Cut::Unfinished { at_least } => {
            rid.words = format!(
                "Not found within {} looks at a dependency: at least {} to cut",
                super::super::words::number(graph::MOST_LOOKS),
                count(at_least, "dependency")
            );
        }
    }
    Some(rid)
}
