//! `yarn info --all --recursive --json` of Yarn 2 and later: one object a line, with licences.
//!
//! Development and runtime dependencies of a workspace stand together. Instances that differ by their peers
//! alone are one component.
//!
//! Source: <https://yarnpkg.com/cli/info>.

use std::collections::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::json::{self, Json};
use super::support::notices::Notices;
use super::support::npm;
use super::support::roots::tops;
use super::{Format, Holds, Input};
use crate::model::{
    Component, ComponentIndex, Document, Ecosystem, PackageUrl, Place, ReadError, Scope, StatedLicense,
};

pub const FORMAT: Format = Format {
    id: "yarn-info",
    title: "yarn info --json",
    family: "JavaScript",
    file_names: &["yarn-info.json", "yarn-info.ndjson"],
    versions: "Yarn 2 and later",
    holds: Holds { dependencies: true, licenses: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(npm::name_project),
};

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_locator = seen.text("value").is_some_and(|value| Locator::of(value).is_some());
    is_locator && seen.get("children").is_some_and(|children| children.has("Version") || children.has("Dependencies"))
}

/// `name@protocol:reference`, without what tells instances of one package apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Locator<'a> {
    name: &'a str,
    reference: &'a str,
}

impl<'a> Locator<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (name, reference) = npm::split_descriptor(text);
        let real = reference.strip_prefix("virtual:").and_then(|rest| rest.split_once('#'));
        let reference = real.map_or(reference, |(_, reference)| reference);
        let reference = reference.split("::").next().unwrap_or(reference);
        (!name.is_empty() && reference.contains(':')).then_some(Self { name, reference })
    }

    fn is_workspace(self) -> bool {
        self.reference.starts_with("workspace:")
    }
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse_many(&input.text)?;
    let mut notices = Notices::of_json(input, &json);
    let mut document = Document { format: FORMAT.id, ..Document::default() };
    let mut known: HashMap<Locator, ComponentIndex> = HashMap::new();
    let mut packages: Vec<(Locator, ComponentIndex, &Json)> = Vec::new();
    for package in json.root.elements() {
        let (Some(locator), Some(facts)) = (package.text("value").and_then(Locator::of), package.get("children"))
        else {
            notices.warning("skipped-entry", json.place(package), "An object without a package was left out");
            continue;
        };
        let index = *known.entry(locator).or_insert_with(|| {
            document.components.push(component(locator, facts, json.place(package)));
            document.components.len() as ComponentIndex - 1
        });
        packages.push((locator, index, facts));
    }
    let mut arrows = Arrows::default();
    for (locator, from, facts) in packages {
        let scope = if locator.is_workspace() { Scope::Unknown } else { Scope::Runtime };
        for wanted in facts.list("Dependencies") {
            let to = wanted.text("locator").and_then(Locator::of).and_then(|locator| known.get(&locator));
            match to {
                Some(&to) => arrows.add(from, to, scope),
                None => {
                    let shown = wanted.text("locator").or_else(|| wanted.text("descriptor")).unwrap_or("?");
                    let message = format!("`{}` needs `{shown}`, which is not listed", locator.name);
                    notices.warning("dangling-reference", json.place(wanted), message);
                }
            }
        }
    }
    document.dependencies = arrows.finish();
    let workspaces: HashSet<ComponentIndex> =
        known.iter().filter(|(locator, _)| locator.is_workspace()).map(|(_, index)| *index).collect();
    let top = known.iter().find(|(locator, _)| locator.reference == "workspace:.").map(|(_, index)| *index);
    let others = tops(&document, |index| workspaces.contains(&index));
    document.roots = top.into_iter().chain(others.into_iter().filter(|index| Some(*index) != top)).collect();
    document.notices = notices.finish();
    Ok(document)
}

fn component(locator: Locator, facts: &Json, place: Option<Place>) -> Component {
    let version = facts.filled_text("Version").filter(|version| *version != "0.0.0-use.local");
    let checksum = facts.get("Cache").and_then(|cache| cache.filled_text("Checksum"));
    // The checksum is that of Yarn's own archive of the package; a cache key may stand before it.
    let hash = checksum.map(|checksum| checksum.rsplit_once('/').map_or(checksum, |(_, hash)| hash));
    let license = facts.get("Manifest").and_then(|manifest| manifest.filled_text("License"));
    let is_own = ["workspace:", "link:", "portal:"].iter().any(|start| locator.reference.starts_with(start));
    Component {
        name: locator.name.to_owned(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm(locator.name, version),
        own: is_own,
        licenses: license.map(StatedLicense::declared).into_iter().collect(),
        hashes: hash.map(|hash| format!("yarn-archive-sha512:{hash}")).into_iter().collect(),
        source: Some(locator.reference.to_owned()).filter(|reference| !reference.starts_with("npm:")),
        place,
        ..Component::default()
    }
}
