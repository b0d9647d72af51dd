//! vcpkg.json: the ports that a C or C++ project asks for, and the licence of the project.
//!
//! It fixes versions only where it overrides them; others follow from the baseline, a commit of the port
//! registry. Source: <https://learn.microsoft.com/vcpkg/reference/vcpkg-json>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::json;
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, ReadError, Scope, StatedLicense};

pub const FORMAT: Format = Format {
    id: "vcpkg-json",
    title: "vcpkg.json",
    family: "C and C++",
    file_names: &["vcpkg.json"],
    versions: "",
    holds: Holds { dependencies: true, licenses: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

/// The keys under which a version may stand, by how it is compared.
const VERSIONS: [&str; 4] = ["version", "version-semver", "version-date", "version-string"];

fn identify(input: &Input) -> bool {
    let Some(seen) = input.sketch() else { return false };
    seen.text("$schema").is_some_and(|schema| schema.contains("vcpkg.schema.json"))
        || (seen.has_list("dependencies")
            && (["builtin-baseline", "overrides", "vcpkg-configuration", "default-features"]
                .iter()
                .chain(VERSIONS.iter().skip(1))
                .any(|key| seen.has(key))
                || matches!(seen.first("dependencies"), Some(Sketch::Text(_)))
                || seen.first("dependencies").is_some_and(|port| port.has("version>=") || port.has("host"))))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let root = &json.root;
    let mut notices = Notices::of_json(input, &json);
    let version = VERSIONS.iter().find_map(|key| root.filled_text(key)).map(str::to_owned);
    let mut components = vec![Component {
        name: root.filled_text("name").unwrap_or("project").to_owned(),
        version,
        ecosystem: Ecosystem::Vcpkg,
        own: true,
        licenses: root.filled_text("license").map(StatedLicense::declared).into_iter().collect(),
        place: json.place(root),
        ..Component::default()
    }];
    let overrides: HashMap<&str, &str> = root
        .list("overrides")
        .iter()
        .filter_map(|at| Some((at.filled_text("name")?, VERSIONS.iter().find_map(|key| at.filled_text(key))?)))
        .collect();
    let mut by_name: HashMap<&str, ComponentIndex> = HashMap::new();
    let mut arrows = Arrows::default();
    let features = root.object("features").iter().map(|(_, feature)| (feature, true));
    for (holder, is_feature) in std::iter::once((root, false)).chain(features) {
        for wanted in holder.list("dependencies") {
            let Some(name) = wanted.as_text().or_else(|| wanted.filled_text("name")) else {
                notices.warning("missing-name", json.place(wanted), "A dependency without a name was left out");
                continue;
            };
            let scope = match () {
                // Tools of the machine that builds.
                () if wanted.is_true("host") => Scope::Build,
                () if is_feature => Scope::Optional,
                () => Scope::Runtime,
            };
            // A feature may switch on another feature of the project itself.
            if Some(name) == root.text("name") {
                continue;
            }
            let index = *by_name.entry(name).or_insert_with(|| {
                components.push(Component {
                    name: name.to_owned(),
                    version: overrides.get(name).map(|version| (*version).to_owned()),
                    ecosystem: Ecosystem::Vcpkg,
                    place: json.place(wanted),
                    ..Component::default()
                });
                (components.len() - 1) as ComponentIndex
            });
            if let Some(least) = wanted.filled_text("version>=").filter(|_| !overrides.contains_key(name)) {
                let message = format!("`{name}` is asked for from {least} on; its version is not known");
                notices.warning("range-as-version", json.place(wanted), message);
            }
            arrows.add(0, index, scope);
        }
    }
    if components.iter().skip(1).any(|port| port.version.is_none()) {
        let baseline = root.filled_text("builtin-baseline").map(|commit| format!(" ({commit})")).unwrap_or_default();
        let message = format!(
            "Versions follow from the baseline{baseline} and are not in the file; so is what the ports need: \
             `vcpkg install` writes an SPDX file for each port that has both"
        );
        notices.info("unresolved", None, message);
    }
    Ok(Document {
        format: FORMAT.id,
        roots: vec![0],
        components: components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}
