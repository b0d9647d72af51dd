//! The Complexity view through the engine's door: what leaves, what if, the cheapest cut, duplicates, cycles.

use lockscope::engine::{Request, Response};
use lockscope::graph::Cuttable;
use lockscope::licenses::{Outbound, UseCase};
use lockscope::view::complexity::{BoxKind, ComplexityRequest, ComplexityView, PictureKind};
use lockscope::view::words::Link;

use super::door::{Door, package_lock};

const SHOP: &str = "shop | MIT | table chair dev:test
    table | MIT | leg top
    chair | MIT | leg seat
    leg | MIT | glue
    top | GPL-3.0-only | varnish
    varnish | MIT | brush
    brush | MIT | varnish
    seat | ISC |
    glue | ISC |
    test | MIT | glue";

fn ask(door: &mut Door, request: ComplexityRequest) -> ComplexityView {
    match door.ask(Request::Complexity(request)) {
        Response::Complexity(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn shop() -> Door {
    let mut door = Door::with(&[("package-lock.json", &package_lock(SHOP))]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    door
}

fn names<'l>(links: impl IntoIterator<Item = &'l Link>) -> String {
    links.into_iter().map(|link| link.name.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn direct_dependencies_are_ranked_by_what_leaves_with_them() {
    let view = ask(&mut shop(), ComplexityRequest::default());
    let told: Vec<String> = view
        .weights
        .iter()
        .map(|row| format!("{} brings {}, {} leave, {}%", row.link.name, row.brings, row.leaves, row.alone))
        .collect();
    assert_eq!(told, ["table brings 5, 3 leave, 66%", "chair brings 3, 1 leave, 50%", "test brings 1, 0 leave, 50%"]);
    assert_eq!(view.depths.rows, [(1, 2, 3), (2, 4, 4), (3, 1, 1), (4, 1, 1)]);
    assert_eq!(names(view.depths.chain.iter()), "shop table top varnish");
    assert_eq!(names(view.bridges.iter().map(|(link, _)| link)), "table top chair varnish");
}

#[test]
fn a_removal_is_judged_like_any_graph_and_changes_nothing() {
    let mut door = shop();
    let table = door.node("table");
    let view = ask(&mut door, ComplexityRequest { removed: vec![table], ..ComplexityRequest::default() });
    let found = view.what_if.expect("a removal");
    let count =
        |title: &str| found.counts.iter().find(|(known, ..)| known == title).map(|(_, now, then)| (*now, *then));
    assert_eq!(count("Components"), Some((10, 6)));
    assert_eq!(count("Conflicts"), Some((1, 0)));
    assert_eq!(count("Cycles"), Some((1, 0)));
    assert_eq!(count("Deepest"), Some((4, 2)));
    assert_eq!(names(found.leaving.iter().map(|(link, _)| link)), "top brush table varnish");
    assert_eq!(door.overview().stats[0].value, "10", "the workspace stays as it is");
    assert!(ask(&mut door, ComplexityRequest::default()).what_if.is_none());
}

#[test]
fn getting_rid_of_a_component_names_the_dependencies_to_cut() {
    let mut door = shop();
    let rid = Some(door.node("glue"));
    let anywhere = ComplexityRequest { rid, cuttable: Cuttable::Any, ..ComplexityRequest::default() };
    let found = ask(&mut door, anywhere).rid.expect("a cut");
    assert_eq!(found.words, "Cut 2 dependencies; 2 components would leave");
    assert_eq!(found.edges.len(), 2);
    let own = ComplexityRequest { rid, cuttable: Cuttable::Own, ..ComplexityRequest::default() };
    assert_eq!(ask(&mut door, own).rid.expect("a cut").edges_total, 3);
    let shop = Some(door.node("shop"));
    let root = ask(&mut door, ComplexityRequest { rid: shop, ..ComplexityRequest::default() }).rid.expect("an answer");
    assert_eq!(root.words, "A root: nothing stands above it that could be cut");
}

#[test]
fn a_cycle_tells_where_it_is_entered_and_what_breaks_it() {
    let view = ask(&mut shop(), ComplexityRequest::default());
    let [cycle] = view.cycles.as_slice() else { panic!("{:?}", view.cycles) };
    assert_eq!(names(&cycle.members), "brush varnish");
    assert_eq!(names(&cycle.entries), "varnish");
    assert_eq!(names(cycle.edges.iter().flat_map(|(from, to)| [from, to])), "brush varnish");
}

#[test]
fn every_component_is_in_exactly_one_box_of_each_level() {
    for picture in [PictureKind::Icicle, PictureKind::Treemap] {
        let view = ask(&mut shop(), ComplexityRequest { picture, ..ComplexityRequest::default() });
        let boxes = &view.picture.boxes;
        assert_eq!((boxes[0].count, boxes[0].kind), (10, BoxKind::Everything));
        for (position, parent) in boxes.iter().enumerate() {
            let inside: usize =
                boxes.iter().filter(|found| found.parent == Some(position)).map(|found| found.count).sum();
            let own = usize::from(parent.link.is_some());
            assert!(inside == 0 || inside == parent.count - own, "{} of {}", inside, parent.label);
        }
    }
}

#[test]
fn the_simplest_merge_is_within_a_major_version_and_files_are_counted_apart() {
    let lock = |holder: &str, version: &str| {
        format!(
            r#"{{ "lockfileVersion": 3, "packages": {{ "": {{ "name": "{holder}", "version": "1.0.0", "dependencies": {{ "cup": "1" }} }},
            "node_modules/cup": {{ "version": "{version}" }} }} }}"#
        )
    };
    let files = [("a/package-lock.json", lock("a", "1.2.0")), ("b/package-lock.json", lock("b", "1.4.0"))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let view = ask(&mut Door::with(&files), ComplexityRequest::default());
    assert_eq!(view.duplicates[0].words, "simplest: 1 moves to 1.4.0");
    assert_eq!(view.files.iter().map(|file| file.components).collect::<Vec<_>>(), [2, 2]);
    let files = [("a/package-lock.json", lock("a", "1.2.0")), ("b/package-lock.json", lock("b", "2.0.0"))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let view = ask(&mut Door::with(&files), ComplexityRequest::default());
    assert_eq!(view.duplicates[0].words, "a 1.0.0 keeps 1.2.0");
}
