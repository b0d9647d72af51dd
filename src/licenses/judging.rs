//! From a graph to its judgement: facts, verdicts before and after looking at combinations, findings.
//!
//! Each different (expression, usage) is judged once. Costs nodes and edges a few times, and the square of the
//! different licences.

use std::collections::BTreeMap;

use super::case::{Case, Fact};
use super::combination::{Combinations, combinations, evaluate_under};
use super::compatibility::{Target, Usage};
use super::evaluation::{Evaluation, Leaning, evaluate};
use super::findings::{
    bearers, choice_findings, combination_findings, evidence_findings, outbound_findings, unknown_findings,
};
use super::outbounds::{Accepted, OutboundSet, names};
use super::reading::read;
use super::settled::Settled;
use super::{
    ComponentJudgement, Context, Evidence, Finding, Grounds, Judgement, LicenseClass, Relation, Settlements, TermTree,
    Verdict,
};
use crate::graph::{Graph, NodeIndex};

/// The verdicts on each different expression in each usage it occurs in.
#[derive(Debug, Default)]
pub struct Evaluations(BTreeMap<(usize, Usage), Evaluation>);

impl Evaluations {
    /// The verdict on an expression.
    pub fn of(&self, expression: usize, usage: Usage) -> Option<&Evaluation> {
        self.0.get(&(expression, usage))
    }

    /// What there is a verdict on.
    pub fn keys(&self) -> impl Iterator<Item = (usize, Usage)> {
        self.0.keys().copied()
    }
}

/// Judges every component of the graph, and combinations of them, under one context, nothing settled.
/// `holds_licenses[d]` says whether document d's format can carry licences at all.
pub fn judge(graph: &Graph, context: &Context, holds_licenses: &[bool]) -> Judgement {
    judge_on(graph, &mut Grounds::new(graph, holds_licenses, context.evidence), context, &Settlements::default())
}

/// The same on facts gathered before, with what people settled: for a judgement that is asked for again and again.
pub fn judge_on(graph: &Graph, grounds: &mut Grounds, context: &Context, settlements: &Settlements) -> Judgement {
    grounds.relate(graph, &settlements.relations);
    let settled = Settled::new(graph, grounds, settlements);
    let case = Case::new(graph, grounds, &settled, context);
    let mut accepted = Accepted::default();
    let first = first_evaluations(&case);
    let combinations = combinations(&case, &first, &mut accepted);
    let pressed = pressed_evaluations(&case, &combinations, &mut accepted);
    let evaluations: Vec<Option<&Evaluation>> = case
        .nodes()
        .map(|(node, fact)| {
            let expression = fact.expression?;
            let pressed =
                combinations.pressure_of.get(&node).and_then(|at| pressed.get(&(expression, fact.usage, *at)));
            pressed.or_else(|| first.of(expression, fact.usage))
        })
        .collect();
    let texts: Vec<String> =
        (0..settled.expressions()).map(|at| case.expression(at).map(ToString::to_string).unwrap_or_default()).collect();
    let mut components: Vec<ComponentJudgement> = case
        .nodes()
        .map(|(node, fact)| component(&case, fact, evaluations.get(node as usize).copied().flatten(), &texts))
        .collect();
    let possible_outbound = possible_outbound(&case, &mut accepted);
    let mut findings = outbound_findings(&case, &components, &evaluations, &possible_outbound);
    let combined = combination_findings(&case, &combinations, &mut accepted);
    mark(&mut components, &combinations);
    findings.extend(combined);
    findings.extend(unknown_findings(&case, &components, &evaluations));
    findings.extend(evidence_findings(&case, &components));
    findings.extend(choice_findings(&case, &components, &evaluations));
    sort(&case, &mut findings);
    let unused = settled.unused.clone();
    Judgement { components, findings, possible_outbound, unused }
}

/// Judges one licence text on its own, as a component with this relation would be.
pub fn judge_text(text: &str, context: &Context, relation: Relation) -> (Verdict, Evidence, Option<TermTree>) {
    let reading = read(text);
    let usage = Usage::new(relation, context.use_case, context.modified);
    match reading.expression {
        Some(expression) => {
            let evaluation = evaluate(&expression, &Target::new(&context.outbound), usage, Leaning::NONE);
            (evaluation.verdict, reading.evidence, Some(evaluation.tree))
        }
        None if relation == Relation::Tool => (Verdict::NotShipped, reading.evidence, None),
        None => (Verdict::Unknown, reading.evidence, None),
    }
}

fn first_evaluations(case: &Case<'_>) -> Evaluations {
    let mut evaluations = Evaluations::default();
    for (_, fact) in case.nodes() {
        if let Some(position) = fact.expression
            && let Some(expression) = case.expression(position)
        {
            evaluations
                .0
                .entry((position, fact.usage))
                .or_insert_with(|| evaluate(expression, &case.target, fact.usage, case.leaning(position)));
        }
    }
    evaluations
}

fn pressed_evaluations(
    case: &Case<'_>,
    combinations: &Combinations,
    accepted: &mut Accepted,
) -> BTreeMap<(usize, Usage, usize), Evaluation> {
    let mut evaluations = BTreeMap::new();
    for (node, pressure) in &combinations.pressure_of {
        let Some(fact) = case.fact(*node) else { continue };
        let Some(expression) = fact.expression else { continue };
        let key = (expression, fact.usage, *pressure);
        if !evaluations.contains_key(&key)
            && let Some(evaluation) =
                evaluate_under(case, expression, fact.usage, combinations.pressures.get(*pressure), accepted)
        {
            evaluations.insert(key, evaluation);
        }
    }
    evaluations
}

fn component(case: &Case<'_>, fact: Fact<'_>, evaluation: Option<&Evaluation>, texts: &[String]) -> ComponentJudgement {
    let mut judgement = ComponentJudgement {
        verdict: Verdict::Unknown,
        relation: fact.relation,
        class: evaluation.map_or(LicenseClass::Unknown, |evaluation| evaluation.class),
        expression: fact.expression.and_then(|at| texts.get(at)).cloned(),
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
            [_] => (Verdict::Review, "No licence takes all its terms at once".to_owned()),
            texts => (Verdict::Conflict, format!("Cannot be in one shipped work: {}", texts.join(", "))),
        };
        for node in clash.sides.iter().flat_map(|side| &side.nodes) {
            if let Some(component) = components.get_mut(*node as usize) {
                component.involved |= texts.len() > 1;
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

fn possible_outbound(case: &Case<'_>, accepted: &mut Accepted) -> Vec<&'static str> {
    let mut seen = BTreeMap::new();
    for (_, fact) in case.nodes() {
        if let (false, false, Some(expression)) = (fact.relation == Relation::Tool, fact.own, fact.expression) {
            seen.entry((expression, fact.usage)).or_insert(());
        }
    }
    let mut set = OutboundSet::ALL;
    let mut known = false;
    for (expression, usage) in seen.into_keys() {
        if let Some(expression) = case.effective(expression) {
            known |= expression.leaves().iter().any(|leaf| leaf.class() != LicenseClass::Unknown);
            set = set.and(accepted.by(expression, usage));
        }
    }
    if known { names(set) } else { Vec::new() }
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
