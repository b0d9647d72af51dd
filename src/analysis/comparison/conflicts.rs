//! Which conflicts of one document another has not: told apart by what they say, not by versions or counts.

use std::collections::BTreeSet;

use crate::graph::Graph;
use crate::licenses::{Finding, FindingKind, Subject, Verdict};

/// Conflicts of two documents, each judged by itself. Numbers are positions of findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    pub before: usize,
    pub after: usize,
    /// Of the document after: what the one before has not, or not for all its components.
    pub new: Vec<usize>,
    /// Of the document before: what the one after has not at all.
    pub gone: Vec<usize>,
}

/// Compares the conflicts. Costs components of findings · log.
pub fn conflicts(before: (&Graph, &[Finding]), after: (&Graph, &[Finding])) -> Conflicts {
    let (one, other) = (keys(before), keys(after));
    let all = |list: &[(usize, BTreeSet<Key>)]| -> BTreeSet<Key> {
        list.iter().flat_map(|(_, keys)| keys.iter().cloned()).collect()
    };
    let (was, is) = (all(&one), all(&other));
    Conflicts {
        before: one.len(),
        after: other.len(),
        new: other.iter().filter(|(_, keys)| !keys.is_subset(&was)).map(|(at, _)| *at).collect(),
        gone: one.iter().filter(|(_, keys)| keys.is_disjoint(&is)).map(|(at, _)| *at).collect(),
    }
}

/// Kind, licences and a package without its version.
type Key = (FindingKind, Vec<String>, String);

/// The conflicts with their keys. Of a combination the captor alone counts: what stands on the other side is one of many.
fn keys((graph, findings): (&Graph, &[Finding])) -> Vec<(usize, BTreeSet<Key>)> {
    let conflicts = findings.iter().enumerate().filter(|(_, finding)| finding.verdict == Verdict::Conflict);
    let key = |finding: &Finding| -> BTreeSet<Key> {
        let counted = if finding.kind == FindingKind::Combination { 1 } else { finding.components.len() };
        let mut licenses = finding.licenses.clone();
        licenses.sort_unstable();
        licenses.dedup();
        let nodes = finding.components.iter().take(counted);
        let packages =
            nodes.filter_map(|node| graph.nodes.get(*node as usize)).map(|node| Subject::of(&node.component));
        packages.map(|subject| (finding.kind, licenses.clone(), subject.package)).collect()
    };
    conflicts.map(|(at, finding)| (at, key(finding))).collect()
}
