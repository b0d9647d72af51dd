//! The packages of a pixi.lock: with a kind and a name of their own until version 5, known by their address
//! from then on.

use crate::formats::support::conda::{self, Builds};
use crate::formats::support::notices::Notices;
use crate::formats::support::python;
use crate::formats::support::yaml::Node;
use crate::model::{Component, ComponentIndex, Ecosystem, StatedLicense};

/// One entry of `packages`.
pub(super) struct Package<'a, 'b> {
    pub node: &'b Node<'a>,
    pub ecosystem: Ecosystem,
    /// `conda`, `conda_source` or `pypi`, as environments write it.
    pub kind: &'b str,
    /// The address or path by which environments name it.
    pub reference: &'b str,
    pub name: String,
    pub component: ComponentIndex,
    /// Its place among the packages.
    pub position: usize,
}

/// Reads every package and adds its component.
pub(super) fn read<'a, 'b>(file: &'b Node<'a>, builds: &mut Builds, notices: &mut Notices) -> Vec<Package<'a, 'b>> {
    let mut packages = Vec::new();
    for node in file.get("packages").map_or(&[][..], Node::members) {
        let Some((kind, reference)) = kind_and_reference(node) else {
            notices.warning("skipped-entry", Some(node.place()), "A package without an address or path was left out");
            continue;
        };
        let ecosystem = if kind == "pypi" { Ecosystem::Pypi } else { Ecosystem::Conda };
        let Some((name, version)) = name_and_version(node, kind, reference) else {
            let message = format!("The package `{reference}` has no name and was left out");
            notices.warning("missing-name", Some(node.place()), message);
            continue;
        };
        let component = builds.push(component(node, ecosystem, name, version, kind, reference));
        let position = packages.len();
        packages.push(Package { node, ecosystem, kind, reference, name: name.to_owned(), component, position });
    }
    packages
}

fn kind_and_reference<'b>(node: &'b Node) -> Option<(&'b str, &'b str)> {
    if let Some(kind) = node.text("kind") {
        return Some((kind, node.text("url").or_else(|| node.text("path"))?));
    }
    ["conda", "conda_source", "pypi"].into_iter().find_map(|kind| Some((kind, node.text(kind)?)))
}

fn name_and_version<'b>(node: &'b Node, kind: &str, reference: &'b str) -> Option<(&'b str, Option<&'b str>)> {
    if let Some(name) = node.text("name") {
        return Some((name, node.text("version")));
    }
    if kind == "conda_source" {
        // `name[hash] @ path`
        let name = reference.split(['[', ' ']).next().filter(|name| !name.is_empty())?;
        return Some((name, node.text("version")));
    }
    conda::archive(reference).map(|archive| (archive.name, Some(archive.version)))
}

fn component(
    node: &Node,
    ecosystem: Ecosystem,
    name: &str,
    version: Option<&str>,
    kind: &str,
    reference: &str,
) -> Component {
    let place = Some(node.place());
    let sums = ["sha256", "md5"].into_iter().filter_map(|key| Some(format!("{key}:{}", node.text(key)?)));
    let is_folder = !reference.contains("://") && !reference.ends_with(".whl") && conda::archive(reference).is_none();
    // conda writes a missing licence as Python does: `None`.
    let license = node.text("license").map(str::trim).filter(|license| !license.is_empty() && *license != "None");
    let path = reference.rsplit_once(" @ ").map_or(reference, |(_, path)| path);
    Component {
        own: kind == "conda_source" || is_folder,
        licenses: license.map(StatedLicense::declared).into_iter().collect(),
        hashes: sums.collect(),
        source: Some(if kind == "conda_source" { path } else { reference }.to_owned()),
        ..match ecosystem {
            Ecosystem::Pypi => python::component(name, version, place),
            _ => conda::component(name, version, place),
        }
    }
}
