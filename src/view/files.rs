//! The rail: the files, what each one tells, and the roots.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::banners::{self, Banner};
use super::facts::{Archive, Facts, LoadedFile, LoadedMatrix, LoadedPolicy, ReadFile, RecordFile};
use super::joins::{self, Join};
use super::quality::LoadedProfile;
use super::vulnerabilities;
use super::words::{Link, count, length, plural, visible};
use crate::formats::Format;
pub use crate::formats::installed::is_manifest as is_installed_manifest;
pub use crate::formats::is_usual_name;
use crate::licenses::{CANDIDATE_LIMIT, LicenseClass, Origin, TermTree, Verdict};
use crate::model::{Document, Level, Notice, ReadError, Role};

/// Everything that frames the views.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceView {
    pub files: Vec<FileView>,
    pub roots: Vec<RootView>,
    pub components: usize,
    /// Conflicts among the findings for which no decision holds, for the tab's badge.
    pub conflicts: usize,
    /// Known vulnerabilities that somebody must still look at, for the tab's badge.
    pub vulnerabilities: usize,
    /// Databases of vulnerabilities, by id, that were read before other files came.
    pub reread: Vec<u32>,
    /// `630 components from 3 of 4 files`.
    pub status: String,
    pub judged_for: String,
    /// Which matrix verdicts rest on: `2026-02-12`, `2027-01-31, of a file`.
    pub matrix: String,
    /// Single licences that roots state of themselves: what the work may be meant to go out under.
    pub stated_outbound: Vec<String>,
    pub banners: Vec<Banner>,
    /// How the packages of each ecosystem that is here are joined.
    pub joins: Vec<Join>,
    /// The two files that are compared where none are chosen, by id.
    pub pair: Option<(u32, u32)>,
}

/// One file in the rail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    pub id: u32,
    pub name: String,
    /// `npm lockfile 3`.
    pub format: String,
    pub lines: Vec<String>,
    pub notices: Vec<NoticeView>,
    pub error: Option<ErrorView>,
    pub included: bool,
    pub sha256: String,
    /// An archive: how many files inside were taken.
    pub holds: Option<usize>,
    /// The archive it lies in.
    pub inside: Option<u32>,
    /// For the overview's table: components, dependencies, licences, scopes, hashes.
    pub table: Option<FileTable>,
}

/// What one file carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileTable {
    pub components: usize,
    pub dependencies: usize,
    pub licenses: String,
    pub scopes: String,
    pub hashes: String,
}

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// More than information: something was repaired, skipped or assumed.
    pub is_warning: bool,
    pub text: String,
    pub place: String,
}

/// Why a file could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorView {
    pub message: String,
    pub place: String,
    pub advice: String,
}

impl ErrorView {
    /// The message with its place, unless it names the place itself.
    pub fn in_words(&self) -> String {
        if self.place.is_empty() || self.message.contains("(line ") {
            self.message.clone()
        } else {
            format!("{} ({})", self.message, self.place)
        }
    }
}

/// A root with its size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootView {
    pub link: Link,
    /// `41 direct`.
    pub size: String,
}

/// The frame for the present state.
pub fn workspace(facts: &Facts) -> WorkspaceView {
    let read = facts.files.iter().filter(|file| file.content.is_ok() && file.included).count();
    let files = facts.files.len();
    let from =
        if read == files { count(files, "file") } else { format!("{} of {}", length(read), count(files, "file")) };
    let judged = &facts.judgement.components;
    WorkspaceView {
        files: all_files(facts),
        roots: facts
            .graph
            .roots
            .iter()
            .map(|root| RootView {
                link: Link::new(&facts.graph, judged, *root),
                size: format!("{} direct", length(facts.graph.dependencies(*root).len())),
            })
            .collect(),
        components: facts.graph.nodes.len(),
        conflicts: undecided_conflicts(facts),
        vulnerabilities: vulnerabilities::open(facts),
        reread: vulnerabilities::reread(facts),
        status: format!("{} from {from}", count(facts.graph.nodes.len(), "component")),
        judged_for: facts.judged_for(),
        matrix: facts.basis().matrix.edition(),
        stated_outbound: stated_outbound(facts),
        banners: banners::banners(facts),
        joins: joins::by_ecosystem(facts),
        pair: super::compare::pair(facts, None, None),
    }
}

/// Conflicts for which no decision holds.
fn undecided_conflicts(facts: &Facts) -> usize {
    let states = facts.outcome.findings.iter().map(Some).chain(std::iter::repeat(None));
    let open = facts.judgement.findings.iter().zip(states).filter(|(finding, state)| {
        finding.verdict == Verdict::Conflict && !state.is_some_and(|state| state.is_decided())
    });
    open.count()
}

fn stated_outbound(facts: &Facts) -> Vec<String> {
    let of_root = |root: &u32| facts.judgement.components.get(*root as usize)?.terms.as_ref();
    let single = facts.graph.roots.iter().filter_map(of_root).filter_map(|tree| match tree {
        TermTree::Term(term) if term.class != LicenseClass::Unknown => Some(term.license.clone()),
        _ => None,
    });
    let distinct: BTreeSet<String> = single.collect();
    distinct.into_iter().take(5).collect()
}

/// The files in the order they came, each archive before what lies in it.
fn all_files(facts: &Facts) -> Vec<FileView> {
    let mut out: Vec<FileView> = Vec::with_capacity(facts.files.len() + facts.archives.len());
    let mut told = BTreeSet::new();
    for known in &facts.files {
        if let Some(id) = known.inside.filter(|id| told.insert(*id)) {
            let archive = facts.archives.iter().find(|archive| archive.id == id);
            out.extend(archive.map(|archive| archive_entry(archive, facts)));
        }
        out.push(file(known));
    }
    out.extend(facts.policies.iter().filter_map(policy));
    out.extend(facts.matrices.iter().map(|known| matrix(known, facts)));
    out.extend(facts.profiles.iter().map(profile));
    for known in &facts.records {
        if let Some(id) = known.inside.filter(|id| told.insert(*id)) {
            let archive = facts.archives.iter().find(|archive| archive.id == id);
            out.extend(archive.map(|archive| archive_entry(archive, facts)));
        }
        out.push(record(known));
    }
    out
}

/// Rules that came as a file.
fn policy(policy: &LoadedPolicy) -> Option<FileView> {
    Some(FileView {
        id: policy.id?,
        name: visible(&policy.name),
        format: policy.read.format.title.to_owned(),
        lines: vec![count(policy.read.policy.rules(), "rule")],
        notices: policy.read.notices.iter().map(notice_view).collect(),
        included: policy.included,
        sha256: policy.sha256.clone(),
        ..FileView::default()
    })
}

/// A licence matrix: the last ticked one is judged by.
fn matrix(loaded: &LoadedMatrix, facts: &Facts) -> FileView {
    let basis = &loaded.basis;
    let mut lines = vec![
        match (&basis.matrix.date, basis.matrix.origin) {
            (date, Origin::Extended) => format!("Added to the data of {}", date.as_deref().unwrap_or("no stated date")),
            (Some(date), _) => format!("Of {date}"),
            (None, _) => "Date not stated".to_owned(),
        },
        count(basis.matrix.names.len(), "licence"),
    ];
    if loaded.included && facts.matrix_file().is_some_and(|used| used.id != loaded.id) {
        lines.push("Not in use: a later one counts".to_owned());
    }
    let left_out = (basis.left_out > 0).then(|| NoticeView {
        is_warning: true,
        text: format!(
            "{} too many to be tried as licence of a whole work: at most {} are",
            count(basis.left_out, "licence"),
            length(CANDIDATE_LIMIT)
        ),
        place: String::new(),
    });
    FileView {
        id: loaded.id,
        name: visible(&loaded.name),
        format: "Licence compatibility matrix".to_owned(),
        lines,
        notices: left_out.into_iter().collect(),
        included: loaded.included,
        sha256: loaded.sha256.clone(),
        ..FileView::default()
    }
}

/// What SBOMs may be measured by.
fn profile(loaded: &LoadedProfile) -> FileView {
    FileView {
        id: loaded.id,
        name: visible(&loaded.name),
        format: "Profile of SBOMs".to_owned(),
        lines: vec![count(loaded.profile.requirements.len(), "requirement")],
        included: loaded.included,
        sha256: loaded.sha256.clone(),
        ..FileView::default()
    }
}

fn record(record: &RecordFile) -> FileView {
    let mut lines = vec![count(record.decisions, "decision")];
    if record.unread > 0 {
        lines.push(format!("{} not read, kept as they are", length(record.unread)));
    }
    FileView {
        id: record.id,
        name: visible(&record.name),
        format: "Record of decisions".to_owned(),
        lines,
        notices: record.notices.iter().map(notice_view).collect(),
        included: record.included,
        sha256: record.sha256.clone(),
        inside: record.inside,
        ..FileView::default()
    }
}

fn archive_entry(archive: &Archive, facts: &Facts) -> FileView {
    let inside = facts.files.iter().filter(|file| file.inside == Some(archive.id)).map(|file| file.included);
    let records = facts.records.iter().filter(|record| record.inside == Some(archive.id)).map(|record| record.included);
    let inside: Vec<bool> = inside.chain(records).collect();
    let words = archive.unpacked.words();
    let mut words = words.trim_start_matches("a ").chars();
    FileView {
        id: archive.id,
        name: visible(&archive.name),
        format: words.next().map(|first| first.to_uppercase().chain(words).collect()).unwrap_or_default(),
        lines: vec![format!("{} read", count(inside.len(), "file"))],
        notices: archive.unpacked.notices.iter().map(notice_view).collect(),
        included: inside.contains(&true),
        sha256: archive.sha256.clone(),
        holds: Some(inside.len()),
        ..FileView::default()
    }
}

pub(super) fn notice_view(notice: &Notice) -> NoticeView {
    NoticeView {
        is_warning: notice.level != Level::Info,
        text: visible(&notice.message),
        place: notice.place.as_ref().map(|place| visible(&place.to_string())).unwrap_or_default(),
    }
}

fn file(file: &LoadedFile) -> FileView {
    let mut out = FileView {
        id: file.id,
        name: visible(&file.name),
        included: file.included,
        sha256: file.sha256.clone(),
        inside: file.inside,
        ..FileView::default()
    };
    match &file.content {
        Ok(read) => describe(&mut out, file, read),
        Err(error) => {
            out.format = "not read".to_owned();
            out.error = Some(error_view(error));
        }
    }
    out
}

fn describe(out: &mut FileView, file: &LoadedFile, read: &ReadFile) {
    let ReadFile { format, document } = read;
    out.format = match &document.format_version {
        Some(version) if !version.is_empty() => format!("{} {}", format.title, visible(version)),
        _ => format.title.to_owned(),
    };
    out.notices = document.notices.iter().map(notice_view).collect();
    if format.holds.manifest {
        out.lines.push(match file.companion_of.as_slice() {
            [] => "A manifest: it sharpens a lockfile beside it".to_owned(),
            [name] => format!("Sharpens {}", visible(name)),
            names => format!("Sharpens {}", count(names.len(), "lockfile")),
        });
        return;
    }
    if format.holds.vulnerabilities && document.role == Role::Supplement && document.components.is_empty() {
        out.lines.push(told_of_vulnerabilities(document));
        return;
    }
    let components = document.components.len();
    out.lines.push(match document.roots.len() {
        0 => count(components, "component"),
        roots => format!("{}, {}", count(components, "component"), count(roots, "root")),
    });
    out.lines.push(match document.dependencies.len() {
        0 => "No dependencies stated".to_owned(),
        dependencies => count(dependencies, "dependency"),
    });
    if !read.holds_licenses() {
        out.lines.push("This format holds no licences".to_owned());
    }
    out.table = Some(table(format, read));
}

/// `12 records read, 1 of them about what is loaded`, `3 vulnerabilities stated`.
fn told_of_vulnerabilities(document: &Document) -> String {
    let of_database = document.notices.iter().find(|notice| notice.code == "advisories");
    match of_database.and_then(|notice| notice.message.split(';').next()) {
        Some(words) => visible(words),
        None => {
            let stated = document.vulnerabilities.len();
            format!("{} {} stated", length(stated), plural(stated, "vulnerability"))
        }
    }
}

fn table(format: &Format, read: &ReadFile) -> FileTable {
    let components = &read.document.components;
    let stated = |number: usize, holds: bool| match (number, holds) {
        (0, false) => "not in this format".to_owned(),
        (number, _) => format!("{} of {}", length(number), length(components.len())),
    };
    let with =
        |test: fn(&crate::model::Component) -> bool| components.iter().filter(|component| test(component)).count();
    FileTable {
        components: components.len(),
        dependencies: read.document.dependencies.len(),
        licenses: stated(with(|component| !component.licenses.is_empty()), read.holds_licenses()),
        scopes: if format.holds.scopes { "yes".to_owned() } else { "not in this format".to_owned() },
        hashes: stated(with(|component| !component.hashes.is_empty()), format.holds.hashes),
    }
}

pub(super) fn error_view(error: &ReadError) -> ErrorView {
    ErrorView {
        message: visible(&error.message),
        place: error.place.as_ref().map(|place| visible(&place.to_string())).unwrap_or_default(),
        advice: visible(&error.advice),
    }
}

/// Is a folder of this name one of installed code?
pub fn is_installed_folder(name: &str) -> bool {
    crate::formats::installed::FOLDERS.contains(&name)
}
