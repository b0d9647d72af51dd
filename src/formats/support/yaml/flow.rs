//! Flow collections: `{a: b, c: [d]}`, over as many lines as it takes.

use std::borrow::Cow;

use super::block::Reader;
use super::{Entry, Node, Value, without_duplicates};
use crate::model::ReadError;

impl<'a> Reader<'a> {
    /// The value at the cursor inside or at the start of a flow collection.
    pub fn flow(&mut self) -> Result<Node<'a>, ReadError> {
        let (line, column) = self.cursor.line_and_column();
        let value = match self.cursor.peek() {
            Some(b'{') => self.flow_map()?,
            Some(b'[') => self.flow_sequence()?,
            _ => Value::Scalar(self.flow_scalar()?),
        };
        Ok(Node { value, line, column })
    }

    fn flow_map(&mut self) -> Result<Value<'a>, ReadError> {
        self.descend()?;
        self.cursor.position += 1;
        let mut entries = Vec::new();
        loop {
            self.cursor.skip_blank();
            if self.closes(b'}')? {
                break;
            }
            let (line, column) = self.cursor.line_and_column();
            if matches!(self.cursor.peek(), Some(b'{' | b'[')) {
                return Err(self.cursor.invalid("A key must be text, not a list or map"));
            }
            let key = self.flow_scalar()?;
            self.cursor.skip_blank();
            let value = match self.cursor.peek() {
                Some(b':') => self.value_after_colon(b'}', line, column)?,
                _ => Node { value: Value::Nothing, line, column },
            };
            entries.push(Entry { key, line, column, value });
            self.separator(b'}')?;
        }
        self.ascend();
        Ok(Value::Map(without_duplicates(entries, &mut self.notices)))
    }

    fn flow_sequence(&mut self) -> Result<Value<'a>, ReadError> {
        self.descend()?;
        self.cursor.position += 1;
        let mut members = Vec::new();
        loop {
            self.cursor.skip_blank();
            if self.closes(b']')? {
                break;
            }
            let member = self.flow()?;
            members.push(self.pair_or(member)?);
            self.separator(b']')?;
        }
        self.ascend();
        Ok(Value::Sequence(members))
    }

    /// `[key: value]` is a list of a map with one key: the value, where `member` is such a key, or `member` itself.
    fn pair_or(&mut self, member: Node<'a>) -> Result<Node<'a>, ReadError> {
        self.cursor.skip_blank();
        if self.cursor.peek() != Some(b':') {
            return Ok(member);
        }
        let Node { value: Value::Scalar(key), line, column } = member else {
            return Err(self.cursor.invalid("A key must be text, not a list or map"));
        };
        if self.cursor.line != line {
            return Err(self.cursor.invalid("A key must stand on one line"));
        }
        let value = self.value_after_colon(b']', line, column)?;
        Ok(Node { value: Value::Map(vec![Entry { key, line, column, value }]), line, column })
    }

    /// The value after a key's colon, at which the cursor stands; nothing where the next entry or the bracket follows.
    fn value_after_colon(&mut self, bracket: u8, line: u32, column: u32) -> Result<Node<'a>, ReadError> {
        self.cursor.position += 1;
        self.cursor.skip_blank();
        match self.cursor.peek() {
            Some(byte) if byte == b',' || byte == bracket => Ok(Node { value: Value::Nothing, line, column }),
            _ => self.flow(),
        }
    }

    /// Steps over the closing bracket where it stands here.
    fn closes(&mut self, bracket: u8) -> Result<bool, ReadError> {
        match self.cursor.peek() {
            None => Err(self.cursor.truncated(format!("The file ends before `{}`", char::from(bracket)))),
            Some(byte) if byte == bracket => {
                self.cursor.position += 1;
                Ok(true)
            }
            Some(_) => Ok(false),
        }
    }

    /// A comma, or the closing bracket which is left for the caller.
    fn separator(&mut self, bracket: u8) -> Result<(), ReadError> {
        self.cursor.skip_blank();
        match self.cursor.peek() {
            Some(b',') => {
                self.cursor.position += 1;
                Ok(())
            }
            Some(byte) if byte == bracket => Ok(()),
            None => Err(self.cursor.truncated(format!("The file ends before `{}`", char::from(bracket)))),
            Some(_) => Err(self.cursor.invalid(format!("`,` or `{}` was expected here", char::from(bracket)))),
        }
    }

    fn flow_scalar(&mut self) -> Result<Cow<'a, str>, ReadError> {
        match self.cursor.peek() {
            Some(quote @ (b'"' | b'\'')) => self.quoted(quote),
            _ => self.flow_plain(),
        }
    }

    /// Plain text up to a colon, a comma, a bracket or a comment; line ends become spaces.
    fn flow_plain(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.refuse_indicators()?;
        if matches!(self.cursor.peek(), Some(b'-' | b'?')) && self.ends_flow_key() {
            return Err(self.cursor.invalid("Inside brackets, neither `-` nor `?` stands alone"));
        }
        let mut text = Cow::Borrowed("");
        loop {
            let start = self.cursor.position;
            while let Some(byte) = self.cursor.peek() {
                match byte {
                    b'\n' | b',' | b'{' | b'}' | b'[' | b']' => break,
                    b':' if self.ends_flow_key() => break,
                    b'#' if self.cursor.after_white_space() => break,
                    _ => {
                        self.cursor.position += 1;
                        let ends = |byte| matches!(byte, b'\n' | b',' | b'{' | b'}' | b'[' | b']' | b':' | b'#');
                        self.cursor.skip_until(ends);
                    }
                }
            }
            let stretch = self.cursor.between(start, self.cursor.position).trim_end();
            if text.is_empty() {
                text = Cow::Borrowed(stretch);
            } else if !stretch.is_empty() {
                let joined = text.to_mut();
                joined.push(' ');
                joined.push_str(stretch);
            }
            if self.cursor.peek() != Some(b'\n') {
                break;
            }
            self.cursor.skip_blank();
            if matches!(self.cursor.peek(), None | Some(b',' | b'{' | b'}' | b'[' | b']' | b':')) {
                break;
            }
        }
        if !text.is_empty() {
            return Ok(text);
        }
        match self.cursor.peek() {
            None => Err(self.cursor.truncated("The file ends inside brackets")),
            Some(_) => Err(self.cursor.invalid("A value is missing here")),
        }
    }

    /// A colon before white space or another indicator; the one in `https://` is not.
    fn ends_flow_key(&self) -> bool {
        matches!(self.cursor.peek_at(1), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b',' | b'{' | b'}' | b'[' | b']'))
    }
}
