//! Gradle's verification-metadata.xml: checksums of everything a build may fetch, more than any
//! configuration holds.
//!
//! Only the checksums of the artifact itself are kept, not those of its `.pom` and `.module` files;
//! signatures are not. Source: <https://docs.gradle.org/current/userguide/dependency_verification.html>.

use super::support::maven::{Artifacts, Coordinates};
use super::support::notices::Notices;
use super::support::xml::{self, Element};
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError, Role};

pub const FORMAT: Format = Format {
    id: "gradle-verification-metadata",
    title: "Gradle verification metadata",
    family: "JVM",
    file_names: &["verification-metadata.xml"],
    versions: "1.0 to 1.3",
    holds: Holds { hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const ALGORITHMS: [&str; 4] = ["md5", "sha1", "sha256", "sha512"];

fn identify(input: &Input) -> bool {
    let head = input.head();
    head.trim_start().starts_with('<') && head.contains("<verification-metadata")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let xml = xml::parse(&input.text)?;
    let mut notices = Notices::of_xml(input, &xml);
    let mut artifacts = Artifacts::default();
    for written in xml.root.list("components") {
        let place = xml.place(written);
        let part = |name: &str| written.filled_attribute(name);
        let (Some(group), Some(name), Some(version)) = (part("group"), part("name"), part("version")) else {
            notices.warning("missing-name", place, "A component without group, name and version was left out");
            continue;
        };
        let coordinates = Coordinates::new(group, name, version);
        if artifacts.find(&coordinates).is_some() {
            let message = format!("`{group}:{name}:{version}` stands twice; its checksums were put together");
            notices.warning("repeated-reference", place.clone(), message);
        }
        let index = artifacts.add(coordinates, place);
        if let Some(component) = artifacts.components.get_mut(index as usize) {
            component.hashes.extend(hashes(written, name, version));
        }
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: schema_version(&xml.root),
        role: Role::Supplement,
        components: artifacts.components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// The checksums of `name-version.jar` (or another archive), and of what is trusted in its place.
fn hashes(component: &Element, name: &str, version: &str) -> Vec<String> {
    let usual = format!("{name}-{version}.");
    let is_archive = |artifact: &&Element| {
        let ending = artifact.attribute("name").and_then(|file| file.strip_prefix(&usual));
        ending.is_some_and(|ending| !matches!(ending, "pom" | "module"))
    };
    let mut found = Vec::new();
    for sum in component.named("artifact").filter(is_archive).flat_map(|artifact| &artifact.children) {
        if ALGORITHMS.contains(&sum.name) {
            let trusted = sum.named("also-trust").filter_map(|also| also.filled_attribute("value"));
            let values = sum.filled_attribute("value").into_iter().chain(trusted);
            found.extend(values.map(|value| format!("{}:{value}", sum.name)));
        }
    }
    found
}

/// `…/dependency-verification-1.3.xsd`.
fn schema_version(root: &Element) -> Option<String> {
    let (_, rest) = root.attribute("schemaLocation")?.rsplit_once("dependency-verification-")?;
    rest.strip_suffix(".xsd").map(str::to_owned)
}
