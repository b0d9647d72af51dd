//! Why something is there: routes, their number, and what all of them pass through.

use std::fmt::Write;

use lockscope::graph::{
    Direction, Graph, build, dominated_counts, dominators, reachable, route_count, routes, shortest_route,
};
use lockscope::model::{Dependency, Document, Scope};

use super::{Random, component, document, name, named, node};

#[test]
fn why_names_the_introducers_and_all_routes() {
    let graph = build(&[&document("app", "app > a b c; a > x; b > y; y > x; c > z; x > z")]);
    let why = routes(&graph, node(&graph, "x"), 10);
    assert_eq!(named(&graph, &why.introduced_by), "a b");
    assert_eq!((why.count.routes, why.count.exact, why.count.through_cycle), (2, true, false));
    let shown: Vec<String> = why.shortest.iter().map(|route| named(&graph, route)).collect();
    assert_eq!(shown, ["app a x", "app b y x"]);
    let direct = routes(&graph, node(&graph, "a"), 10);
    assert_eq!(named(&graph, &direct.introduced_by), "a");
}

#[test]
fn forty_diamonds_are_counted_and_twenty_routes_shown_at_once() {
    let mut text = String::new();
    for step in 0..40 {
        writeln!(text, "n{step} > l{step} r{step}; l{step} > n{}; r{step} > n{}", step + 1, step + 1).unwrap();
    }
    let graph = build(&[&document("n0", &text)]);
    let why = routes(&graph, node(&graph, "n40"), 20);
    assert_eq!(why.count.routes, 1_099_511_627_776);
    assert!(why.count.exact);
    assert_eq!(why.shortest.len(), 20);
    assert!(why.shortest.iter().all(|route| route.len() == 81));
    assert!(why.shortest.is_sorted_by_key(|route| named(&graph, route)));
    // The twenty differ only at the end: all of them take the left side 35 times.
    assert!(why.shortest.iter().all(|route| route[1..70].iter().all(|node| !name(&graph, *node).starts_with('r'))));
    let gates = dominators(&graph);
    assert_eq!(gates[node(&graph, "n40") as usize], Some(node(&graph, "n39")));
}

#[test]
fn a_count_beyond_the_largest_number_says_so() {
    let mut text = String::new();
    for step in 0..130 {
        writeln!(text, "n{step} > l{step} r{step}; l{step} > n{}; r{step} > n{}", step + 1, step + 1).unwrap();
    }
    let graph = build(&[&document("n0", &text)]);
    let count = route_count(&graph, node(&graph, "n130"));
    assert_eq!((count.routes, count.exact), (u128::MAX, false));
    assert!(route_count(&graph, node(&graph, "n127")).exact);
}

#[test]
fn routes_through_a_cycle_are_simple() {
    let graph = build(&[&document("app", "app > a; a > b t; b > a t")]);
    let why = routes(&graph, node(&graph, "t"), 10);
    assert!(why.count.through_cycle);
    let shown: Vec<String> = why.shortest.iter().map(|route| named(&graph, route)).collect();
    assert_eq!(shown, ["app a t", "app a b t"]);
}

#[test]
fn a_root_needed_by_another_root_has_a_route_of_its_own() {
    let graph = build(&[&document("app lib", "app > lib; lib > a")]);
    let why = routes(&graph, node(&graph, "lib"), 10);
    let shown: Vec<String> = why.shortest.iter().map(|route| named(&graph, route)).collect();
    assert_eq!(shown, ["lib", "app lib"]);
    assert_eq!(why.count.routes, 2);
}

#[test]
fn what_no_root_reaches_has_no_routes() {
    let graph = build(&[&document("app", "app > a; b > c")]);
    let why = routes(&graph, node(&graph, "c"), 10);
    assert_eq!((why.count.routes, why.shortest.len(), why.introduced_by.len()), (0, 0, 0));
}

#[test]
fn shortest_route_takes_the_lowest_nodes_and_keeps_to_allowed_edges() {
    let graph = build(&[&document("app", "app > a b; a > x; b > x")]);
    let (app, x) = (node(&graph, "app"), node(&graph, "x"));
    assert_eq!(named(&graph, &shortest_route(&graph, app, x, |_| true).unwrap()), "app a x");
    let around_a = |edge: usize| name(&graph, graph.edges[edge].to) != "a";
    assert_eq!(named(&graph, &shortest_route(&graph, app, x, around_a).unwrap()), "app b x");
    assert_eq!(shortest_route(&graph, x, app, |_| true), None);
    assert_eq!(shortest_route(&graph, 99, 0, |_| true), None);
}

#[test]
fn what_would_leave_with_a_component_is_what_it_dominates() {
    let graph = build(&[&document("app", "app > a b; a > c d; b > d; d > e; lost > e")]);
    let counts = dominated_counts(&dominators(&graph));
    let shown: Vec<(&str, u32)> =
        counts.iter().enumerate().map(|(at, count)| (name(&graph, at as u32), *count)).collect();
    assert_eq!(shown, [("app", 6), ("a", 2), ("b", 1), ("c", 1), ("d", 2), ("e", 1), ("lost", 1)]);
    assert_eq!(reachable(&graph, node(&graph, "d"), Direction::Dependencies).iter().filter(|on| **on).count(), 2);
    assert_eq!(reachable(&graph, node(&graph, "d"), Direction::Dependents).iter().filter(|on| **on).count(), 4);
}

#[test]
fn a_chain_of_two_hundred_thousand_overflows_no_stack() {
    let count = 200_000u32;
    let mut document = Document::default();
    for at in 0..count {
        document.components.push(component(&format!("c{at}"), "1"));
        document.dependencies.push(Dependency::new(at, (at + 1) % count, Scope::Runtime));
    }
    document.roots = vec![0];
    // Once as one great cycle, once as a chain.
    let cycle = build(&[&document]);
    assert_eq!(cycle.cycles.len(), 1);
    assert_eq!(routes(&cycle, count - 1, 20).shortest.len(), 1);
    document.dependencies.pop();
    let chain = build(&[&document]);
    assert_eq!(chain.nodes[count as usize - 1].depth, Some(count - 1));
    assert_eq!(routes(&chain, count - 1, 20).shortest[0].len(), count as usize);
    assert_eq!(dominated_counts(&dominators(&chain))[0], count);
}

#[test]
fn a_dense_graph_and_a_hostile_one_answer_at_once() {
    let mut dense = Document { roots: vec![0], ..Document::default() };
    (0..600).for_each(|at| dense.components.push(component(&format!("c{at}"), "1")));
    for from in 0..600 {
        dense.dependencies.extend((from + 1..600).map(|to| Dependency::new(from, to, Scope::Runtime)));
    }
    let why = routes(&build(&[&dense]), 599, 20);
    assert_eq!((why.count.routes, why.count.exact, why.shortest.len()), (u128::MAX, false, 20));
    assert!(why.shortest[0].len() == 2 && why.shortest[1..].iter().all(|route| route.len() == 3));

    // A long chain whose two ends need the same thousands: quadratic for dominators found by iteration.
    let (chain, count) = (20_000, 40_000);
    let mut hostile = Document { roots: vec![0], ..Document::default() };
    (0..count).for_each(|at| hostile.components.push(component(&format!("c{at}"), "1")));
    hostile.dependencies.extend((1..chain).map(|at| Dependency::new(at - 1, at, Scope::Runtime)));
    for to in chain..count {
        hostile.dependencies.push(Dependency::new(1, to, Scope::Runtime));
        hostile.dependencies.push(Dependency::new(chain - 1, to, Scope::Runtime));
    }
    let gates = dominators(&build(&[&hostile]));
    assert!(gates[chain as usize..].iter().all(|gate| *gate == Some(1)));
}

#[test]
fn everything_in_one_cycle_still_answers() {
    let mut knot = Document { roots: vec![0], ..Document::default() };
    (0..200).for_each(|at| knot.components.push(component(&format!("c{at}"), "1")));
    for from in 0..200 {
        let others = (0..200).filter(|to| *to != from);
        knot.dependencies.extend(others.map(|to| Dependency::new(from, to, Scope::Runtime)));
    }
    let why = routes(&build(&[&knot]), 199, 20);
    assert!(why.count.through_cycle);
    assert_eq!(why.shortest.len(), 20);
}

#[test]
fn small_random_graphs_agree_with_trying_everything() {
    for seed in 0..400 {
        let mut random = Random(seed);
        let count = 3 + random.below(6);
        let mut document = Document { roots: vec![0], ..Document::default() };
        (0..count).for_each(|at| document.components.push(component(&format!("c{at}"), "1")));
        if random.below(3) == 0 {
            document.roots.push(random.below(count));
        }
        for _ in 0..random.below(3 * count) {
            let (one, two) = (random.below(count), random.below(count));
            let acyclic = seed % 2 == 0;
            let (from, to) = if acyclic { (one.min(two), one.max(two)) } else { (one, two) };
            if from != to {
                document.dependencies.push(Dependency::new(from, to, Scope::Runtime));
            }
        }
        let graph = build(&[&document]);
        let gates = dominators(&graph);
        for target in 0..count {
            let mut all = Vec::new();
            for root in &graph.roots {
                every_route(&graph, &mut vec![*root], target, &mut all);
            }
            all.sort_by_key(|route| (route.len(), route.clone()));
            let found = routes(&graph, target, 1_000);
            assert_eq!(found.shortest, all, "seed {seed}, target {target}");
            if graph.cycles.is_empty() {
                assert_eq!(found.count.routes as usize, all.len(), "seed {seed}, target {target}");
            }
            let five = routes(&graph, target, 5).shortest;
            assert_eq!(five, all[..all.len().min(5)], "seed {seed}, target {target}");
            // The nearest gate: on all routes, and every other such node comes before it.
            let mut gate = all.first().and_then(|first| {
                let on_all = |node: &&u32| **node != target && all.iter().all(|route| route.contains(node));
                first.iter().rev().find(on_all).copied()
            });
            if graph.roots.contains(&target) {
                gate = None;
            }
            assert_eq!(gates[target as usize], gate, "seed {seed}, target {target}");
        }
    }
}

fn every_route(graph: &Graph, route: &mut Vec<u32>, target: u32, all: &mut Vec<Vec<u32>>) {
    let last = route[route.len() - 1];
    if last == target {
        all.push(route.clone());
        return;
    }
    for edge in graph.dependencies(last) {
        if !route.contains(&edge.to) {
            route.push(edge.to);
            every_route(graph, route, target, all);
            route.pop();
        }
    }
}
