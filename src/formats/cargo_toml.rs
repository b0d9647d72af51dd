//! Cargo.toml: what a crate declares. Sharpens a Cargo.lock beside it; resolves nothing itself.
//!
//! Source: <https://doc.rust-lang.org/cargo/reference/manifest.html>.

use super::support::conflict::refuse_merge_conflict;
use super::support::toml::{self, Table, Value};
use super::{Format, Holds, Input};
use crate::model::{
    Component, Document, Ecosystem, Manifest, ManifestDependency, PackageUrl, ReadError, Scope, StatedLicense,
};

pub const FORMAT: Format = Format {
    id: "cargo-toml",
    title: "Cargo.toml",
    family: "Rust",
    file_names: &["Cargo.toml"],
    versions: "",
    holds: Holds { licenses: true, scopes: true, manifest: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let mut section = "";
    let (mut package, mut members) = (false, false);
    for line in input.head().lines().map(str::trim) {
        if line.starts_with('[') {
            section = line.split('#').next().unwrap_or(line).trim_end();
            match section {
                "[[package]]" | "[project]" | "[build-system]" => return false,
                section if section.starts_with("[tool.") => return false,
                section if section.starts_with("[workspace.") => members = true,
                _ => {}
            }
        } else if let Some((key, _)) = line.split_once('=') {
            let key = key.trim();
            package |= section == "[package]" && matches!(key, "name" | "name.workspace");
            members |= section == "[workspace]" && matches!(key, "members" | "resolver" | "exclude");
        }
    }
    package || members
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let file = toml::read(&input.text)?;
    let package = toml::table(&file.table, "package");
    let field = |key: &str| package.and_then(|package| toml::text(package, key)).map(str::to_owned);
    let mut dependencies = Vec::new();
    read_dependencies(&file.table, &mut dependencies);
    for target in toml::table(&file.table, "target").into_iter().flat_map(Table::values) {
        if let Some(target) = target.get_ref().as_table() {
            read_dependencies(target, &mut dependencies);
        }
    }
    let manifest = Manifest { name: field("name"), version: field("version"), license: field("license"), dependencies };
    let crate_ = manifest.name.as_ref().map(|name| Component {
        name: name.clone(),
        version: manifest.version.clone(),
        ecosystem: Ecosystem::Cargo,
        package_url: PackageUrl::new("cargo", None, name, manifest.version.as_deref()),
        own: true,
        licenses: manifest.license.iter().map(StatedLicense::declared).collect(),
        place: file.table.get("package").map(|table| file.place(table.span())),
        ..Component::default()
    });
    Ok(Document {
        format: FORMAT.id,
        roots: crate_.iter().map(|_| 0).collect(),
        components: crate_.into_iter().collect(),
        manifest: Some(manifest),
        notices: input.notices.clone(),
        ..Document::default()
    })
}

/// The dependency sections of the file or of one `target.…` table.
fn read_dependencies(table: &Table, found: &mut Vec<ManifestDependency>) {
    let sections = [
        ("dependencies", Scope::Runtime),
        ("dev-dependencies", Scope::Development),
        ("dev_dependencies", Scope::Development),
        ("build-dependencies", Scope::Build),
        ("build_dependencies", Scope::Build),
    ];
    for (section, scope) in sections {
        for (key, value) in toml::table(table, section).into_iter().flatten() {
            found.push(dependency(key.get_ref(), value.get_ref(), scope));
        }
    }
}

/// `a = "1"` or `a = { version = "1", package = "real-name", optional = true }`. Goes by the real name.
fn dependency(key: &str, value: &Value, scope: Scope) -> ManifestDependency {
    let Some(table) = value.as_table() else {
        let requirement = value.as_str().unwrap_or("*").to_owned();
        return ManifestDependency { name: key.to_owned(), requirement, scope };
    };
    let requirement = ["version", "git", "path"].into_iter().find_map(|field| toml::text(table, field));
    let requirement = match requirement {
        Some(requirement) => requirement,
        None if toml::is_true(table, "workspace") => "workspace",
        None => "*",
    };
    let is_optional = scope == Scope::Runtime && toml::is_true(table, "optional");
    ManifestDependency {
        name: toml::text(table, "package").unwrap_or(key).to_owned(),
        requirement: requirement.to_owned(),
        scope: if is_optional { Scope::Optional } else { scope },
    }
}
