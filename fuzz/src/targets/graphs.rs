//! What is asked of graphs, against slower answers that are easy to believe.

use std::collections::BTreeSet;

use lockscope::graph::{self, Graph, Reach, SubsetRequest};
use lockscope::layout::{self, LayoutRequest, MarkSize, verify};
use lockscope::model::DependencyKind;

use super::synthetic;

/// Two documents become one graph whose arrays agree.
pub fn graph(bytes: &[u8]) {
    let (one, other) = bytes.split_at(bytes.len() / 2);
    let graph = graph::build(&[&synthetic::document(one), &synthetic::document(other)]);
    let count = graph.nodes.len();
    assert_eq!((graph.out_start.len(), graph.in_start.len()), (count + 1, count + 1));
    assert!(graph.edges.windows(2).all(|pair| (pair[0].from, pair[0].to) <= (pair[1].from, pair[1].to)));
    let out: usize = (0..count as u32).map(|node| graph.dependencies(node).len()).sum();
    let back: usize = (0..count as u32).map(|node| graph.dependents(node).count()).sum();
    assert_eq!((out, back), (graph.edges.len(), graph.edges.len()));
    for edge in &graph.edges {
        let (Some(from), Some(to)) = (depth(&graph, edge.from), depth(&graph, edge.to)) else {
            assert!(depth(&graph, edge.from).is_none(), "an edge leads from what is reached to what is not");
            continue;
        };
        assert!(to <= from + 1, "a depth is too large");
    }
    for cycle in &graph.cycles {
        let first = graph::reachable(&graph, cycle[0], graph::Direction::Dependencies);
        assert!(cycle.iter().all(|node| first[*node as usize]), "a cycle falls apart");
    }
}

fn depth(graph: &Graph, node: u32) -> Option<u32> {
    graph.nodes[node as usize].depth
}

/// A dominator is what all routes pass through: without it, the node is out of reach.
pub fn dominators(bytes: &[u8]) {
    let graph = graph::build(&[&synthetic::document(bytes)]);
    let found = graph::dominators(&graph);
    let counts = graph::dominated_counts(&found);
    assert_eq!((found.len(), counts.len()), (graph.nodes.len(), graph.nodes.len()));
    for node in 0..graph.nodes.len() as u32 {
        let gone = reached_without(&graph, node);
        let lost = (0..graph.nodes.len()).filter(|&other| graph.nodes[other].depth.is_some() && !gone[other]).count();
        if graph.nodes[node as usize].depth.is_some() {
            assert_eq!(counts[node as usize] as usize, lost, "what would leave with node {node}");
        }
        if let Some(above) = found[node as usize] {
            assert!(!reached_without(&graph, above)[node as usize], "node {node} is reached without node {above}");
        }
    }
}

/// What the roots reach where one node is not there.
fn reached_without(graph: &Graph, without: u32) -> Vec<bool> {
    let mut reached = vec![false; graph.nodes.len()];
    let mut waiting: Vec<u32> = graph.roots.iter().copied().filter(|root| *root != without).collect();
    while let Some(node) = waiting.pop() {
        if !std::mem::replace(&mut reached[node as usize], true) {
            waiting.extend(graph.dependencies(node).iter().map(|edge| edge.to).filter(|to| *to != without));
        }
    }
    reached
}

/// Routes run over edges from a root to the node, each once, shortest first, and no more than are counted.
pub fn routes(bytes: &[u8]) {
    let graph = graph::build(&[&synthetic::document(bytes)]);
    for node in (0..graph.nodes.len() as u32).take(8) {
        let routes = graph::routes(&graph, node, 20);
        let shortest = &routes.shortest;
        assert!(shortest.len() <= 20);
        assert_eq!(routes.count.routes == 0, shortest.is_empty(), "counted {:?}", routes.count);
        assert!(shortest.windows(2).all(|pair| pair[0].len() <= pair[1].len()), "a longer route comes first");
        assert_eq!(shortest.iter().collect::<BTreeSet<_>>().len(), shortest.len(), "a route is told twice");
        for route in shortest {
            assert!(route.first().is_some_and(|first| graph.roots.contains(first)), "a route begins at no root");
            assert_eq!(route.last(), Some(&node));
            assert_eq!(route.iter().collect::<BTreeSet<_>>().len(), route.len(), "a route comes by twice");
            let held = |pair: &[u32]| graph.dependencies(pair[0]).iter().any(|edge| edge.to == pair[1]);
            assert!(route.windows(2).all(held), "a route runs beside the edges");
        }
        if let Some(first) = shortest.first() {
            assert_eq!(Some(first.len() as u32 - 1), depth(&graph, node), "the shortest route is not");
        }
    }
}

/// Every component is drawn, folded under one mark, or hidden: none twice, none lost.
pub fn subsets(bytes: &[u8]) {
    let (head, body) = bytes.split_at(bytes.len().min(8));
    let graph = graph::build(&[&synthetic::document(body)]);
    let count = graph.nodes.len() as u32;
    if count == 0 {
        return;
    }
    let at = |position: usize| u32::from(head.get(position).copied().unwrap_or(0));
    let some = |mask: u32| (0..count).filter(|node| mask >> (node % 8) & 1 == 1 && node % 3 == mask % 3).collect();
    let request = SubsetRequest {
        important: vec![at(0) % count],
        expanded: some(at(1)),
        collapsed: some(at(2)),
        focus: (at(3) & 1 == 1).then_some(at(3) % count),
        reach: [Reach::Through, Reach::NeededBy, Reach::Needs, Reach::Around(at(4) % 5)][at(4) as usize % 4],
        hidden: some(at(5)),
        limit: at(6) as usize % 40,
        whole: at(7) & 1 == 1,
        ..SubsetRequest::default()
    };
    let subset = graph::subset(&graph, &request);
    assert_eq!(graph::subset(&graph, &request), subset, "another picture the second time");
    assert_eq!(subset.folded.len(), subset.nodes.len());
    assert!(subset.nodes.windows(2).all(|pair| pair[0] < pair[1]), "nodes are out of order");
    assert!(subset.nodes.iter().all(|node| !request.hidden.contains(node)), "a hidden node is drawn");
    let marks = (subset.nodes.len() + subset.groups.len()) as u32;
    assert!(subset.edges.iter().all(|edge| edge.from < marks && edge.to < marks), "an edge leaves the picture");
    let folded: u32 = subset.folded.iter().sum();
    let grouped: u32 = subset.groups.iter().map(|group| group.count).sum();
    assert!(subset.nodes.len() as u32 + folded + grouped <= count, "components are counted twice");
}

/// Every way to place keeps its promises.
pub fn layouts(bytes: &[u8]) {
    let Some((&pick, body)) = bytes.split_first() else { return };
    let graph = graph::build(&[&synthetic::document(body)]);
    let dominators = graph::dominators(&graph);
    let request = LayoutRequest {
        marks: (0..graph.nodes.len()).map(|at| MarkSize { width: 40.0 + at as f32, height: 16.0 }).collect(),
        edges: graph
            .edges
            .iter()
            .filter(|edge| edge.kind == DependencyKind::DependsOn)
            .map(|edge| (edge.from, edge.to))
            .collect(),
        roots: graph.roots.clone(),
        gutter: 40.0,
        row_height: 20.0,
        rounds: 8,
        weights: graph::dominated_counts(&dominators).iter().map(|count| *count as f32).collect(),
        parents: dominators,
        depths: graph.nodes.iter().map(|node| node.depth.unwrap_or(u32::MAX)).collect(),
        room: MarkSize { width: 800.0, height: 600.0 },
        ..LayoutRequest::default()
    };
    let method = layout::ALL[pick as usize % layout::ALL.len()];
    let placed = (method.place)(&request, &mut |share| assert!((0.0..=1.0).contains(&share)));
    assert_eq!((method.place)(&request, &mut |_| ()), placed, "{}: another layout the second time", method.id);
    let finite = |point: &layout::Point| point.x.is_finite() && point.y.is_finite();
    assert!(placed.positions.iter().all(finite), "{}: a mark stands nowhere", method.id);
    assert!(placed.width.is_finite() && placed.height.is_finite(), "{}: no size", method.id);
    assert_eq!(verify::verify(method.form, &request, &placed), Vec::<String>::new(), "{}", method.id);
}
