//! mise.lock: the tools (compilers, linters) that mise installs for a project.
//!
//! Checksums differ by platform; each is kept. Source: <https://mise.jdx.dev/dev-tools/mise-lock.html>.

use std::collections::BTreeSet;

use super::support::notices::Notices;
use super::support::toml::{self, Table, Value};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentKind, Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "mise-lock",
    title: "mise.lock",
    family: "Tools",
    file_names: &["mise.lock", "mise.local.lock"],
    versions: "",
    holds: Holds { hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let is_tool = |line: &str| line.starts_with("[[tools.") || line.starts_with("[tools.");
    let is_lock = |line: &str| line.starts_with("backend = \"");
    input.head().lines().any(is_tool) && input.head().lines().any(is_lock)
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let file = toml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let mut components = Vec::new();
    for (name, entries) in toml::table(&file.table, "tools").into_iter().flatten() {
        // One table, or a list of them where several versions are installed.
        let list = entries.get_ref().as_array().into_iter().flatten();
        let single = entries.get_ref().as_table().map(|table| (table, file.place(entries.span())));
        let listed = list.filter_map(|entry| Some((entry.get_ref().as_table()?, file.place(entry.span()))));
        let before = components.len();
        components
            .extend(single.into_iter().chain(listed).map(|(table, place)| component(name.get_ref(), table, place)));
        if components.len() == before {
            let message = format!("The entry `{}` is no table and was left out", name.get_ref());
            notices.warning("skipped-entry", Some(file.place(entries.span())), message);
        }
    }
    let message = "A mise.lock declares no dependency relationships; you see an inventory of tools";
    notices.info("no-dependencies", None, message);
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}

fn component(name: &str, table: &Table, place: Place) -> Component {
    let mut hashes = BTreeSet::new();
    // `checksums` by file, or a table for each platform under `platforms` or `platforms.<name>`.
    for (key, value) in table {
        let Some(inner) = value.get_ref().as_table() else { continue };
        match key.get_ref().as_ref() {
            "checksums" => hashes.extend(inner.iter().filter_map(|(_, sum)| sum.get_ref().as_str())),
            "platforms" => hashes.extend(inner.iter().filter_map(|(_, platform)| checksum(platform.get_ref()))),
            key if key.starts_with("platforms.") => hashes.extend(toml::text(inner, "checksum")),
            _ => {}
        }
    }
    Component {
        name: name.to_owned(),
        version: toml::text(table, "version").map(str::to_owned),
        kind: ComponentKind::Application,
        scope: Scope::Development,
        hashes: hashes.into_iter().map(str::to_owned).collect(),
        source: toml::text(table, "backend").map(str::to_owned),
        place: Some(place),
        ..Component::default()
    }
}

fn checksum<'t>(platform: &'t Value) -> Option<&'t str> {
    platform.as_table().and_then(|platform| toml::text(platform, "checksum"))
}
