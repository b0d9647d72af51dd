//! Output type `text`: three characters a level, perhaps inside a build log.

use super::label::Label;
use super::tree::Tree;
use crate::formats::Input;
use crate::formats::support::notices::Notices;
use crate::formats::support::text_tree::{Branch, OpenBranches, branch, logged, place};
use crate::model::Document;

/// Is there a branch, or nothing but a project without dependencies?
pub fn is_tree(part: &str) -> bool {
    let mut lines = part.lines().map(logged).filter(|line| !line.trim().is_empty()).peekable();
    let first = lines.peek().copied().unwrap_or("");
    if !first.starts_with(' ') && Label::read(first).is_some_and(|label| label.scope.is_none()) {
        return true;
    }
    lines.any(|line| drawn(line).is_some_and(|branch| Label::read(branch.label).is_some()))
}

fn drawn(line: &str) -> Option<Branch<'_>> {
    let branch = branch(line);
    let stem = line.trim_end().strip_suffix(branch.label)?;
    (stem.ends_with("+- ") || stem.ends_with("\\- ")).then_some(branch)
}

/// Reads every tree of the text.
pub fn read(text: &str, input: &Input) -> Document {
    let mut tree = Tree::new(Notices::new(input.notices.clone()));
    let mut open = OpenBranches::new();
    let mut loose = 0usize;
    for (line, whole) in (1..).zip(text.lines()) {
        let text = logged(whole);
        let Some(branch) = drawn(text) else {
            open.close();
            if let Some(label) = Label::read(text).filter(|_| !text.starts_with([' ', '('])) {
                open.open(0, Some(tree.project(&label, Some(place(line, whole, text.trim_end())))));
            }
            continue;
        };
        let place = Some(place(line, whole, branch.label));
        let parent = open.parent(branch.column).copied();
        let artifact = match Label::read(branch.label) {
            Some(label) => {
                let artifact = tree.artifact(&label, place);
                match parent {
                    Some(Some(from)) => tree.arrow(from, artifact, label.needed()),
                    Some(None) => {}
                    None => loose += 1,
                }
                Some(artifact)
            }
            None => {
                tree.skip(branch.label, place);
                None
            }
        };
        open.open(branch.column, artifact);
    }
    if loose > 0 {
        tree.notices.info("no-root", None, "The text begins inside a tree: the project at its top is missing");
    }
    tree.finish()
}
