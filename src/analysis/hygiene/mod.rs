//! Hygiene of lockfiles: what is fetched from where, how it is held fast, and names that may deceive.
//!
//! A file is compared with itself; no list of well-known hosts is kept. What a format cannot say is not found, and
//! [`Unchecked`] says so. Nothing here says that a package is harmful.

pub mod address;
mod faces;
mod integrity;
mod lookalikes;
mod marks;
mod sources;
mod versions;

use std::collections::BTreeMap;

use crate::graph::{DocumentIndex, Graph, NodeIndex};
use crate::model::{Component, ComponentIndex, Document, Role};

pub use lookalikes::{Lookalike, MOST_LOOKALIKES, lookalikes};

/// Findings of one kind in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HygieneFinding {
    pub kind: HygieneKind,
    pub concern: Concern,
    /// The document that says so; `None` where names of several are compared.
    pub document: Option<DocumentIndex>,
    /// What tells it from others of its kind: a host, a pair of names; as written, may be empty.
    pub about: String,
    /// One sentence without a full stop.
    pub reason: String,
    /// Sorted; each once.
    pub nodes: Vec<NodeIndex>,
}

/// What may be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HygieneKind {
    GitWithoutCommit,
    PlainHttp,
    MissingIntegrity,
    WeakIntegrity,
    HiddenLetters,
    LookalikeName,
    OtherHost,
    SeveralHosts,
    Deprecated,
    InstallScript,
    GitSource,
    PathSource,
    RangeNotVersion,
}

/// How loudly it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concern {
    Low,
    Medium,
    High,
}

impl Concern {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl HygieneKind {
    pub const ALL: [Self; 13] = [
        Self::GitWithoutCommit,
        Self::PlainHttp,
        Self::MissingIntegrity,
        Self::WeakIntegrity,
        Self::HiddenLetters,
        Self::LookalikeName,
        Self::OtherHost,
        Self::SeveralHosts,
        Self::Deprecated,
        Self::InstallScript,
        Self::GitSource,
        Self::PathSource,
        Self::RangeNotVersion,
    ];

    /// A stable word for scripts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::GitWithoutCommit => "git-without-commit",
            Self::PlainHttp => "plain-http",
            Self::MissingIntegrity => "missing-integrity",
            Self::WeakIntegrity => "weak-integrity",
            Self::HiddenLetters => "hidden-letters",
            Self::LookalikeName => "lookalike-name",
            Self::OtherHost => "other-host",
            Self::SeveralHosts => "several-hosts",
            Self::Deprecated => "deprecated",
            Self::InstallScript => "install-script",
            Self::GitSource => "git-source",
            Self::PathSource => "path-source",
            Self::RangeNotVersion => "range-not-version",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::GitWithoutCommit => "Fetched from git without a commit",
            Self::PlainHttp => "Fetched over plain http",
            Self::MissingIntegrity => "Without a checksum",
            Self::WeakIntegrity => "Only weak checksums",
            Self::HiddenLetters => "Letters that look like others, or cannot be seen",
            Self::LookalikeName => "Names that look alike",
            Self::OtherHost => "From another host than the rest of the file",
            Self::SeveralHosts => "One name from several hosts",
            Self::Deprecated => "Deprecated by its authors",
            Self::InstallScript => "Runs a script when installed",
            Self::GitSource => "Fetched from git",
            Self::PathSource => "Taken from a path on disk",
            Self::RangeNotVersion => "A range, or no version, where a version belongs",
        }
    }

    /// What one can do, one sentence without a full stop.
    pub fn advice(self) -> &'static str {
        match self {
            Self::GitWithoutCommit => "Pin the full commit: a branch or tag can be moved to other code",
            Self::PlainHttp => "Use https: anyone on the way can put other code in its place",
            Self::MissingIntegrity => {
                "Write the lockfile anew with a current package manager, so that it holds a checksum"
            }
            Self::WeakIntegrity => {
                "Write the lockfile anew so that it holds SHA-256 or better; MD5 and SHA-1 can be forged"
            }
            Self::HiddenLetters => "Compare the name letter by letter with the package that is meant",
            Self::LookalikeName => "Check that both are meant, and who publishes the one fewer packages need",
            Self::OtherHost => "Check that this host is meant; where it is not, write the lockfile anew",
            Self::SeveralHosts => {
                "Say for each name which registry it comes from, so that none can take another's place"
            }
            Self::Deprecated => "Read what its authors advise, and plan to replace it",
            Self::InstallScript => "Read the script, or install without scripts where it is not needed",
            Self::GitSource => "Prefer a published version; registries keep what they published, repositories may not",
            Self::PathSource => "Make sure that everyone who builds has the same folder, or publish the package",
            Self::RangeNotVersion => "Lock exact versions: a range brings other code tomorrow",
        }
    }
}

/// What could not be checked in a document, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    pub document: DocumentIndex,
    /// One sentence without a full stop.
    pub words: String,
}

/// All that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hygiene {
    /// By concern from loud to quiet, then by kind, document and what it is about.
    pub findings: Vec<HygieneFinding>,
    pub unchecked: Vec<Unchecked>,
}

/// One component of a document with the node it became.
struct Entry<'d> {
    node: NodeIndex,
    component: &'d Component,
}

/// Checks every document. `documents` are those the graph was built from, `holds_hashes` says for each whether its
/// format can hold checksums. Costs components · log, and the names' lengths.
pub fn hygiene(graph: &Graph, documents: &[&Document], holds_hashes: &[bool]) -> Hygiene {
    let mut of_document: Vec<Vec<(ComponentIndex, NodeIndex)>> = vec![Vec::new(); documents.len()];
    for (node, position) in graph.nodes.iter().zip(0..) {
        for (document, component) in node.members.iter() {
            if let Some(list) = of_document.get_mut(*document as usize) {
                list.push((*component, position));
            }
        }
    }
    let mut found = Found::default();
    let mut unchecked = Vec::new();
    for ((document, members), index) in documents.iter().zip(&mut of_document).zip(0..) {
        if document.role == Role::Supplement {
            continue;
        }
        members.sort_unstable();
        let entries: Vec<Entry> = members
            .iter()
            .filter_map(|(component, node)| {
                Some(Entry { node: *node, component: document.components.get(*component as usize)? })
            })
            .filter(|entry| !entry.component.own)
            .collect();
        if entries.is_empty() {
            continue;
        }
        found.document = Some(index);
        sources::check(&entries, &mut found);
        integrity::check(&entries, holds_hashes.get(index as usize) == Some(&true), &mut found);
        versions::check(&entries, &mut found);
        marks::check(&entries, &mut found);
        unchecked.extend(unchecked_of(index, &entries, holds_hashes.get(index as usize) == Some(&true)));
    }
    found.document = None;
    lookalikes::check(graph, &mut found);
    Hygiene { findings: found.finish(), unchecked }
}

fn unchecked_of(document: DocumentIndex, entries: &[Entry], holds_hashes: bool) -> Vec<Unchecked> {
    let mut out = Vec::new();
    let mut tell = |words: &str| out.push(Unchecked { document, words: words.to_owned() });
    if entries.iter().all(|entry| entry.component.source.is_none()) {
        tell("Hosts, plain http and git were not checked: the file does not say where anything is fetched from");
    }
    if !holds_hashes && entries.iter().all(|entry| entry.component.hashes.is_empty()) {
        tell("Checksums were not checked: this format holds none");
    }
    if !entries.iter().any(|entry| entry.component.marks.install_script) {
        tell("No install script is marked; most formats cannot say whether there is one");
    }
    out
}

/// What tells findings apart, in the order in which they are told.
type FindingKey = (std::cmp::Reverse<Concern>, HygieneKind, Option<DocumentIndex>, String);

/// What is gathered on the way.
#[derive(Default)]
struct Found {
    document: Option<DocumentIndex>,
    by: BTreeMap<FindingKey, (String, Vec<NodeIndex>)>,
}

impl Found {
    /// Adds a node to a finding; `reason` is made where it is the first.
    fn add(
        &mut self,
        (kind, concern): (HygieneKind, Concern),
        about: &str,
        node: NodeIndex,
        reason: impl FnOnce() -> String,
    ) {
        let key = (std::cmp::Reverse(concern), kind, self.document, about.to_owned());
        self.by.entry(key).or_insert_with(|| (reason(), Vec::new())).1.push(node);
    }

    fn finish(self) -> Vec<HygieneFinding> {
        let each = self.by.into_iter().map(|((concern, kind, document, about), (reason, mut nodes))| {
            nodes.sort_unstable();
            nodes.dedup();
            HygieneFinding { kind, concern: concern.0, document, about, reason, nodes }
        });
        each.collect()
    }
}

#[cfg(test)]
mod tests;
