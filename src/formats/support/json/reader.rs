//! The reader behind `json::parse`: bytes to values. What values offer is told one level up.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{DEEPEST_NESTING, Json, Value};
use crate::formats::support::places::{Places, grouped};
use crate::model::{Notice, Place, ReadError};

/// Of repairs that a hostile file could ask for by the million, this many are told one by one.
const TOLD_ONE_BY_ONE: usize = 20;

pub(super) fn read<'a>(text: &'a str, places: &Places<'a>) -> Result<(Json<'a>, Vec<Notice>), ReadError> {
    let mut reader = Reader::new(text);
    let result = reader.document();
    let root = result.map_err(|failure| failure.explain(text, places))?;
    Ok((root, reader.told(places)))
}

pub(super) fn read_many<'a>(text: &'a str, places: &Places<'a>) -> Result<(Json<'a>, Vec<Notice>), ReadError> {
    let mut reader = Reader::new(text);
    let mut values = Vec::new();
    let mut broken = None;
    reader.skip_space();
    while values.is_empty() || (reader.peek().is_some() && broken.is_none()) {
        match reader.value("a value") {
            Ok(value) => values.push(value),
            Err(failure) if values.is_empty() => return Err(failure.explain(text, places)),
            Err(failure) => broken = Some(failure.explain(text, places)),
        }
        reader.skip_space();
    }
    let mut notices = reader.told(places);
    if let Some(error) = broken {
        let message = format!("{}; what follows was not read", error.message);
        notices.push(Notice::error(&error.code, message, error.place));
    }
    Ok((Json { offset: 0, value: Value::Array(values) }, notices))
}

fn tell<T>(
    notices: &mut Vec<Notice>,
    found: &[(usize, T)],
    places: &Places,
    code: &str,
    sentence: impl Fn(&T) -> String,
) {
    for (offset, detail) in found.iter().take(TOLD_ONE_BY_ONE) {
        notices.push(Notice::warning(code, sentence(detail), Some(places.at(*offset))));
    }
    if let Some(more) = found.len().checked_sub(TOLD_ONE_BY_ONE).filter(|more| *more > 0) {
        notices.push(Notice::warning(code, format!("The same {} more times", grouped(more)), None));
    }
}

pub(super) struct Reader<'a> {
    text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    depth: usize,
    repeated: Vec<(usize, String)>,
    pub(super) lone_surrogates: Vec<(usize, ())>,
}

/// What is wrong and at which byte.
pub(super) enum Failure {
    Ends(&'static str),
    TooDeep(usize),
    Wrong(usize, String),
}

impl Failure {
    fn explain(self, text: &str, places: &Places) -> ReadError {
        match self {
            Self::Ends(inside) => {
                let place = places.at(text.len());
                let line = match place {
                    Place::Line { line, .. } => line as usize,
                    Place::Path(_) => 0,
                };
                ReadError::new(
                    "truncated",
                    format!(
                        "Ends inside {inside} at byte {} (line {}); the copy may be cut off",
                        grouped(text.len()),
                        grouped(line)
                    ),
                    Some(place),
                    "Fetch or copy the file again and compare its size",
                )
            }
            Self::TooDeep(offset) => ReadError::new(
                "too-deep",
                format!("Nested deeper than {DEEPEST_NESTING} levels"),
                Some(places.at(offset)),
                "No lockfile or SBOM needs this; check what wrote the file",
            ),
            Self::Wrong(offset, message) => ReadError::new(
                "invalid-json",
                message,
                Some(places.at(offset)),
                "Look at this place in an editor, or write the file anew with the tool that made it",
            ),
        }
    }
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, bytes: text.as_bytes(), at: 0, depth: 0, repeated: Vec::new(), lone_surrogates: Vec::new() }
    }

    /// What had to be repaired.
    fn told(&self, places: &Places) -> Vec<Notice> {
        let mut notices = Vec::new();
        tell(&mut notices, &self.repeated, places, "repeated-key", |key| {
            format!("The key \"{key}\" stands twice in one object; the last one counts")
        });
        tell(&mut notices, &self.lone_surrogates, places, "lone-surrogate", |()| {
            "Half of a surrogate pair was read as the replacement character".to_owned()
        });
        notices
    }

    fn document(&mut self) -> Result<Json<'a>, Failure> {
        self.skip_space();
        let root = self.value("the document")?;
        self.skip_space();
        match self.peek() {
            None => Ok(root),
            Some(_) => Err(self.wrong("More text follows where the JSON value has ended")),
        }
    }

    fn value(&mut self, inside: &'static str) -> Result<Json<'a>, Failure> {
        let offset = u32::try_from(self.at).unwrap_or(u32::MAX);
        let value = match self.peek() {
            None => return Err(Failure::Ends(inside)),
            Some(b'{') => self.object()?,
            Some(b'[') => self.array()?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.word("true", Value::Boolean(true))?,
            Some(b'f') => self.word("false", Value::Boolean(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            Some(_) => return Err(self.wrong("A value was expected here")),
        };
        Ok(Json { offset, value })
    }

    fn object(&mut self) -> Result<Value<'a>, Failure> {
        self.enter()?;
        let mut entries = Vec::new();
        let mut repeats = false;
        self.skip_space();
        if self.peek() == Some(b'}') {
            self.leave();
            return Ok(Value::Object(entries));
        }
        let mut seen = Seen::default();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b'"') => {}
                None => return Err(Failure::Ends("an object")),
                Some(b'}') => {
                    return Err(self.wrong("A comma stands before the closing brace, which JSON does not allow"));
                }
                Some(_) => return Err(self.wrong("A key in quotes was expected here")),
            }
            let offset = self.at;
            let key = self.string()?;
            if seen.has(key.clone(), &entries) {
                repeats = true;
                self.repeated.push((offset, key.clone().into_owned()));
            }
            self.skip_space();
            match self.peek() {
                Some(b':') => self.at += 1,
                None => return Err(Failure::Ends("an object")),
                Some(_) => return Err(self.wrong("A colon was expected after the key")),
            }
            self.skip_space();
            let value = self.value("an object")?;
            entries.push((key, value));
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                None => return Err(Failure::Ends("an object")),
                Some(_) => return Err(self.wrong("A comma or a closing brace was expected here")),
            }
        }
        self.leave();
        if repeats {
            entries = last_of_each(entries);
        }
        Ok(Value::Object(entries))
    }

    fn array(&mut self) -> Result<Value<'a>, Failure> {
        self.enter()?;
        let mut elements = Vec::new();
        self.skip_space();
        if self.peek() == Some(b']') {
            self.leave();
            return Ok(Value::Array(elements));
        }
        loop {
            self.skip_space();
            if self.peek() == Some(b']') {
                return Err(self.wrong("A comma stands before the closing bracket, which JSON does not allow"));
            }
            elements.push(self.value("a list")?);
            self.skip_space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                None => return Err(Failure::Ends("a list")),
                Some(_) => return Err(self.wrong("A comma or a closing bracket was expected here")),
            }
        }
        self.leave();
        Ok(Value::Array(elements))
    }

    fn enter(&mut self) -> Result<(), Failure> {
        self.depth += 1;
        if self.depth > DEEPEST_NESTING {
            return Err(Failure::TooDeep(self.at));
        }
        self.at += 1;
        Ok(())
    }

    fn leave(&mut self) {
        self.depth -= 1;
        self.at += 1;
    }

    fn number(&mut self) -> Result<&'a str, Failure> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let whole = self.digits();
        let leading_zero = whole > 1 && self.bytes.get(self.at - whole) == Some(&b'0');
        let mut complete = whole > 0 && !leading_zero;
        if self.peek() == Some(b'.') {
            self.at += 1;
            complete &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            complete &= self.digits() > 0;
        }
        match (complete, self.peek()) {
            (true, _) => Ok(self.slice(start, self.at)),
            (false, None) if !leading_zero => Err(Failure::Ends("a number")),
            (false, _) => Err(Failure::Wrong(start, "This is not a number as JSON writes it".to_owned())),
        }
    }

    fn digits(&mut self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }

    fn word(&mut self, word: &'static str, value: Value<'a>) -> Result<Value<'a>, Failure> {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        match word.as_bytes().starts_with(rest) {
            true => Err(Failure::Ends("a word")),
            false => Err(self.wrong("A value was expected here")),
        }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    pub(super) fn wrong(&self, message: &str) -> Failure {
        let message = match self.bytes.get(self.at..) {
            Some([b'/', b'/' | b'*', ..]) => "A comment stands here, which JSON does not allow",
            _ => message,
        };
        Failure::Wrong(self.at, message.to_owned())
    }
}

/// Which keys an object has had: compared one by one while there are few, hashed when there are many.
#[derive(Default)]
struct Seen<'a> {
    keys: HashSet<Cow<'a, str>>,
}

const FEW_KEYS: usize = 16;

impl<'a> Seen<'a> {
    /// Has this key been there before? `entries` are the ones before it.
    fn has(&mut self, key: Cow<'a, str>, entries: &[(Cow<'a, str>, Json<'a>)]) -> bool {
        if entries.len() < FEW_KEYS {
            return entries.iter().any(|(known, _)| *known == key);
        }
        if self.keys.is_empty() {
            self.keys.extend(entries.iter().map(|(known, _)| known.clone()));
        }
        !self.keys.insert(key)
    }
}

/// The last entry of each key, where the first one stood.
fn last_of_each<'a>(entries: Vec<(Cow<'a, str>, Json<'a>)>) -> Vec<(Cow<'a, str>, Json<'a>)> {
    let mut positions: HashMap<Cow<'a, str>, usize> = HashMap::new();
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
