//! The part of a policy that settles what documents leave open, in the shape that judging reads.

use super::model::{Policy, Ruling};
use crate::licenses::decisions::{About, Decision, DecisionKind, Reason};
use crate::licenses::{Choice, Correction, FindingKind, RelationRule, Settlements};

/// Corrections, choices, preferences and relations. What a decision settles comes before these.
pub fn settlements(policy: &Policy) -> Settlements {
    let said = |reason: &str| {
        let by = if policy.name.is_empty() {
            "by policy".to_owned()
        } else {
            format!("by the policy “{}”", policy.name)
        };
        if reason.is_empty() { by } else { format!("{reason}, {by}") }
    };
    Settlements {
        corrections: policy
            .clarify
            .iter()
            .map(|rule| Correction {
                subject: rule.subject.clone(),
                expression: rule.expression.clone(),
                because: said(&rule.evidence),
            })
            .collect(),
        choices: policy
            .choices
            .iter()
            .map(|rule| Choice {
                subject: rule.subject.clone(),
                given: rule.given.clone(),
                choice: rule.choice.clone(),
                because: said(&rule.reason),
            })
            .collect(),
        preferences: policy.prefer.clone(),
        refused: policy
            .licenses
            .iter()
            .filter(|rule| rule.ruling == Ruling::Deny && !rule.license.contains(['*', '?']))
            .map(|rule| rule.license.clone())
            .collect(),
        relations: policy
            .linkage
            .iter()
            .map(|rule| RelationRule { of: rule.of.clone(), relation: rule.relation })
            .collect(),
    }
}

/// Waivers in the shape of decisions: those that name a package and a day. The others waive nothing by themselves.
pub fn decisions(policy: &Policy) -> Vec<Decision> {
    let mut out: Vec<Decision> = policy
        .waivers
        .iter()
        .filter_map(|waiver| {
            let kind = FindingKind::ALL.into_iter().find(|kind| kind.letter() == waiver.kind);
            let mut licenses = waiver.licenses.clone();
            licenses.sort();
            licenses.dedup();
            let about = About {
                finding: Some(kind.unwrap_or(FindingKind::Policy)),
                what: String::new(),
                licenses,
                subjects: vec![waiver.subject.clone()?],
            };
            Some(Decision {
                date: waiver.date.parse().ok()?,
                about,
                kind: DecisionKind::Waive,
                reason: Reason::ALL.into_iter().find(|reason| reason.as_str() == waiver.reason).unwrap_or_default(),
                comment: waiver.comment.clone(),
                person: waiver.by.clone(),
                expires: waiver.expires.parse().ok(),
                licenses_then: Vec::new(),
            })
        })
        .collect();
    out.sort();
    out
}
