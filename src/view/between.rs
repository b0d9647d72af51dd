//! Between the files: two documents of one project side by side, in words.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::words::{Link, count, length, visible};
use crate::analysis::reconciliation::Reconciliation;
use crate::graph::NodeIndex;
use crate::model::Scope;
use crate::versions;

/// Entries shown of one list.
const MOST_ENTRIES: usize = 300;

/// One comparison in full.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BetweenView {
    pub position: usize,
    /// The two files, by id, for the Compare view.
    pub files: Option<(u32, u32)>,
    pub one: String,
    pub other: String,
    pub in_both: usize,
    pub lists: Vec<BetweenList>,
    /// Said where a list would be misleading.
    pub remark: String,
}

/// One list of differences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BetweenList {
    pub title: String,
    pub total: usize,
    pub entries: Vec<BetweenEntry>,
}

/// One difference: the components it is about, in order, with words between and after them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BetweenEntry {
    pub links: Vec<Link>,
    /// Between the links: `needs`, `here, there`.
    pub joined_by: String,
    /// `development scope`, `newer in bom.json`.
    pub note: String,
}

/// All comparisons, each with its position and one sentence.
pub fn lines(facts: &Facts) -> Vec<(usize, String)> {
    facts
        .reconciliations
        .iter()
        .enumerate()
        .map(|(at, found)| {
            (at, format!("{} and {}: {}", name(facts, found.one), name(facts, found.other), words(facts, found)))
        })
        .collect()
}

/// The comparisons that a file is part of.
pub fn lines_of(facts: &Facts, file: u32) -> Vec<(usize, String)> {
    let id = |document: u32| facts.file_of_document(document).map(|known| known.id);
    let found = facts.reconciliations.iter().enumerate();
    found
        .filter_map(|(at, found)| {
            let other = match (id(found.one) == Some(file), id(found.other) == Some(file)) {
                (true, _) => found.other,
                (_, true) => found.one,
                _ => return None,
            };
            Some((at, format!("Beside {}: {}", name(facts, other), words(facts, found))))
        })
        .collect()
}

/// One comparison; `None` where there is no such one.
pub fn between(facts: &Facts, position: usize) -> Option<BetweenView> {
    let found = facts.reconciliations.get(position)?;
    let (one, other) = (name(facts, found.one), name(facts, found.other));
    let link = |node: &NodeIndex| Link::new(&facts.graph, &facts.judgement.components, *node);
    let single = |title: String, nodes: &[NodeIndex]| BetweenList {
        title,
        total: nodes.len(),
        entries: nodes
            .iter()
            .take(MOST_ENTRIES)
            .map(|node| BetweenEntry { links: vec![link(node)], joined_by: String::new(), note: scope(facts, *node) })
            .collect(),
    };
    let edges = |title: String, edges: &[(NodeIndex, NodeIndex)]| BetweenList {
        title,
        total: edges.len(),
        entries: edges
            .iter()
            .take(MOST_ENTRIES)
            .map(|(from, to)| BetweenEntry {
                links: vec![link(from), link(to)],
                joined_by: "needs".to_owned(),
                note: String::new(),
            })
            .collect(),
    };
    let drifted = BetweenList {
        title: "In other versions".to_owned(),
        total: found.drifted.len(),
        entries: found
            .drifted
            .iter()
            .take(MOST_ENTRIES)
            .map(|(mine, theirs)| BetweenEntry {
                links: mine.iter().chain(theirs).map(link).collect(),
                joined_by: "against".to_owned(),
                note: newer(facts, (mine, &one), (theirs, &other)),
            })
            .collect(),
    };
    let lists = [
        single(format!("Only in {one}"), &found.only_in_one),
        single(format!("Only in {other}"), &found.only_in_other),
        drifted,
        edges(format!("Dependencies that only {one} states"), &found.edges_only_in_one),
        edges(format!("Dependencies that only {other} states"), &found.edges_only_in_other),
    ];
    Some(BetweenView {
        position,
        files: facts
            .file_of_document(found.one)
            .zip(facts.file_of_document(found.other))
            .map(|(one, other)| (one.id, other.id)),
        in_both: found.in_both,
        lists: lists.into_iter().filter(|list| list.total > 0).collect(),
        remark: found
            .states_none
            .map(|document| format!("{} states no dependencies; those of the other are used", name(facts, document)))
            .unwrap_or_default(),
        one,
        other,
    })
}

fn words(facts: &Facts, found: &Reconciliation) -> String {
    let mut parts = vec![format!("{} in both", count(found.in_both, "component"))];
    for (document, nodes) in [(found.one, &found.only_in_one), (found.other, &found.only_in_other)] {
        if !nodes.is_empty() {
            let unshipped = nodes.iter().filter(|node| !is_shipped(facts, **node)).count();
            let unshipped = if unshipped > 0 { format!(" ({} not shipped)", length(unshipped)) } else { String::new() };
            parts.push(format!("{} only in {}{unshipped}", length(nodes.len()), name(facts, document)));
        }
    }
    if !found.drifted.is_empty() {
        parts.push(format!("{} in other versions", length(found.drifted.len())));
    }
    let edges = found.edges_only_in_one.len() + found.edges_only_in_other.len();
    if edges > 0 {
        parts.push(format!("{} stated by only one", count(edges, "dependency")));
    }
    if let Some(document) = found.states_none {
        parts.push(format!("{} states no dependencies", name(facts, document)));
    }
    parts.join(", ")
}

fn is_shipped(facts: &Facts, node: NodeIndex) -> bool {
    facts.graph.nodes.get(node as usize).is_none_or(|node| node.scope.is_shipped())
}

fn scope(facts: &Facts, node: NodeIndex) -> String {
    let known = facts.graph.nodes.get(node as usize).filter(|node| node.scope != Scope::Unknown);
    known.map(|node| format!("{} scope", node.scope.as_str())).unwrap_or_default()
}

/// Which file has the newer version, each by its newest; nothing where one has no version.
fn newer(facts: &Facts, (mine, one): (&[NodeIndex], &str), (theirs, other): (&[NodeIndex], &str)) -> String {
    let newest = |nodes: &[NodeIndex]| {
        let components = nodes.iter().filter_map(|node| Some(&facts.graph.nodes.get(*node as usize)?.component));
        let versions = components.filter_map(|component| Some((component.ecosystem, component.version.as_deref()?)));
        versions.max_by(|(ecosystem, one), (_, other)| versions::compare(*ecosystem, one, other))
    };
    let (Some((ecosystem, mine)), Some((_, theirs))) = (newest(mine), newest(theirs)) else { return String::new() };
    match versions::compare(ecosystem, mine, theirs) {
        Ordering::Greater => format!("newer in {one}"),
        Ordering::Less => format!("newer in {other}"),
        Ordering::Equal => "one version, written in two ways".to_owned(),
    }
}

fn name(facts: &Facts, document: u32) -> String {
    facts.file_of_document(document).map(|file| visible(&file.name)).unwrap_or_default()
}
