//! Podfile.lock: the pods that CocoaPods resolved, each subspec an entry of its own.
//!
//! The file names no project; a stand-in needs what stands under DEPENDENCIES. Which targets need a pod
//! is not in it. A pod from a path is first-party, and its version is whatever its podspec says.
//!
//! Source: `Lockfile` of <https://github.com/CocoaPods/Core>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::stand_in::add_project;
use super::support::yaml::{self, Entry, Node};
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, PackageUrl, Place, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "podfile-lock",
    title: "Podfile.lock",
    family: "Swift",
    file_names: &["Podfile.lock", "Manifest.lock"],
    versions: "",
    holds: Holds { dependencies: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let is_heading = |text: &str, heading: &str| text.lines().any(|line| line.starts_with(heading));
    is_heading(input.head(), "PODS:")
        && ["COCOAPODS:", "SPEC CHECKSUMS:", "PODFILE CHECKSUM:"]
            .iter()
            .any(|heading| is_heading(input.tail(), heading))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = yaml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.iter().chain(&file.notices).cloned().collect());
    let nothing = Node { value: yaml::Value::Nothing, line: 1, column: 1 };
    let root = file.documents.first().unwrap_or(&nothing);
    let sources = Sources::read(root);
    let mut components: Vec<Component> = Vec::new();
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut needs: Vec<(ComponentIndex, &Node)> = Vec::new();
    for member in root.get("PODS").map_or(&[][..], Node::members) {
        // `- A (1.0)`, or `- A (1.0):` and what it needs.
        let entry = member.entries().first();
        let Some(text) = member.as_str().or(entry.map(|entry| entry.key.as_ref())) else {
            notices.warning("skipped-entry", Some(member.place()), "A pod without a name was left out");
            continue;
        };
        let index = ComponentIndex::try_from(components.len()).unwrap_or(ComponentIndex::MAX);
        let name = name_of(text);
        if *by_name.entry(name).or_insert(index) != index {
            let message = format!("The pod {name} stands twice; the first one counts");
            notices.warning("repeated-reference", Some(member.place()), message);
            continue;
        }
        let component = component(name, parenthesised(text), member.place(), &sources);
        if component.version.is_none() {
            notices.warning("missing-version", component.place.clone(), format!("`{name}` has no version"));
        }
        components.push(component);
        needs.extend(entry.map_or(&[][..], |entry| entry.value.members()).iter().map(|wanted| (index, wanted)));
    }
    let mut find = |wanted: &Node, who: &str| {
        let name = wanted.as_str().map(name_of).unwrap_or("");
        let found = by_name.get(name).copied();
        if found.is_none() {
            let message = format!("{who} needs `{name}`: the file does not hold it");
            notices.warning("dangling-reference", Some(wanted.place()), message);
        }
        found
    };
    let mut arrows = Arrows::default();
    for (from, wanted) in needs {
        let name = components.get(from as usize).map_or("", |pod| pod.name.as_str());
        if let Some(to) = find(wanted, &format!("`{name}`")) {
            arrows.add(from, to, Scope::Runtime);
        }
    }
    let asked = root.get("DEPENDENCIES").map_or(&[][..], Node::members);
    let mut direct: Vec<ComponentIndex> = asked.iter().filter_map(|wanted| find(wanted, "The Podfile")).collect();
    direct.sort_unstable();
    direct.dedup();
    let mut document = Document {
        format: FORMAT.id,
        generator: root.text("COCOAPODS").map(|version| format!("CocoaPods {version}")),
        components: components.into(),
        dependencies: arrows.finish(),
        ..Document::default()
    };
    add_project(&mut document, Ecosystem::Cocoapods, direct.into_iter().map(|index| (index, Scope::Unknown)));
    document.notices = notices.finish();
    Ok(document)
}

/// Where pods come from and the checksums of their podspecs, by the pod's name without subspecs.
struct Sources<'t> {
    repositories: HashMap<&'t str, &'t str>,
    /// Folders that pods are developed in.
    paths: HashMap<&'t str, &'t str>,
    /// Repositories with their commits, and podspecs.
    addresses: HashMap<&'t str, String>,
    checksums: HashMap<&'t str, &'t str>,
}

impl<'t> Sources<'t> {
    fn read(root: &'t Node<'t>) -> Self {
        let section = |key: &str| root.get(key).map_or(&[][..], Node::entries).iter();
        let by_repository = section("SPEC REPOS")
            .flat_map(|entry| entry.value.members().iter().filter_map(|pod| Some((pod.as_str()?, entry.key.as_ref()))));
        let paths =
            section("EXTERNAL SOURCES").filter_map(|entry| Some((entry.key.as_ref(), entry.value.text(":path")?)));
        // What was checked out outranks what was asked for.
        let external = section("EXTERNAL SOURCES").chain(section("CHECKOUT OPTIONS"));
        let sum = |entry: &'t Entry<'t>| Some((entry.key.as_ref(), entry.value.as_str()?));
        Self {
            repositories: by_repository.collect(),
            paths: paths.collect(),
            addresses: external.filter_map(|entry| Some((entry.key.as_ref(), address(&entry.value)?))).collect(),
            checksums: section("SPEC CHECKSUMS").filter_map(sum).collect(),
        }
    }

    /// The folder, the repository with its commit, the podspec or the spec repository.
    fn of(&self, pod: &str) -> Option<String> {
        let path = self.paths.get(pod).map(|path| (*path).to_owned());
        let address = || self.addresses.get(pod).cloned();
        path.or_else(address).or_else(|| self.repositories.get(pod).map(|name| (*name).to_owned()))
    }
}

/// The repository with its commit, or where the podspec lies.
fn address(options: &Node) -> Option<String> {
    let option = |key: &str| options.text(key);
    let commit = [":commit", ":tag", ":branch"].into_iter().find_map(option);
    match (option(":git"), commit) {
        (Some(address), Some(commit)) => Some(format!("{address}#{commit}")),
        (Some(address), None) => Some(address.to_owned()),
        (None, _) => [":podspec", ":http", ":hg", ":svn"].into_iter().find_map(option).map(str::to_owned),
    }
}

fn component(name: &str, version: Option<&str>, place: Place, sources: &Sources) -> Component {
    let pod = name.split('/').next().unwrap_or(name);
    let subspec = name.get(pod.len() + 1..).filter(|subspec| !subspec.is_empty());
    let own = sources.paths.contains_key(pod);
    // The version of a pod in a folder is made up, and no spec repository has it.
    let package_url = PackageUrl::with_qualifiers("cocoapods", None, pod, version, &[], subspec).filter(|_| !own);
    Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Cocoapods,
        package_url,
        own,
        hashes: sources.checksums.get(pod).map(|sum| format!("sha1:{sum}")).into_iter().collect(),
        source: sources.of(pod),
        place: Some(place),
        ..Component::default()
    }
}

/// `GoogleUtilities/Logger` of `GoogleUtilities/Logger (~> 7.11)`
fn name_of(text: &str) -> &str {
    text.split(" (").next().unwrap_or(text).trim()
}

/// `7.13.3` of `GoogleUtilities/Logger (7.13.3)`
fn parenthesised(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(" (")?;
    rest.strip_suffix(')').filter(|inside| !inside.is_empty())
}
