//! Shapes that break careless algorithms: nothing recurses, nothing walks routes, and counts are what arithmetic says.
//!
//! Each shape once at a size that takes about a second without optimisation, and once with 1,000,000 components:
//!
//! ```text
//! cargo test --release --test graph -- --ignored a_million
//! ```

#[path = "../../examples/graph/shapes.rs"]
mod shapes;

use lockscope::graph::{
    self, Cut, Cuttable, Direction, FIRST_VIEW, Graph, SubsetRequest, cycle_breaks, cycle_breaks_within,
    dominated_counts, dominators,
};
use shapes::{SHAPES, Shape};

const MODEST: u32 = 4_000;
const MILLION: u32 = 1_000_000;

/// Builds a shape, asks everything, and compares with what follows from the shape.
fn ask_all(shape: Shape, count: u32) {
    let graph = graph::build(&[&shapes::document(shape, count)]);
    let last = count - 1;
    assert_eq!(graph.nodes.len(), count as usize);
    assert!(graph.edges.len() <= 5 * count as usize);
    let is_cyclic = matches!(shape, Shape::Cycle | Shape::Knot);
    assert_eq!(graph.cycles.iter().map(Vec::len).collect::<Vec<_>>(), vec![count as usize; usize::from(is_cyclic)]);
    let reached = |from, direction| graph::reachable(&graph, from, direction).iter().filter(|on| **on).count() as u32;
    // In a ladder the root's own neighbour on the first rung is needed by nothing.
    let lost = u32::from(shape == Shape::Ladder);
    assert_eq!(reached(0, Direction::Dependencies), count - lost);
    assert_eq!(reached(last, Direction::Dependents), if shape == Shape::Star { 7 } else { count - lost });
    assert_eq!(dominated_counts(&dominators(&graph))[0], count - lost);

    let routes = graph::routes(&graph, last, 20);
    assert_eq!(routes.count, graph::route_count(&graph, last));
    assert_eq!(routes.count.through_cycle, is_cyclic);
    let (known, shown) = match shape {
        Shape::Chain | Shape::Cycle => (Some(1), 1),
        Shape::Star => (Some(5), 5),
        Shape::Knot => (Some(1), 20),
        Shape::Ladder | Shape::Dense => (None, 20),
    };
    assert_eq!(routes.count.exact, known.is_some());
    assert_eq!(routes.count.routes, known.unwrap_or(u128::MAX));
    // In a cycle of a million the work allowed for detours ends before twenty routes are found.
    let ends_early = shape == Shape::Knot && count == MILLION;
    assert!(routes.shortest.len() == shown || (ends_early && (1..shown).contains(&routes.shortest.len())));
    assert!(routes.shortest.iter().all(|route| route.first() == Some(&0) && route.last() == Some(&last)));
    assert!(routes.shortest.is_sorted_by_key(Vec::len));

    let subset = graph::subset(&graph, &SubsetRequest::default());
    assert!(!subset.nodes.is_empty() && subset.nodes.len() + subset.groups.len() <= FIRST_VIEW);
    let longest = match shape {
        Shape::Chain | Shape::Dense => count as usize,
        Shape::Ladder => count as usize / 2,
        Shape::Star => 3,
        Shape::Cycle | Shape::Knot => 1,
    };
    assert_eq!(graph::longest_chain(&graph).nodes.len(), longest);
    let Cut::Cheapest { edges: cheapest, .. } = graph::cheapest_cut(&graph, last, Cuttable::Any) else {
        unreachable!("a cut within the limit")
    };
    let cheapest = cheapest.len();
    let expected = match shape {
        Shape::Chain | Shape::Cycle => 1..=1,
        Shape::Star => 5..=5,
        Shape::Ladder => 2..=2,
        Shape::Dense | Shape::Knot => 1..=5,
    };
    assert!(expected.contains(&cheapest), "{shape:?} is cut at {cheapest}");
    transitive(&graph, count - lost);
    let breaks = cycle_breaks(&graph);
    assert_eq!(breaks.len(), graph.cycles.len());
    assert!(breaks.iter().all(|found| !found.edges.is_empty()));
}

/// The root reaches all others: exactly, or within the error of an estimate (an eighth; five of them are allowed).
fn transitive(graph: &Graph, count: u32) {
    let counts = graph::transitive_counts(graph);
    let off = f64::from(counts.reaches[0].abs_diff(count - 1)) / f64::from(count);
    assert!(if counts.exact { off == 0.0 } else { off < 5.0 / 8.0 }, "{off}");
}

#[test]
fn every_shape_answers_everything() {
    for (_, shape) in SHAPES {
        ask_all(shape, MODEST);
    }
}

#[test]
#[ignore = "takes a minute and two gigabytes; the command stands above"]
fn a_million_components_and_five_million_dependencies_answer_everything() {
    for (_, shape) in SHAPES {
        ask_all(shape, MILLION);
    }
}

#[test]
fn a_cycle_whose_search_ends_at_its_limit_is_still_broken_and_says_that_fewer_may_do() {
    let knot = graph::build(&[&shapes::document(Shape::Knot, 400)]);
    let (thorough, hasty) = (cycle_breaks(&knot), cycle_breaks_within(&knot, 0));
    assert!(thorough[0].all_needed);
    assert!(!hasty[0].all_needed && hasty[0].edges.len() >= thorough[0].edges.len());
    let removal = graph::Removal { nodes: Vec::new(), edges: hasty[0].edges.clone() };
    assert!(graph::without(&knot, &removal).0.cycles.is_empty());
    assert_eq!(graph::MOST_BREAK_LOOKS, 20_000_000);
    // Five thousand that need each other at random: there the limit itself ends the search.
    let tangle = graph::build(&[&super::questions::drawn_both_ways(5_000, 25_000)]);
    assert!(cycle_breaks(&tangle).iter().any(|found| !found.all_needed));
}

#[test]
fn a_node_takes_and_an_edge_takes_what_the_graph_s_documentation_says() {
    let graph = graph::build(&[&shapes::document(Shape::Star, 10_000)]);
    assert!(size_of::<graph::Node>() <= 88 && size_of::<graph::Edge>() <= 12);
    assert_eq!(graph.edges.len(), graph.in_edges.len());
}
