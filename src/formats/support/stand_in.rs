//! A root for lockfiles that name no project: a stand-in that needs what is direct, or what may be.

use super::notices::Notices;
use super::roots::tops;
use crate::model::{Component, ComponentIndex, Dependency, Document, Ecosystem, Scope};

/// The name of a project that no file names.
pub const PROJECT: &str = "project";

/// The code of the notice that says that direct dependencies are guessed.
pub const ASSUMED_DIRECT: &str = "assumed-direct";

/// Adds a project that needs `direct`, as the only root and the last component.
pub fn add_project(
    document: &mut Document,
    ecosystem: Ecosystem,
    direct: impl IntoIterator<Item = (ComponentIndex, Scope)>,
) {
    let root = ComponentIndex::try_from(document.components.len()).unwrap_or(ComponentIndex::MAX);
    document.components.push(Component { name: PROJECT.to_owned(), ecosystem, own: true, ..Component::default() });
    document.roots = vec![root];
    document.dependencies.extend(direct.into_iter().map(|(to, scope)| Dependency::new(root, to, scope)));
}

/// Adds a project that needs what nothing else needs, and says that this is a guess. `better` is what
/// would tell, where something would: `add composer.json to know them`.
pub fn assume_direct(
    document: &mut Document,
    ecosystem: Ecosystem,
    scope: impl Fn(&Component) -> Scope,
    better: Option<&str>,
    notices: &mut Notices,
) {
    let direct = tops(document, |_| true);
    if direct.is_empty() {
        return;
    }
    let scope_of = |index: ComponentIndex| document.components.get(index as usize).map_or(Scope::Unknown, &scope);
    let direct: Vec<_> = direct.into_iter().map(|index| (index, scope_of(index))).collect();
    add_project(document, ecosystem, direct);
    let message =
        "This file does not list the direct dependencies; packages that no other one needs are taken for direct";
    let message = [Some(message), better].into_iter().flatten().collect::<Vec<_>>().join("; ");
    notices.info(ASSUMED_DIRECT, None, message);
}

/// Names a stand-in after the folder in which the file lies, where that is known. A stand-in has no place in the file;
/// what has one keeps its name, also where that is the same.
pub fn name_after_folder(document: &mut Document, path: &str) {
    let Some(folder) = path.rsplit('/').nth(1).filter(|folder| !matches!(*folder, "" | "." | "..")) else { return };
    for root in &document.roots {
        let is_stand_in = |root: &&mut Component| {
            root.own
                && root.name == PROJECT
                && root.place.is_none()
                && root.version.is_none()
                && root.package_url.is_none()
        };
        if let Some(project) = document.components.get_mut(*root as usize).filter(is_stand_in) {
            folder.clone_into(&mut project.name);
        }
    }
}

/// Takes a guess of [`assume_direct`] away again: the notice, the last component and its arrows.
pub fn drop_assumed(document: &mut Document) {
    let Some(guess) = document.notices.iter().position(|notice| notice.code == ASSUMED_DIRECT) else { return };
    document.notices.remove(guess);
    if let Some(root) = document.roots.pop() {
        document.components.truncate(root as usize);
        document.dependencies.retain(|dependency| dependency.from != root);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_without_a_name_is_called_like_its_folder() {
        let named = |path: &str| {
            let mut document = Document::default();
            add_project(&mut document, Ecosystem::Npm, []);
            name_after_folder(&mut document, path);
            document.components[0].name.clone()
        };
        assert_eq!(named("estate/signer/yarn.lock"), "signer");
        assert_eq!(named("yarn.lock"), PROJECT);
        assert_eq!(named("./yarn.lock"), PROJECT);
    }

    #[test]
    fn a_project_that_stands_in_the_file_keeps_its_name() {
        let place = Some(crate::model::Place::Line { line: 1, column: 1 });
        for stated in [
            Component { place, ..Component::default() },
            Component { version: Some("1.0.0".to_owned()), ..Component::default() },
        ] {
            let project = Component { name: PROJECT.to_owned(), own: true, ..stated };
            let mut document = Document { components: vec![project].into(), roots: vec![0], ..Document::default() };
            name_after_folder(&mut document, "signer/vcpkg.json");
            assert_eq!(document.components[0].name, PROJECT);
        }
    }
}
