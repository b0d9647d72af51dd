//! Tags and texts as nearly every tool writes them, read in one go. Every other token is left for the crate, and both
//! give the same events.

use super::cursor::{Cursor, Start, Step, split_name};
use crate::formats::support::keyed::is_same;
use crate::model::ReadError;

/// Tags with more attributes are left for the crate, which compares their names.
const FEW_ATTRIBUTES: usize = 8;

impl<'a> Cursor<'a> {
    /// The next token, where it is a text or a tag of the plainest kind. Otherwise the cursor stays.
    pub(super) fn as_written(&mut self) -> Result<Option<Step<'a>>, ReadError> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let rest = bytes.get(start..).unwrap_or(&[]);
        match rest {
            [b'<', b'/', rest @ ..] => Ok(self.end_as_written(rest)),
            [b'<', first, ..] if is_letter(*first) => Ok(self.start_as_written(start)?.map(Step::Start)),
            [] | [b'<', ..] => Ok(None),
            [b'&', rest @ ..] => {
                let length = memchr::memchr3(b';', b'&', b'<', rest).unwrap_or(rest.len());
                let is_reference = rest.get(length) == Some(&b';');
                self.at = start + 1 + length + usize::from(is_reference);
                self.text_step(start, false).map(Some)
            }
            rest => {
                self.at = start + memchr::memchr2(b'<', b'&', rest).unwrap_or(rest.len());
                self.text_step(start, true).map(Some)
            }
        }
    }

    /// A text that ends here. A literal one holds no `&`.
    fn text_step(&self, start: usize, is_literal: bool) -> Result<Step<'a>, ReadError> {
        match (self.open.is_empty(), is_literal) {
            (true, _) => self.outside(start, self.at),
            (false, true) => Ok(Step::Literal(start, self.at)),
            (false, false) => Ok(Step::Text(start, self.at)),
        }
    }

    /// `</name>` of the innermost open element. `rest` begins with the name.
    fn end_as_written(&mut self, rest: &[u8]) -> Option<Step<'a>> {
        let (name, _) = self.open.last()?;
        let length = name.len();
        if rest.get(length) != Some(&b'>') || !rest.starts_with(name.as_bytes()) {
            return None;
        }
        self.at += length + 3;
        self.open.pop();
        Some(Step::End)
    }

    /// `<name>`, `<name/>` or `<name key="value">` at this place.
    fn start_as_written(&mut self, start: usize) -> Result<Option<Start<'a>>, ReadError> {
        let Some((name, is_empty, end)) = self.tag(start) else { return Ok(None) };
        self.refuse_element(start)?;
        self.at = end;
        Ok(Some(self.begin(name, start, is_empty)))
    }

    /// A name, whether its element is empty, and where the tag ends. Notes the attributes.
    fn tag(&mut self, start: usize) -> Option<(&'a str, bool, usize)> {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let mut at = name_end(bytes, start + 1);
        let name = text.get(start + 1..at)?;
        self.attributes.clear();
        loop {
            let blank = bytes.get(at..)?.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\r')).count();
            at += blank;
            match (bytes.get(at)?, bytes.get(at + 1)) {
                (b'>', _) => return Some((name, false, at + 1)),
                (b'/', Some(b'>')) => return Some((name, true, at + 2)),
                (first, _) if is_letter(*first) && blank > 0 => {}
                _ => return None,
            }
            let key = text.get(at..name_end(bytes, at))?;
            at += key.len() + 1;
            let quote = *bytes.get(at).filter(|quote| matches!(quote, b'"' | b'\''))?;
            let from = at + 1;
            let end = from + memchr::memchr(quote, bytes.get(from..)?)?;
            let local = match split_name(key) {
                ("xmlns", _) => key,
                (_, local) => local,
            };
            let is_known = self.attributes.iter().any(|(known, _)| is_same(known, local));
            if bytes.get(at - 1) != Some(&b'=') || is_known || self.attributes.len() >= FEW_ATTRIBUTES {
                return None;
            }
            self.attributes.push((local, text.get(from..end)?));
            at = end + 1;
        }
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

/// Where a name of ASCII letters, digits and `_-.:` ends.
fn name_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    let is_part = |byte: u8| NAME[usize::from(byte)];
    from + rest.iter().position(|&byte| !is_part(byte)).unwrap_or(rest.len())
}

const NAME: [bool; 256] = {
    let mut part = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let letter = byte as u8;
        part[byte] = letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'-' | b'.' | b':');
        byte += 1;
    }
    part
};
