//! Chart.yaml: what a Helm chart declares, with ranges. Which versions were chosen stands in Chart.lock.
//!
//! Source: <https://helm.sh/docs/topics/charts/#the-chartyaml-file>.

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::support::yaml;
use super::{Format, Holds, Input};
use crate::model::{
    Component, ComponentIndex, ComponentKind, Document, Ecosystem, Manifest, ManifestDependency, ReadError, Scope,
};

pub const FORMAT: Format = Format {
    id: "helm-chart",
    title: "Helm Chart.yaml",
    family: "Helm",
    file_names: &["Chart.yaml", "Chart.yml"],
    versions: "v1, v2",
    holds: Holds { dependencies: true, manifest: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let has = |start: &str| input.head().lines().any(|line| line.starts_with(start));
    (has("apiVersion: v1") || has("apiVersion: v2") || has("apiVersion: \"v"))
        && has("name:")
        && has("version:")
        && !has("kind:")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let yaml = yaml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.iter().chain(&yaml.notices).cloned().collect());
    let chart = yaml.documents.first();
    let text = |key: &str| chart.and_then(|chart| chart.text(key)).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut manifest = Manifest { name: text("name"), version: text("version"), ..Manifest::default() };
    let mut components = vec![Component {
        name: manifest.name.clone().unwrap_or_else(|| "chart".to_owned()),
        version: manifest.version.clone(),
        ecosystem: Ecosystem::Helm,
        kind: if text("type").as_deref() == Some("library") {
            ComponentKind::Library
        } else {
            ComponentKind::Application
        },
        own: true,
        place: chart.map(yaml::Node::place),
        ..Component::default()
    }];
    let mut arrows = Arrows::default();
    let listed = chart.and_then(|chart| chart.get("dependencies"));
    for entry in listed.map_or(&[][..], yaml::Node::members) {
        let Some(name) = entry.text("name").filter(|name| !name.is_empty()) else {
            notices.warning("missing-name", Some(entry.place()), "A chart without a name was left out");
            continue;
        };
        let requirement = entry.text("version").unwrap_or("");
        let version = Some(requirement).filter(|text| is_exact(text));
        if version.is_none() {
            let message =
                format!("`{name}` is asked for as \"{requirement}\", which is a range; its version is not known");
            notices.warning("range-as-version", Some(entry.place()), message);
        }
        // A condition or a tag switches a chart on and off.
        let is_optional = entry.get("condition").is_some() || entry.get("tags").is_some();
        let scope = if is_optional { Scope::Optional } else { Scope::Runtime };
        arrows.add(0, components.len() as ComponentIndex, scope);
        components.push(Component {
            name: name.to_owned(),
            version: version.map(str::to_owned),
            ecosystem: Ecosystem::Helm,
            source: entry.text("repository").filter(|text| !text.is_empty()).map(str::to_owned),
            place: Some(entry.place()),
            ..Component::default()
        });
        manifest.dependencies.push(ManifestDependency {
            name: name.to_owned(),
            requirement: requirement.to_owned(),
            scope,
        });
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: text("apiVersion"),
        roots: vec![0],
        components: components.into(),
        dependencies: arrows.finish(),
        manifest: Some(manifest),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// Three numbers, perhaps with what a pre-release adds; `1.2` and `1.2.x` are ranges to Helm.
fn is_exact(version: &str) -> bool {
    let numbers = version.trim_start_matches('v').split(['-', '+']).next().unwrap_or("");
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    numbers.split('.').count() == 3 && numbers.split('.').all(is_number)
}
