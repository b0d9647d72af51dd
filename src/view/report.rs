//! The report on one file: what was read, left out, repaired and assumed, and what other files fill in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::between;
use super::facts::{Archive, Facts, LoadedFile, ReadFile};
use super::files::{ErrorView, NoticeView, error_view, notice_view};
use super::words::{count, length, list, visible};
use crate::model::{DependencyKind, Document, Level, ListMeaning, Notice, Role, Scope, StatedLicense};

/// Lines shown under one heading.
const MOST_LINES: usize = 500;

/// Everything there is to say about how a file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    pub file: u32,
    pub name: String,
    /// What the file is, each with its heading: `Read as`, `npm lockfile 3`.
    pub facts: Vec<(String, String)>,
    /// What it carries, each with its heading: `Licences`, `612 of 630`.
    pub carries: Vec<(String, String)>,
    pub error: Option<ErrorView>,
    pub groups: Vec<ReportGroup>,
    /// What other files add to it, and it to them, each a sentence.
    pub fills: Vec<String>,
    /// Comparisons with other files of the project: their position, and a sentence.
    pub between: Vec<(usize, String)>,
    /// All of it, to be copied; the engine fills it in (`export::reading`).
    pub markdown: String,
}

/// Notices of one sort.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportGroup {
    pub title: String,
    pub total: usize,
    pub lines: Vec<NoticeView>,
}

/// The report on a file or an archive; `None` where there is no such file.
pub fn report(facts: &Facts, id: u32) -> Option<ReportView> {
    Some(if let Some(archive) = facts.archives.iter().find(|archive| archive.id == id) {
        of_archive(facts, archive)
    } else {
        of_file(facts, facts.files.iter().find(|file| file.id == id)?)
    })
}

fn of_archive(facts: &Facts, archive: &Archive) -> ReportView {
    let inside = facts.files.iter().filter(|file| file.inside == Some(archive.id));
    ReportView {
        file: archive.id,
        name: visible(&archive.name),
        facts: vec![
            fact("Opened as", archive.unpacked.words()),
            fact("Size", format!("{} bytes, packed", length(archive.size))),
            fact("SHA-256", archive.sha256.clone()),
        ],
        carries: vec![fact("Files read", length(inside.count()))],
        groups: groups(&archive.unpacked.notices),
        ..ReportView::default()
    }
}

fn of_file(facts: &Facts, file: &LoadedFile) -> ReportView {
    let mut out = ReportView { file: file.id, name: visible(&file.name), ..ReportView::default() };
    let size = (file.size > 0).then(|| fact("Size", format!("{} bytes", length(file.size))));
    let sum = (!file.sha256.is_empty()).then(|| fact("SHA-256", file.sha256.clone()));
    match &file.content {
        Err(error) => out.error = Some(error_view(error)),
        Ok(read) => {
            out.facts = what_it_is(read);
            out.carries = what_it_carries(read);
            out.groups = groups(&[observations(read), read.document.notices.clone()].concat());
            out.fills = fills(facts, file, read);
            out.between = between::lines_of(facts, file.id);
        }
    }
    out.facts.extend(size.into_iter().chain(sum));
    out
}

/// What the document as a whole shows and no single place of it: no dependencies, several roots, lists of
/// licences that say neither "and" nor "or".
fn observations(read: &ReadFile) -> Vec<Notice> {
    let document = &read.document;
    let mut out = Vec::new();
    let is_told = |code: &str| document.notices.iter().any(|notice| notice.code == code);
    if document.manifest.is_none()
        && document.components.len() > 1
        && document.dependencies.is_empty()
        && !is_told("no-dependencies")
    {
        let message = "This file declares no dependency relationships; you see an inventory";
        out.push(Notice::info("no-dependencies", message, None));
    }
    if document.roots.len() > 1 {
        let names: Vec<String> = document.roots.iter().map(|root| visible(&document.label(*root))).collect();
        let message = format!("The file describes {}: {}", count(names.len(), "root"), list(&names, 6));
        out.push(Notice::info("several-roots", message, None));
    }
    let unstated = |license: &StatedLicense| license.list == ListMeaning::Unstated;
    let lists = document.components.iter().filter(|known| known.licenses.iter().any(unstated)).count();
    if lists > 0 {
        let message = format!(
            "{} several licences without \"and\" or \"or\"; all are taken to apply",
            if lists == 1 { "1 component has".to_owned() } else { format!("{} components have", length(lists)) }
        );
        out.push(Notice::warning("license-list", message, None));
    }
    out
}

fn fact(title: &str, text: String) -> (String, String) {
    (title.to_owned(), text)
}

fn what_it_is(read: &ReadFile) -> Vec<(String, String)> {
    let ReadFile { format, document } = read;
    let version = document.format_version.as_deref().map(visible).filter(|version| !version.is_empty());
    let title = version.map_or_else(|| format.title.to_owned(), |version| format!("{} {version}", format.title));
    let mut out = vec![fact("Read as", format!("{title}, recognised by its content"))];
    out.extend(document.generator.as_deref().map(|generator| fact("Made by", visible(generator))));
    out.extend(document.created.as_deref().map(|created| fact("Made on", visible(created))));
    if document.role == Role::Supplement {
        out.push(fact("Used for", "Facts about components of other files; alone it is shown as a list".to_owned()));
    }
    out
}

fn what_it_carries(read: &ReadFile) -> Vec<(String, String)> {
    let ReadFile { format, document } = read;
    if let Some(manifest) = &document.manifest {
        return vec![fact("Declared dependencies", length(manifest.dependencies.len()))];
    }
    let components = document.components.len();
    let stated = |number: usize, holds: bool| match (number, holds) {
        (0, false) => "not in this format".to_owned(),
        (number, _) => format!("{} of {}", length(number), length(components)),
    };
    let with =
        |test: fn(&crate::model::Component) -> bool| document.components.iter().filter(|known| test(known)).count();
    let arrows = |kind| document.dependencies.iter().filter(|arrow| arrow.kind == kind).count();
    let (needs, contains) = (arrows(DependencyKind::DependsOn), arrows(DependencyKind::Contains));
    let mut out = vec![
        fact("Components", length(components)),
        fact("Roots", length(document.roots.len())),
        fact(
            "Dependencies",
            match (needs, format.holds.dependencies) {
                (0, false) => "not in this format".to_owned(),
                (0, true) => "none stated".to_owned(),
                (needs, _) => length(needs),
            },
        ),
    ];
    if contains > 0 {
        out.push(fact("Contains, which is not needs", length(contains)));
    }
    out.push(fact("Versions", stated(with(|known| known.version.is_some()), true)));
    out.push(fact("Package URLs", stated(with(|known| known.package_url.is_some()), true)));
    out.push(fact("Licences", stated(with(|known| !known.licenses.is_empty()), read.holds_licenses())));
    out.push(fact("Scopes", stated(with_scope(document), format.holds.scopes)));
    out.push(fact("Checksums", stated(with(|known| !known.hashes.is_empty()), format.holds.hashes)));
    if !document.vulnerabilities.is_empty() {
        out.push(fact("Vulnerability statements, kept", length(document.vulnerabilities.len())));
    }
    out
}

/// Components whose scope is stated, by themselves or by an arrow to them.
fn with_scope(document: &Document) -> usize {
    let mut stated: Vec<bool> = document.components.iter().map(|known| known.scope != Scope::Unknown).collect();
    for arrow in document.dependencies.iter().filter(|arrow| arrow.scope != Scope::Unknown) {
        if let Some(stated) = stated.get_mut(arrow.to as usize) {
            *stated = true;
        }
    }
    stated.into_iter().filter(|stated| *stated).count()
}

/// What a notice tells of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    LeftOut,
    Assumed,
    Repaired,
    ToKnow,
}

impl Sort {
    fn title(self) -> &'static str {
        match self {
            Self::LeftOut => "Left out or doubtful",
            Self::Assumed => "Assumed",
            Self::Repaired => "Repaired",
            Self::ToKnow => "Good to know",
        }
    }

    fn of(notice: &Notice) -> Self {
        match notice.code.as_str() {
            code if ASSUMED.contains(&code) => Self::Assumed,
            code if REPAIRED.contains(&code) => Self::Repaired,
            _ if notice.level == Level::Info => Self::ToKnow,
            _ => Self::LeftOut,
        }
    }
}

/// Codes of notices that tell of an assumption.
const ASSUMED: [&str; 13] = [
    "assumed-dependencies",
    "assumed-direct",
    "assumed-resolution",
    "assumed-root",
    "assumed-scope",
    "assumed-version",
    "commit-as-version",
    "implicit-version",
    "license-list",
    "no-root",
    "range-as-version",
    "several-roots",
    "unknown-version",
];
/// Codes of notices that tell of a repair.
const REPAIRED: [&str; 11] = [
    "bare-ampersand",
    "duplicate-key",
    "invalid-character",
    "invalid-text",
    "lone-surrogate",
    "repeated-attribute",
    "repeated-key",
    "repeated-reference",
    "reversed-relationships",
    "unknown-entity",
    "unterminated-text",
];

fn groups(notices: &[Notice]) -> Vec<ReportGroup> {
    let mut by_sort: BTreeMap<Sort, Vec<&Notice>> = BTreeMap::new();
    for notice in notices {
        by_sort.entry(Sort::of(notice)).or_default().push(notice);
    }
    let group = |(sort, notices): (Sort, Vec<&Notice>)| ReportGroup {
        title: sort.title().to_owned(),
        total: notices.len(),
        lines: notices.into_iter().take(MOST_LINES).map(notice_view).collect(),
    };
    by_sort.into_iter().map(group).collect()
}

/// What this file and the others give each other, counted in components.
fn fills(facts: &Facts, file: &LoadedFile, read: &ReadFile) -> Vec<String> {
    if !file.companion_of.is_empty() {
        let names: Vec<String> = file.companion_of.iter().map(|name| visible(name)).collect();
        return vec![format!("Tells {} what is direct and when it is needed", names.join(" and "))];
    }
    let Some(own) =
        facts.document_files.iter().position(|at| facts.files.get(*at).is_some_and(|one| one.id == file.id))
    else {
        return Vec::new();
    };
    let own = own as u32;
    // By file and by what: how many components.
    let mut received: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    let mut given: BTreeMap<(u32, &str), usize> = BTreeMap::new();
    for node in facts.graph.nodes.iter().filter(|node| node.members.len() > 1) {
        let Some((_, component)) = node.members.iter().find(|(document, _)| *document == own) else { continue };
        let mine = read.document.components.get(*component as usize);
        for (document, position) in node.members.iter().filter(|(document, _)| *document != own) {
            let other = facts.file_of_document(*document).and_then(|file| file.content.as_ref().ok());
            let theirs = other.and_then(|other| other.document.components.get(*position as usize));
            let (Some(mine), Some(theirs)) = (mine, theirs) else { continue };
            for (what, is_in) in FIELDS {
                match (is_in(mine), is_in(theirs)) {
                    (false, true) if read.document.role == Role::Inventory => {
                        *received.entry((*document, what)).or_default() += 1
                    }
                    (true, false) if other.is_some_and(|other| other.document.role == Role::Inventory) => {
                        *given.entry((*document, what)).or_default() += 1
                    }
                    _ => {}
                }
            }
        }
    }
    let name = |document: u32| facts.file_of_document(document).map(|file| visible(&file.name)).unwrap_or_default();
    let sentence = |verb: &str, ((document, what), number): ((u32, &str), usize)| {
        format!("{verb} {}: {what} of {}", name(document), count(number, "component"))
    };
    let received = received.into_iter().map(|entry| sentence("Filled from", entry));
    received.chain(given.into_iter().map(|entry| sentence("Fills", entry))).collect()
}

/// What one file may fill for another, and whether a component has it.
type Field = (&'static str, fn(&crate::model::Component) -> bool);

const FIELDS: [Field; 5] = [
    ("licences", |component| !component.licenses.is_empty()),
    ("checksums", |component| !component.hashes.is_empty()),
    ("scopes", |component| component.scope != Scope::Unknown),
    ("sources", |component| component.source.is_some()),
    ("suppliers", |component| component.supplier.is_some()),
];
