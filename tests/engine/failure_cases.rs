//! The files that other graphs fail on: no edges, no root, several trees, circles, and routes beyond counting.
//! Each is drawn small, says what it lacks, and keeps every promise of every layout.

use std::fmt::Write as _;

use lockscope::engine::{Request, Response};
use lockscope::layout::{self, verify::verify};
use lockscope::licenses::{Outbound, UseCase, Verdict};
use lockscope::view::graph::{self, GraphRequest, GraphView};
use lockscope::view::overview::OverviewView;
use lockscope::view::scene::{self, Asked, flag};
use serde_json::{Value, json};

use super::door::Door;

/// Marks of a picture that is laid out in every way; larger ones only by the ways that choose.
const MOST: usize = 6_000;

/// A CycloneDX document. A line is a component: `name | licence | what it needs`, refs are names. `root` names the
/// line that the document describes; without `edges` it has no `dependencies`.
fn bom(root: &str, edges: bool, lines: &str) -> String {
    let (mut components, mut dependencies, mut described) = (Vec::new(), Vec::new(), Value::Null);
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut cells = line.split('|').map(str::trim);
        let mut cell = || cells.next().unwrap_or_default();
        let (name, license, needs) = (cell(), cell(), cell());
        let mut component = json!({ "type": "library", "bom-ref": name, "name": name, "version": "1.0.0" });
        if !license.is_empty() {
            component["licenses"] = json!([{ "expression": license }]);
        }
        if name == root {
            component["type"] = json!("application");
            described = component;
        } else {
            component["purl"] = json!(format!("pkg:npm/{name}@1.0.0"));
            components.push(component);
        }
        let needs: Vec<&str> = needs.split_whitespace().collect();
        dependencies.push(json!({ "ref": name, "dependsOn": needs }));
    }
    let mut bom = json!({ "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components });
    if !described.is_null() {
        bom["metadata"] = json!({ "component": described });
    }
    if edges {
        bom["dependencies"] = json!(dependencies);
    }
    bom.to_string()
}

/// An SPDX document of packages under one licence, with relationships `one needs other`.
fn spdx(describes: &[&str], names: &[&str], needs: &[(&str, &str)]) -> String {
    let id = |name: &str| format!("SPDXRef-{name}");
    let package = |name: &&str| json!({ "SPDXID": id(name), "name": name, "versionInfo": "1.0.0", "downloadLocation": "NOASSERTION", "licenseDeclared": "MIT" });
    let arrow = |from: &str, kind: &str, to: &str| json!({ "spdxElementId": from, "relationshipType": kind, "relatedSpdxElement": to });
    let mut document = json!({
        "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "harbour", "dataLicense": "CC0-1.0",
        "documentNamespace": "https://registry.example/harbour", "packages": names.iter().map(package).collect::<Vec<_>>(),
    });
    let described = describes.iter().map(|name| arrow("SPDXRef-DOCUMENT", "DESCRIBES", &id(name)));
    let needed = needs.iter().map(|(from, to)| arrow(&id(from), "DEPENDS_ON", &id(to)));
    let arrows: Vec<Value> = described.chain(needed).collect();
    if !arrows.is_empty() {
        document["relationships"] = json!(arrows);
    }
    document.to_string()
}

fn drawn(door: &mut Door, request: GraphRequest) -> GraphView {
    match door.ask(Request::Graph(request)) {
        Response::Graph(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// Everything a file says of itself: notices, banners, lines of the rail.
fn words(door: &mut Door) -> String {
    let frame = door.frame();
    let notices = frame.files.iter().flat_map(|file| file.notices.iter().map(|notice| notice.text.clone()));
    let lines = frame.files.iter().flat_map(|file| file.lines.clone());
    let banners = frame.banners.iter().map(|banner| format!("{}: {}", banner.title, banner.text));
    let mut words: Vec<String> = notices.chain(lines).chain(banners).collect();
    words.extend(door.overview().stats.into_iter().map(|stat| stat.note));
    words.join("\n")
}

/// What holds of every first view and every layout, whatever the file; gives the first view.
#[track_caller]
fn looks_right(door: &mut Door, roots: &[&str], said: &[&str]) -> GraphView {
    let words = words(door);
    for said in said {
        assert!(words.contains(said), "“{said}” is not said in:\n{words}");
    }
    let view = drawn(door, GraphRequest::default());
    let scene = &view.scene;
    assert!((1..150).contains(&scene.len()), "{} marks", scene.len());
    let named: Vec<&str> = (0..scene.len())
        .filter(|mark| scene.flags.get(*mark).is_some_and(|flags| flags & flag::ROOT != 0))
        .map(|mark| scene.label.get(mark))
        .collect();
    assert_eq!(named, roots, "the roots that are drawn");
    let folded: usize = scene.folded.iter().map(|folded| *folded as usize).sum();
    assert_eq!(view.shown + folded, view.total, "each component is drawn or counted once");
    trouble_is_drawn(door, &view);
    numbers_agree(door, &view);
    for method in layout::ALL {
        keeps_its_promises(door, method);
    }
    view
}

/// Conflicts are in the first view with a route to each.
#[track_caller]
fn trouble_is_drawn(door: &mut Door, view: &GraphView) {
    let facts = door.facts();
    let conflicts = facts.judgement.findings.iter().filter(|finding| finding.verdict == Verdict::Conflict);
    for node in conflicts.flat_map(|finding| finding.components.iter().take(5)) {
        let Some(route) = lockscope::graph::routes(&facts.graph, *node, 1).shortest.pop() else {
            assert!(view.scene.node.contains(node), "{} is not drawn", facts.graph.label(*node));
            continue;
        };
        let missing: Vec<String> =
            route.iter().filter(|node| !view.scene.node.contains(node)).map(|node| facts.graph.label(*node)).collect();
        assert_eq!(missing, Vec::<String>::new(), "on the route to {}", facts.graph.label(*node));
    }
}

/// Overview, frame, inventory and graph count the same.
#[track_caller]
fn numbers_agree(door: &mut Door, view: &GraphView) {
    let (overview, frame) = (door.overview(), door.frame());
    let facts = door.facts();
    let graph = &facts.graph;
    let own = facts.judgement.components.iter().filter(|judged| judged.own).count();
    let judged: usize = overview.verdicts.iter().map(|(_, count)| count).sum();
    assert_eq!((view.total, frame.components, judged + own), (graph.nodes.len(), view.total, view.total));
    assert_eq!(stat(&overview, "component"), graph.nodes.len());
    assert_eq!(stat(&overview, "dependenc"), graph.edges.len());
    assert_eq!(stat(&overview, "cycle"), graph.cycles.len());
    assert_eq!(stat(&overview, "deepest"), overview.depths.len());
    assert_eq!(frame.roots.len(), graph.roots.len());
    let deep: usize = overview.depths.iter().map(|(_, count)| count).sum();
    let placed = deep + graph.roots.len() + graph.nodes.iter().filter(|node| node.depth.is_none()).count();
    assert_eq!(placed, view.total, "each component is a root, behind one, or without a route");
    let unreached = facts.depths.unreached;
    assert_eq!(unreached > 0, overview.stats[0].note.contains("without a route"), "{}", overview.stats[0].note);
}

fn stat(overview: &OverviewView, title: &str) -> usize {
    let stat = overview.stats.iter().find(|stat| stat.title.starts_with(title)).expect(title);
    stat.value.replace(',', "").parse().expect("a number")
}

#[track_caller]
fn keeps_its_promises(door: &mut Door, method: &'static layout::Method) {
    let request = GraphRequest { layout: method.id.to_owned(), ..GraphRequest::default() };
    let facts = door.facts();
    let subset = graph::subset(facts, &request);
    if subset.nodes.len() > MOST {
        return;
    }
    let asked = Asked { method, ..Asked::layered(&facts.graph, &facts.judgement, &subset) };
    let request = scene::layout_request(&asked);
    let placed = (method.place)(&request, &mut |_| {});
    let mut broken = verify(method.form, &request, &placed);
    broken.truncate(5);
    assert_eq!(broken, Vec::<String>::new(), "{}", method.id);
    let corners = placed.routes.iter().flat_map(|route| &route.points);
    let mut numbers = placed.positions.iter().chain(corners).flat_map(|point| [point.x, point.y]);
    assert!(numbers.all(f32::is_finite), "{} places something nowhere", method.id);
}

/// How many routes lead to a component, in words.
#[track_caller]
fn routes_to(door: &mut Door, name: &str) -> String {
    let nodes = &door.facts().graph.nodes;
    let node = nodes.iter().position(|node| node.component.name == name).expect(name) as u32;
    let view = match door.ask(Request::Inspect { node }) {
        Response::Inspector(Some(view)) => view,
        other => panic!("{other:?}"),
    };
    view.why.routes_words
}

/// One file, to go out under the Apache licence: GPL-2.0-only in it is a conflict.
fn one(name: &str, text: &str) -> Door {
    let mut door = Door::with(&[(name, text)]);
    door.judge(UseCase::Binary, Outbound::License("Apache-2.0".to_owned()));
    assert_eq!(door.frame().conflicts > 0, text.contains("GPL-2.0-only"), "{name}");
    door
}

const NO_EDGES: &str = "declares no dependency relationships; you see an inventory";

#[test]
fn a_root_without_edges_stands_beside_its_inventory() {
    let lines = "app | MIT |\ncipher | GPL-2.0-only |\nshapes | Apache-2.0 |\nlog | |";
    for edges in [true, false] {
        let mut door = one("bom.json", &bom("app", edges, lines));
        let view = looks_right(&mut door, &["app"], &[NO_EDGES, "3 components without a route"]);
        assert_eq!(view.shown, 4);
    }
}

#[test]
fn the_second_of_two_trees_is_drawn_though_no_root_names_it() {
    let lines = "app | MIT | web\nweb | MIT | core\ncore | MIT |\nother | MIT | left right\nleft | GPL-2.0-only |\nright | Apache-2.0 |";
    let mut door = one("bom.json", &bom("app", true, lines));
    let view = looks_right(&mut door, &["app"], &["3 without a route"]);
    assert_eq!((view.shown, view.scene.from.len()), (6, 4));
    assert_eq!(door.inspect("left").why.routes_words, "");
    assert_eq!(door.inspect("left").why.sentence, "No root reaches it: the files name it without saying what needs it");
}

#[test]
fn two_roots_of_one_file_are_both_named() {
    let names = ["desk", "shop", "web", "core"];
    let text = spdx(&["desk", "shop"], &names, &[("desk", "web"), ("shop", "core")]);
    let view = looks_right(&mut one("sbom.spdx.json", &text), &["desk", "shop"], &["2 roots", "2 direct"]);
    assert_eq!((view.shown, view.scene.from.len()), (4, 2));
}

#[test]
fn a_cyclonedx_file_without_dependencies_is_an_inventory() {
    let lines = "cipher | GPL-2.0-only |\nshapes | Apache-2.0 |\nlog | |";
    let said =
        [NO_EDGES, "does not say what it describes; you see an inventory without a root", "No dependencies stated"];
    let view = looks_right(&mut one("bom.json", &bom("", false, lines)), &[], &said);
    assert_eq!(view.shown, 3);
}

#[test]
fn an_spdx_file_without_relationships_is_an_inventory() {
    let view = looks_right(&mut one("sbom.spdx.json", &spdx(&[], &["a", "b", "c"], &[])), &[], &[NO_EDGES]);
    assert_eq!(view.shown, 3);
}

#[test]
fn five_thousand_components_without_edges_stay_a_small_picture() {
    let mut lines = String::new();
    (0..5_000).for_each(|at| writeln!(lines, "p{at} | MIT |").unwrap());
    let view = looks_right(&mut one("bom.json", &bom("", false, &lines)), &[], &[NO_EDGES]);
    assert!(view.shown > 20 && view.groups == 1, "{} drawn, {} groups", view.shown, view.groups);
}

#[test]
fn what_needs_itself_is_a_cycle_of_one() {
    let mut door = one("bom.json", &bom("app", true, "app | MIT | a\na | MIT | a b\nb | MIT |"));
    let view = looks_right(&mut door, &["app"], &["1 component in them"]);
    assert_eq!((view.shown, view.scene.from.len()), (3, 3));
    assert_eq!(routes_to(&mut door, "b"), "1 route; a cycle on the way counts once");
}

#[test]
fn a_root_in_a_cycle_stays_a_root() {
    let mut door = one("bom.json", &bom("app", true, "app | MIT | a\na | MIT | app b\nb | MIT |"));
    let view = looks_right(&mut door, &["app"], &["2 components in them"]);
    assert_eq!((view.shown, view.scene.from.len()), (3, 3));
}

#[test]
fn a_cycle_that_nothing_else_needs_is_drawn() {
    let lines = "app | MIT | web\nweb | MIT |\nring | MIT | rong\nrong | MIT | ring rung\nrung | MIT |";
    let mut door = one("bom.json", &bom("app", true, lines));
    let view = looks_right(&mut door, &["app"], &["3 without a route", "2 components in them"]);
    assert_eq!((view.shown, view.scene.from.len()), (5, 4));
}

#[test]
fn a_file_that_is_one_cycle_begins_at_its_first() {
    let mut door = one("bom.json", &bom("", true, "ring | MIT | rong\nrong | MIT | rung\nrung | MIT | ring"));
    let view = looks_right(
        &mut door,
        &["ring"],
        &["does not say what it describes; what nothing in it needs stands in for the root"],
    );
    assert_eq!((view.shown, view.scene.from.len()), (3, 3));
}

#[test]
fn a_cycle_of_three_thousand_is_counted_and_drawn_in_part() {
    let mut lines = "app | MIT | p0\n".to_owned();
    (0..3_000).for_each(|at| writeln!(lines, "p{at} | MIT | p{}", (at + 1) % 3_000).unwrap());
    let mut door = one("bom.json", &bom("app", true, &lines));
    looks_right(&mut door, &["app"], &["3,000 components in them"]);
    assert_eq!(routes_to(&mut door, "p2999"), "1 route; a cycle on the way counts once");
}

#[test]
fn a_ladder_of_forty_diamonds_is_counted_to_the_last_route() {
    let mut lines = "app | MIT | n0\n".to_owned();
    for step in 0..40 {
        let next = step + 1;
        writeln!(lines, "n{step} | MIT | l{step} r{step}\nl{step} | MIT | n{next}\nr{step} | MIT | n{next}").unwrap();
    }
    lines.push_str("n40 | MIT |");
    let mut door = one("bom.json", &bom("app", true, &lines));
    looks_right(&mut door, &["app"], &["1 direct · 120 transitive"]);
    assert_eq!(routes_to(&mut door, "n40"), "1,099,511,627,776 routes; showing the 20 shortest");
}

#[test]
fn a_file_of_300_kilobytes_with_more_routes_than_can_be_walked_keeps_its_picture() {
    // 26 layers of 20, each needing all of the next: 20^25 routes to each of the last layer.
    let (layers, wide) = (26, 20);
    let name = |layer: usize, at: usize| format!("layer-{layer:02}-part-{at:02}");
    let all = |layer: usize| (0..wide).map(|at| name(layer, at)).collect::<Vec<_>>().join(" ");
    let mut lines = format!("app | MIT | {}\n", all(0));
    for (layer, at) in (0..layers).flat_map(|layer| (0..wide).map(move |at| (layer, at))) {
        let needs = if layer + 1 < layers { all(layer + 1) } else { String::new() };
        writeln!(lines, "{} | MIT | {needs}", name(layer, at)).unwrap();
    }
    let text = bom("app", true, &lines);
    assert!((280_000..360_000).contains(&text.len()), "{} bytes", text.len());
    let mut door = one("bom.json", &text);
    looks_right(&mut door, &["app"], &["20 direct · 500 transitive"]);
    let routes = 20_u128.pow(25);
    let words = routes_to(&mut door, &name(25, 7));
    assert_eq!(words.replace(',', ""), format!("{routes} routes; showing the 20 shortest"));
}

#[test]
fn seventy_thousand_components_begin_with_a_small_picture() {
    const COUNT: usize = 70_000;
    let mut lines = "app | MIT |".to_owned();
    (0..10).for_each(|at| write!(lines, " p{at}").unwrap());
    for at in 0..COUNT {
        write!(lines, "\np{at} | {} |", if at == COUNT - 1 { "GPL-2.0-only" } else { "Apache-2.0" }).unwrap();
        (0..3)
            .map(|way| at * 3 + 10 + way)
            .filter(|next| *next < COUNT)
            .for_each(|next| write!(lines, " p{next}").unwrap());
    }
    let mut door = one("bom.json", &bom("app", true, &lines));
    let view = looks_right(&mut door, &["app"], &["10 direct · 69,990 transitive"]);
    assert_eq!(view.total, COUNT + 1);
    assert_eq!(routes_to(&mut door, "p69999"), "1 route");
}

#[test]
fn two_hundred_roots_do_not_fill_the_picture() {
    let names: Vec<String> = (0..200).map(|at| format!("member-{at:03}")).chain(["core".to_owned()]).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let needs: Vec<(&str, &str)> = names.iter().take(200).map(|name| (*name, "core")).collect();
    let mut door = one("sbom.spdx.json", &spdx(names.get(..200).unwrap_or_default(), &names, &needs));
    let view = drawn(&mut door, GraphRequest::default());
    let roots = view.scene.flags.iter().filter(|flags| **flags & flag::ROOT != 0).count();
    assert!(roots > 50 && view.scene.len() < 150 && view.groups == 1, "{roots} roots, {} marks", view.scene.len());
    assert_eq!(routes_to(&mut door, "core"), "200 routes; showing the 20 shortest");
    numbers_agree(&mut door, &view);
    layout::ALL.into_iter().for_each(|method| keeps_its_promises(&mut door, method));
}

#[test]
fn what_two_thousand_need_has_two_thousand_routes() {
    let mut lines = "app | MIT |".to_owned();
    (0..2_000).for_each(|at| write!(lines, " p{at}").unwrap());
    (0..2_000).for_each(|at| write!(lines, "\np{at} | Apache-2.0 | hub").unwrap());
    lines.push_str("\nhub | GPL-2.0-only |");
    let mut door = one("bom.json", &bom("app", true, &lines));
    looks_right(&mut door, &["app"], &["2,000 direct · 1 transitive"]);
    assert_eq!(routes_to(&mut door, "hub"), "2,000 routes; showing the 20 shortest");
}

#[test]
fn islands_lie_beside_the_tree() {
    let mut lines = "app | MIT | web\nweb | MIT |".to_owned();
    (0..8).for_each(|at| write!(lines, "\nisle{at} | MIT | palm{at}\npalm{at} | MIT |").unwrap());
    let view = looks_right(&mut one("bom.json", &bom("app", true, &lines)), &["app"], &["16 without a route"]);
    assert_eq!((view.shown, view.scene.from.len()), (18, 9));
}

#[test]
fn one_component_is_a_picture_of_one() {
    let view = looks_right(&mut one("bom.json", &bom("app", true, "app | MIT |")), &["app"], &[]);
    assert_eq!((view.shown, view.total), (1, 1));
    let view = looks_right(&mut one("bom.json", &bom("", false, "log | MIT |")), &[], &["an inventory without a root"]);
    assert_eq!((view.shown, view.total), (1, 1));
}

#[test]
fn one_package_of_two_files_is_one_mark_with_a_route_from_each() {
    let mine = bom("desk", true, "desk | MIT | web\nweb | MIT | core\ncore | MIT |");
    let theirs = bom("shop", true, "shop | MIT | core\ncore | MIT |");
    let mut door = Door::with(&[("desk.cdx.json", &mine), ("shop.cdx.json", &theirs)]);
    let view = looks_right(&mut door, &["desk", "shop"], &["2 roots"]);
    assert_eq!((view.shown, view.scene.from.len()), (4, 3));
    assert_eq!(routes_to(&mut door, "core"), "2 routes");
}
