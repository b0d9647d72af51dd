//! What has become of each finding and each decision, in the documents at hand.
//!
//! For each component of a finding the latest decision about it counts. Costs the pairs of decisions and components
//! that belong together, up to [`MOST_MATCHES`].

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::key::{licenses, nodes};
use super::matching::Stated;
use super::table::Table;
use super::{Date, Decision, DecisionKind, Why};
use crate::graph::{Graph, NodeIndex};
use crate::licenses::subject::Packages;
use crate::licenses::{Finding, Grounds, Subject};

/// Pairs of a decision and a component (or a finding it is in) that are looked at in all. Decisions beyond are kept
/// and told as not applied.
pub const MOST_MATCHES: usize = 2_000_000;

/// All states, in the order of the findings and of the decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub findings: Vec<FindingState>,
    /// For each finding, which decision counts for which of its components; sorted by component.
    pub covering: Vec<Vec<(NodeIndex, usize)>>,
    pub decisions: Vec<DecisionState>,
}

/// What has become of a finding. Numbers are positions of decisions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FindingState {
    #[default]
    Open,
    /// Accepted, waived or settled for all its components; the latest first.
    Decided { by: Vec<usize> },
    /// Handed to somebody else: still open.
    Escalated { by: Vec<usize> },
    /// Decided for some components only; the others by position.
    Partly { by: Vec<usize>, rest: Vec<NodeIndex> },
    /// A decision was made that no longer holds.
    Reopened { by: Vec<usize>, why: Why },
}

impl FindingState {
    /// Does a decision hold for all of it?
    pub fn is_decided(&self) -> bool {
        matches!(self, Self::Decided { .. })
    }

    /// Is this decision among those that count?
    fn counts(&self, position: usize) -> bool {
        self.by().binary_search_by(|known| position.cmp(known)).is_ok()
    }

    /// The decisions that count for it, the latest first.
    pub fn by(&self) -> &[usize] {
        match self {
            Self::Open => &[],
            Self::Decided { by } | Self::Escalated { by } | Self::Partly { by, .. } | Self::Reopened { by, .. } => by,
        }
    }
}

/// What has become of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecisionState {
    /// It speaks of nothing in these documents. It is kept.
    #[default]
    NothingHere,
    /// Its component is here, and no such finding.
    NoFinding,
    /// It holds for so many findings, or settles so many components.
    Applied {
        findings: usize,
        components: usize,
    },
    Reopened(Why),
    Expired(Date),
    /// A later decision about the same counts.
    Superseded {
        by: usize,
    },
    /// More decisions and components than are looked at: not applied.
    TooMany,
}

/// A decision's standing for one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Holds,
    FindingChanged,
    VersionOutside,
    LicenseChanged,
    Expired,
    TodayUnknown,
}

/// The standing of decisions, and the words for it.
pub(super) struct Judge<'a> {
    graph: &'a Graph,
    packages: &'a Packages,
    stated: Stated,
    today: Option<Date>,
    room: usize,
}

/// Works out all states. `decisions` are sorted by date; `today` is `None` where nobody said.
pub fn apply(graph: &Graph, findings: &[Finding], decisions: &[Decision], today: Option<Date>) -> Outcome {
    outcome(graph, &Packages::of(graph), findings, decisions, today)
}

/// The same on facts gathered before.
pub fn apply_on(
    graph: &Graph,
    grounds: &Grounds,
    findings: &[Finding],
    decisions: &[Decision],
    today: Option<Date>,
) -> Outcome {
    outcome(graph, grounds.packages(graph), findings, decisions, today)
}

fn outcome(
    graph: &Graph,
    packages: &Packages,
    findings: &[Finding],
    decisions: &[Decision],
    today: Option<Date>,
) -> Outcome {
    let mut judge = Judge::new(graph, packages, today);
    let mut table = Table::new(findings, &judge.named(decisions));
    let mut states = vec![DecisionState::NothingHere; decisions.len()];
    for (position, decision) in decisions.iter().enumerate() {
        match judge.matched(decision) {
            None => states.get_mut(position).into_iter().for_each(|state| *state = DecisionState::TooMany),
            Some(matched) => table.enter(position, decision, &matched, &mut judge.room),
        }
    }
    let outcomes: Vec<FindingState> =
        (0..findings.len()).map(|finding| judge.finding_state(&table, finding, findings, decisions)).collect();
    for (position, (decision, state)) in decisions.iter().zip(&mut states).enumerate() {
        if decision.about.subjects.is_empty() && judge.in_time_holds(decision) {
            *state = DecisionState::Applied { findings: 0, components: 0 };
        } else if *state == DecisionState::NothingHere {
            *state = judge.decision_state(&table, position, decision, findings, &outcomes);
        }
    }
    let pairs = |counting: &BTreeMap<NodeIndex, (usize, Standing)>| {
        counting.iter().map(|(node, (decision, _))| (*node, *decision)).collect()
    };
    Outcome { findings: outcomes, covering: table.findings.iter().map(pairs).collect(), decisions: states }
}

/// A component a decision names, and how the decision stands for it.
pub(super) type Matched = BTreeMap<NodeIndex, Standing>;

impl<'a> Judge<'a> {
    pub fn new(graph: &'a Graph, packages: &'a Packages, today: Option<Date>) -> Self {
        Self { graph, packages, stated: Stated::default(), today, room: MOST_MATCHES }
    }

    /// For each node, whether one of the decisions may be about it; at most as many pairs as are looked at.
    fn named(&self, decisions: &[Decision]) -> Vec<bool> {
        let mut named = vec![false; self.graph.nodes.len()];
        let subjects = decisions.iter().flat_map(|decision| &decision.about.subjects);
        for node in subjects.flat_map(|subject| self.packages.named(subject)).take(MOST_MATCHES) {
            if let Some(named) = named.get_mut(node as usize) {
                *named = true;
            }
        }
        named
    }

    /// The components a decision names; `None` where there is no room for more.
    fn matched(&mut self, decision: &Decision) -> Option<Matched> {
        let mut out = Matched::new();
        for subject in &decision.about.subjects {
            let nodes: Vec<NodeIndex> = self.packages.named(subject).take(self.room).collect();
            self.room = self.room.saturating_sub(nodes.len().max(1));
            if self.room == 0 {
                return None;
            }
            for node in nodes {
                let standing = self.standing(decision, subject, node);
                // Of two ranges of one package the one that holds counts.
                let known = out.entry(node).or_insert(standing);
                if standing == Standing::Holds || *known == Standing::VersionOutside {
                    *known = standing;
                }
            }
        }
        Some(out)
    }

    /// Do the terms of a decision hold for all components that this subject names?
    pub fn holds(&mut self, decision: &Decision, subject: &Subject) -> bool {
        let nodes: Vec<NodeIndex> = self.packages.named(subject).take(self.room).collect();
        self.room = self.room.saturating_sub(nodes.len().max(1));
        self.room > 0
            && nodes.into_iter().all(|node| {
                matches!(self.standing(decision, subject, node), Standing::Holds | Standing::VersionOutside)
            })
    }

    fn standing(&mut self, decision: &Decision, subject: &Subject, node: NodeIndex) -> Standing {
        let Some(found) = self.graph.nodes.get(node as usize) else { return Standing::VersionOutside };
        if !subject.holds_version(&found.component) {
            return Standing::VersionOutside;
        }
        if self.then(decision, node).is_some_and(|(_, is_same)| !is_same) {
            return Standing::LicenseChanged;
        }
        self.in_time(decision)
    }

    /// Expiry alone.
    pub fn in_time_holds(&self, decision: &Decision) -> bool {
        self.in_time(decision) == Standing::Holds
    }

    fn in_time(&self, decision: &Decision) -> Standing {
        match (decision.expires, self.today) {
            (Some(_), None) => Standing::TodayUnknown,
            (Some(expires), Some(today)) if expires < today => Standing::Expired,
            _ => Standing::Holds,
        }
    }

    /// The licence a component's package had when it was decided, and whether the component's is the same now; `None`
    /// where nothing was noted.
    fn then(&mut self, decision: &Decision, node: NodeIndex) -> Option<(String, bool)> {
        if decision.licenses_then.is_empty() {
            return None;
        }
        let package = Subject::of(&self.graph.nodes.get(node as usize)?.component).package;
        let now = self.stated.of(self.graph, node);
        let start = decision.licenses_then.partition_point(|then| then.package < package);
        let of_package =
            || decision.licenses_then.get(start..).into_iter().flatten().take_while(|then| then.package == package);
        let is_same = of_package().any(|then| then.expression == now);
        of_package().next().map(|then| (then.expression.clone(), is_same))
    }

    fn why(
        &mut self,
        decision: &Decision,
        standing: Standing,
        node: NodeIndex,
        finding: Option<&Finding>,
    ) -> Option<Why> {
        let component = &self.graph.nodes.get(node as usize)?.component;
        let package = Subject::of(component).package;
        Some(match standing {
            Standing::Holds => return None,
            Standing::FindingChanged => Why::FindingChanged {
                from: decision.about.licenses.clone(),
                to: finding.map(licenses).unwrap_or_default(),
            },
            Standing::VersionOutside => {
                let exact = |subject: &&Subject| subject.package == package && subject.versions.is_some();
                let subject = decision.about.subjects.iter().find(exact);
                let subject =
                    subject.or_else(|| decision.about.subjects.iter().find(|subject| subject.versions.is_some()));
                Why::VersionOutside {
                    package,
                    version: component.version.clone().unwrap_or_default(),
                    range: subject.and_then(|subject| subject.versions.clone()).unwrap_or_default(),
                }
            }
            Standing::LicenseChanged => {
                let from = self.then(decision, node).map(|(then, _)| then).unwrap_or_default();
                Why::LicenseChanged { package, from, to: self.stated.of(self.graph, node) }
            }
            Standing::Expired => Why::Expired(decision.expires?),
            Standing::TodayUnknown => Why::TodayUnknown(decision.expires?),
        })
    }

    fn finding_state(
        &mut self,
        table: &Table,
        finding: usize,
        findings: &[Finding],
        decisions: &[Decision],
    ) -> FindingState {
        let Some(counting) = table.findings.get(finding).filter(|counting| !counting.is_empty()) else {
            return FindingState::Open;
        };
        let latest: BTreeSet<usize> = counting.values().map(|(decision, _)| *decision).collect();
        let by: Vec<usize> = latest.into_iter().rev().collect();
        let broken = counting.iter().find(|(_, (_, standing))| *standing != Standing::Holds);
        if let Some((node, (position, standing))) = broken
            && let Some(decision) = decisions.get(*position)
            && let Some(why) = self.why(decision, *standing, *node, findings.get(finding))
        {
            return FindingState::Reopened { by, why };
        }
        let all = findings.get(finding).map(nodes).unwrap_or_default();
        let rest: Vec<NodeIndex> = all.into_iter().filter(|node| !counting.contains_key(node)).collect();
        let is_escalated =
            |position: &usize| decisions.get(*position).is_some_and(|known| known.kind == DecisionKind::Escalate);
        match rest.is_empty() {
            false => FindingState::Partly { by, rest },
            true if by.iter().any(is_escalated) => FindingState::Escalated { by },
            true => FindingState::Decided { by },
        }
    }

    fn decision_state(
        &mut self,
        table: &Table,
        position: usize,
        decision: &Decision,
        findings: &[Finding],
        outcomes: &[FindingState],
    ) -> DecisionState {
        let Some(entry) = table.decisions.get(&position) else { return DecisionState::NothingHere };
        let counts = |finding: &&usize| outcomes.get(**finding).is_some_and(|state| state.counts(position));
        let counting: Vec<usize> = entry.findings.iter().filter(counts).copied().collect();
        let later = entry.findings.iter().find_map(|finding| outcomes.get(*finding)?.by().first());
        if let (true, Some(by)) = (counting.is_empty(), later) {
            return DecisionState::Superseded { by: *by };
        }
        let settled = entry.components.iter().filter(|(node, _)| table.settled.get(node) == Some(&position)).count();
        if decision.settles() && settled == 0 {
            let later = entry.components.iter().find_map(|(node, _)| table.settled.get(node));
            if let Some(by) = later {
                return DecisionState::Superseded { by: *by };
            }
        }
        let broken = counting.first().and_then(|finding| {
            let counting = table.findings.get(*finding)?;
            entry.components.iter().find_map(|(node, _)| match counting.get(node) {
                Some((by, standing)) if *by == position && *standing != Standing::Holds => {
                    Some((*node, *standing, findings.get(*finding)))
                }
                _ => None,
            })
        });
        let broken = broken.or_else(|| {
            let all_broken = entry.components.iter().all(|(_, standing)| *standing != Standing::Holds);
            let changed = entry.components.iter().find(|(_, standing)| *standing == Standing::LicenseChanged);
            let first = changed.or_else(|| entry.components.first().filter(|_| all_broken));
            first.map(|(node, standing)| (*node, *standing, None))
        });
        if let Some((node, standing, finding)) = broken {
            return match (standing, self.why(decision, standing, node, finding)) {
                (Standing::Expired, Some(Why::Expired(date))) => DecisionState::Expired(date),
                (_, Some(why)) => DecisionState::Reopened(why),
                (_, None) => DecisionState::NothingHere,
            };
        }
        match (decision.settles(), counting.len()) {
            (true, findings) => DecisionState::Applied { findings, components: settled },
            (false, 0) => DecisionState::NoFinding,
            (false, findings) => DecisionState::Applied { findings, components: entry.components.len() },
        }
    }
}
