//! Julia's Manifest.toml: every package of an environment, in formats 1.0 and 2.0.
//!
//! Which packages the project asks for itself stands in Project.toml, not here. Source:
//! <https://pkgdocs.julialang.org/v1/toml-files/#Manifest.toml>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::roots;
use super::support::toml::{self, Table, Toml, Value};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, Manifest, PackageUrl, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "julia-manifest",
    title: "Julia Manifest.toml",
    family: "Julia",
    file_names: &["Manifest.toml", "JuliaManifest.toml", "Manifest-v*.toml"],
    versions: "1.0, 2.0",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(sharpen),
};

fn identify(input: &Input) -> bool {
    let mut in_list = false;
    for line in input.head().lines() {
        if line.starts_with("manifest_format") || line.starts_with("julia_version") {
            return true;
        }
        if line.starts_with('[') {
            in_list = line.starts_with("[[");
        }
        // Only Julia's lists of packages carry a uuid.
        if in_list && line.starts_with("uuid = \"") {
            return true;
        }
    }
    false
}

/// One entry: a name may have several, told apart by their uuid.
struct Package<'t> {
    name: &'t str,
    table: &'t Table<'t>,
    place: Place,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = toml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let stated = toml::text(&file.table, "manifest_format");
    if let Some(version) = stated.filter(|version| !matches!(*version, "1.0" | "2.0" | "2.1")) {
        let place = file.table.get("manifest_format").map(|at| file.place(at.span()));
        let message = format!("Manifest format {version} is not known; it was read like version 2.0");
        notices.warning("unknown-version", place, message);
    }
    let julia = toml::text(&file.table, "julia_version").filter(|version| !version.is_empty());
    // Since 2.0 the packages stand under `deps`, before at the top.
    let listed = if stated.is_some_and(|version| version != "1.0") {
        toml::table(&file.table, "deps")
    } else {
        Some(&file.table)
    };
    let packages = read_packages(&file, listed, &mut notices);
    let mut components: Vec<Component> = packages.iter().map(component).collect();
    let mut assumed = 0;
    for (component, package) in components.iter_mut().zip(&packages) {
        if component.version.is_none() && is_standard(package.table) && julia.is_some() {
            component.version = julia.map(str::to_owned);
            component.package_url = package_url(package, julia);
            assumed += 1;
        }
    }
    if assumed > 0 {
        let message = "Packages of the standard library have no version of their own; that of Julia was taken";
        notices.info("assumed-version", None, message);
    }
    let mut document = Document {
        format: FORMAT.id,
        format_version: Some(stated.unwrap_or("1.0").to_owned()),
        generator: julia.map(|version| format!("Julia {version}")),
        dependencies: arrows(&packages, &mut notices),
        components: components.into(),
        requests: packages.iter().zip(0..).map(|(package, index)| (request(package), index)).collect(),
        ..Document::default()
    };
    let is_own = |index: ComponentIndex| document.components.get(index as usize).is_some_and(|package| package.own);
    document.roots = roots::tops(&document, is_own);
    if document.roots.is_empty() {
        notices.info(
            "no-root",
            None,
            "The file does not say what the project asks for itself: a Project.toml beside it does",
        );
    }
    document.notices = notices.finish();
    Ok(document)
}

/// Puts the project of a Project.toml above the packages that it asks for.
fn sharpen(document: &mut Document, manifest: &Manifest) {
    let listed =
        document.components.iter().position(|package| package.own && Some(&package.name) == manifest.name.as_ref());
    let root = listed.unwrap_or(document.components.len()) as ComponentIndex;
    if listed.is_none() {
        document.components.push(Component {
            name: manifest.name.clone().unwrap_or_else(|| "project".to_owned()),
            version: manifest.version.clone(),
            ecosystem: Ecosystem::Julia,
            own: true,
            ..Component::default()
        });
    }
    if !document.roots.contains(&root) {
        document.roots.push(root);
    }
    let by_request: HashMap<&str, ComponentIndex> = document.requests.iter().collect();
    let mut arrows = Arrows::from_iter(std::mem::take(&mut document.dependencies));
    let mut notices = Notices::new(std::mem::take(&mut document.notices));
    for wanted in &manifest.dependencies {
        match by_request.get(format!("{}={}", wanted.name, wanted.requirement).as_str()) {
            Some(&to) if to != root => arrows.add(root, to, wanted.scope),
            Some(_) => {}
            // Only `Pkg.test` installs what tests alone need, and nothing installs what is weak.
            None if wanted.scope != Scope::Runtime => {}
            None => {
                let message = format!("Project.toml asks for `{}`, which the manifest does not hold", wanted.name);
                notices.warning("dangling-reference", None, message);
            }
        }
    }
    document.dependencies = arrows.finish();
    document.notices = notices.finish();
    document.notices.retain(|notice| notice.code != "no-root");
}

fn read_packages<'t>(file: &'t Toml, listed: Option<&'t Table<'t>>, notices: &mut Notices) -> Vec<Package<'t>> {
    let mut packages = Vec::new();
    for (name, entries) in listed.into_iter().flatten() {
        let Some(entries) = entries.get_ref().as_array() else { continue };
        for entry in entries {
            let place = file.place(entry.span());
            match entry.get_ref().as_table() {
                Some(table) => packages.push(Package { name: name.get_ref(), table, place }),
                None => {
                    let message = format!("An entry of `{}` is no table and was left out", name.get_ref());
                    notices.warning("skipped-entry", Some(place), message);
                }
            }
        }
    }
    packages
}

/// How a Project.toml names a package: `Name=uuid`.
fn request(package: &Package) -> String {
    format!("{}={}", package.name, toml::text(package.table, "uuid").unwrap_or(""))
}

/// The standard library comes with Julia: no version, no tree, no place to fetch it from.
fn is_standard(table: &Table) -> bool {
    ["git-tree-sha1", "path", "repo-url"].iter().all(|key| !table.contains_key(*key))
}

fn component(package: &Package) -> Component {
    let table = package.table;
    let version = toml::text(table, "version");
    let path = toml::text(table, "path");
    Component {
        name: package.name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Julia,
        package_url: package_url(package, version),
        own: path.is_some(),
        hashes: toml::text(table, "git-tree-sha1").map(|hash| format!("git-tree-sha1:{hash}")).into_iter().collect(),
        source: toml::text(table, "repo-url").or(path).map(str::to_owned),
        place: Some(package.place.clone()),
        ..Component::default()
    }
}

/// The uuid belongs to the package URL of a Julia package: names alone are not unique.
fn package_url(package: &Package, version: Option<&str>) -> Option<PackageUrl> {
    let uuid = toml::text(package.table, "uuid").unwrap_or("");
    PackageUrl::with_qualifiers("julia", None, package.name, version, &[("uuid", uuid)], None)
}

fn arrows(packages: &[Package], notices: &mut Notices) -> Vec<crate::model::Dependency> {
    let mut by_uuid: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut by_name: HashMap<&str, Vec<ComponentIndex>> = HashMap::new();
    for (index, package) in (0..).zip(packages) {
        by_name.entry(package.name).or_default().push(index);
        if let Some(uuid) = toml::text(package.table, "uuid") {
            by_uuid.entry(uuid).or_insert(index);
        }
    }
    let mut arrows = Arrows::default();
    for (from, package) in (0..).zip(packages) {
        for (key, scope) in [("deps", Scope::Runtime), ("weakdeps", Scope::Optional)] {
            for (name, uuid) in wanted(package.table, key) {
                let named = by_name.get(name).map_or(&[][..], Vec::as_slice);
                let found = match (uuid, named) {
                    (Some(uuid), _) => by_uuid.get(uuid).copied(),
                    (None, [only]) => Some(*only),
                    (None, _) => None,
                };
                match found {
                    Some(to) if to != from => arrows.add(from, to, scope),
                    Some(_) => {}
                    // A weak dependency that nothing else brought in is not installed.
                    None if scope == Scope::Optional => {}
                    None => {
                        let why = if named.is_empty() { "the file does not hold it" } else { "several packages fit" };
                        let message = format!("`{}` needs `{name}`: {why}", package.name);
                        notices.warning("dangling-reference", Some(package.place.clone()), message);
                    }
                }
            }
        }
    }
    arrows.finish()
}

/// Names in a list, or names with uuids in a table where names alone would not do.
fn wanted<'t>(table: &'t Table, key: &str) -> Vec<(&'t str, Option<&'t str>)> {
    match toml::get(table, key) {
        Some(Value::Array(names)) => names.iter().filter_map(|name| Some((name.get_ref().as_str()?, None))).collect(),
        Some(Value::Table(names)) => {
            names.iter().map(|(name, uuid)| (name.get_ref().as_ref(), uuid.get_ref().as_str())).collect()
        }
        _ => Vec::new(),
    }
}
