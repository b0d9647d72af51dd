//! What a stated licence is in SPDX's words, for files that other tools read.
//!
//! Judges nothing. What is no licence of the SPDX list becomes a reference of the caller's.

use super::Evidence;
use super::expression::{Expression, Leaf};
use super::reading::{Reading, read};

/// A statement in SPDX's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpdxWording {
    /// Nothing is said.
    Nothing,
    /// `NOASSERTION`.
    NoAssertion,
    /// `NONE`: there is no licence.
    None,
    /// A valid expression.
    Expression(String),
}

/// Says a raw statement in SPDX's words. `reference` is asked for the `LicenseRef-…` of each text that no licence of the
/// list has.
pub fn spdx_wording(raw: &str, reference: &mut dyn FnMut(&str) -> String) -> SpdxWording {
    let Reading { expression, evidence } = read(raw);
    match (expression, evidence) {
        (Some(expression), _) => SpdxWording::Expression(words(&expression, reference)),
        (None, Evidence::NotStated) => SpdxWording::NoAssertion,
        (None, Evidence::StatedNone) => SpdxWording::None,
        (None, Evidence::NotInFile) => SpdxWording::Nothing,
        (None, _) => SpdxWording::Expression(reference(raw.trim())),
    }
}

/// Is the statement an SPDX expression as it stands, every licence of it listed or a reference?
pub fn is_spdx_expression(raw: &str) -> bool {
    let Reading { expression, evidence } = read(raw);
    let is_term = |leaf: &&Leaf| match leaf {
        Leaf::Known(_) => true,
        Leaf::Reference(text) => is_reference(text),
        _ => false,
    };
    evidence == Evidence::Exact && expression.is_some_and(|expression| expression.leaves().iter().all(is_term))
}

/// As deep as expressions are, 128.
fn words(expression: &Expression, reference: &mut dyn FnMut(&str) -> String) -> String {
    let (parts, operator) = match expression {
        Expression::Leaf(Leaf::Known(known)) => return known.to_string(),
        Expression::Leaf(leaf) => return reference(&leaf.to_string()),
        Expression::All(parts) => (parts, " AND "),
        Expression::Any(parts) => (parts, " OR "),
    };
    let parts: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Expression::Leaf(_) => words(part, reference),
            part => format!("({})", words(part, reference)),
        })
        .collect();
    parts.join(operator)
}

/// `LicenseRef-` and what SPDX allows after it.
pub fn is_reference(text: &str) -> bool {
    let rest = text.strip_prefix("LicenseRef-").unwrap_or("");
    !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_listed_becomes_a_reference_and_the_rest_stays() {
        let mut asked = Vec::new();
        let mut say = |raw: &str| {
            spdx_wording(raw, &mut |text| {
                asked.push(text.to_owned());
                format!("LicenseRef-{}", asked.len())
            })
        };
        let expression = |text: &str| SpdxWording::Expression(text.to_owned());
        assert_eq!(say("MIT OR Apache-2.0"), expression("MIT OR Apache-2.0"));
        assert_eq!(say("mit/apache-2.0"), expression("MIT OR Apache-2.0"));
        assert_eq!(say("MIT AND (Own-1 OR ISC)"), expression("MIT AND (LicenseRef-1 OR ISC)"));
        assert_eq!(say("Some words of ours"), expression("LicenseRef-2"));
        assert_eq!(say("LicenseRef-a"), expression("LicenseRef-3"));
        assert_eq!(say("NOASSERTION"), SpdxWording::NoAssertion);
        assert_eq!(say("NONE"), SpdxWording::None);
        assert_eq!(say(" "), SpdxWording::Nothing);
        assert_eq!(asked, ["Own-1", "Some words of ours", "LicenseRef-a"]);
    }

    #[test]
    fn only_what_is_exact_is_an_expression_as_it_stands() {
        for (raw, is) in [
            ("MIT", true),
            ("MIT OR LicenseRef-a.b", true),
            ("GPL-2.0-only WITH Classpath-exception-2.0", true),
            ("mit", false),
            ("MIT AND Own", false),
            ("Apache License, Version 2.0", false),
            ("NOASSERTION", false),
            ("MIT AND", false),
        ] {
            assert_eq!(is_spdx_expression(raw), is, "{raw}");
        }
    }
}
