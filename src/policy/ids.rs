//! How a rule names licences: an SPDX id as the list spells it, `id WITH exception`, a reference, or a pattern.

use crate::licenses::{Context, Evidence, Relation, TermTree, catalogue, judge_text};
use crate::model::Place;

use super::model::{LicenseRule, Policy, Ruling};
use super::problems::{Problems, needed, shown, suggestion, text};
use super::tree::Node;

/// What one name in a rule is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// As the SPDX list spells it; with what was made of it where it was written otherwise.
    License(String, Option<String>),
    /// With `*` or `?`.
    Pattern,
    /// `LicenseRef-…`, or one of the words for no licence.
    Other,
    /// A name with several meanings: it is matched as written.
    Ambiguous(Vec<String>),
    /// An expression with AND or OR.
    Several(Vec<String>),
    Unknown,
}

/// Reads a name.
pub fn named(text: &str) -> Named {
    if text.contains(['*', '?']) {
        return Named::Pattern;
    }
    if let Some(id) = catalogue().find_license(text) {
        let license = catalogue().license(id);
        if license.id == text && license.replacement.is_empty() {
            return Named::License(text.to_owned(), None);
        }
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("licenseref-") || lower.starts_with("documentref-") || is_no_license(&lower) {
        return Named::Other;
    }
    let (_, evidence, terms) = judge_text(text, &Context::default(), Relation::None);
    match (evidence, terms) {
        (Evidence::Ambiguous(candidates), Some(TermTree::Term(_))) => Named::Ambiguous(candidates),
        (Evidence::Exact, Some(TermTree::Term(term))) => Named::License(term.license, None),
        (Evidence::Rewritten(how), Some(TermTree::Term(term))) if is_listed(&term.license) => {
            Named::License(term.license, Some(how))
        }
        (_, Some(tree @ (TermTree::All { .. } | TermTree::Any { .. }))) => {
            Named::Several(tree.licenses().into_iter().map(str::to_owned).collect())
        }
        _ => Named::Unknown,
    }
}

/// The words that state that there is no licence.
pub fn is_no_license(lower: &str) -> bool {
    matches!(lower, "none" | "noassertion" | "unlicensed")
}

/// Is it a licence of the SPDX list, perhaps with `+` or an exception?
pub fn is_listed(license: &str) -> bool {
    let base = base_of(license);
    catalogue().find_license(base.strip_suffix('+').unwrap_or(base)).is_some()
}

/// The licence without its exception.
pub fn base_of(license: &str) -> &str {
    license.split_once(" WITH ").map_or(license, |(base, _)| base)
}

/// The name as rules keep it; tells where it was understood otherwise than written, and where not at all.
pub fn kept(text: &str, place: &Place, problems: &mut Problems) -> String {
    match named(text) {
        Named::License(license, how) => {
            if let Some(how) = how {
                problems.info("policy-license-rewritten", how, Some(place.clone()));
            }
            license
        }
        Named::Pattern | Named::Other => text.to_owned(),
        Named::Ambiguous(candidates) => {
            let message = format!(
                "“{}” may mean {}: it is matched only where exactly this is stated",
                shown(text),
                candidates.join(", ")
            );
            problems.warning("policy-license-ambiguous", message, Some(place.clone()));
            text.to_owned()
        }
        Named::Several(_) => {
            let message = format!("“{}” is an expression; a rule names one licence", shown(text));
            problems.warning("policy-license-expression", message, Some(place.clone()));
            text.to_owned()
        }
        Named::Unknown => {
            let ids = catalogue().licenses.iter().filter(|license| !license.deprecated).map(|license| license.id);
            let advice = if problems.only_counts_remarks() { String::new() } else { suggestion(text, ids) };
            let message = format!("“{}” names no licence of the SPDX list{advice}", shown(text));
            problems.warning("policy-license-unknown", message, Some(place.clone()));
            text.to_owned()
        }
    }
}

/// Adds a ruling on a licence that another tool names.
///
/// A deprecated GNU id says neither `-only` nor `-or-later`: what is allowed then is `-only`; what is not allowed is
/// both.
pub fn rule(policy: &mut Policy, text: &str, ruling: Ruling, note: &str, place: &Place, problems: &mut Problems) {
    let mut add = |license: String| {
        policy.licenses.push(LicenseRule { license, ruling, note: note.to_owned(), place: Some(place.clone()) });
    };
    if let Named::Several(parts) = named(text) {
        let message = format!("“{}” is an expression: each of its licences gets the rule", shown(text));
        problems.warning("policy-license-expression", message, Some(place.clone()));
        parts.into_iter().for_each(add);
        return;
    }
    let license = kept(text, place, problems);
    let stem = license.strip_suffix("-only").filter(|stem| *stem == text);
    match stem.map(|stem| format!("{stem}-or-later")).filter(|_| ruling != Ruling::Allow) {
        Some(or_later) => {
            let message = format!("“{text}” says neither -only nor -or-later: the rule is kept for both");
            problems.info("policy-license-rewritten", message, Some(place.clone()));
            add(license);
            add(or_later);
        }
        None => add(license),
    }
}

/// Does a pattern fit? `*` stands for any letters, `?` for one; case does not count.
pub fn fits(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.to_ascii_lowercase().chars().collect();
    let text: Vec<char> = text.to_ascii_lowercase().chars().collect();
    let (mut at, mut in_text) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while let Some(letter) = text.get(in_text) {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, in_text));
                at += 1;
            }
            Some(wanted) if wanted == letter || *wanted == '?' => {
                at += 1;
                in_text += 1;
            }
            _ => match star {
                Some((back, from)) => {
                    star = Some((back, from + 1));
                    at = back + 1;
                    in_text = from + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(at).all(|letter| *letter == '*')
}

/// Can it be read as a licence expression?
pub fn is_expression(text: &str) -> bool {
    judge_text(text, &Context::default(), Relation::None).2.is_some()
}

/// The licence expression that a field holds; what is none is an error.
pub fn expression(node: &Node, key: &str, of: &str, is_needed: bool, problems: &mut Problems) -> Option<String> {
    let found = if is_needed { needed(node, key, of, problems)? } else { text(node.entries(), key, problems)? };
    if is_expression(&found) {
        return Some(found);
    }
    let place = node.get(key).map(|entry| entry.node.place.clone());
    problems.error("policy-expression", format!("“{}” is no licence expression", shown(&found)), place);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_it_is() {
        let license = |id: &str| Named::License(id.to_owned(), None);
        assert_eq!(named("MIT"), license("MIT"));
        assert_eq!(
            named("GPL-2.0-only WITH Classpath-exception-2.0"),
            license("GPL-2.0-only WITH Classpath-exception-2.0")
        );
        assert!(matches!(named("gpl-2.0"), Named::License(id, Some(_)) if id == "GPL-2.0-only"));
        assert!(matches!(named("GPL-3.0+"), Named::License(id, Some(_)) if id == "GPL-3.0-or-later"));
        assert!(matches!(named("BSD"), Named::Ambiguous(_)));
        assert_eq!(named("GPL-*"), Named::Pattern);
        assert_eq!(named("LicenseRef-house"), Named::Other);
        assert_eq!(named("UNLICENSED"), Named::Other);
        assert_eq!(named("MIT OR ISC"), Named::Several(vec!["MIT".to_owned(), "ISC".to_owned()]));
        assert_eq!(named("Appache-2.0"), Named::Unknown);
    }

    #[test]
    fn a_pattern_for_gpl_does_not_fit_lgpl() {
        assert!(fits("GPL-*", "gpl-3.0-only"));
        assert!(!fits("GPL-*", "LGPL-3.0-only"));
        assert!(fits("*GPL*", "LGPL-3.0-only"));
        assert!(fits("BSD-?-Clause", "BSD-3-Clause"));
        assert!(!fits("BSD-?-Clause", "BSD-3-Clause-Clear"));
        assert!(fits("*", ""));
        assert!(!fits(&"*a".repeat(200), &"b".repeat(2_000)));
    }
}
