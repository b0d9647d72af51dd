//! What holds a cycle together: where routes enter it, and few dependencies whose end would break it.
//!
//! The smallest such set is a hard question (Karp, 1972). This is the greedy order of Eades, Lin and Smyth, "A fast and
//! effective heuristic for the feedback arc set problem" (1993), after which every dependency that need not be cut is put
//! back: no smaller subset of the answer breaks the cycle, another set may.

use super::count::distinct_targets;
use super::{Graph, NodeIndex};

/// Looks at an edge that putting back may take for one cycle; what is left of the answer then stays as it is.
pub const MOST_LOOKS: u64 = 20_000_000;

/// One cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CycleBreak {
    /// Sorted.
    pub members: Vec<NodeIndex>,
    /// Members that are roots, or that something outside needs; sorted.
    pub entries: Vec<NodeIndex>,
    /// Without these (dependent, dependency) nothing in it needs itself any more; sorted.
    pub edges: Vec<(NodeIndex, NodeIndex)>,
    /// False where putting back ended at its limit: fewer of the edges may do. Say "at most".
    pub all_needed: bool,
}

/// How each cycle can be entered and broken, in the order of `graph.cycles`. Costs their nodes and edges, and
/// `MOST_LOOKS` for each at most.
pub fn cycle_breaks(graph: &Graph) -> Vec<CycleBreak> {
    cycle_breaks_within(graph, MOST_LOOKS)
}

/// The same with another limit for each cycle.
pub fn cycle_breaks_within(graph: &Graph, most_looks: u64) -> Vec<CycleBreak> {
    let mut is_root = vec![false; graph.nodes.len()];
    graph.roots.iter().for_each(|root| is_root[*root as usize] = true);
    graph.cycles.iter().map(|members| cycle_break(graph, members, &is_root, most_looks)).collect()
}

fn cycle_break(graph: &Graph, members: &[NodeIndex], is_root: &[bool], most_looks: u64) -> CycleBreak {
    let inside = |node: NodeIndex| members.binary_search(&node).ok();
    let is_entry = |node: &&NodeIndex| {
        is_root[**node as usize] || graph.dependents(**node).any(|edge| inside(edge.from).is_none())
    };
    let needs: Vec<Vec<u32>> = members
        .iter()
        .map(|node| distinct_targets(graph, *node).filter_map(inside).map(|at| at as u32).collect())
        .collect();
    let depths: Vec<u32> = members.iter().map(|node| graph.nodes[*node as usize].depth.unwrap_or(u32::MAX)).collect();
    let order = greedy_order(&needs, &depths);
    let mut position = vec![0u32; members.len()];
    for (at, member) in (0..).zip(&order) {
        position[*member as usize] = at;
    }
    let backwards = |from: usize, to: u32| position[to as usize] <= position[from];
    let mut cut: Vec<(u32, u32)> = Vec::new();
    for (from, targets) in needs.iter().enumerate() {
        cut.extend(targets.iter().filter(|to| backwards(from, **to)).map(|to| (from as u32, *to)));
    }
    let (cut, all_needed) = put_back(&needs, cut, most_looks);
    CycleBreak {
        members: members.to_vec(),
        entries: members.iter().filter(is_entry).copied().collect(),
        edges: cut.into_iter().map(|(from, to)| (members[from as usize], members[to as usize])).collect(),
        all_needed,
    }
}

/// Sinks to the end, sources to the beginning; then whatever needs the most more than it is needed to the beginning. Of
/// equals the one nearest to a root goes first: cutting what leads back lets the least leave.
fn greedy_order(needs: &[Vec<u32>], depths: &[u32]) -> Vec<u32> {
    let count = needs.len();
    let mut needed: Vec<Vec<u32>> = vec![Vec::new(); count];
    for (from, targets) in needs.iter().enumerate() {
        for to in targets.iter().filter(|to| **to as usize != from) {
            needed[*to as usize].push(from as u32);
        }
    }
    let out_of = |node: usize| needs[node].iter().filter(|to| **to as usize != node).count() as i64;
    let mut out: Vec<i64> = (0..count).map(out_of).collect();
    let mut into: Vec<i64> = needed.iter().map(|from| from.len() as i64).collect();
    // Stale entries are passed over: each change of a node adds one, so the heap costs edges × log.
    let mut waiting: std::collections::BinaryHeap<(i64, std::cmp::Reverse<(u32, u32)>)> =
        std::collections::BinaryHeap::new();
    let rank = |out: i64, into: i64| match (out, into) {
        (0, _) => i64::MAX,
        (_, 0) => i64::MAX - 1,
        _ => out - into,
    };
    for node in 0..count {
        waiting.push((rank(out[node], into[node]), std::cmp::Reverse((depths[node], node as u32))));
    }
    let mut placed = vec![false; count];
    let (mut first, mut last) = (Vec::new(), Vec::new());
    while let Some((known, std::cmp::Reverse((_, node)))) = waiting.pop() {
        let at = node as usize;
        if placed[at] || known != rank(out[at], into[at]) {
            continue;
        }
        placed[at] = true;
        if out[at] == 0 {
            last.push(node)
        } else {
            first.push(node)
        };
        for to in needs[at].iter().filter(|to| !placed[**to as usize]) {
            into[*to as usize] -= 1;
            waiting.push((rank(out[*to as usize], into[*to as usize]), std::cmp::Reverse((depths[*to as usize], *to))));
        }
        for from in needed[at].iter().filter(|from| !placed[**from as usize]) {
            out[*from as usize] -= 1;
            waiting.push((
                rank(out[*from as usize], into[*from as usize]),
                std::cmp::Reverse((depths[*from as usize], *from)),
            ));
        }
    }
    first.extend(last.into_iter().rev());
    first
}

/// Puts back, one by one, each dependency that closes no cycle with what stays. What stays cut, and whether all were tried.
fn put_back(needs: &[Vec<u32>], mut cut: Vec<(u32, u32)>, most_looks: u64) -> (Vec<(u32, u32)>, bool) {
    cut.sort_unstable();
    let mut stays_cut = vec![true; cut.len()];
    let mut looks = most_looks;
    let mut all_tried = true;
    let mut seen = vec![0u32; needs.len()];
    'next: for at in 0..cut.len() {
        let (from, to) = cut[at];
        let round = at as u32 + 1;
        // Does the way from `to` lead back to `from` without what is still cut?
        let mut waiting = vec![to];
        seen[to as usize] = round;
        while let Some(node) = waiting.pop() {
            if node == from {
                continue 'next;
            }
            for next in &needs[node as usize] {
                if looks == 0 {
                    all_tried = false;
                    break 'next;
                }
                looks -= 1;
                if cut.binary_search(&(node, *next)).is_ok_and(|found| stays_cut[found]) {
                    continue;
                }
                if std::mem::replace(&mut seen[*next as usize], round) != round {
                    waiting.push(*next);
                }
            }
        }
        stays_cut[at] = false;
    }
    let mut stays = stays_cut.into_iter();
    cut.retain(|_| stays.next().unwrap_or(true));
    (cut, all_tried)
}
