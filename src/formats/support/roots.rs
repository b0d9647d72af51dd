//! Finding the roots of a lockfile that does not name them.

use crate::model::{ComponentIndex, Document};

/// The candidates that no other component depends on, and the candidates that cannot be reached from
/// those: workspaces that depend on each other in a circle.
pub fn tops(document: &Document, is_candidate: impl Fn(ComponentIndex) -> bool) -> Vec<ComponentIndex> {
    let count = document.components.len();
    let is_arrow = |from: usize, to: usize| from != to && from < count && to < count;
    let ends = document.dependencies.iter().map(|arrow| (arrow.from as usize, arrow.to as usize));
    let arrows = ends.filter(|(from, to)| is_arrow(*from, *to));
    let mut needed = vec![false; count];
    for (_, to) in arrows.clone() {
        if let Some(needed) = needed.get_mut(to) {
            *needed = true;
        }
    }
    let candidates: Vec<ComponentIndex> =
        (0..).zip(&needed).map(|(index, _)| index).filter(|at| is_candidate(*at)).collect();
    let is_needed = |index: &ComponentIndex| needed.get(*index as usize) == Some(&true);
    if !candidates.iter().any(is_needed) {
        return candidates;
    }
    let targets = Targets::of(count, arrows);
    let mut reached = vec![false; count];
    let mut open: Vec<ComponentIndex> = candidates.iter().copied().filter(|index| !is_needed(index)).collect();
    while let Some(index) = open.pop() {
        if let Some(reached) = reached.get_mut(index as usize).filter(|reached| !**reached) {
            *reached = true;
            open.extend(targets.from(index as usize));
        }
    }
    let is_root = |index: &ComponentIndex| !is_needed(index) || reached.get(*index as usize) == Some(&false);
    candidates.into_iter().filter(is_root).collect()
}

/// The targets of all arrows in one list, those of one source side by side.
struct Targets {
    /// Where the targets of each source end; they begin where those of the one before end.
    ends: Vec<usize>,
    targets: Vec<ComponentIndex>,
}

impl Targets {
    fn of(count: usize, arrows: impl Iterator<Item = (usize, usize)> + Clone) -> Self {
        let mut ends = vec![0; count + 1];
        for (from, _) in arrows.clone() {
            if let Some(end) = ends.get_mut(from + 1) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut targets = vec![0; sum];
        for (from, to) in arrows {
            let Some(next) = ends.get_mut(from) else { continue };
            if let (Some(target), Ok(to)) = (targets.get_mut(*next), ComponentIndex::try_from(to)) {
                *target = to;
            }
            *next += 1;
        }
        Self { ends, targets }
    }

    fn from(&self, source: usize) -> &[ComponentIndex] {
        let start = source.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(source)).map(|(start, end)| start..*end);
        range.and_then(|range| self.targets.get(range)).unwrap_or_default()
    }
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
