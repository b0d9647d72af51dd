//! What could not be read, was repaired or was assumed, and where.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One remark on a document. Reading goes on after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    pub level: Level,
    /// A short stable code, such as `dangling-reference`.
    pub code: String,
    /// One sentence for a person, without a full stop.
    pub message: String,
    pub place: Option<Place>,
}

impl Notice {
    pub fn new(level: Level, code: &str, message: impl Into<String>, place: Option<Place>) -> Self {
        Self { level, code: code.to_owned(), message: message.into(), place }
    }

    pub fn error(code: &str, message: impl Into<String>, place: Option<Place>) -> Self {
        Self::new(Level::Error, code, message, place)
    }

    pub fn warning(code: &str, message: impl Into<String>, place: Option<Place>) -> Self {
        Self::new(Level::Warning, code, message, place)
    }

    pub fn info(code: &str, message: impl Into<String>, place: Option<Place>) -> Self {
        Self::new(Level::Info, code, message, place)
    }
}

/// How much a notice matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    Info,
    Warning,
    Error,
}

impl Level {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// Line and column, both from 1; the column counts characters.
    Line { line: u32, column: u32 },
    /// A path inside the document, such as `packages["node_modules/a"]`.
    Path(String),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, column } => write!(out, "line {line}, column {column}"),
            Self::Path(path) => out.write_str(path),
        }
    }
}

/// Why a document as a whole could not be read: what, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadError {
    /// A short stable code, such as `truncated` or `unknown-format`.
    pub code: String,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    pub place: Option<Place>,
    /// What the person can do about it, one sentence without a full stop.
    pub advice: String,
}

impl ReadError {
    pub fn new(code: &str, message: impl Into<String>, place: Option<Place>, advice: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), place, advice: advice.into() }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)?;
        match &self.place {
            Some(place) => write!(out, " ({place})"),
            None => Ok(()),
        }
    }
}
