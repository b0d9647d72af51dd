//! build.sbt.lock of the plugin sbt-dependency-lock: versions, checksums and configurations, and no word
//! on what needs what.
//!
//! Source: <https://stringbean.github.io/sbt-dependency-lock/file-formats/version-1.html>.

use super::support::conflict::refuse_merge_conflict;
use super::support::json::{self, Json};
use super::support::maven::{self, Artifacts, Coordinates};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "sbt-lock",
    title: "sbt lockfile",
    family: "JVM",
    file_names: &["build.sbt.lock", "*.sbt.lock"],
    versions: "1",
    holds: Holds { hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_listed = seen.first("dependencies").is_none_or(|first| first.has("org") && first.has("name"));
    matches!(seen.get("lockVersion"), Some(Sketch::Word(_))) && seen.has_list("dependencies") && is_listed
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.get("lockVersion").and_then(Json::as_text_or_number).unwrap_or("?");
    if version != "1" {
        let message = format!("Lockfile version {version} is not known; it was read like version 1");
        notices.warning("unknown-version", None, message);
    }
    let mut artifacts = Artifacts::default();
    for written in json.root.list("dependencies") {
        let place = json.place(written);
        let (Some(group), Some(name)) = (written.filled_text("org"), written.filled_text("name")) else {
            notices.warning("missing-name", place, "A dependency without `org` and `name` was left out");
            continue;
        };
        let version = written.filled_text("version").unwrap_or("");
        if version.is_empty() {
            notices.warning("missing-version", place.clone(), format!("`{group}:{name}` has no version"));
        }
        let index = artifacts.add(Coordinates::new(group, name, version), place);
        if let Some(component) = artifacts.components.get_mut(index as usize) {
            let configurations = written.list("configurations").iter().filter_map(Json::as_text);
            component.scope = configurations.map(configuration_scope).max().unwrap_or_default();
            let jars = written.list("artifacts").iter();
            component.hashes = jars.filter_map(|jar| jar.filled_text("hash")).map(str::to_owned).collect();
        }
    }
    let message = "This file declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        format_version: Some(version.to_owned()),
        created: json.root.filled_text("timestamp").map(str::to_owned),
        components: artifacts.components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn configuration_scope(name: &str) -> Scope {
    match name {
        "optional" => Scope::Optional,
        "it" | "test-internal" => Scope::Test,
        "plugin" | "scala-tool" | "scala-doc-tool" => Scope::Build,
        name => maven::scope(name).unwrap_or_default(),
    }
}
