//! Which version of a name before stands beside which version after.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::names::{NO_NAME, Names, PROJECT};
use super::{ChangeKind, Changes, Placed, Row, Side, Span};
use crate::analysis::merges::series;
use crate::graph::NodeIndex;
use crate::model::Ecosystem;
use crate::versions;

/// The rows, by name and version, with what of them is added, removed or in another version; and where the nodes of
/// either document stand.
pub fn rows(before: &Side<'_>, after: &Side<'_>, names: &Names) -> (Vec<Row>, [Placed; 2]) {
    let [one, other] = [before, after].map(|side| side.graph.nodes.len());
    let mut placed = [placed(&names.of[0], one), placed(&names.of[1], other)];
    let mut rows = Vec::with_capacity(one.max(other));
    let mut at = [0usize; 2];
    for rank in 0..names.count as u32 {
        let ecosystem = names.ecosystems.get(rank as usize).copied().unwrap_or_default();
        let mut versions: [Vec<Version<'_>>; 2] = [Vec::new(), Vec::new()];
        for (side, number) in [before, after].into_iter().zip(0..2) {
            let start = at[number];
            let of_name = &mut placed[number];
            let length = of_name.nodes.get(start..).unwrap_or_default();
            let length = length.iter().take_while(|node| of_name.name.get(**node as usize) == Some(&rank)).count();
            if let Some(nodes) = of_name.nodes.get_mut(start..start + length) {
                versions[number] = grouped(side, ecosystem, start, nodes);
            }
            at[number] = start + length;
        }
        let [before, after] = &versions;
        for pair in pairs(ecosystem, before, after) {
            let span = |list: &[Version<'_>], at: Option<usize>| {
                at.and_then(|at| list.get(at)).map(|version| version.span).unwrap_or_default()
            };
            let mut changes = Changes::default();
            match (pair.before, pair.after) {
                (None, _) => changes.add(ChangeKind::Added),
                (_, None) => changes.add(ChangeKind::Removed),
                _ if pair.is_other => changes.add(ChangeKind::Version),
                _ => {}
            }
            let (before, after) = (span(before, pair.before), span(after, pair.after));
            rows.push(Row { ecosystem, before, after, changes, cause: None });
        }
    }
    for (row, number) in rows.iter().zip(0..) {
        for (placed, span) in placed.iter_mut().zip([row.before, row.after]) {
            for node in span.of(&placed.nodes) {
                if let Some(place) = placed.row.get_mut(*node as usize) {
                    *place = number;
                }
            }
        }
    }
    (rows, placed)
}

/// The nodes by the rank of their names; the project is left out.
fn placed(names: &[u32], count: usize) -> Placed {
    let mut nodes: Vec<NodeIndex> = (0..count as NodeIndex).collect();
    nodes.retain(|node| names.get(*node as usize).is_some_and(|name| *name != PROJECT));
    nodes.sort_by_key(|node| names.get(*node as usize).copied());
    Placed { nodes, name: names.to_vec(), row: vec![NO_NAME; count] }
}

/// One version of a name in one document, with the nodes that have it.
struct Version<'a> {
    text: Option<&'a str>,
    span: Span,
}

/// Brings the nodes of a name in the order of their versions, oldest first; unstated before all.
fn grouped<'a>(side: &Side<'a>, ecosystem: Ecosystem, start: usize, nodes: &mut [NodeIndex]) -> Vec<Version<'a>> {
    let graph = side.graph;
    let text = |node: &NodeIndex| graph.nodes.get(*node as usize).and_then(|node| node.component.version.as_deref());
    nodes.sort_by(|one, other| by_age(ecosystem, text(one), text(other)));
    let mut start = start as u32;
    let same = nodes.chunk_by(|one, other| text(one) == text(other));
    same.map(|nodes| {
        let span = Span { start, length: nodes.len() as u32 };
        start += span.length;
        Version { text: nodes.first().and_then(text), span }
    })
    .collect()
}

fn by_age(ecosystem: Ecosystem, one: Option<&str>, other: Option<&str>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => versions::compare(ecosystem, one, other).then_with(|| one.cmp(other)),
        (one, other) => one.cmp(&other),
    }
}

/// Positions of versions that stand side by side.
#[derive(Clone, Copy)]
struct Pair {
    before: Option<usize>,
    after: Option<usize>,
    /// Are they of two versions, as far as both are stated?
    is_other: bool,
}

/// Pairs the versions of a name: first those that are the same, then those of one series, then the rest, the newest with
/// the newest. What is left stands alone. Costs versions · log.
fn pairs(ecosystem: Ecosystem, before: &[Version<'_>], after: &[Version<'_>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut one, mut other) = ((0..before.len()).collect(), (0..after.len()).collect());
    let text = |list: &[Version<'_>], at: usize| list.get(at).and_then(|version| version.text.map(str::to_owned));
    if let ([one], [other]) = (before, after) {
        // Nearly all names have one version.
        let is_same = one.text == other.text || is_same_version(ecosystem, one.text, other.text);
        return vec![Pair { before: Some(0), after: Some(0), is_other: !is_same }];
    }
    for exactly in [true, false] {
        let order = |one: usize, other: usize| {
            let (one, other) = (before.get(one).and_then(|one| one.text), after.get(other).and_then(|one| one.text));
            match exactly {
                true => by_age(ecosystem, one, other),
                false if is_same_version(ecosystem, one, other) => Ordering::Equal,
                // Two that are written otherwise may be equal in age: then either may go first.
                false => by_age(ecosystem, one, other),
            }
        };
        meet(&mut one, &mut other, order, &mut pairs);
    }
    let series_of = |list: &[Version<'_>], at: usize| text(list, at).and_then(|text| series(&text));
    let mut by_series: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in &other {
        if let Some(series) = series_of(after, *at) {
            by_series.entry(series).or_default().push(*at);
        }
    }
    let mut rest = Vec::new();
    let mut is_taken = vec![false; after.len()];
    for at in one.into_iter().rev() {
        let same = series_of(before, at).and_then(|series| by_series.get_mut(&series)?.pop());
        match same.and_then(|same| Some((same, is_taken.get_mut(same)?))) {
            Some((newest, is_taken)) => {
                *is_taken = true;
                pairs.push(Pair { before: Some(at), after: Some(newest), is_other: true });
            }
            None => rest.push(at),
        }
    }
    let mut newest = other.into_iter().rev().filter(|at| is_taken.get(*at) == Some(&false));
    for at in rest {
        let after_at = newest.next();
        let is_stated = text(before, at).is_some() && after_at.is_some_and(|at| text(after, at).is_some());
        pairs.push(Pair { before: Some(at), after: after_at, is_other: is_stated });
    }
    pairs.extend(newest.map(|at| Pair { before: None, after: Some(at), is_other: false }));
    pairs.sort_by_key(|pair| (pair.before.is_none(), pair.before, pair.after));
    pairs
}

/// Is it one version though it may be written in two ways (`v1.2.3`, `1.2.3`), or not stated in one document? Builds
/// (`+…`) are told apart.
fn is_same_version(ecosystem: Ecosystem, one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one == other
                || (!one.contains('+')
                    && !other.contains('+')
                    && versions::compare(ecosystem, one, other) == Ordering::Equal)
        }
        _ => one.is_none() != other.is_none(),
    }
}

/// Takes out of two ascending lists what meets in both.
fn meet(one: &mut Vec<usize>, other: &mut Vec<usize>, order: impl Fn(usize, usize) -> Ordering, pairs: &mut Vec<Pair>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    let (mut ones, mut others) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    while let (Some(before), Some(after)) = (ones.peek().copied(), others.peek().copied()) {
        match order(before, after) {
            Ordering::Less => left.extend(ones.next()),
            Ordering::Greater => right.extend(others.next()),
            Ordering::Equal => {
                pairs.push(Pair { before: ones.next(), after: others.next(), is_other: false });
            }
        }
    }
    left.extend(ones);
    right.extend(others);
    (*one, *other) = (left, right);
}
