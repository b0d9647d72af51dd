//! conan.lock: the graph of Conan 1 (0.0 to 0.4) and the flat lists of Conan 2 (0.5).
//!
//! Recipe revisions are kept as hashes (`rrev:…`); package ids, options and profiles are not kept. Source:
//! <https://docs.conan.io/1/versioning/lockfiles.html>, <https://docs.conan.io/2/tutorial/versioning/lockfiles.html>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "conan-lock",
    title: "conan.lock",
    family: "C and C++",
    file_names: &["conan.lock"],
    versions: "0.0 to 0.5",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// The lists of version 0.5 and when what they hold is needed.
const LISTS: [(&str, Scope); 4] = [
    ("requires", Scope::Runtime),
    ("build_requires", Scope::Build),
    ("python_requires", Scope::Build),
    ("config_requires", Scope::Build),
];

/// Text of a project that has no name: a conanfile.txt.
const PROJECT: &str = "conanfile.txt";

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let has_graph = seen.get("graph_lock").is_some_and(|graph| graph.has_object("nodes"));
    let lists = LISTS.iter().filter(|(key, _)| seen.has_list(key)).count();
    let is_reference = |first: &Sketch| matches!(first, Sketch::Text(text) if text.contains('/'));
    let has_reference = LISTS.iter().any(|(key, _)| seen.first(key).is_some_and(is_reference));
    let is_version = seen.text("version").is_some_and(|version| version.starts_with("0."));
    has_graph || (is_version && (lists > 1 || has_reference))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.get("version").and_then(Json::as_text_or_number);
    let graph = json.root.get("graph_lock").and_then(|graph| graph.get("nodes"));
    let known = match graph {
        Some(_) => ["0.0", "0.1", "0.2", "0.3", "0.4"].as_slice(),
        None => &["0.5"],
    };
    if let Some(version) = version.filter(|version| !known.contains(version)) {
        let like = known.last().copied().unwrap_or("");
        let message = format!("Lockfile version {version} is not known; it was read like version {like}");
        notices.warning("unknown-version", json.root.get("version").and_then(|at| json.place(at)), message);
    }
    let mut document =
        Document { format: FORMAT.id, format_version: version.map(str::to_owned), ..Document::default() };
    match graph {
        Some(nodes) => read_graph(&json, nodes, &mut document, &mut notices),
        None => read_lists(&json, &mut document, &mut notices),
    }
    document.notices = notices.finish();
    Ok(document)
}

/// Versions 0.0 to 0.4: nodes by number. Node `0` is the project, which has no `ref` where it is a conanfile.txt.
fn read_graph(json: &JsonDocument, nodes: &Json, document: &mut Document, notices: &mut Notices) {
    let mut by_id: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut read: Vec<&Json> = Vec::new();
    for (id, node) in nodes.entries() {
        // Conan before 1.17 wrote `pref`: the reference, a colon and the package id.
        let written = node.filled_text("ref").or_else(|| node.filled_text("pref"));
        let is_project = node.filled_text("path").is_some() || id == "0";
        let mut component = match written {
            Some(written) => component(written),
            None if is_project => {
                Component { name: PROJECT.to_owned(), ecosystem: Ecosystem::Conan, ..Component::default() }
            }
            None => {
                let message = format!("Node {id} has no reference and was left out");
                notices.warning("skipped-entry", json.place(node), message);
                continue;
            }
        };
        component.own = is_project;
        component.place = json.place(node);
        if node.text("context") == Some("build") {
            component.scope = Scope::Build;
        }
        by_id.insert(id, document.components.len() as ComponentIndex);
        document.components.push(component);
        read.push(node);
    }
    let mut arrows = Arrows::default();
    for (from, node) in (0..).zip(read) {
        // `requires` was an object (reference to node) before 0.4.
        for (key, scope) in
            [("requires", Scope::Runtime), ("build_requires", Scope::Build), ("python_requires", Scope::Build)]
        {
            let Some(wanted) = node.get(key) else { continue };
            for wanted in wanted.elements().iter().chain(wanted.entries().iter().map(|(_, id)| id)) {
                let Some(id) = wanted.as_text() else { continue };
                match by_id.get(id) {
                    Some(&to) => arrows.add(from, to, scope),
                    // Recipes that are Python code of other recipes are named, not numbered.
                    None if key == "python_requires" => {}
                    None => {
                        let message =
                            format!("`{}` needs node {id}, which the file does not hold", document.label(from));
                        notices.warning("dangling-reference", json.place(wanted), message);
                    }
                }
            }
        }
    }
    document.dependencies = arrows.finish();
    document.roots = by_id.get("0").copied().into_iter().collect();
    if document.roots.is_empty() {
        let own = (0..).zip(&document.components).filter(|(_, component)| component.own);
        document.roots = own.map(|(index, _)| index).collect();
    }
}

fn read_lists(json: &JsonDocument, document: &mut Document, notices: &mut Notices) {
    for (key, scope) in LISTS {
        for written in json.root.list(key) {
            // With `--lockfile-packages` an entry is a list: the reference and its package ids.
            let reference = written.as_text().or_else(|| written.elements().first().and_then(Json::as_text));
            match reference.map(str::trim).filter(|text| !text.is_empty()) {
                Some(reference) => {
                    document.components.push(Component { scope, place: json.place(written), ..component(reference) });
                }
                None => {
                    notices.warning("skipped-entry", json.place(written), "An entry without a reference was left out")
                }
            }
        }
    }
    let message = "This version of conan.lock declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
}

/// `name/version@user/channel#revision%timestamp`, of which all but the name may be missing.
fn component(reference: &str) -> Component {
    let reference = reference.split_once('%').map_or(reference, |(reference, _)| reference);
    let (reference, revision) = reference.split_once('#').map_or((reference, None), |(start, rest)| {
        // What follows a colon is the package, not the recipe.
        (start, rest.split(':').next())
    });
    let reference = reference.split_once(':').map_or(reference, |(reference, _)| reference);
    let (package, user) = reference.split_once('@').map_or((reference, ""), |(package, user)| (package, user));
    let (name, version) = package.split_once('/').map_or((package, None), |(name, version)| (name, Some(version)));
    let version = version.filter(|version| !version.is_empty());
    let (user, channel) = user.split_once('/').unwrap_or((user, ""));
    // `_/_` says that there is none.
    let (user, channel) = if user == "_" { ("", "") } else { (user, channel) };
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Conan,
        package_url: PackageUrl::with_qualifiers(
            "conan",
            None,
            name,
            version,
            &[("user", user), ("channel", channel)],
            None,
        ),
        // A revision is a checksum of the recipe or its commit; `0` stands for none.
        hashes: revision
            .filter(|revision| *revision != "0")
            .map(|revision| format!("rrev:{revision}"))
            .into_iter()
            .collect(),
        source: (!user.is_empty()).then(|| reference.to_owned()),
        ..Component::default()
    }
}
