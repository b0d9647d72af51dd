//! Output type `json`: nested objects with `groupId`, `artifactId`, …, `children`.

use std::collections::{HashMap, HashSet};

use super::label::Label;
use super::tree::Tree;
use crate::formats::Input;
use crate::formats::support::json::{self, Json};
use crate::formats::support::maven::Coordinates;
use crate::formats::support::notices::Notices;
use crate::formats::support::places::counted;
use crate::formats::support::sketch::Sketch;
use crate::model::{ComponentIndex, Document, ReadError};

/// Is this a project with coordinates?
pub fn is_tree(seen: &Sketch) -> bool {
    let has = |key: &str| seen.text(key).is_some();
    has("groupId") && has("artifactId") && (seen.has_list("children") || (has("version") && has("scope")))
}

/// Reads the tree. Its depth is bounded by the JSON reader.
pub fn read(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut tree = Tree::new(Notices::of_json(input, &json));
    let mut versions: HashMap<Coordinates, HashSet<&str>> = HashMap::new();
    let mut open: Vec<(Option<ComponentIndex>, &Json)> = vec![(None, &json.root)];
    while let Some((parent, written)) = open.pop() {
        let place = json.place(written);
        let Some(label) = label(written) else {
            let message = "An artifact without `groupId` and `artifactId` was left out, with all below it";
            tree.notices.warning("missing-name", place, message);
            continue;
        };
        let library = Coordinates { version: "", ..label.coordinates };
        versions.entry(library).or_default().insert(label.coordinates.version);
        let artifact = match parent {
            None => tree.project(&label, place),
            Some(from) => {
                let artifact = tree.artifact(&label, place);
                tree.arrow(from, artifact, label.needed());
                artifact
            }
        };
        open.extend(written.list("children").iter().rev().map(|child| (Some(artifact), child)));
    }
    // Only verbose output holds what was omitted, and json does not mark it.
    if let several @ 1.. = versions.values().filter(|versions| versions.len() > 1).count() {
        let count = counted(several, "artifact stands", "artifacts stand");
        let message = format!("{count} here in several versions (verbose output); which were omitted is not stated");
        tree.notices.warning("omitted-unmarked", None, message);
    }
    Ok(tree.finish())
}

fn label<'j>(written: &'j Json) -> Option<Label<'j>> {
    let text = |key: &str| written.filled_text(key).unwrap_or("");
    let coordinates =
        Coordinates::new(written.filled_text("groupId")?, written.filled_text("artifactId")?, text("version"))
            .of_kind(text("type"), text("classifier"));
    let is_optional = written.text("optional") == Some("true") || written.is_true("optional");
    Some(Label { coordinates, scope: written.filled_text("scope"), is_optional, winner: None })
}
