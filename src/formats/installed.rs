//! A folder of installed code (`node_modules`, `site-packages`, `vendor`): the manifests of what is installed say
//! under which licence it stands.
//!
//! Not a format of one file: the manifests are handed over together, as an archive. What they tell only
//! fills what other files lack.

use std::collections::HashSet;

use super::support::json::{self, Json, Value as JsonValue};
use super::support::notices::Notices;
use super::support::toml;
use super::{Format, Holds, Input};
use crate::model::{
    Component, Document, Ecosystem, LicenseRole, ListMeaning, PackageUrl, Place, ReadError, Role, StatedLicense,
};

pub const FORMAT: Format = Format {
    id: "installed-packages",
    title: "Installed packages",
    family: "Beside others",
    file_names: &[],
    versions: "node_modules, site-packages, vendor",
    holds: Holds { licenses: true, ..Holds::NOTHING },
    identify: |_| false,
    parse: |_| {
        Err(ReadError::new("no-single-file", "Installed packages are read as a folder", None, "Drop the folder"))
    },
    sharpen: None,
};

/// Folders of installed code, by name.
pub const FOLDERS: [&str; 3] = ["node_modules", "site-packages", "vendor"];

/// Does a file of this path, which begins with the installed folder, tell of a package?
pub fn is_manifest(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "package.json" | "Cargo.toml" | "PKG-INFO" => true,
        "METADATA" => path.contains(".dist-info/"),
        "installed.json" | "modules.txt" => true,
        _ => false,
    }
}

/// What the manifests of one folder tell: (path, content) each.
pub fn read(files: &[(String, Vec<u8>)]) -> Document {
    let mut document = Document { format: FORMAT.id, role: Role::Supplement, ..Document::default() };
    let mut notices = Notices::new(Vec::new());
    let mut seen: HashSet<(Ecosystem, String, Option<String>)> = HashSet::new();
    let mut unread = 0usize;
    for (path, bytes) in files {
        let Ok(input) = Input::new(path, bytes) else {
            unread += 1;
            continue;
        };
        let found = match path.rsplit('/').next().unwrap_or(path) {
            "package.json" => of_package_json(&input.text),
            "Cargo.toml" => of_cargo_toml(&input.text),
            "PKG-INFO" | "METADATA" => of_python_metadata(&input.text),
            // What a package manager wrote about all of the folder is a format of its own.
            _ => Some(super::read(path, bytes).map(|read| read.components.into_iter().collect()).unwrap_or_default()),
        };
        let Some(found) = found else {
            unread += 1;
            continue;
        };
        for mut component in found {
            let key = (component.ecosystem, component.name.clone(), component.version.clone());
            if component.version.is_some() && seen.insert(key) {
                component.own = false;
                component.place = Some(Place::Path(path.clone()));
                document.components.push(component);
            }
        }
    }
    if unread > 0 {
        let message = format!("{unread} manifests could not be read and were left out");
        notices.warning("unreadable-manifest", None, message);
    }
    document.notices = notices.finish();
    document
}

/// `None` where it is no JSON; nothing where it describes no package (`{"type": "module"}`).
fn of_package_json(text: &str) -> Option<Vec<Component>> {
    let json = json::parse(text).ok()?;
    let (Some(name), Some(version)) = (json.root.text("name"), json.root.text("version")) else {
        return Some(Vec::new());
    };
    let license = |json: &Json| match &json.value {
        JsonValue::Text(text) => Some(text.to_string()),
        _ => json.text("type").map(str::to_owned),
    };
    let mut raws: Vec<String> = json.root.get("license").and_then(license).into_iter().collect();
    if raws.is_empty() {
        raws = json.root.list("licenses").iter().filter_map(license).collect();
    }
    // The old list of licences was a choice by npm's documentation of the time.
    let list = if raws.len() > 1 { ListMeaning::Any } else { ListMeaning::Single };
    Some(vec![component(Ecosystem::Npm, name, version, PackageUrl::npm(name, Some(version)), raws, list)])
}

fn of_cargo_toml(text: &str) -> Option<Vec<Component>> {
    let file = toml::read(text).ok()?;
    let Some(package) = toml::table(&file.table, "package") else { return Some(Vec::new()) };
    let (Some(name), Some(version)) = (toml::text(package, "name"), toml::text(package, "version")) else {
        return Some(Vec::new());
    };
    let raws = toml::text(package, "license").map(str::to_owned).into_iter().collect();
    let url = PackageUrl::new("cargo", None, name, Some(version));
    Some(vec![component(Ecosystem::Cargo, name, version, url, raws, ListMeaning::Single)])
}

/// The headers of a core metadata file. Source: PyPA core metadata 2.4.
fn of_python_metadata(text: &str) -> Option<Vec<Component>> {
    const LONGEST_LICENSE: usize = 200;
    let headers = || text.lines().take_while(|line| !line.trim().is_empty()).filter_map(|line| line.split_once(": "));
    let all = |wanted: &'static str| {
        headers().filter(move |(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    };
    let first = |wanted| all(wanted).next();
    let (name, version) = (first("Name")?, first("Version")?);
    let is_told = |text: &&str| !text.is_empty() && *text != "UNKNOWN" && text.len() <= LONGEST_LICENSE;
    let stated = first("License-Expression").or(first("License").filter(is_told));
    let mut raws: Vec<String> = stated.map(str::to_owned).into_iter().collect();
    if raws.is_empty() {
        let classifiers = all("Classifier").filter(|text| text.starts_with("License :: "));
        let last = classifiers.filter_map(|text| text.rsplit(" :: ").next());
        raws = last.filter(|text| *text != "OSI Approved").map(str::to_owned).collect();
    }
    let list = if raws.len() > 1 { ListMeaning::Unstated } else { ListMeaning::Single };
    let url = PackageUrl::new("pypi", None, name, Some(version));
    Some(vec![component(Ecosystem::Pypi, name, version, url, raws, list)])
}

fn component(
    ecosystem: Ecosystem,
    name: &str,
    version: &str,
    package_url: Option<PackageUrl>,
    raws: Vec<String>,
    list: ListMeaning,
) -> Component {
    Component {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        ecosystem,
        package_url,
        licenses: raws.into_iter().map(|raw| StatedLicense { raw, role: LicenseRole::Declared, list }).collect(),
        ..Component::default()
    }
}
