//! From a graph to its judgement: facts, verdicts before and after looking at combinations, findings.
//!
//! Each different (expression, usage) is judged once. Costs nodes and edges a few times, and the square of the
//! different licences.

use super::basis::Basis;
use super::case::{Case, Fact};
use super::combination::{Combinations, combinations, evaluate_under};
use super::compatibility::{Target, Usage};
use super::evaluation::{Evaluation, Leaning, evaluate};
use super::findings::{
    bearers, choice_findings, combination_findings, evidence_findings, outbound_findings, unknown_findings,
};
use super::outbounds::{Accepted, OutboundSet};
use super::reading::read;
use super::settled::Settled;
use super::{
    ComponentJudgement, Context, Evidence, Finding, Grounds, Judgement, LicenseClass, Relation, Settlements, TermTree,
    Verdict,
};
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
    judge_again(graph, grounds, context, settlements, Judgement::default())
}

/// The same where there is a judgement already: what comes out as before is kept, which saves much of the time.
pub fn judge_again(
    graph: &Graph,
    grounds: &mut Grounds,
    context: &Context,
    settlements: &Settlements,
    before: Judgement,
) -> Judgement {
    grounds.relate(graph, &settlements.relations);
    let settled = Settled::new(graph, grounds, settlements);
    let case = Case::new(graph, grounds, &settled, context);
    let mut accepted = grounds.accepted.borrow_mut();
    let accepted = &mut *accepted;
    let first = first_evaluations(&case);
    let mut combinations = combinations(&case, &first, accepted);
    let pressed = pressed_evaluations(&case, &combinations, accepted);
    let evaluations: Vec<Option<&Evaluation>> = case
        .nodes()
        .map(|(node, fact)| {
            let expression = fact.expression?;
            let pressed = combinations.pressure_of(node).and_then(|at| pressed.get(at)?.of(expression, fact.usage));
            pressed.or_else(|| first.of(expression, fact.usage))
        })
        .collect();
    let texts: Vec<String> =
        (0..settled.expressions()).map(|at| case.expression(at).map(ToString::to_string).unwrap_or_default()).collect();
    let mut before = before.components.into_iter();
    let mut components: Vec<ComponentJudgement> = case
        .nodes()
        .map(|(node, fact)| {
            let evaluation = evaluations.get(node as usize).copied().flatten();
            let text = fact.expression.and_then(|at| texts.get(at)).map(String::as_str);
            match before.next() {
                Some(before) if is_same(&before, fact, evaluation, text) => {
                    ComponentJudgement { involved: false, ..before }
                }
                _ => component(&case, fact, evaluation, text),
            }
        })
        .collect();
    let possible_outbound = possible_outbound(&case, &first, accepted);
    let mut findings = outbound_findings(&case, &components, &evaluations, &possible_outbound);
    let combined = combination_findings(&case, &mut combinations, accepted);
    mark(&mut components, &combinations);
    findings.extend(combined);
    findings.extend(unknown_findings(&case, &components, &evaluations));
    findings.extend(evidence_findings(&case, &components));
    findings.extend(choice_findings(&case, &components, &evaluations));
    sort(&case, &mut findings);
    let root_outbounds = std::mem::take(&mut combinations.root_outbounds);
    let unused = settled.unused.clone();
    Judgement { components, findings, possible_outbound, root_outbounds, unused }
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
        for (_, fact) in case.nodes().filter(|(_, fact)| fact.own == is_own) {
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

/// Would judging this component come to what it came to before?
fn is_same(before: &ComponentJudgement, fact: Fact<'_>, evaluation: Option<&Evaluation>, text: Option<&str>) -> bool {
    let is_plain = !fact.own && fact.relation != Relation::Tool && fact.read_as_all.is_none();
    let Some(evaluation) = evaluation.filter(|_| is_plain) else { return false };
    let reason = if evaluation.verdict == Verdict::Allowed { "" } else { evaluation.reason.as_str() };
    !before.own
        && before.verdict == evaluation.verdict
        && before.relation == fact.relation
        && before.class == evaluation.class
        && before.reason == reason
        && before.expression.as_deref() == text
        && before.evidence == *fact.evidence
        && before.terms.as_ref() == Some(&evaluation.tree)
}

fn component(
    case: &Case<'_>,
    fact: Fact<'_>,
    evaluation: Option<&Evaluation>,
    text: Option<&str>,
) -> ComponentJudgement {
    let mut judgement = ComponentJudgement {
        verdict: Verdict::Unknown,
        relation: fact.relation,
        class: evaluation.map_or(LicenseClass::Unknown, |evaluation| evaluation.class),
        expression: text.map(str::to_owned),
        evidence: fact.evidence.clone(),
        terms: evaluation.map(|evaluation| evaluation.tree.clone()),
        reason: String::new(),
        own: fact.own,
        involved: false,
    };
    if fact.own {
        judgement.verdict = Verdict::Allowed;
        judgement.reason = "Part of the product itself".to_owned();
    } else if fact.relation == Relation::Tool {
        judgement.verdict = Verdict::NotShipped;
        judgement.reason = "Only needed for developing, building or testing: not shipped".to_owned();
    } else if let Some(evaluation) = evaluation {
        judgement.verdict = evaluation.verdict;
        if evaluation.verdict != Verdict::Allowed {
            judgement.reason.clone_from(&evaluation.reason);
        }
        read_as_all(case, fact, &mut judgement);
    } else {
        judgement.reason = without_expression(fact.evidence);
    }
    judgement
}

/// A Maven list may be chosen from by its rule, which many do not follow: where that decides, a person must look.
fn read_as_all(case: &Case<'_>, fact: Fact<'_>, judgement: &mut ComponentJudgement) {
    let Some(expression) = fact.read_as_all else { return };
    let all = evaluate(expression, &case.target, fact.usage, Leaning::NONE);
    if all.verdict == Verdict::Conflict && judgement.verdict < Verdict::Review {
        judgement.verdict = Verdict::Review;
        judgement.reason = format!(
            "Depends on what the list means: as a choice {}, as all together {} ({})",
            judgement_before(judgement).title(),
            all.verdict.title(),
            all.decided_by
        );
    }
}

fn judgement_before(judgement: &ComponentJudgement) -> Verdict {
    match &judgement.terms {
        Some(TermTree::Any { verdict, .. } | TermTree::All { verdict, .. }) => *verdict,
        Some(TermTree::Term(term)) => term.verdict,
        None => Verdict::Unknown,
    }
}

fn without_expression(evidence: &Evidence) -> String {
    match evidence {
        Evidence::NotStated => "Not stated by the author (NOASSERTION)".to_owned(),
        Evidence::StatedNone => "The author states there is none: no rights are granted".to_owned(),
        Evidence::FormatHoldsNone => "This format holds no licences".to_owned(),
        Evidence::Unreadable(why) => why.clone(),
        _ => "Not in this file".to_owned(),
    }
}

/// Whoever bears a clash is in conflict, whatever the outbound licence says; the many beside it are involved.
fn mark(components: &mut [ComponentJudgement], combinations: &Combinations) {
    for clash in &combinations.clashes {
        let texts: Vec<&str> = clash.sides.iter().map(|side| side.license.as_str()).collect();
        let (verdict, reason) = match texts.as_slice() {
            _ if clash.differ.is_some() => {
                (Verdict::Review, clash.differ.as_ref().map(|(reason, _)| reason.clone()).unwrap_or_default())
            }
            [_] => (Verdict::Review, "No licence takes all its terms at once".to_owned()),
            texts => (Verdict::Conflict, format!("Cannot be in one shipped work: {}", texts.join(", "))),
        };
        for node in clash.sides.iter().flat_map(|side| &side.nodes) {
            if let Some(component) = components.get_mut(*node as usize) {
                component.involved |= verdict == Verdict::Conflict;
            }
        }
        for node in bearers(clash) {
            if let Some(component) = components.get_mut(node as usize)
                && component.verdict < verdict
            {
                component.verdict = verdict;
                component.reason.clone_from(&reason);
            }
        }
    }
    for component in components.iter_mut().filter(|component| component.verdict == Verdict::Conflict) {
        component.involved = false;
    }
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
fn sort(case: &Case<'_>, findings: &mut [Finding]) {
    let label = |node: Option<NodeIndex>| node.map(|node| case.graph.label(node)).unwrap_or_default();
    findings.sort_by_cached_key(|finding| {
        (
            std::cmp::Reverse((finding.severity, finding.verdict)),
            label(finding.fix_point),
            label(finding.components.first().copied()),
            finding.kind,
            finding.licenses.clone(),
            finding.components.clone(),
        )
    });
}
