//! What the schemes share: numbers of any size, runs of digits and of letters, sequences of unequal length.

use std::cmp::Ordering;
use std::iter;

/// A run of digits as a number of any size: kept as text without leading zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number<'a>(&'a str);

impl<'a> Number<'a> {
    pub const ZERO: Self = Self("");

    pub fn new(digits: &'a str) -> Self {
        Self(digits.trim_start_matches('0'))
    }
}

impl Ord for Number<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.cmp(other.0))
    }
}

impl PartialOrd for Number<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

pub fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The digits that `text` begins with, and what follows them.
pub fn leading_digits(text: &str) -> (&str, &str) {
    text.split_at(text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len()))
}

/// The numbers that `text` begins with, joined by dots, and what follows them: `1.2` and `-rc.1` of `1.2-rc.1`.
pub fn leading_numbers(text: &str) -> (Vec<Number<'_>>, &str) {
    let mut numbers = Vec::new();
    let mut rest = text;
    loop {
        let next = if numbers.is_empty() { Some(rest) } else { rest.strip_prefix('.') };
        match next.map(leading_digits) {
            Some((digits, after)) if !digits.is_empty() => {
                numbers.push(Number::new(digits));
                rest = after;
            }
            _ => return (numbers, rest),
        }
    }
}

/// `text` cut wherever digits meet letters and at every separator; separators are dropped.
pub fn runs(text: &str, is_separator: fn(char) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = text;
    iter::from_fn(move || {
        rest = rest.trim_start_matches(is_separator);
        let digits = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let end = rest.find(|letter: char| is_separator(letter) || letter.is_ascii_digit() != digits);
        let (run, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        (!run.is_empty()).then_some(run)
    })
}

/// Compares item by item, the shorter one continued with `missing`.
pub fn padded<T: Ord>(one: &[T], other: &[T], missing: &T) -> Ordering {
    (0..one.len().max(other.len()))
        .map(|at| one.get(at).unwrap_or(missing).cmp(other.get(at).unwrap_or(missing)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}
