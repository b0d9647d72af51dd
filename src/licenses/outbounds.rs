//! Under which licences could a work go out that holds a given component?
//!
//! Candidates are the licences of the matrix and the copyleft licences it does not hold, see `basis`. Sets of them are
//! intersected: a work whose components share no candidate cannot go out under any.

use std::collections::BTreeMap;

use super::basis::{Basis, CANDIDATE_LIMIT};
use super::compatibility::Target;
use super::compatibility::{Usage, into_license, outcome};
use super::expression::{Expression, Known, Leaf};
use super::{LicenseClass, Relation, UseCase, Verdict};

const WORDS: usize = CANDIDATE_LIMIT / 64;

/// A set of candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutboundSet([u64; WORDS]);

impl OutboundSet {
    /// Nothing.
    pub const EMPTY: Self = Self([0; WORDS]);
    /// Everything.
    pub const ALL: Self = Self([u64::MAX; WORDS]);

    /// What both hold.
    pub fn and(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(mine, other)| *mine &= other);
        self
    }

    /// What either holds.
    pub fn or(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(mine, other)| *mine |= other);
        self
    }

    pub fn is_empty(self) -> bool {
        self == Self::EMPTY
    }

    /// Does it hold the candidate at this position?
    pub fn holds(self, position: usize) -> bool {
        self.0.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1)
    }

    fn insert(&mut self, position: usize) {
        if let Some(word) = self.0.get_mut(position / 64) {
            *word |= 1 << (position % 64);
        }
    }
}

/// Accepted candidates of licences and expressions, each computed once.
#[derive(Debug, Default)]
pub struct Accepted {
    basis: Basis,
    leaves: BTreeMap<(Known, Usage), OutboundSet>,
}

impl Accepted {
    /// Nothing is computed yet.
    pub fn by_basis(basis: Basis) -> Self {
        Self { basis, leaves: BTreeMap::new() }
    }

    /// The names of a set's candidates among the licences of the matrix.
    pub fn names(&self, set: OutboundSet) -> Vec<String> {
        self.basis.names(set)
    }

    /// The candidates that do not conflict with an expression: OR takes either, AND needs all. What is not known
    /// excludes nothing.
    pub fn by(&mut self, expression: &Expression, usage: Usage) -> OutboundSet {
        match expression {
            Expression::Leaf(leaf) => self.by_leaf(leaf, usage),
            Expression::All(parts) => parts.iter().fold(OutboundSet::ALL, |set, part| set.and(self.by(part, usage))),
            Expression::Any(parts) => parts.iter().fold(OutboundSet::EMPTY, |set, part| set.or(self.by(part, usage))),
        }
    }

    /// The same for one term.
    pub fn by_leaf(&mut self, leaf: &Leaf, usage: Usage) -> OutboundSet {
        match leaf {
            Leaf::Known(known) => self.by_known(*known, usage),
            Leaf::Ambiguous { candidates, .. } => {
                candidates.iter().fold(OutboundSet::EMPTY, |set, known| set.or(self.by_known(*known, usage)))
            }
            Leaf::Closed(_) if usage.relation != Relation::Tool && usage.relation != Relation::Process => {
                let mut set = OutboundSet::EMPTY;
                for (position, candidate) in self.basis.candidates.iter().enumerate() {
                    if !matches!(candidate.class(), LicenseClass::StrongCopyleft | LicenseClass::NetworkCopyleft) {
                        set.insert(position);
                    }
                }
                set
            }
            Leaf::Closed(_) | Leaf::Reference(_) | Leaf::Unread(_) => OutboundSet::ALL,
        }
    }

    /// The same for one licence.
    pub fn by_known(&mut self, known: Known, usage: Usage) -> OutboundSet {
        if let Some(set) = self.leaves.get(&(known, usage)) {
            return *set;
        }
        let mut set = OutboundSet::EMPTY;
        for (position, candidate) in self.basis.candidates.iter().enumerate() {
            if accepts(&self.basis, *candidate, known, usage) {
                set.insert(position);
            }
        }
        self.leaves.insert((known, usage), set);
        set
    }
}

/// May a licence go into a work under exactly this candidate? Used inside or hosted, nothing goes out.
fn accepts(basis: &Basis, candidate: Known, known: Known, usage: Usage) -> bool {
    if usage.relation <= Relation::Process && usage.relation != Relation::None
        || matches!(usage.use_case, UseCase::Internal | UseCase::Saas)
    {
        return outcome(&Target::Licenses(vec![candidate], basis.clone()), known, usage).verdict != Verdict::Conflict;
    }
    into_license(basis, candidate, known, usage, false).verdict != Verdict::Conflict
}
