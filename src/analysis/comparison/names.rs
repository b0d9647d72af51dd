//! Which components of the two documents bear the same name.

use std::borrow::Cow;
use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};

use super::Side;
use crate::analysis::vulnerabilities::spelled;
use crate::graph::NodeIndex;
use crate::model::{Component, Ecosystem};

/// Where there is no rank of a name, or no row.
pub const NO_NAME: u32 = u32::MAX;
/// In place of a rank: the project itself, whatever each document calls it.
pub const PROJECT: u32 = u32::MAX - 1;

/// The names of both documents.
pub struct Names {
    /// For each node of the document before, and of the one after, the rank of its name among all: by name, then by
    /// ecosystem.
    pub of: [Vec<u32>; 2],
    pub count: usize,
    /// By rank.
    pub ecosystems: Vec<Ecosystem>,
}

type Name<'a> = (Ecosystem, Cow<'a, str>);

impl Names {
    pub fn new(before: &Side<'_>, after: &Side<'_>) -> Self {
        let sides = [before, after];
        let mut numbers: HashMap<Name<'_>, u32> = HashMap::with_capacity(before.graph.nodes.len());
        let mut list: Vec<(Name<'_>, [bool; 2])> = Vec::new();
        let projects = projects(before, after);
        let mut of: [Vec<u32>; 2] = [Vec::new(), Vec::new()];
        for (at, (side, project)) in sides.into_iter().zip(projects).enumerate() {
            for (node, position) in side.graph.nodes.iter().zip(0..) {
                let number = if project == Some(position) {
                    PROJECT
                } else {
                    let name = name(&node.component);
                    let number = *numbers.entry(name).or_insert_with_key(|name| {
                        list.push((name.clone(), [false; 2]));
                        list.len() as u32 - 1
                    });
                    if let Some((_, on)) = list.get_mut(number as usize) {
                        on[at] = true;
                    }
                    number
                };
                of[at].push(number);
            }
        }
        let rank = ranks(&list, &numbers);
        for number in of.iter_mut().flatten() {
            *number = rank.get(*number as usize).copied().unwrap_or(*number);
        }
        let mut ecosystems = vec![Ecosystem::Other; list.len()];
        for (((ecosystem, _), _), rank) in list.iter().zip(&rank) {
            if let Some(place) = ecosystems.get_mut(*rank as usize).filter(|_| *ecosystem != Ecosystem::Other) {
                *place = *ecosystem;
            }
        }
        Self { of, count: list.len(), ecosystems }
    }
}

/// The node that stands for the project in each document: what it describes, where that is one component. One that
/// describes nothing, or several packages, is compared with what it lists.
fn projects(before: &Side<'_>, after: &Side<'_>) -> [Option<NodeIndex>; 2] {
    let (one, other) = (before.document.roots.as_slice(), after.document.roots.as_slice());
    match (one, other) {
        ([before], [after]) => [Some(*before), Some(*after)],
        ([before], []) => [Some(*before), None],
        ([], [after]) => [None, Some(*after)],
        _ => [None, None],
    }
}

/// Ecosystem and full name, spelled as the ecosystem compares names. What a package URL says counts before what the
/// document calls the component: some write a name without its scope there.
fn name(component: &Component) -> Name<'_> {
    match &component.package_url {
        None => (component.ecosystem, spelled(component.ecosystem, &component.name)),
        Some(url) => {
            let ecosystem = url.ecosystem();
            let path = url.as_str().get("pkg:/".len() + url.kind().len()..).unwrap_or_default();
            let rest = path.strip_prefix(component.name.as_str());
            match rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['@', '?', '#'])) {
                true => (ecosystem, spelled(ecosystem, &component.name)),
                false => (ecosystem, Cow::Owned(spelled(ecosystem, &url.full_name()).into_owned())),
            }
        }
    }
}

/// For each name of the list its rank; joined names share one.
fn ranks(list: &[(Name<'_>, [bool; 2])], numbers: &HashMap<Name<'_>, u32>) -> Vec<u32> {
    let mut order: Vec<u32> = (0..list.len() as u32).collect();
    order.sort_unstable_by_key(|at| list.get(*at as usize).map(|((ecosystem, name), _)| (name, *ecosystem)));
    let mut rank = vec![0; list.len()];
    for (at, number) in (0..).zip(&order) {
        if let Some(place) = rank.get_mut(*number as usize) {
            *place = at;
        }
    }
    for (nowhere, somewhere) in joined(list, numbers) {
        let joined = rank.get(somewhere as usize).copied().unwrap_or_default();
        if let Some(place) = rank.get_mut(nowhere as usize) {
            *place = joined;
        }
    }
    rank
}

/// Names of one document without an ecosystem, each with the name of the other that it is, where only one ecosystem there
/// has it. Costs those names times the ecosystems there are.
fn joined(list: &[(Name<'_>, [bool; 2])], numbers: &HashMap<Name<'_>, u32>) -> Vec<(u32, u32)> {
    let is_known = |ecosystem: Ecosystem| !matches!(ecosystem, Ecosystem::Other | Ecosystem::Generic);
    let ecosystems = list.iter().map(|((ecosystem, _), _)| *ecosystem);
    let ecosystems: BTreeSet<Ecosystem> = ecosystems.filter(|ecosystem| *ecosystem != Ecosystem::Other).collect();
    let mut pairs = Vec::new();
    for (((ecosystem, name), on), number) in list.iter().zip(0..) {
        if is_known(*ecosystem) || on[0] == on[1] {
            continue;
        }
        let bearers = ecosystems.iter().filter_map(|ecosystem| {
            let found = *numbers.get(&(*ecosystem, spelled(*ecosystem, name)))?;
            // Of the other document alone.
            list.get(found as usize).filter(|(_, there)| there[0] == on[1] && there[1] == on[0]).map(|_| found)
        });
        if let [only] = bearers.take(2).collect::<Vec<u32>>().as_slice() {
            pairs.push((number, *only));
        }
    }
    pairs
}
