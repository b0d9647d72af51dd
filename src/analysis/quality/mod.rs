//! Quality of an SBOM: which of the elements that a standard asks for are there, and whether the file keeps the rules
//! of its own format.
//!
//! An approximation: only what a document says in fields that we read is counted; practices (when it is delivered, who
//! may see it) are not. What cannot be seen is "not checked", never "there". Nothing here says that a file complies.

mod element;
mod profile_file;
mod profiles;
mod repair;
mod specification;

pub use element::Element;
pub use profile_file::{LARGEST_PROFILE, MOST_REQUIREMENTS, ProfileErrors, is_profile, read_profile, write_profile};
pub use profiles::{Profile, Requirement, profiles};
pub use repair::repair;
pub use specification::{RuleState, SpecificationCheck, specification};

use crate::model::{ComponentIndex, Document};

/// What came of one requirement.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    pub requirement: Requirement,
    pub answer: Answer,
}

/// Is it there?
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// `have` of `of` components have it; the others by their positions in the document, sorted.
    Components { have: usize, of: usize, missing: Vec<ComponentIndex> },
    /// The file as a whole has it, as stated; or `None`.
    Document(Option<String>),
    /// Why it cannot be told, one sentence without a full stop.
    NotChecked(String),
}

impl Answer {
    /// From 0 to 1; `None` where it cannot be told.
    pub fn share(&self) -> Option<f64> {
        match self {
            Self::Components { of: 0, .. } | Self::NotChecked(_) => None,
            Self::Components { have, of, .. } => Some(*have as f64 / *of as f64),
            Self::Document(stated) => Some(if stated.is_some() { 1.0 } else { 0.0 }),
        }
    }
}

impl Coverage {
    /// Is it as much as the profile asks for? `None` where it cannot be told.
    pub fn is_met(&self) -> Option<bool> {
        self.answer.share().map(|share| share * 100.0 + 1e-9 >= f64::from(self.requirement.at_least))
    }
}

/// What came of a whole profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Quality {
    /// In the order of the profile.
    pub coverage: Vec<Coverage>,
    /// From 0 to 100: the mean of the shares of all required elements that could be checked; `None` where none could.
    pub score: Option<f64>,
    /// Required elements that could be checked, and all.
    pub checked: usize,
    pub required: usize,
}

/// Counts what a profile asks for. Costs components times requirements, and dependencies.
pub fn assess(document: &Document, profile: &Profile) -> Quality {
    let subject = element::Subject::new(document);
    let coverage: Vec<Coverage> = profile
        .requirements
        .iter()
        .map(|requirement| Coverage { requirement: requirement.clone(), answer: requirement.element.answer(&subject) })
        .collect();
    let required = || coverage.iter().filter(|coverage| coverage.requirement.is_required);
    let shares: Vec<f64> = required().filter_map(|coverage| coverage.answer.share()).collect();
    let score = (!shares.is_empty()).then(|| shares.iter().sum::<f64>() / shares.len() as f64 * 100.0);
    let (checked, required) = (shares.len(), required().count());
    Quality { coverage, score, checked, required }
}

/// The components without an element, by their positions in the document, sorted; `None` where the element is none of
/// components, or cannot be told.
pub fn missing(document: &Document, element: Element) -> Option<Vec<ComponentIndex>> {
    match element.answer(&element::Subject::new(document)) {
        Answer::Components { missing, .. } => Some(missing),
        Answer::Document(_) | Answer::NotChecked(_) => None,
    }
}

/// Is the format one of SBOMs, by its id? Lockfiles are not measured by what SBOMs should hold.
pub fn is_sbom(format: &str) -> bool {
    format.starts_with("cyclonedx") || format.starts_with("spdx") || matches!(format, "syft-json" | "trivy-json")
}

#[cfg(test)]
mod tests;
