//! Licence judgement: evidence, expressions, compatibility, verdicts, findings.
//!
//! Says only what its sources say, names them with their date, and gives no legal advice. The model is
//! that of the OSADL matrix (outbound row, inbound column) widened by relation, scope and use case.

mod context;
pub mod decisions;
mod preset;
mod settlements;
mod severity;
mod subject;
mod verdict;

mod catalogue;
mod data_age;
mod expression;
mod lists;
mod matrix;
mod names;
mod osadl;
mod parser;
mod reading;
mod realisation;

mod basis;
mod case;
mod combination;
mod compatibility;
mod components;
mod dispute;
mod disputes;
mod duties;
mod evaluation;
mod evidence;
mod findings;
mod grounds;
mod judged;
mod judging;
mod kinds;
mod outbounds;
mod relation;
mod relation_rules;
mod root_outbounds;
mod settled;
pub mod texts;
mod wording;
mod works;

pub use basis::{Basis, CANDIDATE_LIMIT};
pub use catalogue::{Catalogue, Effect, Exception, License, Material, Reach, catalogue};
pub use components::Components;
pub use context::{Context, Modified, Outbound, UseCase};
pub use data_age::{OLD_AFTER_MONTHS, data_age_months, is_old};
pub use duties::{Duty, DutyCode, When, chosen_terms, duties, term_ids};
pub use evidence::EvidenceView;
pub use findings::{Finding, FindingKind};
pub use grounds::Grounds;
pub use judging::{judge, judge_on, judge_text, judge_text_by};
pub use matrix::{Cell, Matrix, Origin, matrix};
pub use osadl::{MATRIX_BYTES_LIMIT, MATRIX_LICENSES_LIMIT, MATRIX_NAME_LIMIT, read_osadl};
pub use preset::Preset;
pub use relation::default_relation;
pub use root_outbounds::RootOutbound;
pub use settlements::{Choice, Correction, RelationOf, RelationRule, Settlements};
pub use severity::{Confidence, Severity, is_required, severity};
pub use subject::Subject;
pub use verdict::{ChosenBecause, EvaluatedTerm, Evidence, LicenseClass, Relation, TermTree, Verdict};
pub use wording::{SpdxWording, is_reference, is_spdx_expression, spdx_wording};

/// The data the verdicts rest on, for every screen and report.
pub const MATRIX_DATE: &str = "2026-02-12";
pub const CLASS_DATE: &str = "2026-02-24";

/// The SPDX list that ids, names and texts are taken from.
pub const SPDX_LIST: &str = "3.29.0";

/// The credit that OSADL asks for (`THIRD-PARTY-DATA.md`), without the name and date of the data: `Matrix::credit`.
pub const MATRIX_CREDIT: &str = "A project by the Open Source Automation Development Lab (OSADL) eG. For further \
    information about the project see the description at www.osadl.org/checklists. CC-BY-4.0, modified: reduced to \
    verdicts and reason letters. Not affiliated";
/// The credit for the licence classes, for the page and every report.
pub const CLASS_CREDIT: &str = "Licence classes: ScanCode LicenseDB, 2026-02-24, (C) nexB Inc. and others. \
    CC-BY-4.0, modified: reduced to classes, some overridden. Not affiliated";

/// The credit for the duties, for the page and every report.
pub const DUTY_CREDIT: &str = "Duties: choosealicense.com, MIT, (C) GitHub, Inc. and contributors; licence \
    classifications of ORT, Apache-2.0; own readings. Modified: reduced to codes. Not affiliated";
/// The credit for the names and addresses of licences, for the page and every report.
pub const NAMES_CREDIT: &str = "Licence names and addresses: foss-flame 0.21.12, (C) Henrik Sandklef, CC-BY-4.0; \
    ScanCode LicenseDB, 2026-02-24, (C) nexB Inc. and others, CC-BY-4.0; OSS Review Toolkit, Trivy and cdxgen, \
    Apache-2.0. Modified: joined, compared, reduced to name and meaning. Not affiliated";

/// What is concluded about all components under one context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// One for each node of the graph.
    pub components: Components,
    /// Sorted: the loudest first, then by the place to fix and name.
    pub findings: Vec<Finding>,
    /// The licences under which the whole of each root's work could go out, by SPDX id; empty where
    /// nothing accepts all. Only meaningful with at least one licence known.
    pub possible_outbound: Vec<String>,
    /// The same for each root by itself, with what stands in the way; up to 200 roots. Empty where nothing goes out.
    pub root_outbounds: Vec<RootOutbound>,
    /// What was settled and cannot be used here, each a sentence.
    pub unused: Vec<String>,
}

/// What is concluded about one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentJudgement {
    pub verdict: Verdict,
    /// How tightly it is joined to the roots' work.
    pub relation: Relation,
    /// Class of the chosen licence; the strictest of an AND.
    pub class: LicenseClass,
    /// The expression as understood, in SPDX terms; `None` where nothing usable is stated.
    pub expression: Option<String>,
    pub evidence: Evidence,
    /// The expression as a tree, the verdict under each term. `None` where there is no expression.
    pub terms: Option<TermTree>,
    /// One sentence: why this verdict. Empty for plain *allowed*.
    pub reason: String,
    /// First-party: judged as part of the product, never as inbound.
    pub own: bool,
    /// One of many on its side of a clash that another component bears: nothing is wrong with it alone.
    pub involved: bool,
}

/// The full name of an SPDX id and whether the Open Source Initiative approved it; `None` for other ids.
/// Source: SPDX licence list 3.29.0, as carried by the crate `spdx` 0.13.6.
pub fn full_name(id: &str) -> Option<(&'static str, bool)> {
    let known = spdx::license_id(id)?;
    Some((known.full_name, known.is_osi_approved()))
}
