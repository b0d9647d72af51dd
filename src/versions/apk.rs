//! Alpine versions: numbers, one letter, suffixes before or after the release, a revision.
//!
//! Source: <https://wiki.alpinelinux.org/wiki/APKBUILD_Reference#pkgver>.

use std::cmp::Ordering;

use super::parts::{Number, leading_digits, padded};

/// Compares part by part.
pub fn compare(one: &str, other: &str) -> Ordering {
    padded(&parts(one), &parts(other), &Part::End)
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    /// `_alpha`, `_beta`, `_pre`, `_rc`.
    Before(usize, Number<'a>),
    End,
    /// What no rule reads.
    Rest(&'a str),
    Revision(Number<'a>),
    /// `_cvs`, `_svn`, `_git`, `_hg`, `_p`.
    After(usize, Number<'a>),
    Letter(char),
    /// A number with leading zeros, as the digits behind a decimal point.
    Fraction(&'a str),
    Number(Number<'a>),
}

const BEFORE: [&str; 4] = ["alpha", "beta", "pre", "rc"];
const AFTER: [&str; 5] = ["cvs", "svn", "git", "hg", "p"];

fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some((part, after)) = part(rest, &parts) else {
            parts.push(Part::Rest(rest));
            break;
        };
        parts.push(part);
        rest = after;
    }
    parts
}

/// The next part, and what follows it.
fn part<'a>(text: &'a str, before: &[Part]) -> Option<(Part<'a>, &'a str)> {
    let is_after_number = matches!(before.last(), Some(Part::Number(_) | Part::Fraction(_)));
    if before.is_empty() || (is_after_number && text.starts_with('.')) {
        let (digits, after) = leading_digits(text.strip_prefix('.').unwrap_or(text));
        return match digits {
            "" => None,
            digits if digits.starts_with('0') && !before.is_empty() => {
                Some((Part::Fraction(digits.trim_end_matches('0')), after))
            }
            digits => Some((Part::Number(Number::new(digits)), after)),
        };
    }
    if let Some(letter) = text.chars().next().filter(|letter| is_after_number && letter.is_ascii_alphabetic()) {
        return Some((Part::Letter(letter), text.get(1..)?));
    }
    if let Some((digits, after)) = text.strip_prefix("-r").map(leading_digits) {
        return (!digits.is_empty()).then_some((Part::Revision(Number::new(digits)), after));
    }
    let text = text.strip_prefix('_')?;
    let (word, after) = text.split_at(text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len()));
    let (digits, after) = leading_digits(after);
    let rank = |words: &[&str]| words.iter().position(|known| *known == word);
    let part = match (rank(&BEFORE), rank(&AFTER)) {
        (Some(rank), _) => Part::Before(rank, Number::new(digits)),
        (_, Some(rank)) => Part::After(rank, Number::new(digits)),
        _ => return None,
    };
    Some((part, after))
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn suffixes_letters_and_revisions() {
        ascending(
            compare,
            &[
                &["0.1.0_alpha"],
                &["0.1.0_alpha2"],
                &["0.1.0_alpha10"],
                &["0.1.0_beta"],
                &["0.1.0_pre2"],
                &["0.1.0_rc1"],
                &["0.1.0_rc1-r1"],
                &["0.1.0"],
                &["0.1.0-r0"],
                &["0.1.0-r1"],
                &["0.1.0-r10"],
                &["0.1.0_git20200101"],
                &["0.1.0_p1"],
                &["0.1.0_p1_p1"],
                &["0.1.0a"],
                &["0.1.0b"],
                &["0.1.0.1"],
                &["1.001"],
                &["1.01", "1.010"],
                &["1.1"],
                &["1.2"],
                &["1.10"],
                &["2.0_rc1"],
                &["2.0"],
                &["20050718"],
            ],
        );
    }
}
