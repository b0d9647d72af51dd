//! Terms of Elixir and Erlang as their lockfiles write them: tuples, lists, maps, atoms, texts, numbers.
//!
//! Nothing is evaluated. Keyword pairs (`optional: true`) become tuples of an atom and a value, as they are
//! in Elixir. Bounded in depth, linear in time.
//!
//! Source: <https://hexdocs.pm/elixir/syntax-reference.html>, <https://www.erlang.org/doc/system/data_types>.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::places::Places;
use crate::model::{Place, ReadError};

/// How deep tuples, lists and maps may nest.
pub const DEEPEST_NESTING: usize = 128;

/// Whose terms a file holds; they differ in comments, atoms and how a file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Elixir,
    Erlang,
}

/// One term and the byte offset at which it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Term<'a> {
    pub offset: usize,
    pub value: Value<'a>,
}

/// What a term is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// `"…"`, and `<<"…">>` in Erlang.
    Text(Cow<'a, str>),
    /// `:name`, `name` and `true`.
    Atom(Cow<'a, str>),
    /// As written.
    Number(&'a str),
    Tuple(Vec<Term<'a>>),
    List(Vec<Term<'a>>),
    Map(Vec<(Term<'a>, Term<'a>)>),
}

/// The terms of a file, one after another.
pub struct Terms<'a> {
    pub terms: Vec<Term<'a>>,
    places: Places<'a>,
}

/// Reads a whole file.
///
/// # Errors
/// `truncated` where the text ends early, `invalid-terms` where it holds no terms, `too-deep` past
/// [`DEEPEST_NESTING`].
pub fn read(text: &str, language: Language) -> Result<Terms<'_>, ReadError> {
    let places = Places::new(text);
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, depth: 0, language };
    let mut terms = Vec::new();
    loop {
        reader.skip_blank();
        if reader.peek().is_none() {
            return Ok(Terms { terms, places });
        }
        let term = reader.term().and_then(|term| match language {
            // In Erlang a full stop ends each term of a file.
            Language::Erlang => reader.expect(b'.').map(|()| term),
            Language::Elixir => Ok(term),
        });
        match term {
            Ok(term) => terms.push(term),
            Err(failure) => return Err(error(failure, &places, reader.at)),
        }
    }
}

impl Terms<'_> {
    /// Where a term begins.
    pub fn place(&self, term: &Term) -> Option<Place> {
        Some(self.places.at(term.offset))
    }
}

impl<'a> Term<'a> {
    /// The text or the name of the atom that this is.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Atom(text) => Some(text),
            _ => None,
        }
    }

    /// The members of a tuple; none for anything else.
    pub fn tuple(&self) -> &[Term<'a>] {
        match &self.value {
            Value::Tuple(members) => members,
            _ => &[],
        }
    }

    /// The members of a list; none for anything else.
    pub fn list(&self) -> &[Term<'a>] {
        match &self.value {
            Value::List(members) => members,
            _ => &[],
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[(Term<'a>, Term<'a>)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a keyword list under a key: `true` of `[optional: true]` under `optional`.
    pub fn keyword(&self, key: &str) -> Option<&Term<'a>> {
        self.list().iter().find_map(|pair| match pair.tuple() {
            [name, value] if name.as_str() == Some(key) => Some(value),
            _ => None,
        })
    }
}

/// Why reading stopped.
enum Failure {
    Truncated,
    Unexpected,
    TooDeep,
}

fn error(failure: Failure, places: &Places, at: usize) -> ReadError {
    let place = Some(places.at(at));
    let anew = "Write the file anew with its package manager";
    match failure {
        Failure::Truncated => ReadError::new("truncated", "The file ends too early", place, anew),
        Failure::Unexpected => ReadError::new("invalid-terms", "No Elixir or Erlang term stands here", place, anew),
        Failure::TooDeep => {
            let message = format!("The file nests deeper than {DEEPEST_NESTING} levels");
            ReadError::new("too-deep", message, place, "No lockfile nests like this; check where the file comes from")
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    language: Language,
}

/// A member of a list, a tuple or a map.
enum Member<'a> {
    Term(Term<'a>),
    /// `key: value`
    Pair(Term<'a>, Term<'a>),
}

impl<'a> Reader<'a> {
    fn term(&mut self) -> Result<Term<'a>, Failure> {
        self.skip_blank();
        let offset = self.at;
        let value = match self.peek().ok_or(Failure::Truncated)? {
            b'{' => Value::Tuple(self.members(b'}')?),
            b'[' => Value::List(self.members(b']')?),
            b'"' => Value::Text(self.quoted(b'"')?),
            b'\'' if self.language == Language::Erlang => Value::Atom(self.quoted(b'\'')?),
            b'%' if self.starts_with("%{") => {
                self.at += 1;
                Value::Map(self.map()?)
            }
            b'<' if self.starts_with("<<") => Value::Text(self.binary()?),
            b':' if self.language == Language::Elixir => {
                self.at += 1;
                Value::Atom(if self.peek() == Some(b'"') { self.quoted(b'"')? } else { self.word()?.into() })
            }
            b'-' | b'0'..=b'9' => Value::Number(self.number()?),
            _ => Value::Atom(self.word()?.into()),
        };
        Ok(Term { offset, value })
    }

    /// The members up to a closing bracket, the opening one being here.
    fn members(&mut self, closing: u8) -> Result<Vec<Term<'a>>, Failure> {
        let mut members = Vec::new();
        self.collect(closing, |_, member| {
            members.push(match member {
                Member::Term(term) => term,
                Member::Pair(key, value) => Term { offset: key.offset, value: Value::Tuple(vec![key, value]) },
            });
            Ok(())
        })?;
        Ok(members)
    }

    fn map(&mut self) -> Result<Vec<(Term<'a>, Term<'a>)>, Failure> {
        let mut entries = Vec::new();
        self.collect(b'}', |reader, member| {
            entries.push(match member {
                Member::Pair(key, value) => (key, value),
                Member::Term(key) => {
                    reader.expect(b'=')?;
                    reader.expect(b'>')?;
                    (key, reader.term()?)
                }
            });
            Ok(())
        })?;
        Ok(entries)
    }

    fn collect(
        &mut self,
        closing: u8,
        mut add: impl FnMut(&mut Self, Member<'a>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST_NESTING {
            return Err(Failure::TooDeep);
        }
        loop {
            self.skip_blank();
            if self.peek() == Some(closing) {
                break;
            }
            let member = self.member()?;
            add(self, member)?;
            self.skip_blank();
            match self.peek().ok_or(Failure::Truncated)? {
                b',' => self.at += 1,
                byte if byte == closing => break,
                _ => return Err(Failure::Unexpected),
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(())
    }

    /// A term, or `key: value` where a word or a text is followed by a colon at once.
    fn member(&mut self) -> Result<Member<'a>, Failure> {
        let term = self.term()?;
        let is_key = self.language == Language::Elixir && self.peek() == Some(b':') && term.as_str().is_some();
        if !is_key {
            return Ok(Member::Term(term));
        }
        self.at += 1;
        let value = self.term()?;
        Ok(Member::Pair(term, value))
    }

    /// `<<"text">>`, also with a type (`/utf8`), also empty.
    fn binary(&mut self) -> Result<Cow<'a, str>, Failure> {
        self.at += 2;
        self.skip_blank();
        let text = if self.peek() == Some(b'"') { self.quoted(b'"')? } else { Cow::Borrowed("") };
        if self.peek() == Some(b'/') {
            self.at += 1;
            self.word()?;
        }
        self.expect(b'>')?;
        self.expect(b'>')?;
        Ok(text)
    }

    fn quoted(&mut self, quote: u8) -> Result<Cow<'a, str>, Failure> {
        self.at += 1;
        let start = self.at;
        let mut escapes = false;
        loop {
            match self.peek().ok_or(Failure::Truncated)? {
                b'\\' => {
                    escapes = true;
                    self.at += 2;
                }
                byte if byte == quote => break,
                _ => self.at += 1,
            }
        }
        let inside = self.text.get(start..self.at).ok_or(Failure::Truncated)?;
        self.at += 1;
        Ok(if escapes { Cow::Owned(unescaped(inside)) } else { Cow::Borrowed(inside) })
    }

    fn word(&mut self) -> Result<&'a str, Failure> {
        self.run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@' | b'!' | b'?') || byte >= 0x80)
    }

    fn number(&mut self) -> Result<&'a str, Failure> {
        self.run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'#'))
    }

    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> Result<&'a str, Failure> {
        let start = self.at;
        while self.peek().is_some_and(&belongs) {
            self.at += 1;
        }
        self.text.get(start..self.at).filter(|run| !run.is_empty()).ok_or(Failure::Unexpected)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Failure> {
        self.skip_blank();
        match self.peek() {
            Some(here) if here == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Failure::Unexpected),
            None => Err(Failure::Truncated),
        }
    }

    /// Skips white space and comments.
    fn skip_blank(&mut self) {
        let comment = if self.language == Language::Elixir { b'#' } else { b'%' };
        while let Some(byte) = self.peek() {
            if byte == comment {
                while self.peek().is_some_and(|byte| byte != b'\n') {
                    self.at += 1;
                }
            } else if byte.is_ascii_whitespace() {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn starts_with(&self, what: &str) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(what.as_bytes()))
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }
}

/// Line ends and tabs; any other escaped character stands for itself.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        out.push(match (character, character == '\\') {
            (_, true) => match characters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            (character, false) => character,
        });
    }
    out
}
