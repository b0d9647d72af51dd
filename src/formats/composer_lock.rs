//! composer.lock: the PHP packages that Composer resolved, with their licences.
//!
//! The file names no project and no direct dependencies; a composer.json beside it does. Without one,
//! what nothing else needs is taken for direct.
//!
//! Source: <https://getcomposer.org/doc/01-basic-usage.md#commit-your-composer-lock-file-to-version-control>.

use super::support::composer;
use super::support::json;
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "composer-lock",
    title: "composer.lock",
    family: "PHP",
    file_names: &["composer.lock"],
    versions: "1, 2",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(composer::sharpen),
};

fn identify(input: &Input) -> bool {
    let about = ["packages-dev", "content-hash", "minimum-stability", "plugin-api-version"];
    input.sketch().is_some_and(|seen| seen.has_list("packages") && about.iter().any(|key| seen.has(key)))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut document = Document {
        format: FORMAT.id,
        format_version: json.root.filled_text("plugin-api-version").map(str::to_owned),
        ..Document::default()
    };
    let runtime = json.root.list("packages").iter().map(|package| (package, Scope::Runtime));
    let development = json.root.list("packages-dev").iter().map(|package| (package, Scope::Development));
    composer::read(&mut document, &json, runtime.chain(development), &mut notices);
    document.notices = notices.finish();
    Ok(document)
}
