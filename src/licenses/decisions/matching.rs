//! Which components a decision is about, and what the documents state for them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::graph::{Graph, NodeIndex};
use crate::licenses::reading::read;
use crate::licenses::{Evidence, Subject};

/// The components of a graph by the name of their package.
pub struct Packages {
    nodes: BTreeMap<String, Vec<NodeIndex>>,
}

impl Packages {
    pub fn of(graph: &Graph) -> Self {
        let mut nodes: BTreeMap<String, Vec<NodeIndex>> = BTreeMap::new();
        for (node, found) in (0..).zip(&graph.nodes) {
            nodes.entry(Subject::of(&found.component).package).or_default().push(node);
        }
        Self { nodes }
    }

    /// The components of a subject's package or packages, whatever their version. Costs what it finds.
    pub fn named<'a>(&'a self, subject: &'a Subject) -> Box<dyn Iterator<Item = NodeIndex> + 'a> {
        match subject.package.strip_suffix('*') {
            None => Box::new(self.nodes.get(&subject.package).into_iter().flatten().copied()),
            Some(start) => {
                let from = self.nodes.range::<str, _>((Bound::Included(start), Bound::Unbounded));
                Box::new(
                    from.take_while(move |(name, _)| name.starts_with(start))
                        .flat_map(|(_, nodes)| nodes.iter().copied()),
                )
            }
        }
    }
}

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
