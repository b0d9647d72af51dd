//! The arrows of a document under construction: each once, with the strongest scope that was stated.

use crate::model::{ComponentIndex, Dependency, DependencyKind, Scope};

/// Arrows, in the end in the order of their ends. Where one is stated several times, the strongest scope and the
/// tightest linkage win.
#[derive(Default)]
pub struct Arrows {
    /// As stated; sorted and merged at the end.
    stated: Vec<Dependency>,
}

impl Arrows {
    /// Makes room for so many.
    pub fn reserve(&mut self, count: usize) {
        self.stated.reserve(count);
    }

    /// Adds an ordinary dependency.
    pub fn add(&mut self, from: ComponentIndex, to: ComponentIndex, scope: Scope) {
        self.insert(Dependency::new(from, to, scope));
    }

    /// Adds an arrow of any kind.
    pub fn insert(&mut self, dependency: Dependency) {
        self.stated.push(dependency);
    }

    /// Everything that one component needs so far; some of it may be told twice.
    pub fn targets_of(&self, from: ComponentIndex) -> impl Iterator<Item = ComponentIndex> + '_ {
        self.needs().filter(move |arrow| arrow.from == from).map(|arrow| arrow.to)
    }

    /// Everything that something needs so far; some of it may be told twice.
    pub fn targets(&self) -> impl Iterator<Item = ComponentIndex> + '_ {
        self.needs().map(|arrow| arrow.to)
    }

    fn needs(&self) -> impl Iterator<Item = &Dependency> {
        self.stated.iter().filter(|arrow| arrow.kind == DependencyKind::DependsOn)
    }

    /// The arrows, sorted, each once.
    pub fn finish(self) -> Vec<Dependency> {
        let mut arrows = self.stated;
        // Most files tell one dependent after the other, so that only what each needs is still to be sorted.
        if !arrows.is_sorted_by_key(|arrow| arrow.from) {
            arrows.sort_by_key(|arrow| arrow.from);
        }
        for of_one in arrows.chunk_by_mut(|one, two| one.from == two.from) {
            of_one.sort_unstable_by_key(|arrow| u64::from(arrow.to) << 8 | arrow.kind as u64);
        }
        arrows.dedup_by(|next, kept| {
            let same = (next.from, next.to, next.kind) == (kept.from, kept.to, kept.kind);
            if same {
                kept.scope = kept.scope.max(next.scope);
                kept.linkage = kept.linkage.max(next.linkage);
            }
            same
        });
        arrows
    }
}

impl FromIterator<Dependency> for Arrows {
    fn from_iter<T: IntoIterator<Item = Dependency>>(dependencies: T) -> Self {
        Self { stated: dependencies.into_iter().collect() }
    }
}
