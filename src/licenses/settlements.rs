//! What people settled that the documents do not say: corrected licences, chosen alternatives, how parts are joined.
//!
//! A policy and a record of decisions both come down to this. Judging reads it and never changes it.

use serde::{Deserialize, Serialize};

use super::{Relation, Subject};
use crate::model::Ecosystem;

/// Everything settled, in the order of its authority: of two that speak of the same component the first counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settlements {
    pub corrections: Vec<Correction>,
    pub choices: Vec<Choice>,
    /// Licences to take first where an OR leaves the choice open, best first.
    pub preferences: Vec<String>,
    /// Licences to take only where nothing else is left: a policy refuses them.
    pub refused: Vec<String>,
    pub relations: Vec<RelationRule>,
}

/// The licence of a component is this, whatever its documents say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub subject: Subject,
    pub expression: String,
    /// Why, and by whom: shown as the evidence.
    pub because: String,
}

/// Of an OR this alternative is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// `None`: wherever the expression occurs.
    pub subject: Option<Subject>,
    /// The expression as understood; `None`: any that holds the alternative.
    pub given: Option<String>,
    /// One alternative of it.
    pub choice: String,
    pub because: String,
}

/// How tightly something is joined to the work, where the default is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationRule {
    pub of: RelationOf,
    pub relation: Relation,
}

/// What a relation is settled for; an edge outranks a component, a component outranks its ecosystem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RelationOf {
    Ecosystem(Ecosystem),
    Component(Subject),
    Edge { from: Subject, to: Subject },
}
