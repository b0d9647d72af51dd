//! What is known of one component.

use super::sources::date;
use super::{counted, known, lines};
use crate::analysis::vulnerabilities::{HUES, State, Vulnerabilities};
use crate::graph::NodeIndex;
use crate::view::facts::Facts;
use crate::view::words::{length, visible};

/// `critical, 2 in all`, `not affected` or `not checked`: for a table.
pub fn cell(facts: &Facts, node: NodeIndex) -> String {
    let known = known(facts);
    let hue = HUES.get(known.hue(node) as usize).copied().unwrap_or_default();
    match known.states.get(node as usize) {
        Some(State::Affected(_)) => match open(known, node) {
            0 | 1 => hue.to_owned(),
            open => format!("{hue}, {} in all", length(open)),
        },
        _ => hue.to_owned(),
    }
}

/// `critical`, `not affected`, `not checked`, and a sentence on it.
pub fn state_words(facts: &Facts, node: NodeIndex) -> (String, String) {
    let known = known(facts);
    let hue = HUES.get(known.hue(node) as usize).copied().unwrap_or_default().to_owned();
    let words = match known.states.get(node as usize) {
        Some(State::Affected(_)) => {
            format!("Affected by {}", counted(open(known, node)))
        }
        Some(State::NotAffected(database)) => {
            let database = facts.included_databases().get(*database).copied();
            let name = database.and_then(|database| facts.files.iter().find(|file| file.id == database.id));
            let date = database.map(|database| date(&database.advisories.modified)).unwrap_or_default();
            format!("Not affected by {} of {date}", name.map(|file| visible(&file.name)).unwrap_or_default())
        }
        Some(State::NotChecked(why)) => format!("Not checked: {}", why.words()),
        None => "Not checked".to_owned(),
    };
    (hue, words)
}

/// Vulnerabilities of a component that somebody must still look at.
fn open(known: &Vulnerabilities, node: NodeIndex) -> usize {
    let positions = known.of_node.get(node as usize).map(Vec::as_slice).unwrap_or_default();
    let of_it = positions.iter().filter_map(|position| known.list.get(*position as usize));
    let pairs = of_it.filter_map(|vulnerability| vulnerability.pairs.iter().find(|pair| pair.node == node));
    pairs.filter(|pair| pair.standing.is_open()).count()
}

/// What one component is named in: id, severity, summary, state, whether it is open.
pub fn of_component(facts: &Facts, node: NodeIndex) -> Vec<(String, String, String, String, bool)> {
    let known = known(facts);
    let positions = known.of_node.get(node as usize).map(Vec::as_slice).unwrap_or_default();
    positions
        .iter()
        .filter_map(|position| {
            let vulnerability = known.list.get(*position as usize)?;
            let pair = vulnerability.pairs.iter().find(|pair| pair.node == node)?;
            let mut state = pair.standing.as_str().to_owned();
            if let Some(fixed) = lines::fixed(pair) {
                state = format!("{state}, {fixed}");
            }
            Some((
                visible(&vulnerability.id),
                vulnerability.rating.severity.as_str().to_owned(),
                visible(vulnerability.summary.as_deref().unwrap_or_default()),
                state,
                pair.standing.is_open(),
            ))
        })
        .collect()
}
