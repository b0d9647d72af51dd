//! Words, texts and marks of the small languages that lockfiles are written in: HCL, Lua, ZON, opam.
//!
//! One after the other, without a tree: each format knows what it looks for. Nothing is evaluated.

use std::borrow::Cow;

use crate::model::{Place, ReadError};

/// How a language writes comments.
#[derive(Clone, Copy)]
pub struct Comments {
    /// What begins a comment that ends with its line.
    pub line: &'static [&'static str],
    /// What begins and ends a comment over several lines.
    pub block: Option<(&'static str, &'static str)>,
}

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub enum Token<'a> {
    /// A name, a number or a keyword: letters, digits, `_`, and `-` between letters.
    Word(&'a str),
    /// What stood in quotes, its escapes resolved.
    Text(Cow<'a, str>),
    /// Any other character.
    Mark(char),
}

/// The tokens of a text.
pub struct Tokens<'a> {
    rest: &'a str,
    comments: Comments,
    line: u32,
    column: u32,
}

impl<'a> Tokens<'a> {
    /// Begins at the start of a text.
    pub fn new(text: &'a str, comments: Comments) -> Self {
        Self { rest: text, comments, line: 1, column: 1 }
    }

    /// The next token and where it begins; `None` at the end.
    ///
    /// # Errors
    /// `truncated` where a text in quotes does not end.
    pub fn token(&mut self) -> Result<Option<(Place, Token<'a>)>, ReadError> {
        self.skip_space();
        let place = Place::Line { line: self.line, column: self.column };
        let Some(first) = self.rest.chars().next() else { return Ok(None) };
        let token = match first {
            '"' | '\'' => match self.text(first) {
                Some(text) => Token::Text(text),
                None => {
                    let advice = "Check that the whole file was saved or downloaded";
                    let message = "A text in quotes begins here and does not end";
                    return Err(ReadError::new("truncated", message, Some(place), advice));
                }
            },
            first if is_word(first) => Token::Word(self.word()),
            mark => {
                self.take(mark.len_utf8());
                Token::Mark(mark)
            }
        };
        Ok(Some((place, token)))
    }

    fn word(&mut self) -> &'a str {
        let bytes = self.rest.as_bytes();
        let follows = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        let end = self
            .rest
            .char_indices()
            .find(|&(at, character)| !(is_word(character) || (character == '-' && follows(at))));
        self.take(end.map_or(self.rest.len(), |(at, _)| at))
    }

    /// Three quotes begin a text that ends with three; what is in it stays as it is.
    fn text(&mut self, quote: char) -> Option<Cow<'a, str>> {
        if let Some(body) = self.rest.strip_prefix("\"\"\"") {
            let end = body.find("\"\"\"")?;
            return Some(Cow::Borrowed(self.take(end + 6).get(3..end + 3)?));
        }
        let mut escaped = false;
        let mut has_escapes = false;
        let closing = self.rest.char_indices().skip(1).find(|&(_, character)| {
            let is_end = character == quote && !escaped;
            escaped = character == '\\' && !escaped;
            has_escapes |= escaped;
            is_end
        });
        let (end, _) = closing?;
        let body = self.take(end + 1).get(1..end)?;
        Some(if has_escapes { Cow::Owned(unescaped(body)) } else { Cow::Borrowed(body) })
    }

    fn skip_space(&mut self) {
        loop {
            let space = self.rest.len() - self.rest.trim_start().len();
            self.take(space);
            let block = self.comments.block.filter(|(start, _)| self.rest.starts_with(start));
            if let Some((start, end)) = block {
                let after = self.rest.get(start.len()..).and_then(|body| body.find(end));
                self.take(after.map_or(self.rest.len(), |at| start.len() + at + end.len()));
            } else if self.comments.line.iter().any(|start| self.rest.starts_with(start)) {
                self.take(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else {
                return;
            }
        }
    }

    /// Moves on by this many bytes and gives what they were.
    fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        for character in taken.chars() {
            if character == '\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else {
                self.column = self.column.saturating_add(1);
            }
        }
        taken
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// `\n` and `\t` as what they stand for, any other escaped character as itself.
fn unescaped(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut characters = body.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, true) => out.extend(characters.next().map(|escaped| match escaped {
                'n' => '\n',
                't' => '\t',
                other => other,
            })),
            (plain, false) => out.push(plain),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMENTS: Comments = Comments { line: &["#", "--"], block: Some(("(*", "*)")) };

    fn check(text: &str, expected: &str) {
        let mut tokens = Tokens::new(text, COMMENTS);
        let mut found = Vec::new();
        while let Some((place, token)) = tokens.token().expect("tokens") {
            let token = match token {
                Token::Word(word) => word.to_owned(),
                Token::Text(text) => format!("{text:?}"),
                Token::Mark(mark) => format!("<{mark}>"),
            };
            let Place::Line { line, column } = place else { continue };
            found.push(format!("{line}:{column} {token}"));
        }
        assert_eq!(found.join(", "), expected);
    }

    #[test]
    fn tells_words_texts_and_marks_apart() {
        check(
            "a-b = [\"x\", 1.2]",
            "1:1 a-b, 1:5 <=>, 1:7 <[>, 1:8 \"x\", 1:11 <,>, 1:13 1, 1:14 <.>, 1:15 2, 1:16 <]>",
        );
        check("\"a\\\"b\\n\" '\\\\'", "1:1 \"a\\\"b\\n\", 1:10 \"\\\\\"");
        check("\"\"\"a \"b\" c\"\"\" d", "1:1 \"a \\\"b\\\" c\", 1:15 d");
    }

    #[test]
    fn passes_over_comments() {
        check("# one\na -- two\n(* three\n*) b (* open", "2:1 a, 4:4 b");
    }

    #[test]
    fn an_open_text_is_an_error() {
        let error = Tokens::new("\"abc", COMMENTS).token().expect_err("an error");
        assert_eq!(error.code, "truncated");
    }
}
