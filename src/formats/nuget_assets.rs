//! project.assets.json: what `dotnet restore` resolved for a project, for every target framework and runtime.
//!
//! Assets and build files of packages are not kept. A direct dependency with `PrivateAssets="all"` (analysers,
//! build tools) is taken for development, since nothing of it goes on to what uses the project.
//!
//! Source: NuGet's `LockFileFormat` and `LockFile`, <https://github.com/NuGet/NuGet.Client>.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::nuget::{Framework, Packages, split_key, without_runtime};
use super::support::stand_in::PROJECT;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "nuget-assets",
    title: "project.assets.json",
    family: ".NET",
    file_names: &["project.assets.json", "project.lock.json"],
    versions: "1 to 4",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| {
        seen.has_object("targets")
            && seen.has_object("libraries")
            && (seen.has_object("project") || seen.has_object("projectFileDependencyGroups"))
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = read_version(&json, &mut notices);
    let mut packages = Packages::default();
    packages.components.push(project(&json));
    let libraries: HashMap<&str, &Json> =
        json.root.object("libraries").iter().map(|(key, library)| (key.as_ref(), library)).collect();
    let targets: Vec<(&str, &Json)> =
        json.root.object("targets").iter().map(|(name, target)| (name.as_ref(), target)).collect();
    let mut frameworks: Vec<Framework> = Vec::new();
    let mut names = Names::default();
    for (group, target) in &targets {
        let mut framework = Framework::default();
        for (key, entry) in target.entries() {
            if !entry.is_object() {
                let message = format!("The entry of {key} is {}, not an object", entry.kind());
                notices.warning("skipped-entry", json.place(entry), message);
                continue;
            }
            let (name, version) = split_key(key);
            let stated = *libraries.get(key.as_ref()).unwrap_or(&entry);
            let index = packages.add(name, version, || component(&json, name, version, stated));
            framework.add(name, index);
            names.add(without_runtime(group), name, index);
        }
        frameworks.push(framework);
    }
    for (key, library) in json.root.object("libraries").iter().filter(|(_, library)| library.is_object()) {
        let (name, version) = split_key(key);
        packages.add(name, version, || component(&json, name, version, library));
    }
    let mut arrows = Arrows::default();
    for ((_, target), framework) in targets.iter().zip(&frameworks) {
        add_arrows(&json, target, framework, &mut arrows, &mut notices);
    }
    for (index, scope) in direct(&json, &names, &packages, &mut notices) {
        arrows.add(0, index, scope);
    }
    note_failures(&json, &mut notices);
    Ok(Document {
        format: FORMAT.id,
        format_version: Some(version),
        roots: vec![0],
        components: packages.components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn read_version(json: &JsonDocument, notices: &mut Notices) -> String {
    let stated = json.root.get("version").and_then(Json::as_text_or_number).unwrap_or("3");
    if !matches!(stated, "1" | "2" | "3" | "4") {
        let place = json.root.get("version").and_then(|version| json.place(version));
        let message = format!("Version {stated} of project.assets.json is not known; it was read like version 4");
        notices.warning("unknown-version", place, message);
    }
    stated.to_owned()
}

fn project(json: &JsonDocument) -> Component {
    let project = json.root.get("project");
    let restore = project.and_then(|project| project.get("restore"));
    let name = restore.and_then(|restore| restore.filled_text("projectName")).unwrap_or(PROJECT);
    Component {
        name: name.to_owned(),
        version: project.and_then(|project| project.filled_text("version")).map(str::to_owned),
        ecosystem: Ecosystem::Nuget,
        own: true,
        place: project.and_then(|project| json.place(project)),
        ..Component::default()
    }
}

fn component(json: &JsonDocument, name: &str, version: Option<&str>, library: &Json) -> Component {
    let is_project = matches!(library.text("type"), Some("project" | "externalProject"));
    let path = library.filled_text("msbuildProject").or_else(|| library.filled_text("path"));
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Nuget,
        // A project is in no registry, so it has no package URL.
        package_url: if is_project { None } else { PackageUrl::new("nuget", None, name, version) },
        own: is_project,
        hashes: library.filled_text("sha512").map(|hash| format!("sha512:{hash}")).into_iter().collect(),
        source: path.filter(|_| is_project).map(str::to_owned),
        place: json.place(library),
        ..Component::default()
    }
}

fn add_arrows(json: &JsonDocument, target: &Json, framework: &Framework, arrows: &mut Arrows, notices: &mut Notices) {
    for (key, entry) in target.entries() {
        let (name, _) = split_key(key);
        let Some(from) = framework.find(name) else { continue };
        for (wanted, range) in entry.object("dependencies") {
            match framework.find(wanted) {
                Some(to) => arrows.add(from, to, Scope::Runtime),
                None => {
                    let message = format!("`{name}` needs `{wanted}`: its target framework does not hold it");
                    notices.warning("dangling-reference", json.place(range), message);
                }
            }
        }
    }
}

/// The packages of each framework by name, its runtimes together; those of all frameworks stand under none.
#[derive(Default)]
struct Names<'t> {
    of: HashMap<Option<&'t str>, HashMap<String, BTreeSet<ComponentIndex>>>,
}

impl<'t> Names<'t> {
    fn add(&mut self, framework: &'t str, name: &str, index: ComponentIndex) {
        for group in [Some(framework), None] {
            self.of.entry(group).or_default().entry(name.to_lowercase()).or_default().insert(index);
        }
    }

    /// The group itself where targets have its name; otherwise all of them.
    fn group(&self, group: &'t str) -> Option<&'t str> {
        Some(group).filter(|group| self.of.contains_key(&Some(*group)))
    }

    fn find(&self, group: Option<&'t str>, name: &str) -> Option<&BTreeSet<ComponentIndex>> {
        self.of.get(&group)?.get(name)
    }
}

/// What the project file asks for, framework by framework, with the strongest scope of each.
fn direct<'t>(
    json: &'t JsonDocument<'t>,
    names: &Names<'t>,
    packages: &Packages,
    notices: &mut Notices,
) -> BTreeMap<ComponentIndex, Scope> {
    let scopes = stated_scopes(json);
    let scope_of = |index: ComponentIndex, name: &str| {
        let is_project = packages.components.get(index as usize).is_some_and(|package| package.own);
        let otherwise = if is_project { Scope::Runtime } else { Scope::Unknown };
        scopes.get(name).copied().unwrap_or(otherwise)
    };
    let mut found = BTreeMap::new();
    let mut asked: HashSet<(Option<&str>, String)> = HashSet::new();
    for (framework, wanted) in json.root.object("projectFileDependencyGroups") {
        let group = names.group(framework);
        for written in wanted.elements() {
            // `Name >= 1.0.0`
            let Some(name) = written.as_text().and_then(|text| text.split_whitespace().next()) else {
                let message = format!("A dependency of the project is {}, not a name", written.kind());
                notices.warning("skipped-entry", json.place(written), message);
                continue;
            };
            let key = name.to_lowercase();
            if !asked.insert((group, key.clone())) {
                continue;
            }
            let Some(indices) = names.find(group, &key) else {
                let message = format!("The project needs `{name}`, which the file does not hold for {framework}");
                notices.warning("dangling-reference", json.place(written), message);
                continue;
            };
            found.extend(indices.iter().map(|index| (*index, scope_of(*index, &key))));
        }
    }
    found
}

/// `suppressParent` of the project's own dependencies, by their names in lower case.
fn stated_scopes(json: &JsonDocument) -> HashMap<String, Scope> {
    let mut scopes = HashMap::new();
    let frameworks = json.root.get("project").map_or(&[][..], |project| project.object("frameworks"));
    for (name, dependency) in frameworks.iter().flat_map(|(_, framework)| framework.object("dependencies")) {
        let is_private = dependency.text("suppressParent").is_some_and(|what| what.eq_ignore_ascii_case("all"));
        let scope = if is_private { Scope::Development } else { Scope::Runtime };
        let slot = scopes.entry(name.to_lowercase()).or_insert(scope);
        *slot = scope.max(*slot);
    }
    scopes
}

/// Errors that the restore itself wrote down: what it could not resolve is missing here.
fn note_failures(json: &JsonDocument, notices: &mut Notices) {
    for log in json.root.list("logs").iter().filter(|log| log.text("level") == Some("Error")) {
        let code = log.text("code").unwrap_or("error");
        let message = match log.filled_text("libraryId") {
            Some(library) => format!("NuGet could not restore `{library}` ({code}); the file is incomplete"),
            None => format!("NuGet could not restore the project ({code}); the file is incomplete"),
        };
        notices.warning("restore-failed", json.place(log), message);
    }
}
