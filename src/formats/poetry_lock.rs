//! poetry.lock: every package that Poetry chose, from its first layout to 2.1.
//!
//! The project is not in the file: a pyproject.toml beside it gives the root and what it asks for. Markers
//! are not evaluated. Source: <https://github.com/python-poetry/poetry/blob/main/src/poetry/packages/locker.py>.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python::extras::Extras;
use super::support::python::requirement::Requirement;
use super::support::python::{self, Packages};
use super::support::toml::{self, Table, Toml, Value};
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "poetry-lock",
    title: "poetry.lock",
    family: "Python",
    file_names: &["poetry.lock"],
    versions: "0, 1.0, 1.1, 2.0, 2.1",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(python::project::sharpen),
};

fn identify(input: &Input) -> bool {
    let is_ours = |(section, key): (&str, &str)| match section {
        "[[package]]" => key == "python-versions",
        "[metadata]" => matches!(key, "lock-version" | "content-hash" | "python-versions"),
        _ => false,
    };
    toml::outline(input.head()).any(is_ours) || toml::outline(input.tail()).any(is_ours)
}

/// One `[[package]]` as written.
struct Package<'t> {
    name: &'t str,
    table: &'t Table<'t>,
    place: Place,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = toml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let packages = read_packages(&file, &mut notices);
    let mut document =
        Document { format: FORMAT.id, format_version: Some(version(&file, &mut notices)), ..Document::default() };
    let apart = hashes_apart(&file.table);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    packages.iter().for_each(|package| *counts.entry(package.name).or_default() += 1);
    document.components = packages
        .iter()
        .map(|package| component(package, &apart, counts.get(package.name).is_some_and(|count| *count > 1)))
        .collect();
    document.dependencies = arrows(&file, &packages, &document.components, &mut notices).finish();
    document.notices = notices.finish();
    Ok(document)
}

fn read_packages<'t>(file: &'t Toml, notices: &mut Notices) -> Vec<Package<'t>> {
    let listed = toml::get(&file.table, "package").and_then(Value::as_array).into_iter().flatten();
    let mut packages = Vec::new();
    for written in listed {
        let place = file.place(written.span());
        let table = written.get_ref().as_table();
        match table.and_then(|table| Some((toml::text(table, "name")?, table))) {
            Some((name, table)) => packages.push(Package { name, table, place }),
            None => notices.warning("missing-name", Some(place), "A package without a name was left out"),
        }
    }
    packages
}

fn version(file: &Toml, notices: &mut Notices) -> String {
    let metadata = toml::table(&file.table, "metadata");
    let stated = metadata.and_then(|metadata| metadata.get("lock-version"));
    let version = stated.and_then(|value| value.get_ref().as_str()).unwrap_or("0");
    if !matches!(version, "0" | "1.0" | "1.1" | "2.0" | "2.1") {
        let message = format!("Lockfile version {version} is not known; it was read like version 2.1");
        notices.warning("unknown-version", stated.map(|value| file.place(value.span())), message);
    }
    version.to_owned()
}

/// Until version 1.1 the hashes stand at the end of the file, by the name of the package: `(file, hash)`, the
/// file empty where only hashes are listed.
fn hashes_apart<'t>(table: &'t Table<'t>) -> HashMap<&'t str, Vec<(&'t str, &'t str)>> {
    let mut found: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
    let metadata = toml::table(table, "metadata");
    for section in ["files", "hashes"] {
        for (name, list) in metadata.and_then(|metadata| toml::table(metadata, section)).into_iter().flatten() {
            let hashes = found.entry(name.get_ref()).or_default();
            for entry in list.get_ref().as_array().into_iter().flatten().map(|entry| entry.get_ref()) {
                let of_file = entry.as_table().map(|file| (toml::text(file, "file"), toml::text(file, "hash")));
                match (of_file, entry.as_str()) {
                    (Some((file, Some(hash))), _) => hashes.push((file.unwrap_or(""), hash)),
                    (_, Some(hash)) => hashes.push(("", hash)),
                    _ => {}
                }
            }
        }
    }
    found
}

fn component(package: &Package, apart: &HashMap<&str, Vec<(&str, &str)>>, several: bool) -> Component {
    let Package { name, table, place } = package;
    let version = toml::text(table, "version");
    let listed = toml::get(table, "files").and_then(Value::as_array).into_iter().flatten();
    let listed = listed.filter_map(|file| toml::text(file.get_ref().as_table()?, "hash"));
    // The list at the end of the file is one for all versions of a name; the file's own name tells them apart.
    let is_of_version = |file: &str| {
        let part = format!("-{}", version.unwrap_or(""));
        !several || file.is_empty() || file.contains(&format!("{part}-")) || file.contains(&format!("{part}."))
    };
    let apart = apart.get(name).into_iter().flatten().filter(|(file, _)| is_of_version(file)).map(|(_, hash)| *hash);
    let hash = |hash: &str| if hash.contains(':') { hash.to_owned() } else { format!("sha256:{hash}") };
    let source = toml::table(table, "source");
    let kind = source.and_then(|source| toml::text(source, "type"));
    let source = source.and_then(|source| {
        let address = toml::text(source, "url")?;
        let commit = toml::text(source, "resolved_reference").or_else(|| toml::text(source, "reference"));
        Some(match (kind, commit) {
            (Some("git"), Some(commit)) => format!("git+{address}#{commit}"),
            _ => address.to_owned(),
        })
    });
    Component {
        scope: scope(table),
        own: kind == Some("directory"),
        hashes: listed.chain(apart).map(hash).collect(),
        source,
        ..python::component(name, version, Some(place.clone()))
    }
}

/// By its groups (2.1), its category (until 1.1) or neither.
fn scope(table: &Table) -> Scope {
    let groups = toml::get(table, "groups").and_then(Value::as_array);
    let groups = groups.into_iter().flatten().filter_map(|group| group.get_ref().as_str());
    let stated = groups.chain(toml::text(table, "category")).map(python::group_scope).max();
    match stated {
        Some(Scope::Runtime) | None if toml::is_true(table, "optional") => Scope::Optional,
        Some(scope) => scope,
        None => Scope::Unknown,
    }
}

fn arrows(file: &Toml, packages: &[Package], components: &[Component], notices: &mut Notices) -> Arrows {
    let by_name = Packages::new(components);
    by_name.note_crowded(notices);
    let asked = extras_asked(packages);
    let mut arrows = Arrows::default();
    for (from, package) in (0..).zip(packages) {
        let brought = brought_by_extras(package, &asked);
        let dependencies = toml::table(package.table, "dependencies");
        for (key, value) in dependencies.into_iter().flatten() {
            let wanted: &str = key.get_ref();
            let is_brought = brought.contains(&python::normalised(wanted));
            for want in wants(value.get_ref()) {
                let scope = if want.optional && !is_brought { Scope::Optional } else { Scope::Runtime };
                let fitting = by_name.find(components, wanted, want.version);
                if fitting.is_empty() {
                    note_absent(package.name, wanted, &want, file.place(key.span()), notices);
                }
                fitting.into_iter().for_each(|to| arrows.add(from, to, scope));
            }
        }
    }
    arrows
}

fn note_absent(dependent: &str, wanted: &str, want: &Want, place: Place, notices: &mut Notices) {
    let place = Some(place);
    if want.optional || want.conditional {
        let message = format!("`{dependent}` may need `{wanted}`, under a condition; the file does not hold it");
        notices.info("absent-dependency", place, message);
    } else {
        let message = format!("`{dependent}` needs `{wanted}`: the file does not hold it");
        notices.warning("dangling-reference", place, message);
    }
}

/// One way in which a dependency is asked for.
struct Want<'t> {
    version: &'t str,
    optional: bool,
    /// Bound to a marker, which is not evaluated.
    conditional: bool,
    extras: Vec<&'t str>,
}

/// `"^1"`, `{version = "^1", markers = "…", optional = true}`, or a list of those.
fn wants<'t>(value: &'t Value<'t>) -> Vec<Want<'t>> {
    let one = |value: &'t Value<'t>| match value.as_table() {
        None => {
            Want { version: value.as_str().unwrap_or("*"), optional: false, conditional: false, extras: Vec::new() }
        }
        Some(table) => {
            let extras = toml::get(table, "extras").and_then(Value::as_array).into_iter().flatten();
            Want {
                version: toml::text(table, "version").unwrap_or("*"),
                optional: toml::is_true(table, "optional"),
                conditional: table.contains_key("markers") || table.contains_key("python"),
                extras: extras.filter_map(|extra| extra.get_ref().as_str()).collect(),
            }
        }
    };
    match value.as_array() {
        Some(list) => list.iter().map(|value| one(value.get_ref())).collect(),
        None => vec![one(value)],
    }
}

fn extras_asked(packages: &[Package]) -> Extras {
    let mut asked = Extras::default();
    for package in packages {
        for (wanted, value) in toml::table(package.table, "dependencies").into_iter().flatten() {
            for extra in wants(value.get_ref()).into_iter().flat_map(|want| want.extras) {
                asked.ask(wanted.get_ref(), extra);
            }
        }
    }
    asked
}

/// What the extras of a package bring along that some other package asks for.
fn brought_by_extras<'t>(package: &Package<'t>, asked: &Extras) -> HashSet<Cow<'t, str>> {
    let extras = toml::table(package.table, "extras").into_iter().flatten();
    let asked = extras.filter(|(extra, _)| asked.has(package.name, extra.get_ref()));
    asked
        .flat_map(|(_, list)| list.get_ref().as_array().into_iter().flatten())
        .filter_map(|text| Requirement::parse(text.get_ref().as_str()?))
        .map(|requirement| python::normalised(requirement.name))
        .collect()
}
