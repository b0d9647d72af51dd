//! Sources that disagree on the licence of one component: two files, or what is declared and what was concluded.
//!
//! One finding for each different disagreement, never one a component. Source: kind E of the licence model;
//! ORT keeps declared, concluded and detected apart in the same way.

use super::told::Told;
use super::{Finding, FindingKind};
use crate::graph::NodeIndex;
use crate::licenses::case::Case;
use crate::licenses::{Severity, Verdict};

/// Different disagreements get a finding each up to this many; the rest share one.
const MOST_TOLD: usize = 100;

/// The findings of kind Evidence, for components that are not our own.
pub fn evidence_findings(case: &Case<'_>) -> Vec<Finding> {
    let mut told: Told<&str> = Told::new(MOST_TOLD);
    if case.kinds().iter().all(|fact| fact.dispute.is_none()) {
        return Vec::new();
    }
    let mut places: Vec<Option<usize>> = vec![None; case.kinds().len()];
    for (node, kind) in (0..).zip(case.kind_of()) {
        let kind = *kind as usize;
        let Some(fact) = case.kinds().get(kind).filter(|fact| !fact.own) else { continue };
        if let (Some(dispute), Some(place)) = (fact.dispute, places.get_mut(kind)) {
            let place = *place.get_or_insert_with(|| told.place(dispute));
            told.add(place, node);
        }
    }
    told.into_groups().map(|(dispute, nodes)| finding(case, dispute, nodes)).collect()
}

fn finding(case: &Case<'_>, dispute: Option<&str>, nodes: Vec<NodeIndex>) -> Finding {
    let reason = match dispute {
        Some(dispute) => dispute.to_owned(),
        None => format!("Only the first {MOST_TOLD} different disagreements are listed one by one"),
    };
    let first = nodes.first().copied();
    Finding {
        kind: FindingKind::Evidence,
        verdict: Verdict::Review,
        severity: Severity::Review,
        title: "Sources disagree on the licence".to_owned(),
        licenses: Vec::new(),
        involved: Vec::new(),
        reason,
        source: "The files themselves".to_owned(),
        fix_point: None,
        meeting: None,
        routes: first.map(|node| case.relations().route(case.graph, node)).into_iter().collect(),
        components: nodes,
        changes: vec!["Look the licence up at the source, and leave out or correct the file that is wrong".to_owned()],
    }
}
