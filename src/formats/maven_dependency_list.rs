//! What `mvn dependency:list` and `mvn dependency:resolve` print: the artifacts of each project, without
//! the project and without what needs what.
//!
//! Source: <https://maven.apache.org/plugins/maven-dependency-plugin/list-mojo.html>.

use super::support::maven::{self, Artifacts, Coordinates, is_name};
use super::support::notices::Notices;
use super::support::text_tree::{logged, without_colors};
use super::{Format, Holds, Input};
use crate::model::{Document, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "maven-dependency-list",
    title: "mvn dependency:list",
    family: "JVM",
    file_names: &["dependency-list.txt"],
    versions: "",
    holds: Holds { scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const RESOLVED: &str = "The following files have been resolved:";
const UNRESOLVED: &str = "The following files have NOT been resolved:";

fn identify(input: &Input) -> bool {
    let is_heading =
        |part: &str| without_colors(part).lines().any(|line| matches!(logged(line).trim(), RESOLVED | UNRESOLVED));
    is_heading(input.head()) || is_heading(input.tail())
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let text = without_colors(&input.text);
    let mut notices = Notices::new(input.notices.clone());
    let mut artifacts = Artifacts::default();
    // The heading that is being read under: were these found?
    let mut found = None;
    for (line, text) in (1..).zip(text.lines().map(logged)) {
        let place = Some(Place::Line { line, column: 1 });
        match text.trim() {
            RESOLVED => found = Some(true),
            UNRESOLVED => found = Some(false),
            "" | "none" => {}
            entry if found.is_some() && text.starts_with("  ") => {
                let Some((coordinates, scope)) = read(entry) else {
                    let message = format!("Not `group:artifact:type:version:scope`: `{entry}`");
                    notices.warning("skipped-entry", place, message);
                    continue;
                };
                if found == Some(false) {
                    let message = format!("Maven did not find `{}`", coordinates.name());
                    notices.warning("unresolved-dependency", place.clone(), message);
                }
                let known = artifacts.components.len();
                let index = artifacts.add(coordinates, place) as usize;
                if let Some(component) = artifacts.components.get_mut(index) {
                    component.scope = if index >= known { scope } else { component.scope.max(scope) };
                }
            }
            _ => found = None,
        }
    }
    let message = "This file declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        components: artifacts.components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// `group:artifact:type[:classifier]:version:scope`, perhaps with a path, a module name or `(optional)` behind.
fn read(entry: &str) -> Option<(Coordinates<'_>, Scope)> {
    let is_optional = entry.contains("(optional)");
    let entry = entry.split_once(' ').map_or(entry, |(entry, _)| entry);
    let parts: Vec<&str> = entry.splitn(7, ':').collect();
    let (coordinates, scope) = match parts.as_slice() {
        [group, artifact, kind, version, scope, ..] if maven::scope(scope).is_some() => {
            (Coordinates::new(group, artifact, version).of_kind(kind, ""), scope)
        }
        [group, artifact, kind, classifier, version, scope, ..] => {
            (Coordinates::new(group, artifact, version).of_kind(kind, classifier), scope)
        }
        _ => return None,
    };
    let scope = match maven::scope(scope)? {
        Scope::Runtime if is_optional => Scope::Optional,
        scope => scope,
    };
    (is_name(coordinates.group) && is_name(coordinates.artifact)).then_some((coordinates, scope))
}
