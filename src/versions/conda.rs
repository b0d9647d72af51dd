//! Conda versions: epoch, components of numbers and letters, `dev` before and `post` after all else, a local version.
//!
//! Source: <https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html> and the class
//! `VersionOrder` of conda.

use std::cmp::Ordering;

use super::parts::{Number, is_number, padded};

/// Compares epochs, then versions, then local versions; missing components are zero.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.to_ascii_lowercase().replace('-', "_"), other.to_ascii_lowercase().replace('-', "_"));
    let (one, other) = (Version::read(&one), Version::read(&other));
    one.epoch
        .cmp(&other.epoch)
        .then_with(|| compare_components(&one.version, &other.version))
        .then_with(|| compare_components(&one.local, &other.local))
}

struct Version<'a> {
    epoch: Number<'a>,
    version: Vec<Vec<Part<'a>>>,
    local: Vec<Vec<Part<'a>>>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Any,
    Development,
    Letters(&'a str),
    Number(Number<'a>),
    Post,
}

const ZERO: Part = Part::Number(Number::ZERO);

impl<'a> Version<'a> {
    fn read(text: &'a str) -> Self {
        let (epoch, text) = match text.split_once('!') {
            Some((epoch, text)) if is_number(epoch) => (Number::new(epoch), text),
            _ => (Number::ZERO, text),
        };
        let (version, local) = text.split_once('+').unwrap_or((text, ""));
        Self { epoch, version: components(version), local: components(local) }
    }
}

fn compare_components(one: &[Vec<Part>], other: &[Vec<Part>]) -> Ordering {
    (0..one.len().max(other.len()))
        .map(|at| {
            let (one, other) =
                (one.get(at).map_or(&[][..], Vec::as_slice), other.get(at).map_or(&[][..], Vec::as_slice));
            padded(one, other, &ZERO)
        })
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// The components; an underscore at the very end belongs to the last one.
fn components(text: &str) -> Vec<Vec<Part<'_>>> {
    if text.is_empty() {
        return Vec::new();
    }
    let (body, tail) = text.strip_suffix('_').map_or((text, None), |body| (body, Some(Part::Letters("_"))));
    let mut components: Vec<Vec<Part>> = body.split(['.', '_']).map(component).collect();
    if let Some(last) = components.last_mut() {
        last.extend(tail);
    }
    components
}

/// A component that begins with letters has a zero before them.
fn component(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = |letter: char| (letter.is_ascii_digit(), letter == '*');
        let end = rest.find(|letter| kind(letter) != kind(first)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        let part = match run {
            run if is_number(run) => Part::Number(Number::new(run)),
            run if run.starts_with('*') => Part::Any,
            "dev" => Part::Development,
            "post" => Part::Post,
            letters => Part::Letters(letters),
        };
        if parts.is_empty() && !matches!(part, Part::Number(_)) {
            parts.push(ZERO);
        }
        parts.push(part);
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn the_order_of_the_documentation() {
        ascending(
            compare,
            &[
                &["0.4", "0.4.0"],
                &["0.4.1.rc", "0.4.1.RC"],
                &["0.4.1"],
                &["0.5a1"],
                &["0.5b3"],
                &["0.5C1"],
                &["0.5"],
                &["0.9.6"],
                &["0.960923"],
                &["1.0+local.1"],
                &["1.0", "1.0+0"],
                &["1.0+1"],
                &["1.1dev1"],
                &["1.1_"],
                &["1.1a1"],
                &["1.1.0dev1", "1.1.dev1"],
                &["1.1.a1"],
                &["1.1.0rc1", "1.1_0rc1", "1.1-0rc1"],
                &["1.1.0", "1.1"],
                &["1.1.0post1", "1.1.post1"],
                &["1.1post1"],
                &["1996.07.12"],
                &["1!0.4.1"],
                &["1!3.1.1.6"],
                &["2!0.4.1"],
            ],
        );
    }
}
