//! What verdicts rest on: a matrix, and the licences that a work may be put under by it.
//!
//! Shared by everything that judges. It says nothing itself: `compatibility` reads the matrix, `outbounds` collects the
//! candidates that accept a licence.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::LicenseClass;
use super::catalogue::{LicenseId, Material, catalogue};
use super::expression::Known;
use super::matrix::{Matrix, matrix};
use super::outbounds::OutboundSet;

/// The most candidates that are looked at; the packed matrix and the copyleft licences it lacks come to fewer.
pub const CANDIDATE_LIMIT: usize = 256;

/// A matrix with the candidates that follow from it; the packed one by default. Cheap to copy: copies share it, and
/// are equal.
#[derive(Clone, Debug)]
pub struct Basis(Arc<Shared>);

/// What copies of a basis share.
#[derive(Debug)]
pub struct Shared {
    pub matrix: Matrix,
    /// As `Matrix::title` says; made once, since every verdict carries it.
    pub title: String,
    /// Those of the matrix first, in its order; no two alike.
    pub candidates: Vec<Known>,
    /// How many of them the matrix names.
    of_matrix: usize,
    /// Licences of the matrix that no candidate stands for, since there are too many.
    pub left_out: usize,
}

impl Basis {
    /// Finds the candidates: the licences of the matrix that are on the SPDX list, and the copyleft licences it does
    /// not name. Where they are too many, the last ones of the matrix that are no copyleft give way.
    pub fn new(matrix: Matrix) -> Self {
        let catalogue = catalogue();
        let mut named: Vec<Known> = Vec::new();
        for name in &matrix.names {
            let (id, exception) = name.split_once(" WITH ").unwrap_or((name.as_str(), ""));
            let exception = (!exception.is_empty()).then(|| catalogue.find_exception(exception));
            if let (Some(license), false) = (catalogue.find_license(id), exception == Some(None)) {
                let known = Known { license, later: false, exception: exception.flatten() };
                if !named.contains(&known) {
                    named.push(known);
                }
            }
        }
        let strong = |class| matches!(class, LicenseClass::StrongCopyleft | LicenseClass::NetworkCopyleft);
        let mut others = Vec::new();
        for (position, license) in catalogue.licenses.iter().enumerate() {
            let known = Known::new(position as LicenseId);
            let is_candidate = strong(license.class) && !license.deprecated && license.material == Material::Software;
            if is_candidate && !named.contains(&known) {
                others.push(known);
            }
        }
        let before = named.len();
        let mut excess = (named.len() + others.len()).saturating_sub(CANDIDATE_LIMIT);
        while let Some(position) =
            (excess > 0).then(|| named.iter().rposition(|known| !strong(known.class()))).flatten()
        {
            named.remove(position);
            excess -= 1;
        }
        named.truncate(CANDIDATE_LIMIT);
        let (of_matrix, left_out) = (named.len(), before - named.len());
        named.extend(others);
        named.truncate(CANDIDATE_LIMIT);
        Self(Arc::new(Shared { title: matrix.title(), matrix, candidates: named, of_matrix, left_out }))
    }

    /// The packed matrix, made at first use.
    pub fn packed() -> Self {
        static PACKED: OnceLock<Basis> = OnceLock::new();
        PACKED.get_or_init(|| Self::new(matrix().clone())).clone()
    }

    /// The names of a set's candidates among the licences of the matrix.
    pub(super) fn names(&self, set: OutboundSet) -> Vec<String> {
        let named = self.candidates.iter().take(self.of_matrix).enumerate();
        named.filter(|(position, _)| set.holds(*position)).map(|(_, known)| known.to_string()).collect()
    }

    /// Is there no such name?
    pub(super) fn is_nameless(&self, set: OutboundSet) -> bool {
        !(0..self.of_matrix).any(|position| set.holds(position))
    }
}

impl Default for Basis {
    fn default() -> Self {
        Self::packed()
    }
}

impl Deref for Basis {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Basis {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::licenses::Origin;

    #[test]
    fn the_packed_matrix_leaves_nothing_out() {
        let basis = Basis::packed();
        assert_eq!(basis.left_out, 0);
        assert!(basis.candidates.len() <= CANDIDATE_LIMIT, "{}", basis.candidates.len());
        let names = basis.names(OutboundSet::ALL);
        let known: Vec<&String> = basis.matrix.names.iter().filter(|name| !name.starts_with("LicenseRef-")).collect();
        assert_eq!(names.iter().collect::<Vec<_>>(), known);
    }

    #[test]
    fn copyleft_licences_stay_candidates_where_a_file_names_too_many() {
        let all = catalogue().licenses.iter().map(|license| license.id.to_owned());
        let names: Vec<String> = all.rev().collect();
        assert!(names.len() > CANDIDATE_LIMIT);
        let basis = Basis::new(Matrix::unstated(names.clone(), None, Origin::File));
        assert_eq!(basis.candidates.len(), CANDIDATE_LIMIT);
        assert!(basis.of_matrix >= 100 && basis.left_out >= names.len() - CANDIDATE_LIMIT - 1, "{}", basis.left_out);
        for id in ["GPL-3.0-only", "AGPL-3.0-only", "GPL-2.0-or-later"] {
            assert!(basis.candidates.iter().any(|known| known.id() == id), "{id}");
        }
    }

    #[test]
    fn names_that_are_on_no_list_are_no_candidates() {
        let names = ["Own-1.0", "MIT", "mit", "MIT WITH Own-exception", "GPL-2.0-only WITH Classpath-exception-2.0"];
        let basis = Basis::new(Matrix::unstated(names.map(str::to_owned).to_vec(), None, Origin::File));
        assert_eq!(basis.names(OutboundSet::ALL), ["MIT", "GPL-2.0-only WITH Classpath-exception-2.0"]);
    }
}
