//! Putting a document's dependencies in order.

use crate::model::Dependency;

/// Sorts the dependencies by dependent and dependency; of several of one kind between the same two
/// components, the one with the strongest scope stays.
pub fn tidy(dependencies: &mut Vec<Dependency>) {
    dependencies.sort_by(|left, right| {
        let ends = |arrow: &Dependency| (arrow.from, arrow.to, arrow.kind);
        ends(left).cmp(&ends(right)).then(right.scope.cmp(&left.scope))
    });
    dependencies
        .dedup_by(|later, earlier| (later.from, later.to, later.kind) == (earlier.from, earlier.to, earlier.kind));
}
