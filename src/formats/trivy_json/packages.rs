//! Packages, what they need, and their licences.

use std::collections::HashMap;

use crate::formats::support::arrows::Arrows;
use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::license_lists::set_list_meaning;
use crate::formats::support::names::full_name;
use crate::formats::support::notices::Notices;
use crate::model::{
    Component, ComponentIndex, ComponentKind, Dependency, DependencyKind, Ecosystem, PackageUrl, Scope, StatedLicense,
};

const ROOT: ComponentIndex = 0;

/// The packages of all results of one report.
pub(super) struct Packages {
    components: Vec<Component>,
    arrows: Arrows,
    /// By the number of the result and the package's id.
    by_id: HashMap<(usize, String), ComponentIndex>,
    by_name: HashMap<String, Vec<ComponentIndex>>,
    results: usize,
    lists_packages: bool,
    has_dependencies: bool,
}

impl Packages {
    pub fn new(root: Component) -> Self {
        Self {
            components: vec![root],
            arrows: Arrows::default(),
            by_id: HashMap::new(),
            by_name: HashMap::new(),
            results: 0,
            lists_packages: false,
            has_dependencies: false,
        }
    }

    /// The operating system of an image.
    pub fn add_system(&mut self, json: &JsonDocument, stated: &Json) {
        let Some(family) = stated.filled_text("Family") else { return };
        let index = self.components.len() as ComponentIndex;
        self.components.push(Component {
            name: family.to_owned(),
            version: stated.filled_text("Name").map(str::to_owned),
            kind: ComponentKind::OperatingSystem,
            place: json.place(stated),
            ..Component::default()
        });
        self.arrows.insert(contained(index));
    }

    /// The packages of one result: the operating system's, or those of a lockfile or a folder.
    pub fn read(&mut self, json: &JsonDocument, result: &Json, notices: &mut Notices) {
        let number = self.results;
        self.results += 1;
        if result.list("Packages").is_empty() {
            return;
        }
        self.lists_packages = true;
        let is_system = result.text("Class") == Some("os-pkgs");
        let first = self.components.len();
        let mut stated = Vec::new();
        for package in result.list("Packages") {
            if !package.is_object() {
                let message = format!("A package is {}, not an object", package.kind());
                notices.warning("skipped-entry", json.place(package), message);
                continue;
            }
            let component = component(json, package, result, notices);
            self.add(number, package.filled_text("ID"), component);
            stated.push(package);
        }
        let mut needed = vec![false; self.components.len() - first];
        for package in &stated {
            let Some(&from) = package.filled_text("ID").and_then(|id| self.by_id.get(&(number, id.to_owned()))) else {
                continue;
            };
            for target in package.list("DependsOn") {
                let id = target.as_text().unwrap_or("");
                let Some(&to) = self.by_id.get(&(number, id.to_owned())) else {
                    let shown: String = id.chars().take(120).collect();
                    let message = format!("A dependency is not among the packages: \"{shown}\"");
                    notices.warning("dangling-reference", json.place(target), message);
                    continue;
                };
                self.has_dependencies = true;
                self.arrows.add(from, to, self.scope(to));
                if let Some(needed) = needed.get_mut((to as usize).wrapping_sub(first)) {
                    *needed |= from != to;
                }
            }
        }
        for (index, (package, needed)) in (first as ComponentIndex..).zip(stated.into_iter().zip(needed)) {
            match package.text("Relationship") {
                Some("direct") if !is_system => {
                    self.has_dependencies = true;
                    self.arrows.add(ROOT, index, self.scope(index));
                }
                _ if needed => {}
                _ => self.arrows.insert(contained(index)),
            }
        }
    }

    fn scope(&self, index: ComponentIndex) -> Scope {
        self.components.get(index as usize).map_or(Scope::Unknown, |component| component.scope)
    }

    fn add(&mut self, result: usize, id: Option<&str>, component: Component) -> ComponentIndex {
        let index = self.components.len() as ComponentIndex;
        if let Some(id) = id {
            self.by_id.entry((result, id.to_owned())).or_insert(index);
        }
        self.by_name.entry(component.name.clone()).or_default().push(index);
        self.components.push(component);
        index
    }

    /// The package that a vulnerability is found in; reports without packages name it there only.
    pub fn vulnerable(&mut self, json: &JsonDocument, result: usize, found: &Json) -> ComponentIndex {
        let name = found.filled_text("PkgName").unwrap_or("unnamed");
        let version = found.filled_text("InstalledVersion");
        let id = found.filled_text("PkgID").map(str::to_owned);
        let id = id.unwrap_or_else(|| format!("{name}@{}", version.unwrap_or("")));
        if let Some(&index) = self.by_id.get(&(result, id.clone())) {
            return index;
        }
        let package_url = found.get("PkgIdentifier").and_then(|known| known.filled_text("PURL"));
        let package_url = package_url.and_then(PackageUrl::parse);
        let name = full_name(None, name, package_url.as_ref());
        let same = |index: &ComponentIndex| {
            let known = self.components.get(*index as usize);
            known.is_some_and(|known| known.version.as_deref() == version && known.package_url == package_url)
        };
        if let Some(&index) = self.by_name.get(&name).and_then(|known| known.iter().find(|index| same(index))) {
            return index;
        }
        let ecosystem = package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem);
        let (version, place) = (version.map(str::to_owned), json.place(found));
        let index = self.add(
            result,
            Some(&id),
            Component { name, version, ecosystem, package_url, place, ..Component::default() },
        );
        self.arrows.insert(contained(index));
        index
    }

    /// The licences of a scan for licences, for packages that state none.
    pub fn add_licenses(&mut self, result: &Json) {
        let mut found: HashMap<&str, Vec<StatedLicense>> = HashMap::new();
        for license in result.list("Licenses") {
            if let (Some(package), Some(name)) = (license.filled_text("PkgName"), license.filled_text("Name")) {
                found.entry(package).or_default().push(StatedLicense::declared(name));
            }
        }
        for (package, mut licenses) in found {
            for index in self.by_name.get(package).into_iter().flatten() {
                if let Some(component) = self.components.get_mut(*index as usize)
                    && component.licenses.is_empty()
                {
                    set_list_meaning(&mut licenses, component.ecosystem);
                    component.licenses.clone_from(&licenses);
                }
            }
        }
    }

    pub fn note_what_is_missing(&self, notices: &mut Notices) {
        if !self.lists_packages && self.components.len() > 1 {
            let message = "This report lists only packages with known vulnerabilities; --list-all-pkgs lists all";
            notices.info("only-vulnerable", None, message);
        } else if !self.has_dependencies {
            let message = "This file declares no dependency relationships; you see an inventory";
            notices.info("no-dependencies", None, message);
        }
    }

    pub fn finish(self) -> (Vec<Component>, Vec<Dependency>) {
        (self.components, self.arrows.finish())
    }
}

fn contained(index: ComponentIndex) -> Dependency {
    Dependency { kind: DependencyKind::Contains, ..Dependency::new(ROOT, index, Scope::Unknown) }
}

fn component(json: &JsonDocument, stated: &Json, result: &Json, notices: &mut Notices) -> Component {
    let place = json.place(stated);
    let written = stated.get("Identifier").and_then(|known| known.filled_text("PURL"));
    let package_url = written.and_then(PackageUrl::parse);
    if let (Some(written), None) = (written, &package_url) {
        let shown: String = written.chars().take(80).collect();
        notices.warning("invalid-package-url", place.clone(), format!("Not a package URL: {shown}"));
    }
    let name = match (stated.filled_text("Name"), &package_url) {
        (Some(name), _) => full_name(None, name, package_url.as_ref()),
        (None, Some(url)) => url.full_name(),
        (None, None) => {
            notices.warning("missing-name", place.clone(), "A package has no name");
            stated.filled_text("ID").unwrap_or("unnamed").to_owned()
        }
    };
    let ecosystem = package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem);
    let file = || result.filled_text("Target").filter(|_| result.text("Class") != Some("os-pkgs"));
    let mut licenses: Vec<StatedLicense> = stated.list("Licenses").iter().filter_map(license).collect();
    set_list_meaning(&mut licenses, ecosystem);
    Component {
        name,
        version: version(stated),
        ecosystem,
        kind: ComponentKind::Library,
        scope: if stated.is_true("Dev") { Scope::Development } else { Scope::Unknown },
        own: matches!(stated.text("Relationship"), Some("root" | "workspace")),
        licenses,
        hashes: stated.filled_text("Digest").map(str::to_owned).into_iter().collect(),
        source: stated.filled_text("FilePath").or_else(file).map(str::to_owned),
        supplier: stated.filled_text("Maintainer").map(str::to_owned),
        package_url,
        place,
        ..Component::default()
    }
}

/// The version as the package manager writes it: `1:4.2.46-33.el7`.
fn version(stated: &Json) -> Option<String> {
    let mut version = stated.filled_text("Version")?.to_owned();
    if let Some(release) = stated.filled_text("Release") {
        version = format!("{version}-{release}");
    }
    match stated.get("Epoch").and_then(Json::as_text_or_number) {
        Some(epoch) if epoch != "0" => Some(format!("{epoch}:{version}")),
        _ => Some(version),
    }
}

/// A name or expression; the text of a licence is called by its first line.
fn license(stated: &Json) -> Option<StatedLicense> {
    let written = stated.as_text()?.trim();
    let text = written.strip_prefix("text://").unwrap_or(written);
    let raw = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(StatedLicense::declared(raw))
}
