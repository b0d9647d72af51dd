//! Versions without a scheme of their own: numbers as numbers, words as text, and the usual words for what comes
//! before a release (`alpha`, `rc`) before it.

use std::cmp::Ordering;

use super::parts::{Number, is_number, padded, runs};

/// Compares run by run: an end is older than a word, and that is older than a number.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    padded(&parts(&one), &parts(&other), &Part::End)
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Early(&'a str),
    End,
    Word(&'a str),
    Number(Number<'a>),
}

const EARLY: [&str; 8] = ["alpha", "beta", "dev", "pre", "preview", "rc", "snapshot", "nightly"];

fn parts(text: &str) -> Vec<Part<'_>> {
    let text = match text.strip_prefix('v') {
        Some(rest) if rest.starts_with(|letter: char| letter.is_ascii_digit()) => rest,
        _ => text,
    };
    let part = |run| match run {
        run if is_number(run) => Part::Number(Number::new(run)),
        run if EARLY.contains(&run) => Part::Early(run),
        run => Part::Word(run),
    };
    runs(text, |letter| !letter.is_alphanumeric()).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn digits_as_numbers() {
        ascending(
            compare,
            &[
                &["latest"],
                &["main"],
                &["0.9"],
                &["1.0-alpha"],
                &["1.0-beta1"],
                &["1.0-beta10"],
                &["1.0-rc1", "1.0rc1", "v1.0.RC-1"],
                &["1.0", "v1.0", "V1-0", "01.00"],
                &["1.0a"],
                &["1.0.0"],
                &["1.1.1"],
                &["1.1.1k"],
                &["8.8.0"],
                &["8.8.0.bcr.1"],
                &["8.9"],
                &["8.10"],
                &["2024-01-09"],
                &["2024-01-10"],
            ],
        );
    }
}
