//! The graph: what becomes a node, how far and how strongly roots reach, and why something is there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::fmt::Write;

use lockscope::graph::{
    Direction, Graph, Subset, SubsetRequest, build, depth_profile, dominated_counts, dominators, reachable,
    route_count, routes, shortest_route, subset,
};
use lockscope::model::{
    Component, Dependency, DependencyKind, Document, Ecosystem, Linkage, PackageUrl, Scope, StatedLicense,
};

/// Reads `"app > a b; a > c:development"`: dependents, then what they need, with scopes; names
/// without a colon are runtime. Components stand in the order they are first named.
fn document(roots: &str, text: &str) -> Document {
    let mut document = Document::default();
    for line in text.split([';', '\n']) {
        let (from, needs) = line.split_once('>').unwrap_or((line, ""));
        let Some(from) = from.split_whitespace().next().map(|name| position(&mut document, name)) else { continue };
        for word in needs.split_whitespace() {
            let (name, scope) = word.split_once(':').unwrap_or((word, "runtime"));
            let to = position(&mut document, name);
            document.dependencies.push(Dependency::new(from, to, scope_named(scope)));
        }
    }
    document.roots = roots.split_whitespace().map(|name| position(&mut document, name)).collect();
    document
}

fn position(document: &mut Document, label: &str) -> u32 {
    let (name, version) = label.split_once('@').unwrap_or((label, "1"));
    let known = document
        .components
        .iter()
        .position(|component| component.name == name && component.version.as_deref() == Some(version));
    known.unwrap_or_else(|| {
        document.components.push(component(name, version));
        document.components.len() - 1
    }) as u32
}

fn component(name: &str, version: &str) -> Component {
    Component {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        ecosystem: Ecosystem::Npm,
        ..Component::default()
    }
}

fn scope_named(name: &str) -> Scope {
    let all = [
        Scope::Test,
        Scope::Development,
        Scope::Build,
        Scope::Provided,
        Scope::Peer,
        Scope::Optional,
        Scope::Unknown,
        Scope::Runtime,
    ];
    all.into_iter().find(|scope| scope.as_str() == name).unwrap()
}

/// Every node on a line: name, depth, scope, what it needs.
fn shown(graph: &Graph) -> String {
    let mut text = String::new();
    for (index, node) in graph.nodes.iter().enumerate() {
        let depth = node.depth.map_or("-".to_owned(), |depth| depth.to_string());
        let needs: Vec<&str> = graph.dependencies(index as u32).iter().map(|edge| name(graph, edge.to)).collect();
        let line = format!("{} {depth} {} > {}", name(graph, index as u32), node.scope.as_str(), needs.join(" "));
        writeln!(text, "{}", line.trim_end_matches(['>', ' '])).unwrap();
    }
    text
}

fn name(graph: &Graph, node: u32) -> &str {
    &graph.nodes[node as usize].component.name
}

fn node(graph: &Graph, wanted: &str) -> u32 {
    graph.nodes.iter().position(|node| node.component.name == wanted).unwrap() as u32
}

fn named(graph: &Graph, nodes: &[u32]) -> String {
    nodes.iter().map(|node| name(graph, *node)).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(documents: &[Document], expected: &str) {
    let graph = build(&documents.iter().collect::<Vec<_>>());
    let expected: String =
        expected.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    assert_eq!(shown(&graph), expected);
}

#[test]
fn depth_is_the_shortest_and_scope_the_strongest_route() {
    check(
        &[document("app", "app > a b:development; a > c:optional; b > c; c > d:unknown")],
        "app 0 runtime > a b
         a 1 runtime > c
         b 1 development > c
         c 2 optional > d
         d 3 optional",
    );
}

#[test]
fn the_same_component_in_two_documents_is_one_node() {
    check(
        &[document("app", "app > a"), document("tool", "tool > a; a > b")],
        "app 0 runtime > a
         a 1 runtime > b
         tool 0 runtime > a
         b 2 runtime",
    );
}

#[test]
fn a_package_url_joins_whatever_the_documents_call_the_package() {
    let purl = |name: &str, text: &str| {
        let mut document = document(name, name);
        document.components[0].package_url = PackageUrl::parse(text);
        document
    };
    let plain = purl("a", "pkg:npm/a@1");
    let qualified = purl("a (from the registry)", "pkg:npm/a@1?download_url=https://example.com/a.tgz#lib");
    let newer = purl("a", "pkg:npm/a@2");
    let nameless = document("a", "a");
    let members =
        |documents: &[&Document]| build(documents).nodes.iter().map(|node| node.members.len()).collect::<Vec<_>>();
    assert_eq!(members(&[&plain, &qualified]), [2]);
    assert_eq!(members(&[&plain, &newer]), [1, 1]);
    assert_eq!(members(&[&plain, &nameless]), [2]);
    assert_eq!(members(&[&nameless, &plain, &qualified]), [3]);
    assert_eq!(members(&[&nameless, &plain, &newer]), [2, 1]);
    let graph = build(&[&nameless, &qualified]);
    assert_eq!(graph.nodes[0].component.package_url, qualified.components[0].package_url);
}

#[test]
fn twins_within_one_document_stay_two() {
    let mut one = document("app", "app > a b");
    one.components[2].name = "a".to_owned();
    let mut other = one.clone();
    other.components[2].licenses.push(StatedLicense::declared("MIT"));
    let graph = build(&[&one, &other]);
    assert_eq!(graph.nodes.len(), 3);
    assert_eq!(graph.nodes[2].members, [(0, 2), (1, 2)]);
    assert_eq!(graph.nodes[2].license_documents, [1]);
    assert!(graph.nodes[1].component.licenses.is_empty());
}

#[test]
fn licences_of_all_documents_are_kept_and_repeated_ones_are_not() {
    let with = |raw: &str| {
        let mut document = document("a", "a");
        document.components[0].licenses.push(StatedLicense::declared(raw));
        document
    };
    let graph = build(&[&with("MIT"), &with("ISC"), &with("MIT")]);
    let raw: Vec<&str> = graph.nodes[0].component.licenses.iter().map(|license| license.raw.as_str()).collect();
    assert_eq!(raw, ["MIT", "ISC"]);
    assert_eq!(graph.nodes[0].license_documents, [0, 1]);
    assert_eq!(graph.nodes[0].members.len(), 3);
}

#[test]
fn unnamed_folders_and_unversioned_strangers_are_not_joined() {
    let mut folder = document(".", ".");
    folder.components[0].version = None;
    assert_eq!(build(&[&folder, &folder]).nodes.len(), 2);
    let mut stranger = document("Makefile", "Makefile");
    stranger.components[0].version = None;
    stranger.components[0].ecosystem = Ecosystem::Other;
    assert_eq!(build(&[&stranger, &stranger]).nodes.len(), 2);
}

#[test]
fn parallel_edges_merge_to_the_strongest_scope_and_tightest_linkage() {
    let mut document = document("app", "app > a:development a:optional");
    document.dependencies[0].linkage = Some(Linkage::Static);
    let contains = Dependency { kind: DependencyKind::Contains, ..document.dependencies[0] };
    document.dependencies.push(contains);
    let graph = build(&[&document]);
    assert_eq!(graph.edges.len(), 2);
    assert_eq!((graph.edges[0].scope, graph.edges[0].linkage), (Scope::Optional, Some(Linkage::Static)));
    assert_eq!(graph.edges[1].kind, DependencyKind::Contains);
    assert_eq!(graph.dependents(1).count(), 2);
}

#[test]
fn references_to_nowhere_draw_nothing() {
    let mut document = document("app", "app > a");
    document.dependencies.push(Dependency::new(0, 99, Scope::Runtime));
    document.roots.push(77);
    let graph = build(&[&document]);
    assert_eq!((graph.edges.len(), graph.roots.len()), (1, 1));
}

#[test]
fn a_document_without_roots_starts_at_what_nothing_depends_on() {
    let document = document("", "a > b; c > b; b > d; e > f; f > e; f > b");
    let graph = build(&[&document]);
    assert_eq!(named(&graph, &graph.roots), "a c e");
    assert_eq!(graph.derived_roots, [0]);
    assert!(graph.nodes.iter().all(|node| node.depth.is_some()));
}

#[test]
fn a_document_without_edges_is_a_flat_inventory() {
    check(&[document("", "a; b; c")], "a - unknown\nb - unknown\nc - unknown");
}

#[test]
fn a_root_without_edges_leaves_the_others_unreached() {
    check(
        &[document("app", "app; a > b; c")],
        "app 0 runtime
         a - unknown > b
         b - unknown
         c - unknown",
    );
}

#[test]
fn two_disconnected_trees_keep_both_roots() {
    check(
        &[document("one two", "one > a; two > b; a > c")],
        "one 0 runtime > a
         a 1 runtime > c
         two 0 runtime > b
         b 1 runtime
         c 2 runtime",
    );
}

#[test]
fn a_component_s_own_scope_fills_in_where_edges_say_nothing() {
    let mut document = document("app", "app > a:unknown");
    document.components[1].scope = Scope::Optional;
    assert_eq!(build(&[&document]).nodes[1].scope, Scope::Optional);
}

#[test]
fn cycles_are_found_once_and_sorted() {
    let graph = build(&[&document("app", "app > a; a > b; b > c; c > a d; d > d e")]);
    let cycles: Vec<String> = graph.cycles.iter().map(|cycle| named(&graph, cycle)).collect();
    assert_eq!(cycles, ["a b c", "d"]);
}

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
    assert_eq!(depth_profile(&graph), [1, 2, 2, 1]);
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
            focus: some(4).first().copied().filter(|_| seed % 3 == 0),
            limit: 1 + (seed as usize * 7) % 90,
        };
        let view = subset(&graph, &request);
        assert_counts(&graph, &request, &view);
        assert_eq!(view, subset(&graph, &request));
        if request.expanded.is_empty() {
            let marks = view.nodes.len() + view.groups.len();
            assert!(marks <= request.limit.max(3), "seed {seed}: {marks} of {}", request.limit);
        }
    }
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
    assert_eq!(view.nodes.len() + folded as usize, kept);
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

/// A small seeded generator (splitmix64): the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % u64::from(bound.max(1))) as u32
    }
}
