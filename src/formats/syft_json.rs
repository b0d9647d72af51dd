//! Syft JSON, schema 1 to 16.
//!
//! Read: packages, dependencies between them, what the scanned source contains, the distribution, licences in the
//! layout before and since schema 10. Not read: files, who owns which file, where evidence lies.
//!
//! Source: <https://github.com/anchore/syft/tree/main/schema/json>.

use std::borrow::Cow;
use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json::pull::{self, Broken, PullReader};
use super::support::json::{Json, Value};
use super::support::license_lists::set_list_meaning;
use super::support::names::full_name;
use super::support::notices::Notices;
use super::support::places::counted;
use super::{Format, Holds, Input};
use crate::model::{
    Component, ComponentIndex, ComponentKind, Dependency, DependencyKind, Document, Ecosystem, LicenseRole, PackageUrl,
    Place, ReadError, Scope, StatedLicense,
};

pub const FORMAT: Format = Format {
    id: "syft-json",
    title: "Syft JSON",
    family: "SBOM",
    file_names: &["*.syft.json"],
    versions: "1 to 16",
    holds: Holds { dependencies: true, licenses: true, hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const NEWEST: u32 = 16;

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    let is_schema = |url: &str| url.contains("anchore/syft");
    seen.has_list("artifacts")
        && (seen.has_list("artifactRelationships")
            || seen.get("schema").and_then(|schema| schema.text("url")).is_some_and(is_schema))
}

/// What has been read of one report.
#[derive(Default)]
struct Report<'a> {
    artifacts: Vec<Json<'a>>,
    relationships: Vec<(Relationship<'a>, u32)>,
    source: Option<Json<'a>>,
    distribution: Option<Json<'a>>,
    descriptor: Option<Json<'a>>,
    schema: Option<Json<'a>>,
}

/// `parent`, `child`, `type`.
type Relationship<'a> = [Cow<'a, str>; 3];

fn parse(input: &Input) -> Result<Document, ReadError> {
    let (report, json) = pull::read(&input.text, read_report)?;
    let mut notices = Notices::new(input.notices.iter().cloned().chain(json.notices()).collect());
    let version = report.schema.as_ref().and_then(|schema| schema.filled_text("version"));
    let major = version.and_then(|version| version.split('.').next()?.parse::<u32>().ok());
    if major.is_none_or(|major| major == 0 || major > NEWEST) {
        let stated = version.unwrap_or("none");
        let message = format!("The schema of Syft ({stated}) is not known; read as {NEWEST}");
        notices.warning("unknown-version", None, message);
    }
    let mut components = Vec::new();
    let mut by_id: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut arrows = Arrows::default();
    let root = report.source.as_ref().filter(|source| source.is_object()).map(|source| {
        components.push(Component { place: json.place(source.offset), ..root(source) });
        by_id.extend(source.filled_text("id").map(|id| (id, 0)));
        0
    });
    if let Some(distribution) = report.distribution.as_ref().and_then(distribution) {
        let place = report.distribution.as_ref().and_then(|stated| json.place(stated.offset));
        let index = components.len() as ComponentIndex;
        components.push(Component { place, ..distribution });
        if let Some(root) = root {
            arrows.insert(contains(root, index));
        }
    }
    for artifact in &report.artifacts {
        let place = json.place(artifact.offset);
        if !artifact.is_object() {
            notices.warning("skipped-entry", place, format!("A package is {}, not an object", artifact.kind()));
            continue;
        }
        let index = components.len() as ComponentIndex;
        if let Some(id) = artifact.filled_text("id") {
            if by_id.contains_key(id) {
                let message = format!("The id \"{}\" names several packages; arrows go to the first", shown(id));
                notices.warning("repeated-reference", place.clone(), message);
            } else {
                by_id.insert(id, index);
            }
        }
        let component = package(artifact, &mut notices, place);
        components.push(component);
    }
    add_relationships(&report, &by_id, &json, &mut arrows, &mut notices);
    let has_contents = report.relationships.iter().any(|([_, _, kind], _)| kind == "contains");
    if let (Some(root), false) = (root, has_contents) {
        // Older schemas do not state that the source contains the packages.
        (root + 1..components.len() as ComponentIndex).for_each(|index| arrows.insert(contains(root, index)));
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: version.map(str::to_owned),
        generator: report.descriptor.as_ref().and_then(generator),
        roots: root.into_iter().collect(),
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn read_report<'a>(json: &mut PullReader<'a>) -> Result<Report<'a>, Broken> {
    let mut report = Report::default();
    if !json.begin_object()? {
        return Ok(report);
    }
    while let Some(key) = json.next_key()? {
        match &*key {
            "artifacts" if json.is_list() => {
                json.begin_list()?;
                while json.next_element()? {
                    report.artifacts.push(read_artifact(json)?);
                }
            }
            "artifactRelationships" if json.is_list() => {
                json.begin_list()?;
                while json.next_element()? {
                    let offset = json.offset();
                    report.relationships.push((read_relationship(json)?, offset));
                }
            }
            "source" => report.source = Some(json.tree()?),
            "distro" => report.distribution = Some(json.tree()?),
            "descriptor" => report.descriptor = Some(json.tree()?),
            "schema" => report.schema = Some(json.tree()?),
            _ => {}
        }
    }
    Ok(report)
}

/// Only what is asked for later: the metadata of a package may list thousands of files.
fn read_artifact<'a>(json: &mut PullReader<'a>) -> Result<Json<'a>, Broken> {
    if !json.is_object() {
        return json.tree();
    }
    let offset = json.offset();
    let mut entries = Vec::new();
    json.begin_object()?;
    while let Some(key) = json.next_key()? {
        match &*key {
            "id" | "name" | "version" | "type" | "licenses" | "purl" => {
                let value = json.tree()?;
                entries.push((key, value));
            }
            "metadata" if json.is_object() => {
                json.begin_object()?;
                while let Some(key) = json.next_key()? {
                    if matches!(&*key, "integrity" | "h1Digest" | "digest" | "dev") {
                        let value = json.tree()?;
                        entries.push((key, value));
                    }
                }
            }
            _ => {}
        }
    }
    Ok(Json { offset, value: Value::Object(entries) })
}

fn read_relationship<'a>(json: &mut PullReader<'a>) -> Result<Relationship<'a>, Broken> {
    let mut relationship = Relationship::default();
    if json.begin_object()? {
        let [parent, child, kind] = &mut relationship;
        while let Some(key) = json.next_key()? {
            match &*key {
                "parent" => *parent = json.text()?.unwrap_or_default(),
                "child" => *child = json.text()?.unwrap_or_default(),
                "type" => *kind = json.text()?.unwrap_or_default(),
                _ => {}
            }
        }
    }
    Ok(relationship)
}

fn contains(from: ComponentIndex, to: ComponentIndex) -> Dependency {
    Dependency { kind: DependencyKind::Contains, ..Dependency::new(from, to, Scope::Unknown) }
}

fn shown(text: &str) -> String {
    text.chars().take(80).collect()
}

fn generator(descriptor: &Json) -> Option<String> {
    let name = descriptor.filled_text("name")?;
    Some(match descriptor.filled_text("version") {
        Some(version) => format!("{name} {version}"),
        None => name.to_owned(),
    })
}

/// What was scanned: an image, a directory, a file.
fn root(source: &Json) -> Component {
    let target = source.get("metadata").or_else(|| source.get("target"));
    let inside = |key: &str| target.and_then(|target| target.filled_text(key));
    let path = || target.and_then(Json::as_text).or_else(|| inside("path"));
    let name = source.filled_text("name").or_else(|| inside("userInput")).or_else(path).unwrap_or("unnamed");
    Component {
        name: name.to_owned(),
        version: source.filled_text("version").map(str::to_owned),
        kind: match source.text("type") {
            Some("image") => ComponentKind::Container,
            Some("file") => ComponentKind::File,
            _ => ComponentKind::Application,
        },
        own: true,
        ..Component::default()
    }
}

/// The Linux distribution of an image.
fn distribution(stated: &Json) -> Option<Component> {
    let name = stated.filled_text("id").or_else(|| stated.filled_text("name"))?;
    let version = stated.filled_text("versionID").or_else(|| stated.filled_text("version"));
    Some(Component {
        name: name.to_owned(),
        version: version.map(str::to_owned),
        kind: ComponentKind::OperatingSystem,
        ..Component::default()
    })
}

fn package(stated: &Json, notices: &mut Notices, place: Option<Place>) -> Component {
    let written = stated.filled_text("purl");
    let package_url = written.and_then(PackageUrl::parse);
    if let (Some(written), None) = (written, &package_url) {
        let message = format!("Not a package URL: {}", shown(written));
        notices.warning("invalid-package-url", place.clone(), message);
    }
    let name = match (stated.filled_text("name"), &package_url) {
        (Some(name), _) => full_name(None, name, package_url.as_ref()),
        (None, Some(url)) => url.full_name(),
        (None, None) => {
            notices.warning("missing-name", place.clone(), "A package has no name");
            "unnamed".to_owned()
        }
    };
    let ecosystem = package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem);
    let mut licenses: Vec<StatedLicense> = stated.list("licenses").iter().filter_map(license).collect();
    set_list_meaning(&mut licenses, ecosystem);
    Component {
        name,
        version: stated.filled_text("version").map(str::to_owned),
        ecosystem,
        kind: match stated.text("type") {
            Some("linux-kernel") => ComponentKind::OperatingSystem,
            _ => ComponentKind::Library,
        },
        scope: if stated.is_true("dev") { Scope::Development } else { Scope::Unknown },
        licenses,
        hashes: hashes(stated),
        package_url,
        place,
        ..Component::default()
    }
}

/// A text before schema 10, an object since.
fn license(stated: &Json) -> Option<StatedLicense> {
    let raw = ["spdxExpression", "value"].iter().find_map(|key| stated.filled_text(key));
    let raw = raw.or_else(|| stated.as_text().map(str::trim)).filter(|raw| !raw.is_empty())?;
    let role = match stated.text("type") {
        Some("concluded") => LicenseRole::Concluded,
        _ => LicenseRole::Declared,
    };
    Some(StatedLicense { role, ..StatedLicense::declared(raw) })
}

fn hashes(stated: &Json) -> Vec<String> {
    let integrity = stated.filled_text("integrity").map(|text| text.replacen('-', ":", 1));
    let digests = stated
        .list("digest")
        .iter()
        .filter_map(|digest| Some(format!("{}:{}", digest.filled_text("algorithm")?, digest.filled_text("value")?)));
    integrity.into_iter().chain(stated.filled_text("h1Digest").map(str::to_owned)).chain(digests).collect()
}

/// `dependency-of` points from the dependency to what needs it.
fn add_relationships(
    report: &Report,
    by_id: &HashMap<&str, ComponentIndex>,
    json: &PullReader,
    arrows: &mut Arrows,
    notices: &mut Notices,
) {
    let (mut needs, mut overlaps) = (0_usize, 0_usize);
    for ([parent, child, kind], offset) in &report.relationships {
        let find = |id: &str| by_id.get(id).copied();
        match &**kind {
            "dependency-of" => {
                needs += 1;
                match (find(child), find(parent)) {
                    (Some(from), Some(to)) => arrows.add(from, to, Scope::Unknown),
                    (from, _) => {
                        let id = if from.is_none() { child } else { parent };
                        let message = format!("A dependency is not among the packages: \"{}\"", shown(id));
                        notices.warning("dangling-reference", json.place(*offset), message);
                    }
                }
            }
            "contains" => {
                if let (Some(from), Some(to)) = (find(parent), find(child)) {
                    arrows.insert(contains(from, to));
                }
            }
            "ownership-by-file-overlap" => overlaps += 1,
            _ => {}
        }
    }
    if overlaps > 0 {
        let statements = counted(overlaps, "statement", "statements");
        let message = format!("{statements} that a package owns files of another one; that is no dependency");
        notices.info("other-relationships", None, message);
    }
    if needs == 0 {
        let message = "This file declares no dependency relationships; you see an inventory";
        notices.info("no-dependencies", None, message);
    }
}
