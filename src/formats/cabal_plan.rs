//! plan.json: what Cabal is going to build and what each part needs.
//!
//! The parts of one package (library, executables, tests) become one component. Source: the writer,
//! `Distribution.Client.ProjectPlanOutput`, <https://github.com/haskell/cabal>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::roots;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "cabal-plan",
    title: "Cabal plan.json",
    family: "Haskell",
    file_names: &["plan.json"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has_list("install-plan") && seen.has("cabal-version"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut document = Document { format: FORMAT.id, ..Document::default() };
    document.generator = json.root.filled_text("cabal-version").map(|version| format!("cabal-install {version}"));
    let mut by_package: HashMap<(&str, &str), ComponentIndex> = HashMap::new();
    let mut by_unit: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut units: Vec<(ComponentIndex, &Json)> = Vec::new();
    for unit in json.root.list("install-plan") {
        let Some(name) = unit.filled_text("pkg-name") else {
            notices.warning("missing-name", json.place(unit), "A package without a name was left out");
            continue;
        };
        let index = *by_package.entry((name, unit.text("pkg-version").unwrap_or(""))).or_insert_with(|| {
            document.components.push(Component { place: json.place(unit), ..component(name, unit) });
            (document.components.len() - 1) as ComponentIndex
        });
        if let Some(id) = unit.text("id") {
            by_unit.insert(id, index);
        }
        units.push((index, unit));
    }
    let mut arrows = Arrows::default();
    for (from, unit) in units {
        let part = unit.text("component-name").unwrap_or("lib");
        // Older plans keep the parts of a package together, under `components`.
        let parts = unit.object("components").iter().map(|(part, at)| (part.as_ref(), at));
        for (part, at) in std::iter::once((part, unit)).chain(parts) {
            let own_scope = scope_of(part);
            for (key, scope) in [("depends", own_scope), ("exe-depends", own_scope.min(Scope::Build))] {
                for wanted in at.list(key) {
                    match wanted.as_text().and_then(|id| by_unit.get(id)) {
                        Some(&to) if to != from => arrows.add(from, to, scope),
                        Some(_) => {}
                        None => {
                            let message = format!(
                                "`{}` needs \"{}\", which the plan does not hold",
                                document.label(from),
                                wanted.as_text().unwrap_or("?")
                            );
                            notices.warning("dangling-reference", json.place(wanted), message);
                        }
                    }
                }
            }
        }
    }
    document.dependencies = arrows.finish();
    document.notices = notices.finish();
    let is_own = |index: ComponentIndex| document.components.get(index as usize).is_some_and(|package| package.own);
    document.roots = roots::tops(&document, is_own);
    Ok(document)
}

/// `lib`, `exe:name`, `test:name`, `bench:name`, `setup`.
fn scope_of(part: &str) -> Scope {
    match part.split(':').next().unwrap_or("") {
        "test" => Scope::Test,
        "bench" => Scope::Development,
        "setup" => Scope::Build,
        _ => Scope::Runtime,
    }
}

fn component(name: &str, unit: &Json) -> Component {
    let version = unit.filled_text("pkg-version");
    let source = unit.get("pkg-src");
    let kind = source.and_then(|source| source.text("type"));
    let repository = source.and_then(|source| source.get("repo").or_else(|| source.get("source-repo")));
    let address =
        repository.and_then(|repository| repository.filled_text("uri").or_else(|| repository.filled_text("location")));
    let path = source.and_then(|source| source.filled_text("path"));
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Hackage,
        package_url: PackageUrl::new("hackage", None, name, version),
        own: unit.text("style") == Some("local") || kind == Some("local"),
        hashes: unit.filled_text("pkg-src-sha256").map(|hash| format!("sha256:{hash}")).into_iter().collect(),
        source: address.or(path).map(str::to_owned),
        ..Component::default()
    }
}
