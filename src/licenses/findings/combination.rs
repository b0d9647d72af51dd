//! Licences that cannot be in one shipped work: who bears them, where they meet, what could change it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::rc::Rc;
use std::sync::Arc;

use super::{Finding, FindingKind, changes};
use crate::graph::NodeIndex;
use crate::licenses::basis::Basis;
use crate::licenses::case::Case;
use crate::licenses::combination::{Clash, Combinations, PAIR_LIMIT, Side, merged};
use crate::licenses::compatibility::into_license;
use crate::licenses::outbounds::{Accepted, OutboundSet};
use crate::licenses::relation::route_by;
use crate::licenses::works::Members;
use crate::licenses::{Relation, Verdict};

/// Captors of one licence are told apart by their place to fix up to this many places.
const PLACES: usize = 20;

/// Components of one side that a finding lists by name, beside the first.
const MOST_INVOLVED: usize = 1_000;

/// The findings of kind Combination. The same clash in several works is one finding.
pub fn combination_findings(case: &Case<'_>, combinations: &Combinations, accepted: &mut Accepted) -> Vec<Finding> {
    let mut findings: BTreeMap<(Vec<String>, Vec<NodeIndex>), Finding> = BTreeMap::new();
    let mut walked: Option<(usize, Arc<Members>)> = None;
    let mut by_side: BTreeMap<*const Vec<NodeIndex>, Rc<[Place]>> = BTreeMap::new();
    for clash in &combinations.clashes {
        let Some((work, members)) = combinations.works.get(clash.work) else { continue };
        let members = match (members, walked.take()) {
            (Some(members), _) => Arc::clone(members),
            (None, Some((at, members))) if at == clash.work => members,
            (None, _) => Arc::new(work.members(case)),
        };
        let Some(captors) = clash.sides.first() else { continue };
        // Many clashes share a captor.
        let places = by_side.entry(std::ptr::from_ref(captors.nodes.as_ref()));
        let places = Rc::clone(places.or_insert_with(|| by_place(case, &captors.nodes).into()));
        let told = Told::new(case.basis(), combinations, clash);
        for (captors, fix_point) in places.iter() {
            let finding = finding(case, &told, &members, captors, *fix_point, accepted);
            match findings.entry((finding.licenses.clone(), finding.components.clone())) {
                Entry::Occupied(mut known) => {
                    let known = known.get_mut();
                    known.involved = merged(&known.involved, &finding.involved);
                    known.severity = known.severity.max(finding.severity);
                }
                Entry::Vacant(place) => {
                    place.insert(finding);
                }
            }
        }
        walked = Some((clash.work, members));
    }
    findings.into_values().collect()
}

/// Captors with their place to fix.
type Place = (Vec<NodeIndex>, Option<NodeIndex>);

/// What is told of a clash whatever the captor's place to fix.
struct Told<'a> {
    clash: &'a Clash,
    verdict: Verdict,
    title: String,
    licenses: Vec<String>,
    reason: String,
    source: String,
    /// The further components of the other sides, in order.
    beside: Vec<NodeIndex>,
    /// Said at the end.
    remarks: String,
}

impl<'a> Told<'a> {
    fn new(basis: &Basis, combinations: &Combinations, clash: &'a Clash) -> Self {
        let licenses: Vec<String> = clash.sides.iter().map(|side| side.license.clone()).collect();
        let (verdict, title, mut reason, source) = words(basis, clash, &licenses);
        let mut beside: Vec<NodeIndex> = Vec::new();
        for side in clash.sides.iter().skip(1).filter(|side| side.nodes.len() > 1) {
            reason = format!("{reason}; it stands for {} components under {}", side.nodes.len(), side.license);
            if side.nodes.len() > MOST_INVOLVED {
                reason = format!("{reason}, {MOST_INVOLVED} of them listed");
            }
            beside.extend(side.nodes.iter().skip(1).take(MOST_INVOLVED));
        }
        beside.sort_unstable();
        let mut remarks = String::new();
        if combinations.capped.contains(&clash.work) {
            remarks = format!("; only the first {PAIR_LIMIT} clashing pairs of this work are listed");
        }
        if combinations.works.get(clash.work).is_some_and(|(work, _)| work.joined) {
            remarks.push_str("; there are more roots than are looked at one by one: the last are judged together");
        }
        Self { clash, verdict, title, licenses, reason, source, beside, remarks }
    }
}

/// The components that bear a clash: captors, and whoever is alone on a side.
pub fn bearers(clash: &Clash) -> impl Iterator<Item = NodeIndex> {
    clash.sides.iter().filter(|side| side.captor || side.nodes.len() == 1).flat_map(|side| side.nodes.iter().copied())
}

fn by_place(case: &Case<'_>, captors: &[NodeIndex]) -> Vec<Place> {
    let mut places: BTreeMap<Option<NodeIndex>, Vec<NodeIndex>> = BTreeMap::new();
    for node in captors {
        places.entry(case.fix_point(*node)).or_default().push(*node);
    }
    let mut list: Vec<Place> = places.into_iter().map(|(place, nodes)| (nodes, place)).collect();
    if list.len() > PLACES {
        let rest: Vec<NodeIndex> = list.split_off(PLACES).into_iter().flat_map(|(nodes, _)| nodes).collect();
        list.push((rest, None));
    }
    list
}

fn finding(
    case: &Case<'_>,
    told: &Told<'_>,
    members: &Members,
    captors: &[NodeIndex],
    fix_point: Option<NodeIndex>,
    accepted: &mut Accepted,
) -> Finding {
    let Told { clash, verdict, licenses, .. } = told;
    let mut components: Vec<NodeIndex> = captors.first().copied().into_iter().collect();
    components.extend(clash.sides.iter().skip(1).filter_map(|side| side.nodes.first().copied()));
    let further = captors.get(1..).unwrap_or_default();
    let involved = joined(further.get(..MOST_INVOLVED).unwrap_or(further), &told.beside);
    let routes: Vec<Vec<NodeIndex>> = components.iter().map(|node| route(case, members, *node)).collect();
    let mut reason = told.reason.clone();
    if captors.len() > 1 {
        reason =
            format!("{reason}; {} components bring {}", captors.len(), licenses.first().map_or("", String::as_str));
    }
    let mut sides: Vec<&[NodeIndex]> = vec![captors];
    sides.extend(clash.sides.iter().skip(1).map(|side| side.nodes.as_slice()));
    let severity = super::severity_of_clash(case, *verdict, &sides);
    let assumed = components.iter().any(|node| case.fact(*node).is_some_and(|fact| fact.relation == Relation::None));
    reason.push_str(&told.remarks);
    if assumed {
        reason = format!("{reason}; {}", super::assumed(case));
    }
    Finding {
        kind: FindingKind::Combination,
        verdict: *verdict,
        severity,
        title: told.title.clone(),
        meeting: meeting(&routes),
        changes: changes_of(case, clash, &components, captors, fix_point, accepted),
        components,
        licenses: licenses.clone(),
        involved,
        reason,
        source: told.source.clone(),
        fix_point,
        routes,
    }
}

/// Two lists in order as one.
fn joined(one: &[NodeIndex], other: &[NodeIndex]) -> Vec<NodeIndex> {
    let mut out = [one, other].concat();
    // Two runs in order are found and joined at little cost.
    out.sort();
    out
}

/// Empty where the edges of the work do not lead there.
fn route(case: &Case<'_>, members: &Members, node: NodeIndex) -> Vec<NodeIndex> {
    let reached = case.fact(node).is_some_and(|fact| fact.relation != Relation::None);
    if reached { route_by(&members.previous, node, members.previous.len()) } else { Vec::new() }
}

fn words(basis: &Basis, clash: &Clash, licenses: &[String]) -> (Verdict, String, String, String) {
    let listed = match licenses {
        [first, second] => format!("{first} and {second}"),
        [.., last] if licenses.len() > 2 => {
            let before = licenses.get(..licenses.len() - 1).unwrap_or_default();
            format!("{} and {last}", before.join(", "))
        }
        _ => licenses.join(""),
    };
    if let Some((reason, source)) = &clash.differ {
        let title = format!("{listed} in one shipped work: sources differ");
        return (Verdict::Review, title, reason.clone(), source.clone());
    }
    match clash.sides.as_slice() {
        [only] => (
            Verdict::Review,
            format!("{} is stated for one component", only.license),
            "No licence takes all of these at once; whether they cover the same code is not known".to_owned(),
            basis.title.clone(),
        ),
        [captor, other] => {
            let title = format!("{listed} cannot be in one shipped work");
            let (reason, source) = pair_words(basis, captor, other);
            (Verdict::Conflict, title, reason, source)
        }
        _ => (
            Verdict::Conflict,
            format!("{listed} cannot be in one shipped work"),
            "Each two of them can be joined, all together cannot: no licence takes them all".to_owned(),
            format!("{}: no row accepts all of {}", basis.title, licenses.join(", ")),
        ),
    }
}

fn pair_words(basis: &Basis, captor: &Side, other: &Side) -> (String, String) {
    let nothing = || (format!("No licence takes both {} and {}", captor.license, other.license), basis.title.clone());
    let (Some(outbound), Some(inbound)) = (captor.known, other.known) else { return nothing() };
    let usage = super::shipped_usage(other.usage.relation);
    let outcome = into_license(basis, outbound, inbound, usage, true);
    if outcome.verdict != Verdict::Conflict {
        return nothing();
    }
    (
        format!("{} reaches the whole work it is linked into: {}", captor.license, lower_first(&outcome.reason)),
        outcome.source,
    )
}

/// Sentences that begin with a licence id keep it as it is.
fn lower_first(sentence: &str) -> String {
    match sentence.split_once(' ') {
        Some((word, rest)) if word.chars().skip(1).all(|letter| letter.is_ascii_lowercase()) => {
            format!("{} {rest}", word.to_ascii_lowercase())
        }
        _ => sentence.to_owned(),
    }
}

/// The last node that all routes have in common.
fn meeting(routes: &[Vec<NodeIndex>]) -> Option<NodeIndex> {
    let (first, rest) = routes.split_first()?;
    if rest.is_empty() || routes.iter().any(Vec::is_empty) {
        return None;
    }
    let same = first.iter().enumerate().take_while(|(at, node)| rest.iter().all(|route| route.get(*at) == Some(*node)));
    same.last().map(|(_, node)| *node)
}

fn changes_of(
    case: &Case<'_>,
    clash: &Clash,
    components: &[NodeIndex],
    captors: &[NodeIndex],
    fix_point: Option<NodeIndex>,
    accepted: &mut Accepted,
) -> Vec<String> {
    let mut list = vec![changes::replace(case, captors, fix_point)];
    let Some(captor) = clash.sides.first() else { return list };
    let first = components.first().copied().unwrap_or_default();
    if clash.sides.len() < 2 {
        list.push("Look up which of the licences covers what".to_owned());
        return list;
    }
    list.extend(changes::development(case, fix_point));
    list.extend(changes::separate(case, captor.known, captor.usage.relation, first));
    for side in clash.sides.iter().skip(1) {
        if let [only] = side.nodes.as_slice() {
            // Behind the captor's own place to fix there is no other: then the component itself is named.
            let place = case.fix_point(*only).filter(|place| Some(*place) != fix_point);
            list.push(changes::replace(case, &[*only], place));
        }
    }
    if let Some(later) = captor.known.and_then(changes::or_later) {
        let rest = clash.sides.iter().skip(1).fold(OutboundSet::ALL, |set, side| match side.known {
            Some(known) => set.and(accepted.by_known(known, side.usage)),
            None => set,
        });
        if !accepted.by_known(later, captor.usage).and(rest).is_empty() {
            list.push(format!("Ask the authors of {} for {later}: that can be joined", case.graph.label(first)));
        }
    }
    list.push("Ask the licensor for other terms, and record who decided what and why".to_owned());
    list
}
