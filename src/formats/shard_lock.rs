//! shard.lock: the shards of a Crystal project.
//!
//! Source: <https://github.com/crystal-lang/shards/blob/master/docs/shard.lock.adoc>.

use super::support::notices::Notices;
use super::support::yaml::{self, Entry};
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, ReadError};

pub const FORMAT: Format = Format {
    id: "shard-lock",
    title: "shard.lock",
    family: "Crystal",
    file_names: &["shard.lock"],
    versions: "1.0, 2.0",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

/// Where a shard may come from.
const SOURCES: [&str; 8] = ["git", "github", "gitlab", "bitbucket", "codeberg", "hg", "fossil", "path"];

fn identify(input: &Input) -> bool {
    let has = |start: &str| input.head().lines().any(|line| line.starts_with(start));
    has("version: ") && has("shards:")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let yaml = yaml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.iter().chain(&yaml.notices).cloned().collect());
    let file = yaml.documents.first();
    let version = file.and_then(|file| file.text("version"));
    if let Some(version) = version.filter(|version| !matches!(*version, "1.0" | "2.0")) {
        let place = file.and_then(|file| file.get("version")).map(yaml::Node::place);
        let message = format!("Lockfile version {version} is not known; it was read like version 2.0");
        notices.warning("unknown-version", place, message);
    }
    let shards = file.and_then(|file| file.get("shards")).map_or(&[][..], yaml::Node::entries);
    let message = "A shard.lock declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components: shards.iter().map(component).collect(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn component(shard: &Entry) -> Component {
    let version = shard.value.text("version").or(shard.value.text("commit"));
    let source = SOURCES.iter().find_map(|key| Some((*key, shard.value.text(key)?)));
    Component {
        name: shard.key.clone().into_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Shards,
        own: source.is_some_and(|(kind, _)| kind == "path"),
        source: source.map(|(kind, address)| format!("{kind}: {address}")),
        place: Some(shard.place()),
        ..Component::default()
    }
}
