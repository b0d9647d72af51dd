//! The scene and its SVG: labels, legend, lit routes, hostile names.

use std::collections::BTreeSet;

use lockscope::export::svg::{COLOURS, SvgTheme, svg};
use lockscope::graph::{Edge, Graph, Group, Node, Subset, SubsetEdge};
use lockscope::licenses::{ComponentJudgement, Evidence, Judgement, LicenseClass, Relation, Verdict};
use lockscope::model::{Component, DependencyKind, Scope};
use lockscope::view::scene::{
    Asked, Direction, GROUP, Highlight, Ink, LABEL_X, Palette, Scene, edge, flag, highlight_mark, highlight_routes,
    layout_request, mark_look, scene, walk,
};

/// (name, version), verdicts and edges; node 0 is the root.
fn graph(nodes: &[(&str, &str)], edges: &[(u32, u32)]) -> Graph {
    let mut edges: Vec<Edge> = edges
        .iter()
        .map(|(from, to)| Edge {
            from: *from,
            to: *to,
            scope: Scope::Runtime,
            kind: DependencyKind::DependsOn,
            linkage: None,
        })
        .collect();
    edges.sort_by_key(|edge| (edge.from, edge.to));
    let out_start =
        (0..=nodes.len() as u32).map(|node| edges.iter().filter(|edge| edge.from < node).count() as u32).collect();
    let node = |(name, version): &(&str, &str)| Node {
        component: Component {
            name: (*name).to_owned(),
            version: (!version.is_empty()).then(|| (*version).to_owned()),
            ..Component::default()
        }
        .into(),
        members: Vec::new().into(),
        license_documents: Vec::new().into(),
        depth: None,
        scope: Scope::Runtime,
    };
    Graph { nodes: nodes.iter().map(node).collect(), edges, roots: vec![0], out_start, ..Graph::default() }
}

fn judgement(verdicts: &[Verdict]) -> Judgement {
    let judged = |verdict: &Verdict| ComponentJudgement {
        verdict: *verdict,
        relation: Relation::Static,
        class: LicenseClass::Permissive,
        expression: None,
        evidence: Evidence::Exact,
        terms: None,
        reason: String::new(),
        own: false,
        involved: false,
    };
    Judgement { components: verdicts.iter().map(judged).collect(), ..Judgement::default() }
}

fn all_of(graph: &Graph) -> Subset {
    Subset {
        nodes: (0..graph.nodes.len() as u32).collect(),
        folded: vec![0; graph.nodes.len()],
        groups: Vec::new(),
        edges: graph
            .edges
            .iter()
            .map(|edge| SubsetEdge {
                from: edge.from,
                to: edge.to,
                scope: edge.scope,
                kind: edge.kind,
                in_cycle: false,
            })
            .collect(),
    }
}

fn drawn(graph: &Graph, verdicts: &[Verdict]) -> Scene {
    scene(&Asked::layered(graph, &judgement(verdicts), &all_of(graph)), &mut |_| {})
}

/// A scene without a layout: what lighting and walking need.
fn bare(marks: u32, edges: &[(u32, u32, u8)]) -> Scene {
    Scene {
        node: (0..marks).map(|mark| mark + 100).collect(),
        from: edges.iter().map(|edge| edge.0).collect(),
        to: edges.iter().map(|edge| edge.1).collect(),
        line: edges.iter().map(|edge| edge.2).collect(),
        ..Scene::default()
    }
}

#[test]
fn every_array_has_one_entry_per_mark_and_edge() {
    let graph = graph(&[("app", "1"), ("a", "1"), ("b", "2")], &[(0, 1), (1, 2), (0, 2)]);
    let scene = drawn(&graph, &[Verdict::Allowed; 3]);
    let marks = [scene.x.len(), scene.y.len(), scene.width.len(), scene.shape.len(), scene.hue.len()];
    assert_eq!(marks, [3; 5]);
    let marks = [scene.flags.len(), scene.label.len(), scene.whole.len(), scene.title.len(), scene.folded.len()];
    assert_eq!(marks, [3; 5]);
    assert_eq!([scene.to.len(), scene.line.len(), scene.point_start.len() - 1], [3; 3]);
    assert_eq!(scene.points.len(), 2 * *scene.point_start.last().unwrap() as usize);
}

#[test]
fn labels_are_cut_and_namesakes_told_apart() {
    let long = "@tinymce/tinymce-react-and-more";
    let graph = graph(&[("app", "1.0.0"), ("lru-cache", "6.0.0"), ("lru-cache", "10.2.0"), (long, "1")], &[]);
    let scene = drawn(&graph, &[Verdict::Allowed; 4]);
    assert_eq!(
        scene.label.iter().collect::<Vec<_>>(),
        ["app", "lru-cache 6.x", "lru-cache 10.x", "@tinymce/tinymce-rea…"]
    );
    assert_eq!(scene.whole.iter().collect::<Vec<_>>(), ["", "", "", long]);
    assert_eq!(scene.title.get(1), "lru-cache 6.0.0");
    assert_eq!(mark_look(&scene, 3, true, true, false).label, long);
}

#[test]
fn a_folded_count_widens_its_mark() {
    let graph = graph(&[("app", "1"), ("express", "4")], &[(0, 1)]);
    let mut subset = all_of(&graph);
    let judgement = judgement(&[Verdict::Allowed; 2]);
    let narrow = layout_request(&Asked::layered(&graph, &judgement, &subset)).marks[1].width;
    subset.folded[1] = 30;
    let request = layout_request(&Asked::layered(&graph, &judgement, &subset));
    assert!(request.marks[1].width > narrow + 10.0 && narrow > LABEL_X + 30.0);
    assert_eq!(request.roots, [0]);
    assert_eq!(request.edges, [(0, 1)]);
}

#[test]
fn the_many_beside_a_conflict_bear_a_ring_and_not_its_mark() {
    let graph = graph(&[("app", "1"), ("gpl", "1"), ("apache", "1"), ("other", "1")], &[(0, 1), (0, 2), (0, 3)]);
    let mut judgement = judgement(&[Verdict::Allowed, Verdict::Conflict, Verdict::Allowed, Verdict::Allowed]);
    judgement.components.change(2, |judged| judged.involved = true);
    let drawn = |judgement: &Judgement| scene(&Asked::layered(&graph, judgement, &all_of(&graph)), &mut |_| {});
    let scene = drawn(&judgement);
    assert_eq!([1, 2, 3].map(|mark| scene.has(mark, flag::INVOLVED)), [false, true, false]);
    assert_eq!(lockscope::view::scene::symbol(&scene, 2).len(), lockscope::view::scene::symbol(&scene, 3).len() + 1);
    assert_eq!((scene.ring.in_view, scene.ring.all), (1, 1));
    assert_eq!(scene.describe(2), "apache 1, allowed, involved in a conflict");
    let picture = |scene: &Scene| svg(scene, &Highlight::default(), SvgTheme::Light, "Graph", &[]);
    assert!(picture(&scene).contains("involved in a conflict 1 of 1"));
    judgement.components.change(2, |judged| judged.involved = false);
    assert!(!picture(&drawn(&judgement)).contains("involved"));
}

#[test]
fn groups_say_what_they_fold() {
    let graph = graph(&[("app", "1"), ("a", "1"), ("b", "1"), ("c", "1")], &[(0, 1), (0, 2), (1, 3)]);
    let group = |parent, scope, members: &[u32], count| Group {
        name: String::new(),
        parent,
        scope,
        members: members.to_vec(),
        count,
    };
    let subset = Subset {
        nodes: vec![0],
        folded: vec![0],
        groups: vec![
            group(Some(0), Scope::Runtime, &[1], 2),
            group(Some(0), Scope::Development, &[2], 1),
            group(Some(1), Scope::Runtime, &[3], 1),
            group(None, Scope::Unknown, &[3], 1),
        ],
        edges: Vec::new(),
    };
    let (judgement, dimmed) = (judgement(&[Verdict::Allowed; 4]), BTreeSet::from([0]));
    let scene = scene(&Asked { dimmed: &dimmed, ..Asked::layered(&graph, &judgement, &subset) }, &mut |_| {});
    assert_eq!(
        scene.label.iter().skip(1).collect::<Vec<_>>(),
        ["1 more direct, 2 in all", "1 more development", "1 of a", "1 not reached from a root"]
    );
    assert_eq!(scene.node[1..], [GROUP; 4]);
    assert!((1..5).all(|mark| scene.has(mark, flag::GROUP) && scene.has(mark, flag::DIMMED)));
    assert!(!scene.has(0, flag::EXPANDED), "dependencies of the root are folded away");
}

#[test]
fn the_legend_counts_what_is_drawn_and_all_without_own_packages() {
    let mut graph = graph(&[("app", "1"), ("a", "1"), ("b", "1"), ("own", "1")], &[(0, 1), (0, 2), (0, 3)]);
    graph.nodes[3].component.change().own = true;
    let verdicts = [Verdict::Allowed, Verdict::Allowed, Verdict::Conflict, Verdict::Allowed];
    let mut subset = all_of(&graph);
    subset.nodes.truncate(2);
    let (judgement, dimmed) = (judgement(&verdicts), BTreeSet::from([0]));
    let scene = scene(&Asked { dimmed: &dimmed, ..Asked::layered(&graph, &judgement, &subset) }, &mut |_| {});
    let counts = |key: &str| scene.legend.iter().find(|entry| entry.key == key).map(|entry| (entry.in_view, entry.all));
    assert_eq!(counts("v-allowed"), Some((1, 1)));
    assert_eq!(counts("v-conflict"), Some((0, 1)));
    assert_eq!(scene.legend.len(), 7, "an empty key keeps its place");
    assert!(scene.has(1, flag::DIMMED) && !scene.has(0, flag::DIMMED), "roots are never filtered");
}

#[test]
fn what_was_not_judged_is_unknown() {
    let graph = graph(&[("app", "1"), ("a", "1")], &[(0, 1)]);
    let scene = drawn(&graph, &[]);
    assert_eq!(Verdict::ALL[scene.shape[1] as usize], Verdict::Unknown);
}

#[test]
fn selecting_lights_routes_from_the_roots_and_direct_needs() {
    let scene = bare(
        6,
        &[
            (0, 1, edge::RUNTIME),
            (0, 2, edge::RUNTIME),
            (1, 3, edge::RUNTIME),
            (2, 4, edge::RUNTIME),
            (3, 5, edge::RUNTIME),
            (5, 3, edge::CYCLE),
        ],
    );
    assert_eq!(highlight_mark(&scene, 3), Highlight { marks: vec![0, 1, 3, 5], edges: vec![0, 2, 4] });
    assert_eq!(highlight_mark(&scene, 99), Highlight::default());
    let routes = [vec![100, 102, 104], vec![100, 555]];
    assert_eq!(highlight_routes(&scene, &routes), Highlight { marks: vec![0, 2, 4], edges: vec![1, 3] });
}

#[test]
fn lighting_a_ladder_of_diamonds_takes_no_time() {
    let edges: Vec<(u32, u32, u8)> = (0..3_000_u32)
        .flat_map(|step| {
            [
                (3 * step, 3 * step + 1),
                (3 * step, 3 * step + 2),
                (3 * step + 1, 3 * step + 3),
                (3 * step + 2, 3 * step + 3),
            ]
        })
        .map(|(from, to)| (from, to, edge::RUNTIME))
        .collect();
    assert_eq!(highlight_mark(&bare(9_001, &edges), 9_000).edges.len(), 12_000);
}

#[test]
fn arrows_walk_dependencies_and_columns() {
    let mut scene = bare(4, &[(0, 1, edge::RUNTIME), (0, 2, edge::RUNTIME), (2, 3, edge::RUNTIME)]);
    scene.layer = vec![0, 1, 1, 2];
    scene.y = vec![20.0, 30.0, 10.0, 10.0];
    assert_eq!(walk(&scene, None, Direction::Right), Some(0));
    assert_eq!(walk(&scene, Some(0), Direction::Right), Some(2));
    assert_eq!(walk(&scene, Some(3), Direction::Left), Some(2));
    assert_eq!(walk(&scene, Some(2), Direction::Down), Some(1));
    assert_eq!(walk(&scene, Some(1), Direction::Up), Some(2));
    assert_eq!(walk(&scene, Some(3), Direction::Down), None);
}

#[test]
fn every_method_draws_every_mark() {
    let graph = graph(&[("app", "1"), ("a", "1"), ("b", "2"), ("c", "3")], &[(0, 1), (1, 2), (0, 2), (0, 3)]);
    let (judgement, subset) = (judgement(&[Verdict::Conflict; 4]), all_of(&graph));
    for method in lockscope::layout::ALL {
        let scene = scene(&Asked { method, ..Asked::layered(&graph, &judgement, &subset) }, &mut |_| {});
        assert_eq!((scene.form, scene.len(), scene.x.len(), scene.order.len()), (method.form, 4, 4, 4));
        assert_eq!(scene.order.first(), Some(&0), "{}: the root is the most important", method.id);
        let text = svg(&scene, &highlight_mark(&scene, 2), SvgTheme::Light, "Graph", &[]);
        assert_eq!(text.matches("<title>").count(), 5, "{}: one for each mark and one for all", method.id);
        assert_eq!(scene.places().len(), 4);
    }
}

#[test]
fn a_box_counts_what_would_leave_with_it() {
    let graph = with_arrivals(graph(&[("app", "1"), ("a", "1"), ("b", "2"), ("c", "3")], &[(0, 1), (1, 2), (2, 3)]));
    let (judgement, subset) = (judgement(&[Verdict::Allowed; 4]), all_of(&graph));
    let method = lockscope::layout::method("treemap");
    let scene = scene(&Asked { method, ..Asked::layered(&graph, &judgement, &subset) }, &mut |_| {});
    assert_eq!(scene.folded, [4, 3, 2, 1]);
    assert_eq!(scene.describe(1), "a 1, allowed, 3 would leave");
}

#[test]
fn a_picture_keeps_the_places_of_the_one_before() {
    let graph = graph(&[("app", "1"), ("a", "1")], &[(0, 1)]);
    let (judgement, subset) = (judgement(&[Verdict::Allowed; 2]), all_of(&graph));
    let asked = Asked::layered(&graph, &judgement, &subset);
    let places = scene(&asked, &mut |_| {}).places();
    let request = layout_request(&Asked { previous: Some(&places), ..asked });
    assert_eq!(request.previous, [places.get(&0).copied(), places.get(&1).copied()]);
    assert!(layout_request(&asked).previous.is_empty());
}

/// What `build` fills in for edges that arrive.
fn with_arrivals(mut graph: Graph) -> Graph {
    let mut by_target: Vec<u32> = (0..graph.edges.len() as u32).collect();
    by_target.sort_by_key(|at| graph.edges[*at as usize].to);
    let arrive = |node: usize| graph.edges.iter().filter(|edge| (edge.to as usize) < node).count() as u32;
    graph.in_start = (0..=graph.nodes.len()).map(arrive).collect();
    graph.in_edges = by_target;
    graph
}

#[test]
fn hostile_names_stay_text() {
    let names = [
        ("app", "1"),
        ("<script>alert(1)</script>", "1"),
        ("a&b\"c'd", "\"><image href=x>"),
        ("evil\u{202e}gpj.exe\u{200b}", "1\u{0}"),
    ];
    let graph = graph(&names, &[(0, 1), (0, 2), (0, 3)]);
    let scene = drawn(&graph, &[Verdict::Conflict; 4]);
    let stamp = ["OSADL matrix 2026-02-12 <b>".to_owned()];
    let text = svg(&scene, &highlight_mark(&scene, 1), SvgTheme::Light, "A </title><script>", &stamp);
    assert!(!text.contains("<script") && !text.contains("<image") && !text.contains("<b>"));
    assert!(!text.contains('\u{202e}') && !text.contains('\u{200b}') && !text.contains('\u{0}'));
    assert!(text.contains("evil\\u{202e}gpj.exe\\u{200b}") && text.contains("a&amp;b&quot;c&#39;d"));
    assert!(text.contains("Information, not legal advice"));
    for forbidden in ["href", "url(", "style=", "<a ", "onload", "@import"] {
        let outside: String = text.replace("href=x", "");
        assert!(!outside.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn a_broken_scene_draws_without_a_panic() {
    let scene = Scene {
        node: vec![1, 2, 3],
        x: vec![0.0, f32::NAN],
        y: vec![f32::INFINITY],
        width: vec![1.0],
        from: vec![9, 0],
        to: vec![1],
        line: vec![200],
        point_start: vec![0, 7, 3],
        points: vec![1.0, 2.0, 3.0],
        flags: vec![255],
        shape: vec![99],
        hue: vec![99],
        ..Scene::default()
    };
    for palette in Palette::ALL {
        let scene = Scene { palette, ..scene.clone() };
        let lit = Highlight { marks: vec![0, 1, 7], edges: vec![0, 1, 7] };
        assert!(svg(&scene, &lit, SvgTheme::Dark, "", &[]).ends_with("</svg>\n"));
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests run natively, where there are files")]
fn a_picture_has_the_colours_of_the_page() {
    for ink in Ink::all() {
        assert!(COLOURS.iter().any(|(token, _, _)| *token == ink.token()), "{}", ink.token());
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/style/10-tokens.css");
    let tokens = std::fs::read_to_string(path).expect("the style sheet of the page");
    for (token, light, dark) in COLOURS {
        let stands = |value: &str| tokens.contains(&format!("{token}: {value};"));
        assert!(stands(light) && stands(dark), "{token}");
    }
}
