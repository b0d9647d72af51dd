//! Relationships, folded into one direction: dependent to dependency, container to content.

use std::collections::BTreeMap;

use super::ids::Stands;
use super::meaning::Meaning;
use super::{Mark, Spdx};
use crate::formats::support::arrows::Arrows;
use crate::formats::support::places::grouped;
use crate::model::{ComponentIndex, Dependency, DependencyKind, Linkage, Scope};

/// One relationship as written; both ends and its type are numbers.
#[derive(Clone, Copy, Debug)]
pub struct Relationship {
    pub from: u32,
    pub to: u32,
    pub kind: u32,
    pub scope: Option<Scope>,
    pub mark: Mark,
}

impl Spdx<'_> {
    /// The roots and the arrows.
    pub(super) fn fold(&mut self, from_npm: bool) -> (Vec<ComponentIndex>, Vec<Dependency>) {
        let relationships = std::mem::take(&mut self.relationships);
        let roots = self.roots(&relationships);
        let reversed = from_npm && self.is_reversed(&relationships, &roots);
        if reversed {
            let message = "This version of npm wrote dependencies the wrong way round; they were turned";
            self.notices.warning("reversed-relationships", None, message);
        }
        let mut arrows = Arrows::default();
        let (mut with_file, mut with_other, mut with_document, mut without_end) = (0, 0, 0, 0);
        let mut other_kinds: Vec<usize> = Vec::new();
        for relationship in &relationships {
            let Relationship { from, to, kind, scope: stated, mark } = *relationship;
            let meaning = self.kinds.meaning(kind);
            let (from, to) = match (self.ids.stands(from), self.ids.stands(to)) {
                (Stands::Component(from), Stands::Component(to)) => (from, to),
                (Stands::Nowhere, _) => {
                    self.note_dangling(from, mark);
                    continue;
                }
                (_, Stands::Nowhere) => {
                    self.note_dangling(to, mark);
                    continue;
                }
                (Stands::Outside, _) => {
                    self.note_outside(from, mark);
                    continue;
                }
                (_, Stands::Outside) => {
                    self.note_outside(to, mark);
                    continue;
                }
                (Stands::None, _) | (_, Stands::None) => continue,
                (Stands::NoAssertion, _) | (_, Stands::NoAssertion) => {
                    without_end += 1;
                    continue;
                }
                (Stands::File(_), _) | (_, Stands::File(_)) => {
                    with_file += 1;
                    continue;
                }
                (Stands::Aside, _) | (_, Stands::Aside) => {
                    with_other += 1;
                    continue;
                }
                (Stands::Document, _) | (_, Stands::Document) => {
                    with_document += usize::from(!matches!(meaning, Meaning::Describes | Meaning::DescribedBy));
                    continue;
                }
            };
            match meaning {
                Meaning::Needs(scope, linkage) => arrows.insert(needs(from, to, stated.unwrap_or(scope), linkage)),
                Meaning::NeededBy(scope, linkage) if reversed => arrows.insert(needs(from, to, scope, linkage)),
                Meaning::NeededBy(scope, linkage) => arrows.insert(needs(to, from, stated.unwrap_or(scope), linkage)),
                Meaning::Contains(scope) => arrows.insert(contains(from, to, scope)),
                Meaning::ContainedBy(scope) => arrows.insert(contains(to, from, scope)),
                Meaning::Describes | Meaning::DescribedBy => {}
                Meaning::Other => {
                    let kind = kind as usize;
                    if other_kinds.len() <= kind {
                        other_kinds.resize(kind + 1, 0);
                    }
                    if let Some(count) = other_kinds.get_mut(kind) {
                        *count += 1;
                    }
                }
            }
        }
        let mut left_out: BTreeMap<String, usize> = BTreeMap::new();
        let others = (0..).zip(other_kinds).map(|(kind, count)| (self.kinds.title(kind), count));
        let ends = [
            ("NOASSERTION as an end", without_end),
            ("with a file", with_file),
            ("with what is no component", with_other),
            ("with the document itself", with_document),
        ];
        let ends = ends.map(|(why, count)| (why.to_owned(), count));
        for (why, count) in others.chain(ends).filter(|(_, count)| *count > 0) {
            *left_out.entry(why).or_default() += count;
        }
        self.note_left_out(&left_out);
        let arrows = arrows.finish();
        if !arrows.iter().any(|arrow| arrow.kind == DependencyKind::DependsOn) {
            let message = "This file declares no dependency relationships; you see an inventory";
            self.notices.info("no-dependencies", None, message);
        }
        (roots, arrows)
    }

    /// What the document describes, by relationship or by the older list, in that order.
    fn roots(&self, relationships: &[Relationship]) -> Vec<ComponentIndex> {
        let related = relationships.iter().filter_map(|relationship| match self.kinds.meaning(relationship.kind) {
            Meaning::Describes => Some(relationship.to),
            Meaning::DescribedBy => Some(relationship.from),
            _ => None,
        });
        let mut seen = vec![false; self.components.len()];
        let mut roots: Vec<ComponentIndex> = Vec::new();
        for number in related.chain(self.described.iter().copied()) {
            if let Stands::Component(index) = self.ids.stands(number)
                && let Some(seen) = seen.get_mut(index as usize)
                && !std::mem::replace(seen, true)
            {
                roots.push(index);
            }
        }
        roots
    }

    /// npm before 10.2.5 wrote "root DEPENDENCY_OF package" (npm/cli#6867): then the root is needed by
    /// others and needs none.
    fn is_reversed(&self, relationships: &[Relationship], roots: &[ComponentIndex]) -> bool {
        let mut is_root = vec![false; self.components.len()];
        for &root in roots {
            if let Some(slot) = is_root.get_mut(root as usize) {
                *slot = true;
            }
        }
        let is_root = |number| match self.ids.stands(number) {
            Stands::Component(index) => is_root.get(index as usize) == Some(&true),
            _ => false,
        };
        let needed =
            |relationship: &&Relationship| matches!(self.kinds.meaning(relationship.kind), Meaning::NeededBy(..));
        let (mut as_first, mut as_second) = (false, false);
        for relationship in relationships.iter().filter(needed) {
            as_first |= is_root(relationship.from);
            as_second |= is_root(relationship.to);
        }
        as_first && !as_second
    }

    fn note_dangling(&mut self, number: u32, mark: Mark) {
        let message = format!("A relationship names what is not there: \"{}\"", self.shown(number));
        self.notices.warning("dangling-reference", self.place(mark), message);
    }

    fn note_outside(&mut self, number: u32, mark: Mark) {
        let message = format!("A relationship points into another document: {}", self.shown(number));
        self.notices.info("external-reference", self.place(mark), message);
    }

    fn shown(&self, number: u32) -> String {
        self.ids.text(number).chars().take(120).collect()
    }

    fn note_left_out(&mut self, left_out: &BTreeMap<String, usize>) {
        if left_out.is_empty() {
            return;
        }
        let shown: Vec<String> =
            left_out.iter().take(12).map(|(kind, count)| format!("{kind} ({})", grouped(*count))).collect();
        let message =
            format!("Relationships that are neither dependency nor containment of packages: {}", shown.join(", "));
        self.notices.info("other-relationships", None, message);
    }
}

fn needs(from: ComponentIndex, to: ComponentIndex, scope: Scope, linkage: Option<Linkage>) -> Dependency {
    Dependency { linkage, ..Dependency::new(from, to, scope) }
}

fn contains(from: ComponentIndex, to: ComponentIndex, scope: Scope) -> Dependency {
    Dependency { kind: DependencyKind::Contains, ..Dependency::new(from, to, scope) }
}
