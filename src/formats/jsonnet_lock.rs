//! jsonnetfile.lock.json: the Jsonnet libraries that jsonnet-bundler fetched.
//!
//! Source: <https://github.com/jsonnet-bundler/jsonnet-bundler#readme>.

use super::support::json;
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, ReadError};

pub const FORMAT: Format = Format {
    id: "jsonnet-lock",
    title: "jsonnetfile.lock.json",
    family: "Jsonnet",
    file_names: &["jsonnetfile.lock.json"],
    versions: "1",
    holds: Holds { hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// A jsonnetfile.json looks the same and has no checksums.
fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| {
        let first = seen.first("dependencies");
        let is_locked =
            |entry: &Sketch| entry.has("sum") || entry.get("source").is_some_and(|source| source.has("local"));
        seen.has("version") && first.is_some_and(|entry| entry.has_object("source") && is_locked(entry))
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut components = Vec::new();
    for entry in json.root.list("dependencies") {
        let source = entry.get("source");
        let git = source.and_then(|source| source.get("git"));
        let folder = source.and_then(|source| source.get("local")).and_then(|local| local.filled_text("directory"));
        let remote = git.and_then(|git| git.filled_text("remote"));
        let Some(address) = remote.or(folder) else {
            notices.warning("skipped-entry", json.place(entry), "A library without a source was left out");
            continue;
        };
        let inside = git.and_then(|git| git.filled_text("subdir")).map(|path| format!("/{}", path.trim_matches('/')));
        // Imports are written by host and path, without the protocol.
        let path = address.split_once("://").map_or(address, |(_, path)| path);
        let path = path.strip_prefix("git@").unwrap_or(path).trim_end_matches(".git");
        components.push(Component {
            name: format!("{}{}", path.replacen(':', "/", 1), inside.unwrap_or_default()),
            version: entry.filled_text("version").map(str::to_owned),
            own: remote.is_none(),
            hashes: entry.filled_text("sum").map(|sum| format!("sha256:{sum}")).into_iter().collect(),
            source: Some(address.to_owned()),
            place: json.place(entry),
            ..Component::default()
        });
    }
    let message = "A jsonnetfile.lock.json declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}
