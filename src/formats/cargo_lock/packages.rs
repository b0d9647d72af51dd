//! The packages of a Cargo.lock and how their dependencies name them.

use std::collections::HashMap;

use crate::formats::support::toml::{self, Table, Value};
use crate::model::{ComponentIndex, Place};

/// One `[[package]]` as written.
pub(super) struct Package<'t> {
    pub name: &'t str,
    pub version: Option<&'t str>,
    pub source: Option<&'t str>,
    pub checksum: Option<&'t str>,
    pub dependencies: Vec<&'t str>,
    pub replace: Option<&'t str>,
    pub place: Place,
}

impl<'t> Package<'t> {
    /// Reads a `[[package]]`, whose name is known already.
    pub fn read(name: &'t str, table: &'t Table, place: Place) -> Self {
        let dependencies = toml::get(table, "dependencies").and_then(Value::as_array).into_iter().flatten();
        Self {
            name,
            version: toml::text(table, "version"),
            source: toml::text(table, "source"),
            checksum: toml::text(table, "checksum"),
            dependencies: dependencies.filter_map(|wanted| wanted.get_ref().as_str()).collect(),
            replace: toml::text(table, "replace"),
            place,
        }
    }
}

/// The packages by every way in which a dependency may name them.
pub(super) struct Packages<'t> {
    named: HashMap<Naming<'t>, Named>,
}

/// A name, with a version or a version and a source where they are written.
type Naming<'t> = (&'t str, Option<&'t str>, Option<&'t str>);

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
        let mut named: HashMap<Naming, Named> = HashMap::new();
        for (index, package) in (0..).zip(packages) {
            let (name, version, source) = (package.name, package.version, package.source);
            let mut namings = vec![(name, None, None)];
            namings.extend(version.map(|version| (name, Some(version), None)));
            namings.extend(version.zip(source).map(|(version, source)| (name, Some(version), Some(place_of(source)))));
            for naming in namings {
                let fitting = named.entry(naming).or_default();
                if fitting.count == 0 {
                    fitting.first = index;
                }
                if source.is_none() {
                    fitting.without_source.get_or_insert(index);
                }
                fitting.count += 1;
            }
        }
        Self { named }
    }

    /// The package meant by `name`, `name version` or `name version (source)`.
    pub fn find(&self, wanted: &str) -> Found {
        let mut words = wanted.splitn(3, ' ');
        let name = words.next().unwrap_or("");
        let version = words.next();
        let source = words.next().and_then(|source| source.strip_prefix('(')?.strip_suffix(')'));
        match self.named.get(&(name, version, source.map(place_of))) {
            None => Found::None,
            Some(Named { count: 1, first, .. }) => Found::One(*first),
            // Cargo leaves the source out where the package has none of its own: a path.
            Some(Named { without_source: Some(index), .. }) => Found::One(*index),
            Some(_) => Found::Several,
        }
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
