//! Debian versions: epoch, upstream version, revision, with `~` before everything. opam compares its versions so too.
//!
//! Source: <https://www.debian.org/doc/debian-policy/ch-controlfields.html#version>,
//! the opam manual, version ordering.

use std::cmp::Ordering;

use super::parts::{Number, is_number, leading_digits};

/// Compares epochs, then upstream versions, then revisions.
pub fn compare(one: &str, other: &str) -> Ordering {
    let ((epoch, one), (other_epoch, other)) = (epoch(one), epoch(other));
    let ((upstream, revision), (other_upstream, other_revision)) = (revision(one), revision(other));
    epoch
        .cmp(&other_epoch)
        .then_with(|| compare_upstream(upstream, other_upstream))
        .then_with(|| compare_upstream(revision, other_revision))
}

/// Compares letters and numbers by turns: letters before other signs, `~` before the end.
pub fn compare_upstream(mut one: &str, mut other: &str) -> Ordering {
    while !one.is_empty() || !other.is_empty() {
        let ((word, after), (other_word, other_after)) = (leading_word(one), leading_word(other));
        let ((digits, after), (other_digits, other_after)) = (leading_digits(after), leading_digits(other_after));
        let order = compare_words(word, other_word).then_with(|| Number::new(digits).cmp(&Number::new(other_digits)));
        if order.is_ne() {
            return order;
        }
        (one, other) = (after, other_after);
    }
    Ordering::Equal
}

fn epoch(text: &str) -> (Number<'_>, &str) {
    match text.split_once(':') {
        Some((epoch, rest)) if is_number(epoch) => (Number::new(epoch), rest),
        _ => (Number::ZERO, text),
    }
}

fn revision(text: &str) -> (&str, &str) {
    text.rsplit_once('-').unwrap_or((text, ""))
}

fn leading_word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(text.len()))
}

fn compare_words(one: &str, other: &str) -> Ordering {
    let weight = |byte: u8| match byte {
        b'~' => -1,
        byte if byte.is_ascii_alphabetic() => i32::from(byte),
        byte => i32::from(byte) + 256,
    };
    let weights = |word: &str| word.bytes().map(weight).chain([0]).collect::<Vec<i32>>();
    weights(one).cmp(&weights(other))
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn epochs_tildes_and_revisions() {
        ascending(
            compare,
            &[
                &["1.0~~"],
                &["1.0~~a"],
                &["1.0~"],
                &["1.0~beta1"],
                &["1.0~rc1-1"],
                &["1.0", "1.0-0", "0:1.0", "1.00", "01.0-00"],
                &["1.0-1~bpo1"],
                &["1.0-1"],
                &["1.0-1+b1"],
                &["1.0-1.1"],
                &["1.0-2"],
                &["1.0-10"],
                &["1.0a"],
                &["1.0+dfsg-1"],
                &["1.0-1-1"],
                &["1.0.1"],
                &["1.9"],
                &["1.10"],
                &["7.6p2-4"],
                &["7.6.q-3"],
                &["20230101"],
                &["1:0.1"],
                &["1:1.2.3-1"],
                &["2:0"],
            ],
        );
    }

    #[test]
    fn opam_has_no_epoch_and_no_revision() {
        ascending(
            compare_upstream,
            &[
                &["~~"],
                &["~"],
                &["~beta2"],
                &["~beta10"],
                &["0.1"],
                &["1.0~beta"],
                &["1.0", "1.00"],
                &["1.0-test"],
                &["1.0.10"],
                &["dev"],
                &["trunk"],
            ],
        );
    }
}
