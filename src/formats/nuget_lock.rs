//! packages.lock.json: what NuGet resolved for a project, for every target framework it builds for.
//!
//! The file names no project; a stand-in needs what is marked `Direct`. It does not say which referenced
//! projects are direct, nor which packages serve development only (`PrivateAssets`).
//!
//! Source: <https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies>;
//! names and types are those of NuGet's `PackagesLockFileFormat`.

use std::collections::{BTreeSet, HashMap};

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::nuget::{Framework, Packages, without_runtime};
use super::support::roots::tops;
use super::support::sketch::Sketch;
use super::support::stand_in::add_project;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "nuget-lock",
    title: "packages.lock.json",
    family: ".NET",
    file_names: &["packages.lock.json"],
    versions: "1 to 3",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_framework = |name: &str| {
        ["net", ".net", "uap", "monoandroid", "xamarin", "tizen", "native", "portable"]
            .iter()
            .any(|start| name.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start)))
    };
    let is_group = |(name, packages): &(String, Sketch)| match packages {
        Sketch::Object(packages) => packages.first().map_or(is_framework(name), |(_, package)| package.has("type")),
        _ => false,
    };
    if !matches!(seen.get("version"), Some(Sketch::Word(_))) || seen.has("lockfileVersion") {
        return false;
    }
    match seen.get("dependencies") {
        Some(Sketch::Object(groups)) => !groups.is_empty() && groups.iter().all(is_group),
        Some(_) => false,
        None => {
            let is_group = |(key, value): &(String, Sketch)| {
                key == "version" || (value.text("framework").is_some() && value.has_object("dependencies"))
            };
            seen.entries().len() > 1 && seen.entries().iter().all(is_group)
        }
    }
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = read_version(&json, &mut notices);
    let mut lock = Lock { json: &json, packages: Packages::default(), direct: BTreeSet::new(), notices };
    let groups = groups(&json.root);
    let frameworks: HashMap<&str, Framework> =
        groups.iter().map(|(name, group)| (*name, lock.read_group(group))).collect();
    let mut arrows = Arrows::default();
    for (name, group) in groups {
        let found = |wanted: &str| {
            // A runtime's group (`net8.0/win-x64`) holds only what differs from its framework's.
            let own = frameworks.get(name).and_then(|framework| framework.find(wanted));
            own.or_else(|| frameworks.get(without_runtime(name))?.find(wanted))
        };
        lock.add_arrows(group, found, &mut arrows);
    }
    let Lock { packages, mut direct, mut notices, .. } = lock;
    let mut document = Document {
        format: FORMAT.id,
        format_version: Some(version),
        components: packages.components.into(),
        dependencies: arrows.finish(),
        ..Document::default()
    };
    let is_own = |index: ComponentIndex| document.components.get(index as usize).is_some_and(|package| package.own);
    let projects = tops(&document, is_own);
    if !projects.is_empty() {
        let message = "This file does not say which projects are referenced directly; those that no other one \
                       needs are taken for direct";
        notices.info("assumed-direct", None, message);
        direct.extend(projects);
    }
    add_project(&mut document, Ecosystem::Nuget, direct.into_iter().map(|index| (index, Scope::Unknown)));
    document.notices = notices.finish();
    Ok(document)
}

/// The packages of each target framework. Version 3 has them at the top, by the names that the project gives
/// its frameworks.
fn groups<'t>(root: &'t Json<'t>) -> Vec<(&'t str, &'t Json<'t>)> {
    match root.get("dependencies") {
        Some(all) => all.entries().iter().map(|(name, group)| (name.as_ref(), group)).collect(),
        None => {
            let named = root.entries().iter();
            named.filter_map(|(name, group)| Some((name.as_ref(), group.get("dependencies")?))).collect()
        }
    }
}

fn read_version(json: &JsonDocument, notices: &mut Notices) -> String {
    let stated = json.root.get("version").and_then(Json::as_text_or_number).unwrap_or("1");
    if !matches!(stated, "1" | "2" | "3") {
        let place = json.root.get("version").and_then(|version| json.place(version));
        let message = format!("Version {stated} of packages.lock.json is not known; it was read like version 3");
        notices.warning("unknown-version", place, message);
    }
    stated.to_owned()
}

/// A lockfile being read.
struct Lock<'t> {
    json: &'t JsonDocument<'t>,
    packages: Packages,
    direct: BTreeSet<ComponentIndex>,
    notices: Notices,
}

impl Lock<'_> {
    /// Reads the packages of one target framework.
    fn read_group(&mut self, group: &Json) -> Framework {
        let mut framework = Framework::default();
        for (name, entry) in group.entries() {
            if !entry.is_object() {
                let message = format!("The entry of {name} is {}, not an object", entry.kind());
                self.notices.warning("skipped-entry", self.json.place(entry), message);
                continue;
            }
            let version = entry.filled_text("resolved");
            let is_project = is(entry, "Project");
            if version.is_none() && !is_project {
                let message = format!("`{name}` has no resolved version");
                self.notices.warning("missing-version", self.json.place(entry), message);
            }
            let place = self.json.place(entry);
            let index = self.packages.add(name, version, || Component {
                name: name.clone().into_owned(),
                version: version.map(str::to_owned),
                ecosystem: Ecosystem::Nuget,
                // A project is in no registry, so it has no package URL.
                package_url: if is_project { None } else { PackageUrl::new("nuget", None, name, version) },
                own: is_project,
                hashes: entry.filled_text("contentHash").map(|hash| format!("sha512:{hash}")).into_iter().collect(),
                place,
                ..Component::default()
            });
            framework.add(name, index);
            if is(entry, "Direct") {
                self.direct.insert(index);
            }
        }
        framework
    }

    /// What the packages of one target framework need.
    fn add_arrows(&mut self, group: &Json, found: impl Fn(&str) -> Option<ComponentIndex>, arrows: &mut Arrows) {
        for (name, entry) in group.entries() {
            let Some(from) = found(name).filter(|_| entry.is_object()) else { continue };
            for (wanted, range) in entry.object("dependencies") {
                match found(wanted) {
                    Some(to) => arrows.add(from, to, Scope::Runtime),
                    None => {
                        let message = format!("`{name}` needs `{wanted}`: the file does not hold it");
                        self.notices.warning("dangling-reference", self.json.place(range), message);
                    }
                }
            }
        }
    }
}

/// Is this the type of an entry? Types are compared without regard to case, as NuGet does.
fn is(entry: &Json, kind: &str) -> bool {
    entry.text("type").is_some_and(|stated| stated.eq_ignore_ascii_case(kind))
}
