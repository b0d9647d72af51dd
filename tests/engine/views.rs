//! The views at work: inventory, CSV, the first picture of something large, the tree.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lockscope::engine::{ExportFormat, Request, Response};
use lockscope::graph::NodeIndex;
use lockscope::view::graph::GraphRequest;
use lockscope::view::inventory::{Column, InventoryRequest};
use lockscope::view::tree::{TreeRequest, TreeView};

use super::door::{Door, package_lock};

fn shop() -> Door {
    let lock = package_lock(
        "app | | zebra ant dev:tool\nzebra | MIT | bee\nant | Apache-2.0 | bee\nbee | GPL-2.0-only |\ntool | MIT |",
    );
    Door::with(&[("package-lock.json", &lock)])
}

fn names(door: &mut Door, request: InventoryRequest) -> String {
    let rows = door.inventory(InventoryRequest { limit: 100, ..request }).rows;
    rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_inventory_is_sorted_by_every_column_both_ways() {
    let mut door = shop();
    let by = |sort, descending| InventoryRequest { sort, descending, ..InventoryRequest::default() };
    assert_eq!(names(&mut door, by(Column::Name, false)), "ant app bee tool zebra");
    assert_eq!(names(&mut door, by(Column::Name, true)), "zebra tool bee app ant");
    assert_eq!(names(&mut door, by(Column::Depth, false)), "app ant tool zebra bee");
    assert!(names(&mut door, by(Column::NeededBy, false)).starts_with("bee "));
    for sort in Column::ALL {
        let mut up: Vec<String> = names(&mut door, by(sort, false)).split(' ').map(str::to_owned).collect();
        up.reverse();
        assert_eq!(names(&mut door, by(sort, true)), up.join(" "), "{sort:?}");
    }
}

#[test]
fn a_query_filters_and_a_wrong_one_says_why() {
    let mut door = shop();
    let query = |text: &str| InventoryRequest { query: text.to_owned(), sort: Column::Name, ..Default::default() };
    assert_eq!(names(&mut door, query("license:MIT")), "tool zebra");
    assert_eq!(names(&mut door, query("license:MIT not:scope:development")), "zebra");
    assert_eq!(names(&mut door, query("direct")), "ant tool zebra");
    assert_eq!(names(&mut door, query("GPL*")), "bee");
    assert_eq!(names(&mut door, query("nothing-like-it")), "");
    let page = door.inventory(InventoryRequest { limit: 100, ..query("licens:MIT") });
    assert!(page.error.is_some_and(|error| error.contains("“licens:”")));
    assert_eq!((page.matching, page.total), (5, 5));
}

#[test]
fn a_window_shows_its_rows_and_counts_all() {
    let mut door = shop();
    let all = door.rows();
    let window = |offset, limit| InventoryRequest { sort: Column::Name, offset, limit, ..InventoryRequest::default() };
    let page = door.inventory(window(1, 2));
    assert_eq!((page.total, page.matching, page.offset), (5, 5, 1));
    assert_eq!(page.rows, all[1..3]);
    // The root is nobody's dependency: no verdict counts it.
    assert_eq!(page.verdicts.iter().map(|(_, count)| count).sum::<usize>(), 4);
    assert!(door.inventory(window(99, 2)).rows.is_empty());
    assert!(door.inventory(window(0, 0)).rows.is_empty());
}

#[test]
fn the_csv_holds_every_matching_row_and_runs_no_formula() {
    let lock = package_lock("app | | =cmd @scope/+plus\n=cmd | =1+1 |\n@scope/+plus | MIT |");
    let mut door = Door::with(&[("=package-lock.json", &lock)]);
    let request = InventoryRequest { query: "not:name:app".to_owned(), sort: Column::Name, ..Default::default() };
    let Response::File { name, media_type, text } = door.ask(Request::Export(ExportFormat::InventoryCsv(request)))
    else {
        panic!("no file");
    };
    assert_eq!((name.as_str(), media_type.as_str()), ("lockscope-inventory.csv", "text/csv"));
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert!(lines[0].starts_with("\"verdict\",\"component\",\"version\""), "{}", lines[0]);
    assert!(lines[1].contains("\"'=cmd\"") && lines[1].contains("\"'=package-lock.json\""), "{}", lines[1]);
    assert!(lines[2].contains("\"'@scope/+plus\""), "{}", lines[2]);
    assert!(lines.iter().any(|line| line.starts_with("\"Judged for: ")), "{text}");
    let cells = text.split("\r\n").flat_map(|line| line.split("\",\"")).map(|cell| cell.trim_matches('"'));
    assert!(cells.into_iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])), "{text}");
}

/// 5,000 packages, 60 of them direct; each needs up to three that come later.
fn large_lock() -> String {
    let mut lines = "app | |".to_owned();
    (0..60).for_each(|at| _ = write!(lines, " p{at}"));
    for at in 0..5_000_usize {
        let license = ["MIT", "ISC", "Apache-2.0", "BSD-3-Clause"][at % 4];
        let _ = write!(lines, "\np{at} | {license} |");
        let needs = [at + 60, at * 2 + 61, at * 3 + 7].into_iter().filter(|need| *need > at && *need < 5_000);
        needs.for_each(|need| _ = write!(lines, " p{need}"));
    }
    package_lock(&lines)
}

#[test]
fn the_first_picture_of_five_thousand_components_is_small() {
    let mut door = Door::with(&[("package-lock.json", &large_lock())]);
    let Response::Graph(view) = door.ask(Request::Graph(GraphRequest::default())) else { panic!("no graph") };
    assert!(view.scene.len() < 150, "{} marks", view.scene.len());
    assert!(view.scene.len() > 40, "{} marks", view.scene.len());
    assert_eq!((view.total, view.shown + view.groups), (5_001, view.scene.len()));
    let folded: u32 = view.scene.folded.iter().sum();
    assert_eq!(view.shown + folded as usize, 5_001, "what is not drawn is counted");
}

#[test]
fn every_component_is_reachable_through_the_tree() {
    let lock = package_lock("app | | a\na | MIT | b\nb | MIT | a c\nc | MIT |\nlost | MIT | found\nfound | MIT |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    let total = door.frame().components;
    let mut request = TreeRequest::default();
    let mut opened: BTreeSet<NodeIndex> = BTreeSet::new();
    loop {
        let view = tree(&mut door, &request);
        assert!(!view.cut);
        let closed = view.rows.iter().find(|row| row.children > 0 && !row.cycle && !opened.contains(&row.link.node));
        let Some(row) = closed else {
            let seen: BTreeSet<NodeIndex> = view.rows.iter().map(|row| row.link.node).collect();
            assert_eq!(seen.len(), total);
            assert!(view.rows.iter().any(|row| row.cycle && row.link.name == "a"), "the cycle is named, not entered");
            break;
        };
        opened.insert(row.link.node);
        request.open.insert(row.route.clone());
    }
}

fn tree(door: &mut Door, request: &TreeRequest) -> TreeView {
    match door.ask(Request::Tree(request.clone())) {
        Response::Tree(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_saved_picture_lights_what_the_screen_lights() {
    let mut door = shop();
    let nodes: Vec<NodeIndex> = ["app", "zebra", "bee"]
        .iter()
        .filter_map(|name| door.rows().iter().find(|row| row.name == *name).map(|row| row.node))
        .collect();
    let mut lines = |selected, lit| {
        let export = ExportFormat::GraphSvg { request: GraphRequest::default(), dark: false, selected, lit };
        let Response::File { text, .. } = door.ask(Request::Export(export)) else { panic!("no file") };
        text.matches("stroke-width=\"2\"").count()
    };
    let plain = lines(None, Vec::new());
    assert!(lines(nodes.last().copied(), Vec::new()) > plain);
    assert!(lines(None, vec![nodes]) > plain);
}

#[test]
fn versions_are_sorted_as_their_ecosystem_orders_them() {
    let packages: String = ["10.0.0", "9.0.0", "9.0.0-rc.1", "9.0.0-rc.10", "9.0.0-rc.2"]
        .iter()
        .enumerate()
        .map(|(at, version)| format!(r#", "node_modules/p{at}": {{ "version": "{version}" }}"#))
        .collect();
    let lock = format!(r#"{{ "lockfileVersion": 3, "packages": {{ "": {{ "name": "shop" }}{packages} }} }}"#);
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    let rows = door.inventory(InventoryRequest { sort: Column::Version, limit: 100, ..Default::default() }).rows;
    let versions: Vec<&str> = rows.iter().map(|row| row.version.as_str()).collect();
    assert_eq!(versions, ["", "9.0.0-rc.1", "9.0.0-rc.2", "9.0.0-rc.10", "9.0.0", "10.0.0"]);
}
