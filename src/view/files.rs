//! The rail: the files, what each one tells, and the roots.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::banners::{self, Banner};
use super::facts::{Facts, LoadedFile, ReadFile};
use super::words::{Link, count, length, visible};
use crate::formats::Format;
use crate::licenses::{LicenseClass, TermTree, Verdict};
use crate::model::{Level, ReadError};

/// Everything that frames the views.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WorkspaceView {
    pub files: Vec<FileView>,
    pub roots: Vec<RootView>,
    pub components: usize,
    /// Conflicts among the findings, for the tab's badge.
    pub conflicts: usize,
    /// `630 components from 3 of 4 files`.
    pub status: String,
    pub judged_for: String,
    /// Single licences that roots state of themselves: what the work may be meant to go out under.
    pub stated_outbound: Vec<String>,
    pub banners: Vec<Banner>,
}

/// One file in the rail.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    /// For the overview's table: components, dependencies, licences, scopes, hashes.
    pub table: Option<FileTable>,
}

/// What one file carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileTable {
    pub components: usize,
    pub dependencies: usize,
    pub licenses: String,
    pub scopes: String,
    pub hashes: String,
}

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NoticeView {
    /// More than information: something was repaired, skipped or assumed.
    pub is_warning: bool,
    pub text: String,
    pub place: String,
}

/// Why a file could not be read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ErrorView {
    pub message: String,
    pub place: String,
    pub advice: String,
}

/// A root with its size.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
        files: facts.files.iter().map(file).collect(),
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
        conflicts: facts.judgement.findings.iter().filter(|finding| finding.verdict == Verdict::Conflict).count(),
        status: format!("{} from {from}", count(facts.graph.nodes.len(), "component")),
        judged_for: facts.judged_for(),
        stated_outbound: stated_outbound(facts),
        banners: banners::banners(facts),
    }
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

fn file(file: &LoadedFile) -> FileView {
    let mut out = FileView {
        id: file.id,
        name: visible(&file.name),
        included: file.included,
        sha256: file.sha256.clone(),
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
    out.notices = document
        .notices
        .iter()
        .map(|notice| NoticeView {
            is_warning: notice.level != Level::Info,
            text: visible(&notice.message),
            place: notice.place.as_ref().map(|place| visible(&place.to_string())).unwrap_or_default(),
        })
        .collect();
    if format.holds.manifest {
        out.lines.push(match &file.companion_of {
            Some(name) => format!("Sharpens {}", visible(name)),
            None => "A manifest: it sharpens a lockfile beside it".to_owned(),
        });
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

fn error_view(error: &ReadError) -> ErrorView {
    ErrorView {
        message: visible(&error.message),
        place: error.place.as_ref().map(|place| visible(&place.to_string())).unwrap_or_default(),
        advice: visible(&error.advice),
    }
}

/// Would a folder's file of this path be read? Files dropped one by one always are.
pub fn is_usual_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let fits = |pattern: &&str| match pattern.split_once('*') {
        Some((head, tail)) => name.len() >= head.len() + tail.len() && name.starts_with(head) && name.ends_with(tail),
        None => name == *pattern,
    };
    crate::formats::all().iter().any(|format| format.file_names.iter().any(&fits))
}
