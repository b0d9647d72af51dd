//! What a finding is called across versions of a document, and which licences it rests on now.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::LicenseThen;
use super::matching::Stated;
use crate::graph::{Graph, NodeIndex};
use crate::licenses::subject::Packages;
use crate::licenses::{Components, Evidence, Finding, FindingKind, Subject};

/// A finding by what it says, not by where it stands: the same in a new version of the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FindingKey {
    pub kind: FindingKind,
    /// The title where the finding names no licences; else empty.
    pub what: String,
    /// Sorted, each once.
    pub licenses: Vec<String>,
    /// Without versions, sorted, each once.
    pub packages: Vec<String>,
}

impl FindingKey {
    /// A short name for it, `O-0123456789abcdef`: for keys on a page, not for files.
    pub fn short(&self) -> String {
        let mut hasher = Sha256::new();
        for part in [&self.what].into_iter().chain(&self.licenses).chain(&self.packages) {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize().iter().take(8).fold(format!("{}-", self.kind.letter()), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
    }
}

/// The key of a finding: its kind, its licences, its packages without their versions.
pub fn finding_key(finding: &Finding, graph: &Graph) -> FindingKey {
    let packages: BTreeSet<String> = nodes(finding)
        .into_iter()
        .filter_map(|node| graph.nodes.get(node as usize))
        .map(|node| Subject::of(&node.component).package)
        .collect();
    FindingKey {
        kind: finding.kind,
        what: what(finding).to_owned(),
        licenses: licenses(finding),
        packages: packages.into_iter().collect(),
    }
}

/// What the documents state now for these components, to be kept with a decision on them.
pub fn licenses_now(graph: &Graph, judged: &Components, nodes: &[NodeIndex]) -> Vec<LicenseThen> {
    let mut stated = Stated::default();
    let mut out = BTreeSet::new();
    for node in nodes {
        let Some(found) = graph.nodes.get(*node as usize) else { continue };
        out.insert(LicenseThen {
            package: Subject::of(&found.component).package,
            expression: stated.of(graph, *node),
            evidence: judged.get(*node as usize).map(|judged| words(&judged.evidence)).unwrap_or_default(),
        });
    }
    out.into_iter().collect()
}

/// The components that these subjects are about, sorted. Costs the graph once, and what is found.
pub fn components_of(graph: &Graph, subjects: &[Subject]) -> Vec<NodeIndex> {
    let packages = Packages::of(graph);
    let mut out = BTreeSet::new();
    for subject in subjects {
        out.extend(packages.named(subject).filter(|node| {
            graph.nodes.get(*node as usize).is_some_and(|found| subject.holds_version(&found.component))
        }));
    }
    out.into_iter().collect()
}

/// Every component of a finding, each once, sorted.
pub(super) fn nodes(finding: &Finding) -> Vec<NodeIndex> {
    let mut nodes: Vec<NodeIndex> = finding.components.iter().chain(&finding.involved).copied().collect();
    nodes.sort_unstable();
    nodes.dedup();
    nodes
}

/// The licences of a finding, each once, sorted.
pub(super) fn licenses(finding: &Finding) -> Vec<String> {
    let licenses: BTreeSet<&String> = finding.licenses.iter().collect();
    licenses.into_iter().cloned().collect()
}

/// What tells findings without licences apart.
pub(super) fn what(finding: &Finding) -> &str {
    if finding.licenses.is_empty() { &finding.title } else { "" }
}

fn words(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Exact => "exact".to_owned(),
        Evidence::Rewritten(how)
        | Evidence::Alias(how)
        | Evidence::Url(how)
        | Evidence::Joined(how)
        | Evidence::Unreadable(how) => how.clone(),
        Evidence::Settled(because) => format!("settled: {because}"),
        Evidence::Ambiguous(candidates) => format!("could be {}", candidates.join(", ")),
        Evidence::NotStated => "not stated by the author".to_owned(),
        Evidence::StatedNone => "the author states there is none".to_owned(),
        Evidence::NotInFile => "not in this file".to_owned(),
        Evidence::FormatHoldsNone => "this format holds no licences".to_owned(),
    }
}
