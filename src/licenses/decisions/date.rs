//! A day of the calendar as ISO text, `2026-11-28`. No clock, no time zone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day that exists, from year 1 to 9999. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl FromStr for Date {
    type Err = String;

    /// Reads `2026-11-28` and nothing else.
    ///
    /// # Errors
    /// In words, where the text is no such day.
    fn from_str(text: &str) -> Result<Self, String> {
        let error =
            || format!("a day such as 2026-11-28 is expected, not “{}”", super::super::reading::shortened(text));
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return Err(error()) };
        let number = |digits: &[u8]| {
            digits
                .iter()
                .try_fold(0_u16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u16::from(digit - b'0')))
        };
        let parts = (number(&[*y1, *y2, *y3, *y4]), number(&[*m1, *m2]), number(&[*d1, *d2]));
        let (Some(year), Some(month), Some(day)) = parts else { return Err(error()) };
        if year == 0 || day == 0 || day > days_of(year, month) {
            return Err(format!("{text} is no day of the calendar"));
        }
        Ok(Self { year, month: month as u8, day: day as u8 })
    }
}

/// 0 for a month that does not exist.
fn days_of(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for text in ["2026-11-28", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_owned()));
        }
        let nonsense = [
            "",
            "2026",
            "2026-1-2",
            "28.11.2026",
            "2026-11-31",
            "2026-02-29",
            "1900-02-29",
            "9999-99-99",
            "0000-01-01",
            "2026-00-10",
            "2026-10-00",
            "2026-11-28T00:00:00Z",
            "２026-11-28",
            "-026-11-28",
            "2026-11-2\u{202e}",
        ];
        for text in nonsense {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_are_ordered_by_time() {
        let date = |text: &str| text.parse::<Date>().ok();
        assert!(date("2026-11-28") < date("2026-12-01"));
        assert!(date("2026-11-28") < date("2027-01-01"));
    }
}
