//! JSON as a tree that borrows from the text and knows where each value stands.
//!
//! Bounded in depth, linear in time. It keeps going where JSON leaves room (a key twice, half a
//! surrogate pair) and says so; it is strict where a repair would be a guess (comments, trailing commas).
//! Numbers stay text. Source: RFC 8259.

mod expect;
mod failure;
mod keys;
pub mod pull;
mod repairs;
mod scan;
mod shapes;
mod skip;
mod strings;
mod take;

use foldhash::HashMap;
use std::borrow::Cow;

use self::pull::PullReader;
use crate::model::{Notice, Place, ReadError};

/// How deep arrays and objects may nest.
pub const DEEPEST_NESTING: usize = 128;

/// One value and the byte offset at which it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Json<'a> {
    /// The byte of the decoded text at which the value begins.
    pub offset: u32,
    /// The value itself.
    pub value: Value<'a>,
}

/// What a value is. Keys of an object are unique and in document order.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `null`; look-ups treat it as absent.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// As written.
    Number(&'a str),
    /// A string, its escapes resolved.
    Text(Cow<'a, str>),
    /// A list.
    Array(Vec<Json<'a>>),
    /// An object.
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

/// A document read: its value, what had to be repaired, and how offsets become places.
pub struct JsonDocument<'a> {
    /// The outermost value.
    pub root: Json<'a>,
    /// What reading had to repair.
    pub notices: Vec<Notice>,
    reader: PullReader<'a>,
}

/// Reads a text that is one JSON value.
///
/// # Errors
/// `truncated` where the text ends early, `invalid-json` where it is not JSON, `too-deep` past
/// [`DEEPEST_NESTING`].
pub fn parse(text: &str) -> Result<JsonDocument<'_>, ReadError> {
    let (root, reader) = pull::read(text, PullReader::tree)?;
    Ok(JsonDocument { root, notices: reader.notices(), reader })
}

/// Reads a text of several JSON values, one after the other (NDJSON, `go list -json`): a list of them.
///
/// What follows a broken value is not read; a notice says where it stands.
///
/// # Errors
/// As [`parse`], where not even the first value can be read.
pub fn parse_many(text: &str) -> Result<JsonDocument<'_>, ReadError> {
    let (values, broken, reader) = pull::read_many(text, PullReader::tree)?;
    let mut notices = reader.notices();
    if let Some(error) = broken {
        let message = format!("{}; what follows was not read", error.message);
        notices.push(Notice::error(&error.code, message, error.place));
    }
    Ok(JsonDocument { root: Json { offset: 0, value: Value::Array(values) }, notices, reader })
}

impl JsonDocument<'_> {
    /// Where a value begins.
    pub fn place(&self, json: &Json) -> Option<Place> {
        self.reader.place(json.offset)
    }
}

impl<'a> Json<'a> {
    /// The value under a key; `None` where there is none, where it is null, or where this is no object.
    pub fn get(&self, key: &str) -> Option<&Json<'a>> {
        let (_, json) = self.entries().iter().find(|(name, _)| name == key)?;
        (json.value != Value::Null).then_some(json)
    }

    /// The text under a key.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// The text under a key, unless it is empty or blank.
    pub fn filled_text(&self, key: &str) -> Option<&str> {
        self.text(key).map(str::trim).filter(|text| !text.is_empty())
    }

    /// The array under a key; empty where there is none.
    pub fn list(&self, key: &str) -> &[Json<'a>] {
        self.get(key).map_or(&[], Json::elements)
    }

    /// The entries of the object under a key; empty where there is none.
    pub fn object(&self, key: &str) -> &[(Cow<'a, str>, Json<'a>)] {
        self.get(key).map_or(&[], Json::entries)
    }

    /// Is the value under a key `true`?
    pub fn is_true(&self, key: &str) -> bool {
        self.get(key).is_some_and(|json| json.value == Value::Boolean(true))
    }

    /// The text that this is.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A text or a number, as written: versions occur as both.
    pub fn as_text_or_number(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The entries of an object; empty for anything else.
    pub fn entries(&self) -> &[(Cow<'a, str>, Json<'a>)] {
        match &self.value {
            Value::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The elements of an array; empty for anything else.
    pub fn elements(&self) -> &[Json<'a>] {
        match &self.value {
            Value::Array(elements) => elements,
            _ => &[],
        }
    }

    /// Is this an object?
    pub fn is_object(&self) -> bool {
        matches!(self.value, Value::Object(_))
    }

    /// Is this a list?
    pub fn is_array(&self) -> bool {
        matches!(self.value, Value::Array(_))
    }

    /// What this is, in words: `an object`, `a text`.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Boolean(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}

/// The last entry of each key, where the first one stood.
fn last_of_each<'a>(entries: Vec<(Cow<'a, str>, Json<'a>)>) -> Vec<(Cow<'a, str>, Json<'a>)> {
    let mut positions: HashMap<Cow<'a, str>, usize> = HashMap::default();
    let mut kept: Vec<(Cow<'a, str>, Json<'a>)> = Vec::new();
    for (key, value) in entries {
        match positions.get(&key).and_then(|&position| kept.get_mut(position)) {
            Some(slot) => slot.1 = value,
            None => {
                positions.insert(key.clone(), kept.len());
                kept.push((key, value));
            }
        }
    }
    kept
}
