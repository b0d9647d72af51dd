//! `dart pub deps --json`: the resolved packages of a Dart project and what each needs.
//!
//! Source: <https://dart.dev/tools/pub/cmd/pub-deps>.

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "dart-deps",
    title: "dart pub deps",
    family: "Dart",
    file_names: &["dart-deps.json"],
    versions: "",
    holds: Holds { dependencies: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_package = seen.first("packages").is_some_and(|package| package.has("kind") && package.has("source"));
    seen.text("root").is_some() && (is_package || (seen.has_list("sdks") && seen.has_list("packages")))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut packages: Vec<&Json> = Vec::new();
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    for package in json.root.list("packages") {
        let Some(name) = package.filled_text("name") else {
            notices.warning("missing-name", json.place(package), "A package without a name was left out");
            continue;
        };
        let index = ComponentIndex::try_from(packages.len()).unwrap_or(ComponentIndex::MAX);
        if *by_name.entry(name).or_insert(index) != index {
            let message = format!("The package {name} stands twice; the first one counts");
            notices.warning("repeated-reference", json.place(package), message);
            continue;
        }
        packages.push(package);
    }
    let mut arrows = Arrows::default();
    for (from, package) in (0..).zip(&packages) {
        for (wanted, scope) in wanted(package) {
            let Some(&to) = wanted.as_text().and_then(|name| by_name.get(name)) else {
                let (who, name) = (package.text("name").unwrap_or(""), wanted.as_text().unwrap_or("?"));
                let message = format!("`{who}` needs `{name}`: the file does not hold it");
                notices.warning("dangling-reference", json.place(wanted), message);
                continue;
            };
            let kind = packages.get(to as usize).and_then(|package| package.text("kind"));
            // Before Dart 3.5 a root's dependencies were one list; what only development needs is marked there.
            let is_development = is_root(package) && kind == Some("dev");
            arrows.add(from, to, if is_development { Scope::Development } else { scope });
        }
    }
    let roots: Vec<ComponentIndex> =
        (0..).zip(&packages).filter(|(_, package)| is_root(package)).map(|(index, _)| index).collect();
    if roots.is_empty() {
        notices.info("no-root", None, "The file names no root; you see an inventory without a root");
    }
    Ok(Document {
        format: FORMAT.id,
        roots,
        components: packages.iter().map(|package| component(&json, package)).collect(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn is_root(package: &Json) -> bool {
    package.text("kind") == Some("root")
}

/// What a package needs. `devDependencies` are a root's own and stand in `dependencies` too.
fn wanted<'t>(package: &'t Json<'t>) -> Vec<(&'t Json<'t>, Scope)> {
    let development = package.list("devDependencies");
    let names: HashSet<&str> = development.iter().filter_map(Json::as_text).collect();
    let runtime = package.list("directDependencies");
    let runtime = if runtime.is_empty() { package.list("dependencies") } else { runtime };
    let is_runtime = |wanted: &&Json| wanted.as_text().is_none_or(|name| !names.contains(name));
    let runtime = runtime.iter().filter(is_runtime).map(|wanted| (wanted, Scope::Runtime));
    runtime.chain(development.iter().map(|wanted| (wanted, Scope::Development))).collect()
}

fn component(json: &JsonDocument, package: &Json) -> Component {
    let name = package.text("name").unwrap_or("");
    let version = package.filled_text("version");
    let source = package.filled_text("source");
    let own = is_root(package) || matches!(source, Some("root" | "path"));
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Pub,
        // What comes with the SDK or from a folder is no package of the registry.
        package_url: PackageUrl::new("pub", None, name, version).filter(|_| !own && source != Some("sdk")),
        own,
        source: source.filter(|source| *source != "root").map(str::to_owned),
        place: json.place(package),
        ..Component::default()
    }
}
