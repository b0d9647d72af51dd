//! The query language that graph, inventory and licences share.
//!
//! ```text
//! license:AGPL* scope:runtime not:direct          terms side by side must all hold
//! (verdict:conflict or verdict:review) -dev       or, not, -, parentheses
//! log4j-core<2.17.0   version:>=2                 versions in the order of their ecosystem
//! depth>3   brings>=10   needed-by>20             numbers
//! name:/^lodash\./    "two words"    @scope/*     regular expressions, quotes, globs
//! needs:openssl       brought-by:express          what needs it, what comes with it, by any route
//! ```
//!
//! Letters of either case are alike. A word alone looks in name, package URL and licence. Nothing here is matched by
//! likeness. Regular expressions run in time linear in the text (`regex-lite`).

mod complete;
mod evaluate;
mod index;
mod keys;
mod parse;
mod pattern;
mod scan;

pub use complete::{Completion, complete};
pub use index::Index;

use serde::{Deserialize, Serialize};

use crate::graph::NodeIndex;
use crate::licenses::Verdict;
use crate::view::facts::Facts;
use parse::Expression;

/// Letters of a query at most.
pub const LONGEST: usize = 1_000;
/// Terms of a query at most.
pub const MOST_TERMS: usize = 100;

/// A query that was understood. The empty one accepts everything.
#[derive(Clone, Debug, Default)]
pub struct Query {
    expression: Option<Expression>,
}

/// What is not understood, and where: `start..end` counts letters (Unicode scalar values) of the query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueryError {
    pub start: usize,
    pub end: usize,
    /// One sentence, without the place.
    pub message: String,
}

impl QueryError {
    /// The sentence with the place: `At letter 9: …`.
    pub fn words(&self) -> String {
        format!("At letter {}: {}", self.start + 1, self.message)
    }
}

impl Query {
    /// Reads a query.
    ///
    /// # Errors
    /// The first thing that is not understood, with its place.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let letters = text.chars().count();
        if letters > LONGEST {
            let message = format!("a query has at most {LONGEST} letters, this one {letters}");
            return Err(QueryError { start: LONGEST, end: letters, message });
        }
        Ok(Self { expression: parse::parse(&scan::scan(text)?)? })
    }

    /// Does it ask for nothing?
    pub fn is_empty(&self) -> bool {
        self.expression.is_none()
    }

    /// Is it one word or text alone, without any key, operator or wild card?
    pub fn is_plain(&self) -> bool {
        self.expression.as_ref().is_none_or(Expression::is_plain)
    }

    /// For each node, is it accepted? Costs nodes × terms, and nodes + edges for each `needs:` or `brought-by:`.
    pub fn select(&self, facts: &Facts) -> Vec<bool> {
        evaluate::select(self.expression.as_ref(), facts)
    }

    /// Parts the query: what it asks of components, and which projects (by position in the estate) it asks for where
    /// `project:` and `owner:` stand beside the rest, or with `not`; `None` where it asks for none.
    pub fn with_projects(&self, facts: &Facts) -> (Self, Option<Vec<bool>>) {
        let (rest, projects) = evaluate::projects(self.expression.as_ref(), facts);
        (Self { expression: rest }, projects)
    }

    /// The accepted nodes, in order.
    pub fn nodes(&self, facts: &Facts) -> Vec<NodeIndex> {
        let accepted = self.select(facts).into_iter().zip(0..);
        accepted.filter(|(accepted, _)| *accepted).map(|(_, node)| node).collect()
    }
}

/// Words for the verdict filter chips of a table foot.
pub fn verdict_query(verdict: Verdict) -> String {
    format!("verdict:{}", verdict.as_str())
}

/// A term for exactly this value, in quotes where a letter of it would mean something.
pub fn term(key: &str, value: &str) -> String {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '+' | '@');
    if !value.is_empty() && value.chars().all(is_word) {
        return format!("{key}:{value}");
    }
    // A backslash at the end would take the quote into the text.
    format!("{key}:\"{}\"", value.trim_end_matches('\\').replace('"', "\\\""))
}
