//! The graph as a file for other tools: the part that is shown, or the whole. One format a file, all behind one list.
//!
//! A format escapes and lays out what `Extract` holds; it chooses nothing and judges nothing.

mod csv;
mod dot;
mod extract;
mod gexf;
mod graphml;
mod json;
mod mermaid;

pub use extract::{EDGE_ATTRIBUTES, Extract, Mark, NODE_ATTRIBUTES, Value, ValueType};

/// A format that graphs are saved in.
pub struct GraphFormat {
    /// The name in requests and on the command line.
    pub id: &'static str,
    /// The words on a menu.
    pub title: &'static str,
    /// Of the file's name, without the dot.
    pub extension: &'static str,
    pub media_type: &'static str,
    /// What it is good for.
    pub hint: &'static str,
    /// Costs marks + edges, in time and in length of the text.
    pub write: fn(&Extract) -> String,
}

/// Every format, as the menu lists them. A new one is a file beside these and a line here.
pub const ALL: [GraphFormat; 6] =
    [dot::FORMAT, graphml::FORMAT, gexf::FORMAT, mermaid::FORMAT, csv::FORMAT, json::FORMAT];

impl GraphFormat {
    /// The format of an id.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        static FORMATS: [GraphFormat; 6] = ALL;
        FORMATS.iter().find(|format| format.id == id)
    }

    /// The name of the file.
    pub fn file_name(&self, whole: bool) -> String {
        let part = if whole { "whole-graph" } else { "graph" };
        format!("lockscope-{part}.{}", self.extension)
    }
}
