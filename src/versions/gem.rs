//! Ruby gem versions, and those of CocoaPods, which follow them: any segment with letters makes a pre-release.
//!
//! Source: <https://docs.ruby-lang.org/en/master/Gem/Version.html>.

use std::cmp::Ordering;

use super::parts::{Number, is_number, padded, runs};

/// Compares segment by segment, the shorter version continued with zeros.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.replace('-', ".pre."), other.replace('-', ".pre."));
    padded(&segments(&one), &segments(&other), &Segment::Number(Number::ZERO))
}

/// Letters are older than numbers.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Segment<'a> {
    Letters(&'a str),
    Number(Number<'a>),
}

/// The segments, without zeros before the first letters.
fn segments(text: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut is_early = false;
    for run in runs(text, |letter| !letter.is_ascii_alphanumeric()) {
        if is_number(run) {
            segments.push(Segment::Number(Number::new(run)));
            continue;
        }
        while !is_early && segments.last() == Some(&Segment::Number(Number::ZERO)) {
            segments.pop();
        }
        is_early = true;
        segments.push(Segment::Letters(run));
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn letters_make_a_pre_release() {
        ascending(
            compare,
            &[
                &["0.beta.1", "0.0.beta.1"],
                &["0", "0.0", ""],
                &["1.a", "1.0.a", "1.0.0.a"],
                &["1.8.2.a"],
                &["1.8.2.a9", "1.8.2.a.9"],
                &["1.8.2.a10"],
                &["1.8.2.b"],
                &["1.8.2"],
                &["1.9.a"],
                &["1.9.3-alpha", "1.9.3.pre.alpha"],
                &["1.9.3.pre"],
                &["1.9.3.rc1"],
                &["1.9.3.rc2"],
                &["1.9.3", "1.9.3.0"],
                &["1.9.3.1"],
                &["1.10"],
                &["5.0.0.rc2"],
                &["5.0.0"],
            ],
        );
    }
}
