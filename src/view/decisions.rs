//! Decisions in words: the list with what has become of each, what stands beside a finding, a first draft for the
//! dialog, and the rows of the audit table.

use serde::{Deserialize, Serialize};

use super::facts::{Facts, judged_for};
use super::words::{Link, count, length, list, visible};
use crate::graph::NodeIndex;
use crate::licenses::decisions::{
    About, Decision, DecisionKind, DecisionState, FindingState, Reason, components_of, finding_key, licenses_now,
};
use crate::licenses::{Finding, Severity, Subject};

/// Decisions listed at most.
const MOST_LISTED: usize = 1_000;
/// Packages named in one line.
const MOST_NAMED: usize = 3;

/// All decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionsView {
    /// Empty where nobody said what day it is.
    pub today: String,
    pub counts: DecisionCounts,
    /// The latest first.
    pub decisions: Vec<DecisionView>,
    /// Decisions that are not listed here.
    pub more: usize,
    /// What is to be known of the records that were opened, each a sentence.
    pub remarks: Vec<String>,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionView {
    /// To be shown, edited or withdrawn.
    pub decision: Decision,
    /// `waived by the licence desk on 2026-11-28: linked dynamically`.
    pub title: String,
    /// `GPL-3.0-only: pkg:npm/a >=1 <2 and 3 more`.
    pub about: String,
    /// `applied`, `nothing-here`, `reopened`, `expired`, `superseded`, `too-many`.
    pub state: String,
    pub state_words: String,
}

/// Findings by what was decided on them. Those decided stay listed, and are counted apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionCounts {
    /// Without a decision, and more than information.
    pub open: usize,
    pub decided: usize,
    pub partly: usize,
    pub escalated: usize,
    pub reopened: usize,
}

impl DecisionCounts {
    /// `3 findings open, 2 decided, 1 open again`.
    pub fn in_words(&self) -> String {
        let mut out = format!("{} open", count(self.open, "finding"));
        let parts = [
            (self.decided, "decided"),
            (self.partly, "decided in part"),
            (self.escalated, "escalated"),
            (self.reopened, "open again"),
        ];
        for (number, words) in parts.into_iter().filter(|(number, _)| *number > 0) {
            out.push_str(&format!(", {} {words}", length(number)));
        }
        out
    }
}

/// What stands beside a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingDecision {
    /// `decided`, `partly`, `escalated`, `reopened`.
    pub state: String,
    pub words: String,
    /// The latest that counts.
    pub decision: Decision,
    /// Further decisions that count for some of its components.
    pub others: usize,
}

/// What a new decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftFor {
    /// A finding, by position.
    Finding(usize),
    /// A component's licence.
    Component(NodeIndex),
}

/// The list.
pub fn decisions(facts: &Facts) -> DecisionsView {
    let all = facts.decisions.iter().zip(&facts.outcome.decisions).rev();
    DecisionsView {
        today: facts.today.map(|today| today.to_string()).unwrap_or_default(),
        counts: counts(facts),
        decisions: all.take(MOST_LISTED).map(|(decision, state)| decision_view(facts, decision, state)).collect(),
        more: facts.decisions.len().saturating_sub(MOST_LISTED),
        remarks: remarks(facts),
    }
}

pub fn counts(facts: &Facts) -> DecisionCounts {
    let mut out = DecisionCounts::default();
    for (state, finding) in facts.outcome.findings.iter().zip(&facts.judgement.findings) {
        let counter = match state {
            FindingState::Open if needs_decision(finding) => &mut out.open,
            FindingState::Open => continue,
            FindingState::Decided { .. } => &mut out.decided,
            FindingState::Partly { .. } => &mut out.partly,
            FindingState::Escalated { .. } => &mut out.escalated,
            FindingState::Reopened { .. } => &mut out.reopened,
        };
        *counter += 1;
    }
    out
}

/// Is it more than information?
pub(super) fn needs_decision(finding: &Finding) -> bool {
    finding.severity >= Severity::Review
}

/// What was decided on one finding.
pub fn of_finding(facts: &Facts, position: usize) -> Option<FindingDecision> {
    let state = facts.outcome.findings.get(position)?;
    let decision = facts.decisions.get(*state.by().first()?)?;
    let said = visible(&decision.in_words());
    let (word, words) = match state {
        FindingState::Open => return None,
        FindingState::Decided { .. } => ("decided", sentence(&said)),
        FindingState::Escalated { .. } => ("escalated", format!("Open, {said}")),
        FindingState::Partly { rest, .. } => ("partly", format!("{}; {}", sentence(&said), not_named(facts, rest))),
        FindingState::Reopened { why, .. } => {
            ("reopened", format!("Open again: {}. Was {said}", visible(&why.to_string())))
        }
    };
    Some(FindingDecision {
        state: word.to_owned(),
        words,
        decision: decision.clone(),
        others: state.by().len().saturating_sub(1),
    })
}

fn not_named(facts: &Facts, rest: &[NodeIndex]) -> String {
    let link = |node: &NodeIndex| Link::new(&facts.graph, &facts.judgement.components, *node).label();
    let mut names: Vec<String> = rest.iter().take(MOST_NAMED).map(link).collect();
    // `list` counts what it is not given.
    names.extend(rest.iter().skip(MOST_NAMED).map(|_| String::new()));
    format!("{} not covered by it", list(&names, MOST_NAMED))
}

/// A first draft: about all of it, made today, on the licences as they are now. `None` where there is no such thing, or
/// nobody said what day it is.
pub fn draft(facts: &Facts, about: DraftFor) -> Option<Decision> {
    let (about, nodes) = match about {
        DraftFor::Finding(position) => {
            let finding = facts.judgement.findings.get(position)?;
            (About::of(finding_key(finding, &facts.graph)), nodes_of(finding))
        }
        DraftFor::Component(node) => {
            let component = &facts.graph.nodes.get(node as usize)?.component;
            (About { subjects: vec![Subject::of(component)], ..About::default() }, vec![node])
        }
    };
    let is_finding = about.finding.is_some();
    Some(Decision {
        date: facts.today?,
        about,
        kind: match is_finding {
            true => DecisionKind::Accept,
            false => DecisionKind::Correct { expression: String::new() },
        },
        reason: Reason::Other,
        comment: String::new(),
        person: String::new(),
        expires: None,
        licenses_then: licenses_now(&facts.graph, &facts.judgement.components, &nodes),
    })
}

/// Notes the licences a decision is made on, where it does not say itself.
pub fn with_licenses(facts: &Facts, mut decision: Decision) -> Decision {
    if decision.licenses_then.is_empty() {
        let nodes = components_of(&facts.graph, &decision.about.subjects);
        decision.licenses_then = licenses_now(&facts.graph, &facts.judgement.components, &nodes);
    }
    decision.in_order()
}

pub(super) fn nodes_of(finding: &Finding) -> Vec<NodeIndex> {
    finding.components.iter().chain(&finding.involved).copied().collect()
}

fn decision_view(facts: &Facts, decision: &Decision, state: &DecisionState) -> DecisionView {
    let (word, words) = state_words(facts, decision, state);
    DecisionView {
        decision: decision.clone(),
        title: visible(&decision.in_words()),
        about: about_words(&decision.about),
        state: word.to_owned(),
        state_words: visible(&words),
    }
}

pub(super) fn state_words(facts: &Facts, decision: &Decision, state: &DecisionState) -> (&'static str, String) {
    match state {
        DecisionState::NothingHere => ("nothing-here", "About nothing in these documents; kept".to_owned()),
        DecisionState::NoFinding => ("nothing-here", "Its component is here, such a finding is not; kept".to_owned()),
        DecisionState::Applied { .. } if decision.about.subjects.is_empty() => {
            ("applied", "Holds wherever its expression occurs".to_owned())
        }
        DecisionState::Applied { components, .. } if decision.settles() => {
            ("applied", format!("Holds for {}", count(*components, "component")))
        }
        DecisionState::Applied { findings, .. } => ("applied", format!("Holds for {}", count(*findings, "finding"))),
        DecisionState::Reopened(why) => ("reopened", format!("Open again: {why}")),
        DecisionState::Expired(date) => ("expired", format!("Expired on {date}")),
        DecisionState::Superseded { by } => {
            let later = facts.decisions.get(*by).map(Decision::in_words).unwrap_or_default();
            ("superseded", format!("A later decision counts: {later}"))
        }
        DecisionState::TooMany => {
            let most = length(crate::licenses::decisions::MOST_MATCHES);
            ("too-many", format!("Not applied: only {most} pairs of decision and component are looked at; kept"))
        }
    }
}

fn about_words(about: &About) -> String {
    let what = match about.licenses.as_slice() {
        [] => about.what.clone(),
        licenses => list(licenses, MOST_NAMED),
    };
    let name = |subject: &Subject| match &subject.versions {
        Some(versions) => format!("{} {versions}", subject.package),
        None => subject.package.clone(),
    };
    let mut packages: Vec<String> = about.subjects.iter().take(MOST_NAMED).map(name).collect();
    packages.extend(about.subjects.iter().skip(MOST_NAMED).map(|_| String::new()));
    let packages = if packages.is_empty() { "everywhere".to_owned() } else { list(&packages, MOST_NAMED) };
    visible(&if what.is_empty() { packages } else { format!("{what}: {packages}") })
}

/// Records that were saved for another context, or hold what could not be read.
fn remarks(facts: &Facts) -> Vec<String> {
    let mut out = Vec::new();
    for record in facts.records.iter().filter(|record| record.included) {
        if let Some(context) = record.judged_for.as_ref().filter(|context| **context != facts.context) {
            let (then, now) = (judged_for(context), facts.judged_for());
            out.push(visible(&format!("{} was saved when judged for {then}; now it is {now}", record.name)));
        }
        if record.unread > 0 {
            let many = count(record.unread, "decision");
            out.push(visible(&format!("{many} of {} could not be read and are kept as they are", record.name)));
        }
    }
    if facts.today.is_none() && facts.decisions.iter().any(|decision| decision.expires.is_some()) {
        out.push("Today's date is not known: decisions with an expiry do not count".to_owned());
    }
    out
}

/// The first letter large.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
