//! Which alternative of an OR was taken where that is not a matter of course: because of another component, by
//! preference, or since the alternatives come to different verdicts. Quiet: nothing is wrong.
//!
//! One finding for each expression, choice and reason. What a person settled is no finding.

use super::told::Told;
use super::{Finding, FindingKind};
use crate::graph::NodeIndex;
use crate::licenses::case::Case;
use crate::licenses::judged::Judged;
use crate::licenses::{ChosenBecause, Severity, TermTree, Verdict};

/// Different choices get a finding each up to this many; the rest share one.
const MOST_TOLD: usize = 100;

/// A choice: what was taken, of what, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Choice {
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
pub fn choice_findings(case: &Case<'_>, judged: &Judged<'_>) -> Vec<Finding> {
    // What each conclusion has to tell; its places are asked for at its first node.
    let mut choices: Vec<Vec<Choice>> = judged
        .different()
        .map(|(component, evaluation)| {
            let is_silent = component.own || matches!(component.verdict, Verdict::NotShipped | Verdict::Conflict);
            let tree = evaluation.filter(|_| !is_silent).map(|evaluation| &evaluation.tree);
            tree.map(choices).unwrap_or_default()
        })
        .collect();
    let mut places: Vec<Option<Vec<usize>>> = vec![None; choices.len()];
    let mut told: Told<Choice> = Told::new(MOST_TOLD);
    for (node, position) in (0..).zip(judged.components.positions()) {
        let position = *position as usize;
        let Some(choices) = choices.get_mut(position) else { continue };
        let Some(places) = places.get_mut(position).filter(|places| places.is_some() || !choices.is_empty()) else {
            continue;
        };
        let places = places.get_or_insert_with(|| choices.drain(..).map(|choice| told.place(choice)).collect());
        for place in places {
            told.add(*place, node);
        }
    }
    told.into_groups().map(|(choice, nodes)| finding(case, choice, nodes)).collect()
}

/// The choices in an expression that are worth telling. Iterative: expressions can be deep.
fn choices(tree: &TermTree) -> Vec<Choice> {
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
        told.push(Choice { taken: text(taken), of, why });
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

fn finding(case: &Case<'_>, told: Option<Choice>, nodes: Vec<NodeIndex>) -> Finding {
    let first = nodes.first().copied();
    let mut routes: Vec<Vec<NodeIndex>> =
        first.map(|node| case.relations().route(case.graph, node)).into_iter().collect();
    let (title, reason) = match &told {
        None => (
            "Further choices".to_owned(),
            format!("Only the first {MOST_TOLD} different choices are listed one by one"),
        ),
        Some(Choice { taken, of, why: Why::Other { component, license } }) => {
            let route = case.relations().route(case.graph, *component);
            let names: Vec<String> = route.iter().map(|node| case.graph.label(*node)).collect();
            let at = if names.is_empty() { case.graph.label(*component) } else { names.join(" › ") };
            routes.push(route);
            (
                format!("{taken} chosen because of {license}"),
                format!("Of {of}, {taken} is taken here because of {license} at {at}"),
            )
        }
        Some(Choice { taken, of, why: Why::Preferred }) => {
            (format!("{taken} chosen as preferred"), format!("Of {of}, {taken} comes first among the preferences"))
        }
        Some(Choice { taken, of, why: Why::Verdicts { taken: verdict, other } }) => (
            format!("{taken} chosen of {of}"),
            format!("{taken} is {}, another alternative is {}", said(*verdict), said(*other)),
        ),
    };
    Finding {
        kind: FindingKind::Choice,
        verdict: match &told {
            Some(Choice { why: Why::Verdicts { taken, .. }, .. }) => *taken,
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
