//! Composer versions: numbers, stabilities and patch levels, and branches (`dev-main`, `1.x-dev`).
//!
//! Source: <https://getcomposer.org/doc/articles/versions.md> and PHP's `version_compare`,
//! <https://www.php.net/manual/en/function.version-compare.php>.

use std::cmp::Ordering;

use super::parts::{Number, is_number, padded, runs};

/// Compares numbers, then what follows them. A named branch is older than any number.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    let (one, other) = (Version::read(&one), Version::read(&other));
    (!one.numbers.is_empty())
        .cmp(&!other.numbers.is_empty())
        .then_with(|| padded(&one.numbers, &other.numbers, &Number::ZERO))
        .then_with(|| padded(&one.rest, &other.rest, &Part::End))
}

struct Version<'a> {
    numbers: Vec<Number<'a>>,
    rest: Vec<Part<'a>>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Unknown(&'a str),
    Development,
    Alpha,
    Beta,
    Candidate,
    End,
    Number(Number<'a>),
    Patch,
}

/// What `x` and `*` stand for in the name of a branch.
const ANY: &str = "9999999";

impl<'a> Version<'a> {
    fn read(text: &'a str) -> Self {
        let text = text.split_once('+').map_or(text, |(text, _)| text);
        let mut rest = text.strip_prefix('v').unwrap_or(text);
        let mut numbers = Vec::new();
        while let Some(end) = end_of_number(rest) {
            let (number, after) = rest.split_at(end);
            numbers.push(Number::new(if is_number(number) { number } else { ANY }));
            rest = after.strip_prefix('.').filter(|next| end_of_number(next).is_some()).unwrap_or(after);
            if rest.len() == after.len() {
                break;
            }
        }
        Self { numbers, rest: runs(rest, |letter| matches!(letter, '.' | '-' | '_')).filter_map(part).collect() }
    }
}

/// Where the number, `x` or `*` ends that `text` begins with.
fn end_of_number(text: &str) -> Option<usize> {
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    match text.strip_prefix(['x', '*']) {
        Some(after) if !after.starts_with(|letter: char| letter.is_alphanumeric()) => Some(1),
        _ => (digits > 0).then_some(digits),
    }
}

fn part(run: &str) -> Option<Part<'_>> {
    Some(match run {
        "stable" => return None,
        "dev" => Part::Development,
        "a" | "alpha" => Part::Alpha,
        "b" | "beta" => Part::Beta,
        "rc" => Part::Candidate,
        "p" | "pl" | "patch" => Part::Patch,
        number if is_number(number) => Part::Number(Number::new(number)),
        word => Part::Unknown(word),
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn stabilities_patches_and_branches() {
        ascending(
            compare,
            &[
                &["dev-feature"],
                &["dev-main"],
                &["1.0.0-dev"],
                &["1.0.0-alpha"],
                &["1.0.0-alpha1-dev"],
                &["1.0.0-alpha1", "1.0a1", "v1.0.0-ALPHA.1"],
                &["1.0.0-alpha2"],
                &["1.0.0-alpha10"],
                &["1.0.0-beta1", "1.0.0b1"],
                &["1.0.0-RC1", "1.0.0.rc1"],
                &["1.0.0-RC2"],
                &["1.0.0", "1", "v1.0", "1.0.0.0", "1.0.0-stable", "1.0.0+build"],
                &["1.0.0-p1", "1.0.0-patch1", "1.0.0-pl1"],
                &["1.0.0-p2"],
                &["1.0.0.1"],
                &["1.0.1"],
                &["1.10"],
                &["1.x-dev", "1.9999999-dev", "1.*-dev"],
                &["2.0"],
                &["20100102"],
            ],
        );
    }
}
