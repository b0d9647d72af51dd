//! Scalars: plain, quoted and block text, folded over lines as YAML folds it.

use std::borrow::Cow;

use super::block::Reader;
use crate::model::ReadError;

impl<'a> Reader<'a> {
    /// Plain text up to a colon, a comment or the line end.
    pub fn plain_line(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.refuse_indicators()?;
        self.plain_rest()
    }

    /// The same within a text, where it may go on with any mark.
    fn plain_rest(&mut self) -> Result<Cow<'a, str>, ReadError> {
        let start = self.cursor.position;
        loop {
            self.cursor.skip_until(|byte| matches!(byte, b'\n' | b':' | b'#'));
            match self.cursor.peek() {
                Some(b':') if !self.cursor.at_indicator(b':') => self.cursor.position += 1,
                Some(b'#') if !self.cursor.after_white_space() => self.cursor.position += 1,
                _ => break,
            }
        }
        let text = self.cursor.between(start, self.cursor.position).trim_end();
        if text.is_empty() {
            return Err(self.cursor.invalid("A key is missing before `:`"));
        }
        Ok(Cow::Borrowed(text))
    }

    /// Further lines of plain text, indented by at least `indent`: one space joins them.
    pub fn plain_continued(&mut self, first: Cow<'a, str>, indent: usize) -> Result<Cow<'a, str>, ReadError> {
        let mut text = first;
        while self.cursor.peek() == Some(b'\n') {
            let mut blank_lines = 0_usize;
            while self.cursor.peek() == Some(b'\n') {
                self.cursor.next_line();
                self.cursor.skip_spaces();
                blank_lines += 1;
            }
            let ends = self.cursor.at_end()
                || self.cursor.indent() < indent
                || self.cursor.peek() == Some(b'#')
                || self.cursor.at_document_marker();
            if ends {
                break;
            }
            let line = self.plain_rest()?;
            if self.cursor.at_indicator(b':') {
                return Err(self.cursor.invalid("A `key:` is indented below a value; the value needs quotes"));
            }
            let joined = text.to_mut();
            fold(joined, blank_lines);
            joined.push_str(&line);
        }
        Ok(text)
    }

    /// What may not begin a plain scalar, each with its own words.
    pub fn refuse_indicators(&mut self) -> Result<(), ReadError> {
        match self.cursor.peek() {
            Some(b'&') => Err(self.cursor.invalid("Anchors (`&name`) are not read; no lockfile needs them")),
            Some(b'*') => Err(self.cursor.invalid("Aliases (`*name`) are not read; no lockfile needs them")),
            Some(b'!') => Err(self.cursor.invalid("Tags (`!name`) are not read; no lockfile needs them")),
            Some(byte @ (b'%' | b'@' | b'`' | b',' | b']' | b'}' | b'#')) => {
                let mark = char::from(byte);
                Err(self.cursor.invalid(format!("Text cannot begin with `{mark}` here; it needs quotes")))
            }
            _ => Ok(()),
        }
    }

    /// Text in single or double quotes, the cursor at the opening one.
    pub fn quoted(&mut self, quote: u8) -> Result<Cow<'a, str>, ReadError> {
        let (line_at, _) = self.cursor.line_and_column();
        self.cursor.position += 1;
        let mut text = Cow::Borrowed("");
        let mut start = self.cursor.position;
        loop {
            let Some(byte) = self.cursor.peek() else {
                return Err(self.cursor.truncated(format!("The text quoted on line {line_at} has no end")));
            };
            match byte {
                b'\'' if quote == byte && self.cursor.peek_at(1) == Some(byte) => {
                    self.append(&mut text, start, self.cursor.position + 1);
                    self.cursor.position += 2;
                    start = self.cursor.position;
                }
                _ if byte == quote => {
                    self.append(&mut text, start, self.cursor.position);
                    self.cursor.position += 1;
                    return Ok(text);
                }
                b'\\' if quote == b'"' => {
                    self.append(&mut text, start, self.cursor.position);
                    self.escape(text.to_mut())?;
                    start = self.cursor.position;
                }
                b'\n' => {
                    let line = self.cursor.between(start, self.cursor.position).trim_end_matches([' ', '\t', '\r']);
                    let joined = text.to_mut();
                    joined.push_str(line);
                    let mut line_ends = 0_usize;
                    while self.cursor.peek() == Some(b'\n') {
                        self.cursor.next_line();
                        self.cursor.skip_spaces();
                        line_ends += 1;
                    }
                    if self.cursor.at_document_marker() {
                        return Err(self
                            .cursor
                            .invalid(format!("A document ends inside the text quoted on line {line_at}")));
                    }
                    fold(joined, line_ends);
                    start = self.cursor.position;
                }
                _ => {
                    self.cursor.position += 1;
                    self.cursor.skip_until(|byte| matches!(byte, b'\'' | b'"' | b'\\' | b'\n'));
                }
            }
        }
    }

    /// Adds a stretch of the file to a text, borrowing while there is only one.
    fn append(&self, text: &mut Cow<'a, str>, from: usize, to: usize) {
        let stretch = self.cursor.between(from, to);
        if text.is_empty() {
            *text = Cow::Borrowed(stretch);
        } else if !stretch.is_empty() {
            text.to_mut().push_str(stretch);
        }
    }

    /// A backslash escape in double quotes, the cursor at the backslash.
    fn escape(&mut self, text: &mut String) -> Result<(), ReadError> {
        let Some(mark) = self.cursor.peek_at(1) else {
            self.cursor.position += 1;
            return Err(self.cursor.truncated("The file ends in the middle of a quoted text"));
        };
        let plain = match mark {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\u{b}',
            b'f' => '\u{c}',
            b'r' => '\r',
            b'e' => '\u{1b}',
            b' ' => ' ',
            b'"' => '"',
            b'/' => '/',
            b'\\' => '\\',
            b'N' => '\u{85}',
            b'_' => '\u{a0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' | b'u' | b'U' => {
                self.cursor.position += 2;
                let first = self.hexadecimal(mark)?;
                text.push(self.character(first)?);
                return Ok(());
            }
            b'\n' | b'\r' => {
                self.cursor.position += 1;
                self.cursor.skip_spaces();
                if self.cursor.peek() == Some(b'\n') {
                    self.cursor.next_line();
                }
                self.cursor.skip_spaces();
                return Ok(());
            }
            _ => return Err(self.cursor.invalid("There is no such escape after `\\`")),
        };
        self.cursor.position += 2;
        text.push(plain);
        Ok(())
    }

    /// The number of a `\x`, `\u` or `\U` escape.
    fn hexadecimal(&mut self, mark: u8) -> Result<u32, ReadError> {
        let digits = match mark {
            b'x' => 2,
            b'u' => 4,
            _ => 8,
        };
        let from = self.cursor.position;
        let written = self.cursor.between(from, from + digits);
        match u32::from_str_radix(written, 16) {
            Ok(number) if written.len() == digits && !written.starts_with('+') => {
                self.cursor.position += digits;
                Ok(number)
            }
            _ => Err(self.cursor.invalid(format!("`\\{}` needs {digits} hexadecimal digits", char::from(mark)))),
        }
    }

    /// A character of one escape, or of two that form a surrogate pair as JSON writes them.
    fn character(&mut self, first: u32) -> Result<char, ReadError> {
        let is_pair = (0xD800..0xDC00).contains(&first)
            && self.cursor.peek() == Some(b'\\')
            && self.cursor.peek_at(1) == Some(b'u');
        if !is_pair {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.cursor.position += 2;
        let second = self.hexadecimal(b'u')?;
        if !(0xDC00..0xE000).contains(&second) {
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let number = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        Ok(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// `|` keeps line ends, `>` folds them; lines are indented by at least `indent`.
    pub fn block_scalar(&mut self, indent: usize) -> Result<Cow<'a, str>, ReadError> {
        let folded = self.cursor.peek() == Some(b'>');
        self.cursor.position += 1;
        let (mut keep, mut strip, mut stated) = (false, false, None);
        while let Some(byte) = self.cursor.peek() {
            match byte {
                b'+' => keep = true,
                b'-' => strip = true,
                b'1'..=b'9' => stated = Some(indent.saturating_sub(1) + usize::from(byte - b'0')),
                _ => break,
            }
            self.cursor.position += 1;
        }
        self.cursor.skip_spaces();
        self.expect_line_end()?;
        self.cursor.skip_line();
        let mut lines: Vec<&'a str> = Vec::new();
        let mut content_indent = stated;
        let mut widest_blank = 0;
        while self.cursor.peek() == Some(b'\n') {
            self.cursor.next_line();
            let line = self.cursor.rest_of_line();
            let leading = line.len() - line.trim_start_matches(' ').len();
            let is_blank = leading == line.len();
            if self.cursor.at_end() {
                break;
            }
            if !is_blank && (leading < content_indent.unwrap_or(indent) || self.cursor.at_document_marker()) {
                break;
            }
            if !is_blank && content_indent.is_none() {
                if leading < widest_blank {
                    return Err(self.cursor.invalid("This line is indented less than the blank lines above it"));
                }
                content_indent = Some(leading);
            }
            widest_blank = widest_blank.max(leading);
            lines.push(line.get(content_indent.unwrap_or(leading)..).unwrap_or(""));
            self.cursor.skip_line();
        }
        Ok(Cow::Owned(joined(&lines, folded, keep, strip)))
    }
}

/// One line end becomes a space; further ones stay.
fn fold(text: &mut String, line_ends: usize) {
    match line_ends {
        0 | 1 => text.push(' '),
        more => text.extend(std::iter::repeat_n('\n', more - 1)),
    }
}

/// The lines of a block scalar as one text.
fn joined(lines: &[&str], folded: bool, keep: bool, strip: bool) -> String {
    let filled = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let mut text = String::new();
    let mut open_line_ends = 0_usize;
    let mut previous_indented = true;
    for line in lines.iter().take(filled) {
        if line.is_empty() {
            open_line_ends += 1;
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        if folded && !indented && !previous_indented {
            fold(&mut text, open_line_ends);
        } else {
            text.extend(std::iter::repeat_n('\n', open_line_ends));
        }
        text.push_str(line);
        previous_indented = indented;
        open_line_ends = 1;
    }
    if !strip && filled > 0 {
        text.push('\n');
    }
    if keep {
        text.extend(std::iter::repeat_n('\n', lines.len() - filled));
    }
    text
}
