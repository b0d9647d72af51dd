//! cpanfile.snapshot: the distributions that Carton installed for a Perl project.
//!
//! Distributions ask for modules; which distribution provides a module stands in the file too. Source:
//! <https://github.com/perl-carton/carton>.

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "cpanfile-snapshot",
    title: "cpanfile.snapshot",
    family: "Perl",
    file_names: &["cpanfile.snapshot"],
    versions: "1.0",
    holds: Holds { dependencies: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const HEADER: &str = "# carton snapshot format: version ";

fn identify(input: &Input) -> bool {
    let head = input.head();
    head.starts_with(HEADER) || (head.starts_with("DISTRIBUTIONS") && head.contains("\n    pathname: "))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let version = input.text.lines().next().and_then(|line| line.strip_prefix(HEADER)).map(str::trim);
    if let Some(version) = version.filter(|version| *version != "1.0") {
        let message = format!("Snapshot format {version} is not known; it was read like version 1.0");
        notices.warning("unknown-version", Some(Place::Line { line: 1, column: 1 }), message);
    }
    let mut components: Vec<Component> = Vec::new();
    let mut providers: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut wanted: Vec<(ComponentIndex, &str, Place)> = Vec::new();
    let mut section = "";
    for (line, number) in input.text.lines().zip(1..) {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        let place = Place::Line { line: number, column: indent as u32 + 1 };
        let index = components.len().wrapping_sub(1) as ComponentIndex;
        match indent {
            _ if body.is_empty() || body.starts_with('#') => {}
            0 => section = "",
            2 => {
                components.push(distribution(body.trim_end(), place));
                section = "";
            }
            4 => match body.split_once(':') {
                Some(("pathname", path)) => {
                    if let Some(last) = components.last_mut() {
                        apply_path(last, path.trim());
                    }
                }
                Some((name, _)) => section = name,
                None => notices.warning("skipped-entry", Some(place), "A line that is no field was left out"),
            },
            _ if components.is_empty() => {
                notices.warning("skipped-entry", Some(place), "A line outside any distribution was left out");
            }
            _ => {
                let module = body.split_whitespace().next().unwrap_or("");
                match section {
                    "provides" => {
                        providers.entry(module).or_insert(index);
                    }
                    "requirements" => wanted.push((index, module, place)),
                    _ => {}
                }
            }
        }
    }
    let mut arrows = Arrows::default();
    let mut absent: HashSet<&str> = HashSet::new();
    for (from, module, place) in wanted {
        match providers.get(module) {
            Some(&to) if to != from => arrows.add(from, to, Scope::Unknown),
            Some(_) => {}
            None if module == "perl" || !absent.insert(module) => {}
            None => {
                let message = format!("No distribution of the file provides `{module}`; it may come with Perl itself");
                notices.info("absent-dependency", Some(place), message);
            }
        }
    }
    notices.info("no-root", None, "The file does not say what the project asks for itself; there is no root");
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn distribution(label: &str, place: Place) -> Component {
    let (name, version) = split_label(label);
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Cpan,
        place: Some(place),
        ..Component::default()
    }
}

/// `Class-Load-XS-0.10` is `Class-Load-XS` in `0.10`: the version begins with a digit, or a `v` and a digit.
fn split_label(label: &str) -> (&str, Option<&str>) {
    match label.rsplit_once('-') {
        Some((name, version)) if version.trim_start_matches('v').starts_with(|first: char| first.is_ascii_digit()) => {
            (name, Some(version))
        }
        _ => (label, None),
    }
}

/// `E/ET/ETHER/Class-Load-0.25.tar.gz` tells the author, who is the namespace of the package URL.
fn apply_path(component: &mut Component, path: &str) {
    let author = path.split('/').nth(2);
    component.package_url = PackageUrl::new("cpan", author, &component.name, component.version.as_deref());
    component.source = Some(path.to_owned());
}
