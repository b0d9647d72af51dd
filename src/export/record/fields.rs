//! One JSON object, key by key: each value of the expected type or a problem with its place. What nobody asked for is a
//! problem too: a misspelt `expires` must not make a decision hold for ever.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::{Notice, Place};

/// What is wrong, and where: `decisions[3].date`.
#[derive(Debug)]
pub struct Problem {
    pub place: String,
    pub message: String,
}

impl Problem {
    pub fn new(place: &str, message: impl Into<String>) -> Self {
        Self { place: place.to_owned(), message: message.into() }
    }

    /// As a notice: what became of it, and why.
    pub fn notice(&self, code: &str, outcome: &str) -> Notice {
        Notice::warning(code, format!("{outcome}: {}", self.message), Some(Place::Path(self.place.clone())))
    }
}

/// The keys of an object that were not taken yet.
pub struct Fields<'a> {
    place: String,
    pairs: Vec<(String, &'a RawValue)>,
}

impl<'a> Fields<'a> {
    /// Reads an object; two values for one key are a problem.
    pub fn of(place: &str, raw: &'a RawValue) -> Result<Self, Problem> {
        let pairs: Pairs<'a> = serde_json::from_str(raw.get()).map_err(|_| expected(place, "an object", raw))?;
        let mut pairs = pairs.0;
        pairs.sort_by(|one, other| one.0.cmp(&other.0));
        let twice = pairs.iter().zip(pairs.iter().skip(1)).find(|(one, other)| one.0 == other.0);
        match twice {
            Some(((key, _), _)) => Err(Problem::new(place, format!("“{}” is given twice", short(key)))),
            None => Ok(Self { place: place.to_owned(), pairs }),
        }
    }

    /// The place of one of its values.
    pub fn place(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { format!("{}.{key}", self.place) }
    }

    /// A value; `null` is none.
    pub fn take(&mut self, key: &str) -> Option<&'a RawValue> {
        let at = self.pairs.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        Some(self.pairs.remove(at).1).filter(|raw| raw.get() != "null")
    }

    pub fn text(&mut self, key: &str) -> Result<Option<String>, Problem> {
        let place = self.place(key);
        self.take(key).map(|raw| text(&place, raw)).transpose()
    }

    pub fn needed_text(&mut self, key: &str) -> Result<String, Problem> {
        let missing = Problem::new(&self.place, format!("“{key}” is missing"));
        self.text(key)?.ok_or(missing)
    }

    /// A list with the place of each entry; none where the key is missing.
    pub fn list(&mut self, key: &str) -> Result<Vec<(String, &'a RawValue)>, Problem> {
        let place = self.place(key);
        let Some(raw) = self.take(key) else { return Ok(Vec::new()) };
        let entries: Vec<&RawValue> = serde_json::from_str(raw.get()).map_err(|_| expected(&place, "a list", raw))?;
        Ok(entries.into_iter().enumerate().map(|(at, raw)| (format!("{place}[{at}]"), raw)).collect())
    }

    /// What nobody asked for.
    pub fn rest(self) -> Vec<(String, &'a RawValue)> {
        self.pairs
    }

    /// Nothing may be left.
    pub fn finish(self) -> Result<(), Problem> {
        match self.pairs.first() {
            None => Ok(()),
            Some((key, _)) => Err(Problem::new(&self.place, format!("“{}” is no key that is known here", short(key)))),
        }
    }
}

pub fn text(place: &str, raw: &RawValue) -> Result<String, Problem> {
    serde_json::from_str(raw.get()).map_err(|_| expected(place, "a text", raw))
}

/// The problem of another type than expected.
pub fn expected(place: &str, what: &str, raw: &RawValue) -> Problem {
    Problem::new(place, format!("{what} is expected, this is {}", short(raw.get())))
}

fn short(text: &str) -> String {
    let shown: String = text.chars().take(40).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}

/// The pairs of an object as they come, none lost.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Pairs<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    out.push(pair);
                }
                Ok(Pairs(out))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
