//! The edges as CSV, one line each, with both ends named in full. What no edge touches is not in it.

use super::GraphFormat;
use super::extract::{EDGE_ATTRIBUTES, Extract, Mark, edge_values};
use crate::export::csv::line;

pub(super) const FORMAT: GraphFormat = GraphFormat {
    id: "csv",
    title: "CSV of dependencies",
    extension: "csv",
    media_type: "text/csv",
    hint: "A line for each dependency, for spreadsheets",
    write: csv,
};

/// Positions in `NODE_ATTRIBUTES`: name, version, package URL. A group has no name: its label stands for it.
const NAME: usize = 1;
const TOLD: [usize; 3] = [NAME, 2, 3];

fn csv(extract: &Extract) -> String {
    let mut out = String::with_capacity(180 * extract.edges().len());
    let ends = ["from", "from version", "from package URL", "to", "to version", "to package URL"];
    line(
        &mut out,
        ends.into_iter().chain(EDGE_ATTRIBUTES.map(|(name, _)| if name == "in_cycle" { "in cycle" } else { name })),
    );
    let mut from: Option<(u32, [String; TOLD.len()])> = None;
    for edge in extract.edges() {
        // Edges come by what they leave.
        if from.as_ref().is_none_or(|(known, _)| *known != edge.from) {
            from = Some((edge.from, told(&extract.mark(edge.from))));
        }
        let to = told(&extract.mark(edge.to));
        let said = edge_values(edge).map(|value| value.words().unwrap_or_default().into_owned());
        let cells = from.iter().flat_map(|(_, from)| from).chain(&to).chain(&said);
        line(&mut out, cells.map(String::as_str));
    }
    for text in extract.stamp {
        line(&mut out, [text.as_str()].into_iter());
    }
    out
}

fn told(mark: &Mark) -> [String; TOLD.len()] {
    TOLD.map(|position| match mark.values.get(position).and_then(|value| value.words()) {
        Some(words) => words.into_owned(),
        None if position == NAME => mark.label().to_owned(),
        None => String::new(),
    })
}
