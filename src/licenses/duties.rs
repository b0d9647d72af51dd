//! What a licence asks of whoever ships a component: duties as codes, with their words, the term that brings them and
//! the source that says so.
//!
//! A pure function of the judged terms, the relation and the context. Of an OR only the chosen alternative counts, of an
//! AND all parts. Says nothing that no source says: where none covers an id, the answer is "no duty data", never nothing.

mod code;
mod rules;
mod table;

pub use code::{DutyCode, When};

use serde::{Deserialize, Serialize};

use super::catalogue::{Effect, catalogue};
use super::{Context, Modified, Relation, TermTree, UseCase};
use rules::Situation;

/// One duty of one licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    pub code: DutyCode,
    pub when: When,
    /// The licence term that brings it, `LGPL-2.1-only WITH …`; empty where no licence is stated.
    pub term: String,
    /// One sentence without a full stop.
    pub words: String,
    /// Who states it, with the date where the source has one.
    pub source: String,
}

/// The duties of a component, by code, then by term. Empty only for what is not shipped: own components and tools.
/// `terms` is the judged expression, `None` where there is none.
pub fn duties(terms: Option<&TermTree>, relation: Relation, own: bool, context: &Context) -> Vec<Duty> {
    if own || relation == Relation::Tool {
        return Vec::new();
    }
    let Some(terms) = terms else {
        return vec![no_data("", "No licence is stated: nothing is known of its duties")];
    };
    let mut out: Vec<Duty> =
        chosen_terms(terms).into_iter().flat_map(|term| term_duties(term, relation, context)).collect();
    out.sort_by(|a, b| (a.code, a.when, &a.term).cmp(&(b.code, b.when, &b.term)));
    out
}

/// The terms that hold after every choice, left to right, each once. Iterative: expressions can be deep.
pub fn chosen_terms(terms: &TermTree) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    let mut stack = vec![terms];
    while let Some(tree) = stack.pop() {
        match tree {
            TermTree::Term(term) if !out.contains(&term.license.as_str()) => out.push(&term.license),
            TermTree::Term(_) => {}
            TermTree::All { parts, .. } => stack.extend(parts.iter().rev()),
            TermTree::Any { parts, chosen, .. } => stack.extend(parts.get(*chosen)),
        }
    }
    out
}

/// A term's SPDX licence id and exception id, as the list spells them; `None` for what the list does not hold.
pub fn term_ids(term: &str) -> Option<(&'static str, Option<&'static str>)> {
    let (license, exception) = match term.split_once(" WITH ") {
        Some((license, exception)) => (license, Some(exception)),
        None => (term, None),
    };
    let catalogue = catalogue();
    let found = catalogue.find_license(license).or_else(|| catalogue.find_license(license.strip_suffix('+')?))?;
    let exception = exception.and_then(|id| catalogue.find_exception(id)).map(|id| catalogue.exception(id).id);
    Some((catalogue.license(found).id, exception))
}

fn term_duties(term: &str, relation: Relation, context: &Context) -> Vec<Duty> {
    let Some((id, exception)) = term_ids(term) else {
        let own_text = term.starts_with("LicenseRef-") || term.starts_with("DocumentRef-");
        let words = if own_text { "No duty data: it is a text of its own" } else { "No duty data: no SPDX id" };
        return vec![no_data(term, &format!("{words}; read it"))];
    };
    let Some(marks) = table::marks(id) else {
        return vec![no_data(term, "No duty data: read the text")];
    };
    let situation = Situation::new(relation, context, exception.is_some_and(permits_linking));
    let claims = rules::claims(id, marks, &situation);
    let is_stated = claims.keys().any(|(code, _)| code.is_duty());
    let mut out: Vec<Duty> = claims
        .into_iter()
        .map(|((code, when), sources)| Duty {
            code,
            when,
            term: term.to_owned(),
            words: code.words(id, when),
            source: sources.into_iter().collect::<Vec<_>>().join("; "),
        })
        .collect();
    if !is_stated {
        let words = match context.use_case {
            UseCase::Internal | UseCase::Saas => "Its duties arise when it is handed to others",
            _ => "No duty is stated for this way of shipping",
        };
        let (code, when, source) = (DutyCode::NoneStated, When::Now, table::covered_by(marks));
        out.push(Duty { code, when, term: term.to_owned(), words: words.to_owned(), source });
    }
    out
}

fn no_data(term: &str, words: &str) -> Duty {
    let (term, words) = (term.to_owned(), words.to_owned());
    Duty { code: DutyCode::NoData, when: When::Now, term, words, source: "no source covers it".to_owned() }
}

fn permits_linking(exception: &str) -> bool {
    let catalogue = catalogue();
    let effect = catalogue.find_exception(exception).map(|id| catalogue.exception(id).effect);
    matches!(effect, Some(Effect::Linking | Effect::Output | Effect::Boundary))
}

impl Situation {
    fn new(relation: Relation, context: &Context, linking_permitted: bool) -> Self {
        let is_merged = relation == Relation::Merged;
        Self {
            use_case: context.use_case,
            modified: context.modified == Modified::Everything,
            is_source: context.use_case == UseCase::Source && is_merged,
            is_conveyed: !matches!(context.use_case, UseCase::Internal | UseCase::Saas),
            // What is published as source or as a library holds our own files and what was merged into them.
            is_downstream: matches!(context.use_case, UseCase::Source | UseCase::Library) && !is_merged,
            is_joined: relation != Relation::Process,
            is_inside: matches!(relation, Relation::Static | Relation::Merged),
            is_merged,
            linking_permitted,
        }
    }
}

#[cfg(test)]
mod tests;
