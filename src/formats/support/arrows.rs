//! The arrows of a document under construction: each once, with the strongest scope that was stated.

use std::collections::BTreeMap;

use crate::model::{ComponentIndex, Dependency, DependencyKind, Linkage, Scope};

/// Arrows in the order of their ends. Where one is stated several times, the strongest scope and the
/// tightest linkage win.
#[derive(Default)]
pub struct Arrows {
    found: BTreeMap<(ComponentIndex, ComponentIndex, DependencyKind), (Scope, Option<Linkage>)>,
}

impl Arrows {
    /// Adds an ordinary dependency.
    pub fn add(&mut self, from: ComponentIndex, to: ComponentIndex, scope: Scope) {
        self.insert(Dependency::new(from, to, scope));
    }

    /// Adds an arrow of any kind.
    pub fn insert(&mut self, dependency: Dependency) {
        let Dependency { from, to, scope, kind, linkage } = dependency;
        let slot = self.found.entry((from, to, kind)).or_insert((scope, linkage));
        slot.0 = slot.0.max(scope);
        slot.1 = slot.1.max(linkage);
    }

    /// Does the one need the other already?
    pub fn has(&self, from: ComponentIndex, to: ComponentIndex) -> bool {
        self.found.contains_key(&(from, to, DependencyKind::DependsOn))
    }

    /// Everything that something needs.
    pub fn targets(&self) -> impl Iterator<Item = ComponentIndex> + '_ {
        self.found.keys().filter(|(.., kind)| *kind == DependencyKind::DependsOn).map(|(_, to, _)| *to)
    }

    /// The arrows, sorted.
    pub fn finish(self) -> Vec<Dependency> {
        let arrow = |((from, to, kind), (scope, linkage))| Dependency { from, to, scope, kind, linkage };
        self.found.into_iter().map(arrow).collect()
    }
}

impl FromIterator<Dependency> for Arrows {
    fn from_iter<I: IntoIterator<Item = Dependency>>(dependencies: I) -> Self {
        let mut arrows = Self::default();
        dependencies.into_iter().for_each(|dependency| arrows.insert(dependency));
        arrows
    }
}
