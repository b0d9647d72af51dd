//! The graph view: filters, sets, layouts, colours, and what stays where it was.

use std::fmt::Write as _;

use lockscope::engine::{Request, Response};
use lockscope::layout;
use lockscope::view::graph::{GraphRequest, GraphView, Grouping, Reach};
use lockscope::view::scene::{GROUP, Palette};

use super::door::{Door, package_lock};

const SHOP: &str = "app | | web @scope/kit dev:tool\nweb | MIT | core\n@scope/kit | Apache-2.0 | core ring @scope/part\n\
                    core | GPL-2.0-only | deep\nring | MIT | rong\nrong | MIT | ring\ntool | MIT |\ndeep | MIT |\n@scope/part | MIT |";

fn shop() -> Door {
    Door::with(&[("package-lock.json", &package_lock(SHOP))])
}

fn drawn(door: &mut Door, request: GraphRequest) -> GraphView {
    match door.ask(Request::Graph(request)) {
        Response::Graph(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// The labels drawn, sorted; sets in brackets.
fn labels(view: &GraphView) -> String {
    let scene = &view.scene;
    let label = |mark: u32| match scene.node.get(mark as usize) {
        Some(&GROUP) => format!("[{}]", scene.label.get(mark as usize)),
        _ => scene.label.get(mark as usize).to_owned(),
    };
    let mut labels: Vec<String> = (0..scene.len() as u32).map(label).collect();
    labels.sort();
    labels.join(" ")
}

fn node(door: &mut Door, name: &str) -> u32 {
    door.rows().into_iter().find(|row| row.name == name).expect(name).node
}

#[test]
fn a_filter_keeps_what_fits_and_the_ways_to_it() {
    let mut door = shop();
    let view = drawn(&mut door, GraphRequest { query: "license:GPL*".to_owned(), ..GraphRequest::default() });
    assert_eq!(labels(&view), "@scope/kit app core");
    assert_eq!((view.matching, view.hidden, view.total), (Some(1), 6, 9));
    let view = drawn(&mut door, GraphRequest { query: "name:deep or cycle".to_owned(), ..GraphRequest::default() });
    assert_eq!(labels(&view), "@scope/kit app core deep ring rong");
    let view = drawn(&mut door, GraphRequest { query: "name:nothing".to_owned(), ..GraphRequest::default() });
    assert_eq!((labels(&view).as_str(), view.matching, view.hidden), ("", Some(0), 9));
}

#[test]
fn a_wrong_filter_says_why_and_hides_nothing() {
    let view = drawn(&mut shop(), GraphRequest { query: "depth>".to_owned(), ..GraphRequest::default() });
    assert_eq!(view.error.as_deref(), Some("At letter 1: a value is missing after “depth”"));
    assert_eq!((view.shown, view.hidden, view.matching), (9, 0, None));
}

#[test]
fn the_legend_takes_colours_out_of_the_picture_but_no_own_package() {
    let mut door = shop();
    let scopes = |hide| GraphRequest {
        palette: Palette::Scope,
        dimmed: [0].into_iter().collect(),
        dimmed_are_hidden: hide,
        ..GraphRequest::default()
    };
    assert_eq!(drawn(&mut door, scopes(false)).shown, 9);
    assert_eq!(labels(&drawn(&mut door, scopes(true))), "app tool");
}

#[test]
fn sets_are_drawn_as_one_and_open_by_name() {
    let mut door = shop();
    let by = |grouping, open: &[&str]| GraphRequest {
        grouping: Some(grouping),
        open_sets: open.iter().map(|name| (*name).to_owned()).collect(),
        ..GraphRequest::default()
    };
    let view = drawn(&mut door, by(Grouping::Namespace, &[]));
    assert_eq!(labels(&view), "[@scope (2)] app core deep ring rong tool web");
    assert_eq!(view.scene.set_of(view.scene.len() as u32 - 1), Some("@scope"));
    assert_eq!(
        labels(&drawn(&mut door, by(Grouping::Namespace, &["@scope"]))),
        labels(&drawn(&mut door, GraphRequest::default()))
    );
    let cycles = drawn(&mut door, by(Grouping::Cycle, &[]));
    assert_eq!(labels(&cycles), "@scope/kit @scope/part [cycle of ring 1.0.0 (2)] app core deep tool web");
    assert_eq!(labels(&drawn(&mut door, by(Grouping::Scope, &[]))), "[runtime (7)] app tool");
    assert_eq!(labels(&drawn(&mut door, by(Grouping::Ecosystem, &[]))), "[npm (8)] app");
    let direct = drawn(&mut door, by(Grouping::Direct, &[]));
    assert_eq!(labels(&direct), "[@scope/kit 1.0.0 (4)] [shared by several (2)] app tool web");
    let together = drawn(&mut door, by(Grouping::Dominator, &[]));
    assert_eq!(labels(&together), "[@scope/kit 1.0.0 (4)] [core 1.0.0 (2)] app tool web");
}

#[test]
fn every_layout_draws_the_same_components_and_says_its_cap() {
    let mut door = shop();
    for method in layout::ALL {
        let view = drawn(&mut door, GraphRequest { layout: method.id.to_owned(), ..GraphRequest::default() });
        assert_eq!((view.shown, view.total, view.cap), (9, 9, 0), "{}", method.id);
        assert_eq!(view.scene.form, method.form);
    }
    let mut lines = "app | |".to_owned();
    (0..500).for_each(|at| write!(lines, " p{at}").unwrap());
    (0..500).for_each(|at| write!(lines, "\np{at} | MIT |").unwrap());
    let mut door = Door::with(&[("package-lock.json", &package_lock(&lines))]);
    let matrix = drawn(&mut door, GraphRequest { layout: "matrix".to_owned(), ..GraphRequest::default() });
    assert!(matrix.shown < 150 && matrix.groups > 0, "{} rows", matrix.shown);
    let map = drawn(&mut door, GraphRequest { layout: "map".to_owned(), ..GraphRequest::default() });
    assert_eq!((map.cap, map.shown), (0, 501));
}

#[test]
fn what_stays_in_the_map_stays_near_its_place() {
    let mut lines = "app | | a0 a1 a2 a3 a4".to_owned();
    for at in 0..5 {
        write!(lines, "\na{at} | MIT |").unwrap();
        (0..20).for_each(|leaf| write!(lines, " l{at}-{leaf}").unwrap());
        (0..20).for_each(|leaf| write!(lines, "\nl{at}-{leaf} | MIT |").unwrap());
    }
    let mut door = Door::with(&[("package-lock.json", &package_lock(&lines))]);
    let map =
        |query: &str| GraphRequest { layout: "map".to_owned(), query: query.to_owned(), ..GraphRequest::default() };
    let all = drawn(&mut door, map(""));
    let part = drawn(&mut door, map("-name:l4*"));
    let before = all.scene.places();
    let moved: Vec<(f32, f32)> =
        part.scene.places().iter().map(|(node, at)| (at.x - before[node].x, at.y - before[node].y)).collect();
    // Everything may move together, as the drawing begins at its top left corner.
    let middle = |mut values: Vec<f32>| {
        values.sort_by(f32::total_cmp);
        values[values.len() / 2]
    };
    let (dx, dy) = (middle(moved.iter().map(|at| at.0).collect()), middle(moved.iter().map(|at| at.1).collect()));
    let far = moved.iter().filter(|at| (at.0 - dx).hypot(at.1 - dy) > 60.0).count();
    assert!(far * 10 < moved.len(), "{far} of {} marks moved far", moved.len());
}

#[test]
fn a_focus_goes_as_far_as_told() {
    let mut door = shop();
    let core = node(&mut door, "core");
    let at = |reach| GraphRequest { focus: Some(core), reach, ..GraphRequest::default() };
    assert_eq!(labels(&drawn(&mut door, at(Reach::Needs))), "core deep");
    assert_eq!(labels(&drawn(&mut door, at(Reach::NeededBy))), "@scope/kit app core web");
    assert_eq!(labels(&drawn(&mut door, at(Reach::Around(1)))), "@scope/kit core deep web");
}

#[test]
fn colours_say_ecosystem_depth_duplicates_and_file() {
    let one = package_lock("app | | web old\nweb | MIT | deep\nold | MIT |\ndeep | MIT |");
    let two = package_lock("app | | web\nweb | MIT |").replace("1.0.0", "2.0.0");
    let mut door = Door::with(&[("one.json", &one), ("two.json", &two)]);
    let keys = |door: &mut Door, palette| {
        let view = drawn(door, GraphRequest { palette, ..GraphRequest::default() });
        let keys = view.scene.legend.iter().filter(|key| key.all > 0).map(|key| format!("{} {}", key.title, key.all));
        keys.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(keys(&mut door, Palette::Ecosystem), "npm 4");
    assert_eq!(keys(&mut door, Palette::Depth), "depth 1 3, depth 2 1");
    assert_eq!(keys(&mut door, Palette::Duplicates), "one version 2, several versions 2");
    assert_eq!(keys(&mut door, Palette::File), "one.json 3, two.json 1");
}

#[test]
fn two_files_are_compared_in_one_picture() {
    let before = package_lock("app | | web old\nweb | MIT |\nold | MIT |");
    let after = package_lock("app | | web new\nweb | GPL-2.0-only |\nnew | MIT | more\nmore | MIT |");
    let mut door = Door::with(&[("before.json", &before), ("after.json", &after)]);
    let legend = |door: &mut Door, compare| {
        let view = drawn(door, GraphRequest { palette: Palette::Difference, compare, ..GraphRequest::default() });
        let keys = view.scene.legend.iter().filter(|key| key.all > 0).map(|key| format!("{} {}", key.title, key.all));
        keys.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(legend(&mut door, None), "added 2, removed 1, other licence 1");
    assert_eq!(legend(&mut door, Some((1, 0))), "added 1, removed 2, other licence 1");
    assert_eq!(legend(&mut door, Some((0, 77))), "in neither file 4");
}
