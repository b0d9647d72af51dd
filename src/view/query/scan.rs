//! From the letters of a query to its words: parentheses, and terms with key, comparison and value.

use super::QueryError;

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Is,
    IsNot,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Word(String),
    Quoted(String),
    /// Between slashes.
    Regex(String),
}

/// One word of a query with its place in letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open,
    Close,
    /// A `-` right before a term or a parenthesis, or `not:`.
    Not,
    Term {
        /// What stands before the colon or the comparison, as written.
        key: Option<String>,
        /// After a colon, or after a name: `log4j-core<2.17`.
        colon: bool,
        comparison: Option<Comparison>,
        value: Value,
    },
}

/// The words of a query.
///
/// # Errors
/// A quote or a regular expression that does not end.
pub(super) fn scan(text: &str) -> Result<Vec<Token>, QueryError> {
    let letters: Vec<char> = text.chars().collect();
    let mut scanner = Scanner { letters: &letters, at: 0 };
    let mut tokens = Vec::new();
    while let Some(letter) = scanner.peek() {
        let start = scanner.at;
        let kind = match letter {
            _ if letter.is_whitespace() => {
                scanner.at += 1;
                continue;
            }
            '(' => scanner.take(TokenKind::Open),
            ')' => scanner.take(TokenKind::Close),
            '-' if scanner.letters.get(start + 1).is_some_and(|next| !next.is_whitespace()) => {
                scanner.take(TokenKind::Not)
            }
            _ if scanner.starts_with("not:") => {
                scanner.at += 4;
                TokenKind::Not
            }
            _ => scanner.term()?,
        };
        tokens.push(Token { start, end: scanner.at, kind });
    }
    Ok(tokens)
}

struct Scanner<'a> {
    letters: &'a [char],
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn take(&mut self, kind: TokenKind) -> TokenKind {
        self.at += 1;
        kind
    }

    fn starts_with(&self, word: &str) -> bool {
        let here = self.letters.get(self.at..).unwrap_or_default().iter();
        here.take(word.len()).map(char::to_ascii_lowercase).eq(word.chars())
    }

    fn term(&mut self) -> Result<TokenKind, QueryError> {
        if let Some('"' | '/') = self.peek() {
            let value = self.value()?;
            return Ok(TokenKind::Term { key: None, colon: false, comparison: None, value });
        }
        let start = self.at;
        while let Some(letter) = self.peek() {
            if letter.is_whitespace() || matches!(letter, '(' | ')' | ':' | '<' | '>' | '=' | '!' | '"') {
                break;
            }
            self.at += 1;
        }
        let head: String = self.letters.get(start..self.at).unwrap_or_default().iter().collect();
        let colon = self.peek() == Some(':') && !head.is_empty();
        // A package URL is a word of its own, colons and all.
        if colon && head.eq_ignore_ascii_case("pkg") {
            self.at = start;
            return Ok(TokenKind::Term { key: None, colon: false, comparison: None, value: self.value()? });
        }
        if colon {
            self.at += 1;
        }
        let comparison = self.comparison();
        if !colon && comparison.is_none() {
            self.at = start;
            return Ok(TokenKind::Term { key: None, colon, comparison, value: self.value()? });
        }
        Ok(TokenKind::Term { key: Some(head), colon, comparison, value: self.value()? })
    }

    fn comparison(&mut self) -> Option<Comparison> {
        const ALL: [(&str, Comparison); 7] = [
            ("<=", Comparison::AtMost),
            (">=", Comparison::AtLeast),
            ("!=", Comparison::IsNot),
            ("==", Comparison::Is),
            ("<", Comparison::Less),
            (">", Comparison::More),
            ("=", Comparison::Is),
        ];
        let (written, comparison) = ALL.into_iter().find(|(written, _)| self.starts_with(written))?;
        self.at += written.len();
        Some(comparison)
    }

    fn value(&mut self) -> Result<Value, QueryError> {
        match self.peek() {
            Some('"') => self.until('"', "this quote has no end").map(Value::Quoted),
            Some('/') => self.until('/', "this regular expression has no end").map(Value::Regex),
            _ => {
                let start = self.at;
                while self.peek().is_some_and(|letter| !letter.is_whitespace() && !matches!(letter, '(' | ')')) {
                    self.at += 1;
                }
                Ok(Value::Word(self.letters.get(start..self.at).unwrap_or_default().iter().collect()))
            }
        }
    }

    /// What stands between this letter and the next of its kind; `\` before it makes it one of the text.
    fn until(&mut self, end: char, message: &str) -> Result<String, QueryError> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        while let Some(letter) = self.peek() {
            self.at += 1;
            match letter {
                '\\' if self.peek() == Some(end) => {
                    self.at += 1;
                    out.push(end);
                }
                _ if letter == end => return Ok(out),
                _ => out.push(letter),
            }
        }
        Err(QueryError { start, end: self.at, message: message.to_owned() })
    }
}
