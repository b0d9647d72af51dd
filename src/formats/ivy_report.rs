//! The resolution report of Apache Ivy, one file for each configuration; sbt leaves it under
//! `target/resolution-cache/reports`.
//!
//! Versions that were evicted are left out: whoever asked for them is named with the version that won, too.
//! Source: <https://ant.apache.org/ivy/schemas/ivy-report.xsd>.

use std::collections::HashSet;

use super::support::arrows::Arrows;
use super::support::maven::{Artifacts, Coordinates};
use super::support::notices::Notices;
use super::support::places::counted;
use super::support::xml::{self, Element};
use super::{Format, Holds, Input};
use crate::model::{Document, LicenseRole, ListMeaning, ReadError, Scope, StatedLicense};

pub const FORMAT: Format = Format {
    id: "ivy-report",
    title: "Ivy resolution report",
    family: "JVM",
    file_names: &["ivy-report.xml"],
    versions: "1.0",
    holds: Holds { dependencies: true, licenses: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = input.head();
    head.trim_start().starts_with('<') && head.contains("<ivy-report")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let xml = xml::parse(&input.text)?;
    let mut notices = Notices::of_xml(input, &xml);
    let mut artifacts = Artifacts::default();
    let mut arrows = Arrows::default();
    let info = xml.root.child("info");
    let about = |name: &str| info.and_then(|info| info.filled_attribute(name));
    // What a test configuration holds is not all for tests: it takes in the others.
    let scope = match about("conf") {
        Some("compile" | "runtime" | "runtime-internal" | "default" | "master") => Scope::Runtime,
        Some("provided") => Scope::Provided,
        _ => Scope::Unknown,
    };
    let root = match (about("organisation"), about("module")) {
        (Some(group), Some(name)) => {
            let place = info.and_then(|info| xml.place(info));
            let root = artifacts.add(Coordinates::new(group, name, about("revision").unwrap_or("")), place);
            artifacts.own(root);
            Some(root)
        }
        _ => {
            notices.warning("no-root", None, "The report does not say which module it is about");
            None
        }
    };
    let mut evicted = HashSet::new();
    let mut taken = Vec::new();
    for module in xml.root.list("dependencies") {
        let (Some(group), Some(name)) = (module.filled_attribute("organisation"), module.filled_attribute("name"))
        else {
            notices.warning("missing-name", xml.place(module), "A module without organisation and name was left out");
            continue;
        };
        for revision in module.named("revision") {
            let coordinates = Coordinates::new(group, name, revision.filled_attribute("name").unwrap_or(""));
            if revision.child("evicted-by").is_some() || revision.attribute("evicted").is_some() {
                evicted.insert(coordinates);
                continue;
            }
            let place = xml.place(revision);
            if let Some(error) = revision.filled_attribute("error") {
                let message = format!("Ivy did not find `{group}:{name}`: {error}");
                notices.warning("unresolved-dependency", place.clone(), message);
            }
            let index = artifacts.add(coordinates, place);
            if let Some(component) = artifacts.components.get_mut(index as usize) {
                component.licenses = licenses(revision);
                component.source = source(revision);
            }
            taken.push((index, revision));
        }
    }
    for (to, revision) in taken {
        for caller in revision.named("caller") {
            let part = |name: &str| caller.filled_attribute(name).unwrap_or("");
            let coordinates = Coordinates::new(part("organisation"), part("name"), part("callerrev"));
            match artifacts.find(&coordinates) {
                Some(from) => arrows.add(from, to, scope),
                None if evicted.contains(&coordinates) => {}
                None => {
                    let message = format!("`{}` needs this and is not in the report", coordinates.name());
                    notices.warning("dangling-reference", xml.place(caller), message);
                }
            }
        }
    }
    if !evicted.is_empty() {
        let count = counted(evicted.len(), "evicted version was", "evicted versions were");
        notices.info("not-read", None, format!("{count} left out"));
    }
    Ok(Document {
        format: FORMAT.id,
        format_version: xml.root.filled_attribute("version").map(str::to_owned),
        created: about("date").map(str::to_owned),
        roots: root.into_iter().collect(),
        components: artifacts.components.into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn licenses(revision: &Element) -> Vec<StatedLicense> {
    let stated = revision.named("license");
    let raw: Vec<&str> =
        stated.filter_map(|license| license.filled_attribute("name").or(license.filled_attribute("url"))).collect();
    let list = if raw.len() > 1 { ListMeaning::Unstated } else { ListMeaning::Single };
    raw.iter().map(|raw| StatedLicense { raw: (*raw).to_owned(), role: LicenseRole::Declared, list }).collect()
}

/// Where the first archive came from.
fn source(revision: &Element) -> Option<String> {
    let origins = revision.list("artifacts").iter().filter_map(|artifact| artifact.child("origin-location"));
    let mut far = origins.filter(|origin| origin.attribute("is-local") != Some("true"));
    far.find_map(|origin| origin.filled_attribute("location")).map(str::to_owned)
}
