//! pylock.toml: the lockfile that Python tools share. What needs what is optional in it.
//!
//! Markers are not evaluated, but those that name an extra or a group tell the scope.
//!
//! Source: PEP 751, <https://packaging.python.org/en/latest/specifications/pylock-toml/>.

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python::{self, Packages};
use super::support::toml::{self, Table, Toml, Value};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "pylock-toml",
    title: "pylock.toml",
    family: "Python",
    file_names: &["pylock.toml", "*.pylock.toml"],
    versions: "1.0",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(python::project::sharpen),
};

fn identify(input: &Input) -> bool {
    let (mut version, mut packages) = (false, false);
    for (section, key) in toml::outline(input.head()) {
        version |= section.is_empty() && key == "lock-version";
        packages |= section == "[[packages]]" || (section.is_empty() && matches!(key, "packages" | "created-by"));
    }
    version && packages
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = toml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let version = version(&file, &mut notices);
    let mut tables: Vec<&Table> = Vec::new();
    let mut components: Vec<Component> = Vec::new();
    for written in toml::get(&file.table, "packages").and_then(Value::as_array).into_iter().flatten() {
        let place = file.place(written.span());
        let table = written.get_ref().as_table();
        match table.and_then(|table| Some((toml::text(table, "name")?, table))) {
            Some((name, table)) => {
                components.push(component(name, table, place));
                tables.push(table);
            }
            None => notices.warning("missing-name", Some(place), "A package without a name was left out"),
        }
    }
    let mut document = Document {
        format: FORMAT.id,
        format_version: Some(version),
        generator: toml::text(&file.table, "created-by").map(str::to_owned),
        components: components.into(),
        ..Document::default()
    };
    connect(&file, &tables, &mut document, &mut notices);
    document.notices = notices.finish();
    Ok(document)
}

fn version(file: &Toml, notices: &mut Notices) -> String {
    let stated = file.table.get("lock-version");
    let version = stated.and_then(|value| value.get_ref().as_str()).unwrap_or("?");
    if version != "1.0" {
        let message = format!("Lockfile version {version} is not known; it was read like version 1.0");
        notices.warning("unknown-version", stated.map(|value| file.place(value.span())), message);
    }
    version.to_owned()
}

fn component(name: &str, table: &Table, place: Place) -> Component {
    let mut archives: Vec<&Table> =
        ["archive", "sdist"].into_iter().filter_map(|key| toml::table(table, key)).collect();
    let wheels = toml::get(table, "wheels").and_then(Value::as_array).into_iter().flatten();
    archives.extend(wheels.filter_map(|wheel| wheel.get_ref().as_table()));
    let hashes = archives.into_iter().filter_map(|archive| toml::table(archive, "hashes")).flatten();
    Component {
        scope: scope(toml::text(table, "marker").unwrap_or("")),
        own: toml::table(table, "directory").is_some(),
        hashes: hashes
            .filter_map(|(kind, sum)| Some(format!("{}:{}", kind.get_ref(), sum.get_ref().as_str()?)))
            .collect(),
        source: source(table),
        ..python::component(name, toml::text(table, "version"), Some(place))
    }
}

/// `'dev' in dependency_groups` and `'x' in extras` are how the file says when a package is needed.
fn scope(marker: &str) -> Scope {
    if !marker.contains("dependency_groups") {
        return if marker.contains("in extras") { Scope::Optional } else { Scope::Runtime };
    }
    let mut strongest = None;
    for clause in marker.split(" or ") {
        let group = clause.split_once("in dependency_groups").map(|(before, _)| before.trim_end());
        let group = group.and_then(|before| before.rsplit(['\'', '"']).nth(1));
        let scope = group.map_or(Scope::Development, python::group_scope);
        strongest = strongest.max(Some(scope));
    }
    strongest.unwrap_or(Scope::Development)
}

fn source(table: &Table) -> Option<String> {
    let address = |table: &Table| ["url", "path"].into_iter().find_map(|key| toml::text(table, key)).map(str::to_owned);
    if let Some(vcs) = toml::table(table, "vcs") {
        let kind = toml::text(vcs, "type").unwrap_or("vcs");
        let commit = toml::text(vcs, "commit-id").map(|commit| format!("#{commit}")).unwrap_or_default();
        return Some(format!("{kind}+{}{commit}", address(vcs)?));
    }
    let folder = ["directory", "archive"].into_iter().find_map(|key| address(toml::table(table, key)?));
    folder.or_else(|| toml::text(table, "index").map(str::to_owned))
}

fn connect(file: &Toml, tables: &[&Table], document: &mut Document, notices: &mut Notices) {
    let packages = Packages::new(&document.components);
    packages.note_crowded(notices);
    let mut arrows = Arrows::default();
    let mut states_dependencies = false;
    for (from, table) in (0..).zip(tables) {
        let Some(list) = toml::get(table, "dependencies").and_then(Value::as_array) else { continue };
        states_dependencies = true;
        for entry in list {
            let Some(wanted) = entry.get_ref().as_table() else { continue };
            let name = toml::text(wanted, "name").unwrap_or("?");
            let fitting = find(&packages, tables, wanted, name);
            if fitting.is_empty() {
                let message = format!("`{}` needs `{name}`: the file does not hold it", document.label(from));
                notices.warning("dangling-reference", Some(file.place(entry.span())), message);
            }
            fitting.into_iter().for_each(|to| arrows.add(from, to, Scope::Unknown));
        }
    }
    if !states_dependencies {
        let message = "This file declares no dependency relationships; you see an inventory";
        notices.info("no-dependencies", None, message);
    }
    document.dependencies = arrows.finish();
}

/// The packages whose own entries hold every text that a dependency states of them.
fn find(packages: &Packages, tables: &[&Table], wanted: &Table, name: &str) -> Vec<ComponentIndex> {
    let named = packages.named(name);
    let named = named.get(..python::MOST_VERSIONS).unwrap_or(named);
    let fits = |index: &&ComponentIndex| {
        let Some(table) = tables.get(**index as usize) else { return false };
        ["version", "marker", "index"].into_iter().all(|key| {
            let stated = toml::text(wanted, key);
            stated.is_none() || stated == toml::text(table, key)
        })
    };
    if named.len() < 2 { named.to_vec() } else { named.iter().filter(fits).copied().collect() }
}
