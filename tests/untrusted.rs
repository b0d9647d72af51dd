//! Two hundred texts that want to be something else, in every text field, through every view and export: markup stays text,
//! no cell is a formula, no link leads anywhere but to http(s).
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test that cannot go on should stop")]

#[path = "hostile/corpus.rs"]
#[expect(dead_code, reason = "of the files that mean harm only the payloads are used here")]
mod corpus;
#[path = "hostile/looking.rs"]
#[expect(dead_code, reason = "only the list of exports is used here")]
mod looking;

use std::collections::{BTreeMap, BTreeSet};

use corpus::fields::{FORMULAS, LINKS, MARKUP, everywhere};
use lockscope::engine::{CopyFormat, Request, Response, Workspace};
use lockscope::formats::support::xml;
use lockscope::view::inventory::InventoryRequest;
use lockscope::view::tree::TreeRequest;

/// What stands in place of a payload to see what an export looks like without harm.
const HARMLESS: &str = "harmless";

/// Each payload alone, behind a word, and on a line of its own.
fn payloads() -> Vec<String> {
    let base = LINKS.iter().chain(FORMULAS).chain(MARKUP).map(|(_, text)| *text);
    base.flat_map(|text| [text.to_owned(), format!("word {text}"), format!("word\n{text}")]).collect()
}

fn opened(text: &str) -> Workspace {
    let mut workspace = Workspace::new();
    let opened = workspace.open(0, "bom.json", everywhere(text).as_bytes(), &mut |_| ());
    assert_eq!(opened, Response::Opened { file: 0, readable: true }, "{text:?}");
    workspace
}

/// Everything that can be saved, by file name and number.
fn saved(workspace: &mut Workspace) -> BTreeMap<String, (String, String)> {
    let mut all = BTreeMap::new();
    for (number, format) in looking::exports().into_iter().enumerate() {
        match workspace.handle(Request::Export(format), &mut |_| ()) {
            Response::File { name, media_type, text } => all.insert(format!("{number} {name}"), (media_type, text)),
            other => panic!("{other:?} in place of a file"),
        };
    }
    all
}

#[test]
fn there_are_two_hundred_payloads() {
    assert!(payloads().iter().collect::<BTreeSet<_>>().len() >= 200, "{}", payloads().len());
}

#[test]
fn no_payload_changes_what_an_export_is() {
    let harmless = saved(&mut opened(HARMLESS));
    for payload in payloads() {
        for (name, (media_type, text)) in saved(&mut opened(&payload)) {
            let Some((_, before)) = harmless.get(&name) else { panic!("{name} is new with {payload:?}") };
            match media_type.as_str() {
                "text/html" => same_markup(before, &text, &format!("{name}: {payload:?}")),
                "image/svg+xml" => {
                    assert!(xml::parse(&text).is_ok(), "{name} is no XML with {payload:?}");
                    same_markup(before, &text, &format!("{name}: {payload:?}"));
                }
                "text/csv" => no_formula(&text, &format!("{name}: {payload:?}")),
                "text/markdown" => only_in_code(&text, &format!("{name}: {payload:?}")),
                "application/json" => {
                    let read = serde_json::from_str::<serde_json::Value>(&text);
                    assert!(read.is_ok(), "{name} is no JSON with {payload:?}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn a_copied_chart_has_as_many_lines_as_without_harm() {
    let chart =
        |text: &str| match opened(text).handle(Request::Copy { node: 1, format: CopyFormat::Mermaid }, &mut |_| ()) {
            Response::Text(text) => text,
            other => panic!("{other:?} in place of text"),
        };
    for payload in payloads() {
        let chart = chart(&payload);
        let inside = chart.lines().filter(|line| line.contains('[')).all(|line| line.matches('"').count() == 2);
        assert!(inside && !chart.contains('<'), "{payload:?} leaves its quotes:\n{chart}");
        assert!(chart.lines().skip(1).all(|line| line.starts_with("  n")), "{payload:?} makes a line:\n{chart}");
    }
}

/// Views hold text and no markup, so all there is to see is that characters which hide are written out.
#[test]
fn nothing_hides_in_a_view() {
    for hidden in ["\u{202e}", "\u{200b}", "\u{2066}", "\u{ad}", "\u{feff}", "\u{e0061}", "\u{1b}"] {
        let mut workspace = opened(&format!("a{hidden}b"));
        let requests = [
            Request::Workspace,
            Request::Overview,
            Request::Tree(TreeRequest::default()),
            Request::Inventory(InventoryRequest { limit: 9, ..InventoryRequest::default() }),
            Request::Inspect { node: 0 },
            Request::Inspect { node: 1 },
            Request::Duties,
            Request::Compare(looking::beside_itself()),
            Request::Report { file: 0 },
        ];
        for request in requests {
            let words = format!("{request:?}");
            let answer = serde_json::to_value(workspace.handle(request, &mut |_| ())).unwrap_or_default();
            for (place, text) in texts(&answer, String::new()) {
                // Terms are compared by what stands in the file; what draws them (`ui/parts/term`) writes them out. What a
                // decision would be about (`of`) is sent back to the engine and drawn nowhere.
                let drawn = place.contains("/terms") || place.contains("/of/") || !text.contains(hidden);
                assert!(drawn, "{words}{place} shows nothing where {} stands", hidden.escape_unicode());
            }
        }
        for (name, (_, text)) in saved(&mut workspace) {
            assert!(name.ends_with(".json") || !text.contains(hidden), "{name} hides {}", hidden.escape_unicode());
        }
    }
}

/// Every text of an answer, with where it stands.
fn texts(value: &serde_json::Value, place: String) -> Vec<(String, &str)> {
    match value {
        serde_json::Value::String(text) => vec![(place, text)],
        serde_json::Value::Array(inside) => {
            inside.iter().flat_map(|inner| texts(inner, format!("{place}/-"))).collect()
        }
        serde_json::Value::Object(inside) => {
            inside.iter().flat_map(|(key, inner)| texts(inner, format!("{place}/{key}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// The same elements with the same attributes occur, and every link leads to http(s) or into the page.
fn same_markup(before: &str, after: &str, title: &str) {
    let (known, found) = (elements(before), elements(after));
    let news: Vec<&String> = found.difference(&known).collect();
    assert!(news.is_empty(), "{title}: new markup {news:?}");
    for link in after.split(" href=\"").skip(1) {
        let leads = ["#", "http://", "https://"].into_iter().any(|start| link.starts_with(start));
        assert!(leads, "{title}: a link to {}", link.chars().take(60).collect::<String>());
    }
}

/// `<a href>`: each element with the names of its attributes.
fn elements(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for piece in text.split('<').skip(1) {
        let Some((inside, _)) = piece.split_once('>') else { continue };
        let name: String = inside.chars().take_while(|letter| !letter.is_whitespace()).collect();
        let attributes = inside.split('"').step_by(2).filter_map(|text| text.trim().strip_suffix('='));
        let attributes: BTreeSet<&str> = attributes.filter(|name| !matches!(*name, "href" | "rel")).collect();
        let name = if name == "a" { "a".to_owned() } else { format!("{name} {attributes:?}") };
        found.insert(name);
    }
    // What depends on the text's length: a link where there is an address, a second line of a label.
    found.extend(["a".to_owned(), "tspan {}".to_owned()]);
    found
}

/// No cell that a spreadsheet would compute, whichever of the usual separators it believes in at the start of a cell.
fn no_formula(text: &str, title: &str) {
    let (mut cell, mut quoted, mut letters) = (String::new(), false, text.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' | '\r' | '\n' if !quoted => {
                let start = cell.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
                assert!(!start.starts_with(['=', '+', '-', '@', '\u{ff1d}']), "{title}: a formula {cell:?}");
                cell.clear();
            }
            letter => cell.push(letter),
        }
    }
    assert!(!quoted, "{title}: a cell does not end");
}

/// What came from the file stands in code spans and blocks; outside them nothing of a payload is left.
fn only_in_code(text: &str, title: &str) {
    let (mut outside, mut fence) = (String::new(), String::new());
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|letter| *letter == '`').collect();
        if fence.is_empty() && ticks.len() >= 3 && !line[ticks.len()..].contains('`') {
            fence = ticks;
        } else if !fence.is_empty() {
            if line == fence {
                fence.clear();
            }
        } else {
            outside.push_str(&without_spans(line));
            outside.push('\n');
        }
    }
    for sign in ["<script", "<img", "<svg", "<iframe", "](javascript:", "](data:", "![x]"] {
        assert!(!outside.contains(sign), "{title}: {sign} outside code:\n{outside}");
    }
}

fn without_spans(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        out.push_str(&rest[..start]);
        let open = &rest[start..];
        let ticks = open.len() - open.trim_start_matches('`').len();
        let inside = &open[ticks..];
        let mut at = 0;
        let end = loop {
            let Some(found) = inside[at..].find('`') else { break None };
            let run = inside[at + found..].len() - inside[at + found..].trim_start_matches('`').len();
            if run == ticks {
                break Some(at + found + run);
            }
            at += found + run;
        };
        match end {
            Some(end) => rest = &inside[end..],
            None => {
                out.push_str(&open[..ticks]);
                rest = inside;
            }
        }
    }
    out + rest
}
