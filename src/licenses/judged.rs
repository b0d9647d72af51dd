//! The conclusions on all components while they are being drawn: one for each kind and pressure, then marked where
//! combinations clash.

use std::collections::BTreeMap;

use super::case::{Case, Fact};
use super::combination::Combinations;
use super::evaluation::{Evaluation, Leaning, evaluate};
use super::findings::bearers;
use super::judging::Evaluations;
use super::{ComponentJudgement, Components, Evidence, LicenseClass, Relation, TermTree, Verdict};
use crate::graph::NodeIndex;

/// Conclusions with the verdicts on the expressions they rest on.
#[derive(Debug)]
pub struct Judged<'e> {
    pub components: Components,
    /// By position among the different conclusions.
    evaluations: Vec<Option<&'e Evaluation>>,
}

impl<'e> Judged<'e> {
    /// `first` holds the verdicts before any combination was looked at, `pressed` those for each pressure.
    pub fn new(
        case: &Case<'_>,
        first: &'e Evaluations,
        combinations: &Combinations,
        pressed: &'e [Evaluations],
    ) -> Self {
        let mut different = Vec::new();
        let mut evaluations = Vec::new();
        let mut conclude = |fact: Fact<'_>, pressure: Option<usize>| {
            let evaluation = fact.expression.and_then(|expression| {
                let pressed = pressure.and_then(|at| pressed.get(at)?.of(expression, fact.usage));
                pressed.or_else(|| first.of(expression, fact.usage))
            });
            different.push(component(case, fact, evaluation));
            evaluations.push(evaluation);
            evaluations.len() as u32 - 1
        };
        let plain: Vec<u32> = case.kinds().iter().map(|fact| conclude(*fact, None)).collect();
        let mut under: BTreeMap<(u32, usize), u32> = BTreeMap::new();
        let mut of = Vec::with_capacity(case.kind_of().len());
        for (node, kind) in (0..).zip(case.kind_of()) {
            let conclusion = match (combinations.pressure_of(node), case.kinds().get(*kind as usize)) {
                (Some(pressure), Some(fact)) => {
                    *under.entry((*kind, pressure)).or_insert_with(|| conclude(*fact, Some(pressure)))
                }
                _ => plain.get(*kind as usize).copied().unwrap_or_default(),
            };
            of.push(conclusion);
        }
        Self { components: Components::new(different, of), evaluations }
    }

    /// The different conclusions, each with the verdict on its expression.
    pub fn different(&self) -> impl Iterator<Item = (&ComponentJudgement, Option<&'e Evaluation>)> {
        self.components.different().iter().zip(self.evaluations.iter().copied())
    }

    /// The verdict on the expression of a node.
    pub fn evaluation(&self, node: NodeIndex) -> Option<&'e Evaluation> {
        self.evaluations.get(self.components.position(node as usize)?).copied().flatten()
    }

    /// Whoever bears a clash is in conflict, whatever the outbound licence says; the many beside it are involved.
    pub fn mark(&mut self, combinations: &Combinations) {
        let mut involved = vec![false; self.components.len()];
        let mut raised: BTreeMap<(Verdict, String), Vec<Option<u32>>> = BTreeMap::new();
        // Many clashes share a side.
        let mut seen: Vec<*const Vec<NodeIndex>> = Vec::new();
        for clash in &combinations.clashes {
            let texts: Vec<&str> = clash.sides.iter().map(|side| side.license.as_str()).collect();
            let (verdict, reason) = match texts.as_slice() {
                _ if clash.differ.is_some() => {
                    (Verdict::Review, clash.differ.as_ref().map(|(reason, _)| reason.clone()).unwrap_or_default())
                }
                [_] => (Verdict::Review, "No licence takes all its terms at once".to_owned()),
                texts => (Verdict::Conflict, format!("Cannot be in one shipped work: {}", texts.join(", "))),
            };
            for side in clash.sides.iter().filter(|_| verdict == Verdict::Conflict) {
                let pointer = std::ptr::from_ref(side.nodes.as_ref());
                if let Err(at) = seen.binary_search(&pointer) {
                    seen.insert(at, pointer);
                    for node in side.nodes.iter() {
                        if let Some(involved) = involved.get_mut(*node as usize) {
                            *involved = true;
                        }
                    }
                }
            }
            let changed = raised.entry((verdict, reason.clone())).or_default();
            self.change(bearers(clash), changed, |judged| {
                (judged.verdict < verdict).then(|| ComponentJudgement {
                    verdict,
                    reason: reason.clone(),
                    ..judged.clone()
                })
            });
        }
        let involved = (0..).zip(involved).filter_map(|(node, is_involved)| is_involved.then_some(node));
        self.change(involved, &mut Vec::new(), |judged| {
            (judged.verdict != Verdict::Conflict).then(|| ComponentJudgement { involved: true, ..judged.clone() })
        });
    }

    fn change(
        &mut self,
        nodes: impl IntoIterator<Item = NodeIndex>,
        changed: &mut Vec<Option<u32>>,
        change: impl FnMut(&ComponentJudgement) -> Option<ComponentJudgement>,
    ) {
        self.components.change_all(nodes, changed, change);
        self.evaluations.resize(self.components.different().len(), None);
        for (before, after) in changed.iter().enumerate() {
            let evaluation = self.evaluations.get(before).copied().flatten();
            if let Some(place) = after.and_then(|after| self.evaluations.get_mut(after as usize)) {
                *place = evaluation;
            }
        }
    }
}

fn component(case: &Case<'_>, fact: Fact<'_>, evaluation: Option<&Evaluation>) -> ComponentJudgement {
    let mut judgement = ComponentJudgement {
        verdict: Verdict::Unknown,
        relation: fact.relation,
        class: evaluation.map_or(LicenseClass::Unknown, |evaluation| evaluation.class),
        expression: fact.expression.map(|at| case.expression(at).map(ToString::to_string).unwrap_or_default()),
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
