//! GEXF 1.3, the format of Gephi: nodes and edges with typed attributes.
//!
//! Source: <https://gexf.net/schema.html>.

use super::GraphFormat;
use super::extract::{EDGE_ATTRIBUTES, Extract, NODE_ATTRIBUTES, Value, ValueType, edge_values};
use crate::export::escape;

pub(super) const FORMAT: GraphFormat = GraphFormat {
    id: "gexf",
    title: "GEXF",
    extension: "gexf",
    media_type: "application/gexf+xml",
    hint: "For Gephi",
    write: gexf,
};

fn gexf(extract: &Extract) -> String {
    let mut out = String::with_capacity(700 * extract.len() + 220 * extract.edges().len());
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n");
    let stamp = escape::xml(&extract.stamp.join("\n"));
    out.push_str(&format!("<meta><creator>Lockscope</creator><description>{stamp}</description></meta>\n"));
    out.push_str("<graph defaultedgetype=\"directed\" mode=\"static\" idtype=\"string\">\n");
    attributes(&mut out, "node", &NODE_ATTRIBUTES);
    attributes(&mut out, "edge", &EDGE_ATTRIBUTES);
    out.push_str("<nodes>\n");
    for mark in extract.marks() {
        out.push_str(&format!("<node id=\"{}\" label=\"{}\">", mark.id, escape::xml(mark.label())));
        values(&mut out, &mark.values);
        out.push_str("</node>\n");
    }
    out.push_str("</nodes>\n<edges>\n");
    for (position, edge) in extract.edges().iter().enumerate() {
        let (from, to) = (extract.id(edge.from), extract.id(edge.to));
        let said = edge_values(edge);
        // Two edges may join the same nodes where they differ in kind.
        let kind = said.get(1).and_then(Value::words).unwrap_or_default();
        out.push_str(&format!("<edge id=\"{position}\" source=\"{from}\" target=\"{to}\" kind=\"{kind}\">"));
        values(&mut out, &said);
        out.push_str("</edge>\n");
    }
    out.push_str("</edges>\n</graph>\n</gexf>\n");
    out
}

fn attributes(out: &mut String, of: &str, attributes: &[(&str, ValueType)]) {
    out.push_str(&format!("<attributes class=\"{of}\" mode=\"static\">\n"));
    for (position, (name, holds)) in attributes.iter().enumerate() {
        let holds = match holds {
            ValueType::Text => "string",
            ValueType::Number => "integer",
            ValueType::Flag => "boolean",
        };
        // A node's label is an attribute of the element already, and a title of that name would be taken for it.
        let name = if *name == "label" { "title" } else { name };
        out.push_str(&format!("<attribute id=\"{position}\" title=\"{name}\" type=\"{holds}\"/>\n"));
    }
    out.push_str("</attributes>\n");
}

fn values(out: &mut String, values: &[Value]) {
    out.push_str("<attvalues>");
    for (position, value) in values.iter().enumerate() {
        if let Some(words) = value.words() {
            out.push_str(&format!("<attvalue for=\"{position}\" value=\"{}\"/>", escape::xml(&words)));
        }
    }
    out.push_str("</attvalues>");
}
