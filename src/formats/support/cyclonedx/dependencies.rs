//! `dependencies`: what needs what and what implements what, by reference.

use super::{NAMELESS, Names};
use crate::formats::support::arrows::Arrows;
use crate::model::{Component, Dependency, DependencyKind, Scope};

/// The statements in the order of the file: a dependent, then what it needs. References are numbers.
#[derive(Default)]
pub(super) struct Links {
    dependents: Vec<Dependent>,
    targets: Vec<Target>,
    has_dependencies: bool,
}

struct Dependent {
    reference: u32,
    offset: usize,
    /// Where its targets begin.
    first: usize,
}

#[derive(Clone, Copy)]
struct Target {
    kind: DependencyKind,
    reference: u32,
    offset: usize,
}

/// A reference that names nothing in this document.
pub(super) struct Dangling {
    pub what: &'static str,
    pub reference: u32,
    pub offset: usize,
}

impl Links {
    pub fn open(&mut self, offset: usize) -> usize {
        self.dependents.push(Dependent { reference: NAMELESS, offset, first: self.targets.len() });
        self.dependents.len() - 1
    }

    pub fn name(&mut self, opened: usize, reference: u32) {
        if let Some(dependent) = self.dependents.get_mut(opened) {
            dependent.reference = reference;
        }
    }

    /// Adds what the last dependent points at; its reference is told later.
    pub fn add(&mut self, kind: DependencyKind, offset: usize) {
        self.has_dependencies |= kind == DependencyKind::DependsOn;
        self.targets.push(Target { kind, reference: NAMELESS, offset });
    }

    /// The references of what was added last.
    pub fn last(&mut self, count: usize) -> impl Iterator<Item = &mut u32> {
        let first = self.targets.len().saturating_sub(count);
        self.targets.iter_mut().skip(first).map(|target| &mut target.reference)
    }

    /// Does the document state that something needs something?
    pub fn has_dependencies(&self) -> bool {
        self.has_dependencies
    }

    /// Adds the arrows. An arrow has the scope that its target states: CycloneDX gives arrows none. What is
    /// left over names nothing.
    pub fn resolve(&mut self, names: &Names, components: &[Component], arrows: &mut Arrows) -> Vec<Dangling> {
        let mut dangling = Vec::new();
        let targets = std::mem::take(&mut self.targets);
        let mut dependents = std::mem::take(&mut self.dependents).into_iter().peekable();
        while let Some(Dependent { reference, offset, first }) = dependents.next() {
            let end = dependents.peek().map_or(targets.len(), |next| next.first);
            let targets = targets.get(first..end).unwrap_or(&[]);
            let from = names.component(reference);
            if from.is_none() && (!targets.is_empty() || !names.text(reference).is_empty()) {
                dangling.push(Dangling { what: "A dependent", reference, offset });
            }
            for Target { kind, reference, offset } in targets.iter().copied() {
                match (from, names.component(reference)) {
                    (Some(from), Some(to)) => {
                        let scope = components.get(to as usize).map_or(Scope::Unknown, |component| component.scope);
                        arrows.insert(Dependency { kind, ..Dependency::new(from, to, scope) });
                    }
                    (_, None) => dangling.push(Dangling { what: "A dependency", reference, offset }),
                    (None, Some(_)) => {}
                }
            }
        }
        dangling
    }
}
