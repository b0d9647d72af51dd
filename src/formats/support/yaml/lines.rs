//! Lines as lockfiles write nearly all of them, `key: value` with the value at its end, read in one go. Every other
//! line is left for `block`, and both give the same tree.

use std::borrow::Cow;

use super::block::{Key, Reader};
use super::{DEPTH_LIMIT, Entry, Node, Value, without_duplicates};
use crate::formats::support::scan::first_of;
use crate::model::ReadError;

impl<'a> Reader<'a> {
    /// The key of the next line, where it is a plain one that stands at `indent`; the cursor goes past its colon.
    /// Otherwise the cursor stays.
    pub(super) fn line_key(&mut self, indent: usize) -> Option<Key<'a>> {
        let (start, line) = self.next_filled_line()?;
        if self.spaces_at(start) != indent || self.cursor.position > start + indent {
            return None;
        }
        self.key_at(start, line, indent)
    }

    /// The value after a key's colon, where it is a plain one that ends with its line, or a map that begins with a
    /// plain key. Otherwise the cursor stays.
    pub(super) fn line_value(&mut self, indent: usize) -> Result<Option<Node<'a>>, ReadError> {
        if self.cursor.peek() == Some(b'\n') {
            let Some((start, line)) = self.next_filled_line() else { return Ok(None) };
            let inner = self.spaces_at(start);
            if inner <= indent {
                return Ok(None);
            }
            let Some(key) = self.key_at(start, line, inner) else { return Ok(None) };
            let (line, column) = (key.line, key.column);
            let value = self.map(inner, Some(key))?;
            return Ok(Some(Node { value, line, column }));
        }
        Ok(self.value_on_line(indent))
    }

    fn value_on_line(&mut self, indent: usize) -> Option<Node<'a>> {
        let at = self.cursor.position + 1;
        let bytes = self.cursor.bytes();
        if self.cursor.peek() != Some(b' ') {
            return None;
        }
        let (value, end) = match *bytes.get(at)? {
            quote @ (b'\'' | b'"') => {
                let (text, end) = self.quoted_on_line(quote, at)?;
                (Value::Scalar(Cow::Borrowed(text)), end)
            }
            b'{' => self.map_on_line(at)?,
            first if first.is_ascii_alphanumeric() || matches!(first, b'^' | b'~' | b'/' | b'.' | b'=' | b'<') => {
                let mut end = at;
                loop {
                    end = first_of(bytes, end, [b'\n', b'#', b':']);
                    match (bytes.get(end), bytes.get(end + 1)) {
                        (None | Some(b'\n'), _) => break,
                        (Some(b':'), Some(next)) if !matches!(next, b' ' | b'\t' | b'\r' | b'\n') => end += 1,
                        _ => return None,
                    }
                }
                // A line that is indented further goes on with the text.
                if !bytes.get(end.wrapping_sub(1))?.is_ascii_graphic() || self.goes_on(end, indent) {
                    return None;
                }
                (Value::Scalar(Cow::Borrowed(self.cursor.between(at, end))), end)
            }
            _ => return None,
        };
        if !matches!(bytes.get(end), None | Some(b'\n')) {
            return None;
        }
        self.cursor.position = at;
        let (line, column) = self.cursor.line_and_column();
        self.cursor.position = end;
        Some(Node { value, line, column })
    }

    /// `{key: value, key: 'value'}` within one line, and where it ends.
    fn map_on_line(&mut self, at: usize) -> Option<(Value<'a>, usize)> {
        // Places are counted here as bytes.
        let start = self.cursor.line_start();
        let bytes = self.cursor.bytes();
        let length = memchr::memchr(b'\n', bytes.get(start..)?).unwrap_or(bytes.len() - start);
        if self.depth >= DEPTH_LIMIT || !bytes.get(start..start + length)?.is_ascii() {
            return None;
        }
        let line = self.cursor.line;
        let column = |at: usize| u32::try_from(at - start + 1).ok();
        let mut entries = Vec::new();
        let mut at = at + 1;
        if bytes.get(at) == Some(&b'}') {
            return Some((Value::Map(entries), at + 1));
        }
        loop {
            let rest = bytes.get(at..)?;
            let key_length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric())?;
            if key_length == 0 || rest.get(key_length..key_length + 2)? != b": " {
                return None;
            }
            let value_at = at + key_length + 2;
            let (text, end) = match bytes.get(value_at)? {
                b'\'' => self.quoted_on_line(b'\'', value_at)?,
                first if first.is_ascii_alphanumeric() => {
                    let rest = bytes.get(value_at..)?;
                    let length = memchr::memchr3(b',', b'}', b'\n', rest)?;
                    if first_of(rest.get(..length)?, 0, *b"{[]:# \t\r") < length {
                        return None;
                    }
                    (self.cursor.between(value_at, value_at + length), value_at + length)
                }
                _ => return None,
            };
            let value = Node { value: Value::Scalar(Cow::Borrowed(text)), line, column: column(value_at)? };
            let key = Cow::Borrowed(self.cursor.between(at, at + key_length));
            entries.push(Entry { key, line, column: column(at)?, value });
            at = match bytes.get(end..end + 2) {
                Some(b", ") => end + 2,
                _ if bytes.get(end) == Some(&b'}') => {
                    // What follows is looked at before a notice could be given.
                    return matches!(bytes.get(end + 1), None | Some(b'\n'))
                        .then(|| (Value::Map(without_duplicates(entries, &mut self.notices)), end + 1));
                }
                _ => return None,
            };
        }
    }

    /// Text in quotes that ends on its line and needs no second look, and where it ends.
    fn quoted_on_line(&self, quote: u8, at: usize) -> Option<(&'a str, usize)> {
        let rest = self.cursor.bytes().get(at + 1..)?;
        let length = first_of(rest, 0, [quote, b'\\', b'\n']);
        let end = at + 1 + length;
        // A doubled quote is one within the text.
        let is_whole = rest.get(length) == Some(&quote) && rest.get(length + 1) != Some(&quote);
        is_whole.then(|| (self.cursor.between(at + 1, end), end + 1))
    }

    fn key_at(&mut self, start: usize, line: u32, indent: usize) -> Option<Key<'a>> {
        let bytes = self.cursor.bytes();
        let at = start + indent;
        let first = *bytes.get(at)?;
        let (text, colon) = match first {
            b'\'' => self.quoted_on_line(first, at)?,
            _ if first.is_ascii_alphanumeric() || first == b'/' => {
                let mut end = at;
                loop {
                    end = first_of(bytes, end, [b'\n', b'#', b':']);
                    match (bytes.get(end)?, bytes.get(end + 1)) {
                        (b':', Some(next)) if !matches!(next, b' ' | b'\t' | b'\r' | b'\n') => end += 1,
                        (b':', _) => break,
                        _ => return None,
                    }
                }
                if !bytes.get(end - 1)?.is_ascii_graphic() {
                    return None;
                }
                (self.cursor.between(at, end), end)
            }
            _ => return None,
        };
        if bytes.get(colon) != Some(&b':') || !matches!(bytes.get(colon + 1), Some(b' ' | b'\n')) {
            return None;
        }
        let column = u32::try_from(indent + 1).ok()?;
        self.cursor.go_to(line, start, colon + 1);
        Some(Key { text: Cow::Borrowed(text), line, column })
    }

    /// Where the next line that is not empty begins, and its number: this one, where the cursor stands in its indent.
    fn next_filled_line(&self) -> Option<(usize, u32)> {
        if self.cursor.peek()? != b'\n' {
            return Some((self.cursor.line_start(), self.cursor.line));
        }
        let bytes = self.cursor.bytes().get(self.cursor.position..)?;
        let ends = bytes.iter().take_while(|byte| **byte == b'\n').count();
        Some((self.cursor.position + ends, self.cursor.line.saturating_add(u32::try_from(ends).ok()?)))
    }

    fn spaces_at(&self, start: usize) -> usize {
        let rest = self.cursor.bytes().get(start..).unwrap_or(&[]);
        rest.iter().take_while(|byte| **byte == b' ').count()
    }

    /// Could plain text that reaches a line's end go on below?
    fn goes_on(&self, end: usize, indent: usize) -> bool {
        let rest = self.cursor.bytes().get(end..).unwrap_or(&[]);
        let rest = rest.get(rest.iter().take_while(|byte| **byte == b'\n').count()..).unwrap_or(&[]);
        let spaces = rest.iter().take_while(|byte| **byte == b' ').count();
        match rest.get(spaces) {
            None => spaces > 0,
            Some(b'\n' | b'\t' | b'\r' | b'#') => true,
            Some(_) => spaces > indent,
        }
    }
}
