//! Hygiene of the loaded lockfiles, ready to show: what was found, where, and what to do about it.
//!
//! A file without a finding is not called clean: what could not be checked stands beside.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::words::{Link, count, length, visible};
use crate::analysis::hygiene::{self, Hygiene, HygieneFinding};
use crate::graph::{DocumentIndex, NodeIndex};
use crate::model::Role;

/// Components named at most in one finding.
const MOST_NAMED: usize = 200;
/// Findings shown at most.
const MOST_FINDINGS: usize = 1000;

/// All findings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HygieneView {
    /// `12 findings in 3 files: 2 high, 4 medium, 6 low`.
    pub summary: String,
    pub findings: Vec<HygieneLine>,
    /// What could not be checked, a sentence a line.
    pub unchecked: Vec<String>,
    /// Findings in all, and those that stand in `findings`.
    pub total: usize,
}

/// One finding.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HygieneLine {
    /// A stable word, `plain-http`, for scripts and filters.
    pub kind: String,
    pub title: String,
    /// `high`, `medium` or `low`.
    pub severity: String,
    /// The file; empty where several are compared.
    pub file: String,
    /// What it is about: a host, two names; may be empty.
    pub about: String,
    pub reason: String,
    pub advice: String,
    /// Named as far as there is room, with the place in the file; `total` counts all.
    pub components: Vec<(Link, String)>,
    pub total: usize,
}

/// Checks all loaded files. Costs their components · log.
pub fn hygiene(facts: &Facts) -> HygieneView {
    let found = facts.hygiene.get_or_init(|| found(facts));
    let mut counts = [0usize; 3];
    for finding in &found.findings {
        if let Some(count) = counts.get_mut(finding.concern as usize) {
            *count += 1;
        }
    }
    let [low, medium, high] = counts;
    let parts: Vec<String> = [(high, "high"), (medium, "medium"), (low, "low")]
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{} {word}", length(*number)))
        .collect();
    let total = found.findings.len();
    let checked = facts.inventories();
    HygieneView {
        summary: match total {
            0 => format!("Nothing found in {}; see what was not checked", count(checked, "file")),
            total => format!("{} in {}: {}", count(total, "finding"), count(checked, "file"), parts.join(", ")),
        },
        findings: found.findings.iter().take(MOST_FINDINGS).map(|finding| line(facts, finding)).collect(),
        unchecked: found
            .unchecked
            .iter()
            .map(|unchecked| format!("{}: {}", file_name(facts, Some(unchecked.document)), unchecked.words))
            .collect(),
        total,
    }
}

/// The findings that one component is in: (severity, title, reason).
pub fn of_component(facts: &Facts, node: NodeIndex) -> Vec<(String, String, String)> {
    let found = facts.hygiene.get_or_init(|| found(facts));
    let of_node = found.findings.iter().filter(|finding| finding.nodes.binary_search(&node).is_ok());
    of_node
        .map(|finding| (finding.concern.as_str().to_owned(), finding.kind.title().to_owned(), visible(&finding.reason)))
        .collect()
}

/// Is one of the files that name a component looked at, and what of it could not be checked there; a sentence a line.
pub fn unchecked_of_component(facts: &Facts, node: NodeIndex) -> (bool, Vec<String>) {
    let found = facts.hygiene.get_or_init(|| found(facts));
    let documents = facts.documents();
    let is_own = !facts.is_third_party(node);
    let members = facts.graph.nodes.get(node as usize).map(|node| node.members.as_slice()).unwrap_or_default();
    let is_inventory =
        |index: &DocumentIndex| documents.get(*index as usize).is_some_and(|known| known.role == Role::Inventory);
    let looked_at: BTreeSet<DocumentIndex> =
        members.iter().map(|(document, _)| *document).filter(is_inventory).filter(|_| !is_own).collect();
    let mut lines: Vec<String> = Vec::new();
    if is_own {
        lines.push("Own packages are not looked at".to_owned());
    } else if looked_at.is_empty() {
        lines.push("The files that name it are lists of facts, and are not looked at".to_owned());
    }
    let of_these = found.unchecked.iter().filter(|unchecked| looked_at.contains(&unchecked.document));
    lines.extend(of_these.map(|known| format!("{}: {}", file_name(facts, Some(known.document)), known.words)));
    (!looked_at.is_empty(), lines)
}

/// What was found, before it is put into words: found anew; `Facts::hygiene` keeps it.
pub fn found(facts: &Facts) -> Hygiene {
    let documents: Vec<_> = facts.included().into_iter().map(|(_, document)| document).collect();
    let holds: Vec<bool> = facts
        .document_files
        .iter()
        .map(|file| {
            let read = facts.files.get(*file).and_then(|file| file.content.as_ref().ok());
            read.is_some_and(|read| read.format.holds.hashes)
        })
        .collect();
    hygiene::hygiene(&facts.graph, &documents, &holds)
}

fn line(facts: &Facts, finding: &HygieneFinding) -> HygieneLine {
    HygieneLine {
        kind: finding.kind.as_str().to_owned(),
        title: finding.kind.title().to_owned(),
        severity: finding.concern.as_str().to_owned(),
        file: file_name(facts, finding.document),
        about: visible(&finding.about),
        reason: visible(&finding.reason),
        advice: finding.kind.advice().to_owned(),
        components: finding
            .nodes
            .iter()
            .take(MOST_NAMED)
            .map(|node| {
                (Link::new(&facts.graph, &facts.judgement.components, *node), place(facts, finding.document, *node))
            })
            .collect(),
        total: finding.nodes.len(),
    }
}

fn file_name(facts: &Facts, document: Option<u32>) -> String {
    let file = document.and_then(|document| facts.file_of_document(document));
    file.map(|file| visible(&file.name)).unwrap_or_default()
}

/// Where a component stands: in the document, else in the first that names it.
fn place(facts: &Facts, document: Option<u32>, node: NodeIndex) -> String {
    let members = facts.graph.nodes.get(node as usize).map(|node| node.members.as_slice()).unwrap_or_default();
    let member = members.iter().find(|(of, _)| document.is_none_or(|document| *of == document));
    let stated = member.and_then(|(document, component)| {
        let file = facts.file_of_document(*document)?;
        let component = file.content.as_ref().ok()?.document.components.get(*component as usize)?;
        Some((&file.name, component.place.as_ref()?))
    });
    match (stated, document) {
        (Some((_, place)), Some(_)) => visible(&place.to_string()),
        (Some((name, place)), None) => format!("{}, {}", visible(name), visible(&place.to_string())),
        (None, _) => String::new(),
    }
}
