//! The colours of a picture by ecosystem, depth, duplicates, file or difference: what takes more than graph and judgement.

use std::collections::BTreeMap;

use super::compare;
use super::facts::Facts;
use super::scene::{Hues, KINDS, LegendKey, Palette, key, visible};
use super::vulnerabilities;
use crate::analysis::comparison::NodeChange;
use crate::analysis::duplicates::is_duplicate;
use crate::analysis::vulnerabilities::HUES;
use crate::graph::DocumentIndex;

/// The colours of all nodes. `compare` names two files by id; else those are compared that `compare::pair` chooses. Costs
/// nodes, and the first time what comparing costs.
pub fn hues(facts: &Facts, palette: Palette, compare: Option<(u32, u32)>) -> Hues {
    let nodes = facts.graph.nodes.iter();
    match palette {
        Palette::Verdict | Palette::Class | Palette::Scope => Hues::new(&facts.graph, &facts.judgement, palette),
        Palette::Ecosystem => {
            let words = nodes.map(|node| node.component.ecosystem.as_str().to_owned()).collect();
            most_frequent(words, "other ecosystems")
        }
        Palette::File => {
            let name = |document: &DocumentIndex| {
                facts.file_of_document(*document).map(|file| visible(&file.name).into_owned()).unwrap_or_default()
            };
            let words = nodes.map(|node| match node.members.as_slice() {
                [(document, _)] => name(document),
                _ => "several files".to_owned(),
            });
            most_frequent(words.collect(), "other files")
        }
        Palette::Depth => {
            let last = KINDS as u32 - 1;
            let of = |depth: Option<u32>| depth.map_or(last, |depth| depth.saturating_sub(1).min(last)) as u8;
            let keys = (1..=last).map(|depth| key("step", &(depth - 1).to_string(), &format!("depth {depth}")));
            let deeper = key("step", &last.to_string(), &format!("deeper than {last}, or not reached"));
            Hues { of: nodes.map(|node| of(node.depth)).collect(), keys: keys.chain([deeper]).collect() }
        }
        Palette::Duplicates => {
            let is_one = |name: &str, ecosystem| is_duplicate(&facts.duplicates, name, ecosystem);
            let of = nodes.map(|node| u8::from(is_one(&node.component.name, node.component.ecosystem)));
            let keys = vec![key("kind", "6", "one version"), key("kind", "4", "several versions")];
            Hues { of: of.collect(), keys }
        }
        Palette::Difference => differences(facts, compare),
        Palette::Severity => {
            const KEYS: [&str; 8] = ["critical", "high", "medium", "low", "none", "unknown", "unaffected", "unchecked"];
            let keys = KEYS.iter().zip(HUES).map(|(name, words)| key("sev", name, words));
            Hues { of: vulnerabilities::hues(facts), keys: keys.collect() }
        }
    }
}

/// Is a position of `Palette::Difference` that of something that changed?
pub fn is_difference(hue: u8) -> bool {
    (1..=4).contains(&hue)
}

fn differences(facts: &Facts, files: Option<(u32, u32)>) -> Hues {
    let pair = files.or_else(|| compare::pair(facts, None, None));
    let found = pair.and_then(|pair| compare::compared(facts, pair));
    let count = facts.graph.nodes.len();
    let of = found.map_or_else(|| vec![NodeChange::Neither; count], |found| found.of_nodes(count));
    let hue = |change: &NodeChange| match change {
        NodeChange::Same => 0,
        NodeChange::Added => 1,
        NodeChange::Removed => 2,
        NodeChange::Moved => 3,
        NodeChange::License => 4,
        NodeChange::Neither => 5,
    };
    const WORDS: [&str; 6] = ["same", "added", "removed", "changed", "other licence", "in neither file"];
    let keys = WORDS.iter().zip(0..).map(|(words, at): (_, u8)| key("difference", &at.to_string(), words));
    Hues { of: of.iter().map(hue).collect(), keys: keys.collect() }
}

/// The most frequent words each have a colour, all others share the last.
fn most_frequent(words: Vec<String>, others: &str) -> Hues {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    words.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut order: Vec<(&str, usize)> = counts.into_iter().collect();
    order.sort_by(|one, two| two.1.cmp(&one.1).then(one.0.cmp(two.0)));
    let has_room = order.len() <= KINDS;
    let shown: Vec<&str> = order.iter().take(if has_room { KINDS } else { KINDS - 1 }).map(|(word, _)| *word).collect();
    let at = |word: &String| shown.iter().position(|shown| shown == word).unwrap_or(KINDS - 1) as u8;
    let named = shown.iter().zip(0..).map(|(word, at): (_, u8)| key("kind", &at.to_string(), word));
    let rest = (!has_room).then(|| key("kind", &(KINDS - 1).to_string(), others));
    let keys: Vec<LegendKey> = named.chain(rest).collect();
    Hues { of: words.iter().map(at).collect(), keys }
}
