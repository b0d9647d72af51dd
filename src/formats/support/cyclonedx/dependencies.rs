//! `dependencies`: what needs what and what implements what, by reference.

use std::borrow::Cow;

use super::Names;
use crate::formats::support::arrows::Arrows;
use crate::model::{Component, Dependency, DependencyKind, Scope};

/// The statements in the order of the file: a dependent, then what it needs.
#[derive(Default)]
pub(super) struct Links<'a> {
    dependents: Vec<Dependent<'a>>,
    targets: Vec<Target<'a>>,
    has_dependencies: bool,
}

struct Dependent<'a> {
    reference: Cow<'a, str>,
    offset: usize,
    /// Where its targets begin.
    first: usize,
}

struct Target<'a> {
    kind: DependencyKind,
    reference: Cow<'a, str>,
    offset: usize,
}

/// A reference that names nothing in this document.
pub(super) struct Dangling<'a> {
    pub what: &'static str,
    pub reference: Cow<'a, str>,
    pub offset: usize,
}

impl<'a> Links<'a> {
    pub fn open(&mut self, offset: usize) -> usize {
        self.dependents.push(Dependent { reference: Cow::Borrowed(""), offset, first: self.targets.len() });
        self.dependents.len() - 1
    }

    pub fn name(&mut self, opened: usize, reference: Cow<'a, str>) {
        if let Some(dependent) = self.dependents.get_mut(opened) {
            dependent.reference = reference;
        }
    }

    pub fn add(&mut self, kind: DependencyKind, reference: Cow<'a, str>, offset: usize) {
        self.has_dependencies |= kind == DependencyKind::DependsOn;
        self.targets.push(Target { kind, reference, offset });
    }

    /// Does the document state that something needs something?
    pub fn has_dependencies(&self) -> bool {
        self.has_dependencies
    }

    /// Adds the arrows. An arrow has the scope that its target states: CycloneDX gives arrows none. What is
    /// left over names nothing.
    pub fn resolve(&mut self, names: &Names, components: &[Component], arrows: &mut Arrows) -> Vec<Dangling<'a>> {
        let mut dangling = Vec::new();
        let mut targets = std::mem::take(&mut self.targets).into_iter().enumerate().peekable();
        let mut dependents = std::mem::take(&mut self.dependents).into_iter().peekable();
        while let Some(Dependent { reference, offset, .. }) = dependents.next() {
            let end = dependents.peek().map_or(usize::MAX, |next| next.first);
            let from = names.find(&reference);
            let has_targets = targets.peek().is_some_and(|(position, _)| *position < end);
            if from.is_none() && (has_targets || !reference.is_empty()) {
                dangling.push(Dangling { what: "A dependent", reference, offset });
            }
            while let Some((_, Target { kind, reference, offset })) = targets.next_if(|(position, _)| *position < end) {
                match (from, names.find(&reference)) {
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
