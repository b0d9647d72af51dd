//! Packages, and what is known of files: enough to tell a reference to one from a dangling one.

use std::collections::{HashMap, HashSet};

use crate::formats::support::json::{Json, JsonDocument};
use crate::formats::support::names::full_name;
use crate::formats::support::notices::Notices;
use crate::formats::support::places::counted;
use crate::model::{
    Component, ComponentIndex, ComponentKind, Ecosystem, LicenseRole, ListMeaning, PackageUrl, StatedLicense,
};

/// What has been read of one document.
#[derive(Default)]
pub struct Packages<'a> {
    pub components: Vec<Component>,
    pub by_id: HashMap<&'a str, ComponentIndex>,
    /// Files and snippets, which are no components.
    pub other_ids: HashSet<&'a str>,
}

impl<'a> Packages<'a> {
    pub fn read(json: &JsonDocument, stated: &'a Json<'a>, generator: Option<&str>, notices: &mut Notices) -> Self {
        let mut packages = Self::default();
        // SPDX 2.1 nests what the document describes.
        let described = stated.list("documentDescribes").iter().filter(|entry| entry.is_object());
        let nested = described.map(|entry| entry.get("Package").unwrap_or(entry));
        for package in stated.list("packages").iter().chain(nested) {
            packages.add(json, package, generator, notices);
        }
        let files = stated.list("files");
        if packages.components.is_empty() {
            for file in files {
                packages.add_file(json, file);
            }
        } else {
            packages.other_ids.extend(files.iter().filter_map(|file| file.text("SPDXID")));
            if !files.is_empty() {
                let files = counted(files.len(), "file is listed", "files are listed");
                let message = format!("{files}; files are not shown as components");
                notices.info("files-left-out", None, message);
            }
        }
        packages.other_ids.extend(stated.list("snippets").iter().filter_map(|snippet| snippet.text("SPDXID")));
        let ranges = packages.components.iter().filter(|component| is_range(component.version.as_deref())).count();
        if ranges > 0 {
            let ranges = counted(ranges, "version is a range", "versions are ranges");
            let message = format!("{ranges}: what was asked for, not what was installed");
            notices.warning("range-as-version", None, message);
        }
        packages
    }

    fn add(&mut self, json: &JsonDocument, package: &'a Json<'a>, generator: Option<&str>, notices: &mut Notices) {
        if !package.is_object() {
            let message = format!("A package is {}, not an object", package.kind());
            notices.warning("skipped-entry", json.place(package), message);
            return;
        }
        let index = self.components.len() as ComponentIndex;
        self.remember(json, package, index, notices);
        self.components.push(component(json, package, generator, notices));
    }

    fn add_file(&mut self, json: &JsonDocument, file: &'a Json<'a>) {
        let index = self.components.len() as ComponentIndex;
        if let Some(id) = file.text("SPDXID") {
            self.by_id.entry(id).or_insert(index);
        }
        self.components.push(Component {
            name: file.filled_text("fileName").unwrap_or("unnamed").to_owned(),
            kind: ComponentKind::File,
            licenses: licenses(file, "licenseInfoInFiles"),
            hashes: hashes(file),
            place: json.place(file),
            ..Component::default()
        });
    }

    fn remember(&mut self, json: &JsonDocument, package: &'a Json<'a>, index: ComponentIndex, notices: &mut Notices) {
        let Some(id) = package.filled_text("SPDXID") else {
            notices.warning(
                "missing-reference",
                json.place(package),
                "A package has no SPDXID; nothing can refer to it",
            );
            return;
        };
        if self.by_id.contains_key(id) {
            let message = format!("The SPDXID \"{id}\" names several packages; arrows go to the first");
            notices.warning("repeated-reference", json.place(package), message);
        } else {
            self.by_id.insert(id, index);
        }
    }
}

fn component(json: &JsonDocument, package: &Json, generator: Option<&str>, notices: &mut Notices) -> Component {
    let place = json.place(package);
    let package_url = package_url(json, package, notices);
    let stated = package.filled_text("name");
    // GitHub writes `npm:lodash`, which is no name in the ecosystem.
    let from_github = generator.is_some_and(|generator| generator.contains("GitHub.com-Dependency-Graph"));
    let name = match (stated, &package_url) {
        (Some(name), Some(url)) if from_github && name.contains(':') => {
            if url.kind() == "maven" {
                name.trim_start_matches("maven:").to_owned()
            } else {
                url.full_name()
            }
        }
        (Some(name), url) => full_name(None, name, url.as_ref()),
        (None, Some(url)) => url.full_name(),
        (None, None) => {
            notices.warning("missing-name", place.clone(), "A package has no name");
            package.filled_text("SPDXID").unwrap_or("unnamed").to_owned()
        }
    };
    let version = package.get("versionInfo").and_then(Json::as_text_or_number).map(str::trim);
    let version = version.filter(|version| !matches!(*version, "" | "NOASSERTION" | "NONE")).map(str::to_owned);
    let version = version.or_else(|| package_url.as_ref()?.version().map(|version| version.into_owned()));
    Component {
        name,
        version,
        ecosystem: package_url.as_ref().map_or(Ecosystem::Other, PackageUrl::ecosystem),
        kind: kind(package.text("primaryPackagePurpose").unwrap_or("")),
        licenses: licenses(package, "licenseInfoFromFiles"),
        hashes: hashes(package),
        source: package
            .filled_text("downloadLocation")
            .filter(|location| !matches!(*location, "NONE" | "NOASSERTION"))
            .map(str::to_owned),
        package_url,
        place,
        ..Component::default()
    }
}

/// The package URL among the external references: the category is spelled with `_` or `-`, or left out.
fn package_url(json: &JsonDocument, package: &Json, notices: &mut Notices) -> Option<PackageUrl> {
    let is_purl = |kind: &str| kind == "purl" || kind.ends_with("/purl") || kind.ends_with("#purl");
    let mut references = package.list("externalRefs").iter();
    let reference = references.find(|reference| reference.text("referenceType").is_some_and(is_purl))?;
    let written = reference.filled_text("referenceLocator")?;
    let url = PackageUrl::parse(written);
    if url.is_none() {
        let shown: String = written.chars().take(80).collect();
        notices.warning("invalid-package-url", json.place(reference), format!("Not a package URL: {shown}"));
    }
    url
}

fn kind(purpose: &str) -> ComponentKind {
    match purpose {
        "APPLICATION" => ComponentKind::Application,
        "CONTAINER" => ComponentKind::Container,
        "OPERATING-SYSTEM" | "OPERATING_SYSTEM" => ComponentKind::OperatingSystem,
        "DEVICE" => ComponentKind::Device,
        "FIRMWARE" => ComponentKind::Firmware,
        "FILE" => ComponentKind::File,
        _ => ComponentKind::Library,
    }
}

/// Concluded, declared and found in files, as written; `NOASSERTION` stays.
fn licenses(stated: &Json, found_in_files: &str) -> Vec<StatedLicense> {
    let mut licenses = Vec::new();
    for (key, role) in [("licenseConcluded", LicenseRole::Concluded), ("licenseDeclared", LicenseRole::Declared)] {
        if let Some(raw) = stated.filled_text(key) {
            licenses.push(StatedLicense { raw: raw.to_owned(), role, list: ListMeaning::Single });
        }
    }
    let found: Vec<&str> = stated.list(found_in_files).iter().filter_map(Json::as_text).collect();
    let list = if found.len() > 1 { ListMeaning::Unstated } else { ListMeaning::Single };
    let found = found.into_iter().map(|raw| StatedLicense { raw: raw.to_owned(), role: LicenseRole::Detected, list });
    licenses.extend(found);
    licenses
}

fn hashes(stated: &Json) -> Vec<String> {
    let pair = |sum: &Json| Some(format!("{}:{}", sum.filled_text("algorithm")?, sum.filled_text("checksumValue")?));
    stated.list("checksums").iter().filter_map(pair).collect()
}

/// GitHub exports what a manifest asks for where there is no lockfile.
fn is_range(version: Option<&str>) -> bool {
    version.is_some_and(|version| version.starts_with(['^', '~', '>', '<', '=', '*']) || version.contains("||"))
}
