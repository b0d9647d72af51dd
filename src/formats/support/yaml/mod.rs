//! YAML as lockfiles write it: a tree of borrowed text with places.
//!
//! Reads block and flow collections, every kind of scalar, explicit keys and several documents. Scalars
//! stay text, so a version `5.4` is never a number. It is not a full YAML reader: anchors, aliases and
//! tags are refused by name, since no lockfile uses them and they are how small files grow huge. `pull` reads what is
//! plainly written without a tree, for a format whose files are large.
//!
//! Source: <https://yaml.org/spec/1.2.2/>.

mod block;
mod cursor;
mod flow;
mod lines;
pub mod pull;
mod scalar;
#[cfg(test)]
mod tests;

use foldhash::HashMap;
use std::borrow::Cow;

use super::keyed::is_less;
use super::notices::Notices;
use crate::model::{Notice, Place, ReadError};
use block::Reader;

/// How deep collections may nest.
pub const DEPTH_LIMIT: usize = 128;

/// Every document of one file, and what was odd about it.
#[derive(Debug, Default)]
pub struct Yaml<'a> {
    pub documents: Vec<Node<'a>>,
    pub notices: Vec<Notice>,
}

/// One value and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    pub value: Value<'a>,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
}

/// A value; scalars are text as written, unquoted.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing was written.
    Nothing,
    Scalar(Cow<'a, str>),
    Sequence(Vec<Node<'a>>),
    Map(Vec<Entry<'a>>),
}

/// One key of a map with its value. Within a map no key occurs twice.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<'a> {
    pub key: Cow<'a, str>,
    pub line: u32,
    pub column: u32,
    pub value: Node<'a>,
}

/// Reads a whole file. The time taken grows with its length only.
///
/// # Errors
/// `invalid-yaml` or `truncated` with the place; `yaml-too-deep` past [`DEPTH_LIMIT`].
pub fn read(text: &str) -> Result<Yaml<'_>, ReadError> {
    Reader::new(text).documents()
}

impl<'a> Node<'a> {
    /// The text of a scalar.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[Entry<'a>] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The members of a sequence; none for anything else.
    pub fn members(&self) -> &[Node<'a>] {
        match &self.value {
            Value::Sequence(members) => members,
            _ => &[],
        }
    }

    /// The value under a key. Looks through the keys one by one: for small maps.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The scalar under a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::as_str)
    }

    /// Is `true` written under this key?
    pub fn is_true(&self, key: &str) -> bool {
        self.text(key) == Some("true")
    }

    /// Where this value begins.
    pub fn place(&self) -> Place {
        Place::Line { line: self.line, column: self.column }
    }
}

impl Entry<'_> {
    /// Where this key begins.
    pub fn place(&self) -> Place {
        Place::Line { line: self.line, column: self.column }
    }
}

/// Keeps the last of each key, in the order of their first appearance, and says so.
fn without_duplicates<'a>(entries: Vec<Entry<'a>>, notices: &mut Notices) -> Vec<Entry<'a>> {
    // Lockfiles sort their keys.
    if entries.is_sorted_by(|one, next| is_less(&one.key, &next.key)) {
        return entries;
    }
    if entries.len() <= 8 {
        // Most maps are small, and comparing a few keys is cheaper than a table of them.
        let mut earlier = entries.iter().enumerate();
        let unique = earlier.all(|(at, entry)| entries.iter().take(at).all(|other| other.key != entry.key));
        if unique {
            return entries;
        }
    }
    let mut positions: HashMap<Cow<'a, str>, usize> =
        HashMap::with_capacity_and_hasher(entries.len(), Default::default());
    let unique = entries.iter().enumerate().all(|(at, entry)| positions.insert(entry.key.clone(), at).is_none());
    if unique {
        return entries;
    }
    positions.clear();
    let mut kept: Vec<Entry<'a>> = Vec::with_capacity(entries.len());
    for entry in entries {
        match positions.get(&entry.key).and_then(|at| kept.get_mut(*at)) {
            Some(earlier) => {
                let message = format!("The key `{}` occurs twice; the last one counts", entry.key);
                notices.warning("duplicate-key", Some(entry.place()), message);
                *earlier = entry;
            }
            None => {
                positions.insert(entry.key.clone(), kept.len());
                kept.push(entry);
            }
        }
    }
    kept
}
