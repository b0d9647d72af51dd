//! Another graph of the same documents judged like the whole: what would be left without something, or what one file
//! states by itself. Context, settlements, matrix and rules are those that hold.

use std::cell::OnceCell;

use super::facts::Facts;
use crate::graph::Graph;
use crate::licenses::{self, Grounds, Judgement};
use crate::policy;

/// The facts of a graph and its judgement. Costs what judging costs, facts gathered anew.
pub fn judged(facts: &Facts, graph: &Graph) -> (Grounds, Judgement) {
    let mut grounds = Grounds::new(graph, &facts.holds_licenses(), facts.context.evidence);
    grounds.judge_by(&facts.basis());
    let mut judgement = licenses::judge_on(graph, &mut grounds, &facts.context, &facts.settlements);
    if let Some(rules) = facts.policy() {
        let places = OnceCell::new();
        let applied = policy::apply_on(graph, &places, &judgement, &rules.read.policy, &facts.context);
        judgement.findings.extend(applied.findings);
    }
    (grounds, judgement)
}
