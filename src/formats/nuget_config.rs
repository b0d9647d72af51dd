//! packages.config: the NuGet packages of an older .NET project, one line each, without what needs what.
//!
//! NuGet writes every package there, direct or not.
//!
//! Source: <https://learn.microsoft.com/nuget/reference/packages-config>.

use super::support::notices::Notices;
use super::support::nuget::Packages;
use super::support::xml;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "nuget-config",
    title: "packages.config",
    family: ".NET",
    file_names: &["packages.config"],
    versions: "",
    holds: Holds { scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let Some(inside) = root(input.head()).strip_prefix("<packages") else { return false };
    let is_whole_name = inside.starts_with(['>', '/']) || inside.starts_with(char::is_whitespace);
    let has_package = inside.contains("<package") && inside.contains("id=");
    let is_empty = !inside.contains("<package") && (inside.contains("</packages") || inside.trim() == "/>");
    is_whole_name && (has_package || is_empty)
}

/// The text from its outermost element on: without declaration and comments.
fn root(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        let declaration = rest.strip_prefix("<?").and_then(|inside| inside.split_once("?>"));
        let comment = || rest.strip_prefix("<!--").and_then(|inside| inside.split_once("-->"));
        match declaration.or_else(comment) {
            Some((_, after)) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let file = xml::parse(&input.text)?;
    let mut notices = Notices::new(input.notices.iter().chain(&file.notices).cloned().collect());
    let mut packages = Packages::default();
    for entry in file.root.named("package") {
        let place = file.place(entry);
        let Some(name) = entry.filled_attribute("id") else {
            notices.warning("missing-name", place, "A package without an id was left out");
            continue;
        };
        let version = entry.filled_attribute("version");
        if version.is_none() {
            notices.warning("missing-version", place.clone(), format!("`{name}` has no version"));
        }
        let is_development =
            entry.attribute("developmentDependency").is_some_and(|stated| stated.eq_ignore_ascii_case("true"));
        packages.add(name, version, || Component {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Nuget,
            package_url: PackageUrl::new("nuget", None, name, version),
            scope: if is_development { Scope::Development } else { Scope::Unknown },
            place,
            ..Component::default()
        });
    }
    let message = "packages.config declares no dependency relationships; you see an inventory \
                   (packages.lock.json and project.assets.json have them)";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        components: packages.components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}
