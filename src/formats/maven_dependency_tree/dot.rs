//! Output type `dot`: `digraph "project" { "a" -> "b" ; }`, one graph for each project.

use std::collections::HashMap;

use super::label::Label;
use super::tree::Tree;
use crate::formats::Input;
use crate::formats::support::notices::Notices;
use crate::formats::support::text_tree::logged;
use crate::model::{Document, Place};

/// Does a line open a graph that is named by an artifact?
pub fn is_tree(part: &str) -> bool {
    part.lines().any(|line| project(logged(line)).and_then(Label::read).is_some())
}

fn project(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("digraph \"")?.split('"').next()
}

/// `"a" -> "b" ;` as its two labels.
fn arrow(line: &str) -> Option<(&str, &str)> {
    let (from, to) = line.trim().strip_prefix('"')?.split_once("\" -> \"")?;
    Some((from, to.split('"').next()?))
}

/// Reads every graph of the text.
pub fn read(text: &str, input: &Input) -> Document {
    let mut tree = Tree::new(Notices::new(input.notices.clone()));
    let mut known = HashMap::new();
    for (line, text) in (1..).zip(text.lines().map(logged)) {
        let place = Some(Place::Line { line, column: 1 });
        if let Some(text) = project(text) {
            match Label::read(text) {
                Some(label) => {
                    known.clear();
                    known.insert(text.trim(), tree.project(&label, place));
                }
                None => tree.skip(text, place),
            }
        } else if let Some((from, to)) = arrow(text) {
            let Some(label) = Label::read(to) else {
                tree.skip(to, place);
                continue;
            };
            let artifact = tree.artifact(&label, place.clone());
            known.insert(to.trim(), artifact);
            match known.get(from.trim()) {
                Some(&from) => tree.arrow(from, artifact, label.needed()),
                None => {
                    let message = format!("`{from}` needs `{to}` and is nobody's dependency itself");
                    tree.notices.warning("dangling-reference", place, message);
                }
            }
        }
    }
    tree.finish()
}
