//! The packages of a Cargo.lock and how their dependencies name them.

use std::ops::Range;

use foldhash::HashMap;

use super::file::File;
use crate::formats::support::keyed::Keyed;
use crate::formats::support::numbers::Numbers;
use crate::formats::support::scan::next;
use crate::model::ComponentIndex;

/// One `[[package]]` as written.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Package<'t> {
    pub name: &'t str,
    pub version: Option<&'t str>,
    pub source: Option<&'t str>,
    pub checksum: Option<&'t str>,
    /// Which of [`File::wanted`] it depends on.
    pub dependencies: Option<Range<usize>>,
    pub replace: Option<&'t str>,
    /// The byte at which it begins.
    pub offset: usize,
}

impl Package<'_> {
    /// What it depends on, of a list that has something for each of [`File::wanted`].
    pub fn its<'l, T>(&self, list: &'l [T]) -> &'l [T] {
        self.dependencies.clone().and_then(|span| list.get(span)).unwrap_or_default()
    }
}

/// How a dependency is named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wanted<'t> {
    /// `name`, `name version` or `name version (source)`.
    pub text: &'t str,
    /// What stands before the first blank.
    pub name: &'t str,
}

impl<'t> Wanted<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, name: split_at_blank(text).0 }
    }
}

/// The packages by every way in which a dependency may name them.
#[derive(Default)]
pub(super) struct Packages<'t> {
    /// Each name once.
    names: Vec<Name<'t>>,
    by_name: Numbers<Keyed<&'t str>>,
    /// By name and version, for names that several packages bear.
    by_version: Numbers<(Keyed<&'t str>, Keyed<&'t str>)>,
    versions: Vec<Named>,
    /// Filled only where a dependency is named with its source.
    by_source: HashMap<(&'t str, &'t str, &'t str), Named>,
}

/// A name and who bears it.
struct Name<'t> {
    named: Named,
    /// The version of the first that bears it.
    version: Option<&'t str>,
}

/// The packages that one naming fits.
#[derive(Default)]
struct Named {
    count: usize,
    first: ComponentIndex,
    without_source: Option<ComponentIndex>,
}

/// What look-up gave.
pub(super) enum Found {
    One(ComponentIndex),
    None,
    Several,
}

impl<'t> Packages<'t> {
    /// Sorts the packages of a file by their namings.
    #[inline(never)]
    pub fn new(file: &File<'t>) -> Self {
        let packages = &file.packages;
        let mut found = Self::default();
        found.by_name.reserve(packages.len());
        let by_source = file.wanted.iter().any(|wanted| wanted.text.ends_with(')'));
        let mut name_of = Vec::with_capacity(packages.len());
        for (index, package) in (0..).zip(packages) {
            let (name, source) = (package.name, package.source);
            let at = found.by_name.number(Keyed(name)) as usize;
            if at == found.names.len() {
                found.names.push(Name { named: Named::default(), version: package.version });
            }
            if let Some(name) = found.names.get_mut(at) {
                name.named.add(index, source);
            }
            name_of.push(at);
            let Some(version) = package.version else { continue };
            if let Some(place) = source.filter(|_| by_source).map(place_of) {
                found.by_source.entry((name, version, place)).or_default().add(index, source);
            }
        }
        for ((index, package), name) in (0..).zip(packages).zip(name_of) {
            let is_shared = found.names.get(name).is_some_and(|name| name.named.count > 1);
            if let Some(version) = package.version.filter(|_| is_shared) {
                let at = found.by_version.number((Keyed(package.name), Keyed(version))) as usize;
                if at == found.versions.len() {
                    found.versions.push(Named::default());
                }
                if let Some(named) = found.versions.get_mut(at) {
                    named.add(index, package.source);
                }
            }
        }
        found
    }

    /// The package meant, and which of the names here, if any, is the one wanted.
    pub fn find(&self, wanted: Wanted, named: Option<u32>) -> Found {
        let (name, rest) = (wanted.name, wanted.text.get(wanted.name.len() + 1..));
        let (version, source) = rest.map_or((None, None), |rest| {
            let (version, source) = split_at_blank(rest);
            (Some(version), source)
        });
        let source = source.and_then(|source| source.strip_prefix('(')?.strip_suffix(')'));
        let named = match (version, source.map(place_of)) {
            (Some(version), Some(source)) => self.by_source.get(&(name, version, source)),
            (version, _) => named.and_then(|at| self.named(at, name, version)),
        };
        match named {
            None => Found::None,
            Some(Named { count: 1, first, .. }) => Found::One(*first),
            // Cargo leaves the source out where the package has none of its own: a path.
            Some(Named { without_source: Some(index), .. }) => Found::One(*index),
            Some(_) => Found::Several,
        }
    }

    /// Which of the names here each of these bears.
    #[inline(never)]
    pub fn named_by(&self, wanted: &[Wanted<'t>]) -> Vec<Option<u32>> {
        let mut found = Vec::with_capacity(wanted.len());
        self.by_name.get_all(wanted.iter().map(|wanted| Keyed(wanted.name)), |named| found.push(named));
        found
    }

    fn named(&self, at: u32, name: &str, version: Option<&str>) -> Option<&Named> {
        let found = self.names.get(at as usize)?;
        match version {
            None => Some(&found.named),
            Some(version) if found.named.count > 1 => {
                let at = self.by_version.get(&(Keyed(name), Keyed(version)))?;
                self.versions.get(at as usize)
            }
            Some(version) => found.version.filter(|only| *only == version).map(|_| &found.named),
        }
    }
}

/// What stands before the first blank, and after it where there is one.
fn split_at_blank(text: &str) -> (&str, Option<&str>) {
    let end = next(text.as_bytes(), 0, b' ');
    (text.get(..end).unwrap_or(text), text.get(end + 1..))
}

impl Named {
    fn add(&mut self, index: ComponentIndex, source: Option<&str>) {
        if self.count == 0 {
            self.first = index;
        }
        if source.is_none() {
            self.without_source.get_or_insert(index);
        }
        self.count += 1;
    }
}

/// A source without its commit (`#rev`): only the package's own entry says at which commit it stands.
fn place_of(source: &str) -> &str {
    source.split_once('#').map_or(source, |(place, _)| place)
}

/// Could this version be what the requirement asks for? Compares leading numbers only: enough to tell
/// two versions of a crate apart that one manifest asks for under different names.
pub(super) fn may_fit(requirement: &str, version: &str) -> bool {
    let numbers = requirement.trim_start_matches(|first: char| !first.is_ascii_digit());
    let wanted = numbers.split(|end: char| !end.is_ascii_digit() && end != '.').next().unwrap_or("");
    let mut versions = version.split(['.', '-', '+']);
    for part in wanted.split('.').filter(|part| !part.is_empty()) {
        if versions.next() != Some(part) {
            return false;
        }
        // `1.2` allows `1.9`, while `0.2` does not allow `0.3`.
        if part != "0" {
            return true;
        }
    }
    true
}
