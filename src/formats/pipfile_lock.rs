//! Pipfile.lock: what Pipenv chose, by category. It does not say what needs what.
//!
//! Source: <https://pipenv.pypa.io/en/latest/pipfile.html>.

use std::collections::HashMap;

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::python;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "pipfile-lock",
    title: "Pipfile.lock",
    family: "Python",
    file_names: &["Pipfile.lock"],
    versions: "6",
    holds: Holds { hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(python::project::sharpen),
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_ours = seen.get("_meta").is_some_and(|meta| meta.has("pipfile-spec") || meta.has("sources"));
    is_ours && (seen.has_object("default") || seen.has_object("develop"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let meta = json.root.get("_meta");
    let version = meta.and_then(|meta| meta.get("pipfile-spec")).and_then(Json::as_text_or_number);
    if version != Some("6") {
        let message =
            format!("Pipfile.lock version {} is not known; it was read like version 6", version.unwrap_or("?"));
        notices.warning("unknown-version", meta.and_then(|meta| json.place(meta)), message);
    }
    let sources = meta.map_or(&[][..], |meta| meta.list("sources"));
    let sources: HashMap<&str, &str> =
        sources.iter().rev().filter_map(|source| Some((source.text("name")?, source.text("url")?))).collect();
    let mut components: Vec<Component> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for (category, packages) in json.root.entries().iter().filter(|(key, _)| key != "_meta") {
        let scope = category_scope(category);
        for (name, package) in packages.entries() {
            if !package.is_object() {
                let message = format!("The entry of {name} is {}, not an object; it was left out", package.kind());
                notices.warning("skipped-entry", json.place(package), message);
                continue;
            }
            let component = component(name, package, &sources, scope, json.place(package), &mut notices);
            let version = component.version.clone().unwrap_or_default();
            let position = *known.entry((python::normalised(name).into_owned(), version)).or_insert(components.len());
            match components.get_mut(position) {
                Some(earlier) => earlier.scope = earlier.scope.max(scope),
                None => components.push(component),
            }
        }
    }
    let message = "Pipfile.lock declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components: components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// `default` is installed always, `develop` and every other category on request.
fn category_scope(category: &str) -> Scope {
    match category {
        "develop" => Scope::Development,
        category => python::group_scope(category),
    }
}

fn component(
    name: &str,
    package: &Json,
    sources: &HashMap<&str, &str>,
    scope: Scope,
    place: Option<Place>,
    notices: &mut Notices,
) -> Component {
    let stated = package.filled_text("version").filter(|version| *version != "*");
    let version = stated.and_then(|stated| stated.trim_start_matches('=').trim().split(',').next());
    let version = version.filter(|version| version.starts_with(|first: char| first.is_ascii_alphanumeric()));
    let folder = package.filled_text("path");
    let git = package.filled_text("git").map(|address| {
        let commit = package.filled_text("ref").map(|commit| format!("#{commit}")).unwrap_or_default();
        format!("git+{}{commit}", address.trim_start_matches("git+"))
    });
    let address = ["file", "path"].into_iter().find_map(|key| package.filled_text(key));
    let index = || package.text("index").and_then(|name| sources.get(name).copied());
    let source = git.or_else(|| address.or_else(index).map(str::to_owned));
    if version.is_none() && (stated.is_some() || source.is_none()) {
        let message = match stated {
            Some(range) => format!("{name} has a range ({range}), not a version"),
            None => format!("{name} has no version"),
        };
        notices.warning(if stated.is_some() { "range-as-version" } else { "missing-version" }, place.clone(), message);
    }
    Component {
        scope,
        own: folder.is_some_and(|path| !path.ends_with(".whl") && !path.ends_with(".tar.gz")),
        hashes: package.list("hashes").iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        source,
        ..python::component(name, version, place)
    }
}
