//! JSON in the shape that d3 and NetworkX call node-link:
//!
//! ```json
//! { "form": "lockscope-graph/1", "directed": true, "multigraph": true,
//!   "graph": { "whole": true, "components": 2, "stamp": ["Lockscope …", "File: …"] },
//!   "nodes": [
//!     { "id": "n0", "label": "app 1.0.0", "name": "app", "version": "1.0.0", "package_url": "pkg:npm/app@1.0.0", "…": "…" }
//!   ],
//!   "links": [
//!     { "source": "n0", "target": "n1", "scope": "runtime", "kind": "depends on", "in_cycle": false }
//!   ] }
//! ```
//!
//! Nodes hold `NODE_ATTRIBUTES` and links `EDGE_ATTRIBUTES`; what is not known is left out. Names are exactly as they were
//! read, for scripts to compare: hidden characters stand as `\uXXXX`, and only in `label` are they written out.

use serde::Serialize;

use super::GraphFormat;
use super::extract::{EDGE_ATTRIBUTES, Extract, NODE_ATTRIBUTES, Value, edge_values};
use crate::export::escape;

pub(super) const FORMAT: GraphFormat = GraphFormat {
    id: "json",
    title: "JSON",
    extension: "json",
    media_type: "application/json",
    hint: "Nodes and links, for d3, NetworkX and scripts",
    write: json,
};

/// What the form is called; a change that breaks readers changes the number.
const FORM: &str = "lockscope-graph/1";

fn json(extract: &Extract) -> String {
    let mut out = String::with_capacity(360 * extract.len() + 100 * extract.edges().len());
    out.push_str(&format!("{{\n\"form\": \"{FORM}\",\n\"directed\": true,\n\"multigraph\": true,\n\"graph\": {{"));
    field(&mut out, "whole", &extract.whole);
    out.push_str(", ");
    field(&mut out, "components", &extract.total());
    out.push_str(", ");
    field(&mut out, "stamp", &extract.stamp);
    out.push_str("},\n\"nodes\": [");
    let mut before = "\n";
    for mark in extract.marks() {
        out.push_str(before);
        before = ",\n";
        out.push('{');
        field(&mut out, "id", &mark.id);
        fields(&mut out, NODE_ATTRIBUTES.iter().map(|(name, _)| *name).zip(&mark.values));
        out.push('}');
    }
    out.push_str("\n],\n\"links\": [");
    before = "\n";
    for edge in extract.edges() {
        out.push_str(before);
        before = ",\n";
        out.push('{');
        field(&mut out, "source", &extract.id(edge.from));
        out.push_str(", ");
        field(&mut out, "target", &extract.id(edge.to));
        fields(&mut out, EDGE_ATTRIBUTES.iter().map(|(name, _)| *name).zip(&edge_values(edge)));
        out.push('}');
    }
    out.push_str("\n]\n}\n");
    out
}

fn fields<'v>(out: &mut String, values: impl Iterator<Item = (&'static str, &'v Value<'v>)>) {
    for (name, value) in values.filter(|(_, value)| **value != Value::Nothing) {
        out.push_str(", ");
        field(out, name, value);
    }
}

/// `"name": value`.
fn field(out: &mut String, name: &str, value: &(impl Serialize + ?Sized)) {
    out.push('"');
    out.push_str(name);
    out.push_str("\": ");
    out.push_str(&escape::json(value));
}
