//! The part of a policy that settles what documents leave open, in the shape that judging reads.

use super::model::Policy;
use crate::licenses::{Choice, Correction, RelationRule, Settlements};

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
        relations: policy
            .linkage
            .iter()
            .map(|rule| RelationRule { of: rule.of.clone(), relation: rule.relation })
            .collect(),
    }
}
