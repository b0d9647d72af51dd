//! One decision: what was decided, about what, why, by whom, when, and on which licences.

use serde::{Deserialize, Serialize};

use super::{Date, FindingKey};
use crate::licenses::reading::{read, shortened};
use crate::licenses::{Evidence, FindingKind, Subject};

/// The longest text of a decision (comment, person, package, licence), in bytes.
pub const LONGEST_TEXT: usize = 10_000;

/// A decision. Ordered by date first: the later one counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Decision {
    pub date: Date,
    pub about: About,
    pub kind: DecisionKind,
    pub reason: Reason,
    pub comment: String,
    /// Who decided, in free text.
    pub person: String,
    /// The last day on which it holds; `None`: until something changes.
    pub expires: Option<Date>,
    /// The licences it was made on, as the documents stated them: one that has changed reopens it.
    pub licenses_then: Vec<LicenseThen>,
}

/// What a decision is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct About {
    /// `None`: about components themselves, not about a finding.
    pub finding: Option<FindingKind>,
    /// The finding's title where it names no licences (`No licence in this file`); else empty.
    pub what: String,
    /// The licences of the finding, sorted.
    pub licenses: Vec<String>,
    /// The packages, sorted. Empty only for a choice that holds wherever its expression occurs.
    pub subjects: Vec<Subject>,
}

impl About {
    /// All versions of all packages of a finding.
    pub fn of(key: FindingKey) -> Self {
        let subjects = key.packages.into_iter().map(|package| Subject { package, versions: None });
        Self { finding: Some(key.kind), what: key.what, licenses: key.licenses, subjects: subjects.collect() }
    }
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DecisionKind {
    /// The finding is right and acceptable.
    Accept,
    /// The finding is right and set aside, for a reason that may end.
    Waive,
    /// The licence is this, whatever the documents say.
    Correct { expression: String },
    /// Of an OR this alternative is taken. `given`: the expression; `None`: any that holds the alternative.
    Choose { given: Option<String>, choice: String },
    /// Somebody else has to decide: the finding stays open.
    Escalate,
}

impl DecisionKind {
    /// The word of files.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Waive => "waive",
            Self::Correct { .. } => "correct",
            Self::Choose { .. } => "choose",
            Self::Escalate => "escalate",
        }
    }

    /// The words on screen.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Waive => "waived",
            Self::Correct { .. } => "licence corrected",
            Self::Choose { .. } => "alternative chosen",
            Self::Escalate => "escalated",
        }
    }
}

/// Why it was decided so. The first six are ORT's reasons for resolving a rule violation, in our words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reason {
    CannotFix,
    DynamicLinkage,
    ExampleOrTestCode,
    LicenseAcquired,
    NotModified,
    PatentGrantException,
    NotShipped,
    EvidenceChecked,
    #[default]
    Other,
}

impl Reason {
    pub const ALL: [Self; 9] = [
        Self::CannotFix,
        Self::DynamicLinkage,
        Self::ExampleOrTestCode,
        Self::LicenseAcquired,
        Self::NotModified,
        Self::PatentGrantException,
        Self::NotShipped,
        Self::EvidenceChecked,
        Self::Other,
    ];

    /// The word of files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CannotFix => "cannot-fix",
            Self::DynamicLinkage => "dynamic-linkage",
            Self::ExampleOrTestCode => "example-or-test-code",
            Self::LicenseAcquired => "license-acquired",
            Self::NotModified => "not-modified",
            Self::PatentGrantException => "patent-grant-exception",
            Self::NotShipped => "not-shipped",
            Self::EvidenceChecked => "evidence-checked",
            Self::Other => "other",
        }
    }

    /// The words on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::CannotFix => "cannot be fixed",
            Self::DynamicLinkage => "linked dynamically",
            Self::ExampleOrTestCode => "example or test code",
            Self::LicenseAcquired => "licence acquired",
            Self::NotModified => "not modified",
            Self::PatentGrantException => "patent grant exception",
            Self::NotShipped => "not shipped",
            Self::EvidenceChecked => "evidence checked",
            Self::Other => "other reason",
        }
    }
}

/// What the documents stated for one package when it was decided on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LicenseThen {
    /// As in `Subject::package`, without a pattern.
    pub package: String,
    /// As understood; empty where nothing usable was stated.
    pub expression: String,
    /// How it was understood, in words.
    pub evidence: String,
}

impl Decision {
    /// Why it cannot be taken, in one sentence; `None` where it can.
    pub fn problem(&self) -> Option<String> {
        let texts = [self.comment.as_str(), self.person.as_str(), self.about.what.as_str()].into_iter();
        let texts = texts.chain(self.about.licenses.iter().map(String::as_str));
        let texts = texts.chain(self.about.subjects.iter().map(|subject| subject.package.as_str()));
        if let Some(long) = texts.into_iter().find(|text| text.len() > LONGEST_TEXT) {
            return Some(format!("A text of a decision may have {LONGEST_TEXT} bytes, this one has {}", long.len()));
        }
        if self.about.subjects.iter().any(|subject| subject.package.is_empty()) {
            return Some("A decision must name the package it is about".to_owned());
        }
        if self.about.subjects.is_empty() && !matches!(self.kind, DecisionKind::Choose { .. }) {
            return Some("A decision must name the packages it is about".to_owned());
        }
        if self.expires.is_some_and(|expires| expires < self.date) {
            return Some("A decision cannot expire before the day it was made".to_owned());
        }
        match &self.kind {
            DecisionKind::Correct { expression } => expression_problem(expression),
            DecisionKind::Choose { given, choice } => {
                given.as_deref().and_then(expression_problem).or_else(|| expression_problem(choice))
            }
            DecisionKind::Accept | DecisionKind::Waive | DecisionKind::Escalate if self.about.finding.is_none() => {
                Some("It must say which kind of finding is decided on".to_owned())
            }
            DecisionKind::Accept | DecisionKind::Waive | DecisionKind::Escalate => None,
        }
    }

    /// The same with its lists in order, each entry once: equal decisions are then equal values.
    pub fn in_order(mut self) -> Self {
        fn order<T: Ord>(list: &mut Vec<T>) {
            list.sort();
            list.dedup();
        }
        order(&mut self.about.licenses);
        order(&mut self.about.subjects);
        order(&mut self.licenses_then);
        self
    }

    /// Does it settle what is judged, rather than speak of a finding?
    pub fn settles(&self) -> bool {
        matches!(self.kind, DecisionKind::Correct { .. } | DecisionKind::Choose { .. })
    }

    /// `waived by the licence desk on 2026-11-28: linked dynamically`.
    pub fn in_words(&self) -> String {
        let by = if self.person.is_empty() { String::new() } else { format!(" by {}", self.person) };
        let what = match &self.kind {
            DecisionKind::Correct { expression } => format!("licence corrected to {expression}"),
            DecisionKind::Choose { choice, .. } => format!("{choice} chosen"),
            kind => kind.title().to_owned(),
        };
        format!("{what}{by} on {}: {}", self.date, self.reason.title())
    }
}

/// An expression that people settle on must be understood without doubt.
fn expression_problem(text: &str) -> Option<String> {
    if text.len() > LONGEST_TEXT {
        return Some(format!("A licence expression may have {LONGEST_TEXT} bytes, this one has {}", text.len()));
    }
    let reading = read(text);
    let sure = matches!(reading.evidence, Evidence::Exact | Evidence::Rewritten(_));
    (reading.expression.is_none() || !sure)
        .then(|| format!("“{}” is no licence expression that names licences without doubt", shortened(text)))
}
