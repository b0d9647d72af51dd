//! Components and services, nested ones too. Nesting is containment, not dependency.

use std::collections::HashMap;

use super::licenses::stated_licenses;
use crate::formats::support::arrows::Arrows;
use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::names::full_name;
use crate::formats::support::notices::Notices;
use crate::model::{
    Component, ComponentIndex, ComponentKind, Dependency, DependencyKind, Ecosystem, PackageUrl, Scope,
};

/// What has been read of one document.
#[derive(Default)]
pub struct Bom {
    pub components: Vec<Component>,
    pub root: Option<ComponentIndex>,
    pub arrows: Arrows,
    /// `bom-ref`, any text at all, to component.
    pub by_reference: HashMap<String, ComponentIndex>,
    /// The package URL as written, for documents that refer by it without a `bom-ref`.
    pub by_package_url: HashMap<String, ComponentIndex>,
}

/// A component still to be read.
struct Waiting<'a> {
    json: &'a Json<'a>,
    parent: Option<ComponentIndex>,
    own: bool,
    service: bool,
}

impl Bom {
    /// Reads the root, the components and the services, each followed by what is nested in it.
    pub fn read(&mut self, json: &JsonDocument, notices: &mut Notices) {
        let mut waiting = Vec::new();
        for (key, service) in [("services", true), ("components", false)] {
            for json in json.root.list(key).iter().rev() {
                waiting.push(Waiting { json, parent: None, own: false, service });
            }
        }
        let root = json.root.get("metadata").and_then(|metadata| metadata.get("component"));
        if let Some(root) = root.filter(|root| root.is_object()) {
            waiting.push(Waiting { json: root, parent: None, own: true, service: false });
            self.root = Some(0);
        }
        while let Some(next) = waiting.pop() {
            let Some(index) = self.add(json, &next, notices) else { continue };
            for (key, service) in [("services", true), ("components", false)] {
                for nested in next.json.list(key).iter().rev() {
                    waiting.push(Waiting { json: nested, parent: Some(index), own: next.own, service });
                }
            }
        }
    }

    fn add(&mut self, json: &JsonDocument, waiting: &Waiting, notices: &mut Notices) -> Option<ComponentIndex> {
        let stated = waiting.json;
        let place = json.place(stated);
        let is_root = waiting.own && waiting.parent.is_none();
        if !stated.is_object() {
            notices.warning("skipped-entry", place, format!("A component is {}, not an object", stated.kind()));
            return None;
        }
        let component = component(json, waiting, notices);
        if !is_root && self.is_root_again(&component, stated) {
            return self.root;
        }
        let index = self.components.len() as ComponentIndex;
        if let Some(parent) = waiting.parent {
            self.arrows.insert(Dependency {
                kind: DependencyKind::Contains,
                ..Dependency::new(parent, index, component.scope)
            });
        }
        if let Some(reference) = stated.text("bom-ref") {
            if self.by_reference.contains_key(reference) {
                let message = format!("The reference \"{reference}\" names several components; arrows go to the first");
                notices.warning("repeated-reference", place, message);
            } else {
                self.by_reference.insert(reference.to_owned(), index);
            }
        }
        if let Some(written) = stated.text("purl") {
            self.by_package_url.entry(written.to_owned()).or_insert(index);
        }
        self.components.push(component);
        Some(index)
    }

    /// Some tools list the root among the components a second time.
    fn is_root_again(&self, component: &Component, stated: &Json) -> bool {
        let root = self.root.and_then(|root| self.components.get(root as usize));
        let reference = stated.text("bom-ref").and_then(|reference| self.by_reference.get(reference));
        reference.is_some()
            && reference == self.root.as_ref()
            && root.is_some_and(|root| root.name == component.name && root.version == component.version)
    }
}

fn component(json: &JsonDocument, waiting: &Waiting, notices: &mut Notices) -> Component {
    let stated = waiting.json;
    let place = json.place(stated);
    let written = stated.filled_text("purl");
    let package_url = written.and_then(PackageUrl::parse);
    if let (Some(written), None) = (written, &package_url) {
        let shown: String = written.chars().take(80).collect();
        notices.warning("invalid-package-url", place.clone(), format!("Not a package URL: {shown}"));
    }
    let group = stated.filled_text("group");
    let name = match (stated.filled_text("name"), &package_url) {
        (Some(name), _) => full_name(group, name, package_url.as_ref()),
        (None, Some(url)) => url.full_name(),
        (None, None) => {
            notices.warning("missing-name", place.clone(), "A component has no name");
            stated.filled_text("bom-ref").unwrap_or("unnamed").to_owned()
        }
    };
    let version = stated.get("version").and_then(Json::as_text_or_number).map(str::trim);
    let version = version.filter(|version| !version.is_empty()).map(str::to_owned);
    let version = version.or_else(|| package_url.as_ref()?.version().map(|version| version.into_owned()));
    let ecosystem = package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem);
    Component {
        name,
        version,
        ecosystem,
        kind: if waiting.service { ComponentKind::Service } else { kind(stated.text("type").unwrap_or("")) },
        scope: scope(stated),
        own: waiting.own,
        licenses: stated_licenses(stated, ecosystem),
        hashes: hashes(stated),
        source: source(stated),
        package_url,
        place,
        ..Component::default()
    }
}

fn kind(text: &str) -> ComponentKind {
    match text {
        "application" | "platform" => ComponentKind::Application,
        "container" => ComponentKind::Container,
        "operating-system" => ComponentKind::OperatingSystem,
        "device" | "device-driver" => ComponentKind::Device,
        "firmware" => ComponentKind::Firmware,
        "file" => ComponentKind::File,
        "data" | "machine-learning-model" | "cryptographic-asset" => ComponentKind::Data,
        _ => ComponentKind::Library,
    }
}

/// `scope`, sharpened by what generators write into properties.
///
/// `excluded` is for "test and other non-runtime purposes" (specification), so it is read as test.
fn scope(stated: &Json) -> Scope {
    for property in stated.list("properties") {
        let value = property.text("value").unwrap_or("");
        let is_true = value.eq_ignore_ascii_case("true");
        match property.text("name").unwrap_or("") {
            "cdx:npm:package:development" | "cdx:composer:package:isDevRequirement" if is_true => {
                return Scope::Development;
            }
            "cdx:maven:package:test" if is_true => return Scope::Test,
            "cdx:maven:component_scope" | "cdx:maven:scope" if value == "test" => return Scope::Test,
            "cdx:maven:component_scope" | "cdx:maven:scope" if value == "provided" => return Scope::Provided,
            "cdx:poetry:group" | "cdx:poetry:package:group" if value == "dev" => return Scope::Development,
            "cdx:pipenv:category" if matches!(value, "develop" | "dev-packages") => return Scope::Development,
            _ => {}
        }
    }
    match stated.text("scope") {
        Some("required") => Scope::Runtime,
        Some("optional") => Scope::Optional,
        Some("excluded") => Scope::Test,
        _ => Scope::Unknown,
    }
}

fn hashes(stated: &Json) -> Vec<String> {
    let pair = |hash: &Json| Some(format!("{}:{}", hash.filled_text("alg")?, hash.filled_text("content")?));
    stated.list("hashes").iter().filter_map(pair).collect()
}

/// Where it is distributed; failing that, its repository.
fn source(stated: &Json) -> Option<String> {
    let references = stated.list("externalReferences");
    ["distribution", "vcs"].iter().find_map(|wanted| {
        let reference = references.iter().find(|reference| reference.text("type") == Some(wanted))?;
        reference.filled_text("url").map(str::to_owned)
    })
}
