//! The verdict on one licence under one outbound licence, relation, use case and modification.
//!
//! The rules in their order: what is not shipped, what the use case asks, exceptions, linked weak copyleft,
//! use restrictions, proprietary products, the OSADL matrix, its own general rules for ids it does not hold.
//! Whole expressions are judged in `evaluation`.

use super::basis::Basis;
use super::catalogue::{Effect, License, Material, Reach, catalogue};
use super::expression::{Known, Leaf};
use super::matrix::{Cell, Matrix, reason_sentence};
use super::reading::read;
use super::realisation::realisations;
use super::{LicenseClass, Modified, Outbound, Relation, UseCase, Verdict};

/// The outbound licence as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Undecided,
    Proprietary,
    /// Usually one; for `MIT OR Apache-2.0` both, since the work must fit both. With the matrix that says what fits.
    Licenses(Vec<Known>, Basis),
    /// A text that names no licence.
    Unreadable(String),
}

impl Target {
    /// Understands what the person chose.
    pub fn new(outbound: &Outbound, basis: &Basis) -> Self {
        match outbound {
            Outbound::Undecided => Self::Undecided,
            Outbound::Proprietary => Self::Proprietary,
            Outbound::License(text) if text.eq_ignore_ascii_case("proprietary") => Self::Proprietary,
            Outbound::License(text) => {
                let known: Vec<Known> = read(text)
                    .expression
                    .iter()
                    .flat_map(super::expression::Expression::leaves)
                    .filter_map(|leaf| if let Leaf::Known(known) = leaf { Some(*known) } else { None })
                    .collect();
                if known.is_empty() { Self::Unreadable(text.clone()) } else { Self::Licenses(known, basis.clone()) }
            }
        }
    }
}

/// How a component is used, as far as its licence cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usage {
    pub relation: Relation,
    pub use_case: UseCase,
    pub modified: bool,
}

impl Usage {
    /// The usage of a component with this relation under a context.
    pub fn new(relation: Relation, use_case: UseCase, modified: Modified) -> Self {
        Self { relation, use_case, modified: modified == Modified::Everything }
    }

    /// Does anything leave the house?
    pub fn goes_out(self) -> bool {
        !matches!(self.use_case, UseCase::Internal | UseCase::Saas)
    }

    /// Joined without being merged into our own files. What no root reaches counts as linked.
    fn linked(self) -> bool {
        matches!(self.relation, Relation::None | Relation::Dynamic | Relation::Static)
    }
}

/// A verdict with its grounds: one sentence, and one line of source where a source decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub verdict: Verdict,
    pub reason: String,
    pub source: String,
}

impl Outcome {
    pub(super) fn new(verdict: Verdict, reason: impl Into<String>) -> Self {
        Self { verdict, reason: reason.into(), source: String::new() }
    }

    fn by_class(mut self, license: &License) -> Self {
        self.source =
            format!("Class of {}: {}, ScanCode LicenseDB, {}", license.id, license.class_detail, super::CLASS_DATE);
        self
    }
}

/// The verdict on one licence. Steps as in the heading of this file.
pub fn outcome(target: &Target, known: Known, usage: Usage) -> Outcome {
    let license = catalogue().license(known.license);
    if usage.relation == Relation::Tool {
        return Outcome::new(Verdict::NotShipped, "Only needed for developing, building or testing");
    }
    if license.class == LicenseClass::Unknown {
        return Outcome::new(Verdict::Unknown, format!("The class of {known} is not known"));
    }
    if let Some(outcome) = by_use_case(target, known, usage) {
        return outcome.by_class(license);
    }
    if usage.relation == Relation::Process {
        return as_separate_program(known).by_class(license);
    }
    let mut outcome = match target {
        Target::Undecided => undecided(known, usage).by_class(license),
        Target::Proprietary => into_proprietary(known, usage).by_class(license),
        Target::Unreadable(text) => {
            Outcome::new(Verdict::NoSource, format!("The outbound licence “{text}” is not known"))
        }
        Target::Licenses(outbounds, basis) => outbounds
            .iter()
            .map(|outbound| into_license(basis, *outbound, known, usage, true))
            .reduce(|worst, next| if next.verdict > worst.verdict { next } else { worst })
            .unwrap_or_else(|| Outcome::new(Verdict::NoSource, "No outbound licence")),
    };
    let own_files_only = matches!(usage.use_case, UseCase::Source | UseCase::Library);
    if own_files_only && usage.linked() && outcome.verdict >= Verdict::Duties {
        outcome.reason.push_str("; this binds whoever builds or uses the work");
    }
    outcome
}

fn by_use_case(target: &Target, known: Known, usage: Usage) -> Option<Outcome> {
    let license = catalogue().license(known.license);
    let restricted = || {
        Outcome::new(
            Verdict::Review,
            format!("{known} restricts the use itself ({}), shipped or not", license.class_detail),
        )
    };
    match usage.use_case {
        UseCase::Internal => Some(match license.class {
            LicenseClass::Restricted => restricted(),
            LicenseClass::NetworkCopyleft => Outcome::new(
                Verdict::Duties,
                format!("{known}: nothing goes out, but users over a network may be owed the source"),
            ),
            _ => Outcome::new(Verdict::Allowed, "Used inside: nothing goes out"),
        }),
        UseCase::Saas if license.network => Some(match target {
            Target::Proprietary if usage.modified => Outcome::new(
                Verdict::Conflict,
                format!("{known} was modified and asks that its users over the network get the source"),
            ),
            Target::Licenses(outbounds, _) if outbounds.iter().all(|outbound| outbound.license == known.license) => {
                Outcome::new(
                    Verdict::Duties,
                    format!("{known} is the licence of the service: offer its source to the users"),
                )
            }
            _ => Outcome::new(Verdict::Review, format!("{known} has a clause for use over a network")),
        }),
        UseCase::Saas => Some(match license.class {
            LicenseClass::Restricted => restricted(),
            LicenseClass::StrongCopyleft => Outcome::new(
                Verdict::Duties,
                format!(
                    "{known}: hosted only; turns into a conflict once any part is shipped (browser code, on premises)"
                ),
            ),
            _ => Outcome::new(Verdict::Allowed, "Hosted only: nothing goes out"),
        }),
        _ => None,
    }
}

fn as_separate_program(known: Known) -> Outcome {
    match known.class() {
        LicenseClass::Restricted => Outcome::new(Verdict::Review, format!("{known} restricts its use")),
        LicenseClass::PublicDomain | LicenseClass::Permissive => Outcome::new(Verdict::Allowed, ""),
        _ => Outcome::new(Verdict::Duties, format!("A separate program: only the duties of {known} itself arise")),
    }
}

/// Does an exception lift the copyleft of this licence for linked code? Its base must be a copyleft licence:
/// `Apache-2.0 WITH Classpath-exception-2.0` parses, and lifts nothing.
pub fn exception_lifts(known: Known, usage: Usage) -> bool {
    let copyleft = matches!(
        known.class(),
        LicenseClass::WeakCopyleft | LicenseClass::StrongCopyleft | LicenseClass::NetworkCopyleft
    );
    let effect = known.exception.map(|exception| catalogue().exception(exception).effect);
    copyleft
        && usage.linked()
        && !usage.modified
        && matches!(effect, Some(Effect::Linking | Effect::Output | Effect::Boundary))
}

/// Does this licence decide the licence of the whole work it is linked into?
pub fn is_captor(known: Known, usage: Usage) -> bool {
    let license = catalogue().license(known.license);
    matches!(license.class, LicenseClass::StrongCopyleft | LicenseClass::NetworkCopyleft)
        && license.material == Material::Software
        && usage.goes_out()
        && usage.relation != Relation::Tool
        && usage.relation != Relation::Process
        && !exception_lifts(known, usage)
}

fn exception_outcome(known: Known) -> Outcome {
    let exception = known.exception.map_or("", |exception| catalogue().exception(exception).id);
    let mut outcome = Outcome::new(
        Verdict::Duties,
        format!("Linking exception {exception}: only the duties of {} itself arise", known.id()),
    );
    outcome.source = format!("Text of {exception} (SPDX list 3.29.0): check that its terms fit this use");
    outcome
}

fn weak_outcome(known: Known, usage: Usage) -> Outcome {
    let license = catalogue().license(known.license);
    let duty = match (license.reach, usage.relation) {
        (Reach::File, _) => "publish the source of the covered files",
        (Reach::Library, Relation::Static) => "hand over what is needed to relink the library, and its source",
        (Reach::Library, _) => "keep the library replaceable and offer its source",
        _ => "publish the source of changes to it",
    };
    Outcome::new(Verdict::Duties, format!("{known} is linked: {duty}")).by_class(license)
}

fn undecided(known: Known, usage: Usage) -> Outcome {
    if exception_lifts(known, usage) {
        return exception_outcome(known);
    }
    match known.class() {
        LicenseClass::PublicDomain | LicenseClass::Permissive => Outcome::new(Verdict::Allowed, ""),
        LicenseClass::Restricted => Outcome::new(
            Verdict::Review,
            format!("{known} restricts its use ({})", catalogue().license(known.license).class_detail),
        ),
        _ => Outcome::new(
            Verdict::Duties,
            format!("{known} is a copyleft licence: duties arise when shipped; no outbound licence is chosen"),
        ),
    }
}

fn into_proprietary(known: Known, usage: Usage) -> Outcome {
    if exception_lifts(known, usage) {
        return exception_outcome(known);
    }
    match known.class() {
        LicenseClass::PublicDomain | LicenseClass::Permissive => Outcome::new(Verdict::Allowed, ""),
        LicenseClass::WeakCopyleft if usage.linked() => weak_outcome(known, usage),
        LicenseClass::Restricted => Outcome::new(
            Verdict::Review,
            format!("{known} restricts its use ({})", catalogue().license(known.license).class_detail),
        ),
        _ if catalogue().license(known.license).material != Material::Software => not_software(known),
        _ => Outcome::new(Verdict::Conflict, format!("{known} is a copyleft licence and the product is proprietary")),
    }
}

/// The verdict under one outbound licence. `narrow`: may the work go out under a later version alone where
/// the outbound licence says "or later"?
pub fn into_license(basis: &Basis, outbound: Known, known: Known, usage: Usage, narrow: bool) -> Outcome {
    let base = base_into_license(basis, outbound, known, usage, narrow);
    let lifted = match known.exception.map(|exception| catalogue().exception(exception).effect) {
        Some(_) if exception_lifts(known, usage) => Some(exception_outcome(known)),
        Some(Effect::FossPartner) if usage.linked() && catalogue().license(outbound.license).osi_approved => {
            Some(exception_outcome(known))
        }
        Some(Effect::Gpl2Compatible)
            if known.id() == "Apache-2.0" && outbound.id().starts_with("GPL-2.0-") && !usage.modified =>
        {
            let mut outcome = exception_outcome(known);
            outcome.verdict = Verdict::Allowed;
            outcome.reason = "The exception permits joining it with GPL-2.0".to_owned();
            Some(outcome)
        }
        _ => None,
    };
    // An additional permission may always be left aside, so the better of both holds.
    match lifted {
        Some(lifted) if lifted.verdict <= base.verdict => lifted,
        _ => base,
    }
}

fn base_into_license(basis: &Basis, outbound: Known, known: Known, usage: Usage, narrow: bool) -> Outcome {
    let license = catalogue().license(known.license);
    let out_class = outbound.class();
    let strong = matches!(out_class, LicenseClass::StrongCopyleft | LicenseClass::NetworkCopyleft);
    if license.class == LicenseClass::WeakCopyleft && usage.linked() && !strong {
        return weak_outcome(known, usage);
    }
    if license.class == LicenseClass::Restricted {
        let merged_weak = out_class == LicenseClass::WeakCopyleft && !usage.linked();
        let detail = license.class_detail;
        return if strong || merged_weak {
            Outcome::new(Verdict::Conflict, format!("{known} restricts its use ({detail}), which {outbound} forbids"))
        } else {
            Outcome::new(
                Verdict::Review,
                format!("{known} restricts its use ({detail}); the restriction reaches whoever gets the work"),
            )
        }
        .by_class(license);
    }
    by_matrix(basis, outbound, known, narrow).unwrap_or_else(|| by_general_rules(outbound, known).by_class(license))
}

/// How a reason begins where OSADL and FSF say different things.
const SOURCES_DIFFER: &str = "Sources differ";

/// Did sources that differ decide?
pub fn is_disputed(outcome: &Outcome) -> bool {
    outcome.verdict == Verdict::Review && outcome.reason.starts_with(SOURCES_DIFFER)
}

/// The names under which the matrix may hold a licence: with its exception, without.
fn matrix_rows(matrix: &Matrix, known: Known) -> Vec<(usize, &str)> {
    let mut names = Vec::new();
    for real in realisations(known) {
        if real.exception.is_some() {
            names.push(real.to_string());
        }
        names.push(real.id().to_owned());
    }
    let rows = names.iter().filter_map(|name| matrix.row(name));
    rows.filter_map(|row| Some((row, matrix.names.get(row)?.as_str()))).collect()
}

fn by_matrix(basis: &Basis, outbound: Known, known: Known, narrow: bool) -> Option<Outcome> {
    let matrix = &basis.matrix;
    let inbound = matrix_rows(matrix, known);
    let exact = Known { later: false, ..outbound };
    let own = matrix.row(&exact.to_string()).or_else(|| matrix.row(exact.id()));
    let mut best: Option<(Verdict, Outcome)> = None;
    for real in realisations(outbound) {
        let narrowed = real.license != outbound.license;
        let row = if narrowed { matrix.row(real.id()) } else { own };
        let Some(row) = row.filter(|_| narrow || !narrowed) else { continue };
        let row_name = matrix.names.get(row).map(String::as_str).unwrap_or_default();
        for (column, column_name) in &inbound {
            let outcome = cell_outcome(basis, (row, row_name), (*column, column_name), narrowed);
            if best.as_ref().is_none_or(|(verdict, _)| outcome.verdict < *verdict) {
                best = Some((outcome.verdict, outcome));
            }
        }
    }
    let (verdict, mut outcome) = best?;
    if verdict == Verdict::Conflict || verdict == Verdict::Allowed {
        let words =
            inbound.iter().find_map(|(_, name)| matrix.disagreement(outbound.id(), name).map(|words| (name, words)));
        if let Some((name, (osadl, fsf))) = words {
            outcome.verdict = Verdict::Review;
            outcome.reason = format!("{SOURCES_DIFFER} on {name} in a work under {outbound}");
            outcome.source = format!("{}: {osadl}; FSF licence list, 2025-06-18: {fsf}", basis.title);
        }
    }
    Some(outcome)
}

fn cell_outcome(basis: &Basis, row: (usize, &str), column: (usize, &str), narrowed: bool) -> Outcome {
    let (cell, reason) = basis.matrix.cell(row.0, column.0);
    let verdict = match cell {
        Cell::Same | Cell::Yes if narrowed => Verdict::Duties,
        Cell::Same | Cell::Yes => Verdict::Allowed,
        Cell::Check => Verdict::Duties,
        Cell::Unknown => Verdict::NoSource,
        Cell::No => Verdict::Conflict,
    };
    let mut sentence = reason_sentence(reason, row.1, column.1);
    if narrowed && verdict == Verdict::Duties {
        sentence = format!("The combined work must go out under {}: {sentence}", row.1);
    }
    Outcome {
        verdict,
        reason: sentence,
        source: format!("{}: {} into {} {}", basis.title, column.1, row.1, cell.as_str()),
    }
}

/// The rules OSADL states for what its matrix does not hold.
fn by_general_rules(outbound: Known, known: Known) -> Outcome {
    let is_copyleft = |class| {
        matches!(class, LicenseClass::WeakCopyleft | LicenseClass::StrongCopyleft | LicenseClass::NetworkCopyleft)
    };
    let license = catalogue().license(known.license);
    let (from, into) = (is_copyleft(license.class), is_copyleft(outbound.class()));
    if realisations(known).iter().any(|real| real.license == outbound.license) {
        Outcome::new(Verdict::Allowed, format!("{known} is the licence of the work itself"))
    } else if license.material != Material::Software && (from || into) && license.class != LicenseClass::PublicDomain {
        not_software(known)
    } else if !from && !into {
        Outcome::new(Verdict::Allowed, "")
    } else if from && !into {
        Outcome::new(Verdict::Conflict, format!("{known} is a copyleft licence, {outbound} is not"))
    } else if from {
        Outcome::new(Verdict::Conflict, format!("{known} and {outbound} are two different copyleft licences"))
    } else if license.class == LicenseClass::PublicDomain {
        Outcome::new(Verdict::Allowed, "")
    } else if license.advertising {
        Outcome::new(Verdict::Conflict, format!("{known} has an advertising clause, which {outbound} does not permit"))
    } else {
        Outcome::new(
            Verdict::Review,
            format!("The OSADL matrix does not hold {known}; whether {outbound} permits it must be read"),
        )
    }
}

fn not_software(known: Known) -> Outcome {
    let material = catalogue().license(known.license).material.as_str();
    Outcome::new(
        Verdict::Review,
        format!("{known} is a licence for {material}: the rules for software do not settle it"),
    )
}
