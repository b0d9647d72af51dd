//! devbox.lock: the Nix packages of a development environment.
//!
//! Source: <https://www.jetify.com/docs/devbox/configuration/>.

use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "devbox-lock",
    title: "devbox.lock",
    family: "Nix",
    file_names: &["devbox.lock"],
    versions: "1",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| seen.has("lockfile_version") && seen.has_object("packages"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let stated = json.root.get("lockfile_version");
    let version = stated.and_then(Json::as_text_or_number);
    if version != Some("1") {
        let message = format!("Lockfile version {} is not known; it was read like version 1", version.unwrap_or("?"));
        notices.warning("unknown-version", stated.and_then(|at| json.place(at)), message);
    }
    let packages = json.root.object("packages").iter().map(|(asked, at)| {
        // Asked for as `name@range`, or by the address of a flake.
        let name = asked.rsplit_once('@').map_or(asked.as_ref(), |(name, _)| name);
        Component {
            name: name.to_owned(),
            version: at.filled_text("version").map(str::to_owned),
            ecosystem: Ecosystem::Nix,
            scope: Scope::Development,
            source: at.filled_text("resolved").map(str::to_owned),
            place: json.place(at),
            ..Component::default()
        }
    });
    let components = packages.collect();
    let message = "A devbox.lock declares no dependency relationships; you see an inventory of tools";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components,
        notices: notices.finish(),
        ..Document::default()
    })
}
