//! Finding the roots of a lockfile that does not name them.

use crate::model::{ComponentIndex, Document};

/// The candidates that no other component depends on, and the candidates that cannot be reached from
/// those: workspaces that depend on each other in a circle.
#[inline(never)]
pub fn tops(document: &Document, is_candidate: impl Fn(ComponentIndex) -> bool) -> Vec<ComponentIndex> {
    let count = document.components.len();
    let ends = document.dependencies.iter().map(|arrow| (arrow.from, arrow.to));
    let is_arrow = |(from, to): &(ComponentIndex, ComponentIndex)| from != to && (*from.max(to) as usize) < count;
    let mut arrows: Vec<(ComponentIndex, ComponentIndex)> = Vec::with_capacity(document.dependencies.len());
    arrows.extend(ends.filter(is_arrow));
    let mut needed = vec![false; count];
    for (_, to) in &arrows {
        if let Some(needed) = needed.get_mut(*to as usize) {
            *needed = true;
        }
    }
    let candidates: Vec<ComponentIndex> =
        (0..).zip(&needed).map(|(index, _)| index).filter(|at| is_candidate(*at)).collect();
    let is_needed = |index: &ComponentIndex| needed.get(*index as usize) == Some(&true);
    if !candidates.iter().any(is_needed) {
        return candidates;
    }
    // The ends of each one's arrows side by side: `start[n]..start[n + 1]` are those of n.
    if !arrows.is_sorted_by_key(|(from, _)| *from) {
        arrows.sort_unstable();
    }
    let mut start = Vec::with_capacity(count + 1);
    let mut at = 0;
    for index in 0..=count as ComponentIndex {
        at += arrows.iter().skip(at).take_while(|(from, _)| *from < index).count();
        start.push(at);
    }
    let mut reached = vec![false; count];
    let mut open: Vec<ComponentIndex> = candidates.iter().copied().filter(|index| !is_needed(index)).collect();
    while let Some(index) = open.pop() {
        let span = start.get(index as usize..).and_then(|span| span.first_chunk::<2>());
        let ends = span.and_then(|&[start, end]| arrows.get(start..end)).unwrap_or_default();
        for (_, to) in ends {
            if let Some(reached) = reached.get_mut(*to as usize).filter(|reached| !**reached) {
                *reached = true;
                open.push(*to);
            }
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
