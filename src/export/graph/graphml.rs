//! GraphML, which yEd, Gephi, Cytoscape, igraph and NetworkX read: nodes and edges with typed attributes.
//!
//! Source: <http://graphml.graphdrawing.org/primer/graphml-primer.html>.

use super::GraphFormat;
use super::extract::{EDGE_ATTRIBUTES, Extract, NODE_ATTRIBUTES, Value, ValueType, edge_values};
use crate::export::escape;

pub(super) const FORMAT: GraphFormat = GraphFormat {
    id: "graphml",
    title: "GraphML",
    extension: "graphml",
    media_type: "application/graphml+xml",
    hint: "For yEd, Gephi, Cytoscape and scripts",
    write: graphml,
};

fn graphml(extract: &Extract) -> String {
    let mut out = String::with_capacity(600 * extract.len() + 170 * extract.edges().len());
    out.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    out.push_str(&format!("<desc>{}</desc>\n", escape::xml(&extract.stamp.join("\n"))));
    keys(&mut out, "node", 'n', &NODE_ATTRIBUTES);
    keys(&mut out, "edge", 'e', &EDGE_ATTRIBUTES);
    out.push_str("<graph id=\"dependencies\" edgedefault=\"directed\">\n");
    for mark in extract.marks() {
        out.push_str(&format!("<node id=\"{}\">", mark.id));
        values(&mut out, 'n', &mark.values);
        out.push_str("</node>\n");
    }
    for (position, edge) in extract.edges().iter().enumerate() {
        let (from, to) = (extract.id(edge.from), extract.id(edge.to));
        out.push_str(&format!("<edge id=\"e{position}\" source=\"{from}\" target=\"{to}\">"));
        values(&mut out, 'e', &edge_values(edge));
        out.push_str("</edge>\n");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

/// What is said of nodes and of edges; ids are theirs alone, names may be the same.
fn keys(out: &mut String, of: &str, letter: char, attributes: &[(&str, ValueType)]) {
    for (position, (name, holds)) in attributes.iter().enumerate() {
        let holds = match holds {
            ValueType::Text => "string",
            ValueType::Number => "int",
            ValueType::Flag => "boolean",
        };
        let key = format!("id=\"{letter}{position}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{holds}\"");
        out.push_str(&format!("<key {key}/>\n"));
    }
}

fn values(out: &mut String, letter: char, values: &[Value]) {
    for (position, value) in values.iter().enumerate() {
        if let Some(words) = value.words() {
            out.push_str(&format!("<data key=\"{letter}{position}\">{}</data>", escape::xml(&words)));
        }
    }
}
