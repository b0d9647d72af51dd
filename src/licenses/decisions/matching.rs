//! Which components a decision is about, and what the documents state for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{Graph, NodeIndex};
use crate::licenses::Evidence;
use crate::licenses::reading::read;

/// What the documents themselves state, before anybody settles anything. Each text is read once.
#[derive(Default)]
pub struct Stated {
    known: BTreeMap<String, String>,
}

impl Stated {
    /// The expressions stated for a component, as understood; texts that cannot be understood as they are. Empty where
    /// nothing is stated. Several, from different places, stand sorted and separated by `; `.
    pub fn of(&mut self, graph: &Graph, node: NodeIndex) -> String {
        let Some(found) = graph.nodes.get(node as usize) else { return String::new() };
        let mut out: BTreeSet<String> = BTreeSet::new();
        for license in &found.component.licenses {
            let text = match self.known.get(&license.raw) {
                Some(known) => known.clone(),
                None => {
                    let text = understood(&license.raw);
                    self.known.insert(license.raw.clone(), text.clone());
                    text
                }
            };
            if !text.is_empty() {
                out.insert(text);
            }
        }
        out.into_iter().collect::<Vec<_>>().join("; ")
    }
}

fn understood(raw: &str) -> String {
    let reading = read(raw);
    match (reading.expression, reading.evidence) {
        (Some(expression), _) => expression.sorted().to_string(),
        (None, Evidence::NotStated | Evidence::NotInFile | Evidence::FormatHoldsNone) => String::new(),
        (None, _) => raw.trim().chars().take(200).collect(),
    }
}
