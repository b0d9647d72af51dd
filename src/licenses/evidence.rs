//! From all licence statements of a component to one expression, with the way it was read.
//!
//! Concluded outranks declared, declared outranks detected, unless one of them was asked for; `NOASSERTION` gives
//! way to the next. Several statements of one role are joined as their format says, or as AND where it does not, and
//! that is said. What was detected is read only where nothing is declared or concluded: it holds the licences of
//! documents, tests and fonts too.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Evidence;
use super::expression::Expression;
use super::reading::{Reading, read};
use crate::graph::Node;
use crate::model::{Ecosystem, LicenseRole, ListMeaning};

/// Whose word counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EvidenceView {
    /// What was concluded; where nothing was, what is declared; where nothing is, what was detected.
    #[default]
    Strongest,
    /// Only what the author declares.
    Declared,
    /// Only what whoever made the document concluded.
    Concluded,
    /// Only what was found in the files.
    Detected,
}

impl EvidenceView {
    pub const ALL: [Self; 4] = [Self::Strongest, Self::Declared, Self::Concluded, Self::Detected];

    /// The word of scripts.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Strongest => "strongest",
            Self::Declared => "declared",
            Self::Concluded => "concluded",
            Self::Detected => "detected",
        }
    }

    /// The words on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Strongest => "Concluded, else declared, else detected",
            Self::Declared => "Declared only",
            Self::Concluded => "Concluded only",
            Self::Detected => "Detected only",
        }
    }

    /// The roles that count, the first that says something decides.
    fn roles(self) -> &'static [LicenseRole] {
        match self {
            Self::Strongest => &[LicenseRole::Concluded, LicenseRole::Declared, LicenseRole::Detected],
            Self::Declared => &[LicenseRole::Declared],
            Self::Concluded => &[LicenseRole::Concluded],
            Self::Detected => &[LicenseRole::Detected],
        }
    }
}

/// What is known of one component's licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    pub expression: Option<Expression>,
    pub evidence: Evidence,
    /// The other reading of a list whose meaning is disputed (a Maven POM's, read as a choice).
    pub read_as_all: Option<Expression>,
}

/// Readings of raw texts, each read once.
#[derive(Debug, Default)]
pub struct Readings(BTreeMap<String, Reading>);

impl Readings {
    /// The reading of a text.
    pub fn get(&mut self, raw: &str) -> Reading {
        if let Some(reading) = self.0.get(raw) {
            return reading.clone();
        }
        let reading = read(raw);
        self.0.insert(raw.to_owned(), reading.clone());
        reading
    }
}

/// Concludes the licence of a node. `holds_licenses[d]` says whether document d's format can state any.
pub fn conclude(node: &Node, holds_licenses: &[bool], view: EvidenceView, readings: &mut Readings) -> Stated {
    let mut not_stated = false;
    for role in view.roles().iter().copied() {
        let mut documents: BTreeMap<u32, Vec<(Reading, ListMeaning, &str)>> = BTreeMap::new();
        for (position, license) in node.component.licenses.iter().enumerate() {
            if license.role == role {
                let document = node.license_documents.get(position).copied().unwrap_or_default();
                let reading = readings.get(&license.raw);
                not_stated |= reading.evidence == Evidence::NotStated;
                if !matches!(reading.evidence, Evidence::NotStated | Evidence::NotInFile) {
                    documents.entry(document).or_default().push((reading, license.list, license.raw.as_str()));
                }
            }
        }
        if let Some(stated) = join_documents(documents, node.component.ecosystem) {
            return stated;
        }
    }
    let format_holds_none = !node.members.is_empty()
        && node.members.iter().all(|(document, _)| holds_licenses.get(*document as usize) == Some(&false));
    let evidence = if not_stated {
        Evidence::NotStated
    } else if format_holds_none {
        Evidence::FormatHoldsNone
    } else {
        Evidence::NotInFile
    };
    Stated { expression: None, evidence, read_as_all: None }
}

/// One statement as read, what its list means, and its text.
pub type Statement<'a> = (Reading, ListMeaning, &'a str);

fn join_documents(documents: BTreeMap<u32, Vec<Statement<'_>>>, ecosystem: Ecosystem) -> Option<Stated> {
    let mut stated: Vec<Stated> = documents.into_values().map(|list| join_list(list, ecosystem)).collect();
    let mut seen = BTreeSet::new();
    stated.retain(|stated| seen.insert((stated.expression.clone(), stated.expression.is_none())));
    // A document that states something usable speaks for one that does not.
    if stated.iter().any(|stated| stated.expression.is_some()) {
        stated.retain(|stated| stated.expression.is_some());
    }
    if stated.len() < 2 {
        return stated.pop();
    }
    let texts: Vec<String> = stated.iter().filter_map(|one| Some(one.expression.as_ref()?.to_string())).collect();
    let evidence: Vec<Evidence> = stated.iter().map(|one| one.evidence.clone()).collect();
    let expression = Expression::all(stated.into_iter().filter_map(|one| one.expression).collect());
    let how = format!("The files differ: {}; all are taken to apply", texts.join(", "));
    let evidence = joined(how, &evidence);
    Some(Stated { expression, evidence, read_as_all: None })
}

/// Joins the statements of one role in one document, as its format says or as AND.
pub fn join_list(mut list: Vec<Statement<'_>>, ecosystem: Ecosystem) -> Stated {
    let mut seen = BTreeSet::new();
    list.retain(|(_, _, raw)| seen.insert(*raw));
    if list.len() == 1
        && let Some((reading, _, _)) = list.pop()
    {
        return Stated { expression: reading.expression, evidence: reading.evidence, read_as_all: None };
    }
    let choice = list.iter().any(|(_, meaning, _)| *meaning == ListMeaning::Any);
    let stated_all = list.iter().all(|(_, meaning, _)| *meaning == ListMeaning::All);
    let evidence: Vec<Evidence> = list.iter().map(|(reading, _, _)| reading.evidence.clone()).collect();
    let count = list.len();
    let parts: Vec<Expression> = list
        .into_iter()
        .map(|(reading, _, raw)| {
            reading
                .expression
                .unwrap_or_else(|| Expression::Leaf(super::expression::Leaf::Unread(super::reading::shortened(raw))))
        })
        .collect();
    if parts.iter().all(|part| matches!(part, Expression::Leaf(super::expression::Leaf::Unread(_)))) {
        let texts: Vec<String> = parts.iter().take(3).map(|part| format!("“{part}”")).collect();
        let evidence = Evidence::Unreadable(format!("{} name no licence of the SPDX list", texts.join(", ")));
        return Stated { expression: None, evidence, read_as_all: None };
    }
    let disputed = choice && ecosystem == Ecosystem::Maven;
    let read_as_all = disputed.then(|| Expression::all(parts.clone())).flatten();
    let (expression, how) = if choice {
        (Expression::any(parts), "any one may be chosen, by the format's rule")
    } else if stated_all {
        (Expression::all(parts), "all apply, by the format's rule")
    } else {
        (Expression::all(parts), "the format does not say how they are meant; all are taken to apply")
    };
    let evidence = joined(format!("{count} licences stand side by side: {how}"), &evidence);
    Stated { expression, evidence, read_as_all }
}

/// The evidence of several statements joined: as weak as the weakest of them.
fn joined(how: String, parts: &[Evidence]) -> Evidence {
    let mut candidates = BTreeSet::new();
    let mut by_name: Vec<&str> = Vec::new();
    let mut by_address = false;
    for part in parts {
        match part {
            Evidence::Ambiguous(found) => candidates.extend(found.iter().cloned()),
            Evidence::Alias(text) => by_name.push(text),
            Evidence::Url(text) => {
                by_name.push(text);
                by_address = true;
            }
            _ => {}
        }
    }
    by_name.truncate(5);
    match (candidates.is_empty(), by_name.is_empty()) {
        (false, _) => Evidence::Ambiguous(candidates.into_iter().collect()),
        (true, true) => Evidence::Joined(how),
        (true, false) if by_address => Evidence::Url(format!("{how}; {}", by_name.join("; "))),
        (true, false) => Evidence::Alias(format!("{how}; {}", by_name.join("; "))),
    }
}
