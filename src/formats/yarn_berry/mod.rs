//! Yarn berry lockfile (Yarn 2 and later): workspaces, packages and what each request resolved to.
//!
//! Workspaces list development and runtime dependencies together; a `package.json` beside the lockfile
//! tells them apart. Packages from elsewhere than a registry are kept and noted.
//!
//! Source: <https://github.com/yarnpkg/berry>, `packages/yarnpkg-core/sources/Project.ts` and `structUtils.ts`.

mod locator;
mod requests;

use foldhash::{HashMap, HashSet};

use super::support::arrows::Arrows;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::npm;
use super::support::roots;
use super::support::yaml::{self, Entry, Node};
use super::{Format, Holds, Input};
use crate::model::{
    Component, ComponentIndex, Dependency, DependencyKind, Document, Ecosystem, Manifest, Marks, PackageUrl, ReadError,
    Scope, StatedLicense,
};
use locator::{Locator, Origin};
use requests::{Answer, Requests};

pub const FORMAT: Format = Format {
    id: "yarn-berry",
    title: "Yarn berry lockfile",
    family: "JavaScript",
    file_names: &["yarn.lock"],
    versions: "4 to 8",
    holds: Holds { dependencies: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: Some(sharpen),
};

fn identify(input: &Input) -> bool {
    let is_metadata = |line: &str| line.starts_with("__metadata:") || line.starts_with("\"__metadata\":");
    input.head().lines().any(is_metadata)
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let yaml = yaml::read(&input.text)?;
    let mut document = Document { format: FORMAT.id, ..Document::default() };
    let mut notices = Notices::new([input.notices.clone(), yaml.notices].concat());
    let entries = yaml.documents.first().map_or(&[][..], |file| file.entries());
    let (metadata, packages): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|entry| entry.key == "__metadata");
    if let Some(metadata) = metadata.first() {
        document.format_version = read_version(metadata, &mut notices);
    }
    let locators: Vec<Locator> = packages.iter().map(|entry| Locator::of(entry)).collect();
    for ((index, entry), locator) in (0..).zip(&packages).zip(&locators) {
        document.components.push(component(entry, locator));
        document.requests.extend(descriptors(&entry.key).map(|descriptor| (descriptor, index)));
        if let Some(words) = locator.origin.remark() {
            let message = format!("`{}` comes from {words}, not from a registry", locator.name);
            notices.info("outside-registry", Some(entry.place()), message);
        }
    }
    let is_for_some_platforms = |entry: &&&Entry| entry.value.get("conditions").is_some();
    npm::note_platforms(packages.iter().filter(is_for_some_platforms).count(), &mut notices);
    let asked = packages.iter().flat_map(|entry| dependencies(&entry.value)).filter_map(patch_asked_for).collect();
    let requests = Requests::new(&document.requests, &asked);
    let originals: HashMap<&str, ComponentIndex> =
        locators.iter().map(|locator| locator.written.as_str()).zip(0..).collect();
    let mut arrows = Arrows::default();
    for ((from, entry), locator) in (0..).zip(&packages).zip(&locators) {
        read_dependencies(from, entry, locator, &requests, &mut arrows, &mut notices);
        if let Some(to) = locator.patched.as_deref().and_then(|original| originals.get(original).copied()) {
            let (scope, kind) = (Scope::Runtime, DependencyKind::Contains);
            arrows.insert(Dependency { from, to, scope, kind, linkage: None });
        }
    }
    document.dependencies = arrows.finish();
    document.notices = notices.finish();
    document.roots = roots(&document, &locators);
    Ok(document)
}

fn read_version(metadata: &Entry, notices: &mut Notices) -> Option<String> {
    let version = metadata.value.text("version")?;
    if version.parse::<u32>().is_ok_and(|number| !(4..=8).contains(&number)) {
        let message = format!("Lockfile version {version} is not known; it was read like version 8");
        notices.warning("unknown-version", Some(metadata.place()), message);
    }
    Some(version.to_owned())
}

/// What a package asks for.
fn dependencies<'n, 'a>(package: &'n Node<'a>) -> impl Iterator<Item = &'n Entry<'a>> {
    let sections = ["dependencies", "optionalDependencies"];
    sections.into_iter().filter_map(|section| package.get(section)).flat_map(Node::entries)
}

/// `name@patch:…` where a package asks for a patch by name.
fn patch_asked_for(wanted: &Entry) -> Option<String> {
    let range = wanted.value.as_str().filter(|range| range.starts_with("patch:"))?;
    Some(format!("{}@{range}", wanted.key))
}

/// The requests that an entry answers: `"a@npm:^1, a@npm:^2"`.
fn descriptors(key: &str) -> impl Iterator<Item = &str> {
    key.split(',').map(str::trim).filter(|descriptor| !descriptor.is_empty())
}

fn component(entry: &Entry, locator: &Locator) -> Component {
    let version = entry.value.text("version").filter(|version| *version != "0.0.0-use.local");
    let checksum = entry.value.text("checksum");
    // The checksum is that of Yarn's own archive of the package; a cache key may stand before it.
    let hash = checksum.map(|checksum| checksum.rsplit_once('/').map_or(checksum, |(_, hash)| hash));
    Component {
        name: locator.name.clone(),
        version: version.map(str::to_owned),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm(&locator.name, version),
        own: matches!(locator.origin, Origin::Workspace | Origin::Link | Origin::Portal),
        hashes: hash.map(|hash| format!("yarn-archive-sha512:{hash}")).into_iter().collect(),
        source: locator.source.clone(),
        marks: Marks { for_some_platforms: entry.value.get("conditions").is_some(), ..Marks::default() },
        place: Some(entry.place()),
        ..Component::default()
    }
}

fn read_dependencies(
    from: ComponentIndex,
    entry: &Entry,
    locator: &Locator,
    requests: &Requests,
    arrows: &mut Arrows,
    notices: &mut Notices,
) {
    let package = &entry.value;
    let entries_of = |key: &str| package.get(key).map_or(&[][..], |map| map.entries());
    let optional: HashSet<&str> = entries_of("dependenciesMeta")
        .iter()
        .filter(|meta| meta.value.is_true("optional"))
        .map(|meta| npm::split_descriptor(&meta.key).0)
        .collect();
    // A workspace lists its development dependencies among the others.
    let usual = if locator.origin == Origin::Workspace { Scope::Unknown } else { Scope::Runtime };
    for wanted in dependencies(package) {
        let range = wanted.value.as_str().unwrap_or("");
        let descriptor = format!("{}@{range}", wanted.key);
        let scope = if optional.contains(wanted.key.as_ref()) { Scope::Optional } else { usual };
        match requests.find(&wanted.key, range) {
            Answer::Exact(to) => arrows.add(from, to, scope),
            Answer::Sole(to) => {
                let message =
                    format!("No entry for `{descriptor}`; the only `{}` in the file was taken for it", wanted.key);
                notices.info("assumed-resolution", Some(wanted.place()), message);
                arrows.add(from, to, scope);
            }
            Answer::Nothing(why) => {
                let message = format!("Nothing in the file answers `{descriptor}`: {why}");
                notices.warning("dangling-reference", Some(wanted.place()), message);
            }
        }
    }
    // Peer dependencies resolve through the dependents; only where one candidate exists is it certain.
    let may_lack: HashSet<&str> = entries_of("peerDependenciesMeta")
        .iter()
        .filter(|meta| meta.value.is_true("optional"))
        .map(|meta| meta.key.as_ref())
        .collect();
    for wanted in entries_of("peerDependencies") {
        if !may_lack.contains(wanted.key.as_ref())
            && let Some(to) = requests.sole(&wanted.key)
        {
            arrows.add(from, to, Scope::Peer);
        }
    }
}

/// The top workspace first, then the workspaces that nothing depends on.
fn roots(document: &Document, locators: &[Locator]) -> Vec<ComponentIndex> {
    let at = |index: ComponentIndex| locators.get(index as usize).filter(|locator| locator.origin == Origin::Workspace);
    let is_top = |index: ComponentIndex| at(index).is_some_and(|locator| locator.written.ends_with("@workspace:."));
    let top = (0..).zip(locators).map(|(index, _)| index).find(|index| is_top(*index));
    let others = roots::tops(document, |index| at(index).is_some());
    top.into_iter().chain(others.into_iter().filter(|index| Some(*index) != top)).collect()
}

/// Gives the workspace of a `package.json` its version, its licence and the scopes it declares.
fn sharpen(document: &mut Document, manifest: &Manifest) {
    let named = |index: &ComponentIndex| {
        let component = document.components.get(*index as usize);
        component.is_some_and(|component| component.own && Some(&component.name) == manifest.name.as_ref())
    };
    let count = ComponentIndex::try_from(document.components.len()).unwrap_or(ComponentIndex::MAX);
    let Some(workspace) = document.roots.iter().copied().find(named).or_else(|| (0..count).find(named)) else {
        return;
    };
    if let Some(component) = document.components.get_mut(workspace as usize) {
        component.version = manifest.version.clone().or(component.version.take());
        component.package_url = PackageUrl::npm(&component.name, component.version.as_deref());
        component.licenses = manifest.license.iter().map(StatedLicense::declared).collect();
    }
    let asked = manifest.dependencies.iter().map(|wanted| format!("{}@{}", wanted.name, wanted.requirement)).collect();
    let requests = Requests::new(&document.requests, &asked);
    let mut scopes = HashMap::default();
    for wanted in &manifest.dependencies {
        if let Answer::Exact(to) | Answer::Sole(to) = requests.find(&wanted.name, &wanted.requirement) {
            let scope = scopes.entry(to).or_insert(wanted.scope);
            *scope = wanted.scope.max(*scope);
        }
    }
    for arrow in document.dependencies.iter_mut().filter(|arrow| arrow.from == workspace) {
        if let Some(scope) = scopes.get(&arrow.to) {
            arrow.scope = *scope;
        }
    }
}
