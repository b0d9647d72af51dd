//! Yarn classic lockfile: which entry each request (`name@range`) resolved to.
//!
//! The file names no root and says nothing of direct or development dependencies; a `package.json`
//! beside it does. Without one, what nothing needs is taken for direct, under a stand-in for the project,
//! as for npm's lockfile 1. Yarn 2 and later write another format (`yarn_berry`).
//!
//! Source: <https://github.com/yarnpkg/yarn>, `src/lockfile/parse.js`.

mod entries;

use std::cell::OnceCell;

use foldhash::HashMap;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::keyed::Keyed;
use super::support::notices::Notices;
use super::support::npm;
use super::support::numbers::Numbers;
use super::support::scan::{all_hexadecimal, next};
use super::support::stand_in::{PROJECT, assume_direct, drop_assumed};
use super::{Format, Holds, Input};
use crate::model::{
    Component, ComponentIndex, Document, Ecosystem, Manifest, PackageUrl, Place, ReadError, Requests as Stated, Scope,
    StatedLicense,
};
use entries::{Entry, Wanted};

pub const FORMAT: Format = Format {
    id: "yarn-classic",
    title: "Yarn classic lockfile",
    family: "JavaScript",
    file_names: &["yarn.lock"],
    versions: "1",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(sharpen),
};

fn identify(input: &Input) -> bool {
    let mut lines = input.text.lines().filter(|line| !line.trim().is_empty());
    let mut first = lines.next().unwrap_or("");
    while first.starts_with('#') || first.starts_with("<<<<<<<") {
        if first.trim_end() == "# yarn lockfile v1" {
            return true;
        }
        first = lines.next().unwrap_or("");
    }
    let second = lines.next().unwrap_or("").trim_start_matches("  ");
    let is_header = first.trim_end().ends_with(':') && first.contains('@') && !first.starts_with([' ', '{', '?']);
    is_header && ["version \"", "\"version\" \"", "\"integrity\" \""].iter().any(|start| second.starts_with(start))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let read = match entries::read(&input.text, &mut notices) {
        // No block begins like the mark of a conflict.
        Ok(read) => read,
        Err(error) => return refuse_merge_conflict(&input.text).and(Err(error)),
    };
    let entries = &read.entries;
    let mut document = Document {
        format: FORMAT.id,
        format_version: Some("1".to_owned()),
        components: entries.iter().map(component).collect(),
        ..Document::default()
    };
    document.requests = Stated::with_capacity(entries.iter().map(|entry| entry.descriptors.len()).sum());
    for (index, entry) in (0..).zip(entries) {
        document.requests.extend(entry.descriptors.iter().map(|descriptor| (descriptor, index)));
    }
    let requests = Requests::new(&document.requests);
    let mut found = requests.find_all(&read.wanted).into_iter();
    let mut arrows = Arrows::default();
    arrows.reserve(read.wanted.len());
    for (from, entry) in (0..).zip(entries) {
        for (wanted, found) in read.wanted_by(entry).iter().zip(&mut found) {
            let scope = if wanted.optional { Scope::Optional } else { Scope::Runtime };
            let place = Place::Line { line: wanted.line, column: 1 };
            let to = found.or_else(|| requests.assume(&wanted.name, &wanted.range, Some(place), &mut notices));
            if let Some(to) = to {
                arrows.add(from, to, scope);
            }
        }
    }
    document.dependencies = arrows.finish();
    let better = Some("add package.json to know them");
    assume_direct(&mut document, Ecosystem::Npm, |_| Scope::Unknown, better, &mut notices);
    document.notices = notices.finish();
    Ok(document)
}

#[inline(never)]
fn component(entry: &Entry) -> Component {
    let descriptor = entry.descriptors.first().map_or("", |descriptor| descriptor.as_ref());
    let (alias, range) = npm::split_descriptor(descriptor);
    let name = npm::alias_target(range).unwrap_or(alias);
    let resolved = entry.resolved.as_deref();
    let mark = resolved.and_then(|address| memchr::memrchr(b'#', address.as_bytes()));
    let parts = resolved.zip(mark).and_then(|(address, at)| Some((address.get(..at)?, address.get(at + 1..)?)));
    let (source, fragment) = match parts {
        Some((address, digest)) if is_sha1(digest) && !names_git(address) => (Some(address), Some(digest)),
        _ => (resolved, None),
    };
    let folder = (range.starts_with("file:") || range.starts_with("link:")) && resolved.is_none();
    let mut hashes = npm::hashes(entry.integrity.as_deref().unwrap_or(""));
    if hashes.is_empty() {
        hashes.extend(fragment.map(|digest| ["sha1:", digest].concat()));
    }
    Component {
        name: name.to_owned(),
        version: entry.version.as_deref().map(str::to_owned),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm(name, entry.version.as_deref()),
        own: folder,
        hashes,
        source: source.or(folder.then_some(range)).map(str::to_owned),
        place: Some(Place::Line { line: entry.line, column: 1 }),
        ..Component::default()
    }
}

fn is_sha1(text: &str) -> bool {
    text.len() == 40 && all_hexadecimal(text.as_bytes())
}

/// Does `git` occur in the address?
fn names_git(address: &str) -> bool {
    let mut at = 0;
    while let Some(rest) = address.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
        let found = next(rest, 0, b'g');
        if rest.get(found..found + 3) == Some(b"git") {
            return true;
        }
        at += found + 1;
    }
    false
}

/// Adds the package of a `package.json` as a root, with its direct dependencies.
fn sharpen(document: &mut Document, manifest: &Manifest) {
    drop_assumed(document);
    let root = ComponentIndex::try_from(document.components.len()).unwrap_or(ComponentIndex::MAX);
    let name = manifest.name.as_deref().unwrap_or(PROJECT);
    let others = (0..).zip(&document.components).filter(|(_, component)| component.own);
    let own: HashMap<String, ComponentIndex> = others.map(|(index, other)| (other.name.clone(), index)).collect();
    document.components.push(Component {
        name: name.to_owned(),
        version: manifest.version.clone(),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm(name, manifest.version.as_deref()),
        own: true,
        licenses: manifest.license.iter().map(StatedLicense::declared).collect(),
        ..Component::default()
    });
    document.roots.push(root);
    let requests = Requests::new(&document.requests);
    let mut arrows = Arrows::from_iter(std::mem::take(&mut document.dependencies));
    let mut notices = Notices::new(std::mem::take(&mut document.notices));
    // Yarn classic installs no peer dependencies, so their absence is nothing to report.
    let mut unreported = Notices::new(Vec::new());
    for wanted in &manifest.dependencies {
        // Another workspace, whose package.json was read before this one.
        if let Some(to) = own.get(&wanted.name).filter(|_| requests.named(&wanted.name).is_empty()) {
            arrows.add(root, *to, wanted.scope);
            continue;
        }
        let notices = if wanted.scope == Scope::Peer { &mut unreported } else { &mut notices };
        if let Some(to) = requests.find(&wanted.name, &wanted.requirement, None, notices) {
            arrows.add(root, to, wanted.scope);
        }
    }
    document.dependencies = arrows.finish();
    document.notices = notices.finish();
}

/// What the requests of a lockfile resolved to, by name and range and by name alone.
struct Requests<'a> {
    requests: &'a Stated,
    /// By name and range.
    exact: Numbers<(Keyed<&'a str>, Keyed<&'a str>)>,
    /// What each of those resolved to: where one is written twice, the last.
    found: Vec<ComponentIndex>,
    by_name: OnceCell<HashMap<&'a str, Vec<ComponentIndex>>>,
}

impl<'a> Requests<'a> {
    #[inline(never)]
    fn new(requests: &'a Stated) -> Self {
        let (mut exact, mut found) = (Numbers::default(), Vec::with_capacity(requests.len()));
        exact.reserve(requests.len());
        for (descriptor, index) in requests.iter() {
            let (name, range) = npm::split_descriptor(descriptor);
            let number = exact.number((Keyed(name), Keyed(range))) as usize;
            match found.get_mut(number) {
                Some(found) => *found = index,
                None => found.push(index),
            }
        }
        Self { requests, exact, found, by_name: OnceCell::new() }
    }

    /// The components of a name, in the order of the file.
    fn named(&self, name: &str) -> &[ComponentIndex] {
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name: HashMap<&str, Vec<ComponentIndex>> = HashMap::default();
            for (descriptor, index) in self.requests.iter() {
                let named = by_name.entry(npm::split_descriptor(descriptor).0).or_default();
                if named.last() != Some(&index) {
                    named.push(index);
                }
            }
            by_name
        });
        by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The components that answer these requests exactly.
    #[inline(never)]
    fn find_all(&self, wanted: &[Wanted]) -> Vec<Option<ComponentIndex>> {
        let mut found = Vec::with_capacity(wanted.len());
        let names = wanted.iter().map(|wanted| (Keyed(&*wanted.name), Keyed(&*wanted.range)));
        self.exact.get_all(names, |number| found.push(self.component(number)));
        found
    }

    fn component(&self, number: Option<u32>) -> Option<ComponentIndex> {
        self.found.get(number? as usize).copied()
    }

    /// The component for a request.
    fn find(&self, name: &str, range: &str, place: Option<Place>, notices: &mut Notices) -> Option<ComponentIndex> {
        let found = self.component(self.exact.get(&(Keyed(name), Keyed(range))));
        found.or_else(|| self.assume(name, range, place, notices))
    }

    /// What is taken for a request that nothing answers exactly. `resolutions` in `package.json` change what a package gets without
    /// a trace in its own ranges: then the only entry of that name is what it gets.
    fn assume(&self, name: &str, range: &str, place: Option<Place>, notices: &mut Notices) -> Option<ComponentIndex> {
        let descriptor = [name, "@", range].concat();
        match self.named(name) {
            [only] => {
                let message = format!("No entry for `{descriptor}`; the only `{name}` in the file was taken for it");
                notices.info("assumed-resolution", place, message);
                Some(*only)
            }
            several => {
                let why = if several.is_empty() { "no entry of that name" } else { "several entries of that name" };
                let message = format!("Nothing in the file answers `{descriptor}`: {why}");
                notices.warning("dangling-reference", place, message);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Dependency, ManifestDependency};

    #[test]
    fn workspaces_find_each_other() {
        let input = Input::new("yarn.lock", b"# yarn lockfile v1\n").unwrap();
        let mut document = parse(&input).unwrap();
        let table = Manifest { name: Some("table".to_owned()), ..Manifest::default() };
        let (name, requirement) = ("table".to_owned(), "^1.0.0".to_owned());
        let wanted = vec![ManifestDependency { name, requirement, scope: Scope::Runtime }];
        let cafe = Manifest { name: Some("cafe".to_owned()), dependencies: wanted, ..Manifest::default() };
        sharpen(&mut document, &table);
        sharpen(&mut document, &cafe);
        assert_eq!(document.roots, [0, 1]);
        assert_eq!(document.dependencies, [Dependency::new(1, 0, Scope::Runtime)]);
        assert_eq!(document.notices, []);
    }
}
