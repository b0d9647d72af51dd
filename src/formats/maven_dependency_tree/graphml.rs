//! Output type `graphml`: a node for each branch, with its label deep inside, and edges between numbers.

use std::collections::HashMap;

use super::label::Label;
use super::tree::Tree;
use crate::formats::Input;
use crate::formats::support::notices::Notices;
use crate::formats::support::xml::{self, Element};
use crate::model::{ComponentIndex, Document, ReadError};

/// Is this GraphML whose first label is an artifact's? sbt and others write the same format.
pub fn is_tree(head: &str) -> bool {
    let label = head.split_once("<y:NodeLabel>").and_then(|(_, rest)| rest.split('<').next());
    head.contains("<graphml") && label.and_then(Label::read).is_some()
}

/// Reads the graph.
pub fn read(input: &Input) -> Result<Document, ReadError> {
    let xml = xml::parse(&input.text)?;
    let mut tree = Tree::new(Notices::of_xml(input, &xml));
    let mut known: HashMap<&str, (ComponentIndex, Label)> = HashMap::new();
    let graphs = || xml.root.named("graph").flat_map(|graph| graph.children.iter());
    for node in graphs().filter(|element| element.name == "node") {
        let place = xml.place(node);
        let text = label(node).unwrap_or("");
        let (Some(id), Some(label)) = (node.attribute("id"), Label::read(text)) else {
            tree.skip(text, place);
            continue;
        };
        // Nodes stand in the order of the tree, the project first.
        let index = if known.is_empty() { tree.project(&label, place) } else { tree.artifact(&label, place) };
        known.insert(id, (index, label));
    }
    for edge in graphs().filter(|element| element.name == "edge") {
        let end = |name: &str| edge.attribute(name).unwrap_or("");
        let (from, to) = (end("source"), end("target"));
        match (known.get(from), known.get(to)) {
            (Some((from, _)), Some((to, label))) => tree.arrow(*from, *to, label.needed()),
            (from_known, _) => {
                let id = if from_known.is_none() { from } else { to };
                let message = format!("No node has the number {id}");
                tree.notices.warning("dangling-reference", xml.place(edge), message);
            }
        }
    }
    Ok(tree.finish())
}

/// `<data><y:ShapeNode><y:NodeLabel>`.
fn label<'x>(node: &'x Element) -> Option<&'x str> {
    node.named("data").flat_map(|data| &data.children).find_map(|shape| shape.child_text("NodeLabel"))
}
