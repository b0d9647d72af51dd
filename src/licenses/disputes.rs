//! On which licences the sources differ: asked again under every context, each answer worked out once.

use std::collections::BTreeMap;

use super::basis::Basis;
use super::compatibility::{Usage, into_license, is_disputed};
use super::expression::Known;

/// What the sources say, and where.
pub type Differ = (String, String);

/// Answers given before by one matrix.
#[derive(Debug, Default)]
pub struct Disputes {
    basis: Basis,
    pairs: BTreeMap<(Known, Known, Usage), Option<Differ>>,
    agreed: BTreeMap<(Known, Usage), Vec<bool>>,
}

impl Disputes {
    /// Nothing is answered yet.
    pub fn by_basis(basis: Basis) -> Self {
        Self { basis, ..Self::default() }
    }

    /// What the sources say of a licence in a work under an outbound licence, where they differ.
    pub fn on(&mut self, outbound: Known, known: Known, usage: Usage) -> Option<&Differ> {
        let answer = self.pairs.entry((outbound, known, usage)).or_insert_with(|| {
            let outcome = into_license(&self.basis, outbound, known, usage, true);
            is_disputed(&outcome).then_some((outcome.reason, outcome.source))
        });
        answer.as_ref()
    }

    /// For each candidate, whether the sources agree on this licence in a work under it.
    pub fn agreed(&mut self, known: Known, usage: Usage) -> &[bool] {
        self.agreed.entry((known, usage)).or_insert_with(|| {
            let agrees = |candidate: &Known| !is_disputed(&into_license(&self.basis, *candidate, known, usage, false));
            self.basis.candidates.iter().map(agrees).collect()
        })
    }
}
