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

/// The packages by name.
pub(super) struct Packages<'p, 't> {
    by_name: HashMap<&'t str, Vec<(ComponentIndex, &'p Package<'t>)>>,
}

/// What look-up gave.
pub(super) enum Found {
    One(ComponentIndex),
    None,
    Several,
}

impl<'p, 't> Packages<'p, 't> {
    pub fn new(packages: &'p [Package<'t>]) -> Self {
        let mut by_name: HashMap<&str, Vec<_>> = HashMap::new();
        for (index, package) in (0..).zip(packages) {
            by_name.entry(package.name).or_default().push((index, package));
        }
        Self { by_name }
    }

    /// The package meant by `name`, `name version` or `name version (source)`.
    pub fn find(&self, wanted: &str) -> Found {
        let mut words = wanted.splitn(3, ' ');
        let name = words.next().unwrap_or("");
        let version = words.next();
        let source = words.next().and_then(|source| source.strip_prefix('(')?.strip_suffix(')'));
        let named = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let fits = |package: &Package| {
            version.is_none_or(|version| package.version == Some(version))
                && source.is_none_or(|source| package.source.is_some_and(|own| same_source(own, source)))
        };
        let mut fitting = named.iter().filter(|(_, package)| fits(package));
        match (fitting.next(), fitting.next()) {
            (None, _) => Found::None,
            (Some((index, _)), None) => Found::One(*index),
            // Cargo leaves the source out where the package has none of its own: a path.
            _ if source.is_none() => {
                match named.iter().find(|(_, package)| fits(package) && package.source.is_none()) {
                    Some((index, _)) => Found::One(*index),
                    None => Found::Several,
                }
            }
            _ => Found::Several,
        }
    }
}

/// Only the package's own entry says which commit (`#rev`) a git source stands at.
fn same_source(left: &str, right: &str) -> bool {
    let without_commit = |source: &str| source.split('#').next().unwrap_or("").len();
    left.get(..without_commit(left)) == right.get(..without_commit(right))
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
