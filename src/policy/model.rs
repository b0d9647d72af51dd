//! The rules as a value: what a policy file says, whatever format it came in. Holds no judgement.

use serde::{Deserialize, Serialize};

use crate::licenses::{LicenseClass, Outbound, Relation, RelationOf, Subject, UseCase, Verdict};
use crate::model::Place;

/// What our own rules say of licences. The default says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Policy {
    pub name: String,
    pub profile: Profile,
    pub require: Require,
    pub scopes: Scopes,
    /// By class, for licences without a rule of their own.
    pub defaults: Vec<ClassRule>,
    /// For what no other rule speaks of; `None`: nothing is said.
    pub unlisted: Option<Ruling>,
    pub licenses: Vec<LicenseRule>,
    pub packages: Vec<PackageRule>,
    pub linkage: Vec<LinkageRule>,
    /// Licences to take first where an OR leaves the choice open, best first.
    pub prefer: Vec<String>,
    pub choices: Vec<ChoiceRule>,
    pub clarify: Vec<Clarification>,
    pub waivers: Vec<Waiver>,
    pub matrix_overlay: Vec<Overlay>,
}

/// What a rule rules, from mild to grave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Ruling {
    Allow,
    Review,
    Deny,
}

/// The context that the rules were written for; each part may be left open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub use_case: Option<UseCase>,
    pub outbound: Option<Outbound>,
    /// Parts are sent to browsers even where the product is a service.
    pub client_side: Option<bool>,
}

/// What every component must have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Require {
    /// A licence.
    pub license: bool,
    /// One of the SPDX list, or a `LicenseRef-` that a rule names.
    pub known: bool,
    /// Its text in the document. Kept for other readers: not judged.
    pub text: bool,
    /// Its copyright lines in the document. Kept for other readers: not judged.
    pub copyright: bool,
}

/// Which components that are not shipped are judged all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scopes {
    /// Those for developing and testing.
    pub include_dev: bool,
    pub include_build: bool,
}

/// A ruling on all licences of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassRule {
    pub class: LicenseClass,
    /// `None`: in every use that has no line of its own.
    pub use_case: Option<UseCase>,
    pub ruling: Ruling,
}

/// A ruling on one licence, or on all that fit a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenseRule {
    /// An SPDX id, `id WITH exception`, a `LicenseRef-…`, or a pattern with `*` and `?`.
    pub license: String,
    pub ruling: Ruling,
    pub note: String,
    pub place: Option<Place>,
}

/// Licences that are allowed for one package, whatever the other rules say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageRule {
    pub subject: Subject,
    /// As in a licence rule; `*` for any licence, and for none.
    pub allow: Vec<String>,
    pub note: String,
    pub place: Option<Place>,
}

/// How tightly something is joined to the work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkageRule {
    pub of: RelationOf,
    pub relation: Relation,
}

/// Of an OR this alternative is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceRule {
    /// `None`: wherever the expression occurs.
    pub subject: Option<Subject>,
    /// `None`: any expression that holds the choice.
    pub given: Option<String>,
    pub choice: String,
    pub reason: String,
}

/// The licence of a package is this, whatever its documents say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clarification {
    pub subject: Subject,
    pub expression: String,
    /// Where it was seen.
    pub evidence: String,
    /// Of the file that it was seen in. Kept; the file is not here to compare.
    pub hash: String,
}

/// A finding that somebody answers for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// The letter of a finding kind; empty: any.
    pub kind: String,
    pub licenses: Vec<String>,
    /// `None` where it came without a package: it then waives nothing by itself.
    pub subject: Option<Subject>,
    /// A pattern over another tool's message, kept as it came.
    pub message: String,
    /// The word of a `decisions::Reason`.
    pub reason: String,
    pub comment: String,
    pub by: String,
    /// `2026-11-28`, or empty.
    pub date: String,
    pub expires: String,
}

/// A cell of the compatibility matrix that is seen otherwise. Kept, and not judged by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlay {
    pub outbound: String,
    pub inbound: String,
    pub verdict: Verdict,
    pub reason: String,
}

impl Ruling {
    pub const ALL: [Self; 3] = [Self::Allow, Self::Review, Self::Deny];

    /// The word in files: `allow`, `review`, `deny`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Review => "review",
            Self::Deny => "deny",
        }
    }

    /// The words on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Allow => "allowed",
            Self::Review => "needs review",
            Self::Deny => "denied",
        }
    }
}

/// The name of a class in files, such as `weak-copyleft`.
pub fn class_name(class: LicenseClass) -> &'static str {
    match class {
        LicenseClass::PublicDomain => "public-domain",
        LicenseClass::Permissive => "permissive",
        LicenseClass::WeakCopyleft => "weak-copyleft",
        LicenseClass::StrongCopyleft => "strong-copyleft",
        LicenseClass::NetworkCopyleft => "network-copyleft",
        LicenseClass::Restricted => "restricted",
        LicenseClass::Unknown => "unknown",
    }
}

/// The name of a relation in files.
pub fn relation_name(relation: Relation) -> &'static str {
    match relation {
        Relation::None => "none",
        Relation::Tool => "tool",
        Relation::Process => "process",
        Relation::Dynamic => "dynamic",
        Relation::Static => "static",
        Relation::Merged => "merged",
    }
}

/// Relations that can be settled.
pub const RELATIONS: [Relation; 5] =
    [Relation::Tool, Relation::Process, Relation::Dynamic, Relation::Static, Relation::Merged];

impl Policy {
    /// How many rules it has, for people.
    pub fn rules(&self) -> usize {
        self.defaults.len()
            + usize::from(self.unlisted.is_some())
            + self.licenses.len()
            + self.packages.len()
            + self.linkage.len()
            + self.prefer.len()
            + self.choices.len()
            + self.clarify.len()
            + self.waivers.len()
            + self.matrix_overlay.len()
    }

    /// The ruling on a class in a use.
    pub fn class_ruling(&self, class: LicenseClass, use_case: UseCase) -> Option<(usize, Ruling)> {
        let find = |wanted: Option<UseCase>| {
            let fits = |(_, rule): &(usize, &ClassRule)| rule.class == class && rule.use_case == wanted;
            self.defaults.iter().enumerate().find(fits).map(|(at, rule)| (at, rule.ruling))
        };
        find(Some(use_case)).or_else(|| find(None))
    }

    /// The same rules without the places they were read at.
    pub fn without_places(mut self) -> Self {
        for rule in &mut self.licenses {
            rule.place = None;
        }
        for rule in &mut self.packages {
            rule.place = None;
        }
        self
    }
}
