//! Which versions of one name could become one: who holds each, and which move is the simplest.
//!
//! Ranges are not kept by the readers, so a move is proposed within one major version alone (within one minor version
//! below 1.0), as semantic versions have it. Whether the dependents' ranges allow it is not known.

use std::collections::BTreeSet;

use super::duplicates::Duplicate;
use crate::graph::{Graph, NodeIndex};

/// What is known of one duplicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// For each version, oldest first, what needs it: each once, by node.
    pub held_by: Vec<Vec<NodeIndex>>,
    /// The move that frees the most versions, then with the fewest dependents; `None` where all are of other major versions.
    pub simplest: Option<Move>,
}

/// Dependents that would have to take the newest version of their series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Position of the version they move to.
    pub to: usize,
    /// Versions that would be left by all.
    pub frees: usize,
    pub dependents: usize,
}

/// The holders and the simplest move of a duplicate. Costs the edges that arrive at its nodes.
pub fn merge(graph: &Graph, duplicate: &Duplicate) -> Merge {
    let holders = |nodes: &Vec<NodeIndex>| -> Vec<NodeIndex> {
        let all: BTreeSet<NodeIndex> =
            nodes.iter().flat_map(|node| graph.dependents(*node).map(|edge| edge.from)).collect();
        all.into_iter().collect()
    };
    let held_by: Vec<Vec<NodeIndex>> = duplicate.versions.iter().map(|(_, nodes)| holders(nodes)).collect();
    let series: Vec<Option<String>> = duplicate.versions.iter().map(|(version, _)| series(version)).collect();
    let moves = (0..series.len()).filter_map(|to| {
        let own = series.get(to)?.as_ref()?;
        // Only the newest of a series is moved to.
        if series.iter().skip(to + 1).any(|later| later.as_ref() == Some(own)) {
            return None;
        }
        let older: Vec<usize> = (0..to).filter(|at| series.get(*at).and_then(Option::as_ref) == Some(own)).collect();
        let dependents = older.iter().filter_map(|at| held_by.get(*at)).flatten().collect::<BTreeSet<_>>().len();
        (!older.is_empty()).then_some(Move { to, frees: older.len(), dependents })
    });
    let simplest = moves.max_by_key(|found| (found.frees, std::cmp::Reverse(found.dependents)));
    Merge { held_by, simplest }
}

/// `7` of `7.6.2`, `0.4` of `0.4.1`; `None` where the version does not begin with numbers.
pub fn series(version: &str) -> Option<String> {
    let mut parts = version.trim_start_matches(['v', '=']).split(['.', '-', '+']);
    let number = |part: Option<&str>| {
        part.filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).map(str::to_owned)
    };
    let major = number(parts.next())?;
    if major == "0" { Some(format!("0.{}", number(parts.next()).unwrap_or_default())) } else { Some(major) }
}

#[cfg(test)]
mod tests {
    use super::series;

    #[test]
    fn a_series_is_the_major_version_and_below_one_the_minor() {
        let found: Vec<Option<String>> = ["7.6.2", "v1.0", "0.4.1", "0", "latest"].map(series).into();
        let wanted = [Some("7"), Some("1"), Some("0.4"), Some("0."), None].map(|word| word.map(str::to_owned));
        assert_eq!(found, wanted);
    }
}
