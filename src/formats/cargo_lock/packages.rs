//! The packages of a Cargo.lock and how their dependencies name them.

use foldhash::HashMap;

use crate::model::ComponentIndex;

/// One `[[package]]` as written.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Package<'t> {
    pub name: &'t str,
    pub version: Option<&'t str>,
    pub source: Option<&'t str>,
    pub checksum: Option<&'t str>,
    pub dependencies: Option<Vec<&'t str>>,
    pub replace: Option<&'t str>,
    /// The byte at which it begins.
    pub offset: usize,
}

/// The packages by every way in which a dependency may name them.
#[derive(Default)]
pub(super) struct Packages<'t> {
    by_name: HashMap<&'t str, Named>,
    by_version: HashMap<(&'t str, &'t str), Named>,
    /// Filled only where a dependency is named with its source.
    by_source: HashMap<(&'t str, &'t str, &'t str), Named>,
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
    /// Sorts packages by their namings.
    pub fn new(packages: &[Package<'t>]) -> Self {
        let mut named = Self::default();
        let mut wanted = packages.iter().flat_map(|package| &package.dependencies).flatten();
        let by_source = wanted.any(|wanted| wanted.ends_with(')'));
        for (index, package) in (0..).zip(packages) {
            let (name, source) = (package.name, package.source);
            named.by_name.entry(name).or_default().add(index, source);
            let Some(version) = package.version else { continue };
            named.by_version.entry((name, version)).or_default().add(index, source);
            if let Some(place) = source.filter(|_| by_source).map(place_of) {
                named.by_source.entry((name, version, place)).or_default().add(index, source);
            }
        }
        named
    }

    /// The package meant by `name`, `name version` or `name version (source)`.
    pub fn find(&self, wanted: &str) -> Found {
        let mut words = wanted.splitn(3, ' ');
        let name = words.next().unwrap_or("");
        let version = words.next();
        let source = words.next().and_then(|source| source.strip_prefix('(')?.strip_suffix(')'));
        let named = match (version, source.map(place_of)) {
            (None, _) => self.by_name.get(name),
            (Some(version), None) => self.by_version.get(&(name, version)),
            (Some(version), Some(source)) => self.by_source.get(&(name, version, source)),
        };
        match named {
            None => Found::None,
            Some(Named { count: 1, first, .. }) => Found::One(*first),
            // Cargo leaves the source out where the package has none of its own: a path.
            Some(Named { without_source: Some(index), .. }) => Found::One(*index),
            Some(_) => Found::Several,
        }
    }
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
