//! The corrections and choices that hold, for judging to honour.

use super::states::Judge;
use super::{Date, Decision, DecisionKind};
use crate::graph::Graph;
use crate::licenses::subject::Packages;
use crate::licenses::{Choice, Correction, Grounds, Settlements, Subject};

/// What decisions settle in these documents: the latest first, since the first counts. Expired ones, and those made on
/// a licence that has changed, settle nothing.
pub fn settlements(graph: &Graph, decisions: &[Decision], today: Option<Date>) -> Settlements {
    settled(graph, &Packages::of(graph), decisions, today)
}

/// The same on facts gathered before.
pub fn settlements_on(graph: &Graph, grounds: &Grounds, decisions: &[Decision], today: Option<Date>) -> Settlements {
    settled(graph, grounds.packages(graph), decisions, today)
}

fn settled(graph: &Graph, packages: &Packages, decisions: &[Decision], today: Option<Date>) -> Settlements {
    let mut out = Settlements::default();
    if !decisions.iter().any(Decision::settles) {
        return out;
    }
    let mut judge = Judge::new(graph, packages, today);
    for decision in decisions.iter().rev().filter(|decision| decision.settles()) {
        if !judge.in_time_holds(decision) {
            continue;
        }
        let because = decision.in_words();
        let subjects: Vec<&Subject> =
            decision.about.subjects.iter().filter(|subject| judge.holds(decision, subject)).collect();
        match &decision.kind {
            DecisionKind::Correct { expression } => {
                out.corrections.extend(subjects.into_iter().map(|subject| Correction {
                    subject: subject.clone(),
                    expression: expression.clone(),
                    because: because.clone(),
                }));
            }
            DecisionKind::Choose { given, choice } => {
                let everywhere = decision.about.subjects.is_empty().then_some(None);
                let named = subjects.into_iter().map(|subject| Some(subject.clone()));
                out.choices.extend(everywhere.into_iter().chain(named).map(|subject| Choice {
                    subject,
                    given: given.clone(),
                    choice: choice.clone(),
                    because: because.clone(),
                }));
            }
            DecisionKind::Accept | DecisionKind::Waive | DecisionKind::Escalate => {}
        }
    }
    out
}
