//! From words to an expression: `or` binds weakest, then side by side (`and`), then `not`.

use super::keys::{self, Flag, Key, Number, Text};
use super::pattern::Pattern;
use super::scan::{Comparison, Token, TokenKind, Value};
use super::{MOST_TERMS, QueryError};

/// Parentheses and negations in one another at most.
const DEEPEST: usize = 50;

/// What must hold.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Not(Box<Expression>),
    Test(Test),
}

impl Expression {
    /// One word or text alone that looks anywhere; several are a query.
    pub fn is_plain(&self) -> bool {
        match self {
            Self::Test(Test::Anything(Pattern::Word(word))) => !word.contains('*'),
            Self::Test(Test::Anything(Pattern::Quoted(_))) => true,
            _ => false,
        }
    }
}

/// One question to a component.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Anything(Pattern),
    Text(Text, Pattern),
    Flag(Flag),
    Number(Number, Comparison, u32),
    /// The version, of components whose name fits where one is given.
    Version {
        name: Option<Pattern>,
        comparison: Comparison,
        version: String,
    },
    VersionText(Pattern),
    Needs(Pattern),
    BroughtBy(Pattern),
}

/// The expression of a query; `None` of one without words.
///
/// # Errors
/// The first word that is not understood.
pub(super) fn parse(tokens: &[Token]) -> Result<Option<Expression>, QueryError> {
    if tokens.is_empty() {
        return Ok(None);
    }
    let terms = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Term { .. })).count();
    if terms > MOST_TERMS {
        let at = &tokens[tokens.len() - 1];
        return Err(fault(at, format!("a query has at most {MOST_TERMS} terms, this one {terms}")));
    }
    let mut parser = Parser { tokens, at: 0 };
    let expression = parser.any(0)?;
    match parser.peek() {
        Some(left) => Err(fault(left, "this parenthesis closes nothing".to_owned())),
        None => Ok(Some(expression)),
    }
}

fn fault(token: &Token, message: String) -> QueryError {
    QueryError { start: token.start, end: token.end, message }
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// Steps over a word of the language (`or`), where it stands here.
    fn skip(&mut self, wanted: &str) -> bool {
        let found = self.peek().is_some_and(|token| is_word(token, wanted));
        self.at += usize::from(found);
        found
    }

    fn any(&mut self, depth: usize) -> Result<Expression, QueryError> {
        let mut parts = vec![self.all(depth)?];
        while self.skip("or") {
            parts.push(self.all(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::Any(parts) })
    }

    fn all(&mut self, depth: usize) -> Result<Expression, QueryError> {
        let mut parts = vec![self.one(depth)?];
        while let Some(token) = self.peek() {
            if token.kind == TokenKind::Close || is_word(token, "or") {
                break;
            }
            self.skip("and");
            parts.push(self.one(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Expression::All(parts) })
    }

    fn one(&mut self, depth: usize) -> Result<Expression, QueryError> {
        let Some(token) = self.peek() else {
            let end = self.tokens.last().map_or(0, |token| token.end);
            return Err(QueryError { start: end, end, message: "a term is missing here".to_owned() });
        };
        if depth > DEEPEST {
            return Err(fault(token, format!("parentheses go at most {DEEPEST} deep")));
        }
        self.at += 1;
        match &token.kind {
            TokenKind::Open => {
                let inner = self.any(depth + 1)?;
                match self.peek() {
                    Some(close) if close.kind == TokenKind::Close => {
                        self.at += 1;
                        Ok(inner)
                    }
                    _ => Err(fault(token, "this parenthesis is not closed".to_owned())),
                }
            }
            TokenKind::Not => Ok(Expression::Not(Box::new(self.one(depth + 1)?))),
            TokenKind::Term { .. } if is_word(token, "not") => Ok(Expression::Not(Box::new(self.one(depth + 1)?))),
            TokenKind::Term { key, colon, comparison, value } => {
                term(token, key.as_deref(), *colon, *comparison, value)
            }
            TokenKind::Close => Err(fault(token, "a term is missing before this parenthesis".to_owned())),
        }
        .and_then(|expression| match &token.kind {
            TokenKind::Term { .. } if is_word(token, "or") || is_word(token, "and") => {
                Err(fault(token, "a term is missing before this word".to_owned()))
            }
            _ => Ok(expression),
        })
    }
}

fn is_word(token: &Token, wanted: &str) -> bool {
    matches!(&token.kind, TokenKind::Term { key: None, value: Value::Word(word), .. } if word.eq_ignore_ascii_case(wanted))
}

fn term(
    token: &Token,
    key: Option<&str>,
    colon: bool,
    comparison: Option<Comparison>,
    value: &Value,
) -> Result<Expression, QueryError> {
    let Some(written) = key else { return word(token, value) };
    let wanted = written.to_lowercase();
    let known = keys::key(&wanted);
    let is_empty = matches!(value, Value::Word(word) if word.is_empty());
    if is_empty {
        return Err(fault(token, format!("a value is missing after “{written}”")));
    }
    let is_not = comparison == Some(Comparison::IsNot);
    let test = match known {
        Some(Key::Anything) => Test::Anything(pattern(token, value)?),
        Some(Key::Text(_) | Key::Needs | Key::BroughtBy)
            if !matches!(comparison, None | Some(Comparison::Is | Comparison::IsNot)) =>
        {
            return Err(fault(token, format!("“{written}” has no order: write {written}:value")));
        }
        Some(Key::Text(Text::PackageUrl)) => Test::Text(
            Text::PackageUrl,
            match pattern(token, value)? {
                Pattern::Word(word) => Pattern::Word(package_url(&word)),
                Pattern::Quoted(text) => Pattern::Quoted(package_url(&text)),
                regex => regex,
            },
        ),
        Some(Key::Text(text)) => Test::Text(text, pattern(token, value)?),
        Some(Key::Needs) => Test::Needs(pattern(token, value)?),
        Some(Key::BroughtBy) => Test::BroughtBy(pattern(token, value)?),
        Some(Key::Flag(flag)) => return flagged(token, written, flag, value, is_not),
        Some(Key::Number(number)) => {
            Test::Number(number, comparison.unwrap_or(Comparison::Is), whole(token, written, value)?)
        }
        Some(Key::Version) => match (comparison, value) {
            (Some(comparison), Value::Word(version) | Value::Quoted(version)) => {
                Test::Version { name: None, comparison, version: version.clone() }
            }
            _ => Test::VersionText(pattern(token, value)?),
        },
        // A name with a version: `log4j-core<2.17.0`.
        None if !colon => match (comparison, value) {
            (Some(comparison), Value::Word(version) | Value::Quoted(version)) => {
                Test::Version { name: Some(Pattern::Word(wanted)), comparison, version: version.clone() }
            }
            _ => return Err(fault(token, "a version is compared with a version, not with an expression".to_owned())),
        },
        None => {
            let end = token.start + written.chars().count();
            let advice = match keys::meant(written) {
                Some(key) => format!("did you mean “{key}:”?"),
                None => format!("there are {}", keys::list()),
            };
            let message = format!("“{written}:” is not a key; {advice}");
            return Err(QueryError { start: token.start, end, message });
        }
    };
    // Numbers and versions carry their comparison; for the others only "is not" is left.
    let turns = is_not && !matches!(test, Test::Number(..) | Test::Version { .. });
    Ok(if turns { Expression::Not(Box::new(Expression::Test(test))) } else { Expression::Test(test) })
}

/// A term without a key.
fn word(token: &Token, value: &Value) -> Result<Expression, QueryError> {
    let test = match value {
        Value::Word(word) => {
            let word = word.to_lowercase();
            match (keys::flag(&word), word.as_str()) {
                (Some(flag), _) => Test::Flag(flag),
                (None, "dev" | "development") => Test::Text(Text::Scope, Pattern::Word("development".to_owned())),
                _ if word.starts_with("pkg:") => {
                    Test::Text(Text::PackageUrl, Pattern::Word(format!("{}*", package_url(&word))))
                }
                _ => Test::Anything(Pattern::Word(word)),
            }
        }
        other => Test::Anything(pattern(token, other)?),
    };
    Ok(Expression::Test(test))
}

/// The `@` of a scope as package URLs write it: people write `pkg:npm/@scope/name`.
fn package_url(text: &str) -> String {
    text.replace("/@", "/%40")
}

fn pattern(token: &Token, value: &Value) -> Result<Pattern, QueryError> {
    match value {
        Value::Word(word) => Ok(Pattern::Word(word.to_lowercase())),
        Value::Quoted(text) => Ok(Pattern::Quoted(text.to_lowercase())),
        Value::Regex(source) => Pattern::regex(source).map_err(|message| fault(token, message)),
    }
}

fn flagged(token: &Token, key: &str, flag: Flag, value: &Value, is_not: bool) -> Result<Expression, QueryError> {
    let said = match value {
        Value::Word(word) | Value::Quoted(word) => word.to_lowercase(),
        Value::Regex(_) => String::new(),
    };
    let wanted = match said.as_str() {
        "yes" | "true" => !is_not,
        "no" | "false" => is_not,
        _ => return Err(fault(token, format!("“{key}” is yes or no"))),
    };
    let test = Expression::Test(Test::Flag(flag));
    Ok(if wanted { test } else { Expression::Not(Box::new(test)) })
}

fn whole(token: &Token, key: &str, value: &Value) -> Result<u32, QueryError> {
    let number = match value {
        Value::Word(word) | Value::Quoted(word) => word.parse().ok(),
        Value::Regex(_) => None,
    };
    number.ok_or_else(|| fault(token, format!("“{key}” is compared with a whole number")))
}
