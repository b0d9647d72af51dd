//! The project that a `pyproject.toml` beside a lockfile describes: the root that most of them leave out.

use super::{Packages, component, normalised};
use crate::formats::support::arrows::Arrows;
use crate::model::{Component, ComponentIndex, Dependency, Document, Manifest, Notice, Scope, StatedLicense};

/// What a project is called that has no name.
pub const NAMELESS: &str = "project";

/// Gives a lockfile the project's licence and scopes. Where it has no root, the project becomes one, with
/// its direct dependencies.
pub fn sharpen(document: &mut Document, manifest: &Manifest) {
    let name = manifest.name.as_deref().unwrap_or(NAMELESS);
    let has_roots = !document.roots.is_empty();
    let is_it = |known: &Component| known.own && normalised(&known.name) == normalised(name);
    let known = (0..).zip(&document.components).find(|(_, known)| is_it(known)).map(|(index, _)| index);
    if known.is_none() && has_roots {
        return;
    }
    let packages = Packages::new(&document.components);
    let root = known.unwrap_or_else(|| add_root(document, name, manifest));
    if let Some(project) = document.components.get_mut(root as usize)
        && project.licenses.is_empty()
    {
        project.licenses = manifest.license.iter().map(StatedLicense::declared).collect();
    }
    let mut found = Vec::new();
    for wanted in &manifest.dependencies {
        if normalised(&wanted.name) == normalised(name) {
            continue;
        }
        let specifier = wanted.requirement.split(';').next().unwrap_or("").trim();
        let fitting = packages.find(&document.components, &wanted.name, specifier);
        if fitting.is_empty() {
            document.notices.push(absent(&wanted.name, &wanted.requirement, wanted.scope));
        }
        found.extend(fitting.into_iter().map(|to| Dependency::new(root, to, wanted.scope)));
    }
    if !has_roots {
        document.roots.push(root);
        document.dependencies = document.dependencies.drain(..).chain(found).collect::<Arrows>().finish();
    } else {
        rescope(document, &found);
    }
}

fn add_root(document: &mut Document, name: &str, manifest: &Manifest) -> ComponentIndex {
    let root = ComponentIndex::try_from(document.components.len()).unwrap_or(ComponentIndex::MAX);
    let mut project = component(name, manifest.version.as_deref(), None);
    project.own = true;
    if manifest.name.is_none() {
        project.package_url = None;
    }
    document.components.push(project);
    root
}

/// The lockfile's own arrows stay; where it does not say when they are needed, the manifest does.
fn rescope(document: &mut Document, stated: &[Dependency]) {
    let stated: Arrows = stated.iter().copied().collect();
    let stated = stated.finish();
    for arrow in document.dependencies.iter_mut().filter(|arrow| arrow.scope == Scope::Unknown) {
        let at = stated.binary_search_by_key(&(arrow.from, arrow.to), |stated| (stated.from, stated.to));
        if let Some(stated) = at.ok().and_then(|at| stated.get(at)) {
            arrow.scope = stated.scope;
        }
    }
}

fn absent(name: &str, requirement: &str, scope: Scope) -> Notice {
    let message = format!("pyproject.toml asks for {name} {requirement}, which is not in the lockfile");
    let is_conditional = requirement.contains(';') || scope == Scope::Optional;
    if is_conditional {
        Notice::info("absent-dependency", message, None)
    } else {
        Notice::warning("unresolved-dependency", message, None)
    }
}
