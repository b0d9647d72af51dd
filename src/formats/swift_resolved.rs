//! Package.resolved: the Swift packages that were pinned, without what needs what.
//!
//! A package goes by where its repository lives (`github.com/apple/swift-nio`); one from a registry by
//! its identity. A pin to a branch has no version: its commit stands in.
//!
//! Source: `PinsStorage` of <https://github.com/swiftlang/swift-package-manager>.

use super::support::json::{self, Json, JsonDocument};
use super::support::notices::Notices;
use super::support::repositories::Repository;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, PackageUrl, ReadError};

pub const FORMAT: Format = Format {
    id: "swift-resolved",
    title: "Package.resolved",
    family: "Swift",
    file_names: &["Package.resolved", ".package.resolved"],
    versions: "1 to 3",
    holds: Holds { hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| {
        (seen.has_list("pins") || seen.get("object").is_some_and(|object| object.has_list("pins")))
            && seen.has("version")
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = read_version(&json, &mut notices);
    // Version 1 wraps everything in an object.
    let pins = json.root.get("object").unwrap_or(&json.root).list("pins");
    let mut components = Vec::new();
    for pin in pins {
        match component(&json, pin, &mut notices) {
            Some(component) => components.push(component),
            None => notices.warning("missing-name", json.place(pin), "A pin without a name was left out"),
        }
    }
    let message = "Package.resolved declares no dependency relationships; you see an inventory \
                   (`swift package show-dependencies --format json` writes them)";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        format_version: Some(version),
        components: components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn read_version(json: &JsonDocument, notices: &mut Notices) -> String {
    let stated = json.root.get("version").and_then(Json::as_text_or_number).unwrap_or("?");
    if !matches!(stated, "1" | "2" | "3") {
        let place = json.root.get("version").and_then(|version| json.place(version));
        let message = format!("Version {stated} of Package.resolved is not known; it was read like version 3");
        notices.warning("unknown-version", place, message);
    }
    stated.to_owned()
}

fn component(json: &JsonDocument, pin: &Json, notices: &mut Notices) -> Option<Component> {
    let location = pin.filled_text("location").or_else(|| pin.filled_text("repositoryURL"));
    let repository = location.and_then(Repository::read);
    let identity = pin.filled_text("identity").or_else(|| pin.filled_text("package"));
    let name = match (&repository, identity) {
        (Some(repository), _) => repository.full_name(),
        (None, identity) => identity.or(location)?.to_owned(),
    };
    let state = pin.get("state");
    let field = |key: &str| state.and_then(|state| state.filled_text(key));
    let revision = field("revision");
    let version = field("version").or(revision);
    if field("version").is_none() {
        let message = match (field("branch"), revision) {
            (Some(branch), Some(_)) => format!("`{name}` is pinned to the branch {branch}; its commit is the version"),
            (None, Some(_)) => format!("`{name}` is pinned to a commit, which is taken for its version"),
            (_, None) => format!("`{name}` has neither a version nor a commit"),
        };
        match revision {
            Some(_) => notices.info("commit-as-version", json.place(pin), message),
            None => notices.warning("missing-version", json.place(pin), message),
        }
    }
    Some(Component {
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Swift,
        package_url: repository
            .and_then(|found| PackageUrl::new("swift", Some(&found.namespace()), &found.name, version)),
        own: pin.text("kind") == Some("localSourceControl"),
        hashes: revision.map(|revision| format!("git:{revision}")).into_iter().collect(),
        source: location.map(str::to_owned),
        place: json.place(pin),
        name,
        ..Component::default()
    })
}
