//! From a byte offset to the line and column that a person looks for.
//!
//! Offsets asked for in rising order cost one walk over the text together. For others, marks are set every few
//! kilobytes, so that a place costs the same in a file of one long line.

use std::cell::{Cell, OnceCell};

use crate::model::Place;

/// The lines and columns of one text, counted when first asked for.
pub struct Places<'a> {
    text: &'a str,
    /// The offset that was asked for last.
    last: Cell<Spot>,
    marks: OnceCell<Vec<Spot>>,
}

/// An offset with its line and column, both from 1.
#[derive(Clone, Copy)]
struct Spot {
    offset: usize,
    line: u32,
    column: u32,
}

const STRIDE: usize = 4096;
const START: Spot = Spot { offset: 0, line: 1, column: 1 };

impl<'a> Places<'a> {
    /// Counts nothing yet.
    pub fn new(text: &'a str) -> Self {
        Self { text, last: Cell::new(START), marks: OnceCell::new() }
    }

    /// The line and column, both from 1, of a byte offset; an offset past the end is the end.
    pub fn at(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let last = self.last.get();
        let from = if offset < last.offset { self.mark_before(offset) } else { last };
        let spot = self.advanced(from, offset);
        if offset > last.offset {
            self.last.set(spot);
        }
        Place::Line { line: spot.line, column: spot.column }
    }

    fn mark_before(&self, offset: usize) -> Spot {
        let marks = self.marks.get_or_init(|| {
            let mut spot = START;
            let count = self.text.len() / STRIDE;
            let next = (0..=count).map(|mark| {
                spot = self.advanced(spot, mark * STRIDE);
                spot
            });
            next.collect()
        });
        marks.get(offset / STRIDE).copied().unwrap_or(START)
    }

    fn advanced(&self, from: Spot, offset: usize) -> Spot {
        let bytes = self.text.as_bytes().get(from.offset..offset).unwrap_or(&[]);
        let lines = count(bytes, |byte| byte == b'\n');
        let (line, column) = match lines {
            0 => (from.line, from.column as usize),
            lines => (from.line.saturating_add(shortened(lines)), 1),
        };
        let last_line = match lines {
            0 => bytes,
            _ => bytes.iter().rposition(|&byte| byte == b'\n').and_then(|at| bytes.get(at + 1..)).unwrap_or(&[]),
        };
        let column = shortened(column.saturating_add(count(last_line, |byte| byte & 0xC0 != 0x80)));
        Spot { offset, line, column }
    }
}

/// How many bytes are so: in short stretches, which the compiler turns into a count of sixteen at a time.
fn count(bytes: &[u8], is_so: impl Fn(u8) -> bool) -> usize {
    let stretches = bytes.chunks(128).map(|stretch| {
        let count = stretch.iter().fold(0u8, |count, &byte| count.wrapping_add(u8::from(is_so(byte))));
        usize::from(count)
    });
    stretches.sum()
}

fn shortened(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A number with its thousands set apart: `65,536`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count and its words: `1 file is`, `1,204 files are`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, offset: usize, line: u32, column: u32) {
        assert_eq!(Places::new(text).at(offset), Place::Line { line, column });
    }

    #[test]
    fn lines_and_columns_count_from_one() {
        check("", 0, 1, 1);
        check("a\nbc", 3, 2, 2);
        check("éü\r\nx", 7, 2, 2);
        check("ab", 99, 1, 3);
        let long = "x".repeat(10_000);
        check(&long, 9_000, 1, 9_001);
        let lines = "ab\n".repeat(5_000);
        check(&lines, 12_001, 4_001, 2);
    }

    #[test]
    fn the_order_of_asking_changes_nothing() {
        let text = "één\r\nü€\n\nlong ".repeat(2_000);
        let places = Places::new(&text);
        let offsets = [7, 3, 40_000, 39_999, 12_345, 40_001, 0, text.len(), 1, 20_000];
        for offset in offsets.into_iter().filter(|offset| text.is_char_boundary(*offset)) {
            let before = &text[..offset];
            let line = before.matches('\n').count() as u32 + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u32 + 1;
            assert_eq!(places.at(offset), Place::Line { line, column });
        }
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([grouped(7), grouped(1204), grouped(65536)], ["7", "1,204", "65,536"]);
    }
}
