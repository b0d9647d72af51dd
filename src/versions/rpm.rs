//! RPM versions: epoch, version, release, with `~` before the end and `^` right after it.
//!
//! Source: <https://rpm-software-management.github.io/rpm/manual/dependencies.html> and the function `rpmvercmp`.

use std::cmp::Ordering;

use super::parts::{Number, is_number, padded};

/// Compares epochs, then versions, then releases.
pub fn compare(one: &str, other: &str) -> Ordering {
    let ((epoch, one), (other_epoch, other)) = (epoch(one), epoch(other));
    let ((version, release), (other_version, other_release)) = (release(one), release(other));
    let compare = |one: &str, other: &str| padded(&segments(one), &segments(other), &Segment::End);
    epoch.cmp(&other_epoch).then_with(|| compare(version, other_version)).then_with(|| compare(release, other_release))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Segment<'a> {
    Tilde,
    End,
    Caret,
    Letters(&'a str),
    Number(Number<'a>),
}

fn epoch(text: &str) -> (Number<'_>, &str) {
    match text.split_once(':') {
        Some((epoch, rest)) if is_number(epoch) => (Number::new(epoch), rest),
        _ => (Number::ZERO, text),
    }
}

fn release(text: &str) -> (&str, &str) {
    text.rsplit_once('-').unwrap_or((text, ""))
}

fn segments(text: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = |belongs: fn(char) -> bool| rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
        let (segment, length) = match first {
            '~' => (Some(Segment::Tilde), 1),
            '^' => (Some(Segment::Caret), 1),
            '0'..='9' => {
                let end = end(|letter| letter.is_ascii_digit());
                (rest.get(..end).map(|digits| Segment::Number(Number::new(digits))), end)
            }
            'a'..='z' | 'A'..='Z' => {
                let end = end(|letter| letter.is_ascii_alphabetic());
                (rest.get(..end).map(Segment::Letters), end)
            }
            separator => (None, separator.len_utf8()),
        };
        segments.extend(segment);
        rest = rest.get(length..).unwrap_or_default();
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn segments_tildes_and_carets() {
        ascending(
            compare,
            &[
                &["", "+", "_"],
                &["a+", "a_", "+a"],
                &["xyz"],
                &["xyz.4"],
                &["xyz10", "xyz.10", "xyz_10"],
                &["xyz10.1"],
                &["1.0~rc1~git123"],
                &["1.0~rc1"],
                &["1.0~rc1^git1"],
                &["1.0~rc2"],
                &["1.0", "1.0.", "1_0", "0:1.0", "01.0"],
                &["1.0-1.el8"],
                &["1.0-1.el9"],
                &["1.0-1.fc25"],
                &["1.0-2"],
                &["1.0^git1~pre"],
                &["1.0^git1"],
                &["1.0^git2"],
                &["1.0^20160101"],
                &["1.0^20160102"],
                &["1.0a"],
                &["1.0.1"],
                &["1.0.1^git1"],
                &["2.0.1"],
                &["2.0.1a"],
                &["2.0.1aa"],
                &["4.999.9"],
                &["5.5p1"],
                &["5.5p2"],
                &["5.5p10"],
                &["5.5.1"],
                &["6.0"],
                &["6.0.rc1"],
                &["8"],
                &["10a1"],
                &["10b2"],
                &["10xyz"],
                &["10.0001", "10.1"],
                &["10.0039", "10.39"],
                &["20101121"],
                &["20101122"],
                &["1:0.1"],
            ],
        );
    }
}
