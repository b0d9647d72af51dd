//! A position in YAML text that knows its line and column. Knows nothing of YAML's structure beyond
//! white space, comments and document markers.

use crate::model::{Place, ReadError};

/// Where reading has got to. All positions are byte offsets on character boundaries.
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub position: usize,
    pub line: u32,
    line_start: usize,
    /// A tab stands in the white space before the first mark of this line.
    pub indented_by_tab: bool,
    /// The last place asked for on this line, so that columns are counted once.
    counted_to: usize,
    counted_column: u32,
}

impl<'a> Cursor<'a> {
    /// Begins at the start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, position: 0, line: 1, line_start: 0, indented_by_tab: false, counted_to: 0, counted_column: 1 }
    }

    /// The byte at the position.
    pub fn peek(&self) -> Option<u8> {
        self.peek_at(0)
    }

    /// The byte so many bytes past the position.
    pub fn peek_at(&self, offset: usize) -> Option<u8> {
        self.text.as_bytes().get(self.position + offset).copied()
    }

    /// Is there nothing more?
    pub fn at_end(&self) -> bool {
        self.position >= self.text.len()
    }

    /// How many bytes stand before the position on its line.
    pub fn indent(&self) -> usize {
        self.position - self.line_start
    }

    /// The whole text.
    pub fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    /// Where this line begins.
    pub fn line_start(&self) -> usize {
        self.line_start
    }

    /// Goes on to a position in a line that is indented by spaces alone.
    pub fn go_to(&mut self, line: u32, line_start: usize, position: usize) {
        (self.line, self.line_start, self.position) = (line, line_start, position);
        (self.counted_to, self.counted_column) = (line_start, 1);
        self.indented_by_tab = false;
    }

    /// The rest of the text.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.position..).unwrap_or("")
    }

    /// The rest of this line, without its line end.
    pub fn rest_of_line(&self) -> &'a str {
        let rest = self.rest();
        let line = rest.find('\n').map_or(rest, |end| rest.get(..end).unwrap_or(rest));
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// The text between two positions.
    pub fn between(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Steps over a line end.
    pub fn next_line(&mut self) {
        self.position += 1;
        self.line += 1;
        self.line_start = self.position;
        self.counted_to = self.position;
        self.counted_column = 1;
    }

    /// Goes on to the next byte of which this is true, or to the end.
    pub fn skip_until(&mut self, ends: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.position..).unwrap_or(&[]);
        self.position += rest.iter().position(|&byte| ends(byte)).unwrap_or(rest.len());
    }

    /// Goes to the line end, without stepping over it.
    pub fn skip_line(&mut self) {
        self.position += self.rest().find('\n').unwrap_or(self.rest().len());
    }

    /// Skips spaces and tabs on this line.
    pub fn skip_spaces(&mut self) {
        while let Some(b' ' | b'\t' | b'\r') = self.peek() {
            self.position += 1;
        }
    }

    /// Skips white space, comments and line ends up to the next mark.
    pub fn skip_blank(&mut self) {
        let mut leading = self.position == self.line_start;
        if leading {
            self.indented_by_tab = false;
        }
        loop {
            match self.peek() {
                Some(b'\n') => {
                    self.next_line();
                    leading = true;
                    self.indented_by_tab = false;
                }
                Some(b'\t') => {
                    self.indented_by_tab |= leading;
                    self.position += 1;
                }
                Some(b' ' | b'\r') => self.position += 1,
                Some(b'#') if self.after_white_space() => self.skip_line(),
                _ => return,
            }
        }
    }

    /// Is the position at a line's start or after a blank? Only there `#` begins a comment.
    pub fn after_white_space(&self) -> bool {
        self.position == self.line_start
            || matches!(self.text.as_bytes().get(self.position.wrapping_sub(1)), Some(b' ' | b'\t' | b'\r'))
    }

    /// Is this the byte given, followed by white space or the end?
    pub fn at_indicator(&self, indicator: u8) -> bool {
        self.peek() == Some(indicator) && matches!(self.peek_at(1), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// `---` or `...` alone at the start of a line.
    pub fn at_document_marker(&self) -> bool {
        self.indent() == 0
            && (self.rest().starts_with("---") || self.rest().starts_with("..."))
            && matches!(self.peek_at(3), None | Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// Line and column of the position, both from 1.
    pub fn line_and_column(&mut self) -> (u32, u32) {
        if self.position < self.counted_to {
            self.counted_to = self.line_start;
            self.counted_column = 1;
        }
        let passed = self.text.as_bytes().get(self.counted_to..self.position).unwrap_or(&[]);
        let passed = passed.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        self.counted_column = self.counted_column.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.counted_to = self.position;
        (self.line, self.counted_column)
    }

    /// Something at the position is not as it must be.
    pub fn invalid(&mut self, message: impl Into<String>) -> ReadError {
        let (line, column) = self.line_and_column();
        ReadError::new(
            "invalid-yaml",
            message,
            Some(Place::Line { line, column }),
            "Write the lockfile anew with its package manager",
        )
    }

    /// The text ends before something is complete.
    pub fn truncated(&mut self, message: impl Into<String>) -> ReadError {
        let (line, column) = self.line_and_column();
        ReadError::new(
            "truncated",
            message,
            Some(Place::Line { line, column }),
            "Check that the whole file was saved or downloaded",
        )
    }
}
