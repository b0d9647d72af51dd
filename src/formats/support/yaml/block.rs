//! Block structure: documents, maps and sequences told apart by indentation.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::{DEPTH_LIMIT, Entry, Node, Value, Yaml, without_duplicates};
use crate::formats::support::notices::Notices;
use crate::model::{Place, ReadError};

/// Reads one file from top to bottom.
pub(super) struct Reader<'a> {
    pub cursor: Cursor<'a>,
    pub notices: Notices,
    pub(super) depth: usize,
    /// The entries of all maps that are open, the innermost last.
    entries: Vec<Entry<'a>>,
    /// Read lines in one go where they allow it. Without, the tree is the same.
    by_lines: bool,
}

/// A key that has been read together with its colon.
pub(super) struct Key<'a> {
    pub text: Cow<'a, str>,
    pub line: u32,
    pub column: u32,
}

/// A scalar, or the key of a map whose colon follows.
enum Head<'a> {
    Key(Key<'a>),
    Scalar(Node<'a>),
}

impl<'a> Reader<'a> {
    /// Begins at the start of a text.
    pub fn new(text: &'a str) -> Self {
        Self {
            cursor: Cursor::new(text),
            notices: Notices::new(Vec::new()),
            depth: 0,
            entries: Vec::new(),
            by_lines: true,
        }
    }

    /// Begins within a text, past the colon of a key, inside so many collections.
    pub fn at(text: &'a str, line: u32, line_start: usize, position: usize, depth: usize) -> Self {
        let mut reader = Self { depth, ..Self::new(text) };
        reader.cursor.go_to(line, line_start, position);
        reader
    }

    /// Reads no line in one go: what others are compared with.
    #[cfg(test)]
    pub fn step_by_step(text: &'a str) -> Self {
        Self { by_lines: false, ..Self::new(text) }
    }

    /// Every document of the file. A file with nothing in it has none.
    pub fn documents(mut self) -> Result<Yaml<'a>, ReadError> {
        let mut documents = Vec::new();
        loop {
            self.cursor.skip_blank();
            while self.cursor.indent() == 0 && self.cursor.peek() == Some(b'%') {
                self.cursor.skip_line();
                self.cursor.skip_blank();
            }
            if self.cursor.at_end() {
                break;
            }
            if self.cursor.at_document_marker() {
                let ends = self.cursor.peek() == Some(b'.');
                self.cursor.position += 3;
                if ends {
                    self.expect_line_end()?;
                    continue;
                }
                self.cursor.skip_blank();
                // A document with nothing in it is none.
                if self.cursor.at_end() || self.cursor.at_document_marker() {
                    continue;
                }
            }
            documents.push(self.node(0, true)?);
            self.cursor.skip_blank();
            if !self.cursor.at_end() && !self.cursor.at_document_marker() {
                return Err(self.cursor.invalid("This line is not indented like the lines above it"));
            }
        }
        Ok(Yaml { documents, notices: self.notices.finish() })
    }

    /// Goes one collection deeper.
    pub fn descend(&mut self) -> Result<(), ReadError> {
        self.depth += 1;
        if self.depth <= DEPTH_LIMIT {
            return Ok(());
        }
        let (line, column) = self.cursor.line_and_column();
        Err(ReadError::new(
            "yaml-too-deep",
            format!("The file nests deeper than {DEPTH_LIMIT} levels"),
            Some(Place::Line { line, column }),
            "No lockfile nests like this; check where the file comes from",
        ))
    }

    /// Comes back out of a collection.
    pub fn ascend(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// The value at the cursor, whose further lines are indented by at least `indent`. Where
    /// `collections` is false it stands on the line of its key, where no block collection may begin.
    fn node(&mut self, indent: usize, collections: bool) -> Result<Node<'a>, ReadError> {
        if self.cursor.indented_by_tab {
            return Err(self.cursor.invalid("This line is indented by a tab; YAML is indented by spaces"));
        }
        let (line, column) = self.cursor.line_and_column();
        let at = self.cursor.indent();
        if self.cursor.at_indicator(b'-') || self.cursor.at_indicator(b'?') {
            if !collections {
                return Err(self.cursor.invalid("A list or map cannot begin on the line of its key"));
            }
            let value = match self.cursor.peek() {
                Some(b'-') => self.sequence(at)?,
                _ => self.map(at, None)?,
            };
            return Ok(Node { value, line, column });
        }
        match self.cursor.peek() {
            Some(b'{' | b'[') => {
                let node = self.flow()?;
                self.expect_line_end()?;
                Ok(node)
            }
            Some(b'|' | b'>') => {
                let text = self.block_scalar(indent)?;
                Ok(Node { value: Value::Scalar(text), line, column })
            }
            _ => match self.head(indent)? {
                Head::Scalar(node) => Ok(node),
                Head::Key(_) if !collections => {
                    Err(self.cursor.invalid("A second `key:` on one line; the value needs quotes"))
                }
                Head::Key(key) => Ok(Node { value: self.map(at, Some(key))?, line, column }),
            },
        }
    }

    /// A map whose keys stand at `indent`. `first` is a key that was already read.
    pub(super) fn map(&mut self, indent: usize, first: Option<Key<'a>>) -> Result<Value<'a>, ReadError> {
        self.descend()?;
        let own = self.entries.len();
        let mut read_already = first;
        loop {
            if let Some(key) = read_already.take() {
                let entry = self.entry(key, indent, false)?;
                self.entries.push(entry);
                continue;
            }
            if self.by_lines
                && let Some(key) = self.line_key(indent)
            {
                let entry = self.entry(key, indent, false)?;
                self.entries.push(entry);
                continue;
            }
            self.cursor.skip_blank();
            if self.is_outside(indent) {
                break;
            }
            if self.cursor.indent() > indent || self.cursor.indented_by_tab {
                return Err(self.cursor.invalid("This line is not indented like the lines above it"));
            }
            if self.cursor.at_indicator(b'-') {
                return Err(self.cursor.invalid("A list begins where a key was expected"));
            }
            if self.cursor.at_indicator(b'?') {
                let entry = self.explicit_entry(indent)?;
                self.entries.push(entry);
                continue;
            }
            match self.head(indent + 1)? {
                Head::Key(key) => read_already = Some(key),
                Head::Scalar(_) if self.cursor.at_end() => {
                    return Err(self.cursor.truncated("The file ends in the middle of a key"));
                }
                Head::Scalar(_) => return Err(self.cursor.invalid("A `key:` was expected before this point")),
            }
        }
        self.ascend();
        let entries = self.entries.split_off(own);
        Ok(Value::Map(without_duplicates(entries, &mut self.notices)))
    }

    /// `? key`, then `: value` on a line of its own: how keys past 1024 characters are written.
    fn explicit_entry(&mut self, indent: usize) -> Result<Entry<'a>, ReadError> {
        self.cursor.position += 1;
        self.cursor.skip_blank();
        let (line, column) = self.cursor.line_and_column();
        if self.is_outside(indent + 1) {
            return Err(self.cursor.invalid("A key is missing after `?`"));
        }
        let Value::Scalar(text) = self.node(indent + 1, true)?.value else {
            return Err(self.cursor.invalid("A key must be text, not a list or map"));
        };
        let key = Key { text, line, column };
        self.cursor.skip_blank();
        if !self.is_outside(indent) && self.cursor.indent() == indent && self.cursor.at_indicator(b':') {
            self.cursor.position += 1;
            return self.entry(key, indent, true);
        }
        Ok(Entry { key: key.text, line, column, value: Node { value: Value::Nothing, line, column } })
    }

    /// The value after a key's colon.
    pub(super) fn entry(&mut self, key: Key<'a>, indent: usize, compact: bool) -> Result<Entry<'a>, ReadError> {
        let Key { text, line, column } = key;
        if self.by_lines
            && !compact
            && let Some(value) = self.line_value(indent)?
        {
            return Ok(Entry { key: text, line, column, value });
        }
        let colon_line = self.cursor.line;
        self.cursor.skip_blank();
        let value = if !self.cursor.at_end() && self.cursor.line == colon_line {
            self.node(indent + 1, compact)?
        } else if self.is_outside(indent) {
            Node { value: Value::Nothing, line, column }
        } else if self.cursor.indent() > indent {
            self.node(indent + 1, true)?
        } else if self.cursor.at_indicator(b'-') {
            let (line, column) = self.cursor.line_and_column();
            Node { value: self.sequence(indent)?, line, column }
        } else {
            Node { value: Value::Nothing, line, column }
        };
        Ok(Entry { key: text, line, column, value })
    }

    /// A sequence whose dashes stand at `indent`.
    fn sequence(&mut self, indent: usize) -> Result<Value<'a>, ReadError> {
        self.descend()?;
        let mut members = Vec::new();
        loop {
            self.cursor.skip_blank();
            if self.is_outside(indent) || (self.cursor.indent() == indent && !self.cursor.at_indicator(b'-')) {
                break;
            }
            if self.cursor.indent() > indent || self.cursor.indented_by_tab {
                return Err(self.cursor.invalid("This line is not indented like the lines above it"));
            }
            let (line, column) = self.cursor.line_and_column();
            let dash_line = self.cursor.line;
            self.cursor.position += 1;
            self.cursor.skip_blank();
            let on_dash_line = !self.cursor.at_end() && self.cursor.line == dash_line;
            if on_dash_line || !self.is_outside(indent + 1) {
                members.push(self.node(indent + 1, true)?);
            } else {
                members.push(Node { value: Value::Nothing, line, column });
            }
        }
        self.ascend();
        Ok(Value::Sequence(members))
    }

    /// Does the text end here, or go on outside a collection that stands at `indent`?
    fn is_outside(&self, indent: usize) -> bool {
        self.cursor.at_end() || self.cursor.indent() < indent || self.cursor.at_document_marker()
    }

    /// A scalar in block context; a colon after it on the same line makes it a key.
    fn head(&mut self, indent: usize) -> Result<Head<'a>, ReadError> {
        let (line, column) = self.cursor.line_and_column();
        let quote = self.cursor.peek().filter(|byte| matches!(byte, b'"' | b'\''));
        let text = match quote {
            Some(quote) => {
                let text = self.quoted(quote)?;
                self.cursor.skip_spaces();
                text
            }
            None => self.plain_line()?,
        };
        if self.cursor.at_indicator(b':') {
            if self.cursor.line != line {
                return Err(self.cursor.invalid("A key must stand on one line"));
            }
            self.cursor.position += 1;
            return Ok(Head::Key(Key { text, line, column }));
        }
        let text = match quote {
            Some(_) => {
                self.expect_line_end()?;
                text
            }
            None => self.plain_continued(text, indent)?,
        };
        Ok(Head::Scalar(Node { value: Value::Scalar(text), line, column }))
    }

    /// Nothing but a comment may follow a complete value on its line.
    pub(super) fn expect_line_end(&mut self) -> Result<(), ReadError> {
        self.cursor.skip_spaces();
        match self.cursor.peek() {
            None | Some(b'\n') => Ok(()),
            Some(b'#') if self.cursor.after_white_space() => Ok(()),
            Some(_) => Err(self.cursor.invalid("Nothing was expected after the value on this line")),
        }
    }
}
