//! The packages of a uv.lock and how their dependencies name them: by version and source where a name alone
//! would mean several.

use std::collections::HashMap;
use std::ops::Range;

use crate::formats::support::python;
use crate::formats::support::toml::{self, Table, Value};
use crate::model::{Component, ComponentIndex, Place};

/// One `[[package]]` as written.
pub(super) struct Package<'t> {
    pub name: &'t str,
    pub table: &'t Table<'t>,
    pub place: Place,
}

/// One wanted package: `{ name = "a", version = "1", source = {…}, extra = ["x"], marker = "…" }`.
pub(super) struct Want<'t> {
    pub name: &'t str,
    pub version: Option<&'t str>,
    pub extras: Vec<&'t str>,
    /// Where it stands in the file, in bytes.
    pub span: Range<usize>,
    source: Option<String>,
}

/// Where a package comes from: `{ registry = "…" }` and the like.
const KINDS: [&str; 7] = ["registry", "git", "url", "path", "directory", "editable", "virtual"];

impl<'t> Package<'t> {
    /// The package as a component.
    pub fn component(&self) -> Component {
        let version = toml::text(self.table, "version");
        let mut archives: Vec<&Table> = toml::table(self.table, "sdist").into_iter().collect();
        let wheels = toml::get(self.table, "wheels").and_then(Value::as_array).into_iter().flatten();
        archives.extend(wheels.filter_map(|wheel| wheel.get_ref().as_table()));
        Component {
            own: self.is_own(),
            hashes: archives.into_iter().filter_map(|file| toml::text(file, "hash")).map(str::to_owned).collect(),
            source: source(self.table)
                .map(|(kind, address)| if kind == "git" { format!("git+{address}") } else { address }),
            ..python::component(self.name, version, Some(self.place.clone()))
        }
    }

    /// A folder of the project: the project itself, a workspace member or a linked folder.
    pub fn is_own(&self) -> bool {
        source(self.table).is_some_and(|(kind, _)| matches!(kind.as_str(), "directory" | "editable" | "virtual"))
    }

    /// What stands in one list of dependencies.
    pub fn list(&self, key: &str) -> Vec<Want<'t>> {
        wants(toml::get(self.table, key))
    }

    /// The lists of a section, by the name of their extra or group.
    pub fn groups(&self, section: &str) -> impl Iterator<Item = (&'t str, Vec<Want<'t>>)> {
        toml::table(self.table, section)
            .into_iter()
            .flatten()
            .map(|(name, list)| (name.get_ref().as_ref(), wants(Some(list.get_ref()))))
    }
}

/// The wanted packages of one list.
pub(super) fn wants<'t>(list: Option<&'t Value<'t>>) -> Vec<Want<'t>> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    let want = |span: Range<usize>, table: &'t Table<'t>| {
        let extras = ["extra", "extras"].into_iter().filter_map(|key| toml::get(table, key)?.as_array()).flatten();
        Some(Want {
            name: toml::text(table, "name")?,
            version: toml::text(table, "version"),
            extras: extras.filter_map(|extra| extra.get_ref().as_str()).collect(),
            span,
            source: source(table).map(|(kind, address)| format!("{kind}+{address}")),
        })
    };
    list.filter_map(|entry| want(entry.span(), entry.get_ref().as_table()?)).collect()
}

/// The kind of a source and its address. Before version 1 both stood in one text: `registry+https://…`.
fn source(table: &Table) -> Option<(String, String)> {
    let value = toml::get(table, "source")?;
    if let Some(text) = value.as_str() {
        return text.split_once('+').map(|(kind, address)| (kind.to_owned(), address.to_owned()));
    }
    let source = value.as_table()?;
    KINDS.into_iter().find_map(|kind| Some((kind.to_owned(), toml::text(source, kind)?.to_owned())))
}

/// The packages by every way in which a dependency may name them.
pub(super) struct Packages<'t> {
    named: HashMap<Naming<'t>, Vec<ComponentIndex>>,
}

/// A name, with a version, a source or both where they are written.
type Naming<'t> = (&'t str, Option<&'t str>, Option<String>);

impl<'t> Packages<'t> {
    /// Sorts packages by their namings.
    pub fn new(packages: &[Package<'t>]) -> Self {
        let mut named: HashMap<Naming, Vec<ComponentIndex>> = HashMap::new();
        for (index, package) in (0..).zip(packages) {
            let version = toml::text(package.table, "version");
            let source = source(package.table).map(|(kind, address)| format!("{kind}+{address}"));
            let mut namings = vec![(package.name, None, None)];
            if version.is_some() {
                namings.push((package.name, version, None));
            }
            if source.is_some() {
                namings.push((package.name, None, source.clone()));
            }
            if version.is_some() && source.is_some() {
                namings.push((package.name, version, source));
            }
            for naming in namings {
                let fitting = named.entry(naming).or_default();
                if fitting.len() < python::MOST_VERSIONS {
                    fitting.push(index);
                }
            }
        }
        Self { named }
    }

    /// What is wanted: one package, or all that fit where the file leaves it open.
    pub fn find(&self, want: &Want<'t>) -> &[ComponentIndex] {
        let naming = (want.name, want.version, want.source.clone());
        let fitting = self.named.get(&naming).or_else(|| self.named.get(&(want.name, want.version, None)));
        fitting.map_or(&[], Vec::as_slice)
    }
}
