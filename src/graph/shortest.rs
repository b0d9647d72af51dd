//! The shortest routes to a node, one after the other, without walking all of them.
//!
//! Every route splits the remaining ones by where they leave it, and each part's shortest route is
//! known at once from the distances to the target (inside a cycle: from distances that avoid the
//! nodes already used). Source: Lawler, "A procedure for computing the k best solutions…" (1972),
//! after Yen (1971). Costs limit × (nodes + edges); inside cycles the work is bounded by `CYCLE_WORK`.

use std::cmp::Ordering;
use std::collections::VecDeque;

use super::count::distinct_targets;
use super::cycles::{NO_CYCLE, cycle_of};
use super::{Graph, NodeIndex};

/// Edges looked at inside cycles before further detours through cycles are left out.
const CYCLE_WORK: usize = 20_000_000;
/// Nobody reads more routes than this; each is compared with all before it.
const MOST_ROUTES: usize = 1_000;

/// Up to `limit` (and `MOST_ROUTES`) shortest simple routes from the roots to `target`, shortest first, ties by label.
/// `needs_target` says which nodes need the target, itself included.
pub(super) fn shortest_routes(
    graph: &Graph,
    target: NodeIndex,
    limit: usize,
    needs_target: &[bool],
) -> Vec<Vec<NodeIndex>> {
    if target as usize >= graph.nodes.len() {
        return Vec::new();
    }
    let mut search = Search {
        graph,
        target,
        limit: limit.min(MOST_ROUTES),
        distance: distances(graph, target, needs_target),
        cycle_of: cycle_of(graph),
        slot_of: slots(graph),
        used_at: vec![UNUSED; graph.nodes.len()],
        routes: Vec::new(),
        shared: Vec::new(),
        branches: Vec::new(),
        cycle_work: CYCLE_WORK,
    };
    for root in &graph.roots {
        search.consider(0, 0, *root);
    }
    while search.routes.len() < search.limit && !search.branches.is_empty() {
        let branch = search.branches.remove(0);
        search.take(branch);
    }
    search.routes
}

/// By name, then version, then position.
pub(super) fn by_label(graph: &Graph, one: NodeIndex, two: NodeIndex) -> Ordering {
    let (first, second) = (&graph.nodes[one as usize].component, &graph.nodes[two as usize].component);
    (&first.name, &first.version, one).cmp(&(&second.name, &second.version, two))
}

const UNREACHED: u32 = u32::MAX;
const UNUSED: u32 = u32::MAX;

/// For each node on a cycle its position among the cycle's members.
fn slots(graph: &Graph) -> Vec<u32> {
    let mut slots = vec![0; graph.nodes.len()];
    for members in &graph.cycles {
        for (slot, member) in (0..).zip(members) {
            slots[*member as usize] = slot;
        }
    }
    slots
}

/// Edges from each node to the target.
fn distances(graph: &Graph, target: NodeIndex, needs_target: &[bool]) -> Vec<u32> {
    let mut distances = vec![UNREACHED; graph.nodes.len()];
    distances[target as usize] = 0;
    let mut waiting = VecDeque::from([target]);
    while let Some(node) = waiting.pop_front() {
        for edge in graph.dependents(node).filter(|edge| needs_target[edge.from as usize]) {
            if distances[edge.from as usize] == UNREACHED {
                distances[edge.from as usize] = distances[node as usize] + 1;
                waiting.push_back(edge.from);
            }
        }
    }
    distances
}

/// A way to leave a route: as `route` up to `at`, then `node` in place of the route's own, then the
/// shortest way on.
struct Branch {
    /// Nodes in the whole route.
    length: usize,
    /// Position in `Search::routes`; any, where `at` is 0.
    route: usize,
    at: usize,
    node: NodeIndex,
    /// Further nodes inside a cycle, where the shortest way on would meet the route's beginning.
    detour: Vec<NodeIndex>,
}

struct Search<'a> {
    graph: &'a Graph,
    target: NodeIndex,
    limit: usize,
    distance: Vec<u32>,
    cycle_of: Vec<u32>,
    slot_of: Vec<u32>,
    /// For each node its position on the route whose branches are considered, where it lies on a cycle; else `UNUSED`.
    used_at: Vec<u32>,
    routes: Vec<Vec<NodeIndex>>,
    /// `shared[j][i]`, i < j: how many nodes routes i and j begin with in common.
    shared: Vec<Vec<usize>>,
    /// The best branches, sorted; never more than can still be taken.
    branches: Vec<Branch>,
    cycle_work: usize,
}

impl Search<'_> {
    /// Takes a branch as the next route and considers every way to leave it.
    fn take(&mut self, branch: Branch) {
        let mut route: Vec<NodeIndex> = match self.routes.get(branch.route) {
            Some(parent) => parent.iter().take(branch.at).copied().collect(),
            None => Vec::new(),
        };
        route.push(branch.node);
        route.extend(branch.detour);
        let mut last = route.last().copied().unwrap_or(self.target);
        while last != self.target {
            let Some(next) = self.next_towards_target(last) else { return };
            route.push(next);
            last = next;
        }
        let shared =
            self.routes.iter().map(|other| other.iter().zip(&route).take_while(|(one, two)| one == two).count());
        self.shared.push(shared.collect());
        let number = self.routes.len();
        self.routes.push(route.clone());
        if self.routes.len() >= self.limit {
            return;
        }
        self.mark(&route, |at| at as u32);
        for at in branch.at + 1..route.len() {
            let (graph, before) = (self.graph, route[at - 1]);
            let others = || distinct_targets(graph, before).filter(|node| *node != route[at]);
            // Outside its cycle the way on cannot meet the route's beginning.
            for node in others().filter(|node| !self.same_cycle(*node, before)).collect::<Vec<_>>() {
                self.consider(number, at, node);
            }
            let inside: Vec<NodeIndex> = others().filter(|node| self.same_cycle(*node, before)).collect();
            if !inside.is_empty()
                && let Some(around) = self.distances_around(&route, at, &inside)
            {
                inside.into_iter().for_each(|node| self.consider_detour(number, at, node, &around));
            }
        }
        self.mark(&route, |_| UNUSED);
    }

    fn same_cycle(&self, one: NodeIndex, two: NodeIndex) -> bool {
        self.cycle_of[one as usize] != NO_CYCLE && self.cycle_of[one as usize] == self.cycle_of[two as usize]
    }

    /// One step along the shortest way, ties by label.
    fn next_towards_target(&self, node: NodeIndex) -> Option<NodeIndex> {
        let distance = self.distance[node as usize].checked_sub(1)?;
        distinct_targets(self.graph, node)
            .filter(|next| self.distance[*next as usize] == distance)
            .min_by(|one, two| by_label(self.graph, *one, *two))
    }

    /// Remembers a branch whose way on is the plain shortest one.
    fn consider(&mut self, route: usize, at: usize, node: NodeIndex) {
        let distance = self.distance[node as usize];
        if distance != UNREACHED {
            let length = at + 1 + distance as usize;
            self.remember(Branch { length, route, at, node, detour: Vec::new() });
        }
    }

    /// Keeps the branch if it is among the best that can still be taken.
    fn remember(&mut self, branch: Branch) {
        let room = self.limit - self.routes.len();
        let position = self.branches.partition_point(|known| self.compare(known, &branch) == Ordering::Less);
        if position < room {
            self.branches.insert(position, branch);
            self.branches.truncate(room);
        }
    }

    /// Shorter first, then by the labels along the route. No two branches lead to one route, so the
    /// order is settled where the first of them leaves its own.
    fn compare(&self, one: &Branch, two: &Branch) -> Ordering {
        let shared = match one.route.cmp(&two.route) {
            Ordering::Equal => usize::MAX,
            Ordering::Less => self.shared[two.route][one.route],
            Ordering::Greater => self.shared[one.route][two.route],
        };
        let at = one.at.min(two.at).min(shared);
        let node = |branch: &Branch| if branch.at == at { branch.node } else { self.routes[branch.route][at] };
        one.length.cmp(&two.length).then_with(|| by_label(self.graph, node(one), node(two)))
    }
}

/// Inside a cycle the way on must not meet the route's own beginning.
impl Search<'_> {
    /// Notes for each cyclic node of a route what `used_at` says of its position.
    fn mark(&mut self, route: &[NodeIndex], used_at: impl Fn(usize) -> u32) {
        for (at, node) in route.iter().enumerate().filter(|(_, node)| self.cycle_of[**node as usize] != NO_CYCLE) {
            self.used_at[*node as usize] = used_at(at);
        }
    }

    /// Distances to the target from the members of the cycle around `route[at - 1]`, by member, that
    /// avoid everything the route used before `at`: settled for `inside`, and for all that is nearer. `None` where it lies on no cycle, or where the
    /// work allowed for cycles is used up.
    fn distances_around(&mut self, route: &[NodeIndex], at: usize, inside: &[NodeIndex]) -> Option<Vec<u32>> {
        let cycle = self.cycle_of[route[at - 1] as usize];
        let members = self.graph.cycles.get(cycle as usize)?;
        if members.len() < 2 || self.cycle_work == 0 {
            return None;
        }
        let is_used = |node: NodeIndex| (self.used_at[node as usize] as usize) < at;
        let mut around = vec![UNREACHED; members.len()];
        // Backwards from the members' ways out, each as long as the plain way beyond it, the nearest first: ways out in
        // their order, and what was found from them in the order it was found.
        let mut ways_out: Vec<(u32, u32)> = Vec::new();
        let mut work = members.len();
        for (position, member) in (0..).zip(members).filter(|(_, member)| !is_used(**member)) {
            let beyond = self.graph.dependencies(*member).iter().map(|edge| edge.to);
            let out = beyond.filter(|to| self.cycle_of[*to as usize] != cycle).map(|to| self.distance[to as usize]);
            let out = out.min().unwrap_or(UNREACHED).saturating_add(1);
            let out = if *member == self.target { 0 } else { out };
            around[position as usize] = out;
            if out != UNREACHED {
                ways_out.push((out, position));
            }
        }
        ways_out.sort_unstable();
        let mut ways_out = ways_out.into_iter().peekable();
        let mut found: VecDeque<(u32, u32)> = VecDeque::new();
        let mut left = inside.iter().filter(|node| !is_used(**node)).count();
        while left > 0 {
            let is_out = match (ways_out.peek(), found.front()) {
                (Some(out), Some(next)) => out.0 <= next.0,
                (out, _) => out.is_some(),
            };
            let Some((distance, position)) = (if is_out { ways_out.next() } else { found.pop_front() }) else { break };
            if around[position as usize] < distance {
                continue;
            }
            let member = members[position as usize];
            left -= usize::from(inside.contains(&member));
            for before in self.graph.dependents(member).map(|edge| edge.from) {
                work += 1;
                if self.cycle_of[before as usize] != cycle || is_used(before) || before == self.target {
                    continue;
                }
                let slot = self.slot_of[before as usize];
                if distance + 1 < around[slot as usize] {
                    around[slot as usize] = distance + 1;
                    found.push_back((distance + 1, slot));
                }
            }
        }
        self.cycle_work = self.cycle_work.saturating_sub(work);
        Some(around)
    }

    /// Remembers a branch that goes on inside the cycle.
    fn consider_detour(&mut self, route: usize, at: usize, node: NodeIndex, around: &[u32]) {
        let cycle = self.cycle_of[node as usize];
        let distance_of = |node: NodeIndex| match self.cycle_of[node as usize] == cycle {
            true => around[self.slot_of[node as usize] as usize],
            false => self.distance[node as usize],
        };
        let whole = distance_of(node);
        if whole == UNREACHED {
            return;
        }
        let mut detour = Vec::new();
        let mut last = node;
        while last != self.target && self.cycle_of[last as usize] == cycle {
            let Some(left) = distance_of(last).checked_sub(1) else { return };
            let next = distinct_targets(self.graph, last)
                .filter(|next| distance_of(*next) == left)
                .min_by(|one, two| by_label(self.graph, *one, *two));
            let Some(next) = next else { return };
            detour.push(next);
            last = next;
        }
        self.remember(Branch { length: at + 1 + whole as usize, route, at, node, detour });
    }
}
