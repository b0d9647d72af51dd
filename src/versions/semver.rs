//! Semantic versions, and what is written in their place: fewer or more numbers, a leading `v`, `1.0.0rc1`, `go1.21`.
//!
//! Go's pseudo-versions and `+incompatible` need no rule of their own. Build metadata counts only where the tool of the
//! ecosystem lets it. Text without a leading number is older than any version.
//!
//! Source: <https://semver.org/spec/v2.0.0.html>, section 11; <https://go.dev/ref/mod#versions>.

use std::cmp::Ordering;

use super::parts::{Number, is_number, leading_numbers, padded};

/// Compares without build metadata, as the specification has it.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (Version::read(one), Version::read(other));
    one.cmp_precedence(&other)
}

/// Compares build metadata too, where all else is equal: none, then by identifiers, as Cargo, Dart and Julia do.
pub fn compare_with_builds(one: &str, other: &str) -> Ordering {
    let (one, other) = (Version::read(one), Version::read(other));
    one.cmp_precedence(&other).then_with(|| one.build.cmp(&other.build))
}

struct Version<'a> {
    numbers: Vec<Number<'a>>,
    /// `None` for a release.
    early: Option<Vec<Identifier<'a>>>,
    build: Option<Vec<Identifier<'a>>>,
}

/// Numbers come before words.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Identifier<'a> {
    Number(Number<'a>),
    Word(&'a str),
}

impl<'a> Version<'a> {
    fn read(text: &'a str) -> Self {
        let (text, build) = match text.split_once('+') {
            Some((text, build)) => (text, Some(build)),
            None => (text, None),
        };
        let text = text.trim_start_matches(['=', 'v', 'V']);
        let text = text.strip_prefix("go").unwrap_or(text);
        let (numbers, rest) = leading_numbers(text);
        let early = if rest.is_empty() { None } else { Some(rest.strip_prefix(['-', '.']).unwrap_or(rest)) };
        Self { numbers, early: early.map(identifiers), build: build.map(identifiers) }
    }

    fn cmp_precedence(&self, other: &Self) -> Ordering {
        let is_release = |version: &Self| version.early.is_none();
        (!self.numbers.is_empty())
            .cmp(&!other.numbers.is_empty())
            .then_with(|| padded(&self.numbers, &other.numbers, &Number::ZERO))
            .then_with(|| is_release(self).cmp(&is_release(other)))
            .then_with(|| self.early.cmp(&other.early))
    }
}

fn identifiers(text: &str) -> Vec<Identifier<'_>> {
    text.split('.')
        .map(|part| if is_number(part) { Identifier::Number(Number::new(part)) } else { Identifier::Word(part) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    const PLAIN: &[&[&str]] = &[
        &["latest"],
        &["workspace:*"],
        &["v0.0.0-20190101000000-aaaaaaaaaaaa"],
        &["v0.0.0-20200229235959-000000000000"],
        &["0.0.0", "v0.0.0", "0"],
        &["0.0.1"],
        &["1.0.0-0"],
        &["1.0.0-0.3.7"],
        &["1.0.0-2"],
        &["1.0.0-11"],
        &["1.0.0-alpha", "=1.0.0-alpha"],
        &["1.0.0-alpha.1"],
        &["1.0.0-alpha.9"],
        &["1.0.0-alpha.10"],
        &["1.0.0-alpha.beta"],
        &["1.0.0-beta"],
        &["1.0.0-beta.2"],
        &["1.0.0-beta.11"],
        &["1.0.0-rc.1"],
        &["1.0.0-rc1", "1.0.0rc1", "1.0.0.rc1"],
        &["1.0.0-x-y-z.--"],
        &["1.0.0", "1", "v1", "1.0"],
        &["1.0.0.1"],
        &["1.2.3"],
        &["1.2.4-0.20191109021931-daa7c04131f5"],
        &["1.2.4-rc.1"],
        &["1.2.4"],
        &["1.9.0"],
        &["1.10.0"],
        &["2.0.0-1.0.0"],
        &["2.0.0"],
        &["10.0.0"],
        &["99999999999999999999999.999999999999999999.99999999999999999"],
    ];

    #[test]
    fn precedence() {
        ascending(compare, PLAIN);
        ascending(
            compare,
            &[
                &["go1.21rc2"],
                &["go1.21.0", "1.21"],
                &["v2.0.0", "v2.0.0+incompatible", "2.0.0+21AF26D3.2"],
                &["v2.0.1+incompatible"],
            ],
        );
    }

    #[test]
    fn builds_where_they_count() {
        ascending(compare_with_builds, PLAIN);
        ascending(
            compare_with_builds,
            &[
                &["1.0.0-a"],
                &["1.0.0-a+1"],
                &["1.0.0"],
                &["1.0.0+2"],
                &["1.0.0+10"],
                &["1.0.0+10.a"],
                &["1.0.0+b"],
                &["1.0.1"],
            ],
        );
    }
}
