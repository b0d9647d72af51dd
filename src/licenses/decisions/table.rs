//! Which decision counts for which component of which finding.

use std::collections::BTreeMap;

use super::Decision;
use super::key::{licenses, what};
use super::states::{Matched, Standing};
use crate::graph::NodeIndex;
use crate::licenses::{Finding, FindingKind};

/// Who counts where.
pub struct Table {
    /// For each component that a decision names, the findings it is in.
    findings_of: BTreeMap<NodeIndex, Vec<usize>>,
    licenses: Vec<Vec<String>>,
    whats: Vec<String>,
    kinds: Vec<FindingKind>,
    /// For each finding and component, the latest decision and its standing.
    pub findings: Vec<BTreeMap<NodeIndex, (usize, Standing)>>,
    /// For each component, the latest correction or choice that holds for it.
    pub settled: BTreeMap<NodeIndex, usize>,
    pub decisions: BTreeMap<usize, Entry>,
}

/// What a decision touched.
#[derive(Default)]
pub struct Entry {
    pub findings: Vec<usize>,
    pub components: Vec<(NodeIndex, Standing)>,
}

impl Table {
    /// `named` says for each node whether a decision may be about it.
    pub fn new(findings: &[Finding], named: &[bool]) -> Self {
        let mut findings_of: BTreeMap<NodeIndex, Vec<usize>> = BTreeMap::new();
        let has_named = named.contains(&true);
        for (position, finding) in findings.iter().enumerate().filter(|_| has_named) {
            let nodes = finding.components.iter().chain(&finding.involved);
            for node in nodes.filter(|node| named.get(**node as usize) == Some(&true)) {
                let known = findings_of.entry(*node).or_default();
                if known.last() != Some(&position) {
                    known.push(position);
                }
            }
        }
        Self {
            findings_of,
            licenses: findings.iter().map(licenses).collect(),
            whats: findings.iter().map(|finding| what(finding).to_owned()).collect(),
            kinds: findings.iter().map(|finding| finding.kind).collect(),
            findings: vec![BTreeMap::new(); findings.len()],
            settled: BTreeMap::new(),
            decisions: BTreeMap::new(),
        }
    }

    /// Notes what a decision touches. Decisions come in the order of their dates: a later one takes the place of an
    /// earlier one.
    pub fn enter(&mut self, position: usize, decision: &Decision, matched: &Matched, room: &mut usize) {
        if matched.is_empty() {
            return;
        }
        let mut exact: BTreeMap<usize, Vec<NodeIndex>> = BTreeMap::new();
        let mut loose: BTreeMap<usize, Vec<NodeIndex>> = BTreeMap::new();
        for node in matched.keys() {
            let of_node = self.findings_of.get(node).map(Vec::as_slice).unwrap_or_default();
            *room = room.saturating_sub(of_node.len());
            for finding in of_node.iter().filter(|finding| self.is_kind(**finding, decision)) {
                let side = if self.is_exact(*finding, decision) { &mut exact } else { &mut loose };
                side.entry(*finding).or_default().push(*node);
            }
        }
        let mut touched: BTreeMap<usize, Vec<(NodeIndex, Standing)>> = BTreeMap::new();
        let standing = |node: &NodeIndex| matched.get(node).copied().unwrap_or(Standing::Holds);
        for (finding, nodes) in &exact {
            touched.entry(*finding).or_default().extend(nodes.iter().map(|node| (*node, standing(node))));
        }
        // Its own finding is gone, and another of the same kind speaks of the same packages; or the licence of a
        // component has changed: these licences were not decided on.
        for (finding, nodes) in loose {
            let is_successor = exact.is_empty() && nodes.len() >= decision.about.subjects.len();
            let has_changed = |node: &NodeIndex| is_successor || standing(node) == Standing::LicenseChanged;
            let changed: Vec<(NodeIndex, Standing)> = nodes
                .iter()
                .filter(|node| has_changed(node))
                .map(|node| match standing(node) {
                    Standing::LicenseChanged => (*node, Standing::LicenseChanged),
                    _ => (*node, Standing::FindingChanged),
                })
                .collect();
            if !changed.is_empty() {
                touched.insert(finding, changed);
            }
        }
        let entry = self.decisions.entry(position).or_default();
        entry.components = matched.iter().map(|(node, standing)| (*node, *standing)).collect();
        entry.findings = touched.keys().copied().collect();
        for (finding, nodes) in touched {
            let Some(counting) = self.findings.get_mut(finding) else { continue };
            for (node, standing) in nodes {
                counting.insert(node, (position, standing));
            }
        }
        if decision.settles() {
            let held = matched.iter().filter(|(_, standing)| **standing == Standing::Holds);
            self.settled.extend(held.map(|(node, _)| (*node, position)));
        }
    }

    fn is_kind(&self, finding: usize, decision: &Decision) -> bool {
        self.kinds.get(finding).copied() == decision.about.finding
    }

    fn is_exact(&self, finding: usize, decision: &Decision) -> bool {
        self.licenses.get(finding) == Some(&decision.about.licenses)
            && self.whats.get(finding) == Some(&decision.about.what)
    }
}
