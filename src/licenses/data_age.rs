//! How old data is: dates of the tables against a day that the caller knows. The core has no clock.

/// Data older than this, in months, deserves a warning: OSADL changed 67 cells within six months of 2024.
pub const OLD_AFTER_MONTHS: u32 = 12;

/// Whole months from the day of the data to today; 0 where the data is of a later day, `None` where either is no date
/// (`2026-02-12`, perhaps with a time after it).
pub fn data_age_months(today: &str, data_date: &str) -> Option<u32> {
    let (today, data) = (parts(today)?, parts(data_date)?);
    let months = |(year, month, _): (u32, u32, u32)| year * 12 + month;
    let unfinished = u32::from(today.2 < data.2);
    Some(months(today).saturating_sub(months(data)).saturating_sub(unfinished))
}

/// Is the data older than twelve months? What has no date is not called old: its date is not stated.
pub fn is_old(today: &str, data_date: &str) -> bool {
    let (Some(age), Some(today), Some(data)) = (data_age_months(today, data_date), parts(today), parts(data_date))
    else {
        return false;
    };
    age > OLD_AFTER_MONTHS || age == OLD_AFTER_MONTHS && (today.1, today.2) != (data.1, data.2)
}

/// The date at the beginning of a timestamp.
pub(super) fn date_of(timestamp: &str) -> Option<&str> {
    let date = timestamp.trim().get(..10)?;
    parts(date).map(|_| date)
}

/// Year, month, day.
fn parts(date: &str) -> Option<(u32, u32, u32)> {
    let date = date.trim().get(..10)?;
    let mut fields = date.split('-');
    let mut number = |digits: usize| {
        let field = fields.next().filter(|field| field.len() == digits)?;
        field.bytes().all(|byte| byte.is_ascii_digit()).then(|| field.parse::<u32>().ok())?
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_whole() {
        for (today, data, expected) in [
            ("2026-11-28", "2026-02-12", Some(9)),
            ("2026-03-11", "2026-02-12", Some(0)),
            ("2026-03-12", "2026-02-12T16:31:00+0000", Some(1)),
            ("2027-02-11", "2026-02-12", Some(11)),
            ("2028-01-01", "2026-02-12", Some(22)),
            ("2025-01-01", "2026-02-12", Some(0)),
            ("today", "2026-02-12", None),
            ("2026-11-28", "12.02.2026", None),
            ("2026-11-28", "", None),
            ("2026-13-28", "2026-02-12", None),
            ("2026-é1-28", "2026-02-12", None),
        ] {
            assert_eq!(data_age_months(today, data), expected, "{today} {data}");
        }
    }

    #[test]
    fn data_is_old_after_twelve_months() {
        assert!(!is_old("2027-02-12", "2026-02-12"));
        assert!(is_old("2027-02-13", "2026-02-12"));
        assert!(is_old("2027-03-01", "2026-02-12"));
        assert!(!is_old("2027-03-01", "date not stated"));
    }
}
