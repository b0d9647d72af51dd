//! conda-lock.yml: what conda-lock chose from conda and pip, for each platform, with what needs what.
//!
//! The builds of one version for several platforms are one component. The project is not in the file.
//!
//! Source: <https://conda.github.io/conda-lock/output/#unified-lockfile>.

use std::borrow::Cow;
use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::conda::{self, Builds};
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python;
use super::support::yaml::{self, Node};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "conda-lock",
    title: "conda-lock.yml",
    family: "Python",
    file_names: &["conda-lock.yml", "*.conda-lock.yml"],
    versions: "1",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let (mut version, mut packages, mut manager) = (false, false, false);
    for line in input.head().lines() {
        version |= line.starts_with("version:");
        packages |= line.trim_end() == "package:";
        manager |= line.trim_start().trim_start_matches("- ").starts_with("manager: ");
    }
    version && packages && manager
}

/// One entry of `package`.
struct Entry<'a, 'b> {
    node: &'b Node<'a>,
    platform: &'b str,
    ecosystem: Ecosystem,
    component: ComponentIndex,
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let yaml = yaml::read(&input.text)?;
    let mut notices = Notices::new([input.notices.clone(), yaml.notices].concat());
    let nothing = Node { value: yaml::Value::Nothing, line: 1, column: 1 };
    let file = yaml.documents.first().unwrap_or(&nothing);
    let version = file.text("version");
    if version != Some("1") {
        let message = format!("Lockfile version {} is not known; it was read like version 1", version.unwrap_or("?"));
        notices.warning("unknown-version", file.get("version").map(Node::place), message);
    }
    let mut builds = Builds::default();
    let entries = read_entries(file, &mut builds, &mut notices);
    let dependencies = arrows(&entries, &mut notices).finish();
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        components: builds.finish(&mut notices).into(),
        dependencies,
        notices: notices.finish(),
        ..Document::default()
    })
}

fn read_entries<'a, 'b>(file: &'b Node<'a>, builds: &mut Builds, notices: &mut Notices) -> Vec<Entry<'a, 'b>> {
    let mut entries = Vec::new();
    for node in file.get("package").map_or(&[][..], Node::members) {
        let Some(name) = node.text("name").filter(|name| !name.is_empty()) else {
            notices.warning("missing-name", Some(node.place()), "A package without a name was left out");
            continue;
        };
        let ecosystem = if node.text("manager") == Some("pip") { Ecosystem::Pypi } else { Ecosystem::Conda };
        let component = builds.push(component(node, name, ecosystem));
        builds.raise_scope(component, scope(node));
        entries.push(Entry { node, platform: node.text("platform").unwrap_or(""), ecosystem, component });
    }
    entries
}

fn component(node: &Node, name: &str, ecosystem: Ecosystem) -> Component {
    let (version, place) = (node.text("version"), Some(node.place()));
    let hashes = node.get("hash").map_or(&[][..], Node::entries);
    let hashes = hashes.iter().filter_map(|entry| Some(format!("{}:{}", entry.key, entry.value.as_str()?)));
    Component {
        hashes: hashes.collect(),
        source: node.text("url").map(str::to_owned),
        ..match ecosystem {
            Ecosystem::Pypi => python::component(name, version, place),
            _ => conda::component(name, version, place),
        }
    }
}

fn scope(node: &Node) -> Scope {
    match node.text("category").map(python::group_scope) {
        _ if node.is_true("optional") && node.text("category") == Some("main") => Scope::Optional,
        Some(scope) => scope,
        None => Scope::Unknown,
    }
}

/// A dependency means the package of that name on the same platform.
fn arrows(entries: &[Entry], notices: &mut Notices) -> Arrows {
    let mut known: HashMap<(&str, Ecosystem, Cow<str>), ComponentIndex> = HashMap::new();
    for entry in entries {
        let name = entry.node.text("name").unwrap_or("");
        let name = if entry.ecosystem == Ecosystem::Pypi { python::normalised(name) } else { Cow::Borrowed(name) };
        known.entry((entry.platform, entry.ecosystem, name)).or_insert(entry.component);
    }
    let mut arrows = Arrows::default();
    for entry in entries {
        for name in wanted(entry.node) {
            if name.is_empty() || conda::is_virtual(name) {
                continue;
            }
            let conda = || known.get(&(entry.platform, Ecosystem::Conda, Cow::Borrowed(name)));
            let python = || known.get(&(entry.platform, Ecosystem::Pypi, python::normalised(name)));
            let found =
                if entry.ecosystem == Ecosystem::Pypi { python().or_else(conda) } else { conda().or_else(python) };
            match found {
                Some(to) => arrows.add(entry.component, *to, Scope::Runtime),
                None => {
                    let dependent = entry.node.text("name").unwrap_or("?");
                    let message =
                        format!("`{dependent}` needs `{name}`: the file does not hold it for {}", entry.platform);
                    notices.warning("dangling-reference", Some(entry.node.place()), message);
                }
            }
        }
    }
    arrows
}

/// Names and ranges, as a map; before version 1 match specs, as a list.
fn wanted<'b>(node: &'b Node) -> impl Iterator<Item = &'b str> {
    let listed = node.get("dependencies");
    let entries = listed.map_or(&[][..], Node::entries).iter().map(|entry| entry.key.as_ref());
    let members = listed.map_or(&[][..], Node::members).iter().filter_map(Node::as_str).map(conda::spec_name);
    entries.chain(members)
}
