//! Questions an architect asks: counts, cuts, removals, chains, cycles.

use super::{document, name, named, node};
use lockscope::graph::{
    self, Cut, Cuttable, Graph, Removal, cheapest_cut, cheapest_cut_within, cycle_breaks, leaves, longest_chain,
    transitive_counts, transitive_counts_within, without,
};
use lockscope::model::{Dependency, Document, Scope};

fn graph(roots: &str, text: &str) -> Graph {
    graph::build(&[&document(roots, text)])
}

/// `a 2/1`: what it reaches, and what needs it, near or far.
fn counts(graph: &Graph) -> String {
    let counts = transitive_counts(graph);
    assert!(counts.exact);
    let line =
        |node: usize| format!("{} {}/{}", name(graph, node as u32), counts.reaches[node], counts.needed_by[node]);
    (0..graph.nodes.len()).map(line).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_diamond_counts_each_component_once() {
    assert_eq!(counts(&graph("app", "app > a b; a > c; b > c; c > d")), "app 4/0, a 2/1, b 2/1, c 1/3, d 0/4");
}

#[test]
fn members_of_a_cycle_reach_each_other_and_never_count_themselves() {
    let of_cycle = graph("app", "app > a; a > b; b > a c; c > c");
    assert_eq!(counts(&of_cycle), "app 3/0, a 2/2, b 2/2, c 0/3");
}

#[test]
fn counts_over_many_blocks_are_those_of_a_search_from_each_component() {
    let graph = graph::build(&[&drawn(1_500, 4_000, 7)]);
    let counts = transitive_counts(&graph);
    for node in (0..graph.nodes.len() as u32).step_by(37) {
        let ahead = graph::reachable(&graph, node, graph::Direction::Dependencies);
        let behind = graph::reachable(&graph, node, graph::Direction::Dependents);
        let others = |reached: Vec<bool>| reached.iter().filter(|reached| **reached).count() as u32 - 1;
        assert_eq!((counts.reaches[node as usize], counts.needed_by[node as usize]), (others(ahead), others(behind)));
    }
}

#[test]
fn past_the_budget_counts_are_estimates_and_say_so() {
    let graph = graph::build(&[&drawn(1_500, 4_000, 7)]);
    let (exact, about) = (transitive_counts(&graph), transitive_counts_within(&graph, 0));
    assert!(exact.exact && !about.exact);
    let mut off = 0.0;
    for (exact, about) in exact.reaches.iter().zip(&about.reaches).filter(|(exact, _)| **exact > 20) {
        let share = (f64::from(*about) - f64::from(*exact)).abs() / f64::from(*exact);
        assert!(share < 0.6, "{about} is too far from {exact}");
        off += share;
    }
    let many = exact.reaches.iter().filter(|exact| **exact > 20).count();
    assert!(off / (many as f64) < 0.16, "the estimates are off by {off} of {many} in all");
}

/// Edges of the cheapest cut as `a>b`, and what leaves.
#[track_caller]
fn cut(graph: &Graph, target: &str, cuttable: Cuttable) -> String {
    match cheapest_cut(graph, node(graph, target), cuttable) {
        Cut::Cheapest { edges, leaves } => {
            let edge = |(from, to): &(u32, u32)| format!("{}>{}", name(graph, *from), name(graph, *to));
            format!("{}: {}", edges.iter().map(edge).collect::<Vec<_>>().join(" "), named(graph, &leaves))
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn the_cheapest_cut_is_where_routes_run_together() {
    let graph = graph("app", "app > a b c; a > hub; b > hub; c > hub; hub > old; old > leaf");
    assert_eq!(cut(&graph, "old", Cuttable::Any), "hub>old: old leaf");
    assert_eq!(cut(&graph, "old", Cuttable::OwnAndDirect), "app>a app>b app>c: a b c hub old leaf");
    assert_eq!(cut(&graph, "a", Cuttable::Own), "app>a: a");
}

#[test]
fn of_cuts_of_one_size_the_nearest_to_the_roots_is_told() {
    assert_eq!(cut(&graph("app", "app > a; a > b; b > c"), "c", Cuttable::Any), "app>a: a b c");
}

#[test]
fn a_flow_that_chose_badly_is_turned_round() {
    // The shortest ways cross; only a way back through a taken edge finds the second unit.
    let graph = graph("app", "app > a b; a > c d; b > c; c > e; d > f; e > x; f > x; c > f");
    assert_eq!(cut(&graph, "x", Cuttable::Any), "app>a app>b: a b c d e f x");
}

#[test]
fn own_packages_behind_a_root_may_be_cut_and_foreign_ones_not() {
    let mut document = document("app", "app > member dep; member > x; dep > mid; mid > x");
    document.components[1].own = true;
    let graph = graph::build(&[&document]);
    assert_eq!(cut(&graph, "x", Cuttable::Own), "app>member app>dep: member dep x mid");
}

#[test]
fn a_root_and_what_no_root_reaches_cannot_be_cut_off() {
    let graph = graph("app", "app > a; alone");
    assert_eq!(cheapest_cut(&graph, node(&graph, "app"), Cuttable::Any), Cut::Root);
    assert_eq!(cheapest_cut(&graph, node(&graph, "alone"), Cuttable::Any), Cut::Unreached);
    assert_eq!(cheapest_cut(&graph, 99, Cuttable::Any), Cut::Unreached);
}

#[test]
fn a_search_that_takes_too_long_says_how_many_it_found_to_cut() {
    let text: String = (0..40).map(|at| format!("; app > a{at}; a{at} > x")).collect();
    let graph = graph("app", &format!("app > a0{text}"));
    let x = node(&graph, "x");
    assert!(matches!(cheapest_cut_within(&graph, x, Cuttable::Any, 220), Cut::Unfinished { at_least: 1..40 }));
    assert!(
        matches!(cheapest_cut_within(&graph, x, Cuttable::Any, 100_000), Cut::Cheapest { edges, .. } if edges.len() == 40)
    );
}

#[test]
fn a_set_takes_along_what_its_members_alone_share() {
    let graph = graph("app", "app > a b c; a > shared; b > shared; c > d; alone");
    let removal =
        |names: &[&str]| Removal { nodes: names.iter().map(|name| node(&graph, name)).collect(), edges: vec![] };
    assert_eq!(named(&graph, &leaves(&graph, &removal(&["a"]))), "a");
    assert_eq!(named(&graph, &leaves(&graph, &removal(&["a", "b"]))), "a b shared");
    assert_eq!(named(&graph, &leaves(&graph, &removal(&["app"]))), "app a b c shared d");
    let edges = vec![(node(&graph, "c"), node(&graph, "d"))];
    assert_eq!(named(&graph, &leaves(&graph, &Removal { nodes: vec![700], edges })), "d");
}

#[test]
fn the_graph_that_is_left_has_its_own_depths_scopes_and_cycles() {
    let whole = graph("app", "app > a b:development; a > c; b > c d; c > e; e > c; d > e");
    let (left, was) = without(&whole, &Removal { nodes: vec![node(&whole, "a")], edges: vec![] });
    assert_eq!(
        super::shown(&left),
        "app 0 runtime > b\nb 1 development > c d\nc 2 development > e\nd 2 development > e\ne 3 development > c\n"
    );
    assert_eq!((whole.cycles.len(), left.cycles.len()), (1, 1));
    assert_eq!(named(&whole, &was), "app b c d e");
    let (left, _) = without(&whole, &Removal { nodes: vec![node(&whole, "e")], edges: vec![] });
    assert_eq!(left.cycles.len(), 0);
}

#[test]
fn the_longest_chain_walks_through_a_cycle_by_the_shortest_way() {
    let graph = graph("app", "app > a end; a > b; b > c; c > a; c > d; d > end");
    let chain = longest_chain(&graph);
    assert_eq!(named(&graph, &chain.nodes), "app a b c d end");
    assert_eq!((chain.steps, chain.through_cycle), (3, true));
    for pair in chain.nodes.windows(2) {
        assert!(graph.dependencies(pair[0]).iter().any(|edge| edge.to == pair[1]));
    }
    assert!(longest_chain(&Graph::default()).nodes.is_empty());
}

/// Entries, then edges to cut, of each cycle.
fn broken(graph: &Graph) -> Vec<String> {
    let edge = |(from, to): &(u32, u32)| format!("{}>{}", name(graph, *from), name(graph, *to));
    let breaks = cycle_breaks(graph);
    let told = |found: &graph::CycleBreak| {
        format!("{} | {}", named(graph, &found.entries), found.edges.iter().map(edge).collect::<Vec<_>>().join(" "))
    };
    breaks.iter().map(told).collect()
}

#[test]
fn a_ring_breaks_at_one_dependency_and_is_entered_where_it_is_needed() {
    assert_eq!(broken(&graph("app", "app > a c; a > b; b > c; c > d; d > a")).len(), 1);
    let ring = broken(&graph("app", "app > a; a > b; b > c; c > a; d > d; app > d"));
    assert_eq!(ring, ["a | c>a", "d | d>d"]);
}

#[test]
fn without_the_told_dependencies_nothing_needs_itself() {
    for seed in 0..20 {
        let mut document = drawn(60, 260, seed);
        // All are roots: nothing leaves with what is cut.
        document.roots = (0..60).collect();
        let graph = graph::build(&[&document]);
        for found in cycle_breaks(&graph) {
            let is_cyclic = |edges: &[(u32, u32)]| {
                let (left, was) = without(&graph, &Removal { nodes: vec![], edges: edges.to_vec() });
                left.cycles.iter().flatten().any(|node| found.members.contains(&was[*node as usize]))
            };
            assert!(!is_cyclic(&found.edges), "seed {seed}");
            // And no smaller part of them would do.
            for kept in 0..found.edges.len().min(5) {
                let mut edges = found.edges.clone();
                edges.remove(kept);
                assert!(is_cyclic(&edges), "seed {seed}");
            }
        }
    }
}

/// A graph from a seed: a spanning tree from component 0, and further edges at random, backwards ones too.
pub fn drawn(count: u32, edges: usize, seed: u64) -> Document {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut draw = |below: u32| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as u32 % below.max(1)
    };
    let mut document = Document { roots: vec![0], ..Document::default() };
    document.components = (0..count).map(|at| super::component(&format!("c{at}"), "1")).collect();
    for to in 1..count {
        document.dependencies.push(Dependency::new(draw(to), to, Scope::Runtime));
    }
    while document.dependencies.len() < edges {
        let (one, other) = (draw(count), draw(count));
        let is_backwards = draw(12) == 0;
        let (from, to) = if (one < other) != is_backwards { (one, other) } else { (other, one) };
        document.dependencies.push(Dependency::new(from, to, Scope::Runtime));
    }
    document
}

/// A graph whose dependencies run either way alike: most of it is one cycle.
pub fn drawn_both_ways(count: u32, edges: usize) -> Document {
    let mut document = drawn(count, edges, 3);
    for dependency in document.dependencies.iter_mut().skip(count as usize).step_by(2) {
        (dependency.from, dependency.to) = (dependency.to, dependency.from);
    }
    document
}

#[test]
fn dependents_of_many_sets_are_those_of_a_search_from_each() {
    let graph = graph::build(&[&drawn(600, 1_500, 11)]);
    let count = graph.nodes.len() as u32;
    let sets: Vec<Vec<u32>> = (0..70).map(|set| vec![set * 7 % count, set * 13 % count, set * 7 % count]).collect();
    let order = graph::Order::new(&graph);
    let found = order.dependents_of(&graph, &sets);
    assert_eq!(found.len(), graph::MOST_SETS, "further sets are not counted");
    for (set, dependents) in sets.iter().zip(&found) {
        let reached = graph::reachable_from(&graph, set, graph::Direction::Dependents);
        let outside = (0..count).filter(|node| reached[*node as usize] && !set.contains(node)).count();
        assert_eq!(*dependents, outside, "{set:?}");
    }
    assert!(found.iter().any(|dependents| *dependents > 0));
    assert_eq!(order.dependents_of(&graph, &[vec![count + 5], Vec::new()]), [0, 0]);
}
