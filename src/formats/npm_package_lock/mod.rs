//! npm lockfiles: package-lock.json, npm-shrinkwrap.json and node_modules/.package-lock.json.
//!
//! Versions 2 and 3 list install paths (`packages`, version 2 repeats them for old readers); version 1 is
//! a tree (`dependencies`). Both say where a package lies, so what a dependent gets is found as Node finds
//! it: in its own `node_modules`, then in each one above. One component stands for all install paths of
//! the same name, version and source.
//!
//! Source: <https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json>.

mod components;
mod licenses;
mod sharpen;
mod v1;
mod v2;

use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "npm-package-lock",
    title: "npm lockfile",
    family: "JavaScript",
    file_names: &["package-lock.json", "npm-shrinkwrap.json", ".package-lock.json"],
    versions: "1, 2, 3",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(sharpen::sharpen),
};

/// The code of the notice that the direct dependencies are a guess; a manifest replaces the guess.
const ASSUMED_DIRECT: &str = "assumed-direct";

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    if seen.has("lockfileVersion") {
        // Bun's lockfile has the same key and names its workspaces.
        return !seen.has("workspaces");
    }
    // Before npm 5, and in broken merges, version 1 came without its number.
    let Some((_, entry)) = seen.get("dependencies").and_then(|dependencies| dependencies.entries().first()) else {
        return false;
    };
    let is_entry = matches!(entry.get("version"), Some(Sketch::Text(_)));
    let is_npm_list = entry.has("overridden") || entry.has("missing") || seen.has("problems");
    is_entry && !is_npm_list && !seen.has("runtimeTarget")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let stated = json.root.get("lockfileVersion").and_then(Json::as_text_or_number);
    let has_packages = json.root.get("packages").is_some_and(Json::is_object);
    note_version(stated, &json, &mut notices);
    let mut document = if has_packages { v2::read(&json, &mut notices) } else { v1::read(&json, &mut notices) };
    document.format = FORMAT.id;
    document.format_version = Some(match stated {
        Some(version) => version.to_owned(),
        None if has_packages => "3".to_owned(),
        None => "1".to_owned(),
    });
    let any = document.components.iter().any(|component| !component.own);
    if any && document.components.iter().all(|component| component.licenses.is_empty()) {
        notices.info("no-licenses", None, "This file holds no licences; add an SBOM to judge them");
    }
    document.notices = notices.finish();
    Ok(document)
}

fn note_version(stated: Option<&str>, json: &JsonDocument, notices: &mut Notices) {
    match stated {
        Some("1" | "2" | "3") => {}
        Some(version) => {
            let place = json.root.get("lockfileVersion").and_then(|version| json.place(version));
            let message = format!("Lockfile version {version} is not known; read as the version it looks like");
            notices.warning("unknown-version", place, message);
        }
        None => {
            notices.info("implicit-version", None, "The file states no lockfile version; read as what it looks like")
        }
    }
}
