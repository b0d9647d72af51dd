//! The graph saved for other tools: every format, of what is shown and of the whole, with names that try to leave their
//! place. That real readers take the files is checked in `tests/e2e/exports.test.mjs`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use lockscope::engine::{ExportFormat, GRAPH_FORMATS, Request, Response};
use lockscope::view::graph::GraphRequest;
use serde_json::{Value, json};

use super::door::{Door, package_lock};

fn saved(door: &mut Door, format: &str, whole: bool) -> String {
    let request = GraphRequest::default();
    match door.ask(Request::Export(ExportFormat::Graph { format: format.to_owned(), whole, request })) {
        Response::File { text, .. } => text,
        other => panic!("{other:?}"),
    }
}

/// A document whose components bear these names; each needs the next, and the last needs the second.
fn chain(names: &[&str]) -> String {
    let component = |(at, name): (usize, &&str)| json!({ "type": "library", "bom-ref": at.to_string(), "name": name, "version": "1" });
    let needs = |at: usize| json!({ "ref": at.to_string(), "dependsOn": [(if at + 1 < names.len() { at + 1 } else { 1 }).to_string()] });
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "metadata": { "component": { "type": "application", "bom-ref": "0", "name": names[0], "version": "1" } },
        "components": names.iter().enumerate().skip(1).map(component).collect::<Vec<_>>(),
        "dependencies": (0..names.len()).map(needs).collect::<Vec<_>>(),
    })
    .to_string()
}

const HOSTILE: [&str; 9] = [
    "a \"quoted\" 'name'",
    "two\nlines\r\n\tand a tab",
    "]]></data><script>alert(1)</script><!-- -->",
    "nul\0bell\u{7}vt\u{b}.",
    "over\u{202e}gpj.exe",
    "<b>bold</b> &amp; &lt;",
    "\"] --> n0; %%{init: {}}%% `x` #quot;",
    "back\\slash \\N \\",
    "=cmd|' /C calc'!A0",
];

#[test]
fn no_name_leaves_its_place() {
    let mut door = Door::with(&[("evil --> ]]> \"\n.cdx.json", &chain(&HOSTILE))]);
    for format in GRAPH_FORMATS.iter().map(|format| format.id) {
        for whole in [false, true] {
            let text = saved(&mut door, format, whole);
            let is_bad = |letter: char| letter == '\u{202e}' || (letter.is_control() && !"\r\n".contains(letter));
            assert!(!text.contains(is_bad), "{format}: {text}");
            assert!(
                format == "json" || format == "csv" || format == "dot" || !text.contains("<script"),
                "{format}: {text}"
            );
            assert!(text.contains("SHA-256"), "{format}: {text}");
        }
    }
    let mermaid = saved(&mut door, "mermaid", true);
    assert!(!mermaid.contains("%%{") && mermaid.lines().all(|line| line.matches('"').count() % 2 == 0), "{mermaid}");
    let csv = saved(&mut door, "csv", true);
    assert!(csv.contains("\"'=cmd|"), "{csv}");
}

#[test]
fn json_gives_back_every_name_edge_and_cycle() {
    let mut door = Door::with(&[("bom.json", &chain(&HOSTILE))]);
    let read: Value = serde_json::from_str(&saved(&mut door, "json", true)).expect("JSON");
    let nodes = read["nodes"].as_array().expect("nodes");
    let names: BTreeSet<&str> = nodes.iter().filter_map(|node| node["name"].as_str()).collect();
    assert_eq!(names, HOSTILE.into_iter().collect());
    let links = read["links"].as_array().expect("links");
    assert_eq!(links.len(), HOSTILE.len());
    assert_eq!(links.iter().filter(|link| link["in_cycle"] == true).count(), HOSTILE.len() - 1);
    let root = &nodes[0];
    assert_eq!((&root["root"], &root["depth"], &root["direct"]), (&json!(true), &json!(0), &json!(false)));
    assert_eq!(nodes.iter().filter(|node| node["direct"] == true).count(), 1);
}

#[test]
fn what_is_shown_says_what_it_folds() {
    let mut lines = "app | |".to_owned();
    (0..400).for_each(|at| _ = write!(lines, " lib{at}"));
    (0..400).for_each(|at| _ = write!(lines, "\nlib{at} | MIT |"));
    let mut door = Door::with(&[("package-lock.json", &package_lock(&lines))]);
    let read: Value = serde_json::from_str(&saved(&mut door, "json", false)).expect("JSON");
    let nodes = read["nodes"].as_array().expect("nodes");
    assert!(nodes.len() < 150 && read["graph"]["whole"] == false && read["graph"]["components"] == 401, "{read}");
    let folded: u64 = nodes.iter().filter_map(|node| node["folded"].as_u64()).sum();
    let components = nodes.iter().filter(|node| node["group"] == false).count() as u64;
    assert_eq!(components + folded, 401);
    assert!(nodes.iter().any(|node| node["label"] == format!("{folded} components, folded")), "{read}");
}

#[test]
fn a_mermaid_chart_stops_at_its_limits_and_says_so() {
    let mut lines = "app | |".to_owned();
    (0..900).for_each(|at| _ = write!(lines, " a-rather-long-name-of-a-library-{at}"));
    (0..900).for_each(|at| _ = write!(lines, "\na-rather-long-name-of-a-library-{at} | MIT |"));
    let mut door = Door::with(&[("package-lock.json", &package_lock(&lines))]);
    let text = saved(&mut door, "mermaid", true);
    assert!(text.chars().count() < 50_000 && text.matches("-->").count() <= 500);
    assert!(
        text.contains("limit[\"500 of 901 marks and 499 of 900 dependencies: a Mermaid chart holds no more\"]"),
        "{text}"
    );
    assert!(!saved(&mut door, "mermaid", false).contains("limit["));
}

#[test]
fn an_unknown_format_is_refused() {
    let format = ExportFormat::Graph { format: "gml".to_owned(), whole: true, request: GraphRequest::default() };
    assert!(matches!(Door::default().ask(Request::Export(format)), Response::Refused(why) if why.contains("gml")));
}

#[test]
fn ids_and_file_names_differ_and_an_empty_graph_is_written() {
    let ids: BTreeSet<&str> = GRAPH_FORMATS.iter().map(|format| format.id).collect();
    let names: BTreeSet<String> =
        GRAPH_FORMATS.iter().flat_map(|format| [true, false].map(|whole| format.file_name(whole))).collect();
    assert_eq!((ids.len(), names.len()), (GRAPH_FORMATS.len(), 2 * GRAPH_FORMATS.len()));
    let mut door = Door::default();
    assert!(GRAPH_FORMATS.iter().all(|format| !saved(&mut door, format.id, true).is_empty()));
}

/// Prints what each format costs: `cargo test --release --test engine graph_files -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement of half a minute"]
#[expect(clippy::disallowed_methods, reason = "it runs where there is a clock")]
fn twice_the_graph_takes_twice_the_time() {
    let mut took = [Duration::ZERO; 2];
    for (took, count) in took.iter_mut().zip([50_000_usize, 100_000]) {
        let mut lines = "app | | lib0".to_owned();
        for at in 0..count {
            _ = write!(lines, "\nlib{at} | MIT |");
            for step in [1, 7, 191, 4_001, 30_011] {
                _ = write!(lines, " lib{}", (at * 3 + step) % count);
            }
        }
        let mut door = Door::with(&[("package-lock.json", &package_lock(&lines))]);
        door.facts();
        for format in GRAPH_FORMATS.iter().map(|format| format.id) {
            let start = Instant::now();
            let text = saved(&mut door, format, true);
            *took += start.elapsed();
            println!("{count} components, {format}: {} bytes, {:?}", text.len(), start.elapsed());
        }
    }
    assert!(took[1] < took[0] * 3, "{took:?}");
}
