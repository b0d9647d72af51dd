//! The graph: what becomes a node, and how far and how strongly roots reach.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod questions;
mod size;
mod subset;
mod supplement;
mod why;

use std::fmt::Write;

use lockscope::graph::{Graph, build};
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
    let qualified = purl("a-from-the-registry", "pkg:npm/a@1?download_url=https://example.com/a.tgz#lib");
    let newer = purl("a", "pkg:npm/a@2");
    let nameless = document("a", "a");
    let members =
        |documents: &[&Document]| build(documents).nodes.iter().map(|node| node.members.len()).collect::<Vec<_>>();
    assert_eq!(members(&[&plain, &qualified]), [2]);
    assert_eq!(members(&[&plain, &newer]), [1, 1]);
    assert_eq!(members(&[&plain, &nameless]), [2]);
    assert_eq!(members(&[&nameless, &plain, &qualified]), [3]);
    assert_eq!(members(&[&nameless, &plain, &newer]), [2, 1]);
    let graph = build(&[&nameless, &plain]);
    assert_eq!(graph.nodes[0].component.package_url, plain.components[0].package_url);
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

#[test]
fn members_of_a_workspace_are_ours_and_what_they_need_is_direct() {
    let mut workspace = document("app", "app > tool a; tool > b; b > c; lost > d");
    for name in ["tool", "lost"] {
        let at = position(&mut workspace, name) as usize;
        workspace.components[at].own = true;
    }
    let graph = build(&[&workspace]);
    let direct: Vec<&str> =
        (0..graph.nodes.len() as u32).filter(|node| graph.is_direct(*node)).map(|node| name(&graph, node)).collect();
    assert_eq!(direct, ["a", "b"]);
    let why = lockscope::graph::routes(&graph, node(&graph, "c"), 5);
    assert_eq!(why.introduced_by.iter().map(|node| name(&graph, *node)).collect::<Vec<_>>(), ["b"]);
}
