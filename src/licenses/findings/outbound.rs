//! Components that do not fit, or may not fit, a work under the product's licence.
//!
//! One finding for each licence and place to fix: three hundred components under one licence are one finding.

use std::collections::BTreeMap;

use super::{Finding, FindingKind, changes};
use crate::graph::NodeIndex;
use crate::licenses::case::Case;
use crate::licenses::compatibility::Target;
use crate::licenses::evaluation::Evaluation;
use crate::licenses::expression::Leaf;
use crate::licenses::judged::Judged;
use crate::licenses::{Evidence, Relation, Verdict};

/// Edges looked at for a second way in.
const EDGES_LOOKED_AT: usize = 200;

/// The findings of kind Outbound; none where the outbound licence is undecided.
pub fn outbound_findings(case: &Case<'_>, judged: &Judged<'_>, possible: &[String]) -> Vec<Finding> {
    if case.target == Target::Undecided {
        return Vec::new();
    }
    // Conclusions that are told in the same words share a position in `told`.
    let mut known: BTreeMap<(Verdict, &str, &str), usize> = BTreeMap::new();
    let mut told: Vec<(Verdict, &str, &str)> = Vec::new();
    let words: Vec<Option<usize>> = judged
        .different()
        .map(|(component, evaluation)| {
            let evaluation = evaluation?;
            let range = matches!(component.evidence, Evidence::Ambiguous(_)) && component.verdict == Verdict::Review;
            if component.own || range || !matches!(component.verdict, Verdict::Conflict | Verdict::Review) {
                return None;
            }
            let words = (component.verdict, evaluation.decided_by.as_str(), component.reason.as_str());
            Some(*known.entry(words).or_insert_with(|| {
                told.push(words);
                told.len() - 1
            }))
        })
        .collect();
    let mut groups: BTreeMap<(usize, Option<NodeIndex>), Vec<NodeIndex>> = BTreeMap::new();
    for (node, position) in (0..).zip(judged.components.positions()) {
        if let Some(words) = words.get(*position as usize).copied().flatten() {
            groups.entry((words, case.fix_point(node))).or_default().push(node);
        }
    }
    groups
        .into_iter()
        .filter_map(|((words, fix_point), nodes)| {
            let (verdict, license, reason) = *told.get(words)?;
            let evaluation = judged.evaluation(nodes.first().copied()?)?;
            let words = (verdict, license.to_owned(), reason.to_owned());
            Some(finding(case, words, fix_point, nodes, evaluation, possible))
        })
        .collect()
}

fn finding(
    case: &Case<'_>,
    (verdict, license, reason): (Verdict, String, String),
    fix_point: Option<NodeIndex>,
    nodes: Vec<NodeIndex>,
    evaluation: &Evaluation,
    possible: &[String],
) -> Finding {
    let product = match &case.target {
        Target::Proprietary => "a proprietary product".to_owned(),
        _ => format!("a work under {}", case.context.outbound.title()),
    };
    let title = match verdict {
        Verdict::Conflict if evaluation.source.starts_with("OSADL matrix") => {
            format!("{license} in {product}: incompatible per {}", case.basis().title)
        }
        Verdict::Conflict => format!("{license} in {product}: in conflict"),
        _ => format!("{license} in {product}: needs review"),
    };
    let first = nodes.first().copied().unwrap_or_default();
    let relation = case.fact(first).map(|fact| fact.relation).unwrap_or_default();
    let known = evaluation.chosen.iter().find_map(|leaf| match leaf {
        Leaf::Known(known) if known.to_string() == license => Some(*known),
        _ => None,
    });
    let mut list = vec![changes::replace(case, &nodes, fix_point)];
    list.extend(changes::development(case, fix_point));
    list.extend(changes::other_alternative(&evaluation.tree));
    if verdict == Verdict::Conflict {
        list.extend(changes::separate(case, known, relation, first));
        list.extend(changes::outbounds(possible, std::slice::from_ref(&license)));
    }
    list.push("Ask the licensor for other terms, and record who decided what and why".to_owned());
    let mut routes = vec![case.relations().route(case.graph, first)];
    if let (None, [route]) = (fix_point, routes.as_slice()) {
        // No single place ends it: two ways in show why.
        let other = case.relations().another_route(case.graph, route, EDGES_LOOKED_AT);
        routes.extend(Some(other).filter(|other| !other.is_empty()));
    }
    Finding {
        kind: FindingKind::Outbound,
        verdict,
        severity: super::severity_of(case, verdict, &nodes),
        title,
        components: vec![first],
        licenses: vec![license],
        involved: nodes.into_iter().skip(1).collect(),
        reason: if relation == Relation::None { format!("{reason}; {}", super::assumed(case)) } else { reason },
        source: if evaluation.source.is_empty() {
            "The licence text itself".to_owned()
        } else {
            evaluation.source.clone()
        },
        fix_point,
        meeting: None,
        routes,
        changes: list,
    }
}
