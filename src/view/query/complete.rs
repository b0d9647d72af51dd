//! What may come next in a query that is being written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::keys::KEYS;
use crate::licenses::{LicenseClass, Verdict};
use crate::view::facts::Facts;
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
    let start = text.rfind(|letter: char| letter.is_whitespace() || letter == '(').map_or(0, |at| at + 1);
    let (before, word) = text.split_at(start);
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
                super::keys::Key::Flag(_) => finished(name, hint),
                super::keys::Key::Number(_) => finished(&format!("{name}>"), hint),
                _ => finished(&format!("{name}:"), hint),
            })
            .take(MOST)
            .collect(),
        Some((key, begun)) => values(facts, key)
            .into_iter()
            .filter(|(value, _)| value.to_lowercase().starts_with(begun) && value.to_lowercase() != begun)
            .take(MOST)
            .map(|(value, count)| {
                let value = if value.contains([' ', '(', ')']) { format!("\"{value}\"") } else { value };
                finished(&format!("{key}:{value}"), &crate::view::words::count(count, "component"))
            })
            .collect(),
    }
}

/// The values of a key that are here, with how many components have them; the most frequent first.
fn values(facts: &Facts, key: &str) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |value: &str| *counts.entry(value.to_owned()).or_default() += 1;
    for (node, judged) in facts.graph.nodes.iter().zip(&facts.judgement.components) {
        match key {
            "scope" => add(node.scope.as_str()),
            "ecosystem" => add(node.component.ecosystem.as_str()),
            "kind" => add(node.component.kind.as_str()),
            "class" => add(judged.class.as_str()),
            "verdict" if !judged.own => add(judged.verdict.as_str()),
            "license" | "licence" => {
                let terms = judged.expression.as_deref().unwrap_or_default();
                let is_operator = |term: &&str| matches!(*term, "" | "AND" | "OR" | "WITH");
                terms.split([' ', '(', ')']).filter(|term| !is_operator(term)).for_each(&mut add);
            }
            _ => {}
        }
    }
    match key {
        "vuln" => {
            let known = vulnerabilities::known(facts);
            known.list.iter().for_each(|known| known.pairs.iter().for_each(|_| add(&known.id)));
            vulnerabilities::words(facts).into_iter().for_each(&mut add);
        }
        "hygiene" => hygiene::checked(facts).findings.iter().for_each(|finding| {
            finding.nodes.iter().for_each(|_| add(finding.kind.as_str()));
        }),
        _ => {}
    }
    if key == "file" {
        facts.files.iter().filter(|file| file.included).for_each(|file| add(&file.name));
    }
    let mut values: Vec<(String, usize)> = counts.into_iter().collect();
    values.sort_by(|one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
    debug_assert!(LicenseClass::ALL.len() < MOST && Verdict::ALL.len() < MOST, "every class and verdict fits the list");
    values
}
