//! DOT, the language of Graphviz: nodes and edges with their attributes, drawn by verdict and scope.
//!
//! Every text is a quoted string, never an HTML label, and nothing is a link.
//! Source: <https://graphviz.org/doc/info/lang.html>.

use super::GraphFormat;
use super::extract::{EDGE_ATTRIBUTES, Extract, Mark, NODE_ATTRIBUTES, Value, edge_values};
use crate::export::escape;
use crate::export::svg::SvgTheme;
use crate::graph::SubsetEdge;
use crate::licenses::Verdict;
use crate::model::{DependencyKind, Scope};
use crate::view::scene::{Ink, visible};

pub(super) const FORMAT: GraphFormat = GraphFormat {
    id: "dot",
    title: "DOT",
    extension: "dot",
    media_type: "text/vnd.graphviz",
    hint: "For Graphviz",
    write: dot,
};

fn dot(extract: &Extract) -> String {
    let mut out = String::with_capacity(320 * extract.len() + 80 * extract.edges().len());
    for line in extract.stamp {
        out.push_str("// ");
        out.push_str(&visible(line));
        out.push('\n');
    }
    out.push_str("digraph dependencies {\n  graph [rankdir=LR]\n  node [shape=box, fontname=\"sans-serif\"]\n");
    for mark in extract.marks() {
        node(&mut out, &mark);
    }
    for edge in extract.edges() {
        out.push_str("  ");
        out.push_str(&extract.id(edge.from));
        out.push_str(" -> ");
        out.push_str(&extract.id(edge.to));
        out.push_str(" [");
        attributes(&mut out, EDGE_ATTRIBUTES.iter().map(|(name, _)| *name).zip(&edge_values(edge)));
        out.push_str(edge_style(edge));
        out.push_str("]\n");
    }
    out.push_str("}\n");
    out
}

fn node(out: &mut String, mark: &Mark) {
    out.push_str("  ");
    out.push_str(&mark.id);
    out.push_str(" [");
    attributes(out, NODE_ATTRIBUTES.iter().map(|(name, _)| *name).zip(&mark.values));
    if let Some(verdict) = mark.verdict {
        let at = (0..).zip(Verdict::ALL).find(|(_, known)| *known == verdict).map_or(0, |(at, _)| at);
        out.push_str(&format!(", color=\"{}\"", SvgTheme::Light.colour(Ink::Verdict(at))));
    }
    out.push_str(match (mark.is_root, mark.verdict) {
        (true, _) => ", penwidth=2",
        (_, Some(Verdict::Conflict)) => ", shape=octagon, penwidth=2",
        (_, Some(Verdict::Review)) => ", shape=hexagon",
        (_, Some(Verdict::NoSource | Verdict::Unknown)) => ", style=dashed",
        (_, None) => ", style=dotted",
        _ => "",
    });
    out.push_str("]\n");
}

/// `name="value"`, nothing said where nothing is known.
fn attributes<'v>(out: &mut String, values: impl Iterator<Item = (&'static str, &'v Value<'v>)>) {
    let mut before = "";
    for (name, value) in values {
        let Some(words) = value.words() else { continue };
        out.push_str(before);
        before = ", ";
        out.push_str(name);
        out.push('=');
        match value {
            Value::Text(_) => {
                out.push('"');
                // Only in a label does Graphviz read character references.
                let words = if name == "label" { words.replace('&', "&amp;").into() } else { words };
                out.push_str(&escape::dot(&words));
                out.push('"');
            }
            _ => out.push_str(&words),
        }
    }
}

fn edge_style(edge: &SubsetEdge) -> &'static str {
    match (edge.in_cycle, edge.kind, edge.scope) {
        (true, _, _) => ", penwidth=2",
        (_, DependencyKind::Contains, _) => ", arrowhead=odiamond",
        (_, _, Scope::Development | Scope::Test | Scope::Build) => ", style=dashed",
        (_, _, Scope::Optional | Scope::Peer | Scope::Provided) => ", style=dotted",
        (_, _, Scope::Runtime | Scope::Unknown) => "",
    }
}
