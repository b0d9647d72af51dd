//! What is drawn: a first view that stays small, opened and closed component by component.

use std::collections::BTreeSet;
use std::fmt::Write;

use lockscope::graph::{Collapse, Direction, Graph, Reach, Subset, SubsetRequest, build, reachable, subset};
use lockscope::model::{Dependency, Document, Scope};

use super::{Random, component, document, name, node};

/// The marks on a line each: what is folded under them, and where their edges lead.
fn drawn(graph: &Graph, view: &Subset) -> String {
    let mark = |mark: u32| match view.nodes.get(mark as usize) {
        Some(node) => name(graph, *node).to_owned(),
        None => {
            let group = &view.groups[mark as usize - view.nodes.len()];
            format!("[{} {}]", group.count, group.scope.as_str())
        }
    };
    let mut text = String::new();
    for at in 0..(view.nodes.len() + view.groups.len()) as u32 {
        let needs: Vec<String> = view.edges.iter().filter(|edge| edge.from == at).map(|edge| mark(edge.to)).collect();
        let folded = view
            .folded
            .get(at as usize)
            .filter(|folded| **folded > 0)
            .map_or(String::new(), |count| format!(" +{count}"));
        let line = format!("{}{folded} > {}", mark(at), needs.join(" "));
        writeln!(text, "{}", line.trim_end_matches(['>', ' '])).unwrap();
    }
    text
}

#[track_caller]
fn check_view(text: &str, request: impl FnOnce(&Graph) -> SubsetRequest, expected: &str) {
    let graph = build(&[&document("app", text)]);
    let view = subset(&graph, &request(&graph));
    let expected: String =
        expected.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    assert_eq!(drawn(&graph, &view), expected);
}

#[test]
fn what_fits_is_drawn_whole() {
    check_view(
        "app > a b; a > c; c > d; lost",
        |_| SubsetRequest::default(),
        "app > a b
         a > c
         b
         c > d
         d
         lost",
    );
}

#[test]
fn what_does_not_fit_becomes_groups_by_scope() {
    check_view(
        "app > a b c d e:development f:development g:development; a > x y z",
        |_| SubsetRequest { limit: 5, ..SubsetRequest::default() },
        "app > a b [2 runtime] [3 development]
         a +3
         b
         [2 runtime]
         [3 development]",
    );
}

#[test]
fn important_components_bring_their_shortest_route() {
    check_view(
        "app > a b c; a > x; b > y; y > z; z > x deep; x > w",
        |graph| SubsetRequest { important: vec![node(graph, "deep")], limit: 7, ..SubsetRequest::default() },
        "app > a b c
         a +2
         b > y
         c
         y > z
         z > deep
         deep",
    );
}

#[test]
fn expanding_shows_all_and_moves_nothing_else() {
    let expand = |name: &'static str| {
        move |graph: &Graph| SubsetRequest {
            expanded: BTreeSet::from([node(graph, name)]),
            limit: 4,
            ..SubsetRequest::default()
        }
    };
    let text = "app > a b; a > x y z; b > v w u";
    check_view(text, expand("a"), "app > a b\na > x y z\nb +3\nx\ny\nz");
    check_view("app > a b c d e f; a > x", expand("app"), "app > a b c d e f\na +1\nb\nc\nd\ne\nf");
}

#[test]
fn an_expansion_of_a_thousand_shows_four_hundred_and_a_group() {
    let mut text = "app > hub; hub >".to_owned();
    (0..1000).for_each(|at| write!(text, " c{at}").unwrap());
    let graph = build(&[&document("app", &text)]);
    let request = SubsetRequest { expanded: BTreeSet::from([1]), ..SubsetRequest::default() };
    let view = subset(&graph, &request);
    assert_eq!((view.nodes.len(), view.groups.len(), view.groups[0].count), (402, 1, 600));
}

#[test]
fn collapsing_folds_what_nothing_else_holds() {
    check_view(
        "app > a b; a > x y; b > y; x > w",
        |graph| SubsetRequest { collapsed: BTreeSet::from([node(graph, "a")]), ..SubsetRequest::default() },
        "app > a b
         a +2 > y
         b > y
         y",
    );
}

#[test]
fn focus_keeps_what_lies_on_routes_through_it() {
    check_view(
        "app > a b; a > x; b > x y; x > w; y > v",
        |graph| SubsetRequest { focus: Some(node(graph, "b")), ..SubsetRequest::default() },
        "app > b
         b > x y
         x > w
         y > v
         w
         v",
    );
}

#[test]
fn hidden_components_are_neither_drawn_nor_counted() {
    check_view(
        "app > a b; a > x y; b > z",
        |graph| SubsetRequest {
            hidden: BTreeSet::from([node(graph, "a"), node(graph, "y")]),
            ..SubsetRequest::default()
        },
        "app > b\nb > z\nx\nz",
    );
}

#[test]
fn edges_inside_a_cycle_are_marked() {
    let graph = build(&[&document("app", "app > a; a > b; b > a c")]);
    let view = subset(&graph, &SubsetRequest::default());
    let in_cycle: Vec<bool> = view.edges.iter().map(|edge| edge.in_cycle).collect();
    assert_eq!(in_cycle, [false, true, true, false]);
}

#[test]
fn a_flat_inventory_of_five_thousand_is_sixty_marks_and_a_group() {
    let mut inventory = Document::default();
    (0..5000).for_each(|at| inventory.components.push(component(&format!("c{at}"), "1")));
    let graph = build(&[&inventory]);
    let view = subset(&graph, &SubsetRequest::default());
    assert_eq!((view.nodes.len(), view.groups.len(), view.groups[0].count), (60, 1, 4940));
    assert_eq!(view.groups[0].parent, None);
}

#[test]
fn the_first_view_of_five_thousand_stays_small_whatever_is_important() {
    for (seed, direct) in [(1, 20), (2, 300), (3, 2000), (4, 1)] {
        let graph = build(&[&generated(seed, 5000, direct)]);
        for important in [0, 12, 400] {
            let mut random = Random(seed);
            let important = (0..important).map(|_| random.below(5000)).collect();
            let view = subset(&graph, &SubsetRequest { important, ..SubsetRequest::default() });
            assert!(view.nodes.len() + view.groups.len() <= 140, "seed {seed}");
            assert!(view.nodes.len() + view.groups.len() >= 60, "seed {seed}: {}", view.nodes.len());
            assert_counts(&graph, &SubsetRequest::default(), &view);
        }
    }
}

#[test]
fn every_component_is_counted_once_whatever_is_asked() {
    for seed in 0..300 {
        let mut random = Random(seed);
        let count = 10 + random.below(200);
        let mut generated = generated(seed, count, 1 + random.below(30));
        match random.below(4) {
            0 => generated.roots.clear(),
            1 => generated.roots.extend((0..random.below(40)).map(|at| at % count)),
            _ => {}
        }
        // Some edges go missing, so that no root reaches everything.
        generated.dependencies.retain(|_| random.below(8) > 0);
        let graph = build(&[&generated]);
        let mut some = |most: u32| (0..random.below(most)).map(|_| random.below(count)).collect::<Vec<u32>>();
        let request = SubsetRequest {
            important: some(20),
            expanded: some(6).into_iter().collect(),
            collapsed: some(6).into_iter().collect(),
            hidden: some(12).into_iter().collect(),
            // Seen as one, sets reach further than their nodes.
            focus: some(4).first().copied().filter(|_| seed % 6 == 0),
            limit: 1 + (seed as usize * 7) % 90,
            whole: seed % 5 == 4,
            collapse: if seed % 2 == 0 { Collapse::default() } else { sets(&mut random, count) },
            ..SubsetRequest::default()
        };
        let view = subset(&graph, &request);
        assert_counts(&graph, &request, &view);
        assert_eq!(view, subset(&graph, &request));
        if request.expanded.is_empty() && !request.whole {
            let marks = view.nodes.len() + view.groups.len();
            assert!(marks <= request.limit.max(3), "seed {seed}: {marks} of {}", request.limit);
        }
    }
}

/// Some nodes in three sets, one of which may have a single node.
fn sets(random: &mut Random, count: u32) -> Collapse {
    let set_of = (0..count).map(|_| [Some(0), Some(1), Some(2), None, None][random.below(5) as usize]).collect();
    Collapse { set_of, names: ["red", "green", "blue"].map(str::to_owned).to_vec() }
}

#[test]
fn a_set_is_drawn_as_one_and_keeps_its_edges() {
    let text = "app > a b; a > c; b > c d; c > e; d > e; e > a";
    let graph = build(&[&document("app", text)]);
    let set_of = graph.nodes.iter().map(|node| "ab".contains(&node.component.name).then_some(0)).collect();
    let collapse = Collapse { set_of, names: vec!["both".to_owned()] };
    let view = subset(&graph, &SubsetRequest { collapse: collapse.clone(), ..SubsetRequest::default() });
    let names: Vec<&str> = view.nodes.iter().map(|at| name(&graph, *at)).collect();
    assert_eq!(names, ["app", "c", "d", "e"]);
    assert_eq!((view.groups.len(), view.groups[0].count, view.groups[0].name.as_str()), (1, 2, "both"));
    let edges: Vec<(u32, u32)> = view.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    assert_eq!(edges, [(0, 4), (1, 3), (2, 3), (3, 4), (4, 1), (4, 2)]);
    // Seen as one the two lie on a cycle with c and e.
    assert!(view.edges.iter().any(|edge| (edge.from, edge.to) == (3, 4) && edge.in_cycle));
}

#[test]
fn a_whole_view_draws_all_nearest_first() {
    let text = "app > a b; a > c; c > d; lost";
    let whole = |limit| SubsetRequest { whole: true, limit, ..SubsetRequest::default() };
    check_view(text, |_| whole(100), "app > a b\n a > c\n b\n c > d\n d\n lost");
    check_view(text, |_| whole(3), "app > a b\n a +2\n b\n lost");
}

#[test]
fn a_focus_reaches_as_far_as_it_is_told() {
    let text = "app > a b; a > c; b > c; c > d; d > e";
    let at = |graph: &Graph, reach| SubsetRequest { focus: Some(node(graph, "c")), reach, ..SubsetRequest::default() };
    check_view(text, |graph| at(graph, Reach::Needs), "c > d\n d > e\n e");
    check_view(text, |graph| at(graph, Reach::NeededBy), "app > a b\n a > c\n b > c\n c");
    check_view(text, |graph| at(graph, Reach::Around(1)), "a > c\n b > c\n c > d\n d");
    check_view(text, |graph| at(graph, Reach::Around(0)), "c");
}

#[track_caller]
fn assert_counts(graph: &Graph, request: &SubsetRequest, view: &Subset) {
    let mut kept = vec![true; graph.nodes.len()];
    if let Some(focus) = request.focus {
        let needs = reachable(graph, focus, Direction::Dependencies);
        let needed = reachable(graph, focus, Direction::Dependents);
        kept = needs.into_iter().zip(needed).map(|(one, other)| one || other).collect();
    }
    request.hidden.iter().for_each(|node| kept[*node as usize] = false);
    let kept = kept.into_iter().filter(|kept| *kept).count();
    let folded: u32 = view.folded.iter().sum::<u32>() + view.groups.iter().map(|group| group.count).sum::<u32>();
    assert_eq!(view.nodes.len() + folded as usize, kept, "{request:?}");
    assert_eq!(view.folded.len(), view.nodes.len());
    assert!(view.nodes.is_sorted());
    let marks = view.nodes.len() + view.groups.len();
    assert!(view.edges.iter().all(|edge| (edge.from as usize) < marks && (edge.to as usize) < marks));
    let mut seen: BTreeSet<u32> = view.nodes.iter().copied().collect();
    for group in &view.groups {
        assert!(group.members.len() > 1 && group.members.is_sorted());
        assert!(group.members.iter().all(|member| seen.insert(*member)), "in two marks");
    }
}

/// A root, its direct dependencies, and layers behind them; a few edges run back.
fn generated(seed: u64, count: u32, direct: u32) -> Document {
    let mut random = Random(seed);
    let mut document = Document { roots: vec![0], ..Document::default() };
    (0..count).for_each(|at| document.components.push(component(&format!("c{at}"), "1")));
    for at in 1..count {
        let scope = [Scope::Runtime, Scope::Runtime, Scope::Development, Scope::Optional][random.below(4) as usize];
        let from = if at <= direct { 0 } else { 1 + random.below(at - 1).min(random.below(at - 1)) };
        document.dependencies.push(Dependency::new(from, at, scope));
        for _ in 0..random.below(5) {
            let (one, two) = (1 + random.below(count - 1), 1 + random.below(count - 1));
            let (from, to) =
                if random.below(500) == 0 { (one.max(two), one.min(two)) } else { (one.min(two), one.max(two)) };
            document.dependencies.push(Dependency::new(from, to, scope));
        }
    }
    document
}
