//! Passing over values that nobody takes: they are checked as strictly as those that are taken.

use super::DEEPEST_NESTING;
use super::failure::Failure;
use super::pull::{Broken, PullReader};

impl PullReader<'_> {
    /// Passes the value over; nothing where it was taken already. It is checked all the same.
    pub fn skip(&mut self) -> Result<(), Broken> {
        if !std::mem::take(&mut self.ready) {
            return Ok(());
        }
        match self.byte() {
            Some(b'{' | b'[') => self.skip_nested(),
            _ => self.skip_plain("the document"),
        }
    }

    /// An object or list with all that is in it, without recursion.
    fn skip_nested(&mut self) -> Result<(), Broken> {
        let room = DEEPEST_NESTING.saturating_sub(self.keys.depth());
        let mut open = Nesting::default();
        loop {
            // A value stands here.
            let opening = self.byte().filter(|byte| matches!(byte, b'{' | b'[')).unwrap_or(0);
            let mut empty = false;
            if opening == 0 {
                self.skip_plain(open.inside())?;
            } else {
                if open.depth >= room {
                    return Err(self.fail(Failure::TooDeep(self.at)));
                }
                open.enter(opening == b'{');
                self.at += 1;
                self.skip_space();
                // Both closing brackets stand two behind their opening ones.
                empty = self.byte() == Some(opening + 2);
            }
            if opening == 0 || empty {
                if empty {
                    self.at += 1;
                    open.leave();
                }
                while open.depth > 0 {
                    self.skip_space();
                    match (self.byte(), open.is_object()) {
                        (Some(b','), _) => break,
                        (Some(b'}'), true) | (Some(b']'), false) => {
                            self.at += 1;
                            open.leave();
                        }
                        (None, _) => return Err(self.ends(open.inside())),
                        (_, true) => return Err(self.wrong("A comma or a closing brace was expected here")),
                        (_, false) => return Err(self.wrong("A comma or a closing bracket was expected here")),
                    }
                }
                if open.depth == 0 {
                    return Ok(());
                }
                self.at += 1;
                self.skip_space();
                if !open.is_object() {
                    self.expect_element()?;
                }
            }
            if open.is_object() {
                self.expect_key()?;
                self.skip_string()?;
                self.after_key()?;
            }
        }
    }

    fn skip_plain(&mut self, inside: &'static str) -> Result<(), Broken> {
        match self.byte() {
            Some(b'"') => self.skip_string(),
            Some(b'-' | b'0'..=b'9') => self.skip_number(),
            Some(b't') => self.skip_word("true"),
            Some(b'f') => self.skip_word("false"),
            Some(b'n') => self.skip_word("null"),
            Some(_) => Err(self.wrong("A value was expected here")),
            None => Err(self.ends(inside)),
        }
    }

    fn skip_number(&mut self) -> Result<(), Broken> {
        let start = self.at;
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        let whole = self.digits();
        let leading_zero = whole > 1 && self.bytes.get(self.at - whole) == Some(&b'0');
        let mut complete = whole > 0 && !leading_zero;
        if self.byte() == Some(b'.') {
            self.at += 1;
            complete &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            complete &= self.digits() > 0;
        }
        match (complete, self.byte()) {
            (true, _) => Ok(()),
            (false, None) if !leading_zero => Err(self.ends("a number")),
            (false, _) => {
                let message = "This is not a number as JSON writes it".to_owned();
                Err(self.fail(Failure::Wrong(start, message)))
            }
        }
    }

    fn digits(&mut self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }

    fn skip_word(&mut self, word: &'static str) -> Result<(), Broken> {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        match word.as_bytes().starts_with(rest) {
            true => Err(self.ends("a word")),
            false => Err(self.wrong("A value was expected here")),
        }
    }
}

/// Which brackets are open while a value is passed over: one bit for each.
#[derive(Default)]
struct Nesting {
    objects: u128,
    depth: usize,
}

const _: () = assert!(DEEPEST_NESTING <= u128::BITS as usize);

impl Nesting {
    fn enter(&mut self, is_object: bool) {
        self.objects = self.objects << 1 | u128::from(is_object);
        self.depth += 1;
    }

    fn leave(&mut self) {
        self.objects >>= 1;
        self.depth -= 1;
    }

    fn is_object(&self) -> bool {
        self.objects & 1 == 1
    }

    fn inside(&self) -> &'static str {
        if self.is_object() { "an object" } else { "a list" }
    }
}
