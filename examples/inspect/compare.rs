//! Two files as JSON: what was added, removed and changed. Packages are compared by package URL without its
//! version, or by ecosystem and name where there is none; versions and licences within a package are compared as sets.

use std::collections::{BTreeMap, BTreeSet};

use lockscope::model::Component;
use lockscope::view::facts::{Facts, LoadedFile};
use serde::Serialize;

use crate::report::{ErrorReport, first_error};

/// The one line of `--compare`.
#[derive(Serialize)]
pub struct Comparison<'a> {
    before: Side<'a>,
    after: Side<'a>,
    added: Vec<Package>,
    removed: Vec<Package>,
    changed: Vec<Change>,
}

impl Comparison<'_> {
    /// Two files that could be read; nothing is compared with a file that could not.
    pub fn is_readable(&self) -> bool {
        self.before.error.is_none() && self.after.error.is_none()
    }
}

#[derive(Serialize)]
struct Side<'a> {
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    sha256: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorReport<'a>>,
}

/// A package in one version.
#[derive(Serialize)]
struct Package {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<String>,
}

/// A package that both files hold, in other versions or under other licences.
#[derive(Serialize)]
struct Change {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    purl: Option<String>,
    before: Vec<Release>,
    after: Vec<Release>,
}

/// One version of a package with its licence.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Release {
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<String>,
}

/// Package URL or ecosystem, both without version, and the name.
type Key = (String, String);
/// By package, its releases with their full package URLs.
type Packages = BTreeMap<Key, Releases>;
type Releases = BTreeMap<Release, Option<String>>;

/// Compares the graphs of two workspaces.
pub fn compare<'a>(before: &'a Facts, after: &'a Facts) -> Comparison<'a> {
    let (before_side, after_side) = (side(before), side(after));
    let mut out = Comparison {
        before: before_side,
        after: after_side,
        added: Vec::new(),
        removed: Vec::new(),
        changed: Vec::new(),
    };
    if !out.is_readable() {
        return out;
    }
    let (before, after) = (packages(before), packages(after));
    let only = |these: &Packages, others: &Packages| -> Vec<Package> {
        these.iter().filter(|(key, _)| !others.contains_key(*key)).flat_map(listed).collect()
    };
    out.added = only(&after, &before);
    out.removed = only(&before, &after);
    out.changed = before
        .iter()
        .filter_map(|(key, earlier)| Some((key, earlier, after.get(key)?)))
        .filter_map(|(key, earlier, later)| change(key, earlier, later))
        .collect();
    out
}

fn side(facts: &Facts) -> Side<'_> {
    let file: Option<&LoadedFile> = facts.files.first();
    Side {
        file: file.map_or("", |file| &file.name),
        format: file.and_then(|file| file.content.as_ref().ok()).map(|read| read.format.id),
        sha256: file.map_or("", |file| &file.sha256),
        error: first_error(facts),
    }
}

fn packages(facts: &Facts) -> Packages {
    let mut out = Packages::new();
    for (node, judged) in facts.graph.nodes.iter().zip(&facts.judgement.components) {
        let release = Release { version: node.component.version.clone(), license: judged.expression.clone() };
        let purl = node.component.package_url.as_ref().map(ToString::to_string);
        out.entry(key(&node.component)).or_default().entry(release).or_insert(purl);
    }
    out
}

fn key(component: &Component) -> Key {
    let place = match &component.package_url {
        Some(url) => {
            let url = url.without_qualifiers();
            url.as_str().split('@').next().unwrap_or_default().to_owned()
        }
        None => component.ecosystem.as_str().to_owned(),
    };
    (place, component.name.clone())
}

fn listed((key, releases): (&Key, &Releases)) -> Vec<Package> {
    let package = |(release, purl): (&Release, &Option<String>)| Package {
        name: key.1.clone(),
        version: release.version.clone(),
        purl: purl.clone(),
        license: release.license.clone(),
    };
    releases.iter().map(package).collect()
}

/// A licence that only one side states is no change of the package: formats differ in what they hold.
fn change(key: &Key, before: &Releases, after: &Releases) -> Option<Change> {
    let versions = |releases: &Releases| -> BTreeSet<Option<String>> {
        releases.keys().map(|release| release.version.clone()).collect()
    };
    let states = |releases: &Releases| releases.keys().all(|release| release.license.is_some());
    let same = before.keys().eq(after.keys());
    let differs = versions(before) != versions(after) || (states(before) && states(after) && !same);
    differs.then(|| Change {
        name: key.1.clone(),
        purl: purl(key),
        before: before.keys().cloned().collect(),
        after: after.keys().cloned().collect(),
    })
}

/// The package URL without its version, so that it names the package.
fn purl(key: &Key) -> Option<String> {
    key.0.starts_with("pkg:").then(|| key.0.clone())
}
