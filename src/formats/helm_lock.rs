//! Chart.lock and requirements.lock: the charts that a Helm chart depends on, at the versions chosen.
//!
//! What those charts depend on in turn, and the images they start, are not in the file. Source:
//! <https://helm.sh/docs/topics/charts/#chart-dependencies>.

use std::collections::HashMap;

use super::support::arrows::Arrows;
use super::support::notices::Notices;
use super::support::yaml;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, Manifest, ReadError, Scope};

pub const FORMAT: Format = Format {
    id: "helm-lock",
    title: "Helm Chart.lock",
    family: "Helm",
    file_names: &["Chart.lock", "requirements.lock"],
    versions: "v1, v2",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: Some(sharpen),
};

fn identify(input: &Input) -> bool {
    let has = |start: &str| input.text.lines().take(2000).any(|line| line.starts_with(start));
    has("dependencies:")
        && (has("digest: sha256:") || (input.tail().contains("\ndigest: sha256:")))
        && input.head().contains("repository:")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let yaml = yaml::read(&input.text)?;
    let mut notices = Notices::new(input.notices.iter().chain(&yaml.notices).cloned().collect());
    let listed = yaml.documents.first().and_then(|chart| chart.get("dependencies"));
    let mut components = Vec::new();
    for entry in listed.map_or(&[][..], yaml::Node::members) {
        let Some(name) = entry.text("name").filter(|name| !name.is_empty()) else {
            notices.warning("missing-name", Some(entry.place()), "A chart without a name was left out");
            continue;
        };
        let repository = entry.text("repository").filter(|text| !text.is_empty());
        components.push(Component {
            name: name.to_owned(),
            version: entry.text("version").map(str::to_owned),
            ecosystem: Ecosystem::Helm,
            own: repository.is_none_or(|repository| repository.starts_with("file:")),
            source: repository.map(str::to_owned),
            place: Some(entry.place()),
            ..Component::default()
        });
    }
    let message = "This file declares no dependency relationships; you see the charts that the chart asks for itself";
    notices.info("no-dependencies", None, message);
    let created = yaml.documents.first().and_then(|chart| chart.text("generated"));
    Ok(Document {
        format: FORMAT.id,
        created: created.map(str::to_owned),
        requests: (0..).zip(&components).map(|(index, chart)| (&chart.name, index)).collect(),
        components: components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// Puts the chart itself above the charts it asks for.
fn sharpen(document: &mut Document, manifest: &Manifest) {
    let root = document.components.len() as ComponentIndex;
    document.components.push(Component {
        name: manifest.name.clone().unwrap_or_else(|| "chart".to_owned()),
        version: manifest.version.clone(),
        ecosystem: Ecosystem::Helm,
        own: true,
        ..Component::default()
    });
    document.roots.push(root);
    let mut arrows = Arrows::from_iter(std::mem::take(&mut document.dependencies));
    let declared: HashMap<&str, Scope> =
        manifest.dependencies.iter().map(|wanted| (wanted.name.as_str(), wanted.scope)).collect();
    for (name, chart) in document.requests.iter() {
        arrows.add(root, chart, declared.get(name).copied().unwrap_or(Scope::Runtime));
    }
    document.dependencies = arrows.finish();
    document.notices.retain(|notice| notice.code != "no-dependencies");
}
