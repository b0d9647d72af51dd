//! Two documents of the same project side by side: what is in one and not in the other, other versions,
//! dependencies that only one states.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::graph::{DocumentIndex, Graph, NodeIndex};
use crate::model::{DependencyKind, Document, Ecosystem, Role};

/// Documents that are all compared with each other, whatever their names and roots.
const FEW_DOCUMENTS: usize = 8;

/// What two documents have in common, and what not. Lists are in the order of the nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    pub one: DocumentIndex,
    pub other: DocumentIndex,
    pub in_both: usize,
    pub only_in_one: Vec<NodeIndex>,
    pub only_in_other: Vec<NodeIndex>,
    /// A name that both hold, in different versions: the nodes of the one, and of the other.
    pub drifted: Vec<(Vec<NodeIndex>, Vec<NodeIndex>)>,
    /// Dependencies between components of both that only the one, or only the other, states. Empty where one of
    /// them states none at all, see `states_none`.
    pub edges_only_in_one: Vec<(NodeIndex, NodeIndex)>,
    pub edges_only_in_other: Vec<(NodeIndex, NodeIndex)>,
    /// The document that states no dependency at all while the other does.
    pub states_none: Option<DocumentIndex>,
}

/// Every pair of documents that seem to be of one project: they share a root or lie in one folder (`folders`, one
/// for each document), or they are few and share half of what the smaller one holds. Costs, for each pair, what the
/// two hold.
pub fn reconciliations(graph: &Graph, documents: &[&Document], folders: &[&str]) -> Vec<Reconciliation> {
    let pairs = pairs(graph, documents, folders);
    let compared: BTreeSet<usize> = pairs.iter().flat_map(|(one, other, _)| [*one, *other]).collect();
    let holdings = holdings(graph, documents, &compared);
    pairs
        .into_iter()
        .filter_map(|(one, other, is_certain)| {
            let (mine, theirs) = (holdings.get(one)?, holdings.get(other)?);
            let in_both = mine.nodes.intersection(&theirs.nodes).count();
            let is_project = is_certain || in_both * 2 >= mine.nodes.len().min(theirs.nodes.len());
            (in_both > 0 && is_project).then(|| compare(graph, (one, mine), (other, theirs)))
        })
        .collect()
}

/// What one document holds, in nodes: components that are not its own, and dependencies between any.
#[derive(Default)]
struct Holding {
    nodes: BTreeSet<NodeIndex>,
    edges: BTreeSet<(NodeIndex, NodeIndex)>,
}

/// What each document to be compared holds; nothing for the others.
fn holdings(graph: &Graph, documents: &[&Document], compared: &BTreeSet<usize>) -> Vec<Holding> {
    if compared.is_empty() {
        return Vec::new();
    }
    let mut node_of: Vec<HashMap<u32, NodeIndex>> = documents.iter().map(|_| HashMap::new()).collect();
    let mut holdings: Vec<Holding> = documents.iter().map(|_| Holding::default()).collect();
    let roots: HashSet<NodeIndex> = graph.roots.iter().copied().collect();
    for (node, position) in graph.nodes.iter().zip(0..) {
        for (document, component) in
            node.members.iter().filter(|(document, _)| compared.contains(&(*document as usize)))
        {
            if let Some(known) = node_of.get_mut(*document as usize) {
                known.insert(*component, position);
            }
            if let Some(holding) = holdings.get_mut(*document as usize)
                && !node.component.own
                && !roots.contains(&position)
            {
                holding.nodes.insert(position);
            }
        }
    }
    for ((document, holding), node_of) in documents.iter().zip(&mut holdings).zip(&node_of) {
        let needs = document.dependencies.iter().filter(|arrow| arrow.kind == DependencyKind::DependsOn);
        let ends = needs.filter_map(|arrow| Some((*node_of.get(&arrow.from)?, *node_of.get(&arrow.to)?)));
        holding.edges = ends.collect();
    }
    holdings
}

/// Pairs to compare, and whether it is certain that they are of one project.
fn pairs(graph: &Graph, documents: &[&Document], folders: &[&str]) -> BTreeSet<(usize, usize, bool)> {
    let is_inventory = |position: &usize| {
        let document = documents.get(*position);
        document.is_some_and(|document| document.role == Role::Inventory && !document.components.is_empty())
    };
    let mut groups: BTreeMap<(bool, String), BTreeSet<usize>> = BTreeMap::new();
    for root in &graph.roots {
        let members = graph.nodes.get(*root as usize).map(|node| node.members.as_slice()).unwrap_or_default();
        let group = groups.entry((true, root.to_string())).or_default();
        group.extend(members.iter().map(|(document, _)| *document as usize).filter(is_inventory));
    }
    for (position, folder) in folders.iter().enumerate().filter(|(position, _)| is_inventory(position)) {
        groups.entry((false, (*folder).to_owned())).or_default().insert(position);
    }
    let all: BTreeSet<usize> = (0..documents.len()).filter(is_inventory).collect();
    if all.len() <= FEW_DOCUMENTS {
        groups.insert((false, "all".to_owned()), all);
    }
    let mut pairs = BTreeSet::new();
    for ((shares_root, _), group) in groups {
        // Within a large group each is compared with the first alone: costs stay linear.
        let group: Vec<usize> = group.into_iter().collect();
        for (at, one) in group.iter().enumerate().take(if group.len() > FEW_DOCUMENTS { 1 } else { group.len() }) {
            pairs.extend(group.iter().skip(at + 1).map(|other| (*one, *other, shares_root)));
        }
    }
    let certain: BTreeSet<(usize, usize)> =
        pairs.iter().filter(|(.., certain)| *certain).map(|(one, other, _)| (*one, *other)).collect();
    pairs.retain(|(one, other, is_certain)| *is_certain || !certain.contains(&(*one, *other)));
    pairs
}

fn compare(graph: &Graph, (one, mine): (usize, &Holding), (other, theirs): (usize, &Holding)) -> Reconciliation {
    let mut only_in_one: BTreeSet<NodeIndex> = mine.nodes.difference(&theirs.nodes).copied().collect();
    let mut only_in_other: BTreeSet<NodeIndex> = theirs.nodes.difference(&mine.nodes).copied().collect();
    let mut drifted = Vec::new();
    let (by_name, other_by_name) = (by_name(graph, &only_in_one), by_name(graph, &only_in_other));
    // What bears one name and the same versions is the same, though it says too little to be joined.
    let mut not_joined = 0;
    for (name, nodes) in by_name {
        if let Some(others) = other_by_name.get(&name) {
            nodes.iter().for_each(|node| _ = only_in_one.remove(node));
            others.iter().for_each(|node| _ = only_in_other.remove(node));
            if versions(graph, &nodes) == versions(graph, others) {
                not_joined += nodes.len();
            } else {
                drifted.push((nodes, others.clone()));
            }
        }
    }
    drifted.sort();
    let states_none = match (mine.edges.is_empty(), theirs.edges.is_empty()) {
        (true, false) => Some(one as DocumentIndex),
        (false, true) => Some(other as DocumentIndex),
        _ => None,
    };
    let only = |these: &Holding, those: &Holding| -> Vec<(NodeIndex, NodeIndex)> {
        let both = |node: &NodeIndex| mine.nodes.contains(node) && theirs.nodes.contains(node);
        let missing = these.edges.difference(&those.edges).filter(|(from, to)| both(from) && both(to));
        missing.copied().filter(|_| states_none.is_none()).collect()
    };
    Reconciliation {
        one: one as DocumentIndex,
        other: other as DocumentIndex,
        in_both: mine.nodes.intersection(&theirs.nodes).count() + not_joined,
        edges_only_in_one: only(mine, theirs),
        edges_only_in_other: only(theirs, mine),
        only_in_one: only_in_one.into_iter().collect(),
        only_in_other: only_in_other.into_iter().collect(),
        drifted,
        states_none,
    }
}

fn versions<'g>(graph: &'g Graph, nodes: &[NodeIndex]) -> BTreeSet<Option<&'g str>> {
    let version = |node: &NodeIndex| graph.nodes.get(*node as usize).and_then(|node| node.component.version.as_deref());
    nodes.iter().map(version).collect()
}

fn by_name<'g>(graph: &'g Graph, nodes: &BTreeSet<NodeIndex>) -> BTreeMap<(Ecosystem, &'g str), Vec<NodeIndex>> {
    let mut found: BTreeMap<(Ecosystem, &str), Vec<NodeIndex>> = BTreeMap::new();
    for node in nodes {
        if let Some(known) = graph.nodes.get(*node as usize) {
            found.entry((known.component.ecosystem, &known.component.name)).or_default().push(*node);
        }
    }
    found
}
