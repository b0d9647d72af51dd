//! Output type `tgf`, the Trivial Graph Format: `id label` lines, `#`, then `id id scope` lines. Several
//! projects follow each other in one file.

use std::collections::HashMap;

use super::label::Label;
use super::tree::Tree;
use crate::formats::Input;
use crate::formats::support::notices::Notices;
use crate::formats::support::text_tree::logged;
use crate::model::{ComponentIndex, Document, Place};

/// Does it begin with a numbered label?
pub fn is_tree(part: &str) -> bool {
    part.lines().map(logged).take(200).any(|line| matches!(line_of(line), Some(Line::Node(..))))
}

enum Line<'a> {
    Node(&'a str, Label<'a>),
    Arrow(&'a str, &'a str),
}

fn line_of(text: &str) -> Option<Line<'_>> {
    let is_id = |text: &str| {
        let digits = text.strip_prefix('-').unwrap_or(text);
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let (id, rest) = text.trim().split_once(' ')?;
    if !is_id(id) {
        return None;
    }
    let other = rest.split(' ').next().unwrap_or("");
    if is_id(other) { Some(Line::Arrow(id, other)) } else { Some(Line::Node(id, Label::read(rest)?)) }
}

/// Reads every graph of the text.
pub fn read(text: &str, input: &Input) -> Document {
    let mut tree = Tree::new(Notices::new(input.notices.clone()));
    let mut known: HashMap<&str, (ComponentIndex, Label)> = HashMap::new();
    let mut is_first = true;
    for (line, text) in (1..).zip(text.lines().map(logged)) {
        let place = Some(Place::Line { line, column: 1 });
        match line_of(text) {
            Some(Line::Node(id, label)) => {
                let index = if is_first { tree.project(&label, place) } else { tree.artifact(&label, place) };
                is_first = false;
                known.insert(id, (index, label));
            }
            Some(Line::Arrow(from, to)) => {
                // After the arrows of one project come the artifacts of the next.
                is_first = true;
                match (known.get(from), known.get(to)) {
                    (Some((from, _)), Some((to, label))) => tree.arrow(*from, *to, label.needed()),
                    (from_known, _) => {
                        let id = if from_known.is_none() { from } else { to };
                        let message = format!("No artifact has the number {id}");
                        tree.notices.warning("dangling-reference", place, message);
                    }
                }
            }
            None if matches!(text.trim(), "#" | "") => {}
            None if text.trim_start().starts_with(|first: char| first.is_ascii_digit()) => tree.skip(text, place),
            None => {}
        }
    }
    tree.finish()
}
