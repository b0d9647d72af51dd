//! Which alternative of an OR was taken where that is not a matter of course: because of another component, by
//! preference, or since the alternatives come to different verdicts. Quiet: nothing is wrong.
//!
//! One finding for each expression, choice and reason. What a person settled is no finding.

use std::collections::BTreeMap;

use super::{Finding, FindingKind};
use crate::graph::NodeIndex;
use crate::licenses::case::Case;
use crate::licenses::evaluation::Evaluation;
use crate::licenses::{ChosenBecause, ComponentJudgement, Severity, TermTree, Verdict};

/// Different choices get a finding each up to this many; the rest share one.
const MOST_TOLD: usize = 100;

/// A choice as told: what was taken, of what, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    taken: String,
    of: String,
    why: Why,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    Other { component: NodeIndex, license: String },
    Preferred,
    Verdicts { taken: Verdict, other: Verdict },
}

/// The findings of kind Choice, for shipped components that are not our own and bear no conflict.
pub fn choice_findings(
    case: &Case<'_>,
    judged: &[ComponentJudgement],
    evaluations: &[Option<&Evaluation>],
) -> Vec<Finding> {
    // Components share evaluations: each is looked into once.
    let mut seen: BTreeMap<*const Evaluation, Vec<Told>> = BTreeMap::new();
    let mut found: BTreeMap<Option<Told>, Vec<NodeIndex>> = BTreeMap::new();
    for (component, node) in judged.iter().zip(0..) {
        let Some(evaluation) = evaluations.get(node as usize).copied().flatten() else { continue };
        if component.own || matches!(component.verdict, Verdict::NotShipped | Verdict::Conflict) {
            continue;
        }
        if matches!(evaluation.tree, TermTree::Term(_)) {
            continue;
        }
        let told = seen.entry(std::ptr::from_ref(evaluation)).or_insert_with(|| choices(&evaluation.tree));
        for told in told {
            let is_told = found.len() < MOST_TOLD || found.contains_key(&Some(told.clone()));
            found.entry(is_told.then(|| told.clone())).or_default().push(node);
        }
    }
    found.into_iter().map(|(told, nodes)| finding(case, told, nodes)).collect()
}

/// The choices in an expression that are worth telling. Iterative: expressions can be deep.
fn choices(tree: &TermTree) -> Vec<Told> {
    let mut told = Vec::new();
    let mut stack = vec![tree];
    while let Some(tree) = stack.pop() {
        let (parts, chosen, because) = match tree {
            TermTree::Term(_) => continue,
            TermTree::All { parts, .. } => {
                stack.extend(parts);
                continue;
            }
            TermTree::Any { parts, chosen, because, .. } => (parts, *chosen, because),
        };
        let Some(taken) = parts.get(chosen) else { continue };
        stack.push(taken);
        let why = match because {
            ChosenBecause::Settled(_) => continue,
            ChosenBecause::OtherComponent { component, license } => {
                Why::Other { component: *component, license: license.clone() }
            }
            ChosenBecause::Preferred => Why::Preferred,
            ChosenBecause::BestVerdict => {
                let worst = parts.iter().map(TermTree::verdict).max().unwrap_or_default();
                // An alternative that cannot be read was never one to take.
                if worst == taken.verdict() || worst == Verdict::Unknown {
                    continue;
                }
                Why::Verdicts { taken: taken.verdict(), other: worst }
            }
        };
        let of = parts.iter().map(text).collect::<Vec<_>>().join(" OR ");
        told.push(Told { taken: text(taken), of, why });
    }
    told
}

/// The licences of a part, for a sentence.
fn text(tree: &TermTree) -> String {
    match tree {
        TermTree::Term(term) => term.license.clone(),
        TermTree::All { .. } => tree.licenses().join(" AND "),
        TermTree::Any { .. } => format!("({})", tree.licenses().join(" OR ")),
    }
}

fn finding(case: &Case<'_>, told: Option<Told>, nodes: Vec<NodeIndex>) -> Finding {
    let first = nodes.first().copied();
    let mut routes: Vec<Vec<NodeIndex>> =
        first.map(|node| case.relations().route(case.graph, node)).into_iter().collect();
    let (title, reason) = match &told {
        None => (
            "Further choices".to_owned(),
            format!("Only the first {MOST_TOLD} different choices are listed one by one"),
        ),
        Some(Told { taken, of, why: Why::Other { component, license } }) => {
            let route = case.relations().route(case.graph, *component);
            let names: Vec<String> = route.iter().map(|node| case.graph.label(*node)).collect();
            let at = if names.is_empty() { case.graph.label(*component) } else { names.join(" › ") };
            routes.push(route);
            (
                format!("{taken} chosen because of {license}"),
                format!("Of {of}, {taken} is taken here because of {license} at {at}"),
            )
        }
        Some(Told { taken, of, why: Why::Preferred }) => {
            (format!("{taken} chosen as preferred"), format!("Of {of}, {taken} comes first among the preferences"))
        }
        Some(Told { taken, of, why: Why::Verdicts { taken: verdict, other } }) => (
            format!("{taken} chosen of {of}"),
            format!("{taken} is {}, another alternative is {}", said(*verdict), said(*other)),
        ),
    };
    Finding {
        kind: FindingKind::Choice,
        verdict: match &told {
            Some(Told { why: Why::Verdicts { taken, .. }, .. }) => *taken,
            _ => Verdict::Allowed,
        },
        severity: Severity::Info,
        title,
        licenses: told.map(|told| told.taken).into_iter().collect(),
        involved: nodes.iter().copied().skip(1).collect(),
        reason,
        source: "The expression itself: OR leaves the choice to whoever uses it (SPDX specification)".to_owned(),
        fix_point: None,
        meeting: None,
        routes,
        components: first.into_iter().collect(),
        changes: vec!["Settle the choice and record who decided it".to_owned()],
    }
}

fn said(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conflict => "in conflict",
        verdict => verdict.title(),
    }
}
