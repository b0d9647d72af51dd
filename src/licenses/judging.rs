//! From a graph to its judgement: facts, verdicts before and after looking at combinations, findings.
//!
//! Each kind of components is judged once, each different (expression, usage) is evaluated once. Costs the nodes a few
//! times, the square of the different licences, and nodes and edges once more where relations changed.

use super::basis::Basis;
use super::case::Case;
use super::combination::{Combinations, combinations, evaluate_under};
use super::compatibility::{Target, Usage};
use super::evaluation::{Evaluation, Leaning, evaluate};
use super::findings::{choice_findings, combination_findings, evidence_findings, outbound_findings, unknown_findings};
use super::judged::Judged;
use super::outbounds::{Accepted, OutboundSet};
use super::reading::read;
use super::settled::Settled;
use super::{Context, Evidence, Finding, Grounds, Judgement, LicenseClass, Relation, Settlements, TermTree, Verdict};
use crate::graph::{Graph, NodeIndex};

/// The verdicts on each different expression in each usage it occurs in.
#[derive(Debug, Default)]
pub struct Evaluations {
    /// By expression and usage, one more than the position in `list`; 0 where it does not occur.
    places: Vec<u32>,
    list: Vec<(usize, Usage, Evaluation)>,
    /// How many of them, from the start, occur outside our own code.
    foreign: usize,
}

impl Evaluations {
    /// The verdict on an expression.
    pub fn of(&self, expression: usize, usage: Usage) -> Option<&Evaluation> {
        self.list.get(self.position(expression, usage)?).map(|(_, _, evaluation)| evaluation)
    }

    /// The position of the verdict on an expression, below `len`.
    pub fn position(&self, expression: usize, usage: Usage) -> Option<usize> {
        let place = self.places.get(place(expression, usage)).copied().unwrap_or_default();
        (place as usize).checked_sub(1)
    }

    /// Expression, usage and verdict at a position.
    pub fn at(&self, position: usize) -> Option<(usize, Usage, &Evaluation)> {
        self.list.get(position).map(|(expression, usage, evaluation)| (*expression, *usage, evaluation))
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// What there is a verdict on, our own code left aside.
    pub fn keys(&self) -> impl Iterator<Item = (usize, Usage)> {
        self.list.iter().take(self.foreign).map(|(expression, usage, _)| (*expression, *usage))
    }

    fn add(&mut self, expression: usize, usage: Usage, judge: impl FnOnce() -> Option<Evaluation>) {
        let at = place(expression, usage);
        if self.places.get(at).is_some_and(|place| *place > 0) {
            return;
        }
        let Some(evaluation) = judge() else { return };
        if self.places.len() <= at {
            self.places.resize(at + 1, 0);
        }
        self.list.push((expression, usage, evaluation));
        if let Some(place) = self.places.get_mut(at) {
            *place = self.list.len() as u32;
        }
    }
}

/// Under one context usages differ by relation and by whether anything goes out.
fn place(expression: usize, usage: Usage) -> usize {
    expression * 12 + usage.relation as usize * 2 + usize::from(usage.goes_out())
}

/// Judges every component of the graph, and combinations of them, under one context, nothing settled.
/// `holds_licenses[d]` says whether document d's format can carry licences at all.
pub fn judge(graph: &Graph, context: &Context, holds_licenses: &[bool]) -> Judgement {
    judge_on(graph, &mut Grounds::new(graph, holds_licenses, context.evidence), context, &Settlements::default())
}

/// The same on facts gathered before, with what people settled.
pub fn judge_on(graph: &Graph, grounds: &mut Grounds, context: &Context, settlements: &Settlements) -> Judgement {
    grounds.relate(graph, &settlements.relations);
    let settled = Settled::new(graph, grounds, settlements);
    let case = Case::new(graph, grounds, &settled, context);
    let (mut accepted, mut disputes) = (grounds.accepted.borrow_mut(), grounds.disputes.borrow_mut());
    let (accepted, disputes) = (&mut *accepted, &mut *disputes);
    let first = first_evaluations(&case);
    let mut combinations = combinations(&case, &first, accepted, disputes);
    let pressed = pressed_evaluations(&case, &combinations, accepted);
    let mut judged = Judged::new(&case, &first, &combinations, &pressed);
    let possible_outbound = possible_outbound(&case, &first, accepted);
    let mut findings = outbound_findings(&case, &judged, &possible_outbound);
    judged.mark(&combinations);
    findings.extend(combination_findings(&case, &combinations, accepted));
    findings.extend(unknown_findings(&case, &judged));
    findings.extend(evidence_findings(&case));
    findings.extend(choice_findings(&case, &judged));
    let root_outbounds = std::mem::take(&mut combinations.root_outbounds);
    let unused = settled.unused.clone();
    let findings = sorted(&case, findings);
    Judgement { components: judged.components, findings, possible_outbound, root_outbounds, unused }
}

/// Judges one licence text on its own by the packed matrix, as a component with this relation would be.
pub fn judge_text(text: &str, context: &Context, relation: Relation) -> (Verdict, Evidence, Option<TermTree>) {
    judge_text_by(&Basis::packed(), text, context, relation)
}

/// The same by another matrix.
pub fn judge_text_by(
    basis: &Basis,
    text: &str,
    context: &Context,
    relation: Relation,
) -> (Verdict, Evidence, Option<TermTree>) {
    let reading = read(text);
    let usage = Usage::new(relation, context.use_case, context.modified);
    match reading.expression {
        Some(expression) => {
            let evaluation = evaluate(&expression, &Target::new(&context.outbound, basis), usage, Leaning::NONE);
            (evaluation.verdict, reading.evidence, Some(evaluation.tree))
        }
        None if relation == Relation::Tool => (Verdict::NotShipped, reading.evidence, None),
        None => (Verdict::Unknown, reading.evidence, None),
    }
}

fn first_evaluations(case: &Case<'_>) -> Evaluations {
    let mut evaluations = Evaluations::default();
    for is_own in [false, true] {
        for fact in case.kinds().iter().filter(|fact| fact.own == is_own) {
            if let Some(position) = fact.expression {
                evaluations.add(position, fact.usage, || {
                    let expression = case.expression(position)?;
                    Some(evaluate(expression, &case.target, fact.usage, case.leaning(position)))
                });
            }
        }
        if !is_own {
            evaluations.foreign = evaluations.list.len();
        }
    }
    evaluations
}

/// For each pressure, the verdicts on the expressions that offer a choice.
fn pressed_evaluations(case: &Case<'_>, combinations: &Combinations, accepted: &mut Accepted) -> Vec<Evaluations> {
    let mut list = Vec::new();
    for pressure in &combinations.pressures {
        let mut evaluations = Evaluations::default();
        for (expression, usage) in pressure.choices(case) {
            evaluations.add(expression, usage, || evaluate_under(case, expression, usage, Some(pressure), accepted));
        }
        list.push(evaluations);
    }
    list
}

fn possible_outbound(case: &Case<'_>, first: &Evaluations, accepted: &mut Accepted) -> Vec<String> {
    let mut set = OutboundSet::ALL;
    let mut known = false;
    for (expression, usage) in first.keys().filter(|(_, usage)| usage.relation != Relation::Tool) {
        if let Some(expression) = case.effective(expression) {
            known |= expression.leaves().iter().any(|leaf| leaf.class() != LicenseClass::Unknown);
            set = set.and(accepted.by(expression, usage));
        }
    }
    if known { accepted.names(set) } else { Vec::new() }
}

/// The loudest first, then by the place to fix and by name.
fn sorted(case: &Case<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let label = |node: Option<NodeIndex>| node.map(|node| case.graph.label(node)).unwrap_or_default();
    let with_names = findings
        .into_iter()
        .map(|finding| (label(finding.fix_point), label(finding.components.first().copied()), finding));
    let mut findings: Vec<(String, String, Finding)> = with_names.collect();
    findings.sort_by(|(one_place, one_name, one), (other_place, other_name, other)| {
        (other.severity, other.verdict)
            .cmp(&(one.severity, one.verdict))
            .then_with(|| one_place.cmp(other_place))
            .then_with(|| one_name.cmp(other_name))
            .then_with(|| one.kind.cmp(&other.kind))
            .then_with(|| one.licenses.cmp(&other.licenses))
            .then_with(|| one.components.cmp(&other.components))
    });
    findings.into_iter().map(|(_, _, finding)| finding).collect()
}
