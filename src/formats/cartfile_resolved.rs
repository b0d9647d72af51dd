//! Cartfile.resolved: what Carthage checked out, one line each, without what needs what.
//!
//! Source: <https://github.com/Carthage/Carthage/blob/master/Documentation/Artifacts.md#cartfileresolved>.

use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::repositories::Repository;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Ecosystem, PackageUrl, Place, ReadError};

pub const FORMAT: Format = Format {
    id: "cartfile-resolved",
    title: "Cartfile.resolved",
    family: "Swift",
    file_names: &["Cartfile.resolved"],
    versions: "",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let is_marker = |line: &str| ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker));
    let mut lines = input.head().lines().filter(|line| is_filled(line) && !is_marker(line)).take(20).peekable();
    let begins = lines.peek().is_some_and(|line| read_line(line).is_some());
    // A Cartfile has ranges where the versions stand.
    begins && !lines.any(|line| ["\" ~>", "\" >=", "\" =="].iter().any(|range| line.contains(range)))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let mut components = Vec::new();
    for (line, number) in input.text.lines().zip(1..).filter(|(line, _)| is_filled(line)) {
        let place = Place::Line { line: number, column: 1 };
        match read_line(line) {
            Some((kind, address, version)) => components.push(component(kind, address, version, place)),
            None => {
                let message = "This line is not a kind, an address and a version; it was left out";
                notices.warning("unreadable-line", Some(place), message);
            }
        }
    }
    let message = "Cartfile.resolved declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}

fn is_filled(line: &str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#')
}

/// `github "owner/name" "1.0.0"`
fn read_line(line: &str) -> Option<(&str, &str, &str)> {
    let (kind, rest) = line.trim().split_once(' ')?;
    let mut parts = rest.trim_start().strip_prefix('"')?.splitn(2, '"');
    let (address, rest) = (parts.next()?, parts.next()?);
    let version = rest.trim().strip_prefix('"')?.strip_suffix('"')?;
    let is_known = matches!(kind, "github" | "git" | "binary") && !version.contains('"');
    (is_known && !address.is_empty()).then_some((kind, address, version))
}

fn component(kind: &str, address: &str, version: &str, place: Place) -> Component {
    let version = Some(version).filter(|version| !version.is_empty());
    let repository = Repository::read(address);
    let short = address.split_once('/').filter(|(_, name)| kind == "github" && !name.contains('/'));
    let package_url = match short {
        Some((owner, name)) => PackageUrl::new("github", Some(owner), name, version),
        None => repository.as_ref().and_then(|found| found.package_url(version)),
    };
    let name = match &repository {
        Some(found) if package_url.is_some() => format!("{}/{}", found.owner, found.name),
        Some(found) if kind != "binary" => found.full_name(),
        _ => address.to_owned(),
    };
    Component {
        name,
        version: version.map(str::to_owned),
        ecosystem: package_url.as_ref().map_or(Ecosystem::Generic, PackageUrl::ecosystem),
        package_url,
        source: short.is_none().then(|| address.to_owned()),
        place: Some(place),
        ..Component::default()
    }
}
