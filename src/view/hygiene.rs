//! Hygiene of the loaded lockfiles, ready to show: what was found, where, and what to do about it.
//!
//! A file without a finding is not called clean: what could not be checked stands beside.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::query::Query;
use super::words::{Link, count, length, visible};
use crate::analysis::hygiene::{self, Concern, Hygiene, HygieneFinding, HygieneKind};
use crate::graph::{DocumentIndex, NodeIndex};
use crate::model::Role;

/// Components named at most in one finding.
const MOST_NAMED: usize = 200;
/// Findings shown at most.
const MOST_FINDINGS: usize = 1000;

/// What to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HygieneRequest {
    /// Only components that the query accepts.
    pub query: String,
    /// Severities and kinds that are left out, in their words.
    pub hidden: BTreeSet<String>,
}

/// All findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HygieneView {
    /// `12 findings in 3 files: 2 high, 4 medium, 6 low`; whatever is left out.
    pub summary: String,
    /// Findings that fit the query by severity, loudest first: (`high`, how many).
    pub severities: Vec<(String, usize)>,
    /// Kinds of findings that fit the query: (`plain-http`, title, how many).
    pub kinds: Vec<(String, String, usize)>,
    pub findings: Vec<HygieneLine>,
    /// What could not be checked, a sentence a line.
    pub unchecked: Vec<String>,
    /// Why the query was not understood; then all are shown.
    pub error: String,
    /// Findings under the filters, shown or not.
    pub total: usize,
}

/// One finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
pub fn hygiene(facts: &Facts, request: &HygieneRequest) -> HygieneView {
    let found = &checked(facts).findings;
    let (accepted, error) = match Query::parse(&request.query) {
        Ok(query) if query.is_empty() => (None, String::new()),
        Ok(query) => (Some(query.select(facts)), String::new()),
        Err(error) => (None, error.words()),
    };
    let fits = |node: &NodeIndex| match &accepted {
        Some(accepted) => accepted.get(*node as usize) == Some(&true),
        None => true,
    };
    let fitting: Vec<&HygieneFinding> = found.iter().filter(|finding| finding.nodes.iter().any(fits)).collect();
    let is_shown = |finding: &&&HygieneFinding| {
        let words = [finding.concern.as_str(), finding.kind.as_str()];
        !words.into_iter().any(|word| request.hidden.contains(word))
    };
    let shown: Vec<&HygieneFinding> = fitting.iter().filter(is_shown).copied().collect();
    let of_kind = |kind: HygieneKind| fitting.iter().filter(|finding| finding.kind == kind).count();
    let kinds = HygieneKind::ALL.into_iter().map(|kind| (kind, of_kind(kind))).filter(|(_, number)| *number > 0);
    HygieneView {
        summary: summary(facts),
        severities: by_concern(fitting.iter().copied()),
        kinds: kinds.map(|(kind, number)| (kind.as_str().to_owned(), kind.title().to_owned(), number)).collect(),
        total: shown.len(),
        findings: shown
            .into_iter()
            .take(MOST_FINDINGS)
            .map(|finding| line(facts, finding, MOST_NAMED, &fits))
            .collect(),
        unchecked: unchecked(facts),
        error,
    }
}

/// `12 findings in 3 files: 2 high, 4 medium, 6 low`.
pub fn summary(facts: &Facts) -> String {
    let found = &checked(facts).findings;
    let files = count(facts.inventories(), "file");
    match found.len() {
        0 => format!("Nothing found in {files}; see what was not checked"),
        total => format!("{} in {files}: {}", count(total, "finding"), in_words(&by_concern(found.iter()))),
    }
}

/// `2 high, 6 low`.
pub fn in_words(severities: &[(String, usize)]) -> String {
    let parts = severities.iter().filter(|(_, number)| *number > 0);
    parts.map(|(word, number)| format!("{} {word}", length(*number))).collect::<Vec<_>>().join(", ")
}

/// How many findings there are by severity, loudest first.
pub fn by_concern<'f>(findings: impl Iterator<Item = &'f HygieneFinding> + Clone) -> Vec<(String, usize)> {
    let concerns = [Concern::High, Concern::Medium, Concern::Low];
    let number = |concern: Concern| findings.clone().filter(|finding| finding.concern == concern).count();
    concerns.into_iter().map(|concern| (concern.as_str().to_owned(), number(concern))).collect()
}

/// What could not be checked, a sentence a line.
pub fn unchecked(facts: &Facts) -> Vec<String> {
    let lines = checked(facts).unchecked.iter();
    lines.map(|line| format!("{}: {}", file_name(facts, Some(line.document)), line.words)).collect()
}

/// What was found; worked out at first use.
pub fn checked(facts: &Facts) -> &Hygiene {
    facts.hygiene.get_or_init(|| found(facts))
}

/// The nodes that a query asks for: a kind or a severity of a finding that `fits`, or `any`.
pub fn matching(facts: &Facts, fits: &dyn Fn(&str) -> bool) -> Vec<NodeIndex> {
    let is_any = fits("any");
    let is_meant = |finding: &&HygieneFinding| is_any || fits(finding.kind.as_str()) || fits(finding.concern.as_str());
    let findings = checked(facts).findings.iter().filter(is_meant);
    let nodes: BTreeSet<NodeIndex> = findings.flat_map(|finding| finding.nodes.iter().copied()).collect();
    nodes.into_iter().collect()
}

/// The findings that one component is in: (severity, title, reason).
pub fn of_component(facts: &Facts, node: NodeIndex) -> Vec<(String, String, String)> {
    let of_node = checked(facts).findings.iter().filter(|finding| finding.nodes.binary_search(&node).is_ok());
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

/// Up to so many components are checked without being asked for: names are compared with one another.
pub const CHECKED_UNASKED: usize = 20_000;

/// Was it checked already, or is it checked quickly?
pub fn is_at_hand(facts: &Facts) -> bool {
    facts.hygiene.get().is_some() || facts.graph.nodes.len() <= CHECKED_UNASKED
}

/// What was found, before it is put into words.
fn found(facts: &Facts) -> Hygiene {
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

/// Every finding with all its components, whatever is shown. For exports.
pub fn all_lines(facts: &Facts) -> Vec<HygieneLine> {
    checked(facts).findings.iter().map(|finding| line(facts, finding, usize::MAX, &|_| true)).collect()
}

fn line(facts: &Facts, finding: &HygieneFinding, most: usize, fits: &dyn Fn(&NodeIndex) -> bool) -> HygieneLine {
    let nodes: Vec<NodeIndex> = finding.nodes.iter().filter(|node| fits(node)).copied().collect();
    HygieneLine {
        kind: finding.kind.as_str().to_owned(),
        title: finding.kind.title().to_owned(),
        severity: finding.concern.as_str().to_owned(),
        file: file_name(facts, finding.document),
        about: visible(&finding.about),
        reason: visible(&finding.reason),
        advice: finding.kind.advice().to_owned(),
        components: nodes
            .iter()
            .take(most)
            .map(|node| {
                (Link::new(&facts.graph, &facts.judgement.components, *node), place(facts, finding.document, *node))
            })
            .collect(),
        total: nodes.len(),
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
