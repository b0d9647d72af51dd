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
/// would tell: `add composer.json to know them`.
pub fn assume_direct(
    document: &mut Document,
    ecosystem: Ecosystem,
    scope: impl Fn(&Component) -> Scope,
    better: &str,
    notices: &mut Notices,
) {
    let direct = tops(document, |_| true);
    if direct.is_empty() {
        return;
    }
    let scope_of = |index: ComponentIndex| document.components.get(index as usize).map_or(Scope::Unknown, &scope);
    let direct: Vec<_> = direct.into_iter().map(|index| (index, scope_of(index))).collect();
    add_project(document, ecosystem, direct);
    let message = format!(
        "This file does not list the direct dependencies; packages that no other one needs are taken for direct; {better}"
    );
    notices.info(ASSUMED_DIRECT, None, message);
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
