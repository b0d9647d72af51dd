//! The two files that are compared: which they are, each by itself, and their comparison, kept until something changes.

use std::cell::Ref;
use std::collections::BTreeMap;

use super::CompareFile;
use crate::analysis::comparison::{self, Comparison, Conflicts, Row, RowIndex, Side, comparison};
use crate::graph::{self, DocumentIndex, NodeIndex, Part};
use crate::licenses::decisions;
use crate::licenses::{ComponentJudgement, Grounds, Judgement};
use crate::model::{Component, Document, Role};
use crate::versions;
use crate::view::apart::judged;
use crate::view::facts::Facts;
use crate::view::words::{Link, visible};

/// Two files and all that was found between them.
pub struct Compared {
    /// By id.
    files: (u32, u32),
    before: Apart,
    after: Apart,
    comparison: Comparison,
    conflicts: Conflicts,
}

/// One file by itself.
struct Apart {
    document: DocumentIndex,
    part: Part,
    grounds: Grounds,
    judgement: Judgement,
    /// For each finding, whether a decision holds for it.
    decided: Vec<bool>,
}

impl Apart {
    fn new(facts: &Facts, documents: &[&Document], file: u32) -> Option<Self> {
        let document = document_of(facts, file)?;
        let part = graph::part(&facts.graph, documents, document)?;
        let (grounds, judgement) = judged(facts, &part.graph);
        let outcome = decisions::apply_on(&part.graph, &grounds, &judgement.findings, &facts.decisions, facts.today);
        let decided = outcome.findings.iter().map(|state| state.is_decided()).collect();
        Some(Self { document, part, grounds, judgement, decided })
    }

    fn side<'a>(&'a self, document: &'a Document) -> Side<'a> {
        Side { document, graph: &self.part.graph, grounds: &self.grounds }
    }
}

impl Compared {
    fn new(facts: &Facts, files: (u32, u32)) -> Option<Self> {
        let documents = facts.documents();
        let before = Apart::new(facts, &documents, files.0)?;
        let after = Apart::new(facts, &documents, files.1)?;
        let (one, other) = (documents.get(before.document as usize)?, documents.get(after.document as usize)?);
        let comparison = comparison(&before.side(one), &after.side(other));
        let conflicts = comparison::conflicts(
            (&before.part.graph, &before.judgement.findings),
            (&after.part.graph, &after.judgement.findings),
        );
        Some(Self { files, before, after, comparison, conflicts })
    }

    /// What became of each node of the graph of all files.
    pub fn of_nodes(&self, count: usize) -> Vec<comparison::NodeChange> {
        self.comparison.of_nodes([&self.before.part.whole, &self.after.part.whole], count)
    }
}

/// The comparison of two files, by id. The first time costs building and judging both, and n · log; then nothing, until
/// files, context or decisions change or two others are compared.
pub fn compared(facts: &Facts, files: (u32, u32)) -> Option<Ref<'_, Compared>> {
    let is_known = facts.compared.borrow().as_ref().is_some_and(|known| known.files == files);
    if !is_known {
        let found = Compared::new(facts, files)?;
        *facts.compared.borrow_mut() = Some(found);
    }
    Ref::filter_map(facts.compared.borrow(), Option::as_ref).ok()
}

/// The two files to compare: those asked for, where they are here and say what is there. Else the first two of one format
/// whose projects bear one name, the older version first; else the first two.
pub fn pair(facts: &Facts, before: Option<u32>, after: Option<u32>) -> Option<(u32, u32)> {
    let known = inventories(facts);
    let is_here = |id: &u32| known.iter().any(|(known, _)| known == id);
    let another = |than: u32| known.iter().map(|(id, _)| *id).find(|id| *id != than);
    match (before.filter(is_here), after.filter(is_here)) {
        (Some(before), Some(after)) => Some((before, after)),
        (Some(before), None) => Some((before, another(before)?)),
        (None, Some(after)) => Some((another(after)?, after)),
        (None, None) => usual(&known),
    }
}

fn usual(known: &[(u32, &Document)]) -> Option<(u32, u32)> {
    let mut seen: BTreeMap<(&str, &str), (u32, &Document)> = BTreeMap::new();
    for (id, document) in known {
        let Some(root) = root(document) else { continue };
        match seen.get(&(document.format, root.name.as_str())) {
            Some((first, earlier)) => {
                let version = |document: &Document| self::root(document).and_then(|root| root.version.clone());
                let is_newer = version(earlier).zip(version(document)).is_some_and(|(one, other)| {
                    versions::compare(root.ecosystem, &one, &other) == std::cmp::Ordering::Greater
                });
                return Some(if is_newer { (*id, *first) } else { (*first, *id) });
            }
            None => _ = seen.insert((document.format, &root.name), (*id, document)),
        }
    }
    match known {
        [(one, _), (other, _), ..] => Some((*one, *other)),
        _ => None,
    }
}

/// What the document describes, where that is one component.
fn root(document: &Document) -> Option<&Component> {
    match document.roots.as_slice() {
        [root] => document.components.get(*root as usize),
        _ => None,
    }
}

/// Files that say what is there, by id.
fn inventories(facts: &Facts) -> Vec<(u32, &Document)> {
    let included = facts.included().into_iter();
    let is_one = |document: &Document| document.role == Role::Inventory && !document.components.is_empty();
    let known = included.filter(|(_, document)| is_one(document));
    known.filter_map(|(position, document)| Some((facts.files.get(position)?.id, document))).collect()
}

/// The files to choose from; those that would read alike are numbered.
pub fn files(facts: &Facts) -> Vec<CompareFile> {
    let label = |(id, document): &(u32, &Document)| {
        let name = facts.files.iter().find(|file| file.id == *id).map(|file| visible(&file.name)).unwrap_or_default();
        match root(document) {
            Some(root) => {
                let version = root.version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
                format!("{name}, {}", visible(&format!("{}{version}", root.name)))
            }
            None => name,
        }
    };
    let mut files: Vec<CompareFile> =
        inventories(facts).iter().map(|known| CompareFile { id: known.0, label: label(known) }).collect();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    files.iter().for_each(|file| *times.entry(file.label.clone()).or_default() += 1);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for file in &mut files {
        let number = seen.entry(file.label.clone()).or_default();
        *number += 1;
        if times.get(&file.label).is_some_and(|times| *times > 1) {
            file.label = format!("{} ({number})", file.label);
        }
    }
    files
}

fn document_of(facts: &Facts, file: u32) -> Option<DocumentIndex> {
    let is_it = |position: &usize| facts.files.get(*position).is_some_and(|known| known.id == file);
    facts.document_files.iter().position(is_it).map(|document| document as DocumentIndex)
}

/// A comparison with all that its words are made from.
pub(super) struct Looking<'a> {
    pub facts: &'a Facts,
    pub found: &'a Comparison,
    pub conflicts: &'a Conflicts,
    pub before: Side<'a>,
    pub after: Side<'a>,
    apart: [&'a Apart; 2],
}

/// Before or after, as a position.
pub(super) const BEFORE: usize = 0;
pub(super) const AFTER: usize = 1;

impl<'a> Looking<'a> {
    /// `None` where its documents are gone: it is forgotten with them.
    pub fn new(facts: &'a Facts, compared: &'a Compared) -> Option<Self> {
        let documents = facts.documents();
        let apart = [&compared.before, &compared.after];
        let side = |apart: &'a Apart| Some(apart.side(documents.get(apart.document as usize).copied()?));
        let (before, after) = (side(&compared.before)?, side(&compared.after)?);
        Some(Self { facts, found: &compared.comparison, conflicts: &compared.conflicts, before, after, apart })
    }

    pub fn row(&self, row: RowIndex) -> Option<&'a Row> {
        self.found.rows.get(row as usize)
    }

    /// Rows in which anything changed.
    pub fn changed(&self) -> Vec<RowIndex> {
        let rows = self.found.rows.iter().zip(0..);
        rows.filter(|(row, _)| !row.changes.is_empty()).map(|(_, at)| at).collect()
    }

    /// The nodes of a row in the graph of all files.
    pub fn nodes(&self, row: RowIndex) -> impl Iterator<Item = NodeIndex> {
        let of = |nodes: &'a [NodeIndex], apart: &'a Apart| {
            nodes.iter().filter_map(|node| apart.part.whole.get(*node as usize).copied())
        };
        let row = self.row(row);
        let before = row.map(|row| self.found.before(row)).unwrap_or_default();
        let after = row.map(|row| self.found.after(row)).unwrap_or_default();
        of(before, self.apart[BEFORE]).chain(of(after, self.apart[AFTER]))
    }

    /// The first node of a row in one of the files.
    pub fn first(&self, row: &Row, side: usize) -> Option<NodeIndex> {
        let nodes = if side == BEFORE { self.found.before(row) } else { self.found.after(row) };
        nodes.first().copied()
    }

    /// A node of one of the files as other screens mention it, with its verdict in that file alone.
    pub fn link(&self, side: usize, node: NodeIndex) -> Link {
        let apart = self.apart(side);
        let whole = apart.part.whole.get(node as usize).copied().unwrap_or_default();
        Link { node: whole, ..Link::new(&apart.part.graph, &apart.judgement.components, node) }
    }

    pub fn judged(&self, side: usize, node: NodeIndex) -> Option<&'a ComponentJudgement> {
        self.apart(side).judgement.components.get(node as usize)
    }

    pub fn judgement(&self, side: usize) -> &'a Judgement {
        &self.apart(side).judgement
    }

    pub fn is_decided(&self, side: usize, finding: usize) -> bool {
        self.apart(side).decided.get(finding) == Some(&true)
    }

    /// Is the licence of at least one component of a file known? Else nothing of it was judged.
    pub fn knows_licenses(&self, side: usize) -> bool {
        let judged = self.judgement(side).components.different().iter();
        judged.filter(|judged| !judged.own).any(|judged| judged.expression.is_some())
    }

    /// `A (package-lock.json)`.
    pub fn name(&self, side: usize) -> String {
        let file = self.facts.file_of_document(self.apart(side).document);
        let name = file.map(|file| visible(&file.name)).unwrap_or_default();
        format!("{} ({name})", if side == BEFORE { "A" } else { "B" })
    }

    /// Do the two files hold the same bytes?
    pub fn is_one_content(&self) -> bool {
        let sha256 = |apart: &Apart| self.facts.file_of_document(apart.document).map(|file| file.sha256.as_str());
        let [one, other] = self.apart.map(sha256);
        one == other && one.is_some_and(|sha256| !sha256.is_empty())
    }

    fn apart(&self, side: usize) -> &'a Apart {
        let [before, after] = self.apart;
        if side == BEFORE { before } else { after }
    }
}
