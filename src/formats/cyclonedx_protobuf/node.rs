//! A message read: the fields that the schema lists, in the order of the file.

use std::borrow::Cow;

/// A message.
#[derive(Default)]
pub(super) struct Node<'a> {
    /// Where it begins.
    pub offset: usize,
    pub fields: Vec<(&'static str, Value<'a>)>,
}

pub(super) enum Value<'a> {
    Text(Cow<'a, str>, usize),
    Number(i64),
    Message(Node<'a>),
}

impl<'a> Node<'a> {
    /// The text of a field that may stand once; the last one counts, as the format says.
    pub fn text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.fields.iter().rev().find(|(known, _)| *known == name).and_then(|(_, value)| match value {
            Value::Text(text, _) => Some(text.clone()),
            _ => None,
        })
    }

    /// The texts of a repeated field, and where they stand.
    pub fn texts<'n>(&'n self, name: &'n str) -> impl Iterator<Item = (Cow<'a, str>, usize)> + 'n {
        self.fields.iter().filter_map(move |(known, value)| match value {
            Value::Text(text, offset) if *known == name => Some((text.clone(), *offset)),
            _ => None,
        })
    }

    /// The number of a field.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.fields.iter().rev().find_map(|(known, value)| match value {
            Value::Number(number) if *known == name => Some(*number),
            _ => None,
        })
    }

    /// The messages of a repeated field.
    pub fn messages<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node<'a>> {
        self.fields.iter().filter_map(move |(known, value)| match value {
            Value::Message(node) if *known == name => Some(node),
            _ => None,
        })
    }

    /// The message of a field that may stand once.
    pub fn message(&self, name: &str) -> Option<&Node<'a>> {
        self.fields.iter().rev().find_map(|(known, value)| match value {
            Value::Message(node) if *known == name => Some(node),
            _ => None,
        })
    }
}
