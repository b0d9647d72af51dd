//! pom.xml: what a Maven project declares directly. It says what is wanted, not what was chosen.
//!
//! Versions come from the file alone: properties, `dependencyManagement` and the parent's coordinates. What
//! the parent, an imported list of versions (BOM) or a profile adds is not known here, and is said.
//! Plugins are not read. Source: <https://maven.apache.org/pom.html>.

mod properties;

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::maven::{self, Artifacts, Coordinates, is_name};
use super::support::notices::Notices;
use super::support::places::counted;
use super::support::xml::{self, Element, XmlDocument};
use super::{Format, Holds, Input};
use crate::model::{Document, LicenseRole, ListMeaning, ReadError, Scope, StatedLicense};
use properties::Properties;

pub const FORMAT: Format = Format {
    id: "maven-pom",
    title: "pom.xml",
    family: "JVM",
    file_names: &["pom.xml", "*.pom"],
    versions: "4.0, 4.1",
    holds: Holds { dependencies: true, licenses: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = input.head();
    let is_project = head.trim_start().starts_with('<') && head.contains("<project") && head.contains("<artifactId>");
    is_project && (head.contains("maven.apache.org/POM/") || head.contains("<modelVersion>"))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let xml = xml::parse(&input.text)?;
    let mut notices = Notices::of_xml(input, &xml);
    let properties = Properties::new(&xml.root);
    let project = project(&xml, &properties, &mut notices);
    let managed = managed(&xml.root, &properties);
    let declared = xml.root.list("dependencies").iter().filter(|element| element.name == "dependency");
    let mut dependencies = Vec::new();
    for written in declared {
        match Declared::read(written, &properties) {
            Some(mut wanted) => {
                wanted.complete(&managed);
                dependencies.push((written, wanted));
            }
            None => {
                let message =
                    "A dependency without group and artifact, or with a property from elsewhere, was left out";
                notices.warning("missing-name", xml.place(written), message);
            }
        }
    }
    let mut artifacts = Artifacts::default();
    let mut arrows = Arrows::default();
    let root = artifacts.add(project.coordinates(), xml.place(&xml.root));
    artifacts.own(root);
    if let Some(component) = artifacts.components.get_mut(root as usize) {
        component.licenses = licenses(&xml.root);
    }
    let mut without_version = 0;
    for (written, wanted) in &dependencies {
        let place = xml.place(written);
        let index = artifacts.add(wanted.coordinates(), place.clone());
        arrows.add(root, index, wanted.scope());
        match &wanted.version {
            Version::Stated(version) if is_range(version) => {
                let message = format!("`{}` is wanted in the range {version}; no version is stated", wanted.name());
                notices.warning("range-as-version", place, message);
                if let Some(component) = artifacts.components.get_mut(index as usize) {
                    component.package_url = Coordinates { version: "", ..wanted.coordinates() }.package_url();
                }
            }
            Version::Stated(_) => {}
            Version::Unknown(text) => {
                let message =
                    format!("The version of `{}` is `{text}`, which this file does not define", wanted.name());
                notices.warning("unresolved-version", place, message);
            }
            Version::Absent => without_version += 1,
        }
    }
    tell_what_is_elsewhere(&xml, without_version, &mut notices);
    Ok(Document {
        format: FORMAT.id,
        format_version: xml.root.child_text("modelVersion").map(str::to_owned),
        roots: vec![root],
        components: artifacts.components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// What a file says on a version.
#[derive(Clone)]
enum Version {
    Stated(String),
    /// A property that is not in the file, as written.
    Unknown(String),
    Absent,
}

impl Version {
    /// `[1.0]` demands exactly that version.
    fn read(text: &str, properties: &Properties) -> Self {
        let Some(filled) = properties.fill(text) else { return Self::Unknown(text.to_owned()) };
        let inner = filled.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        Self::Stated(inner.filter(|inner| !inner.contains(',')).map_or_else(|| filled.clone(), str::to_owned))
    }
}

/// The project or a `dependency`, with the properties filled in.
struct Declared {
    group: String,
    artifact: String,
    kind: String,
    classifier: String,
    version: Version,
    scope: Option<String>,
    is_optional: bool,
}

/// What `dependencyManagement` goes by: group, artifact, type and classifier.
type Key = (String, String, String, String);

impl Declared {
    /// `None` where group or artifact are missing or not defined in the file.
    fn read(written: &Element, properties: &Properties) -> Option<Self> {
        let text = |name: &str| written.child_text(name).and_then(|text| properties.fill(text));
        let (group, artifact) = (text("groupId")?, text("artifactId")?);
        let version = match written.child_text("version") {
            None => Version::Absent,
            Some(text) => Version::read(text, properties),
        };
        (is_name(&group) && is_name(&artifact)).then(|| Self {
            group,
            artifact,
            kind: text("type").unwrap_or_else(|| "jar".to_owned()),
            classifier: text("classifier").unwrap_or_default(),
            version,
            scope: text("scope"),
            is_optional: text("optional").as_deref() == Some("true"),
        })
    }

    fn key(&self) -> Key {
        (self.group.clone(), self.artifact.clone(), self.kind.clone(), self.classifier.clone())
    }

    /// Takes what `dependencyManagement` states and the dependency does not.
    fn complete(&mut self, managed: &HashMap<Key, Declared>) {
        if let Some(managed) = managed.get(&self.key()) {
            if matches!(self.version, Version::Absent) {
                self.version = managed.version.clone();
            }
            self.scope = self.scope.take().or_else(|| managed.scope.clone());
        }
    }

    fn coordinates(&self) -> Coordinates<'_> {
        let version = match &self.version {
            Version::Stated(version) => version,
            Version::Unknown(_) | Version::Absent => "",
        };
        Coordinates::new(&self.group, &self.artifact, version).of_kind(&self.kind, &self.classifier)
    }

    fn name(&self) -> String {
        format!("{}:{}", self.group, self.artifact)
    }

    fn scope(&self) -> Scope {
        match maven::scope(self.scope.as_deref().unwrap_or("compile")) {
            Some(Scope::Runtime) if self.is_optional => Scope::Optional,
            Some(scope) => scope,
            None => Scope::Unknown,
        }
    }
}

/// `[1,2)`, `(,1]`, `LATEST`, `RELEASE`.
fn is_range(version: &str) -> bool {
    version.starts_with(['[', '(']) || matches!(version, "LATEST" | "RELEASE")
}

/// The project's own coordinates; what it leaves out, its parent states.
fn project(xml: &XmlDocument, properties: &Properties, notices: &mut Notices) -> Declared {
    let parent = xml.root.child("parent");
    let text = |name: &str| xml.root.child_text(name).or_else(|| parent.and_then(|parent| parent.child_text(name)));
    let filled = |name: &str| text(name).map(|text| properties.fill(text).unwrap_or_else(|| text.to_owned()));
    let version = match text("version") {
        None => Version::Absent,
        Some(text) => Version::read(text, properties),
    };
    if let Version::Unknown(text) = &version {
        let message = format!("The version of the project is `{text}`, which this file does not define");
        notices.warning("unresolved-version", xml.place(&xml.root), message);
    }
    Declared {
        group: filled("groupId").unwrap_or_default(),
        artifact: xml.root.child_text("artifactId").unwrap_or("project").to_owned(),
        kind: xml.root.child_text("packaging").unwrap_or("jar").to_owned(),
        classifier: String::new(),
        version,
        scope: None,
        is_optional: false,
    }
}

fn managed(root: &Element, properties: &Properties) -> HashMap<Key, Declared> {
    let listed = root.child("dependencyManagement").map_or(&[][..], |managed| managed.list("dependencies"));
    let declared = listed.iter().filter_map(|written| Declared::read(written, properties));
    declared
        .filter(|managed| managed.scope.as_deref() != Some("import"))
        .map(|managed| (managed.key(), managed))
        .collect()
}

/// Where several licences stand, the user may choose: so says the POM reference.
fn licenses(root: &Element) -> Vec<StatedLicense> {
    let stated =
        root.list("licenses").iter().filter_map(|license| license.child_text("name").or(license.child_text("url")));
    let raw: Vec<&str> = stated.collect();
    let list = if raw.len() > 1 { ListMeaning::Any } else { ListMeaning::Single };
    raw.iter().map(|raw| StatedLicense { raw: (*raw).to_owned(), role: LicenseRole::Declared, list }).collect()
}

fn tell_what_is_elsewhere(xml: &XmlDocument, without_version: usize, notices: &mut Notices) {
    let root = &xml.root;
    if without_version > 0 {
        let count = counted(without_version, "dependency states", "dependencies state");
        let message = format!("{count} no version here: the parent or an imported list of versions (BOM) does");
        notices.warning("missing-version", None, message);
    }
    if let Some(parent) = root.child("parent") {
        let part = |name: &str| parent.child_text(name).unwrap_or("?");
        let label = format!("{}:{}:{}", part("groupId"), part("artifactId"), part("version"));
        let message = format!("The parent `{label}` may add dependencies, versions and licences; it was not read");
        notices.info("not-read", xml.place(parent), message);
    }
    let profiles = root.list("profiles").iter().filter(|profile| !profile.list("dependencies").is_empty());
    if let Some(profile) = profiles.clone().next() {
        let count = counted(profiles.count(), "profile", "profiles");
        notices.info("not-read", xml.place(profile), format!("The dependencies of {count} were not read"));
    }
    if let modules @ 1.. = root.list("modules").len() + root.list("subprojects").len() {
        let count = counted(modules, "module has a file of its own", "modules have files of their own");
        notices.info("not-read", None, count);
    }
    let message = "The file declares what is wanted directly; what was chosen, and what that needs in turn, \
                   is in `mvn dependency:tree`";
    notices.info("direct-only", None, message);
}
