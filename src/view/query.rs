//! The query line of the inventory: words and `key:value` terms, all of which must hold.
//!
//! `license:AGPL* scope:runtime not:direct express`. A word alone looks in name, package URL and
//! licence. `*` stands for anything. `not:` before a term turns it round.

use crate::analysis::duplicates::is_duplicate;
use crate::graph::NodeIndex;
use crate::licenses::Verdict;

use super::facts::Facts;
use super::words::license_cell;

/// A query that was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    negated: bool,
    key: Key,
    pattern: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Key {
    Anything,
    Name,
    Version,
    License,
    Class,
    Verdict,
    Scope,
    Ecosystem,
    File,
    PackageUrl,
    Direct,
    Duplicate,
    Depth,
    Involved,
}

const KEYS: [(&str, Key); 13] = [
    ("name", Key::Name),
    ("version", Key::Version),
    ("license", Key::License),
    ("class", Key::Class),
    ("verdict", Key::Verdict),
    ("scope", Key::Scope),
    ("ecosystem", Key::Ecosystem),
    ("file", Key::File),
    ("purl", Key::PackageUrl),
    ("direct", Key::Direct),
    ("duplicate", Key::Duplicate),
    ("depth", Key::Depth),
    ("involved", Key::Involved),
];

impl Query {
    /// Reads a query line of at most 1,000 letters.
    ///
    /// # Errors
    /// A sentence that names the term that is not understood and the keys there are.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.len() > 1_000 {
            return Err("A query has at most 1,000 letters".to_owned());
        }
        text.split_whitespace().map(term).collect::<Result<_, _>>().map(|terms| Self { terms })
    }

    /// Does the component meet every term?
    pub fn accepts(&self, facts: &Facts, node: NodeIndex) -> bool {
        self.terms.iter().all(|term| holds(term, facts, node) != term.negated)
    }
}

fn term(word: &str) -> Result<Term, String> {
    let (negated, word) = match word.strip_prefix("not:").or_else(|| word.strip_prefix('-')) {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, word),
    };
    match word.to_lowercase().as_str() {
        "direct" => return Ok(Term { negated, key: Key::Direct, pattern: "yes".to_owned() }),
        "dev" | "development" => return Ok(Term { negated, key: Key::Scope, pattern: "development".to_owned() }),
        _ => {}
    }
    let Some((key, value)) = word.split_once(':') else {
        return Ok(Term { negated, key: Key::Anything, pattern: word.to_lowercase() });
    };
    if key == "pkg" {
        return Ok(Term { negated, key: Key::PackageUrl, pattern: format!("{}*", word.to_lowercase()) });
    }
    let key = key.to_lowercase();
    let key = if key == "licence" { "license" } else { &key };
    match KEYS.iter().find(|(name, _)| *name == key) {
        Some((_, key)) => Ok(Term { negated, key: *key, pattern: value.to_lowercase() }),
        None => {
            let known: Vec<&str> = KEYS.iter().map(|(name, _)| *name).collect();
            Err(format!("“{key}:” is not a key; there are {}", known.join(", ")))
        }
    }
}

fn holds(term: &Term, facts: &Facts, node: NodeIndex) -> bool {
    let (Some(found), Some(judged)) =
        (facts.graph.nodes.get(node as usize), facts.judgement.components.get(node as usize))
    else {
        return false;
    };
    let component = &found.component;
    let is = |text: &str| glob(&term.pattern, &text.to_lowercase());
    let contains = |text: &str| {
        let text = text.to_lowercase();
        if term.pattern.contains('*') { glob(&term.pattern, &text) } else { text.contains(&term.pattern) }
    };
    let yes = |value: bool| value == !matches!(term.pattern.as_str(), "no" | "false");
    let license = || license_cell(judged).0;
    let package_url = || component.package_url.as_ref().map(ToString::to_string).unwrap_or_default();
    match term.key {
        Key::Anything => contains(&component.name) || contains(&license()) || contains(&package_url()),
        Key::Name => is(&component.name),
        Key::Version => component.version.as_deref().is_some_and(is),
        Key::License => {
            let text = license();
            is(&text) || text.split([' ', '(', ')']).any(is)
        }
        Key::Class => is(judged.class.as_str()) || is(judged.class.title()),
        Key::Verdict => !judged.own && (is(judged.verdict.as_str()) || contains(judged.verdict.title())),
        Key::Scope => is(found.scope.as_str()),
        Key::Ecosystem => is(component.ecosystem.as_str()),
        Key::File => facts.file_of(node).is_some_and(|file| contains(&file.name)),
        Key::PackageUrl => is(&package_url()),
        Key::Direct => yes(facts.graph.is_direct(node)),
        Key::Duplicate => yes(is_duplicate(&facts.duplicates, &component.name, component.ecosystem)),
        Key::Involved => yes(judged.involved),
        Key::Depth => found.depth.is_some_and(|depth| is(&depth.to_string())),
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

/// Words for the verdict filter chips of a table foot.
pub fn verdict_query(verdict: Verdict) -> String {
    format!("verdict:{}", verdict.as_str())
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
    fn an_unknown_key_is_named() {
        let error = Query::parse("licens:MIT").unwrap_err();
        assert!(error.contains("“licens:” is not a key"), "{error}");
    }
}
