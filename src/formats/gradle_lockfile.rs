//! gradle.lockfile, buildscript-gradle.lockfile and the older files of `gradle/dependency-locks`.
//!
//! The entries are constraints: what each configuration resolved to, direct or not, and no word on what
//! needs what. The older layout keeps each configuration in a file of its own and does not name it
//! inside. Source: <https://docs.gradle.org/current/userguide/dependency_locking.html>.

use std::collections::HashSet;

use super::support::conflict::refuse_merge_conflict;
use super::support::gradle::configuration_scope;
use super::support::maven::{Artifacts, Coordinates};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Document, Place, ReadError};

pub const FORMAT: Format = Format {
    id: "gradle-lockfile",
    title: "Gradle lockfile",
    family: "JVM",
    file_names: &["gradle.lockfile", "buildscript-gradle.lockfile", "*.lockfile"],
    versions: "one file a project, one file a configuration",
    holds: Holds { scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const GENERATED: &str = "# This is a Gradle generated file";

fn identify(input: &Input) -> bool {
    let head = input.head();
    let is_generated = head.lines().take(20).any(|line| line.starts_with(GENERATED));
    let mut entries = entries(head).map(|(_, text)| text).take(20).peekable();
    if is_generated {
        return entries
            .peek()
            .is_none_or(|text| text.starts_with("empty=") || Coordinates::read(split(text).0).is_some());
    }
    let is_entry = |text: &str| Coordinates::read(split(text).0).is_some() && split(text).1.is_some_and(are_names);
    let (mut fitting, mut others) = (0, 0);
    for text in entries.filter(|text| !text.starts_with("empty=")) {
        if is_entry(text) { fitting += 1 } else { others += 1 }
    }
    fitting > others
}

fn are_names(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-,$".contains(&byte))
}

/// `group:artifact:version=configuration,configuration`; the older layout has no configurations.
fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('=') {
        Some((locked, configurations)) => (locked, Some(configurations)),
        None => (text, None),
    }
}

fn entries(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1..).zip(text.lines().map(str::trim)).filter(|(_, text)| !text.is_empty() && !text.starts_with('#'))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let mut artifacts = Artifacts::default();
    let mut seen = HashSet::new();
    let mut is_old = true;
    for (line, text) in entries(&input.text) {
        let place = Some(Place::Line { line, column: 1 });
        let (locked, configurations) = split(text);
        is_old &= configurations.is_none();
        if locked == "empty" && configurations.is_some() {
            continue;
        }
        let Some(coordinates) = Coordinates::read(locked) else {
            notices.warning("skipped-entry", place, format!("Not `group:artifact:version`: `{locked}`"));
            continue;
        };
        let scope = configurations.unwrap_or("").split(',').map(configuration_scope).max().unwrap_or_default();
        let is_new = seen.insert(coordinates);
        if !is_new {
            notices.warning("repeated-reference", place.clone(), format!("`{locked}` stands twice"));
        }
        let index = artifacts.add(coordinates, place);
        if let Some(component) = artifacts.components.get_mut(index as usize) {
            component.scope = if is_new { scope } else { component.scope.max(scope) };
        }
    }
    let message = "This file declares no dependency relationships; its entries are what Gradle may choose, \
                   direct or not. You see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        format_version: Some(if is_old { "one file a configuration" } else { "one file a project" }.to_owned()),
        components: artifacts.components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}
