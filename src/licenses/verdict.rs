//! The words of a judgement.

use serde::{Deserialize, Serialize};

/// What is said of a component or a term, from harmless to grave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Verdict {
    /// Does not go out with the product; duties do not arise from shipping.
    NotShipped,
    #[default]
    Allowed,
    Duties,
    /// No source states whether this fits. Missing knowledge, not risk.
    NoSource,
    Review,
    Unknown,
    Conflict,
}

impl Verdict {
    pub const ALL: [Self; 7] =
        [Self::Allowed, Self::Duties, Self::Review, Self::Conflict, Self::NoSource, Self::Unknown, Self::NotShipped];

    /// The words on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Duties => "with duties",
            Self::Review => "needs review",
            Self::Conflict => "conflict",
            Self::NoSource => "no source states this",
            Self::Unknown => "unknown",
            Self::NotShipped => "not shipped",
        }
    }

    /// The name in style sheets and scripts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Duties => "duties",
            Self::Review => "review",
            Self::Conflict => "conflict",
            Self::NoSource => "nosource",
            Self::Unknown => "unknown",
            Self::NotShipped => "notshipped",
        }
    }
}

/// How tightly a component is joined to the work, along the tightest of its routes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// No root reaches it.
    #[default]
    None,
    Tool,
    Process,
    Dynamic,
    Static,
    Merged,
}

impl Relation {
    pub const ALL: [Self; 6] = [Self::None, Self::Tool, Self::Process, Self::Dynamic, Self::Static, Self::Merged];

    /// The word of scripts and of routes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "not reached",
            Self::Tool => "tool",
            Self::Process => "separate program",
            Self::Dynamic => "dynamic",
            Self::Static => "static",
            Self::Merged => "merged",
        }
    }
}

/// The class of a licence, by its strongest demand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LicenseClass {
    PublicDomain,
    Permissive,
    WeakCopyleft,
    StrongCopyleft,
    NetworkCopyleft,
    /// Non-commercial, restricted use, source-available, proprietary.
    Restricted,
    #[default]
    Unknown,
}

impl LicenseClass {
    pub const ALL: [Self; 7] = [
        Self::PublicDomain,
        Self::Permissive,
        Self::WeakCopyleft,
        Self::StrongCopyleft,
        Self::NetworkCopyleft,
        Self::Restricted,
        Self::Unknown,
    ];

    pub fn title(self) -> &'static str {
        match self {
            Self::PublicDomain => "public domain",
            Self::Permissive => "permissive",
            Self::WeakCopyleft => "weak copyleft",
            Self::StrongCopyleft => "strong copyleft",
            Self::NetworkCopyleft => "network copyleft",
            Self::Restricted => "restricted",
            Self::Unknown => "unknown",
        }
    }

    /// The name in style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PublicDomain => "public",
            Self::Permissive => "permissive",
            Self::WeakCopyleft => "weak",
            Self::StrongCopyleft => "strong",
            Self::NetworkCopyleft => "network",
            Self::Restricted => "restricted",
            Self::Unknown => "unknown",
        }
    }

    /// The letter in its badge.
    pub fn letter(self) -> &'static str {
        match self {
            Self::PublicDomain => "D",
            Self::Permissive => "P",
            Self::WeakCopyleft => "W",
            Self::StrongCopyleft => "S",
            Self::NetworkCopyleft => "N",
            Self::Restricted => "R",
            Self::Unknown => "?",
        }
    }
}

/// How the raw text became an expression.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Evidence {
    Exact,
    /// Case folded, deprecated id replaced, `/` read as OR: the text says how.
    Rewritten(String),
    /// Read from a name by the tables of names, at least in part: the text says how.
    Alias(String),
    /// Read from an address by the table of addresses, at least in part: the text says how.
    Url(String),
    /// Several licences were stated side by side and joined: how, and on whose word.
    Joined(String),
    /// A person settled it: why, and who.
    Settled(String),
    /// Several licences are meant by this name: the candidates.
    Ambiguous(Vec<String>),
    /// Text that names no known licence, or cannot be read as an expression: why.
    Unreadable(String),
    /// `NOASSERTION`: not stated by the author.
    NotStated,
    /// `NONE`: the author states there is none. Also npm's `UNLICENSED`: no rights granted.
    StatedNone,
    /// This file gives none for it.
    #[default]
    NotInFile,
    /// Its format holds no licences at all.
    FormatHoldsNone,
}

impl Evidence {
    /// One word for scripts: `exact`, `rewritten`, `alias`, `url`, `ambiguous`, `unknown`, `absent`; from sure to
    /// not known at all.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Exact | Self::Settled(_) => "exact",
            Self::Rewritten(_) | Self::Joined(_) => "rewritten",
            Self::Alias(_) => "alias",
            Self::Url(_) => "url",
            Self::Ambiguous(_) => "ambiguous",
            Self::Unreadable(_) => "unknown",
            Self::NotStated | Self::StatedNone | Self::NotInFile | Self::FormatHoldsNone => "absent",
        }
    }
}

/// An expression as a tree, with the verdict under each part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TermTree {
    Term(EvaluatedTerm),
    All {
        verdict: Verdict,
        parts: Vec<TermTree>,
    },
    /// `chosen` is the position of the part that was taken.
    Any {
        verdict: Verdict,
        parts: Vec<TermTree>,
        chosen: usize,
        because: ChosenBecause,
    },
}

impl TermTree {
    /// The verdict on all of it.
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Term(term) => term.verdict,
            Self::All { verdict, .. } | Self::Any { verdict, .. } => *verdict,
        }
    }

    /// Every licence in it, left to right, each once. Iterative: expressions can be deep.
    pub fn licenses(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        let mut stack = vec![self];
        while let Some(tree) = stack.pop() {
            match tree {
                Self::Term(term) if !out.contains(&term.license.as_str()) => out.push(&term.license),
                Self::Term(_) => {}
                Self::All { parts, .. } | Self::Any { parts, .. } => stack.extend(parts.iter().rev()),
            }
        }
        out
    }
}

/// Why an alternative of an OR was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChosenBecause {
    BestVerdict,
    /// The other alternative would clash with this component's licence.
    OtherComponent {
        component: u32,
        license: String,
    },
    /// The first of the licences preferred where all else is equal.
    Preferred,
    /// A person settled it: why, and who.
    Settled(String),
}

/// One licence, with its exception where it has one, judged on its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluatedTerm {
    /// `GPL-2.0-only WITH Classpath-exception-2.0`.
    pub license: String,
    pub class: LicenseClass,
    pub verdict: Verdict,
    /// One sentence without a full stop.
    pub reason: String,
}
