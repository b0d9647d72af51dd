//! pdm.lock: every package that PDM chose, with its requirements as text.
//!
//! A package stands once more for each set of extras that is asked for; those entries are joined. The
//! project is not in the file: a pyproject.toml beside it gives the root.
//!
//! Source: <https://pdm-project.org/en/latest/usage/lockfile/>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python::requirement::Requirement;
use super::support::python::{self, Packages};
use super::support::toml::{self, Table, Toml, Value};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "pdm-lock",
    title: "pdm.lock",
    family: "Python",
    file_names: &["pdm.lock"],
    versions: "4.0 to 4.5",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(python::project::sharpen),
};

fn identify(input: &Input) -> bool {
    let is_ours = |(section, key): (&str, &str)| match section {
        "[[package]]" => matches!(key, "requires_python" | "summary"),
        "[metadata]" => matches!(key, "lock_version" | "content_hash"),
        _ => false,
    };
    toml::outline(input.head()).any(is_ours) || toml::outline(input.tail()).any(is_ours)
}

/// One `[[package]]` as written, and the component it became.
struct Entry<'t> {
    table: &'t Table<'t>,
    component: ComponentIndex,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = toml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let mut document =
        Document { format: FORMAT.id, format_version: Some(version(&file, &mut notices)), ..Document::default() };
    let entries = read_entries(&file, &mut document.components, &mut notices);
    let packages = Packages::new(&document.components);
    packages.note_crowded(&mut notices);
    let mut arrows = Arrows::default();
    for Entry { table, component: from } in &entries {
        let listed = toml::get(table, "dependencies").and_then(Value::as_array).into_iter().flatten();
        for wanted in listed {
            let text = wanted.get_ref().as_str().unwrap_or("");
            let Some(requirement) = Requirement::parse(text) else {
                let message = format!("`{text}` is not a requirement and was left out");
                notices.warning("skipped-entry", Some(file.place(wanted.span())), message);
                continue;
            };
            let fitting = packages.find(&document.components, requirement.name, requirement.specifier);
            if fitting.is_empty() {
                note_absent(document.label(*from), &requirement, file.place(wanted.span()), &mut notices);
            }
            // An entry with extras asks for the same package without them.
            fitting.into_iter().filter(|to| to != from).for_each(|to| arrows.add(*from, to, Scope::Runtime));
        }
    }
    document.dependencies = arrows.finish();
    document.notices = notices.finish();
    Ok(document)
}

fn version(file: &Toml, notices: &mut Notices) -> String {
    let metadata = toml::table(&file.table, "metadata");
    let stated = metadata.and_then(|metadata| metadata.get("lock_version"));
    let version = stated.and_then(|value| value.get_ref().as_str()).unwrap_or("?");
    if !matches!(version.split('.').next(), Some("3" | "4")) {
        let message = format!("Lockfile version {version} is not known; it was read like version 4.5");
        notices.warning("unknown-version", stated.map(|value| file.place(value.span())), message);
    }
    version.to_owned()
}

fn read_entries<'t>(file: &'t Toml, components: &mut Vec<Component>, notices: &mut Notices) -> Vec<Entry<'t>> {
    let metadata = toml::table(&file.table, "metadata");
    let apart = metadata.and_then(|metadata| toml::table(metadata, "files"));
    let mut known: HashMap<(&str, &str, Option<&str>), ComponentIndex> = HashMap::new();
    let mut entries = Vec::new();
    let listed = toml::get(&file.table, "package").and_then(Value::as_array).into_iter().flatten();
    for written in listed {
        let place = file.place(written.span());
        let table = written.get_ref().as_table();
        let Some((name, table)) = table.and_then(|table| Some((toml::text(table, "name")?, table))) else {
            notices.warning("missing-name", Some(place), "A package without a name was left out");
            continue;
        };
        let version = toml::text(table, "version").unwrap_or("");
        let new = ComponentIndex::try_from(components.len()).unwrap_or(ComponentIndex::MAX);
        let component = *known.entry((name, version, source(table))).or_insert(new);
        if component == new {
            components.push(read_component(name, table, apart, place));
        } else if let Some(earlier) = components.get_mut(component as usize) {
            earlier.scope = earlier.scope.max(scope(table));
            if earlier.hashes.is_empty() {
                earlier.hashes = hashes(toml::get(table, "files"));
            }
        }
        entries.push(Entry { table, component });
    }
    entries
}

fn read_component(name: &str, table: &Table, apart: Option<&Table>, place: Place) -> Component {
    let version = toml::text(table, "version");
    let listed = toml::get(table, "files");
    // Until version 4.2 the files stand at the end, by name and version.
    let listed = listed.or_else(|| toml::get(apart?, &format!("{name} {}", version.unwrap_or(""))));
    let commit = toml::text(table, "revision").map(|revision| format!("#{revision}")).unwrap_or_default();
    let git = toml::text(table, "git").map(|address| format!("git+{address}{commit}"));
    Component {
        scope: scope(table),
        own: toml::text(table, "path").is_some_and(|path| !is_archive(path)),
        hashes: hashes(listed),
        source: git.or_else(|| source(table).map(str::to_owned)),
        ..python::component(name, version, Some(place))
    }
}

fn source<'t>(table: &'t Table) -> Option<&'t str> {
    ["git", "url", "path"].into_iter().find_map(|key| toml::text(table, key))
}

fn is_archive(path: &str) -> bool {
    [".whl", ".zip", ".tar.gz", ".tar.bz2"].iter().any(|end| path.ends_with(end))
}

fn hashes(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|file| toml::text(file.get_ref().as_table()?, "hash")).map(str::to_owned).collect()
}

/// By its groups, which stand with each package from version 4.3 on.
fn scope(table: &Table) -> Scope {
    let groups = toml::get(table, "groups").and_then(Value::as_array).into_iter().flatten();
    let groups = groups.filter_map(|group| group.get_ref().as_str());
    groups.map(python::group_scope).max().unwrap_or(Scope::Unknown)
}

fn note_absent(label: String, requirement: &Requirement, place: Place, notices: &mut Notices) {
    let name = requirement.name;
    if requirement.marker.is_some() {
        let message = format!("`{label}` may need `{name}`, under a condition; the file does not hold it");
        notices.info("absent-dependency", Some(place), message);
    } else {
        let message = format!("`{label}` needs `{name}`: the file does not hold it");
        notices.warning("dangling-reference", Some(place), message);
    }
}
