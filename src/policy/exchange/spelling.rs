//! What a format that knows neither patterns nor classes can hold of our rules, and what it cannot.

use crate::licenses::{EvaluatedTerm, LicenseClass, TermTree, UseCase, Verdict, catalogue};
use crate::policy::judging::{RuleRef, Rules};
use crate::policy::model::{Policy, Ruling};
use crate::policy::problems::{Problems, shown};

/// Every licence with a ruling, by id: those with a rule of their own as written, then those of the SPDX list that a
/// pattern or a class speaks of.
pub fn spelled(policy: &Policy, problems: &mut Problems) -> Vec<(String, Ruling)> {
    let is_pattern = |license: &str| license.contains(['*', '?']);
    let mut out: Vec<(String, Ruling)> = policy
        .licenses
        .iter()
        .filter(|rule| !is_pattern(&rule.license))
        .map(|rule| (rule.license.clone(), rule.ruling))
        .collect();
    let patterns = policy.licenses.iter().filter(|rule| is_pattern(&rule.license)).count();
    if patterns == 0 && policy.defaults.is_empty() {
        return out;
    }
    let exact = out.len();
    let mut rules = Rules::new(policy, policy.profile.use_case.unwrap_or(UseCase::Binary));
    for license in catalogue().licenses.iter().filter(|license| !license.deprecated && license.id != "NOASSERTION") {
        let term = EvaluatedTerm {
            license: license.id.to_owned(),
            class: license.class,
            verdict: Verdict::Allowed,
            reason: String::new(),
        };
        let verdict = rules.judge(&TermTree::Term(term), None);
        let by_rule = match verdict.rule {
            RuleRef::Class(_) => license.class != LicenseClass::Unknown,
            RuleRef::License(at) => policy.licenses.get(at).is_some_and(|rule| is_pattern(&rule.license)),
            _ => false,
        };
        if let (true, Some(ruling)) = (by_rule, verdict.ruling) {
            out.push((license.id.to_owned(), ruling));
        }
    }
    let count = out.len() - exact;
    if count == 0 && patterns == 0 {
        return out;
    }
    let message =
        format!("Patterns and classes are spelled out as {count} SPDX ids; licences outside the list are left out");
    problems.loss(message, None);
    out
}

/// The ids with this ruling.
pub fn with(rules: &[(String, Ruling)], ruling: Ruling) -> Vec<String> {
    rules.iter().filter(|(_, found)| *found == ruling).map(|(license, _)| license.clone()).collect()
}

/// Says which parts of the policy a format cannot hold. `held` names those it can.
pub fn losses(policy: &Policy, format: &str, held: &[&str], problems: &mut Problems) {
    let profile = &policy.profile;
    let require = policy.require;
    let parts = [
        ("profile", profile.use_case.is_some() || profile.outbound.is_some() || profile.client_side.is_some()),
        ("require", require.license || require.known || require.text || require.copyright),
        ("scopes", policy.scopes.include_dev || policy.scopes.include_build),
        ("licenses", !policy.licenses.is_empty() || !policy.defaults.is_empty()),
        ("unlisted", policy.unlisted.is_some()),
        ("notes", policy.licenses.iter().any(|rule| !rule.note.is_empty())),
        ("packages", !policy.packages.is_empty()),
        ("linkage", !policy.linkage.is_empty()),
        ("prefer", !policy.prefer.is_empty()),
        ("choices", !policy.choices.is_empty()),
        ("clarify", !policy.clarify.is_empty()),
        ("waivers", !policy.waivers.is_empty()),
        ("matrix_overlay", !policy.matrix_overlay.is_empty()),
    ];
    for (name, is_used) in parts {
        if is_used && !held.contains(&name) {
            problems.loss(format!("{format} cannot hold `{name}`: left out"), None);
        }
    }
}

/// Says that what no rule speaks of will be ruled otherwise there.
pub fn unlisted(policy: &Policy, format: &str, there: Option<Ruling>, problems: &mut Problems) {
    if policy.unlisted != there {
        let words = |ruling: Option<Ruling>| ruling.map_or("left open", Ruling::title);
        let message = format!(
            "What no rule speaks of is {} here and {} in {}",
            words(policy.unlisted),
            words(there),
            shown(format)
        );
        problems.loss(message, None);
    }
}
