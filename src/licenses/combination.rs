//! Can these components be in one work at all, whatever our licence is?
//!
//! Only captors ask that question: strong and network copyleft that reaches the work it is linked into. For each
//! work (one for each root) the outbound candidates of all licences are intersected. Where none is left, the
//! smallest sets that cannot go together are named: pairs with a captor first, then larger ones by leaving one
//! out at a time. Where one is left, it settles every OR. Merged weak copyleft is left to the outbound verdict.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::case::{Case, Fact};
use super::catalogue::{Effect, catalogue};
use super::compatibility::{Target, Usage, is_captor};
use super::disputes::{Differ, Disputes};
use super::evaluation::{Evaluation, Leaning, evaluate};
use super::expression::{Expression, Known, Leaf};
use super::judging::Evaluations;
use super::outbounds::{Accepted, OutboundSet};
use super::root_outbounds::{MOST_ROOTS, RootOutbound, root_outbound};
use super::works::{Members, Work, Works, is_combined};
use crate::graph::NodeIndex;

/// How many clashing pairs of different expressions are listed for one work.
pub const PAIR_LIMIT: usize = 2_000;

/// What the combinations in all works come to.
#[derive(Debug, Default)]
pub struct Combinations {
    /// The works that hold a captor, with what they hold where that is kept.
    pub works: Vec<(Work, Option<Arc<Members>>)>,
    pub clashes: Vec<Clash>,
    /// The works in which more than `PAIR_LIMIT` pairs clash.
    pub capped: BTreeSet<usize>,
    /// By node, one more than the position in `pressures` of what settles its choices; 0 where nothing does.
    pressure_of: Vec<u32>,
    pub pressures: Vec<Pressure>,
    /// What each work could go out under.
    pub root_outbounds: Vec<RootOutbound>,
}

impl Combinations {
    /// What settles the choices of a node, by position in `pressures`.
    pub fn pressure_of(&self, node: NodeIndex) -> Option<usize> {
        (self.pressure_of.get(node as usize).copied().unwrap_or_default() as usize).checked_sub(1)
    }
}

/// Licences that cannot be in one work, with the components that bear them; the captor first.
#[derive(Debug)]
pub struct Clash {
    pub work: usize,
    pub sides: Vec<Side>,
    /// The sources differ on the pair, and nothing else settles it: what each says, and where.
    pub differ: Option<Differ>,
}

/// One licence of a clash.
#[derive(Clone, Debug)]
pub struct Side {
    pub license: String,
    pub known: Option<Known>,
    pub captor: bool,
    pub usage: Usage,
    /// Its components in this work, at least one, in order.
    pub nodes: Rc<Vec<NodeIndex>>,
}

/// What a work asks of the choices in it.
#[derive(Debug)]
pub struct Pressure {
    /// The candidate under which the whole work can go out; `None` where there is none.
    under: Option<usize>,
    units: Vec<Unit>,
}

/// One expression under one relation, with the components that have it.
#[derive(Clone, Debug)]
pub struct Unit {
    pub expression: usize,
    usage: Usage,
    pub accepted: OutboundSet,
    captor: Option<Known>,
    /// The licences chosen before any combination was looked at.
    chosen: Vec<Known>,
    nodes: Rc<Vec<NodeIndex>>,
}

impl Unit {
    /// Does its expression leave a choice?
    fn is_choice(&self, case: &Case<'_>) -> bool {
        case.effective(self.expression).is_some_and(Expression::has_choice)
    }
}

impl Pressure {
    /// The expressions in this work that leave a choice, and how they are used.
    pub fn choices(&self, case: &Case<'_>) -> Vec<(usize, Usage)> {
        self.units.iter().filter(|unit| unit.is_choice(case)).map(|unit| (unit.expression, unit.usage)).collect()
    }

    /// Whose licence forbids this one, for a component with the given expression.
    pub fn clash(&self, known: Known, accepted: OutboundSet, expression: usize) -> Option<(u32, String)> {
        let under = match self.under {
            Some(candidate) if accepted.holds(candidate) => return None,
            under => under,
        };
        let others = || self.units.iter().filter(|unit| unit.expression != expression);
        let forbids = |unit: &&Unit| {
            unit.accepted.and(accepted).is_empty() && !unit.captor.is_some_and(|captor| is_partner(captor, known))
        };
        let by = others().filter(|unit| unit.captor.is_some()).find(forbids).or_else(|| match under {
            Some(_) => others().find(forbids).or_else(|| others().find(|unit| unit.captor.is_some())),
            None => None,
        })?;
        let license = by.captor.map_or_else(String::new, |captor| captor.to_string());
        Some((by.nodes.first().copied()?, license))
    }
}

/// Looks at all works. `first` holds the verdicts before any combination was looked at.
pub fn combinations(
    case: &Case<'_>,
    first: &Evaluations,
    accepted: &mut Accepted,
    disputes: &mut Disputes,
) -> Combinations {
    let mut found = Combinations::default();
    let captors: Vec<Option<Known>> = (0..first.len())
        .map(|at| {
            let (_, usage, evaluation) = first.at(at)?;
            evaluation.chosen.iter().find_map(|leaf| match leaf {
                Leaf::Known(known) if is_captor(*known, usage) => Some(*known),
                _ => None,
            })
        })
        .collect();
    if !first.keys().any(|(_, usage)| usage.goes_out()) {
        return found;
    }
    let places: Vec<Option<usize>> = case.kinds().iter().map(|fact| place(*fact, first)).collect();
    let mut works = Works::new(case);
    while let Some((work, members)) = works.next(case) {
        let units = units(case, (&members, &places), first, &captors, accepted);
        if found.root_outbounds.len() < MOST_ROOTS && !(units.is_empty() && work.starts().is_empty()) {
            found.root_outbounds.push(root_outbound(case, work.starts(), &units));
        }
        if units.iter().any(|unit| unit.captor.is_some()) {
            let position = found.works.len();
            // Of those that are not kept for another judgement, only the last.
            if let Some((_, before)) = found.works.last_mut() {
                *before = before.take().filter(|members| Arc::strong_count(members) > 1);
            }
            found.works.push((work, Some(members)));
            one_work(case, position, units, (accepted, disputes), &mut found);
        }
    }
    found
}

/// Where in a work the components of a kind stand: the position of the verdict on their expression.
fn place(fact: Fact<'_>, first: &Evaluations) -> Option<usize> {
    let is_in = !fact.own && is_combined(fact.relation) && fact.usage.goes_out();
    first.position(fact.expression.filter(|_| is_in)?, fact.usage)
}

/// The expressions of a work with the nodes that have them, in order.
fn units(
    case: &Case<'_>,
    (members, places): (&Members, &[Option<usize>]),
    first: &Evaluations,
    captors: &[Option<Known>],
    accepted: &mut Accepted,
) -> Vec<Unit> {
    let mut nodes: Vec<Vec<NodeIndex>> = vec![Vec::new(); first.len()];
    for node in &members.nodes {
        let place = case.kind(*node).and_then(|kind| places.get(kind).copied().flatten());
        if let Some(nodes) = place.and_then(|place| nodes.get_mut(place)) {
            nodes.push(*node);
        }
    }
    let mut units: Vec<Unit> = nodes
        .into_iter()
        .enumerate()
        .filter(|(_, nodes)| !nodes.is_empty())
        .filter_map(|(at, nodes)| {
            let (expression, usage, evaluation) = first.at(at)?;
            let accepted = accepted.by(case.effective(expression)?, usage);
            let captor = captors.get(at).copied().flatten();
            let (chosen, nodes) = (known_chosen(evaluation), Rc::new(nodes));
            Some(Unit { expression, usage, accepted, captor, chosen, nodes })
        })
        .collect();
    units.sort_by_key(|unit| (unit.expression, unit.usage));
    units
}

fn one_work(
    case: &Case<'_>,
    work: usize,
    units: Vec<Unit>,
    (accepted, disputes): (&mut Accepted, &mut Disputes),
    found: &mut Combinations,
) {
    // A single expression that no candidate accepts is a finding of its own; it must not hide the others.
    let (alone, mut units): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(|unit| unit.accepted.is_empty());
    let mut clashes: BTreeMap<Vec<String>, Vec<Side>> = BTreeMap::new();
    for unit in &alone {
        add(&mut clashes, vec![side(case, unit, &[], accepted)]);
    }
    let joint = units.iter().fold(OutboundSet::ALL, |set, unit| set.and(unit.accepted));
    if joint.is_empty() {
        let (sets, capped) = infeasible_sets(&units);
        if capped {
            found.capped.insert(work);
        }
        for set in sets {
            let members: Vec<&Unit> = set.iter().filter_map(|position| units.get(*position)).collect();
            let sides = members.iter().map(|unit| {
                let others: Vec<&Unit> = members.iter().copied().filter(|other| !std::ptr::eq(*other, *unit)).collect();
                side(case, unit, &others, accepted)
            });
            let sides = sides.collect();
            add(&mut clashes, sides);
        }
    }
    found.clashes.extend(clashes.into_values().map(|sides| Clash { work, sides, differ: None }));
    disputed_pairs(case, work, &units, (accepted, disputes), found);
    found.pressure_of.resize(case.graph.nodes.len(), 0);
    let pressure = found.pressures.len() as u32 + 1;
    for node in units.iter().filter(|unit| unit.is_choice(case)).flat_map(|unit| unit.nodes.iter()) {
        if let Some(place) = found.pressure_of.get_mut(*node as usize).filter(|place| **place == 0) {
            *place = pressure;
        }
    }
    let under = settled(case, joint, &units);
    // From here on one component stands for each unit.
    units.iter_mut().for_each(|unit| unit.nodes = Rc::new(unit.nodes.first().copied().into_iter().collect()));
    found.pressures.push(Pressure { under, units });
}

/// Pairs with a captor that only fit by one of two sources that differ.
fn disputed_pairs(
    case: &Case<'_>,
    work: usize,
    units: &[Unit],
    (accepted, disputes): (&mut Accepted, &mut Disputes),
    found: &mut Combinations,
) {
    let mut pairs: BTreeMap<Vec<String>, (Vec<Side>, Differ)> = BTreeMap::new();
    for unit in units {
        let Some(captor) = unit.captor else { continue };
        for other in units.iter().filter(|other| !std::ptr::eq(*other, unit)) {
            let [known] = other.chosen.as_slice() else { continue };
            let joint = unit.accepted.and(other.accepted);
            if joint.is_empty() || pairs.len() >= PAIR_LIMIT {
                continue;
            }
            let Some(differ) = disputes.on(captor, *known, other.usage).cloned() else { continue };
            let mut agreed: Vec<bool> = disputes.agreed(*known, other.usage).to_vec();
            let with_captor = disputes.agreed(captor, unit.usage);
            agreed.iter_mut().zip(with_captor).for_each(|(agreed, with_captor)| *agreed &= with_captor);
            if !agreed.iter().enumerate().any(|(position, agreed)| *agreed && joint.holds(position)) {
                let sides = vec![side(case, unit, &[other], accepted), side(case, other, &[unit], accepted)];
                let licenses = sides.iter().map(|side| side.license.clone()).collect();
                pairs.entry(licenses).or_insert((sides, differ));
            }
        }
    }
    // What is in a clash of its own needs no doubt beside it.
    pairs.retain(|licenses, _| {
        !found
            .clashes
            .iter()
            .filter(|clash| clash.work == work)
            .any(|clash| licenses.iter().all(|license| clash.sides.iter().any(|side| side.license == *license)))
    });
    let clashes = pairs.into_values().map(|(sides, differ)| Clash { work, sides, differ: Some(differ) });
    found.clashes.extend(clashes);
}

/// The same licences clash once, whatever expressions they stand in.
fn add(clashes: &mut BTreeMap<Vec<String>, Vec<Side>>, sides: Vec<Side>) {
    let licenses = sides.iter().map(|side| side.license.clone()).collect();
    match clashes.get_mut(&licenses) {
        Some(known) => {
            for (known, side) in known.iter_mut().zip(sides) {
                if !Rc::ptr_eq(&known.nodes, &side.nodes) {
                    known.nodes = Rc::new(merged(&known.nodes, &side.nodes));
                }
                known.usage = known.usage.max(side.usage);
            }
        }
        None => {
            clashes.insert(licenses, sides);
        }
    }
}

/// Two lists in order as one, each node once.
pub fn merged(one: &[NodeIndex], other: &[NodeIndex]) -> Vec<NodeIndex> {
    let mut out = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    while let Some(next) = match (one.peek(), other.peek()) {
        (Some(mine), Some(theirs)) if mine <= theirs => one.next(),
        (_, Some(_)) => other.next(),
        (_, None) => one.next(),
    } {
        if out.last() != Some(&next) {
            out.push(next);
        }
    }
    out
}

/// The candidate under which the work goes out: ours where it fits, else a captor's own, else the first.
fn settled(case: &Case<'_>, joint: OutboundSet, units: &[Unit]) -> Option<usize> {
    let candidates = &case.basis().candidates;
    let position = |known: &Known| candidates.iter().position(|candidate| candidate.license == known.license);
    let ours = match &case.target {
        Target::Licenses(outbounds, _) => outbounds.as_slice(),
        _ => &[],
    };
    let wanted = ours.iter().chain(units.iter().filter_map(|unit| unit.captor.as_ref())).filter_map(position);
    wanted.chain(0..candidates.len()).find(|candidate| joint.holds(*candidate))
}

/// Pairs with a captor, then the smallest larger sets, as positions in `units`; captors first in each.
fn infeasible_sets(units: &[Unit]) -> (Vec<Vec<usize>>, bool) {
    let mut capped = false;
    let mut sets = Vec::new();
    let mut out: BTreeSet<usize> = BTreeSet::new();
    for (position, captor) in units.iter().enumerate() {
        let Some(known) = captor.captor else { continue };
        for (other, unit) in units.iter().enumerate() {
            let seen_from_there = unit.captor.is_some() && other <= position;
            if other != position && !seen_from_there && captor.accepted.and(unit.accepted).is_empty() {
                out.insert(other);
                if sets.len() >= PAIR_LIMIT {
                    capped = true;
                } else if !partners(known, unit) {
                    sets.push(vec![position, other]);
                }
            }
        }
    }
    let mut left: Vec<usize> = (0..units.len()).filter(|position| !out.contains(position)).collect();
    let joint = |positions: &[usize]| {
        let units = positions.iter().filter_map(|position| units.get(*position));
        units.fold(OutboundSet::ALL, |set, unit| set.and(unit.accepted))
    };
    while joint(&left).is_empty() {
        // Units that accept the same are interchangeable here: one of each keeps the loop small.
        let mut seen = BTreeSet::new();
        let mut set: Vec<usize> = left
            .iter()
            .copied()
            .filter(|position| units.get(*position).is_some_and(|unit| seen.insert(unit.accepted)))
            .collect();
        for candidate in set.clone() {
            let without: Vec<usize> = set.iter().copied().filter(|position| *position != candidate).collect();
            if joint(&without).is_empty() {
                set = without;
            }
        }
        set.sort_by_key(|position| units.get(*position).map(|unit| (unit.captor.is_none(), *position)));
        let captured = set.first().and_then(|position| units.get(*position)).is_some_and(|unit| unit.captor.is_some());
        let Some(last) = set.last().copied() else { break };
        if captured && set.len() > 1 {
            sets.push(set);
        }
        let gone = units.get(last).map(|unit| unit.accepted);
        left.retain(|position| units.get(*position).map(|unit| unit.accepted) != gone);
    }
    (sets, capped)
}

fn partners(captor: Known, unit: &Unit) -> bool {
    !unit.chosen.is_empty() && unit.chosen.iter().all(|known| is_partner(captor, *known))
}

fn known_chosen(evaluation: &Evaluation) -> Vec<Known> {
    let known = |leaf: &Leaf| if let Leaf::Known(known) = leaf { Some(*known) } else { None };
    evaluation.chosen.iter().filter_map(known).collect()
}

/// Does the captor's exception name this licence as its one partner? (OpenSSL is the only one that is a licence.)
fn is_partner(captor: Known, other: Known) -> bool {
    let Some(exception) = captor.exception.map(|exception| catalogue().exception(exception)) else { return false };
    exception.effect == Effect::NamedPartner
        && exception.id.to_ascii_lowercase().contains("openssl")
        && other.id() == "OpenSSL"
}

fn side(case: &Case<'_>, unit: &Unit, others: &[&Unit], accepted: &mut Accepted) -> Side {
    let rest = others.iter().fold(OutboundSet::ALL, |set, other| set.and(other.accepted));
    // Of an AND, the licence that does it; where several only do it together, the expression.
    let culprit = unit.captor.or_else(|| {
        let mut alone = |known: &&Known| accepted.by_known(**known, unit.usage).and(rest).is_empty();
        unit.chosen.iter().find(|known| alone(known)).copied()
    });
    let license = match culprit {
        Some(known) if !others.is_empty() => known.to_string(),
        _ => case.expression(unit.expression).map(ToString::to_string).unwrap_or_default(),
    };
    Side { license, known: culprit, captor: unit.captor.is_some(), usage: unit.usage, nodes: Rc::clone(&unit.nodes) }
}

/// The verdict on an expression where other components' licences weigh in.
pub fn evaluate_under(
    case: &Case<'_>,
    expression: usize,
    usage: Usage,
    pressure: Option<&Pressure>,
    accepted: &mut Accepted,
) -> Option<Evaluation> {
    let tree = case.expression(expression)?;
    let mut forbidden: BTreeMap<Known, (u32, String)> = BTreeMap::new();
    if let Some(pressure) = pressure {
        for leaf in tree.leaves() {
            if let Leaf::Known(known) = leaf
                && let Some(clash) = pressure.clash(*known, accepted.by_known(*known, usage), expression)
            {
                forbidden.insert(*known, clash);
            }
        }
    }
    let leaning = Leaning { clash: &|known| forbidden.get(&known).cloned(), ..case.leaning(expression) };
    Some(evaluate(tree, &case.target, usage, leaning))
}
