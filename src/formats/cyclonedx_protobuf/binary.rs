//! The binary encoding: fields of a number, a wire type and a value.
//!
//! Bounded in depth, linear in time; a length past the end is an error, never an allocation.
//!
//! Source: the encoding of Protocol Buffers, <https://protobuf.dev/programming-guides/encoding/>.

use std::borrow::Cow;

use super::DEEPEST_NESTING;
use super::node::{Node, Value};
use super::schema::{BOM, Kind, Message};
use crate::formats::support::places::grouped;
use crate::model::{Place, ReadError};

/// Reads a whole file.
pub(super) fn read(bytes: &[u8]) -> Result<Node<'_>, ReadError> {
    Reader { bytes, at: 0 }.message(&BOM, bytes.len(), 0)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn message(&mut self, schema: &Message, end: usize, depth: usize) -> Result<Node<'a>, ReadError> {
        if depth > DEEPEST_NESTING {
            return Err(ReadError::new(
                "too-deep",
                format!("Nested deeper than {DEEPEST_NESTING} levels"),
                place(self.at),
                "No SBOM needs this; check what wrote the file",
            ));
        }
        let mut node = Node { offset: self.at, ..Node::default() };
        while self.at < end {
            let start = self.at;
            let tag = self.varint(end)?;
            let field = schema.by_number(tag >> 3);
            match tag & 7 {
                0 => {
                    let number = self.varint(end)?;
                    match field {
                        Some((name, Kind::Enumeration(words))) => {
                            let word = words.by_number(number).unwrap_or_default();
                            node.fields.push((name, Value::Text(Cow::Borrowed(word), start)));
                        }
                        Some((name, Kind::Number)) => node.fields.push((name, Value::Number(number as i64))),
                        _ => {}
                    }
                }
                1 => self.pass(8, end)?,
                2 => {
                    let length = usize::try_from(self.varint(end)?).unwrap_or(usize::MAX);
                    let from = self.at;
                    match field {
                        Some((name, Kind::Message(inner))) => {
                            let inner_end = self.end_of(length, end)?;
                            node.fields.push((name, Value::Message(self.message(inner, inner_end, depth + 1)?)));
                        }
                        Some((name, Kind::Text)) => {
                            self.pass(length, end)?;
                            let text = String::from_utf8_lossy(self.bytes.get(from..self.at).unwrap_or(&[]));
                            node.fields.push((name, Value::Text(text, start)));
                        }
                        _ => self.pass(length, end)?,
                    }
                }
                5 => self.pass(4, end)?,
                _ => {
                    return Err(ReadError::new(
                        "invalid-protobuf",
                        format!("A field of wire type {} stands at byte {}", tag & 7, grouped(start)),
                        place(start),
                        "Write the file anew with the tool that made it, or as JSON",
                    ));
                }
            }
        }
        Ok(node)
    }

    fn varint(&mut self, end: usize) -> Result<u64, ReadError> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let Some(&byte) = self.bytes.get(self.at).filter(|_| self.at < end) else { return Err(self.ends()) };
            self.at += 1;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(ReadError::new(
            "invalid-protobuf",
            format!("A number before byte {} has more than ten bytes", grouped(self.at)),
            place(self.at),
            "Write the file anew with the tool that made it, or as JSON",
        ))
    }

    fn pass(&mut self, length: usize, end: usize) -> Result<(), ReadError> {
        self.at = self.end_of(length, end)?;
        Ok(())
    }

    fn end_of(&self, length: usize, end: usize) -> Result<usize, ReadError> {
        self.at.checked_add(length).filter(|after| *after <= end).ok_or_else(|| self.ends())
    }

    fn ends(&self) -> ReadError {
        ReadError::new(
            "truncated",
            format!("A field is longer than what is left at byte {}; the copy may be cut off", grouped(self.at)),
            place(self.at),
            "Fetch or copy the file again and compare its size",
        )
    }
}

fn place(offset: usize) -> Option<Place> {
    Some(Place::Path(format!("byte {offset}")))
}
