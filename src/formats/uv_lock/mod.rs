//! uv.lock, and the `*.py.lock` of a script: every package that uv chose for every platform, with its forks.
//!
//! Version 1 with its revisions 1 to 3, and the layouts before it that said `[[distribution]]`. Markers are
//! not evaluated: an arrow counts when it holds somewhere.
//!
//! Source: <https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile>; the encoding is that of
//! `crates/uv-resolver/src/lock`.

mod packages;

use std::collections::HashSet;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python;
use super::support::python::extras::Extras;
use super::support::roots;
use super::support::toml::{self, Table, Toml, Value};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, ReadError, Scope};
use packages::{Package, Packages, Want};

pub const FORMAT: Format = Format {
    id: "uv-lock",
    title: "uv.lock",
    family: "Python",
    file_names: &["uv.lock", "*.py.lock"],
    versions: "1 (revisions 1 to 3)",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(python::project::sharpen),
};

fn identify(input: &Input) -> bool {
    let (mut version, mut python) = (false, false);
    for (section, key) in toml::outline(input.head()) {
        match (section, key) {
            ("", "version") => version = true,
            ("", "requires-python") => python = true,
            ("", "lock-version") => return false,
            ("", _) => {}
            _ => break,
        }
    }
    version && python
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = toml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let written = read_packages(&file, &mut notices);
    let mut document = Document { format: FORMAT.id, ..Document::default() };
    document.format_version = Some(version(&file, &mut notices));
    document.components = written.iter().map(Package::component).collect();
    python::Packages::new(&document.components).note_crowded(&mut notices);
    let packages = Packages::new(&written);
    let asked = extras_asked(&written);
    let mut arrows = Arrows::default();
    for (from, package) in (0..).zip(&written) {
        for (want, scope) in wants(package, &asked) {
            let found = answers(&file, &packages, &want, Some(package.name), &mut notices);
            found.iter().for_each(|to| arrows.add(from, *to, scope));
        }
    }
    let requester = add_requester(&file, &packages, &mut document, &mut arrows, &mut notices);
    document.dependencies = arrows.finish();
    document.roots = own_roots(&file, &document);
    let requester = requester.filter(|root| !document.roots.contains(root));
    document.roots.extend(requester);
    document.notices = notices.finish();
    Ok(document)
}

fn read_packages<'t>(file: &'t Toml, notices: &mut Notices) -> Vec<Package<'t>> {
    let listed = ["package", "distribution"].into_iter().filter_map(|key| toml::get(&file.table, key)?.as_array());
    let mut packages = Vec::new();
    for written in listed.flatten() {
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
    let number = |key| toml::get(&file.table, key).and_then(Value::as_integer).map(|number| number.as_str());
    let version = number("version").unwrap_or("?");
    if version != "1" {
        let place = file.table.get("version").map(|value| file.place(value.span()));
        let message = format!("Lockfile version {version} is not known; it was read like version 1");
        notices.warning("unknown-version", place, message);
    }
    match number("revision") {
        Some(revision) => format!("{version}, revision {revision}"),
        None => version.to_owned(),
    }
}

/// Everything that a package asks for, and when.
fn wants<'t>(package: &Package<'t>, asked: &Extras) -> Vec<(Want<'t>, Scope)> {
    let mut found: Vec<(Want, Scope)> =
        package.list("dependencies").into_iter().map(|want| (want, Scope::Runtime)).collect();
    for (extra, list) in package.groups("optional-dependencies") {
        // Of other people's packages the file lists only extras that somebody asks for.
        let is_asked = !package.is_own() || asked.has(package.name, extra);
        let scope = if is_asked { Scope::Runtime } else { Scope::Optional };
        found.extend(list.into_iter().map(|want| (want, scope)));
    }
    for section in ["dev-dependencies", "dependency-groups"] {
        for (group, list) in package.groups(section) {
            found.extend(list.into_iter().map(|want| (want, python::group_scope(group))));
        }
    }
    found
}

fn extras_asked(packages: &[Package]) -> Extras {
    let mut asked = Extras::default();
    for package in packages {
        let grouped = ["optional-dependencies", "dev-dependencies"].into_iter().flat_map(|key| package.groups(key));
        for want in package.list("dependencies").into_iter().chain(grouped.flat_map(|(_, list)| list)) {
            for extra in &want.extras {
                asked.ask(want.name, extra);
            }
        }
    }
    asked
}

/// What is wanted; says where the file does not hold it.
fn answers<'p>(
    file: &Toml,
    packages: &'p Packages<'p>,
    want: &Want<'p>,
    dependent: Option<&str>,
    notices: &mut Notices,
) -> &'p [ComponentIndex] {
    let found = packages.find(want);
    if found.is_empty() {
        let dependent = dependent.map_or("The project".to_owned(), |name| format!("`{name}`"));
        let version = want.version.map(|version| format!(" {version}")).unwrap_or_default();
        let message = format!("{dependent} needs `{}{version}`: the file does not hold it", want.name);
        notices.warning("dangling-reference", Some(file.place(want.span.clone())), message);
    }
    found
}

/// What a script or a workspace without a package of its own asks for stands in `[manifest]`.
fn add_requester(
    file: &Toml,
    packages: &Packages,
    document: &mut Document,
    arrows: &mut Arrows,
    notices: &mut Notices,
) -> Option<ComponentIndex> {
    let manifest = toml::table(&file.table, "manifest")?;
    let mut wanted: Vec<(Want, Scope)> =
        packages::wants(toml::get(manifest, "requirements")).into_iter().map(|want| (want, Scope::Runtime)).collect();
    for (group, list) in toml::table(manifest, "dependency-groups").into_iter().flatten() {
        let scope = python::group_scope(group.get_ref());
        wanted.extend(packages::wants(Some(list.get_ref())).into_iter().map(|want| (want, scope)));
    }
    if wanted.is_empty() {
        return None;
    }
    let root = ComponentIndex::try_from(document.components.len()).unwrap_or(ComponentIndex::MAX);
    document.components.push(Component {
        name: python::project::NAMELESS.to_owned(),
        ecosystem: Ecosystem::Pypi,
        own: true,
        place: file.table.get("manifest").map(|value| file.place(value.span())),
        ..Component::default()
    });
    for (want, scope) in wanted {
        answers(file, packages, &want, None, notices).iter().for_each(|to| arrows.add(root, *to, scope));
    }
    Some(root)
}

/// The members of the workspace; where none are listed, the package in the file's own folder; where there is
/// none either, own packages that no other one needs.
fn own_roots(file: &Toml, document: &Document) -> Vec<ComponentIndex> {
    let own = |index: &ComponentIndex| document.components.get(*index as usize).is_some_and(|known| known.own);
    let members = toml::table(&file.table, "manifest").and_then(|table: &Table| toml::get(table, "members"));
    let members: HashSet<_> = members
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|name| name.get_ref().as_str())
        .map(python::normalised)
        .collect();
    let all = 0..ComponentIndex::try_from(document.components.len()).unwrap_or(ComponentIndex::MAX);
    let name_of = |index: &ComponentIndex| document.components.get(*index as usize).map_or("", |known| &known.name);
    let listed: Vec<_> =
        all.clone().filter(own).filter(|index| members.contains(&python::normalised(name_of(index)))).collect();
    if !listed.is_empty() {
        return listed;
    }
    let source_of = |index: &ComponentIndex| document.components.get(*index as usize)?.source.as_deref();
    let here: Vec<_> = all.filter(own).filter(|index| source_of(index) == Some(".")).collect();
    if here.is_empty() { roots::tops(document, |index| own(&index)) } else { here }
}
