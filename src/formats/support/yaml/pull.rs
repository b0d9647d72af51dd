//! YAML as package managers write it, read from top to bottom without a tree: maps by indentation, one `key: value` a
//! line, flow maps within a line. What is taken is borrowed.
//!
//! It says nothing of what is wrong: where a text is not plainly of that kind, or where a key occurs twice, there is
//! `None`, and [`read`](super::read) has to read the text and find the words. What it does take it takes as `read` does.

use super::block::{Key as TreeKey, Reader};
use crate::formats::support::keyed::{Keyed, is_less, is_same};
use crate::formats::support::numbers::Numbers;
use crate::formats::support::scan::first_of;

/// How deep block maps may nest here; deeper ones are left to the tree.
const MOST_LEVELS: usize = 64;

/// So many keys out of order are compared one with another; of more, a table is made.
const FEW_KEYS: usize = 8;

/// A text, and the line that is read next.
pub struct LineReader<'a> {
    text: &'a str,
    /// Where the next line begins that is not empty; the text's length at its end.
    start: usize,
    line: u32,
    /// How many spaces that line begins with; none at the text's end.
    indent: usize,
    depth: usize,
    /// The keys of all maps that are open, the innermost last.
    keys: Vec<&'a str>,
}

/// A key, and where it stands.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    pub text: &'a str,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    line_start: usize,
    /// Past the colon.
    end: usize,
}

impl Key<'_> {
    /// Where the value begins that stands on this line, from 1; for a key in ASCII.
    pub fn value_column(&self) -> u32 {
        u32::try_from(self.end + 2 - self.line_start).unwrap_or(u32::MAX)
    }
}

/// What stands after a key.
pub enum Found<'a> {
    Nothing,
    Text(&'a str),
    /// The next line begins a map: to be taken by [`LineReader::map`].
    Map,
    /// A map on the key's line: to be taken by [`LineReader::flow_map`] from there.
    Flow(usize),
    /// Something else: to be skipped by [`LineReader::skip`], or left to the tree.
    Other,
}

impl<'a> LineReader<'a> {
    /// Begins at the start of a text.
    pub fn new(text: &'a str) -> Option<Self> {
        let mut reader = Self { text, start: 0, line: 1, indent: 0, depth: 0, keys: Vec::new() };
        reader.go_on(0)?;
        (reader.indent == 0).then_some(reader)
    }

    /// Reads the map that the next line begins. `visit` is given each key and has to take what stands after it.
    pub fn map(&mut self, mut visit: impl FnMut(&mut Self, Key<'a>) -> Option<()>) -> Option<()> {
        let (indent, first) = (self.indent, self.keys.len());
        self.depth += 1;
        if self.depth > MOST_LEVELS {
            return None;
        }
        let (mut is_sorted, mut last) = (true, None);
        while self.indent == indent && self.start < self.text.len() {
            let key = self.key()?;
            is_sorted = is_sorted && last.is_none_or(|last| is_less(last, key.text));
            last = Some(key.text);
            self.keys.push(key.text);
            visit(self, key)?;
        }
        self.depth -= 1;
        (self.indent <= indent && self.close(first, is_sorted)).then_some(())
    }

    /// Reads the map that stands on a key's line. `visit` is given each key with its text.
    pub fn flow_map(&mut self, key: Key<'a>, from: usize, mut visit: impl FnMut(&'a str, &'a str)) -> Option<()> {
        let bytes = self.text.as_bytes();
        let (first, mut at) = (self.keys.len(), from);
        let mut is_sorted = true;
        while bytes.get(at) != Some(&b'}') || at > from {
            let (name, end) = match *bytes.get(at)? {
                quote @ (b'\'' | b'"') => self.quoted(quote, at)?,
                first if first.is_ascii_alphanumeric() => {
                    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                    let end = at + bytes.get(at..)?.iter().take_while(|byte| is_word(byte)).count();
                    (self.text.get(at..end)?, end)
                }
                _ => return None,
            };
            if bytes.get(end..end + 2)? != b": " {
                return None;
            }
            let (text, end) = self.flow_text(end + 2)?;
            is_sorted &= self.keys.get(first..)?.last().is_none_or(|last| is_less(last, name));
            self.keys.push(name);
            visit(name, text);
            at = match (bytes.get(end)?, bytes.get(end + 1)) {
                (b',', Some(b' ')) => end + 2,
                (b'}', _) => {
                    at = end;
                    break;
                }
                _ => return None,
            };
        }
        self.close(first, is_sorted).then_some(())?;
        self.go_below(at + 1, key)
    }

    /// Tells what stands after a key.
    #[inline]
    pub fn value(&mut self, key: Key<'a>) -> Option<Found<'a>> {
        let bytes = self.text.as_bytes();
        if bytes.get(key.end) == Some(&b'\n') {
            let indent = self.indent;
            self.go_on(key.end)?;
            let is_list = bytes.get(self.start + self.indent) == Some(&b'-');
            return Some(match self.indent > indent {
                _ if is_list => Found::Other,
                true => Found::Map,
                false => Found::Nothing,
            });
        }
        let at = key.end + 1;
        let (text, end) = match *bytes.get(at)? {
            quote @ (b'\'' | b'"') => match self.quoted(quote, at) {
                Some(quoted) => quoted,
                None => return Some(Found::Other),
            },
            b'{' => return Some(Found::Flow(at + 1)),
            first if begins_text(first) => match self.plain(at) {
                Some(plain) => plain,
                None => return Some(Found::Other),
            },
            _ => return Some(Found::Other),
        };
        self.go_below(end, key)?;
        Some(Found::Text(text))
    }

    /// The text after a key; `None` within where something else stands there.
    pub fn text(&mut self, key: Key<'a>) -> Option<Option<&'a str>> {
        match self.value(key)? {
            Found::Text(text) => Some(Some(text)),
            // It may be a text that only the tree can read.
            Found::Other => None,
            found => self.skip_found(key, found).map(|()| None),
        }
    }

    /// Takes what stands after a key for nothing.
    pub fn skip(&mut self, key: Key<'a>) -> Option<()> {
        let found = self.value(key)?;
        self.skip_found(key, found)
    }

    /// Takes for nothing what [`Self::value`] found.
    pub fn skip_found(&mut self, key: Key<'a>, found: Found<'a>) -> Option<()> {
        match found {
            Found::Nothing | Found::Text(_) => Some(()),
            Found::Map => self.map(Self::skip),
            Found::Flow(at) => {
                let first = self.keys.len();
                if self.flow_map(key, at, |_, _| ()).is_none() {
                    self.keys.truncate(first);
                    return self.skip_by_steps(key);
                }
                Some(())
            }
            Found::Other => self.skip_by_steps(key),
        }
    }

    /// Lets the tree's reader read one value, whatever it is.
    fn skip_by_steps(&mut self, key: Key<'a>) -> Option<()> {
        let indent = usize::try_from(key.column).ok()? - 1;
        let mut reader = Reader::at(self.text, key.line, key.line_start, key.end, self.depth);
        let tree_key = TreeKey { text: key.text.into(), line: key.line, column: key.column };
        reader.entry(tree_key, indent, false).ok()?;
        reader.cursor.skip_blank();
        if !reader.notices.is_empty() {
            return None;
        }
        let (start, end) = (reader.cursor.line_start(), reader.cursor.position);
        let passed = self.text.get(key.end..end)?;
        // Lines that no map could begin with may hide within a text over several lines.
        if passed.contains("\n<<<<<<<") || !self.text.get(start..end)?.bytes().all(|byte| byte == b' ') {
            return None;
        }
        (self.start, self.line, self.indent) = (start, reader.cursor.line, end - start);
        if reader.cursor.at_end() {
            (self.start, self.indent) = (end, 0);
        }
        (self.indent <= indent).then_some(())
    }

    /// The key that the next line begins with.
    #[inline]
    fn key(&self) -> Option<Key<'a>> {
        let bytes = self.text.as_bytes();
        let at = self.start + self.indent;
        let (text, colon) = match *bytes.get(at)? {
            quote @ (b'\'' | b'"') => self.quoted(quote, at)?,
            first
                if first.is_ascii_alphanumeric()
                    || matches!(first, b'/' | b'_')
                    || first == b'.' && self.indent > 0 =>
            {
                let mut end = at;
                loop {
                    end = first_of(bytes, end, [b'\n', b'#', b':']);
                    match (bytes.get(end)?, bytes.get(end + 1)?) {
                        (b':', b' ' | b'\t' | b'\r' | b'\n') => break,
                        (b':', _) => end += 1,
                        _ => return None,
                    }
                }
                if !bytes.get(end - 1)?.is_ascii_graphic() {
                    return None;
                }
                (self.text.get(at..end)?, end)
            }
            _ => return None,
        };
        if bytes.get(colon) != Some(&b':') || !matches!(bytes.get(colon + 1), Some(b' ' | b'\n')) {
            return None;
        }
        let column = u32::try_from(self.indent + 1).ok()?;
        Some(Key { text, line: self.line, column, line_start: self.start, end: colon + 1 })
    }

    /// Text without quotes that ends with its line, and where it ends.
    #[inline]
    fn plain(&self, at: usize) -> Option<(&'a str, usize)> {
        let bytes = self.text.as_bytes();
        let mut end = at;
        loop {
            end = first_of(bytes, end, [b'\n', b'#', b':']);
            match (bytes.get(end), bytes.get(end + 1)) {
                (None | Some(b'\n'), _) => break,
                (Some(b':'), Some(next)) if !matches!(next, b' ' | b'\t' | b'\r' | b'\n') => end += 1,
                _ => return None,
            }
        }
        let is_whole = bytes.get(end.wrapping_sub(1))?.is_ascii_graphic();
        is_whole.then_some(())?;
        Some((self.text.get(at..end)?, end))
    }

    /// Text in quotes that ends on its line and is written as it is, and where it ends.
    #[inline]
    fn quoted(&self, quote: u8, at: usize) -> Option<(&'a str, usize)> {
        let bytes = self.text.as_bytes();
        let end = first_of(bytes, at + 1, [quote, b'\\', b'\n']);
        // A doubled quote is one within the text.
        let is_whole = bytes.get(end) == Some(&quote) && bytes.get(end + 1) != Some(&quote);
        is_whole.then_some(())?;
        Some((self.text.get(at + 1..end)?, end + 1))
    }

    /// Text within a map on one line, and where it ends.
    fn flow_text(&self, at: usize) -> Option<(&'a str, usize)> {
        let bytes = self.text.as_bytes();
        match *bytes.get(at)? {
            quote @ (b'\'' | b'"') => self.quoted(quote, at),
            first if begins_text(first) || first == b'>' => {
                let length = memchr::memchr3(b',', b'}', b'\n', bytes.get(at..)?)?;
                let text = self.text.get(at..at + length)?;
                let has_mark = first_of(text.as_bytes(), 0, *b"{[]:#\t\r") < text.len();
                // Only a colon within a word, as in an address, is part of the text.
                let is_address = || !text.contains(['{', '[', ']', '#', '\t', '\r']) && !text.contains(": ");
                let end = *text.as_bytes().last()?;
                let is_whole = end.is_ascii_graphic() && end != b':' && (!has_mark || is_address());
                is_whole.then_some((text, at + length))
            }
            _ => None,
        }
    }

    /// Goes on past a value that ends at `end`; `None` where more stands there or deeper below.
    #[inline]
    fn go_below(&mut self, end: usize, key: Key<'a>) -> Option<()> {
        if !matches!(self.text.as_bytes().get(end), None | Some(b'\n')) {
            return None;
        }
        self.go_on(end)?;
        (self.indent < key.column as usize).then_some(())
    }

    /// Goes to the next line that is not empty, from a line's end.
    #[inline]
    fn go_on(&mut self, end: usize) -> Option<()> {
        let bytes = self.text.as_bytes();
        let mut at = end;
        while bytes.get(at) == Some(&b'\n') {
            at += 1;
            self.line += 1;
        }
        self.start = at;
        while bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        self.indent = at - self.start;
        match bytes.get(at) {
            None if self.indent > 0 => None,
            Some(b'\n' | b'\t' | b'\r' | b'#') => None,
            _ => Some(()),
        }
    }

    /// Ends the map whose keys begin at `first`. Is each of them there once?
    fn close(&mut self, first: usize, is_sorted: bool) -> bool {
        let keys = self.keys.get(first..).unwrap_or(&[]);
        let is_fine = is_sorted
            || match keys.len() <= FEW_KEYS {
                true => (0..).zip(keys).all(|(at, key)| !keys.iter().take(at).any(|other| is_same(other, key))),
                false => {
                    let mut numbers = Numbers::default();
                    numbers.reserve(keys.len());
                    (0..).zip(keys).all(|(at, key)| numbers.number(Keyed(*key)) == at)
                }
            };
        self.keys.truncate(first);
        is_fine
    }
}

/// May text without quotes begin like this?
fn begins_text(first: u8) -> bool {
    first.is_ascii_alphanumeric() || matches!(first, b'^' | b'~' | b'/' | b'.' | b'=' | b'<')
}
