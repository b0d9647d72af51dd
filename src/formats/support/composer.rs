//! How Composer writes packages, in composer.lock and in vendor/composer/installed.json alike.

use std::collections::HashMap;

use super::arrows::Arrows;
use super::json::{Json, JsonDocument};
use super::notices::Notices;
use super::stand_in::{PROJECT, assume_direct, drop_assumed};
use crate::model::{
    Component, ComponentIndex, Dependency, Document, Ecosystem, LicenseRole, ListMeaning, Manifest, Marks, Notice,
    PackageUrl, Scope, StatedLicense,
};

/// So many packages that provide one name count as what meets a requirement of it.
const MOST_PROVIDERS: usize = 16;

/// Fills a document with packages, each with the scope it is listed under, and with what they require.
///
/// Requirements of the platform (`php`, `ext-json`, `composer-plugin-api`) are no packages. A name that
/// no package bears may be provided or replaced by others; all of those meet the requirement.
pub fn read<'t>(
    document: &mut Document,
    json: &JsonDocument,
    listed: impl Iterator<Item = (&'t Json<'t>, Scope)>,
    notices: &mut Notices,
) {
    let mut packages: Vec<&Json> = Vec::new();
    let mut by_name: HashMap<String, ComponentIndex> = HashMap::new();
    for (entry, scope) in listed {
        let Some(name) = entry.filled_text("name") else {
            notices.warning("missing-name", json.place(entry), "A package without a name was left out");
            continue;
        };
        let index = ComponentIndex::try_from(packages.len()).unwrap_or(ComponentIndex::MAX);
        if *by_name.entry(name.to_lowercase()).or_insert(index) != index {
            let message = format!("The package {name} stands twice; the first one counts");
            notices.warning("repeated-reference", json.place(entry), message);
            continue;
        }
        let component = component(json, entry, name, scope);
        if component.version.is_none() {
            notices.warning("missing-version", json.place(entry), format!("`{name}` has no version"));
        }
        document.components.push(component);
        packages.push(entry);
    }
    let providers = providers(&packages, &by_name);
    let mut arrows = Arrows::default();
    for (from, package) in (0..).zip(&packages) {
        for (wanted, range) in package.object("require").iter().filter(|(wanted, _)| is_package(wanted)) {
            let wanted = wanted.to_lowercase();
            let provided = || providers.get(&wanted).map_or(&[][..], Vec::as_slice);
            match by_name.get(&wanted) {
                Some(&to) => arrows.add(from, to, Scope::Runtime),
                None if provided().is_empty() => {
                    let name = package.text("name").unwrap_or("");
                    let message = format!("`{name}` needs `{wanted}`: no package is, provides or replaces it");
                    notices.warning("dangling-reference", json.place(range), message);
                }
                None => {
                    let others = provided().iter().filter(|to| **to != from);
                    others.for_each(|to| arrows.add(from, *to, Scope::Runtime));
                }
            }
        }
    }
    document.dependencies = arrows.finish();
    let mut requests: Vec<(String, ComponentIndex)> =
        providers.into_iter().flat_map(|(name, all)| all.into_iter().map(move |index| (name.clone(), index))).collect();
    requests.sort();
    document.requests = requests.into_iter().collect();
    assume_direct(
        document,
        Ecosystem::Composer,
        |package| package.scope,
        Some("add composer.json to know them"),
        notices,
    );
}

/// Is this the name of a package? Those of the platform have no vendor.
fn is_package(name: &str) -> bool {
    name.contains('/')
}

/// Names that packages provide or replace and that no package bears.
fn providers(packages: &[&Json], by_name: &HashMap<String, ComponentIndex>) -> HashMap<String, Vec<ComponentIndex>> {
    let mut providers: HashMap<String, Vec<ComponentIndex>> = HashMap::new();
    for (index, package) in (0..).zip(packages) {
        for (name, _) in ["replace", "provide"].into_iter().flat_map(|key| package.object(key)) {
            let name = name.to_lowercase();
            if !is_package(&name) || by_name.contains_key(&name) {
                continue;
            }
            let fitting = providers.entry(name).or_default();
            if fitting.len() < MOST_PROVIDERS && fitting.last() != Some(&index) {
                fitting.push(index);
            }
        }
    }
    providers
}

fn component(json: &JsonDocument, entry: &Json, name: &str, scope: Scope) -> Component {
    let version = entry.get("version").and_then(Json::as_text_or_number).map(str::trim);
    let version = version.filter(|version| !version.is_empty());
    let dist = entry.get("dist");
    let (vendor, short) = name.rsplit_once('/').map_or((None, name), |(vendor, short)| (Some(vendor), short));
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Composer,
        package_url: PackageUrl::new("composer", vendor, short, version),
        scope,
        own: dist.and_then(|dist| dist.text("type")) == Some("path"),
        licenses: licenses(entry),
        hashes: dist.and_then(|dist| dist.filled_text("shasum")).map(|sum| format!("sha1:{sum}")).into_iter().collect(),
        source: source(entry, version.unwrap_or("")),
        marks: Marks {
            // The package to use in its place, or `true`.
            deprecated: entry.is_true("abandoned") || entry.filled_text("abandoned").is_some(),
            ..Marks::default()
        },
        place: json.place(entry),
        ..Component::default()
    }
}

/// The archive's address; for a branch (`dev-main`) the repository's with the commit, since only that
/// says what is there.
fn source(entry: &Json, version: &str) -> Option<String> {
    let address = |key: &str| entry.get(key).and_then(|from| from.filled_text("url"));
    let commit = entry.get("source").and_then(|source| source.filled_text("reference"));
    let is_branch = version.starts_with("dev-") || version.ends_with("-dev");
    match (address("source"), commit) {
        (Some(repository), Some(commit)) if is_branch => Some(format!("{repository}#{commit}")),
        (repository, _) => address("dist").or(repository).map(str::to_owned),
    }
}

/// Several licences are a choice, by Composer's schema.
pub fn licenses(entry: &Json) -> Vec<StatedLicense> {
    let Some(stated) = entry.get("license") else { return Vec::new() };
    let one = stated.as_text().into_iter();
    let all: Vec<&str> = one.chain(stated.elements().iter().filter_map(Json::as_text)).map(str::trim).collect();
    let list = if all.len() > 1 { ListMeaning::Any } else { ListMeaning::Single };
    let filled = all.into_iter().filter(|raw| !raw.is_empty());
    filled.map(|raw| StatedLicense { raw: raw.to_owned(), role: LicenseRole::Declared, list }).collect()
}

/// Puts the project of a composer.json in the place of a guessed one.
pub fn sharpen(document: &mut Document, manifest: &Manifest) {
    drop_assumed(document);
    let mut by_name: HashMap<String, Vec<ComponentIndex>> = HashMap::new();
    for (index, package) in (0..).zip(&document.components) {
        by_name.entry(package.name.to_lowercase()).or_default().push(index);
    }
    for (name, index) in document.requests.iter() {
        by_name.entry(name.to_owned()).or_default().push(index);
    }
    let root = ComponentIndex::try_from(document.components.len()).unwrap_or(ComponentIndex::MAX);
    let mut arrows = Arrows::default();
    for wanted in manifest.dependencies.iter().filter(|wanted| is_package(&wanted.name)) {
        match by_name.get(&wanted.name.to_lowercase()) {
            Some(found) => found.iter().for_each(|to| arrows.add(root, *to, wanted.scope)),
            None => document.notices.push(Notice::warning(
                "unresolved-dependency",
                format!("composer.json asks for {} {}, which is not there", wanted.name, wanted.requirement),
                None,
            )),
        }
    }
    let arrows: Vec<Dependency> = arrows.finish();
    document.components.push(project(manifest));
    document.roots = vec![root];
    document.dependencies.extend(arrows);
}

/// The project that a composer.json describes.
pub fn project(manifest: &Manifest) -> Component {
    let name = manifest.name.as_deref();
    let parts = name.and_then(|name| name.rsplit_once('/'));
    Component {
        name: name.unwrap_or(PROJECT).to_owned(),
        version: manifest.version.clone(),
        ecosystem: Ecosystem::Composer,
        package_url: parts
            .and_then(|(vendor, short)| PackageUrl::new("composer", Some(vendor), short, manifest.version.as_deref())),
        own: true,
        licenses: manifest.license.iter().map(StatedLicense::declared).collect(),
        ..Component::default()
    }
}
