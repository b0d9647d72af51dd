//! Under which licences the work of each root could go out, and what stands in the way where there is none.
//!
//! The smallest set of expressions that no licence takes together is named, whether or not one of them is a captor: it
//! answers another question than a finding does.

use super::case::Case;
use super::combination::Unit;
use super::outbounds::OutboundSet;
use super::{LicenseClass, expression::Expression};
use crate::graph::NodeIndex;

/// Roots that are told one by one.
pub const MOST_ROOTS: usize = 200;

/// What the work of one root could go out under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootOutbound {
    /// Where the work starts; several where they are one product, none for what no root reaches.
    pub roots: Vec<NodeIndex>,
    /// SPDX ids, in the order of the matrix.
    pub accepted: Vec<String>,
    /// Why there is none, in one sentence.
    pub obstacle: Option<String>,
}

/// What a work with these expressions could go out under.
pub fn root_outbound(case: &Case<'_>, roots: &[NodeIndex], units: &[Unit]) -> RootOutbound {
    let expressions = || units.iter().filter_map(|unit| case.effective(unit.expression));
    let is_known =
        |expression: &Expression| expression.leaves().iter().any(|leaf| leaf.class() != LicenseClass::Unknown);
    let roots = roots.to_vec();
    if !expressions().any(is_known) {
        return RootOutbound { roots, accepted: Vec::new(), obstacle: Some("No licence in it is known".to_owned()) };
    }
    let accepted = case.basis().names(joint(units.iter()));
    let obstacle = accepted.is_empty().then(|| obstacle(case, units));
    RootOutbound { roots, accepted, obstacle }
}

fn joint<'a>(units: impl Iterator<Item = &'a Unit>) -> OutboundSet {
    units.fold(OutboundSet::ALL, |set, unit| set.and(unit.accepted))
}

fn obstacle(case: &Case<'_>, units: &[Unit]) -> String {
    let mut set: Vec<&Unit> = Vec::new();
    for unit in units {
        // Units that accept the same are interchangeable here.
        if !set.iter().any(|known| known.accepted == unit.accepted) {
            set.push(unit);
        }
    }
    for unit in set.clone() {
        let without: Vec<&Unit> = set.iter().copied().filter(|other| !std::ptr::eq(*other, unit)).collect();
        if case.basis().is_nameless(joint(without.iter().copied())) {
            set = without;
        }
    }
    let mut texts: Vec<String> =
        set.iter().filter_map(|unit| case.expression(unit.expression)).map(ToString::to_string).collect();
    texts.sort();
    match texts.split_last() {
        Some((only, [])) => format!("No licence takes {only} as it is joined here"),
        Some((last, others)) => format!("No licence takes {} and {last} together", others.join(", ")),
        None => "No licence is left".to_owned(),
    }
}
