//! Python versions: epoch, release, pre-, post- and development releases, local labels, in every allowed spelling.
//!
//! Text that is no such version is older than any that is.
//!
//! Source: <https://packaging.python.org/en/latest/specifications/version-specifiers/> (PEP 440).

use std::cmp::Ordering;

use super::natural;
use super::parts::{Number, is_number, leading_digits, leading_numbers};

/// Compares by epoch, release, pre-, post-, development release, and local label.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    match (Version::read(&one), Version::read(&other)) {
        (None, None) => natural::compare(&one, &other),
        (one, other) => one.cmp(&other),
    }
}

/// The fields in the order of their weight.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Version<'a> {
    epoch: Number<'a>,
    /// Without zeros at the end.
    release: Vec<Number<'a>>,
    pre: Pre<'a>,
    post: Option<Number<'a>>,
    development: Development<'a>,
    local: Option<Vec<Label<'a>>>,
}

/// A development release without pre- or post-release comes before every pre-release.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Pre<'a> {
    Development,
    Alpha(Number<'a>),
    Beta(Number<'a>),
    Candidate(Number<'a>),
    None,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Development<'a> {
    Some(Number<'a>),
    None,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Label<'a> {
    Word(&'a str),
    Number(Number<'a>),
}

impl<'a> Version<'a> {
    fn read(text: &'a str) -> Option<Self> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let (epoch, text) = match text.split_once('!') {
            Some((epoch, text)) if is_number(epoch) => (Number::new(epoch), text),
            Some(_) => return None,
            None => (Number::ZERO, text),
        };
        let (text, local) = match text.split_once('+') {
            Some((text, local)) => (text, Some(labels(local)?)),
            None => (text, None),
        };
        let (mut release, mut rest) = leading_numbers(text);
        if release.is_empty() {
            return None;
        }
        while release.last() == Some(&Number::ZERO) {
            release.pop();
        }
        let found = pre(&mut rest);
        let post = post(&mut rest);
        let development = phase(&mut rest, &["dev"]);
        if !rest.is_empty() {
            return None;
        }
        let pre = match (found, post, development) {
            (None, None, Some(_)) => Pre::Development,
            (found, ..) => found.unwrap_or(Pre::None),
        };
        let development = development.map_or(Development::None, Development::Some);
        Some(Self { epoch, release, pre, post, development, local })
    }
}

fn pre<'a>(rest: &mut &'a str) -> Option<Pre<'a>> {
    if let Some(number) = phase(rest, &["alpha", "a"]) {
        return Some(Pre::Alpha(number));
    }
    if let Some(number) = phase(rest, &["beta", "b"]) {
        return Some(Pre::Beta(number));
    }
    phase(rest, &["c", "rc", "preview", "pre"]).map(Pre::Candidate)
}

/// `.post1`, and `-1` alone.
fn post<'a>(rest: &mut &'a str) -> Option<Number<'a>> {
    if let Some((digits, after)) = rest.strip_prefix('-').map(leading_digits)
        && !digits.is_empty()
    {
        *rest = after;
        return Some(Number::new(digits));
    }
    phase(rest, &["post", "rev", "r"])
}

/// Takes `word` and its number, each after at most one separator; no number is zero.
fn phase<'a>(rest: &mut &'a str, words: &[&str]) -> Option<Number<'a>> {
    let separators = ['.', '-', '_'];
    let text = rest.strip_prefix(separators).unwrap_or(rest);
    let after = words.iter().find_map(|word| text.strip_prefix(word))?;
    let (digits, left) = match leading_digits(after.strip_prefix(separators).unwrap_or(after)) {
        ("", _) => ("", after),
        found => found,
    };
    *rest = left;
    Some(Number::new(digits))
}

fn labels(text: &str) -> Option<Vec<Label<'_>>> {
    let label = |part| match part {
        part if is_number(part) => Some(Label::Number(Number::new(part))),
        "" => None,
        part => part.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(Label::Word(part)),
    };
    text.split(['.', '-', '_']).map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn the_order_of_the_specification() {
        ascending(
            compare,
            &[
                &["unknown"],
                &["1.0.dev456", "1.0-dev456", "1.0_DEV456", "v1.0dev456"],
                &["1.0a1", "1.0.alpha.1", "1.0-ALPHA-1", "1.0_a_01"],
                &["1.0a2.dev456"],
                &["1.0a12.dev456"],
                &["1.0a12"],
                &["1.0b1.dev456"],
                &["1.0b2", "1.0.beta2"],
                &["1.0b2.post345.dev456"],
                &["1.0b2.post345"],
                &["1.0rc1.dev456"],
                &["1.0rc1", "1.0c1", "1.0pre1", "1.0-preview-1"],
                &["1.0", "1", "1.0.0", "v1.0"],
                &["1.0+abc.5"],
                &["1.0+abc.7"],
                &["1.0+5", "1.0+05"],
                &["1.0+5.1", "1.0+5-1", "1.0+5_1"],
                &["1.0.post456.dev34"],
                &["1.0.post456", "1.0-456", "1.0rev456", "1.0-r456"],
                &["1.0.1.dev0", "1.0.1dev"],
                &["1.0.1"],
                &["1.0.15"],
                &["1.1.dev1"],
                &["1.1a", "1.1a0"],
                &["1.1"],
                &["1.10"],
                &["2024.1"],
                &["1!0.1"],
                &["1!1.0"],
                &["2!0"],
            ],
        );
    }
}
