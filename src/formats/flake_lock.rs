//! flake.lock: the inputs of a Nix flake, each pinned to a revision, and which input uses which.
//!
//! What the inputs build (packages) is not in the file. Source:
//! <https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-flake#lock-files>.

use std::borrow::Cow;
use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "flake-lock",
    title: "flake.lock",
    family: "Nix",
    file_names: &["flake.lock"],
    versions: "5 to 7",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// How many `follows` may lead to one another.
const LONGEST_CHAIN: usize = 128;

fn identify(input: &Input) -> bool {
    input.sketch().is_some_and(|seen| {
        seen.has_object("nodes") && seen.text("root").is_some() && seen.has("version") && !seen.has("edges")
    })
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let version = json.root.get("version").and_then(Json::as_text_or_number);
    if !matches!(version, Some("5" | "6" | "7")) {
        let message = format!("Version {} is not known; it was read like version 7", version.unwrap_or("?"));
        notices.warning("unknown-version", json.root.get("version").and_then(|at| json.place(at)), message);
    }
    let root_key = json.root.text("root").unwrap_or("root");
    let entries = json.root.object("nodes");
    let nodes = Nodes::new(entries, root_key);
    let mut arrows = Arrows::default();
    let mut follows = Follows { nodes: &nodes, found: HashMap::new() };
    for (from, (key, _)) in (0..).zip(entries) {
        for (input_name, at) in nodes.inputs(from) {
            match follows.target(from, input_name, 0) {
                Some(to) if to != from => arrows.add(from, to, Scope::Unknown),
                Some(_) => {}
                // An input that follows nothing (`follows = ""`) is switched off.
                None if at.is_array() && at.elements().is_empty() => {}
                None => {
                    let message = format!("The input `{input_name}` of `{key}` leads to no node of this file");
                    notices.warning("dangling-reference", json.place(at), message);
                }
            }
        }
    }
    let roots: Vec<ComponentIndex> = nodes.by_key.get(root_key).copied().into_iter().collect();
    if roots.is_empty() {
        notices.warning("dangling-reference", None, format!("The root `{root_key}` is not among the nodes"));
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components: entries
            .iter()
            .map(|(key, node)| Component { place: json.place(node), ..component(key, node, key == root_key) })
            .collect(),
        roots,
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn component(key: &str, node: &Json, is_root: bool) -> Component {
    if is_root {
        return Component { name: "flake".to_owned(), ecosystem: Ecosystem::Nix, own: true, ..Component::default() };
    }
    let locked = node.get("locked").or_else(|| node.get("original"));
    let text = |name: &str| locked.and_then(|locked| locked.filled_text(name));
    let kind = text("type").unwrap_or("");
    let revision = text("rev");
    let repository = text("owner").zip(text("repo"));
    let address = text("url").or_else(|| text("path"));
    let source = match repository {
        Some((owner, name)) => Some(format!("{kind}:{owner}/{name}")),
        None => address.map(|address| format!("{kind}:{address}")),
    };
    let url = repository
        .filter(|_| kind == "github")
        .and_then(|(owner, name)| PackageUrl::with_qualifiers("github", Some(owner), name, revision, &[], text("dir")));
    let is_forge = matches!(kind, "github" | "gitlab" | "sourcehut");
    Component {
        name: match repository.filter(|_| is_forge) {
            Some((owner, name)) => format!("{owner}/{name}"),
            None => key.to_owned(),
        },
        version: revision.or_else(|| text("ref")).map(str::to_owned),
        ecosystem: Ecosystem::Nix,
        package_url: url,
        own: kind == "path" && address.is_some_and(|path| path.starts_with('.')),
        hashes: text("narHash")
            .and_then(|hash| hash.split_once('-'))
            .map(|(name, hash)| format!("{name}:{hash}"))
            .into_iter()
            .collect(),
        source,
        ..Component::default()
    }
}

/// The nodes of the file and their inputs by name.
struct Nodes<'t> {
    by_key: HashMap<&'t str, ComponentIndex>,
    inputs: Vec<&'t [(Cow<'t, str>, Json<'t>)]>,
    by_input: HashMap<(ComponentIndex, &'t str), &'t Json<'t>>,
    root: Option<ComponentIndex>,
}

impl<'t> Nodes<'t> {
    fn new(entries: &'t [(Cow<'t, str>, Json<'t>)], root: &str) -> Self {
        let by_key: HashMap<&str, ComponentIndex> = entries.iter().map(|(key, _)| key.as_ref()).zip(0..).collect();
        let inputs: Vec<_> = entries.iter().map(|(_, node)| node.object("inputs")).collect();
        let mut by_input = HashMap::new();
        for (from, inputs) in (0..).zip(&inputs) {
            by_input.extend(inputs.iter().map(|(name, at)| ((from, name.as_ref()), at)));
        }
        let root = by_key.get(root).copied();
        Self { by_key, inputs, by_input, root }
    }

    fn inputs(&self, node: ComponentIndex) -> impl Iterator<Item = (&'t str, &'t Json<'t>)> + use<'t> {
        let inputs = self.inputs.get(node as usize).copied().unwrap_or(&[]);
        inputs.iter().map(|(name, at)| (name.as_ref(), at))
    }
}

/// What inputs lead to. A text names a node; a list is a path of inputs from the root, which may itself lead on.
struct Follows<'t, 'n> {
    nodes: &'n Nodes<'t>,
    /// Known answers; `None` also for those being looked up, so that a circle ends.
    found: HashMap<(ComponentIndex, &'t str), Option<ComponentIndex>>,
}

impl<'t> Follows<'t, '_> {
    fn target(&mut self, node: ComponentIndex, input: &'t str, depth: usize) -> Option<ComponentIndex> {
        let at: &'t Json<'t> = self.nodes.by_input.get(&(node, input)).copied()?;
        if let Some(known) = self.found.get(&(node, input)) {
            return *known;
        }
        self.found.insert((node, input), None);
        let target = match at.as_text() {
            Some(key) => self.nodes.by_key.get(key).copied(),
            None if depth >= LONGEST_CHAIN || at.elements().is_empty() => None,
            None => {
                let mut at_node = self.nodes.root;
                for step in at.elements() {
                    at_node = at_node.and_then(|node| self.target(node, step.as_text()?, depth + 1));
                }
                at_node
            }
        };
        self.found.insert((node, input), target);
        target
    }
}
