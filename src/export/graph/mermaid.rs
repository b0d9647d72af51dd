//! A Mermaid flow chart of what is nearest to the roots, to paste into a document.
//!
//! Mermaid refuses charts beyond a size: the chart stops below it and says so in a box of its own.
//! Source of the limits: `maxEdges` and `maxTextSize` of Mermaid's default configuration.

use super::GraphFormat;
use super::extract::{Extract, Mark};
use crate::export::escape;
use crate::graph::SubsetEdge;
use crate::model::{DependencyKind, Scope};
use crate::view::words::{count, length};

pub(super) const FORMAT: GraphFormat = GraphFormat {
    id: "mermaid",
    title: "Mermaid",
    extension: "mmd",
    media_type: "text/vnd.mermaid",
    hint: "A flow chart for documents, of at most 500 dependencies",
    write: mermaid,
};

/// Edges in one chart.
const MOST_EDGES: usize = 500;
/// Nodes in one chart: more cannot be told apart.
const MOST_NODES: usize = 500;
/// Characters of one chart, the stamp and the box that tells of the limit not counted (they have room to 50,000).
const MOST_LETTERS: usize = 44_000;
/// Of these, characters that nodes may take; the rest is for edges.
const MOST_NODE_LETTERS: usize = 30_000;
/// Characters of the stamp.
const MOST_STAMP_LETTERS: usize = 5_000;

fn mermaid(extract: &Extract) -> String {
    let mut out = "flowchart LR\n".to_owned();
    let nearest = nearest(extract);
    let mut drawn = vec![false; extract.len()];
    let (mut nodes, mut letters) = (0, 0);
    for mark in nearest.iter().take(MOST_NODES) {
        let line = node(&extract.mark(*mark));
        let size = line.chars().count();
        if letters + size > MOST_NODE_LETTERS {
            continue;
        }
        letters += size;
        nodes += 1;
        out.push_str(&line);
        if let Some(drawn) = drawn.get_mut(*mark as usize) {
            *drawn = true;
        }
    }
    let is_drawn = |mark: u32| drawn.get(mark as usize).copied().unwrap_or_default();
    let mut edges = 0;
    for edge in extract.edges().iter().filter(|edge| is_drawn(edge.from) && is_drawn(edge.to)) {
        let line = format!("  {} {} {}\n", extract.id(edge.from), arrow(edge), extract.id(edge.to));
        if edges == MOST_EDGES || letters + line.len() > MOST_LETTERS {
            break;
        }
        letters += line.len();
        edges += 1;
        out.push_str(&line);
    }
    if nodes < extract.len() || edges < extract.edges().len() {
        out.push_str(&format!(
            "  limit[\"{} of {} and {} of {}: a Mermaid chart holds no more\"]\n",
            length(nodes),
            count(extract.len(), "mark"),
            length(edges),
            count(extract.edges().len(), "dependency"),
        ));
    }
    stamp(&mut out, extract.stamp);
    out
}

/// Marks by depth, groups after the components of the graph's lowest depth.
fn nearest(extract: &Extract) -> Vec<u32> {
    let mut marks: Vec<(u32, u32)> =
        (0..).zip(extract.marks()).map(|(at, mark)| (mark.depth.unwrap_or(u32::MAX), at)).collect();
    marks.sort_unstable();
    marks.into_iter().map(|(_, mark)| mark).collect()
}

fn node(mark: &Mark) -> String {
    let label = escape::mermaid(mark.label());
    match (mark.is_root, mark.verdict) {
        (true, _) => format!("  {}([\"{label}\"])\n", mark.id),
        (_, None) => format!("  {}[[\"{label}\"]]\n", mark.id),
        _ => format!("  {}[\"{label}\"]\n", mark.id),
    }
}

fn arrow(edge: &SubsetEdge) -> &'static str {
    match (edge.in_cycle, edge.kind, edge.scope) {
        (true, _, _) => "==>",
        (_, DependencyKind::Contains, _) => "--o",
        (_, _, Scope::Runtime | Scope::Unknown) => "-->",
        _ => "-.->",
    }
}

/// As comments; what does not fit is counted.
fn stamp(out: &mut String, lines: &[String]) {
    let mut letters = 0;
    for (position, line) in lines.iter().enumerate() {
        let line = format!("%% {}\n", escape::mermaid(line));
        letters += line.chars().count();
        if letters > MOST_STAMP_LETTERS {
            out.push_str(&format!("%% and {}\n", count(lines.len() - position, "more line")));
            return;
        }
        out.push_str(&line);
    }
}
