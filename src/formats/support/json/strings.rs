//! Strings and their escapes: borrowed from the text where nothing is escaped.

use std::borrow::Cow;

use super::reader::{Failure, Reader};

impl<'a> Reader<'a> {
    /// A string; borrowed unless it holds an escape.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Failure> {
        self.at += 1;
        let start = self.at;
        let mut owned = String::new();
        let mut copied = start;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            let Some(length) = rest.iter().position(|&byte| byte == b'"' || byte == b'\\' || byte < 0x20) else {
                return Err(Failure::Ends("a string"));
            };
            self.at += length;
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    owned.push_str(self.slice(copied, self.at));
                    self.escape(&mut owned)?;
                    copied = self.at;
                }
                _ => return Err(self.wrong("A string holds a bare control character; a closing quote may be missing")),
            }
        }
        let end = self.at;
        self.at += 1;
        if copied == start {
            return Ok(Cow::Borrowed(self.slice(start, end)));
        }
        owned.push_str(self.slice(copied, end));
        Ok(Cow::Owned(owned))
    }

    fn escape(&mut self, out: &mut String) -> Result<(), Failure> {
        let offset = self.at;
        self.at += 1;
        let character = match self.peek() {
            None => return Err(Failure::Ends("a string")),
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(offset, out),
            Some(_) => return Err(self.wrong("JSON knows no such escape")),
        };
        self.at += 1;
        out.push(character);
        Ok(())
    }

    fn unicode_escape(&mut self, offset: usize, out: &mut String) -> Result<(), Failure> {
        let first = self.hexadecimal(self.at + 1)?;
        self.at += 5;
        let pair = (0xD800..0xDC00).contains(&first) && self.bytes.get(self.at..self.at + 2) == Some(b"\\u");
        if pair {
            let second = self.hexadecimal(self.at + 2)?;
            if (0xDC00..0xE000).contains(&second) {
                self.at += 6;
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
                return Ok(());
            }
        }
        match char::from_u32(first) {
            Some(character) => out.push(character),
            None => {
                out.push(char::REPLACEMENT_CHARACTER);
                self.lone_surrogates.push((offset, ()));
            }
        }
        Ok(())
    }

    fn hexadecimal(&self, start: usize) -> Result<u32, Failure> {
        let mut code = 0;
        for at in start..start + 4 {
            let Some(&byte) = self.bytes.get(at) else { return Err(Failure::Ends("a string")) };
            let Some(digit) = char::from(byte).to_digit(16) else {
                return Err(Failure::Wrong(at, "Four hexadecimal digits were expected after \\u".to_owned()));
            };
            code = code * 16 + digit;
        }
        Ok(code)
    }
}
