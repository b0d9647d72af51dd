//! The licences that are here, each against each: may the one go into a work under the other?
//!
//! Rows are the work's licence, columns the component's, class by class. It says what the sources say of two
//! licences; whether two components really meet in one work is said by the findings.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::words::visible;
use crate::licenses::{
    Basis, Context, FindingKind, LicenseClass, Modified, Outbound, Relation, TermTree, UseCase, Verdict, judge_text_by,
    term_ids,
};

/// Rows and columns at most; the most used licences come first.
pub const MOST_LICENSES: usize = 40;
/// Terms looked at in one expression: a hostile one has thousands.
const MOST_TERMS: usize = 64;

/// How the component's code is joined to the work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Joined {
    /// Linked at run time: files stay apart.
    #[default]
    Linked,
    /// In the same files or the same binary: what the OSADL matrix speaks of.
    Merged,
}

/// The matrix.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseMatrix {
    pub joined: Joined,
    /// Rows and columns alike: class by class, then by name.
    pub licenses: Vec<MatrixLicense>,
    /// `cells[row * licenses.len() + column]`.
    pub cells: Vec<MatrixCell>,
    /// Licences that had no room.
    pub left_out: usize,
    /// Names and texts that are no licence of the SPDX list.
    pub unnamed: usize,
    /// Which data says so: `OSADL matrix, 2026-02-12`.
    pub matrix: String,
}

/// One licence that is here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixLicense {
    pub license: String,
    pub class: LicenseClass,
    /// Components that bear it.
    pub uses: usize,
}

/// What is said of a pair.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatrixCell {
    pub verdict: Verdict,
    /// One sentence.
    pub reason: String,
    /// A finding says that these two meet in one work here.
    pub clashes: bool,
}

/// Builds the matrix. Costs the components once and the square of the licences shown.
pub fn license_matrix(facts: &Facts, joined: Joined) -> LicenseMatrix {
    let mut uses: BTreeMap<&str, MatrixLicense> = BTreeMap::new();
    for judged in facts.judgement.components.iter().filter(|judged| !judged.own) {
        for (license, class) in judged.terms.as_ref().map(taken).unwrap_or_default() {
            let entry = uses.entry(license).or_insert_with(|| MatrixLicense {
                license: license.to_owned(),
                class,
                ..MatrixLicense::default()
            });
            entry.uses += 1;
        }
    }
    // A name with several meanings, or a text of its own, is no licence that two words could be said of.
    let (mut licenses, unnamed): (Vec<MatrixLicense>, Vec<MatrixLicense>) =
        uses.into_values().partition(|license| term_ids(&license.license).is_some());
    licenses.sort_by(|one, other| other.uses.cmp(&one.uses).then_with(|| one.license.cmp(&other.license)));
    let left_out = licenses.len().saturating_sub(MOST_LICENSES);
    licenses.truncate(MOST_LICENSES);
    licenses.sort_by(|one, other| one.class.cmp(&other.class).then_with(|| one.license.cmp(&other.license)));
    let clashing = clashing_pairs(facts);
    let basis = facts.basis();
    let cells = licenses
        .iter()
        .flat_map(|outbound| licenses.iter().map(move |inbound| (outbound, inbound)))
        .map(|(outbound, inbound)| {
            let mut cell = cell(&basis, &outbound.license, &inbound.license, joined);
            cell.clashes = clashing.contains(&pair(&outbound.license, &inbound.license));
            cell
        })
        .collect();
    licenses.iter_mut().for_each(|license| license.license = visible(&license.license));
    LicenseMatrix { joined, licenses, cells, left_out, unnamed: unnamed.len(), matrix: basis.title.clone() }
}

/// The licences that hold after every choice, each once, with their classes.
fn taken(tree: &TermTree) -> BTreeMap<&str, LicenseClass> {
    let mut taken = BTreeMap::new();
    let mut stack = vec![tree];
    while let Some(tree) = stack.pop() {
        match tree {
            _ if taken.len() >= MOST_TERMS => break,
            TermTree::Term(term) => {
                taken.insert(term.license.as_str(), term.class);
            }
            TermTree::All { parts, .. } => stack.extend(parts),
            TermTree::Any { parts, chosen, .. } => stack.extend(parts.get(*chosen)),
        }
    }
    taken
}

fn cell(basis: &Basis, outbound: &str, inbound: &str, joined: Joined) -> MatrixCell {
    if outbound == inbound {
        let reason = format!("{inbound} is the licence of the work itself");
        return MatrixCell { verdict: Verdict::Allowed, reason, clashes: false };
    }
    let context = Context {
        use_case: UseCase::Binary,
        outbound: Outbound::License(outbound.to_owned()),
        modified: Modified::Nothing,
        ..Context::default()
    };
    let relation = match joined {
        Joined::Linked => Relation::Dynamic,
        Joined::Merged => Relation::Merged,
    };
    let (verdict, _, tree) = judge_text_by(basis, inbound, &context, relation);
    let reason = match tree {
        Some(TermTree::Term(term)) => term.reason,
        _ => String::new(),
    };
    MatrixCell { verdict, reason, clashes: false }
}

/// The pairs of licences that combination findings name.
fn clashing_pairs(facts: &Facts) -> BTreeSet<(String, String)> {
    let findings = facts.judgement.findings.iter().filter(|finding| finding.kind == FindingKind::Combination);
    findings
        .flat_map(|finding| {
            let licenses = &finding.licenses;
            licenses.iter().flat_map(move |one| licenses.iter().map(move |other| pair(one, other)))
        })
        .filter(|(one, other)| one != other)
        .collect()
}

fn pair(one: &str, other: &str) -> (String, String) {
    if one <= other { (one.to_owned(), other.to_owned()) } else { (other.to_owned(), one.to_owned()) }
}
