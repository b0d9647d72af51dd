//! A licence expression as a tree, in SPDX terms.
//!
//! Never expanded to all its alternatives: AND and OR are judged where they stand. Built by `reading`;
//! at most 10,000 terms and 128 parentheses deep.

use std::collections::BTreeSet;
use std::fmt;

use super::LicenseClass;
use super::catalogue::{ExceptionId, LicenseId, catalogue};

/// An expression. `All` and `Any` hold at least two different parts, none of their own sort.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expression {
    Leaf(Leaf),
    All(Vec<Expression>),
    Any(Vec<Expression>),
}

/// One term of an expression.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaf {
    Known(Known),
    /// A name that means several licences.
    Ambiguous {
        text: String,
        candidates: Vec<Known>,
    },
    /// `LicenseRef-…` or `DocumentRef-…:LicenseRef-…`: a text of its own.
    Reference(String),
    /// Closed source by the author's word (`proprietary`).
    Closed(String),
    /// A word that names no licence of the SPDX list.
    Unread(String),
}

/// A licence of the SPDX list, perhaps in any later version, perhaps with an exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Known {
    pub license: LicenseId,
    /// `+` on an id that has no `-or-later` form of its own, such as `Apache-1.1+`.
    pub later: bool,
    pub exception: Option<ExceptionId>,
}

impl Known {
    /// A licence by its exact or deprecated id, without exception.
    pub fn new(license: LicenseId) -> Self {
        Self { license, later: false, exception: None }
    }

    /// The id, without `+` and exception.
    pub fn id(self) -> &'static str {
        catalogue().license(self.license).id
    }

    /// The class of the licence, without regard to the exception.
    pub fn class(self) -> LicenseClass {
        catalogue().license(self.license).class
    }
}

impl fmt::Display for Known {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id())?;
        if self.later {
            out.write_str("+")?;
        }
        match self.exception {
            Some(exception) => write!(out, " WITH {}", catalogue().exception(exception).id),
            None => Ok(()),
        }
    }
}

impl Leaf {
    /// The class; the strictest of the candidates where the name is ambiguous.
    pub fn class(&self) -> LicenseClass {
        match self {
            Self::Known(known) => known.class(),
            Self::Ambiguous { candidates, .. } => {
                candidates.iter().map(|known| known.class()).max().unwrap_or_default()
            }
            Self::Closed(_) => LicenseClass::Restricted,
            Self::Reference(_) | Self::Unread(_) => LicenseClass::Unknown,
        }
    }
}

impl fmt::Display for Leaf {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(known) => known.fmt(out),
            Self::Ambiguous { text, .. } | Self::Reference(text) | Self::Closed(text) | Self::Unread(text) => {
                out.write_str(text)
            }
        }
    }
}

impl Expression {
    /// Joins parts with AND; the same part twice counts once.
    pub fn all(parts: Vec<Self>) -> Option<Self> {
        join(parts, true)
    }

    /// Joins parts with OR; the same part twice counts once.
    pub fn any(parts: Vec<Self>) -> Option<Self> {
        join(parts, false)
    }

    /// Does it hold an OR?
    pub fn has_choice(&self) -> bool {
        match self {
            Self::Leaf(_) => false,
            Self::Any(_) => true,
            Self::All(parts) => parts.iter().any(Self::has_choice),
        }
    }

    /// The same expression whatever the order of its parts. As deep as the parser allows, 128.
    pub fn sorted(self) -> Self {
        let parts = |parts: Vec<Self>| {
            let mut parts: Vec<Self> = parts.into_iter().map(Self::sorted).collect();
            parts.sort();
            parts
        };
        match self {
            Self::All(all) => Self::All(parts(all)),
            Self::Any(any) => Self::Any(parts(any)),
            leaf => leaf,
        }
    }

    /// The terms, left to right.
    pub fn leaves(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        let mut stack = vec![self];
        while let Some(expression) = stack.pop() {
            match expression {
                Self::Leaf(leaf) => leaves.push(leaf),
                Self::All(parts) | Self::Any(parts) => stack.extend(parts.iter().rev()),
            }
        }
        leaves
    }
}

fn join(parts: Vec<Expression>, all: bool) -> Option<Expression> {
    let mut flat = Vec::new();
    let mut seen = BTreeSet::new();
    for part in parts {
        let inner = match part {
            Expression::All(inner) if all => inner,
            Expression::Any(inner) if !all => inner,
            other => vec![other],
        };
        for part in inner {
            if seen.insert(part.clone()) {
                flat.push(part);
            }
        }
    }
    match (flat.len(), all) {
        (0 | 1, _) => flat.pop(),
        (_, true) => Some(Expression::All(flat)),
        (_, false) => Some(Expression::Any(flat)),
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Leaf(leaf) => leaf.fmt(out),
            Self::All(parts) => write_parts(out, parts, " AND "),
            Self::Any(parts) => write_parts(out, parts, " OR "),
        }
    }
}

fn write_parts(out: &mut fmt::Formatter<'_>, parts: &[Expression], operator: &str) -> fmt::Result {
    for (position, part) in parts.iter().enumerate() {
        if position > 0 {
            out.write_str(operator)?;
        }
        match part {
            Expression::Leaf(leaf) => write!(out, "{leaf}")?,
            part => write!(out, "({part})")?,
        }
    }
    Ok(())
}
