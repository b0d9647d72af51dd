//! From a byte offset to the line and column that a person looks for.
//!
//! Marks are set every few kilobytes, so that a place costs the same in a file of one long line.

use std::cell::OnceCell;

use crate::model::Place;

/// The lines and columns of one text, counted when first asked for.
pub struct Places<'a> {
    text: &'a str,
    marks: OnceCell<Vec<(u32, u32)>>,
}

const STRIDE: usize = 4096;

impl<'a> Places<'a> {
    /// Counts nothing yet.
    pub fn new(text: &'a str) -> Self {
        Self { text, marks: OnceCell::new() }
    }

    /// The line and column, both from 1, of a byte offset; an offset past the end is the end.
    pub fn at(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let marks = self.marks.get_or_init(|| self.count_marks());
        let mark = offset / STRIDE;
        let start = marks.get(mark).copied().unwrap_or((1, 1));
        let (line, column) = advance(start, self.text.as_bytes().get(mark * STRIDE..offset).unwrap_or(&[]));
        Place::Line { line, column }
    }

    fn count_marks(&self) -> Vec<(u32, u32)> {
        let mut at = (1, 1);
        let mut marks = vec![at];
        for chunk in self.text.as_bytes().chunks(STRIDE) {
            at = advance(at, chunk);
            marks.push(at);
        }
        marks
    }
}

fn advance((mut line, mut column): (u32, u32), bytes: &[u8]) -> (u32, u32) {
    for &byte in bytes {
        if byte == b'\n' {
            line = line.saturating_add(1);
            column = 1;
        } else if byte & 0xC0 != 0x80 {
            column = column.saturating_add(1);
        }
    }
    (line, column)
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
    fn thousands_are_set_apart() {
        assert_eq!([grouped(7), grouped(1204), grouped(65536)], ["7", "1,204", "65,536"]);
    }
}
