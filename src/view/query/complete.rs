//! What may come next in a query that is being written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::keys::{KEYS, Key};
use super::term;
use crate::licenses::{LicenseClass, Verdict};
use crate::view::facts::Facts;
use crate::view::words::{count, visible};
use crate::view::{hygiene, vulnerabilities};

/// Suggestions at most.
const MOST: usize = 12;

/// One way to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The whole query with it in place.
    pub query: String,
    /// The word itself.
    pub word: String,
    /// What it finds.
    pub hint: String,
}

/// How the last word of a query may go on: keys, then the values that are here, most frequent first. Costs nodes.
pub fn complete(facts: &Facts, text: &str) -> Vec<Completion> {
    let (before, word) = text.split_at(last_word(text));
    let (negation, word) = match word.strip_prefix('-').or_else(|| word.strip_prefix("not:")) {
        Some(rest) => (&word[..word.len() - rest.len()], rest),
        None => ("", word),
    };
    let small = word.to_lowercase();
    let finished = |word: &str, hint: &str| Completion {
        query: format!("{before}{negation}{word}"),
        word: word.to_owned(),
        hint: hint.to_owned(),
    };
    match small.split_once(':') {
        None => KEYS
            .iter()
            .filter(|(name, _, _)| !small.is_empty() && name.starts_with(&small) && *name != small)
            .map(|(name, key, hint)| match key {
                Key::Flag(_) => finished(name, hint),
                Key::Number(_) => finished(&format!("{name}>"), hint),
                _ => finished(&format!("{name}:"), hint),
            })
            .take(MOST)
            .collect(),
        Some((key, begun)) => {
            let begun = begun.strip_prefix('"').unwrap_or(begun);
            let goes_on = |value: &str| value.to_lowercase().starts_with(begun) && value.to_lowercase() != begun;
            let values = values(facts, key, begun).into_iter().filter(|(value, _)| goes_on(value));
            values.take(MOST).map(|(value, hint)| finished(&term(key, &value), &hint)).collect()
        }
    }
}

/// Where the last word begins, in bytes: behind the last blank or parenthesis that stands in no quotes.
fn last_word(text: &str) -> usize {
    let (mut start, mut is_quoted) = (0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => start = at + 1,
            letter if letter.is_whitespace() && !is_quoted => start = at + letter.len_utf8(),
            _ => {}
        }
    }
    start
}

/// The values of a key that are here, with how often; the most frequent first. `begun` is in small letters.
fn values(facts: &Facts, key: &str, begun: &str) -> Vec<(String, String)> {
    debug_assert!(LicenseClass::ALL.len() < MOST && Verdict::ALL.len() < MOST, "every class and verdict fits the list");
    let listed = |words: &[&str]| words.iter().map(|word| ((*word).to_owned(), String::new())).collect();
    let (counts, counted) = match key {
        "license" | "licence" | "class" | "verdict" => (of_judgement(facts, key), "component"),
        "scope" | "ecosystem" | "type" | "kind" => (of_nodes(facts, key), "component"),
        "name" | "needs" | "brought-by" if !begun.is_empty() => (names(facts, begun), "component"),
        "file" => {
            let included = facts.files.iter().filter(|file| file.included);
            (included.map(|file| (visible(&file.name), 1)).collect(), "file")
        }
        "project" => (facts.estate().projects.iter().map(|project| (visible(&project.name), 1)).collect(), "project"),
        "owner" => (owners(facts), "project"),
        "vuln" => (of_vulnerabilities(facts), "component"),
        "hygiene" => (of_hygiene(facts), "component"),
        "hash" | "source" | "supplier" => return listed(&["none"]),
        _ if super::keys::flag(key).is_some() => return listed(&["yes", "no"]),
        _ => return Vec::new(),
    };
    let mut values: Vec<(String, usize)> = counts.into_iter().collect();
    values.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    values.into_iter().map(|(value, number)| (value, count(number, counted))).collect()
}

type Counts = BTreeMap<String, usize>;

fn owned(counts: BTreeMap<&str, usize>) -> Counts {
    counts.into_iter().map(|(value, number)| (value.to_owned(), number)).collect()
}

/// Asked once for each conclusion, of which there are few.
fn of_judgement(facts: &Facts, key: &str) -> Counts {
    let components = &facts.judgement.components;
    let mut times = vec![0usize; components.different().len()];
    for node in 0..components.len() {
        if let Some(times) = components.position(node).and_then(|at| times.get_mut(at)) {
            *times += 1;
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (judged, times) in components.different().iter().zip(times).filter(|(_, times)| *times > 0) {
        let mut add = |value| *counts.entry(value).or_default() += times;
        match key {
            "class" => add(judged.class.as_str()),
            "verdict" if !judged.own => add(judged.verdict.as_str()),
            "verdict" => {}
            _ => {
                let terms = judged.expression.as_deref().unwrap_or_default();
                let is_operator = |term: &&str| matches!(*term, "" | "AND" | "OR" | "WITH");
                terms.split([' ', '(', ')']).filter(|term| !is_operator(term)).for_each(add);
            }
        }
    }
    owned(counts)
}

fn of_nodes(facts: &Facts, key: &str) -> Counts {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for node in &facts.graph.nodes {
        let value = match key {
            "scope" => node.scope.as_str(),
            "kind" => node.component.kind.as_str(),
            _ => node.component.ecosystem.as_str(),
        };
        *counts.entry(value).or_default() += 1;
    }
    owned(counts)
}

fn names(facts: &Facts, begun: &str) -> Counts {
    let index = facts.index();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for node in (0..facts.graph.nodes.len() as u32).filter(|node| index.name(*node).starts_with(begun)) {
        *counts.entry(index.name(node)).or_default() += 1;
    }
    owned(counts)
}

fn of_vulnerabilities(facts: &Facts) -> Counts {
    let mut counts = Counts::new();
    for known in &vulnerabilities::known(facts).list {
        *counts.entry(visible(&known.id)).or_default() += known.pairs.len();
    }
    for word in vulnerabilities::words(facts) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

fn of_hygiene(facts: &Facts) -> Counts {
    let mut counts = Counts::new();
    for finding in &hygiene::checked(facts).findings {
        *counts.entry(finding.kind.as_str().to_owned()).or_default() += finding.nodes.len();
    }
    counts
}

fn owners(facts: &Facts) -> Counts {
    let mut counts = Counts::new();
    for project in &facts.estate().projects {
        let owner = facts.owners.get(&project.key).map_or("none", String::as_str);
        *counts.entry(visible(owner)).or_default() += 1;
    }
    counts
}
