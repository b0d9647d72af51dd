//! environment.yml: what a conda environment is asked to hold, for conda and for pip. It says what is wanted;
//! only an exported one says what was installed.
//!
//! Source: <https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html>.

use super::support::conda;
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python;
use super::support::python::requirement::Requirement;
use super::support::yaml::{self, Node};
use super::{Format, Holds, Input};
use crate::model::{Component, Document, ReadError};

pub const FORMAT: Format = Format {
    id: "conda-environment",
    title: "environment.yml",
    family: "Python",
    file_names: &["environment.yml", "environment.yaml"],
    versions: "",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

/// Everything that stands outermost in such a file.
const KEYS: [&str; 7] = ["name", "channels", "dependencies", "prefix", "variables", "platforms", "category"];

fn identify(input: &Input) -> bool {
    let mut listed = false;
    let mut section = "";
    for line in input.head().lines().filter(|line| !line.trim().is_empty()) {
        if line.starts_with(['#', ' ', '\t', '-', '\r']) {
            let spec = line.trim().strip_prefix("- ").map(str::trim).filter(|_| section == "dependencies");
            // Lists of maps belong to others (Helm); `pip:` alone is a map here.
            match spec {
                Some(spec) if spec.contains(": ") || (spec.ends_with(':') && spec != "pip:") => return false,
                Some(_) => listed = true,
                None => {}
            }
            continue;
        }
        let Some((key, _)) = line.split_once(':') else { return line.starts_with("---") && listed };
        if !KEYS.contains(&key) {
            return false;
        }
        section = key;
    }
    listed
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let yaml = yaml::read(&input.text)?;
    let mut notices = Notices::new([input.notices.clone(), yaml.notices].concat());
    let mut components = Vec::new();
    let listed = yaml.documents.first().and_then(|file| file.get("dependencies"));
    for node in listed.map_or(&[][..], Node::members) {
        match node.as_str() {
            Some(spec) => components.push(conda_component(spec, node, &mut notices)),
            None => {
                for wanted in node.get("pip").map_or(&[][..], Node::members) {
                    components.extend(pip_component(wanted, &mut notices));
                }
            }
        }
    }
    let message = "This file declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document { format: FORMAT.id, components: components.into(), notices: notices.finish(), ..Document::default() })
}

/// `name=1.2=build` and `name==1.2` state a version; `name=1.2` stands for all that begin with it.
fn conda_component(spec: &str, node: &Node, notices: &mut Notices) -> Component {
    let name = conda::spec_name(spec);
    let rest = spec.rsplit("::").next().unwrap_or(spec).trim().strip_prefix(name).unwrap_or("").trim();
    let version = match rest.strip_prefix("==") {
        Some(exact) => Some(exact.trim()),
        None => rest.strip_prefix('=').and_then(|rest| rest.split_once('=')).map(|(version, _)| version.trim()),
    };
    let version = version.filter(|version| !version.is_empty() && !version.contains([',', '*', '|', '<', '>', ' ']));
    if version.is_none() {
        note_range(name, rest, node, notices);
    }
    conda::component(name, version, Some(node.place()))
}

fn pip_component(node: &Node, notices: &mut Notices) -> Option<Component> {
    let text = node.as_str().unwrap_or("").trim();
    if let Some(file) = text.strip_prefix("-r ") {
        let message = format!("`{file}` is another file; drop it too to see what it lists");
        notices.info("not-read", Some(node.place()), message);
        return None;
    }
    let Some(requirement) = Requirement::parse(text) else {
        let message = format!("`{text}` is not a requirement and was left out");
        notices.warning("skipped-entry", Some(node.place()), message);
        return None;
    };
    let version = requirement.pinned();
    if version.is_none() && requirement.url.is_none() {
        note_range(requirement.name, requirement.specifier, node, notices);
    }
    let mut component = python::component(requirement.name, version, Some(node.place()));
    component.source = requirement.url.map(str::to_owned);
    Some(component)
}

fn note_range(name: &str, range: &str, node: &Node, notices: &mut Notices) {
    let (code, message) = match range {
        "" => ("missing-version", format!("`{name}` is asked for in any version; which one is installed is not said")),
        _ => ("range-as-version", format!("`{name}` is asked for as {range}; which version is installed is not said")),
    };
    notices.warning(code, Some(node.place()), message);
}
