//! The formats that rules come in: ours, and those of other tools. One file each, all of one shape; a list of all.
//!
//! A format is recognised by its content; its name only breaks ties.

mod cargo_about;
mod cargo_deny;
mod dependency_review;
mod dependency_track;
mod grant;
mod ort_classifications;
mod ort_repository;
mod own_file;
mod sbom_utility;
mod scancode;
mod spelling;
mod trivy;

use super::model::Policy;
use super::problems::Problems;
use super::tree::{Node, Syntax, read};
use super::{LARGEST, SCHEMA};
use crate::model::Notice;

/// One format of rules.
pub struct Exchange {
    /// A stable id, such as `cargo-deny`.
    pub id: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Its usual names; the first is the name it is saved under.
    pub file_names: &'static [&'static str],
    pub media_type: &'static str,
    pub(super) syntax: Syntax,
    /// One of these texts is in every such file: looked for before anything is read.
    pub(super) marks: &'static [&'static str],
    pub(super) identify: fn(&Node, bool) -> bool,
    pub(super) read: fn(&Node, &mut Problems) -> Policy,
    /// `None`: it is only read.
    pub(super) write: Option<fn(&Policy, &mut Problems) -> String>,
}

/// All formats, in the order in which a file is shown to them.
pub fn all() -> &'static [Exchange] {
    const ALL: &[Exchange] = &[
        own_file::TOML,
        own_file::JSON,
        cargo_deny::FORMAT,
        cargo_about::FORMAT,
        ort_classifications::FORMAT,
        ort_repository::FORMAT,
        sbom_utility::FORMAT,
        dependency_track::FORMAT,
        scancode::FORMAT,
        trivy::FORMAT,
        dependency_review::FORMAT,
        grant::FORMAT,
    ];
    ALL
}

/// The format with this id.
pub fn by_id(id: &str) -> Option<&'static Exchange> {
    all().iter().find(|format| format.id == id)
}

/// Our own format, as this text is written.
pub(super) fn own_for(text: &str) -> &'static Exchange {
    let id = if text.trim_start().starts_with('{') { "lockscope-json" } else { "lockscope-toml" };
    by_id(id).unwrap_or(&own_file::TOML_FORMAT)
}

/// Writes the rules in a format; the notices say what is lost. `None` for a format that is only read.
pub fn export(policy: &Policy, format: &Exchange) -> Option<(String, Vec<Notice>)> {
    let mut problems = Problems::default();
    let text = (format.write?)(policy, &mut problems);
    Some((text, problems.told()))
}

/// Is this file a policy, and of which format? A file that is not one costs a search for a few words.
pub fn recognise(name: &str, text: &str) -> Option<&'static Exchange> {
    let name = name.rsplit('/').next().unwrap_or(name);
    if text.len() > LARGEST {
        // Only what says of itself that it is a policy may be refused as one.
        let head = text.get(..text.floor_char_boundary(4096)).unwrap_or_default();
        return head.contains(SCHEMA).then(|| own_for(text));
    }
    let mut trees: Vec<(Syntax, Option<Node>)> = Vec::new();
    let marked = |format: &&Exchange| format.marks.iter().any(|mark| text.contains(mark));
    for format in all().iter().filter(marked) {
        let syntax = format.syntax_of(text);
        if !trees.iter().any(|(known, _)| *known == syntax) {
            let mut problems = Problems::default();
            let tree = read(text, syntax, &mut problems);
            trees.push((syntax, tree));
        }
        let is_named = format.file_names.contains(&name);
        match trees.iter().find(|(known, _)| *known == syntax).and_then(|(_, tree)| tree.as_ref()) {
            Some(tree) if !is_document(tree) && (format.identify)(tree, is_named) => return Some(format),
            // Too broken to look into, and named like one.
            None if is_named => return Some(format),
            _ => {}
        }
    }
    None
}

/// A manifest, a lockfile or an SBOM, whatever else is in it.
fn is_document(tree: &Node) -> bool {
    const KEYS: [&str; 16] = [
        "package",
        "project",
        "workspace",
        "dependencies",
        "devDependencies",
        "tool",
        "build-system",
        "bomFormat",
        "spdxVersion",
        "lockfileVersion",
        "@graph",
        "@context",
        "metadata",
        "components",
        "jobs",
        "runs",
    ];
    tree.entries().iter().any(|entry| KEYS.contains(&entry.key.as_str()))
}

impl Exchange {
    /// How this text of the format is written: what is YAML otherwise may come as JSON.
    pub(super) fn syntax_of(&self, text: &str) -> Syntax {
        match self.syntax {
            Syntax::Yaml if text.trim_start().starts_with('{') => Syntax::Json,
            syntax => syntax,
        }
    }

    /// Can rules be saved in it?
    pub fn is_written(&self) -> bool {
        self.write.is_some()
    }
}
