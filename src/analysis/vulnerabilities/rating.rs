//! How severe a vulnerability is: CVSS vectors scored, else the words that are stated.
//!
//! Sources: CVSS 2.0, 3.0, 3.1 and 4.0 (<https://www.first.org/cvss/>); the words for ranges of the score are those of
//! CVSS 3.1, section 5, also for a score of 2.0.

use cvss::Cvss;

/// From what is not known to what is worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nobody says, or in words that are not known.
    #[default]
    Unknown,
    None,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    pub const ALL: [Self; 6] = [Self::Critical, Self::High, Self::Medium, Self::Low, Self::None, Self::Unknown];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    fn of_score(score: f64) -> Self {
        match score {
            score if score >= 9.0 => Self::Critical,
            score if score >= 7.0 => Self::High,
            score if score >= 4.0 => Self::Medium,
            score if score > 0.0 => Self::Low,
            _ => Self::None,
        }
    }
}

/// The rating that counts of several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rating {
    pub severity: Severity,
    /// From 0 to 10; `None` where only words are stated.
    pub score: Option<f64>,
    /// The vector or word it was read from, as stated.
    pub stated: String,
}

/// The worst of the stated ratings; of several of one severity, the one with the highest score.
pub fn rating<'r>(stated: impl IntoIterator<Item = &'r String>) -> Rating {
    let mut worst = Rating::default();
    for text in stated {
        let read = read(text.trim());
        let is_worse = (read.severity, read.score.unwrap_or(-1.0)) > (worst.severity, worst.score.unwrap_or(-1.0));
        if is_worse || worst.stated.is_empty() {
            worst = read;
        }
    }
    worst
}

fn read(text: &str) -> Rating {
    let score = score(text);
    let severity = match score {
        Some(score) => Severity::of_score(score),
        None => of_word(text),
    };
    Rating { severity, score, stated: text.to_owned() }
}

/// The score of a vector, or a bare number.
fn score(text: &str) -> Option<f64> {
    const LONGEST_VECTOR: usize = 512;
    if let Ok(number) = text.parse::<f64>() {
        return (0.0..=10.0).contains(&number).then_some(number);
    }
    if text.len() > LONGEST_VECTOR {
        return None;
    }
    let text = text.trim_matches(['(', ')']);
    let text = text.strip_prefix("CVSS:2.0/").unwrap_or(text);
    // CycloneDX files name the version beside the vector; only version 3 has these metrics.
    let of_three = (text.starts_with("AV:") && text.contains("/PR:")).then(|| format!("CVSS:3.1/{text}"));
    let text = of_three.as_deref().unwrap_or(text);
    // A vector of CVSS 3 without one of these would be scored as if it were harmless there.
    const OF_THREE: [&str; 8] = ["/AV:", "/AC:", "/PR:", "/UI:", "/S:", "/C:", "/I:", "/A:"];
    if text.starts_with("CVSS:3.") && !OF_THREE.iter().all(|metric| text.contains(metric)) {
        return None;
    }
    text.parse::<Cvss>().ok().map(|vector| vector.score()).filter(|score| (0.0..=10.0).contains(score))
}

/// The words of databases and distributions.
fn of_word(text: &str) -> Severity {
    match text.to_ascii_lowercase().as_str() {
        "critical" => Severity::Critical,
        "high" | "important" => Severity::High,
        "medium" | "moderate" => Severity::Medium,
        "low" | "negligible" | "minor" | "unimportant" => Severity::Low,
        "none" | "info" | "informational" => Severity::None,
        _ => Severity::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(texts: &[&str]) -> String {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let rating = rating(&texts);
        match rating.score {
            Some(score) => format!("{} {score:.1}", rating.severity.as_str()),
            None => rating.severity.as_str().to_owned(),
        }
    }

    #[test]
    fn vectors_of_every_version_are_scored() {
        assert_eq!(said(&["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"]), "critical 10.0");
        assert_eq!(said(&["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H"]), "high 7.5");
        assert_eq!(said(&["AV:N/AC:L/Au:N/C:P/I:P/A:P"]), "high 7.5");
        assert_eq!(said(&["AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"]), "critical 10.0");
        assert_eq!(said(&["(AV:N/AC:L/Au:N/C:C/I:C/A:C)"]), "critical 10.0");
        assert_eq!(said(&["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"]), "critical 9.3");
    }

    #[test]
    fn words_and_numbers_stand_where_there_is_no_vector() {
        assert_eq!(said(&["moderate"]), "medium");
        assert_eq!(said(&["low", "IMPORTANT"]), "high");
        assert_eq!((said(&["5.3"]), said(&["0"])), ("medium 5.3".to_owned(), "none 0.0".to_owned()));
        assert_eq!(
            (said(&[]), said(&["odd"]), said(&["11"]), said(&["NaN"])),
            ("unknown".into(), "unknown".into(), "unknown".into(), "unknown".into())
        );
    }

    #[test]
    fn broken_vectors_are_not_scored() {
        for text in [
            "CVSS:3.1/AV:N",
            "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
            "CVSS:4.0/AV:N",
            "CVSS:9.9/AV:N/AC:L",
            "AV:N/AC:L",
            "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H",
            "CVSS:/",
            "/",
        ] {
            assert_eq!(said(&[text]), "unknown", "{text}");
        }
    }

    #[test]
    fn the_worst_counts() {
        assert_eq!(said(&["CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "high", "critical"]), "critical");
    }
}
