//! Perl versions: decimals, whose digits count in threes (`1.10` is older than `1.9`), and dotted ones (`v1.10.0`).
//!
//! Source: <https://perldoc.perl.org/version>.

use std::cmp::Ordering;

use super::natural;
use super::parts::{Number, is_number, leading_digits, padded};

/// Compares numbers; text that is no version is older than any that is.
pub fn compare(one: &str, other: &str) -> Ordering {
    match (dotted(one), dotted(other)) {
        (None, None) => natural::compare(one, other),
        (Some(one), Some(other)) => padded(&numbers(&one), &numbers(&other), &Number::ZERO),
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

/// The dotted form of a version: `1.002003` as `1.002.003`. An underscore says nothing here.
fn dotted(text: &str) -> Option<String> {
    let text = text.replace('_', "");
    let text = text.strip_suffix("-TRIAL").unwrap_or(&text);
    let (whole, rest) = leading_digits(text.strip_prefix('v').unwrap_or(text));
    let parts: Vec<&str> = rest.split('.').skip(1).collect();
    if whole.is_empty() && parts.is_empty() || !rest.is_empty() && !rest.starts_with('.') {
        return None;
    }
    if !parts.iter().all(|part| is_number(part)) {
        return None;
    }
    if text.starts_with('v') || parts.len() > 1 {
        return Some(format!("{whole}{rest}"));
    }
    let mut out = whole.to_owned();
    for three in parts.concat().as_bytes().chunks(3) {
        out.push('.');
        out.extend(three.iter().chain(b"00").take(3).copied().map(char::from));
    }
    Some(out)
}

fn numbers(dotted: &str) -> Vec<Number<'_>> {
    dotted.split('.').map(Number::new).collect()
}

#[cfg(test)]
mod tests {
    use super::super::check::ascending;
    use super::*;

    #[test]
    fn decimals_count_in_threes() {
        ascending(
            compare,
            &[
                &["latest"],
                &["0.01"],
                &["1", "1.0", "1.00", "v1", "v1.0.0"],
                &["1.002003", "v1.2.3", "1.2.3", "1.002_003"],
                &["1.01", "1.010", "v1.10.0", "1.010-TRIAL"],
                &["1.013"],
                &["1.1", "1.10", "1.100", "v1.100"],
                &["1.55"],
                &["1.9"],
                &["6.76"],
                &["20240101"],
            ],
        );
    }
}
