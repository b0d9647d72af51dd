//! vendor/composer/installed.json: the PHP packages that Composer has put into `vendor`, with their licences.
//!
//! Composer 1 writes a list, Composer 2 an object that also names the development packages. Neither
//! names the project; a composer.json beside it does.
//!
//! Source: Composer's `FilesystemRepository`, <https://github.com/composer/composer>.

use std::collections::HashSet;

use super::support::composer;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "composer-installed",
    title: "Composer installed.json",
    family: "PHP",
    file_names: &["installed.json"],
    versions: "1, 2",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(composer::sharpen),
};

fn identify(input: &Input) -> bool {
    let is_installed = |package: &Sketch| {
        package.text("name").is_some_and(|name| name.contains('/'))
            && (package.has("version_normalized") || package.has("install-path") || package.has("installation-source"))
    };
    match input.sketch() {
        Some(Sketch::List(Some(first))) => is_installed(first),
        Some(seen) => {
            seen.has_list("packages")
                && (seen.has_list("dev-package-names") || seen.first("packages").is_some_and(is_installed))
                && !seen.has("packages-dev")
        }
        None => false,
    }
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let (version, packages) =
        if json.root.is_array() { ("1", json.root.elements()) } else { ("2", json.root.list("packages")) };
    let named: HashSet<&str> = json.root.list("dev-package-names").iter().filter_map(Json::as_text).collect();
    let scope_of = |package: &Json| match package.text("name") {
        _ if version == "1" => Scope::Unknown,
        Some(name) if named.contains(name) => Scope::Development,
        _ => Scope::Runtime,
    };
    let mut document = Document { format: FORMAT.id, format_version: Some(version.to_owned()), ..Document::default() };
    let packages = packages.iter().map(|package| (package, scope_of(package)));
    composer::read(&mut document, &json, packages, &mut notices);
    document.notices = notices.finish();
    Ok(document)
}
