//! Findings: what a person must look at, with reason, source, routes and the place to fix.

mod changes;
mod choice;
mod combination;
mod evidence;
mod outbound;
mod told;
mod unknown;

pub(super) use choice::choice_findings;
pub(super) use combination::{bearers, combination_findings};
pub(super) use evidence::evidence_findings;
pub(super) use outbound::outbound_findings;
pub(super) use unknown::unknown_findings;

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::compatibility::Usage;
use super::{Confidence, Modified, Relation, Severity, UseCase, Verdict, is_required, severity};
use crate::graph::NodeIndex;

/// One finding. Texts are sentences without a final full stop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub kind: FindingKind,
    pub verdict: Verdict,
    /// How loudly it is told.
    pub severity: Severity,
    /// `GPL-2.0-only and Apache-2.0 cannot be in one shipped work`.
    pub title: String,
    /// The components it is about: for C one for each side, the captor first; for O the component; for
    /// U all that share the cause.
    pub components: Vec<NodeIndex>,
    /// The licences that clash, in the order of `components` for C.
    pub licenses: Vec<String>,
    /// Further components the finding stands for (24 Apache-2.0 beside one GPL-2.0-only).
    pub involved: Vec<NodeIndex>,
    /// Which rule, in words.
    pub reason: String,
    /// `OSADL matrix, 2026-02-12: GPL-2.0-only into Apache-2.0 No`.
    pub source: String,
    /// The node all routes pass through and whose removal ends the finding; a direct dependency where there is one.
    pub fix_point: Option<NodeIndex>,
    /// Where the two routes of a C finding part for the last time.
    pub meeting: Option<NodeIndex>,
    /// One route for each of `components`, each from a root; after them further ones that belong to the finding.
    pub routes: Vec<Vec<NodeIndex>>,
    /// What could change it, each a sentence.
    pub changes: Vec<String>,
}

/// Never merged on screen: each answers another question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FindingKind {
    /// Does our own list of rules allow this licence in this use?
    Policy,
    /// May this component sit in a work under the product's licence?
    Outbound,
    /// Can these components be in one work at all, whatever our licence is?
    Combination,
    /// The licence is not known.
    Unknown,
    /// Sources disagree: files, or what is declared and what was concluded.
    Evidence,
    /// Which alternative of an OR was taken, and why.
    Choice,
    /// What must be done when the product goes out.
    Duty,
}

impl FindingKind {
    /// In the order of screens and reports.
    pub const ALL: [Self; 7] =
        [Self::Combination, Self::Outbound, Self::Policy, Self::Unknown, Self::Evidence, Self::Choice, Self::Duty];

    /// The letter of scripts: P, O, C, U, E, H, D.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Policy => "P",
            Self::Outbound => "O",
            Self::Combination => "C",
            Self::Unknown => "U",
            Self::Evidence => "E",
            Self::Choice => "H",
            Self::Duty => "D",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Policy => "Policy",
            Self::Outbound => "Outbound",
            Self::Combination => "Combination",
            Self::Unknown => "Unknown",
            Self::Evidence => "Evidence",
            Self::Choice => "Choice",
            Self::Duty => "Duty",
        }
    }
}

/// The severity of a verdict on components: the loudest of them.
fn severity_of(case: &Case<'_>, verdict: Verdict, nodes: &[NodeIndex]) -> Severity {
    let loudest = severity(verdict, Confidence::Sure, true);
    let of = |node: &NodeIndex| {
        let scope = case.graph.nodes.get(*node as usize).map(|node| node.scope).unwrap_or_default();
        let confidence = case.fact(*node).map_or(Confidence::Sure, |fact| Confidence::of(fact.evidence));
        severity(verdict, confidence, is_required(scope))
    };
    let mut found = None;
    for node in nodes {
        found = found.max(Some(of(node)));
        // None can be louder.
        if found == Some(loudest) {
            break;
        }
    }
    found.unwrap_or_default()
}

/// The severity of a clash: every side must be needed and sure for it to be an error.
fn severity_of_clash(case: &Case<'_>, verdict: Verdict, sides: &[&[NodeIndex]]) -> Severity {
    sides.iter().map(|side| severity_of(case, verdict, side)).min().unwrap_or_default()
}

/// What is said where no route joins a component to the work.
fn assumed(case: &Case<'_>) -> &'static str {
    if case.graph.edges.is_empty() {
        "no dependency relationships in the file: assumed combined"
    } else {
        "no route from a root leads to it: assumed combined"
    }
}

/// How a component is used in a work that is shipped as binary, nothing changed.
fn shipped_usage(relation: Relation) -> Usage {
    Usage::new(relation, UseCase::Binary, Modified::Nothing)
}
