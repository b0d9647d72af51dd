//! What a value is compared with: text, a glob or a regular expression. All in small letters.

use regex_lite::{Regex, RegexBuilder};

/// Bytes a compiled regular expression may take.
const LARGEST_REGEX: usize = 1 << 20;

/// A value of a term.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// Written in quotes: no letter of it has a meaning of its own.
    Quoted(String),
    /// `*` stands for any run of letters.
    Word(String),
    Regex(Regex),
}

impl Pattern {
    /// A regular expression.
    ///
    /// # Errors
    /// In words, where it is none or would take too much room.
    pub fn regex(source: &str) -> Result<Self, String> {
        let built = RegexBuilder::new(source).case_insensitive(true).size_limit(LARGEST_REGEX).build();
        built.map(Self::Regex).map_err(|fault| format!("this is no regular expression: {fault}"))
    }

    /// Does it fit the whole text? A regular expression need fit a part only. `text` is in small letters.
    pub fn is(&self, text: &str) -> bool {
        match self {
            Self::Quoted(quoted) => quoted == text,
            Self::Word(word) => glob(word, text),
            Self::Regex(regex) => regex.is_match(text),
        }
    }

    /// Does it fit the text, or without a `*` a part of it?
    pub fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Quoted(quoted) => text.contains(quoted.as_str()),
            Self::Word(word) if word.contains('*') => glob(word, text),
            Self::Word(word) => text.contains(word.as_str()),
            Self::Regex(regex) => regex.is_match(text),
        }
    }

    /// Is it just this word?
    pub fn is_word(&self, wanted: &str) -> bool {
        matches!(self, Self::Word(word) if word == wanted)
    }
}

/// Does `text` fit `pattern`, in which `*` stands for any run of letters? Linear in both.
fn glob(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let tail = parts.pop().unwrap_or_default();
    for part in parts {
        match text.find(part) {
            Some(at) => text = text.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    text.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_whole_words() {
        assert!(glob("agpl*", "agpl-3.0-only"));
        assert!(!glob("gpl*", "agpl-3.0-only"));
        assert!(glob("*core*2", "log4j-core-2"));
        assert!(glob("mit", "mit"));
        assert!(!glob("a*a", "a"));
    }

    #[test]
    fn a_quoted_star_is_a_star() {
        assert!(!Pattern::Quoted("a*".to_owned()).is("ab"));
        assert!(Pattern::Quoted("a*".to_owned()).is("a*"));
    }
}
