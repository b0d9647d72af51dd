//! nimble.lock: the packages of a Nim project and what each needs.
//!
//! The project itself is not in the file. Source: <https://nim-lang.github.io/nimble/lock-files.html>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "nimble-lock",
    title: "nimble.lock",
    family: "Nim",
    file_names: &["nimble.lock"],
    versions: "1, 2",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let first = |entry: &Sketch| entry.has("vcsRevision") || entry.has("downloadMethod");
    input.sketch().is_some_and(|seen| {
        let package = seen.get("packages").and_then(|packages| packages.entries().first());
        seen.has("version")
            && (package.is_some_and(|(_, entry)| first(entry))
                || (seen.has_object("packages") && seen.has_object("tasks")))
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let stated = json.root.get("version");
    let version = stated.and_then(Json::as_text_or_number);
    if !matches!(version, Some("1" | "2")) {
        let message = format!("Lockfile version {} is not known; it was read like version 2", version.unwrap_or("?"));
        notices.warning("unknown-version", stated.and_then(|at| json.place(at)), message);
    }
    // What tasks need beside is listed apart, by task.
    let tasks = json.root.object("tasks").iter().flat_map(|(_, packages)| packages.entries());
    let entries: Vec<_> = json.root.object("packages").iter().chain(tasks).collect();
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut components = Vec::new();
    for (name, entry) in &entries {
        by_name.entry(name).or_insert(components.len() as ComponentIndex);
        let checksums = entry.object("checksums").iter().chain(entry.object("checksum"));
        components.push(Component {
            name: name.clone().into_owned(),
            // `#head` stands for no version at all; then the revision says more.
            version: entry.filled_text("version").or_else(|| entry.filled_text("vcsRevision")).map(str::to_owned),
            ecosystem: Ecosystem::Nim,
            hashes: checksums.filter_map(|(kind, sum)| Some(format!("{kind}:{}", sum.as_text()?))).collect(),
            source: entry.filled_text("url").map(|url| match entry.filled_text("vcsRevision") {
                Some(revision) => format!("{url}#{revision}"),
                None => url.to_owned(),
            }),
            place: json.place(entry),
            ..Component::default()
        });
    }
    let mut arrows = Arrows::default();
    for (from, (name, entry)) in (0..).zip(&entries) {
        for wanted in entry.list("dependencies") {
            match wanted.as_text().and_then(|wanted| by_name.get(wanted)) {
                Some(&to) if to != from => arrows.add(from, to, Scope::Unknown),
                Some(_) => {}
                // The compiler is a package too, and usually not locked.
                None if wanted.as_text() == Some("nim") => {}
                None => {
                    let message =
                        format!("`{name}` needs `{}`, which the file does not hold", wanted.as_text().unwrap_or("?"));
                    notices.warning("dangling-reference", json.place(wanted), message);
                }
            }
        }
    }
    notices.info("no-root", None, "The file does not say what the project asks for itself; there is no root");
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}
