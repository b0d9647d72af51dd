//! Finding the roots of a lockfile that does not name them.

use crate::model::{ComponentIndex, Document};

/// The candidates that no other component depends on, and the candidates that cannot be reached from
/// those: workspaces that depend on each other in a circle.
pub fn tops(document: &Document, is_candidate: impl Fn(ComponentIndex) -> bool) -> Vec<ComponentIndex> {
    let count = document.components.len();
    let mut needed = vec![false; count];
    let mut targets: Vec<Vec<ComponentIndex>> = vec![Vec::new(); count];
    for arrow in document.dependencies.iter().filter(|arrow| arrow.from != arrow.to) {
        if let (Some(needed), Some(targets)) = (needed.get_mut(arrow.to as usize), targets.get_mut(arrow.from as usize))
        {
            *needed = true;
            targets.push(arrow.to);
        }
    }
    let candidates: Vec<ComponentIndex> =
        (0..).zip(&needed).map(|(index, _)| index).filter(|at| is_candidate(*at)).collect();
    let is_needed = |index: &ComponentIndex| needed.get(*index as usize) == Some(&true);
    let mut reached = vec![false; count];
    let mut open: Vec<ComponentIndex> = candidates.iter().copied().filter(|index| !is_needed(index)).collect();
    while let Some(index) = open.pop() {
        if let Some(reached) = reached.get_mut(index as usize).filter(|reached| !**reached) {
            *reached = true;
            open.extend(targets.get(index as usize).into_iter().flatten());
        }
    }
    let is_root = |index: &ComponentIndex| !is_needed(index) || reached.get(*index as usize) == Some(&false);
    candidates.into_iter().filter(is_root).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Component, Dependency, Scope};

    fn check(count: usize, arrows: &[(u32, u32)], expected: &[u32]) {
        let document = Document {
            components: vec![Component::default(); count].into(),
            dependencies: arrows.iter().map(|&(from, to)| Dependency::new(from, to, Scope::Unknown)).collect(),
            ..Document::default()
        };
        assert_eq!(tops(&document, |_| true), expected);
    }

    #[test]
    fn what_nothing_needs_is_a_root() {
        check(3, &[(0, 1), (1, 2)], &[0]);
        check(2, &[(0, 0), (1, 1)], &[0, 1]);
        check(0, &[], &[]);
    }

    #[test]
    fn a_circle_apart_is_a_root_as_a_whole() {
        check(2, &[(0, 1), (1, 0)], &[0, 1]);
        check(3, &[(1, 2), (2, 1)], &[0, 1, 2]);
        check(3, &[(0, 1), (1, 2), (2, 1)], &[0]);
    }
}
