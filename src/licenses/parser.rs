//! The grammar of licence expressions: words, parentheses, AND, OR, WITH, and `/` for OR as Cargo had it.
//!
//! Precedence as in SPDX (annex "licence expressions"): WITH before AND before OR. Operators are taken in any
//! case. Bounded: 10,000 tokens, 128 parentheses deep.

use super::catalogue::{ExceptionId, catalogue};
use super::expression::{Expression, Leaf};
use super::names::{Name, find_name, is_address};
use super::reading::{Remarks, Way, is_reference, shortened, term};

/// More tokens than the longest expression seen in practice (a kernel package, about 400) by far.
pub const TOKEN_LIMIT: usize = 10_000;
/// How deep parentheses may nest.
pub const DEPTH_LIMIT: usize = 128;

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    With,
    /// Words up to the next operator: an id, or a name of several words.
    Phrase(String),
}

/// What may stand for a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// Ids and references alone, in any case; of exceptions also names.
    Spdx,
    /// Names and addresses too.
    Free,
}

/// An expression of our own tables: ids alone.
pub(super) fn parse_spdx(text: &str) -> Option<Expression> {
    parse(text, Wording::Spdx, &mut Remarks::default()).ok()
}

/// Parses an expression.
///
/// # Errors
/// A sentence: why it cannot be read.
pub(super) fn parse(text: &str, wording: Wording, remarks: &mut Remarks) -> Result<Expression, String> {
    let tokens = tokens(text, remarks)?;
    let mut parser = Parser { tokens, position: 0, depth: 0, wording, remarks };
    let expression = parser.any()?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(format!("Not a licence expression: unexpected {}", described(token))),
    }
}

fn tokens(text: &str, remarks: &mut Remarks) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    for piece in text.split_whitespace() {
        let mut rest = piece;
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('(') {
                tokens.push(Token::Open);
                rest = after;
            } else if let Some(after) = rest.strip_prefix(')') {
                tokens.push(Token::Close);
                rest = after;
            } else {
                let end = rest.find(['(', ')']).unwrap_or(rest.len());
                let (word, after) = rest.split_at(end);
                push_word(&mut tokens, word, remarks);
                rest = after;
            }
            if tokens.len() > TOKEN_LIMIT {
                return Err(format!("The expression has more than {TOKEN_LIMIT} terms and operators"));
            }
        }
    }
    Ok(tokens)
}

fn push_word(tokens: &mut Vec<Token>, word: &str, remarks: &mut Remarks) {
    let operator = match word.to_ascii_lowercase().as_str() {
        "and" => Some((Token::And, "AND")),
        "or" | "and/or" => Some((Token::Or, "OR")),
        "with" => Some((Token::With, "WITH")),
        _ => None,
    };
    if let Some((token, spelled)) = operator {
        if word != spelled {
            remarks.add(Way::Rewritten, format!("“{word}” read as {spelled}"));
        }
        tokens.push(token);
        return;
    }
    // "GPL v2 or later" names one licence.
    if matches!(word.to_ascii_lowercase().as_str(), "later" | "newer" | "greater")
        && let [.., Token::Phrase(_), Token::Or] = tokens.as_slice()
    {
        tokens.pop();
        extend_phrase(tokens, &format!("or {word}"));
        return;
    }
    if word.contains('/') && !is_address(word) && find_name(word).is_none() {
        remarks.add(Way::Rewritten, "“/” read as OR".to_owned());
        for (position, part) in word.split('/').enumerate() {
            if position > 0 {
                tokens.push(Token::Or);
            }
            if !part.is_empty() {
                extend_phrase(tokens, part);
            }
        }
        return;
    }
    extend_phrase(tokens, word);
}

fn extend_phrase(tokens: &mut Vec<Token>, word: &str) {
    if let Some(Token::Phrase(phrase)) = tokens.last_mut() {
        phrase.push(' ');
        phrase.push_str(word);
    } else {
        tokens.push(Token::Phrase(word.to_owned()));
    }
}

struct Parser<'a> {
    tokens: Vec<Token>,
    position: usize,
    depth: usize,
    wording: Wording,
    remarks: &'a mut Remarks,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.position)
    }

    fn accept(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        if found {
            self.position += 1;
        }
        found
    }

    fn any(&mut self) -> Result<Expression, String> {
        let mut parts = vec![self.all()?];
        while self.accept(&Token::Or) {
            parts.push(self.all()?);
        }
        Expression::any(parts).ok_or_else(|| "Not a licence expression".to_owned())
    }

    fn all(&mut self) -> Result<Expression, String> {
        let mut parts = vec![self.simple()?];
        while self.accept(&Token::And) {
            parts.push(self.simple()?);
        }
        Expression::all(parts).ok_or_else(|| "Not a licence expression".to_owned())
    }

    fn simple(&mut self) -> Result<Expression, String> {
        if self.accept(&Token::Open) {
            if self.depth >= DEPTH_LIMIT {
                return Err(format!("The expression nests more than {DEPTH_LIMIT} parentheses"));
            }
            self.depth += 1;
            let inner = self.any()?;
            self.depth -= 1;
            return if self.accept(&Token::Close) {
                Ok(inner)
            } else {
                Err("Not a licence expression: a parenthesis is not closed".to_owned())
            };
        }
        let phrase = match self.peek() {
            Some(Token::Phrase(phrase)) => phrase.clone(),
            Some(token) => return Err(format!("Not a licence expression: unexpected {}", described(token))),
            None => return Err("Not a licence expression: it ends where a licence is due".to_owned()),
        };
        self.position += 1;
        let mut expression = match term(&phrase, self.wording, self.remarks) {
            Some(expression) => expression,
            // One unknown word may be an id we do not have; several are prose.
            None if self.wording == Wording::Spdx || phrase.contains(' ') => {
                return Err(format!("“{}” names no licence of the SPDX list", shortened(&phrase)));
            }
            None => Expression::Leaf(Leaf::Unread(phrase)),
        };
        if self.accept(&Token::With) {
            self.exception(&mut expression)?;
        }
        Ok(expression)
    }

    fn exception(&mut self, expression: &mut Expression) -> Result<(), String> {
        let Some(Token::Phrase(name)) = self.peek() else {
            return Err("Not a licence expression: WITH is not followed by an exception".to_owned());
        };
        let name = name.clone();
        self.position += 1;
        let Some(exception) = self.find_exception(&name) else {
            if self.wording == Wording::Spdx && !is_reference(&name) {
                return Err(format!("“{}” names no exception of the SPDX list", shortened(&name)));
            }
            let remark = format!("“WITH {}” left out: no known exception", shortened(&name));
            self.remarks.add(Way::Rewritten, remark);
            return Ok(());
        };
        match expression {
            Expression::Leaf(Leaf::Known(known)) if known.exception.is_none() => known.exception = Some(exception),
            Expression::Leaf(Leaf::Ambiguous { candidates, text }) => {
                candidates.iter_mut().for_each(|known| known.exception = known.exception.or(Some(exception)));
                *text = format!("{text} WITH {}", catalogue().exception(exception).id);
            }
            _ => {
                let remark = format!("“WITH {name}” left out: its licence is not clear");
                self.remarks.add(Way::Rewritten, remark);
            }
        }
        Ok(())
    }

    fn find_exception(&mut self, name: &str) -> Option<ExceptionId> {
        let (found, way) = match catalogue().find_exception(name) {
            Some(found) => (found, Way::Rewritten),
            None => match find_name(name)? {
                Name::Exception(found) => (found, Way::Name),
                _ => return None,
            },
        };
        let id = catalogue().exception(found).id;
        if id != name {
            self.remarks.add(way, format!("“{name}” read as {id}"));
        }
        Some(found)
    }
}

fn described(token: &Token) -> String {
    match token {
        Token::Open => "“(”".to_owned(),
        Token::Close => "“)”".to_owned(),
        Token::And => "AND".to_owned(),
        Token::Or => "OR".to_owned(),
        Token::With => "WITH".to_owned(),
        Token::Phrase(phrase) => format!("“{}”", shortened(phrase)),
    }
}
