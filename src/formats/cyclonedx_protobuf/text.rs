//! The text format: `name: value` and `name { … }`.
//!
//! Bounded in depth, linear in time. What the schema does not list is passed over.
//!
//! Source: the text format of Protocol Buffers, <https://protobuf.dev/reference/protobuf/textformat-spec/>.

use std::borrow::Cow;

use super::DEEPEST_NESTING;
use super::node::{Node, Value};
use super::schema::{BOM, Kind, Message};
use crate::formats::support::places::{Places, grouped};
use crate::model::ReadError;

/// Reads a whole file.
pub(super) fn read(text: &str) -> Result<Node<'_>, ReadError> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0 };
    let node = reader.message(Some(&BOM), None, 0)?;
    Ok(node)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// The fields up to the closing bracket, or to the end of the text where there is none to come.
    fn message(&mut self, schema: Option<&Message>, close: Option<u8>, depth: usize) -> Result<Node<'a>, ReadError> {
        if depth > DEEPEST_NESTING {
            let message = format!("Nested deeper than {DEEPEST_NESTING} levels");
            return Err(self.error("too-deep", message, "No SBOM needs this; check what wrote the file"));
        }
        let mut node = Node { offset: self.at, ..Node::default() };
        loop {
            self.skip_space();
            match (self.byte(), close) {
                (None, None) => return Ok(node),
                (None, Some(_)) => return Err(self.ends("a message")),
                (Some(byte), Some(close)) if byte == close => {
                    self.at += 1;
                    return Ok(node);
                }
                (Some(b',' | b';'), _) => self.at += 1,
                _ => self.field(schema, &mut node, depth)?,
            }
        }
    }

    fn field(&mut self, schema: Option<&Message>, node: &mut Node<'a>, depth: usize) -> Result<(), ReadError> {
        let start = self.at;
        let name = self.name()?;
        let field = schema.and_then(|schema| schema.by_name(name));
        self.skip_space();
        let has_colon = self.byte() == Some(b':');
        if has_colon {
            self.at += 1;
            self.skip_space();
        }
        if self.byte() != Some(b'[') {
            return self.value(field, has_colon, start, node, depth);
        }
        self.at += 1;
        loop {
            self.skip_space();
            match self.byte() {
                None => return Err(self.ends("a list")),
                Some(b']') => break,
                Some(b',') => self.at += 1,
                Some(_) => self.value(field, true, start, node, depth)?,
            }
        }
        self.at += 1;
        Ok(())
    }

    fn value(
        &mut self,
        field: Option<(&'static str, &'static Kind)>,
        may_be_plain: bool,
        start: usize,
        node: &mut Node<'a>,
        depth: usize,
    ) -> Result<(), ReadError> {
        match self.byte() {
            None => Err(self.ends("a field")),
            Some(open @ (b'{' | b'<')) => {
                self.at += 1;
                let inner = match field {
                    Some((_, Kind::Message(inner))) => Some(*inner),
                    _ => None,
                };
                let close = if open == b'{' { b'}' } else { b'>' };
                let mut message = self.message(inner, Some(close), depth + 1)?;
                message.offset = start;
                if let (Some((name, _)), true) = (field, inner.is_some()) {
                    node.fields.push((name, Value::Message(message)));
                }
                Ok(())
            }
            Some(_) if !may_be_plain => Err(self.wrong("A colon or a brace was expected after the name")),
            Some(b'"' | b'\'') => {
                let text = self.strings()?;
                if let Some((name, Kind::Text)) = field {
                    node.fields.push((name, Value::Text(text, start)));
                }
                Ok(())
            }
            Some(_) => {
                let word = self.word()?;
                match field {
                    Some((name, Kind::Enumeration(words))) => {
                        let number = word.parse().ok().and_then(|number| words.by_number(number));
                        let word = number.or_else(|| words.by_name(word)).unwrap_or_default();
                        node.fields.push((name, Value::Text(Cow::Borrowed(word), start)));
                    }
                    Some((name, Kind::Number)) => {
                        node.fields.extend(word.parse().ok().map(|number| (name, Value::Number(number))));
                    }
                    _ => {}
                }
                Ok(())
            }
        }
    }

    /// Strings side by side are one.
    fn strings(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let mut text = self.string()?;
        loop {
            self.skip_space();
            match self.byte() {
                Some(b'"' | b'\'') => text.to_mut().push_str(&self.string()?),
                _ => return Ok(text),
            }
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let quote = self.byte().unwrap_or(b'"');
        self.at += 1;
        let start = self.at;
        let mut owned: Option<Vec<u8>> = None;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            let stop = rest.iter().position(|byte| *byte == quote || matches!(byte, b'\\' | b'\n'));
            let Some(length) = stop else { return Err(self.ends("a string")) };
            let from = self.at;
            self.at += length;
            if let Some(owned) = &mut owned {
                owned.extend_from_slice(self.bytes.get(from..self.at).unwrap_or(&[]));
            }
            match self.byte() {
                Some(b'\\') => {
                    let so_far = || self.bytes.get(start..self.at).unwrap_or(&[]).to_vec();
                    let mut out = owned.take().unwrap_or_else(so_far);
                    self.escape(&mut out)?;
                    owned = Some(out);
                }
                Some(b'\n') => return Err(self.wrong("A string ends with the line; a closing quote may be missing")),
                _ => break,
            }
        }
        let end = self.at;
        self.at += 1;
        Ok(match owned {
            Some(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
            None => Cow::Borrowed(self.text.get(start..end).unwrap_or("")),
        })
    }

    fn escape(&mut self, out: &mut Vec<u8>) -> Result<(), ReadError> {
        self.at += 1;
        let Some(letter) = self.byte() else { return Err(self.ends("a string")) };
        self.at += 1;
        let plain = match letter {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'v' => 11,
            b'x' | b'X' => self.digits(16, 2) as u8,
            b'0'..=b'7' => {
                self.at -= 1;
                self.digits(8, 3) as u8
            }
            b'u' | b'U' => {
                let code = self.digits(16, if letter == b'u' { 4 } else { 8 });
                let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            other => other,
        };
        out.push(plain);
        Ok(())
    }

    fn digits(&mut self, base: u32, most: usize) -> u32 {
        let mut number = 0_u32;
        for _ in 0..most {
            let Some(digit) = self.byte().and_then(|byte| char::from(byte).to_digit(base)) else { break };
            number = number.wrapping_mul(base).wrapping_add(digit);
            self.at += 1;
        }
        number
    }

    fn name(&mut self) -> Result<&'a str, ReadError> {
        let start = self.at;
        if self.byte() == Some(b'[') {
            let length = self.bytes.get(start..).unwrap_or(&[]).iter().position(|byte| *byte == b']');
            let Some(length) = length else { return Err(self.ends("a name")) };
            self.at += length + 1;
        } else {
            self.skip_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        }
        match self.text.get(start..self.at) {
            Some("") | None => Err(self.wrong("The name of a field was expected here")),
            Some(name) => Ok(name),
        }
    }

    fn word(&mut self) -> Result<&'a str, ReadError> {
        let start = self.at;
        self.skip_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'.'));
        match self.text.get(start..self.at) {
            Some("") | None => Err(self.wrong("A value was expected here")),
            Some(word) => Ok(word),
        }
    }

    fn skip_while(&mut self, is_wanted: impl Fn(u8) -> bool) {
        while self.byte().is_some_and(&is_wanted) {
            self.at += 1;
        }
    }

    fn skip_space(&mut self) {
        loop {
            self.skip_while(|byte| byte.is_ascii_whitespace());
            if self.byte() != Some(b'#') {
                return;
            }
            self.skip_while(|byte| byte != b'\n');
        }
    }

    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn ends(&self, inside: &str) -> ReadError {
        let message = format!("Ends inside {inside} at byte {}; the copy may be cut off", grouped(self.text.len()));
        let place = Some(Places::new(self.text).at(self.text.len()));
        ReadError::new("truncated", message, place, "Fetch or copy the file again and compare its size")
    }

    fn wrong(&self, message: &str) -> ReadError {
        let advice = "Look at this place in an editor, or write the file anew with the tool that made it";
        self.error("invalid-protobuf", message.to_owned(), advice)
    }

    fn error(&self, code: &str, message: String, advice: &str) -> ReadError {
        ReadError::new(code, message, Some(Places::new(self.text).at(self.at)), advice)
    }
}
