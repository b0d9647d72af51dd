//! pixi.lock: what pixi chose from conda and from Python's index, for each environment and platform.
//!
//! An arrow holds where both ends stand in one environment on one platform. The builds of one version for
//! several platforms are one component. The project is not in the file.
//!
//! Source: <https://pixi.sh/latest/workspace/lock_file/>; the layouts are those of `rattler_lock`.

mod environments;
mod packages;

use super::support::arrows::Arrows;
use super::support::conda::{self, Builds};
use super::support::conflict::refuse_merge_conflict;
use super::support::notices::Notices;
use super::support::python;
use super::support::python::extras::Extras;
use super::support::python::requirement::Requirement;
use super::support::yaml::{self, Node};
use super::{Format, Holds, Input};
use crate::model::{Document, Ecosystem, ReadError, Scope};
use environments::Environments;
use packages::Package;

pub const FORMAT: Format = Format {
    id: "pixi-lock",
    title: "pixi.lock",
    family: "Python",
    file_names: &["pixi.lock"],
    versions: "4 to 7",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let (mut version, mut environments, mut packages) = (false, false, false);
    for line in input.head().lines() {
        version |= line.starts_with("version:");
        environments |= line.starts_with("environments:");
        packages |= line.trim() == "packages:" || line.trim_start().starts_with("- conda: ");
    }
    version && environments && packages
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let yaml = yaml::read(&input.text)?;
    let mut notices = Notices::new([input.notices.clone(), yaml.notices].concat());
    let nothing = Node { value: yaml::Value::Nothing, line: 1, column: 1 };
    let file = yaml.documents.first().unwrap_or(&nothing);
    let version = version(file, &mut notices);
    let mut builds = Builds::default();
    let packages = packages::read(file, &mut builds, &mut notices);
    let environments = Environments::read(file, &packages, &mut notices);
    for package in &packages {
        builds.raise_scope(package.component, environments.scope_of(package.position));
    }
    let mut arrows = Arrows::default();
    connect_conda(&packages, &environments, &mut arrows, &mut notices);
    connect_python(&packages, &environments, &mut arrows, &mut notices);
    environments.connect_builds(&mut arrows);
    Ok(Document {
        format: FORMAT.id,
        format_version: version,
        components: builds.finish(&mut notices).into(),
        dependencies: arrows.finish(),
        notices: notices.finish(),
        ..Document::default()
    })
}

fn version(file: &Node, notices: &mut Notices) -> Option<String> {
    let version = file.text("version");
    if !matches!(version, Some("4" | "5" | "6" | "7")) {
        let message = format!("Lockfile version {} is not known; it was read like version 7", version.unwrap_or("?"));
        notices.warning("unknown-version", file.get("version").map(Node::place), message);
    }
    version.map(str::to_owned)
}

/// `depends` holds match specs: of the packages beside it in an environment, the one of that name is meant.
fn connect_conda(packages: &[Package], environments: &Environments, arrows: &mut Arrows, notices: &mut Notices) {
    for package in packages.iter().filter(|package| package.ecosystem == Ecosystem::Conda) {
        let optional = package.node.get("extra_depends").map_or(&[][..], Node::entries);
        let optional = optional.iter().flat_map(|entry| entry.value.members()).map(|spec| (spec, Scope::Optional));
        let needed = package.node.get("depends").map_or(&[][..], Node::members).iter();
        for (spec, scope) in needed.map(|spec| (spec, Scope::Runtime)).chain(optional) {
            let name = conda::spec_name(spec.as_str().unwrap_or(""));
            if name.is_empty() || conda::is_virtual(name) {
                continue;
            }
            let found = environments.find(package.position, Ecosystem::Conda, name);
            if found.is_empty() && scope == Scope::Runtime && environments.has(package.position) {
                let message = format!("`{}` needs `{name}`: no environment of it holds it", package.name);
                notices.warning("dangling-reference", Some(spec.place()), message);
            }
            found.into_iter().for_each(|to| arrows.add(package.component, to, scope));
        }
    }
}

/// `requires_dist` holds requirements; what conda installed may answer them too.
fn connect_python(packages: &[Package], environments: &Environments, arrows: &mut Arrows, notices: &mut Notices) {
    let mut listed: Vec<(&str, Vec<Requirement>)> = Vec::new();
    let mut of_package: Vec<&Package> = Vec::new();
    for package in packages.iter().filter(|package| package.ecosystem == Ecosystem::Pypi) {
        let texts = package.node.get("requires_dist").map_or(&[][..], Node::members).iter().filter_map(Node::as_str);
        listed.push((&package.name, texts.filter_map(Requirement::parse).collect()));
        of_package.push(package);
    }
    let extras = Extras::of(&listed);
    for (package, (name, requirements)) in of_package.into_iter().zip(&listed) {
        for requirement in requirements.iter().filter(|requirement| extras.calls_for(name, requirement)) {
            let wanted = python::normalised(requirement.name);
            let mut found = environments.find(package.position, Ecosystem::Pypi, &wanted);
            if found.is_empty() {
                found = environments.find(package.position, Ecosystem::Conda, &wanted);
            }
            if found.is_empty() && requirement.marker.is_none() && environments.has(package.position) {
                let message = format!("`{name}` needs `{wanted}`: no environment of it holds it");
                notices.warning("dangling-reference", Some(package.node.place()), message);
            }
            found.into_iter().for_each(|to| arrows.add(package.component, to, Scope::Runtime));
        }
    }
}
