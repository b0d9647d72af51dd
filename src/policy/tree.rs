//! TOML, JSON and YAML as one kind of tree, every key and value with its place. Knows no rule.
//!
//! The depth of a tree is bounded by the three readers (at most 128).

use super::problems::Problems;
use crate::formats::support::{json, places::Places, toml, yaml};
use crate::model::{Notice, Place, ReadError};

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    Toml,
    Json,
    Yaml,
}

/// One value and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub value: Value,
    pub place: Place,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Nothing,
    Boolean(bool),
    Number(String),
    Text(String),
    /// A scalar of YAML, which may be meant as any of these.
    Plain(String),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

/// One key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub key: String,
    pub place: Place,
    pub node: Node,
}

impl Node {
    /// The entries of a table; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        }
    }

    /// The members of a list; none for anything else.
    pub fn members(&self) -> &[Node] {
        match &self.value {
            Value::List(members) => members,
            _ => &[],
        }
    }

    /// The entry under a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// Is there such a key?
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text that this is.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Plain(text) => Some(text),
            _ => None,
        }
    }

    /// What this is, in words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Nothing => "nothing",
            Value::Boolean(_) => "true or false",
            Value::Number(_) => "a number",
            Value::Text(_) | Value::Plain(_) => "a text",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

/// Reads a text. Everything that is wrong with its syntax is told, as far as the reader goes on after it: TOML to the
/// end, JSON and YAML to the first error.
pub fn read(text: &str, syntax: Syntax, problems: &mut Problems) -> Option<Node> {
    match syntax {
        Syntax::Toml => Some(from_toml(text, problems)),
        Syntax::Json => match json::parse(text) {
            Ok(document) => {
                told(&document.notices, problems);
                Some(from_json(text, &Places::new(text), &document.root))
            }
            Err(error) => broken(&error, problems),
        },
        Syntax::Yaml => match yaml::read(text) {
            Ok(read) => {
                told(&read.notices, problems);
                if read.documents.len() > 1 {
                    let place = read.documents.get(1).map(yaml::Node::place);
                    problems.warning("policy-second-document", "Only the first document of this file was read", place);
                }
                read.documents.first().map(from_yaml)
            }
            Err(error) => broken(&error, problems),
        },
    }
}

fn told(notices: &[Notice], problems: &mut Problems) {
    for notice in notices {
        problems.warning(&notice.code, notice.message.clone(), notice.place.clone());
    }
}

fn broken(error: &ReadError, problems: &mut Problems) -> Option<Node> {
    problems.error(&error.code, error.message.clone(), error.place.clone());
    None
}

fn from_toml(text: &str, problems: &mut Problems) -> Node {
    let (table, errors) = toml::Table::parse_recoverable(text);
    let places = Places::new(text);
    for error in errors {
        let place = places.at(error.span().map_or(0, |span| span.start));
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        problems.error("invalid-toml", format!("Not TOML: {message}"), Some(place));
    }
    toml_table(table.get_ref(), places.at(0), &places)
}

fn toml_table(table: &toml::Table<'_>, place: Place, places: &Places<'_>) -> Node {
    // As written, not as sorted: places are cheapest in rising order.
    let mut pairs: Vec<_> = table.iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    let entries = pairs.into_iter().map(|(key, value)| Entry {
        key: key.get_ref().to_string(),
        place: places.at(key.span().start),
        node: toml_value(value.get_ref(), places.at(value.span().start), places),
    });
    Node { value: Value::Table(entries.collect()), place }
}

fn toml_value(value: &toml::Value<'_>, place: Place, places: &Places<'_>) -> Node {
    let value = match value {
        toml::Value::String(text) => Value::Text(text.to_string()),
        toml::Value::Boolean(flag) => Value::Boolean(*flag),
        toml::Value::Integer(number) => Value::Number(number.to_string()),
        toml::Value::Float(number) => Value::Number(number.to_string()),
        toml::Value::Datetime(date) => Value::Text(date.to_string()),
        toml::Value::Array(members) => {
            let member = |member: &::toml::Spanned<toml::Value<'_>>| {
                toml_value(member.get_ref(), places.at(member.span().start), places)
            };
            Value::List(members.iter().map(member).collect())
        }
        toml::Value::Table(table) => return toml_table(table, place, places),
    };
    Node { value, place }
}

fn from_json(text: &str, places: &Places<'_>, json: &json::Json<'_>) -> Node {
    let value = match &json.value {
        json::Value::Null => Value::Nothing,
        json::Value::Boolean(flag) => Value::Boolean(*flag),
        json::Value::Number(number) => Value::Number((*number).to_owned()),
        json::Value::Text(words) => Value::Text(words.to_string()),
        json::Value::Array(members) => {
            Value::List(members.iter().map(|member| from_json(text, places, member)).collect())
        }
        json::Value::Object(entries) => Value::Table(
            entries
                .iter()
                .map(|(key, value)| Entry {
                    key: key.to_string(),
                    place: places.at(key_start(text, value.offset as usize)),
                    node: from_json(text, places, value),
                })
                .collect(),
        ),
    };
    Node { value, place: places.at(json.offset as usize) }
}

/// Where the key of the value at `value` begins: back over the colon, to the quote that opens the key.
fn key_start(text: &str, value: usize) -> usize {
    let Some(before) = text.get(..value) else { return value };
    let Some(before) = before.trim_end().strip_suffix(':').map(str::trim_end) else { return value };
    let Some(inner) = before.strip_suffix('"') else { return value };
    let mut at = inner.len();
    while let Some(quote) = inner.get(..at).and_then(|part| part.rfind('"')) {
        let escapes = inner.get(..quote).map_or(0, |part| part.len() - part.trim_end_matches('\\').len());
        if escapes % 2 == 0 {
            return quote;
        }
        at = quote;
    }
    value
}

fn from_yaml(node: &yaml::Node<'_>) -> Node {
    let value = match &node.value {
        yaml::Value::Nothing => Value::Nothing,
        yaml::Value::Scalar(text) => Value::Plain(text.to_string()),
        yaml::Value::Sequence(members) => Value::List(members.iter().map(from_yaml).collect()),
        yaml::Value::Map(entries) => Value::Table(
            entries
                .iter()
                .map(|entry| Entry { key: entry.key.to_string(), place: entry.place(), node: from_yaml(&entry.value) })
                .collect(),
        ),
    };
    Node { value, place: node.place() }
}
