//! MODULE.bazel.lock: the modules of a Bazel workspace.
//!
//! Versions 1 to 10 hold the module graph. Later ones hold checksums of what was looked at in registries: of a
//! module that was chosen also its `source.json`. What extensions fetch (other ecosystems' packages) is
//! not read. Source: <https://bazel.build/external/lockfile>.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::places::counted;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "bazel-lock",
    title: "MODULE.bazel.lock",
    family: "Bazel",
    file_names: &["MODULE.bazel.lock"],
    versions: "1 to 28",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// The newest version whose layout is known.
const NEWEST: u32 = 28;

/// The root module where it states no name.
const PROJECT: &str = "project";

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| {
        seen.has("lockFileVersion") && (seen.has_object("moduleDepGraph") || seen.has_object("registryFileHashes"))
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let stated = json.root.get("lockFileVersion");
    let version = stated.and_then(Json::as_text_or_number);
    if version.and_then(|version| version.parse().ok()).is_none_or(|version: u32| version > NEWEST) {
        let message =
            format!("Lockfile version {} is not known; it was read like version {NEWEST}", version.unwrap_or("?"));
        notices.warning("unknown-version", stated.and_then(|at| json.place(at)), message);
    }
    let mut document =
        Document { format: FORMAT.id, format_version: version.map(str::to_owned), ..Document::default() };
    match json.root.object("moduleDepGraph") {
        [] => read_hashes(&json, &mut document, &mut notices),
        graph => read_graph(&json, graph, &mut document, &mut notices),
    }
    if let extensions @ 1.. = json.root.object("moduleExtensions").len() {
        let count = counted(extensions, "module extension fetches", "module extensions fetch");
        let message = format!("What {count} (often packages of other ecosystems) was not read");
        notices.info("not-read", json.root.get("moduleExtensions").and_then(|at| json.place(at)), message);
    }
    document.notices = notices.finish();
    Ok(document)
}

fn read_graph(json: &JsonDocument, graph: &[(Cow<str>, Json)], document: &mut Document, notices: &mut Notices) {
    let by_key: HashMap<&str, ComponentIndex> = graph.iter().map(|(key, _)| key.as_ref()).zip(0..).collect();
    let mut arrows = Arrows::default();
    for (from, (key, module)) in (0..).zip(graph) {
        let (name, version) = key.split_once('@').unwrap_or((key, ""));
        let is_root = key == "<root>";
        let name = module.filled_text("name").unwrap_or(if is_root { PROJECT } else { name });
        // `_` stands for a module that is overridden or part of Bazel.
        let version = module.filled_text("version").or(Some(version)).filter(|version| !matches!(*version, "" | "_"));
        let attributes = module.get("repoSpec").and_then(|repository| repository.get("attributes"));
        let urls = attributes.map_or(&[][..], |attributes| attributes.list("urls"));
        let integrity = attributes.and_then(|attributes| attributes.filled_text("integrity"));
        document.components.push(Component {
            own: is_root,
            hashes: integrity
                .and_then(|hash| hash.split_once('-'))
                .map(|(kind, hash)| format!("{kind}:{hash}"))
                .into_iter()
                .collect(),
            source: urls.first().and_then(Json::as_text).map(str::to_owned),
            ..component(name, version, json.place(module))
        });
        for (_, wanted) in module.object("deps") {
            let Some(wanted_key) = wanted.as_text() else { continue };
            match by_key.get(wanted_key) {
                Some(&to) if to != from => arrows.add(from, to, Scope::Unknown),
                Some(_) => {}
                None => {
                    let message = format!("`{name}` needs `{wanted_key}`, which the file does not hold");
                    notices.warning("dangling-reference", json.place(wanted), message);
                }
            }
        }
    }
    document.dependencies = arrows.finish();
    document.roots = by_key.get("<root>").copied().into_iter().collect();
}

/// What stands about one version of one module among the checksums.
#[derive(Default)]
struct Mentioned<'t> {
    chosen: bool,
    place: Option<Place>,
    registry: &'t str,
}

fn read_hashes(json: &JsonDocument, document: &mut Document, notices: &mut Notices) {
    let mut mentioned: BTreeMap<(&str, &str), Mentioned> = BTreeMap::new();
    for (address, hash_at) in json.root.object("registryFileHashes") {
        let Some((registry, path)) = address.split_once("/modules/") else { continue };
        let mut parts = path.split('/');
        let (Some(name), Some(version), Some(file), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            continue;
        };
        // A registry that does not have the module answers with nothing: null.
        if hash_at.as_text().is_none() {
            continue;
        }
        let module = mentioned.entry((name, version)).or_default();
        module.place = module.place.take().or_else(|| json.place(hash_at));
        match file {
            "source.json" => {
                module.chosen = true;
                module.registry = registry;
            }
            _ if module.registry.is_empty() => module.registry = registry,
            _ => {}
        }
    }
    let any_chosen = mentioned.values().any(|module| module.chosen);
    if !any_chosen && !mentioned.is_empty() {
        let message = "The file does not say which versions were chosen; every version that was looked at is listed";
        notices.warning("more-than-chosen", None, message);
    }
    for ((name, version), module) in mentioned {
        if module.chosen || !any_chosen {
            document.components.push(Component {
                source: Some(module.registry.to_owned()),
                ..component(name, Some(version), module.place)
            });
        }
    }
    let message = "This version of MODULE.bazel.lock declares no dependency relationships; you see an inventory; \
                   `bazel mod graph --output json` has them";
    notices.info("no-dependencies", None, message);
}

fn component(name: &str, version: Option<&str>, place: Option<Place>) -> Component {
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Bazel,
        package_url: Some(name)
            .filter(|name| *name != PROJECT)
            .and_then(|name| PackageUrl::new("bazel", None, name, version)),
        place,
        ..Component::default()
    }
}
