//! Maven's version order: numbers, qualifiers that have a rank, and what separates them.
//!
//! Source: <https://maven.apache.org/pom.html#version-order-specification>. A dot before a qualifier counts as a hyphen,
//! as Maven has it since 3.9; so the order is total.

use std::cmp::Ordering;

use super::parts::{Number, is_number, padded};

/// Compares token by token, the shorter version continued with the empty qualifier.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    padded(&tokens(&one), &tokens(&other), &Token::Qualifier(RELEASE, ""))
}

/// A qualifier (its rank, then its text) is older than `-1`, and that is older than `.1`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Token<'a> {
    Qualifier(usize, &'a str),
    AfterHyphen(Number<'a>),
    AfterDot(Number<'a>),
}

/// The rank of the release itself.
const RELEASE: usize = 5;

impl Token<'_> {
    fn is_nothing(&self) -> bool {
        matches!(self, Self::Qualifier(RELEASE, _) | Self::AfterHyphen(Number::ZERO) | Self::AfterDot(Number::ZERO))
    }
}

/// The tokens of a version, without those that say nothing at the end and before each hyphen.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut after_dot = true;
    loop {
        let is_separator = |letter: char| matches!(letter, '.' | '-' | '_');
        let digits = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let end = rest.find(|letter: char| is_separator(letter) || letter.is_ascii_digit() != digits);
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        let run = if run.is_empty() { "0" } else { run };
        let token = match (is_number(run), after_dot) {
            (true, true) => Token::AfterDot(Number::new(run)),
            (true, false) => Token::AfterHyphen(Number::new(run)),
            (false, _) => qualifier(run, after.starts_with(|letter: char| letter.is_ascii_digit())),
        };
        if !matches!(token, Token::AfterDot(_)) {
            trim(&mut tokens);
        }
        tokens.push(token);
        if after.is_empty() {
            break;
        }
        after_dot = after.starts_with('.');
        rest = after.strip_prefix(is_separator).unwrap_or(after);
    }
    trim(&mut tokens);
    tokens
}

fn trim(tokens: &mut Vec<Token>) {
    while tokens.last().is_some_and(Token::is_nothing) {
        tokens.pop();
    }
}

fn qualifier(text: &str, before_digit: bool) -> Token<'_> {
    let rank = match text {
        "alpha" => 0,
        "a" if before_digit => 0,
        "beta" => 1,
        "b" if before_digit => 1,
        "milestone" => 2,
        "m" if before_digit => 2,
        "rc" | "cr" => 3,
        "snapshot" => 4,
        "final" | "ga" | "release" => RELEASE,
        "sp" => 6,
        _ => return Token::Qualifier(7, text),
    };
    Token::Qualifier(rank, "")
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn qualifiers() {
        ascending(
            compare,
            &[
                &["1-alpha2snapshot"],
                &["1-alpha2", "1a2", "1-a2", "1.0.alpha-2", "1-ALPHA-2"],
                &["1-alpha-123"],
                &["1-beta-2", "1b2"],
                &["1-beta123"],
                &["1-m2", "1-milestone-2"],
                &["1-m11"],
                &["1-rc", "1-cr", "1.0.RC"],
                &["1-cr2"],
                &["1-rc123"],
                &["1-SNAPSHOT"],
                &["1", "1.0", "1.0.0", "1-0", "1.", "1-", "1.ga", "1-final", "1.0.Final", "1.0.0.RELEASE", "1_0", "01"],
                &["1-ga.1"],
                &["1-sp", "1.sp"],
                &["1-sp-1", "1-sp1"],
                &["1-sp2"],
                &["1-sp123"],
                &["1-sp.1"],
                &["1-abc"],
                &["1-def"],
                &["1-foo", "1.foo", "1.0.0-foo.0.0"],
                &["1-foo-1"],
                &["1-foo10", "1-foo-10"],
                &["1-pom-1"],
                &["1-1-snapshot"],
                &["1-1", "1-ga-1", "1-0-1"],
                &["1-2"],
                &["1-123"],
                &["1.0.1"],
                &["1.1"],
            ],
        );
    }

    #[test]
    fn numbers() {
        ascending(
            compare,
            &[
                &["0"],
                &["2.0", "2"],
                &["2.0.a"],
                &["2-1"],
                &["2.0.2"],
                &["2.0.123"],
                &["2.1.0"],
                &["2.1-a"],
                &["2.1b"],
                &["2.1-c"],
                &["2.1-1"],
                &["2.1.0.1"],
                &["2.2"],
                &["2.123"],
                &["11.a2"],
                &["11.a11"],
                &["11.b2"],
                &["11.b11"],
                &["11.m2"],
                &["11.m11"],
                &["11"],
                &["11.a"],
                &["11b"],
                &["11c"],
                &["11m"],
                &["20190126.230843"],
                &["10000000000000000000000.1"],
            ],
        );
    }
}
