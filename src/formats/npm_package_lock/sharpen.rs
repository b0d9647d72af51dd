//! What package.json adds to an npm lockfile: the direct dependencies of version 1, and the licence.

use super::ASSUMED_DIRECT;
use crate::model::{Dependency, Document, Manifest, Notice, StatedLicense};

/// Replaces guessed direct dependencies by those of the manifest, and names the project where the
/// lockfile does not.
pub fn sharpen(document: &mut Document, manifest: &Manifest) {
    let Some(&root) = document.roots.first() else { return };
    if let Some(project) = document.components.get_mut(root as usize) {
        if project.licenses.is_empty() {
            project.licenses = manifest.license.iter().map(StatedLicense::declared).collect();
        }
        if project.package_url.is_none()
            && let Some(name) = &manifest.name
        {
            project.name.clone_from(name);
            project.version.clone_from(&manifest.version);
            project.package_url = crate::model::PackageUrl::npm(name, manifest.version.as_deref());
        }
    }
    let Some(guess) = document.notices.iter().position(|notice| notice.code == ASSUMED_DIRECT) else { return };
    document.notices.remove(guess);
    document.dependencies.retain(|dependency| dependency.from != root);
    for wanted in &manifest.dependencies {
        match document.requests.iter().find(|(name, _)| *name == wanted.name) {
            Some((_, to)) => document.dependencies.push(Dependency::new(root, to, wanted.scope)),
            None => document.notices.push(Notice::warning(
                "unresolved-dependency",
                format!("package.json asks for {} {}, which is not in the lockfile", wanted.name, wanted.requirement),
                None,
            )),
        }
    }
    document.dependencies.sort();
    document.dependencies.dedup_by(|later, earlier| {
        (later.from, later.to) == (earlier.from, earlier.to) && {
            earlier.scope = earlier.scope.max(later.scope);
            later.kind == earlier.kind
        }
    });
}
