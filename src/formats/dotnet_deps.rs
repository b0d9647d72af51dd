//! *.deps.json: what a built .NET application loads at run time, written beside its assemblies.
//!
//! Assets of packages are not kept. The application is the project that nothing else needs. What serves
//! compilation only (`compileOnly`) is taken for provided.
//!
//! Source: <https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::nuget::{Framework, Packages, split_key};
use super::support::roots::tops;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "dotnet-deps",
    title: "deps.json",
    family: ".NET",
    file_names: &["*.deps.json"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has("runtimeTarget") && seen.has_object("targets"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let libraries: HashMap<&str, &Json> =
        json.root.object("libraries").iter().map(|(key, library)| (key.as_ref(), library)).collect();
    let mut packages = Packages::default();
    let mut arrows = Arrows::default();
    for (_, target) in json.root.object("targets") {
        let mut framework = Framework::default();
        for (key, entry) in target.entries() {
            if !entry.is_object() {
                let message = format!("The entry of {key} is {}, not an object", entry.kind());
                notices.warning("skipped-entry", json.place(entry), message);
                continue;
            }
            let (name, version) = split_key(key);
            let library = libraries.get(key.as_ref()).copied();
            if library.is_none() {
                let message = format!("`{key}` is not among the libraries");
                notices.warning("missing-entry", json.place(entry), message);
            }
            framework.add(name, packages.add(name, version, || component(&json, name, version, entry, library)));
        }
        add_arrows(&json, target, &framework, &mut arrows, &mut notices);
    }
    for (key, library) in json.root.object("libraries").iter().filter(|(_, library)| library.is_object()) {
        let (name, version) = split_key(key);
        packages.add(name, version, || component(&json, name, version, library, Some(library)));
    }
    let mut document = Document {
        format: FORMAT.id,
        components: packages.components.into(),
        dependencies: arrows.finish(),
        ..Document::default()
    };
    let is_own = |index: ComponentIndex| document.components.get(index as usize).is_some_and(|library| library.own);
    document.roots = tops(&document, is_own);
    if document.roots.is_empty() {
        notices.info("no-root", None, "The file names no project; you see an inventory without a root");
    }
    document.notices = notices.finish();
    Ok(document)
}

fn component(
    json: &JsonDocument,
    name: &str,
    version: Option<&str>,
    entry: &Json,
    library: Option<&Json>,
) -> Component {
    let kind = library.and_then(|library| library.text("type")).unwrap_or("package").to_ascii_lowercase();
    let is_registered = matches!(kind.as_str(), "package" | "runtimepack");
    // The SDK marks the packages of the runtime itself: `runtimepack.Microsoft.NETCore.App.Runtime.linux-x64`.
    let registered = name.strip_prefix("runtimepack.").filter(|_| kind == "runtimepack").unwrap_or(name);
    let hash = library.and_then(|library| library.filled_text("sha512"));
    let hash = hash.map(|hash| format!("sha512:{}", hash.strip_prefix("sha512-").unwrap_or(hash)));
    Component {
        name: registered.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Nuget,
        package_url: if is_registered { PackageUrl::new("nuget", None, registered, version) } else { None },
        scope: if entry.is_true("compileOnly") { Scope::Provided } else { Scope::Unknown },
        own: kind == "project",
        hashes: hash.into_iter().collect(),
        place: json.place(library.unwrap_or(entry)),
        ..Component::default()
    }
}

fn add_arrows(json: &JsonDocument, target: &Json, framework: &Framework, arrows: &mut Arrows, notices: &mut Notices) {
    let compile_only: HashMap<ComponentIndex, bool> = target
        .entries()
        .iter()
        .filter_map(|(key, entry)| Some((framework.find(split_key(key).0)?, entry.is_true("compileOnly"))))
        .collect();
    for (key, entry) in target.entries() {
        let (name, _) = split_key(key);
        let Some(from) = framework.find(name) else { continue };
        for (wanted, version) in entry.object("dependencies") {
            match framework.find(wanted) {
                Some(to) => {
                    let is_provided = compile_only.get(&to) == Some(&true);
                    arrows.add(from, to, if is_provided { Scope::Provided } else { Scope::Runtime });
                }
                None => {
                    let message = format!("`{name}` needs `{wanted}`: the target does not hold it");
                    notices.warning("dangling-reference", json.place(version), message);
                }
            }
        }
    }
}
