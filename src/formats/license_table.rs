//! A table of licences made by hand: one component a line and its licence, set apart by a comma, semicolon or tab.
//!
//! The first column is a package URL, `name@version` or a name (then for every version); the second a licence
//! expression or name. A first line that names the columns is skipped. It only fills what other files lack.

use std::collections::HashMap;

use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Place, ReadError, Role, StatedLicense};

pub const FORMAT: Format = Format {
    id: "license-table",
    title: "Licence table (CSV)",
    family: "Beside others",
    file_names: &["licenses.csv", "licences.csv"],
    versions: "two columns",
    holds: Holds { licenses: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const SEPARATORS: [char; 3] = [',', ';', '\t'];
/// Lines that are looked at to recognise a table.
const LOOKED_AT: usize = 20;

fn identify(input: &Input) -> bool {
    let Some(separator) = separator(input.head()) else { return false };
    let lines: Vec<(&str, &str)> =
        lines(input.head()).take(LOOKED_AT).filter_map(|(_, line)| split(line, separator)).collect();
    let Some((first, second)) = lines.first() else { return false };
    let names_columns = is_title(second) && !is_title(first);
    let is_url = |(first, second): &(&str, &str)| first.starts_with("pkg:") && !second.is_empty();
    let are_urls = lines.iter().skip(usize::from(names_columns)).all(is_url);
    (names_columns || are_urls) && lines.len() > usize::from(names_columns)
}

/// `license`, `Licence`, `licenses (SPDX)`.
fn is_title(cell: &str) -> bool {
    let cell = cell.to_ascii_lowercase();
    ["license", "licence"].iter().any(|word| cell.starts_with(word) && cell.len() < 40)
}

/// The separator that every line looked at holds, so that each has exactly two columns.
fn separator(head: &str) -> Option<char> {
    SEPARATORS.into_iter().find(|separator| {
        let mut looked_at = lines(head).take(LOOKED_AT).map(|(_, line)| split(line, *separator)).peekable();
        looked_at.peek().is_some() && looked_at.all(|cells| cells.is_some())
    })
}

fn lines(text: &str) -> impl Iterator<Item = (u32, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

/// The two cells of a line, without quotes; `None` where there are more or fewer.
fn split(line: &str, separator: char) -> Option<(&str, &str)> {
    let (first, second) = match line.trim().strip_prefix('"') {
        Some(quoted) => {
            let (first, rest) = quoted.split_once('"')?;
            (first, rest.trim_start().strip_prefix(separator)?)
        }
        None => line.trim().split_once(separator)?,
    };
    let second = second.trim();
    let unquoted = second.strip_prefix('"').and_then(|second| second.strip_suffix('"'));
    match unquoted {
        Some(second) => Some((first.trim(), second)),
        None => (!second.contains(separator)).then(|| (first.trim(), second)),
    }
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let separator = separator(input.head()).unwrap_or(',');
    let mut document = Document { format: FORMAT.id, role: Role::Supplement, ..Document::default() };
    let mut notices = Notices::new(input.notices.clone());
    let mut known: HashMap<String, ComponentIndex> = HashMap::new();
    for (line, text) in lines(&input.text) {
        let place = Place::Line { line, column: 1 };
        match split(text, separator) {
            Some((_, second)) if document.components.is_empty() && is_title(second) => {}
            Some((name, license)) if !name.is_empty() && !license.is_empty() => {
                let next = document.components.len() as ComponentIndex;
                let index = *known.entry(name.to_owned()).or_insert(next);
                if let Some(earlier) = document.components.get(index as usize) {
                    if earlier.licenses.iter().all(|stated| stated.raw != license) {
                        let message = format!("`{name}` has another licence on an earlier line, which counts");
                        notices.warning("repeated-key", Some(place), message);
                    }
                    continue;
                }
                document.components.push(component(name, license, place));
            }
            _ => notices.warning("not-two-columns", Some(place), "A line without a name and a licence was left out"),
        }
    }
    document.notices = notices.finish();
    Ok(document)
}

fn component(name: &str, license: &str, place: Place) -> Component {
    let licenses = vec![StatedLicense::declared(license)];
    let place = Some(place);
    if let Some(url) = PackageUrl::parse(name) {
        return Component {
            name: url.full_name(),
            version: url.version().map(|version| version.into_owned()),
            ecosystem: url.ecosystem(),
            package_url: Some(url),
            licenses,
            place,
            ..Component::default()
        };
    }
    // The `@` that begins an npm scope begins no version.
    let (name, version) = match name.rsplit_once('@') {
        Some((start, version)) if !start.is_empty() => (start, Some(version.to_owned())),
        _ => (name, None),
    };
    Component { name: name.to_owned(), version, ecosystem: Ecosystem::Other, licenses, place, ..Component::default() }
}
