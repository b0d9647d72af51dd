//! Strings and their escapes: borrowed from the text where nothing is escaped.

use std::borrow::Cow;

use super::failure::Failure;
use super::pull::{Broken, PullReader};
use super::scan::{key_end, plain_end};
use crate::formats::support::keyed::quick_hash;

impl<'a> PullReader<'a> {
    /// From an opening quote to just after the closing one; borrowed unless it holds an escape.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Broken> {
        let start = self.at + 1;
        let end = plain_end(self.bytes, start);
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(Cow::Borrowed(self.slice(start, end)));
        }
        let mut owned = String::new();
        self.at = start;
        self.escaped_string(end, |plain| owned.push_str(plain))?;
        Ok(Cow::Owned(owned))
    }

    /// The same, where the string is not empty, holds no escape and has no blank at either end; otherwise it stays.
    #[inline]
    pub(super) fn plain_string(&mut self) -> Option<&'a str> {
        let start = self.at + 1;
        let end = plain_end(self.bytes, start);
        let is_plain = |at: usize| self.bytes.get(at).is_some_and(u8::is_ascii_graphic);
        let is_whole = self.bytes.get(end) == Some(&b'"') && end > start && is_plain(start) && is_plain(end - 1);
        if !is_whole {
            return None;
        }
        self.at = end + 1;
        Some(self.slice(start, end))
    }

    /// The same for a key, and its hash.
    #[inline]
    pub(super) fn key(&mut self) -> Result<(Cow<'a, str>, u64), Broken> {
        let start = self.at + 1;
        if let Some((end, hash)) = key_end(self.bytes, start)
            && self.bytes.get(end) == Some(&b'"')
        {
            self.at = end + 1;
            return Ok((Cow::Borrowed(self.slice(start, end)), hash));
        }
        let key = self.string()?;
        let hash = quick_hash(key.as_bytes());
        Ok((key, hash))
    }

    /// The same, for a string that nobody reads.
    pub(super) fn skip_string(&mut self) -> Result<(), Broken> {
        let start = self.at + 1;
        let end = plain_end(self.bytes, start);
        self.at = start;
        if self.bytes.get(end) == Some(&b'"') {
            self.at = end + 1;
            return Ok(());
        }
        self.escaped_string(end, |_| {})
    }

    /// The rest of a string, from `at` to just after the closing quote; up to `end` nothing is escaped.
    fn escaped_string(&mut self, mut end: usize, mut add: impl FnMut(&str)) -> Result<(), Broken> {
        loop {
            add(self.slice(self.at, end));
            self.at = end;
            match self.byte() {
                Some(b'"') => break,
                Some(b'\\') => add(self.escape()?.encode_utf8(&mut [0; 4])),
                None => return Err(self.ends("a string")),
                Some(_) => {
                    return Err(self.wrong("A string holds a bare control character; a closing quote may be missing"));
                }
            }
            end = plain_end(self.bytes, self.at);
        }
        self.at += 1;
        Ok(())
    }

    fn escape(&mut self) -> Result<char, Broken> {
        let offset = self.at;
        self.at += 1;
        let character = match self.byte() {
            None => return Err(self.ends("a string")),
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(offset),
            Some(_) => return Err(self.wrong("JSON knows no such escape")),
        };
        self.at += 1;
        Ok(character)
    }

    fn unicode_escape(&mut self, offset: usize) -> Result<char, Broken> {
        let first = self.hexadecimal(self.at + 1)?;
        self.at += 5;
        let pair = (0xD800..0xDC00).contains(&first) && self.bytes.get(self.at..self.at + 2) == Some(b"\\u");
        if pair {
            let second = self.hexadecimal(self.at + 2)?;
            if (0xDC00..0xE000).contains(&second) {
                self.at += 6;
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        Ok(char::from_u32(first).unwrap_or_else(|| {
            self.note_lone_surrogate(offset);
            char::REPLACEMENT_CHARACTER
        }))
    }

    fn hexadecimal(&mut self, start: usize) -> Result<u32, Broken> {
        let mut code = 0;
        for at in start..start + 4 {
            let Some(&byte) = self.bytes.get(at) else { return Err(self.ends("a string")) };
            let Some(digit) = char::from(byte).to_digit(16) else {
                let message = "Four hexadecimal digits were expected after \\u".to_owned();
                return Err(self.fail(Failure::Wrong(at, message)));
            };
            code = code * 16 + digit;
        }
        Ok(code)
    }
}
