//! The view Quality through the engine's door: filters, queries, profiles as files, what is saved, what the graph shows.

use std::collections::BTreeSet;

use lockscope::engine::{ExportFormat, Request, Response};
use lockscope::view::graph::GraphRequest;
use lockscope::view::hygiene::{HygieneRequest, HygieneView};
use lockscope::view::inventory::{Column, InventoryRequest};
use lockscope::view::quality::{QualityRequest, QualityView, line_in_text};
use lockscope::view::query::{complete, term};
use lockscope::view::scene::Palette;
use lockscope::view::vulnerabilities::{VulnerabilitiesRequest, VulnerabilitiesView};

use super::door::Door;
use super::supply::{BOM, LOCK, VEX, export};

const PROFILE: &str = "name = \"Suppliers\"\n\n[[require]]\nelement = \"supplier\"\nat_least = 50\n";

fn vulnerabilities(door: &mut Door, request: VulnerabilitiesRequest) -> VulnerabilitiesView {
    match door.ask(Request::Vulnerabilities(request)) {
        Response::Vulnerabilities(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn hygiene(door: &mut Door, query: &str, hidden: &[&str]) -> HygieneView {
    let hidden: BTreeSet<String> = hidden.iter().map(|word| (*word).to_owned()).collect();
    match door.ask(Request::Hygiene(HygieneRequest { query: query.to_owned(), hidden })) {
        Response::Hygiene(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn quality(door: &mut Door, request: QualityRequest) -> QualityView {
    match door.ask(Request::Quality(request)) {
        Response::Quality(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// The names a query finds, sorted.
fn found(door: &mut Door, query: &str) -> String {
    let request = InventoryRequest { query: query.to_owned(), sort: Column::Name, limit: 100, ..Default::default() };
    let page = door.inventory(request);
    assert_eq!(page.error, None, "{query}");
    page.rows.into_iter().map(|row| row.name).collect::<Vec<_>>().join(" ")
}

fn saved(door: &mut Door, id: &str) -> String {
    let format = ExportFormat::Document { id: id.to_owned(), file: None };
    let Response::Text(copied) = door.ask(Request::CopyExport(format.clone())) else { panic!("{id}") };
    let Response::File { text, .. } = door.ask(Request::Export(format)) else { panic!("{id}") };
    assert_eq!(copied, text, "what is copied is what is saved");
    text
}

fn with_data() -> Door {
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    door.open("all.zip", &export());
    door
}

#[test]
fn vulnerabilities_are_filtered_by_component_word_severity_and_state() {
    let mut door = with_data();
    let shown = |door: &mut Door, query: &str, hidden: &str| {
        let hidden: BTreeSet<String> = [hidden.to_owned()].into_iter().filter(|word| !word.is_empty()).collect();
        let view = vulnerabilities(
            door,
            VulnerabilitiesRequest { query: query.to_owned(), hidden, ..VulnerabilitiesRequest::default() },
        );
        (view.lines.len(), view.error.is_empty())
    };
    assert_eq!(shown(&mut door, "", ""), (1, true));
    assert_eq!(shown(&mut door, "name:cup", ""), (1, true));
    assert_eq!(shown(&mut door, "name:spoon", ""), (0, true));
    for word in ["cve-2026", "\"GHSA-AAAA\"", "leak"] {
        assert_eq!(shown(&mut door, word, ""), (1, true), "{word}");
    }
    assert_eq!(shown(&mut door, "leak or", ""), (1, false), "a query that is not understood leaves nothing out");
    for word in ["critical", "affected"] {
        assert_eq!(shown(&mut door, "", word), (0, true), "{word}");
    }
    door.open("app.openvex.json", VEX.as_bytes());
    let folded = vulnerabilities(&mut door, VulnerabilitiesRequest::default());
    assert_eq!((folded.lines.len(), folded.cleared), (0, 1));
    let request = VulnerabilitiesRequest { with_cleared: true, ..VulnerabilitiesRequest::default() };
    let all = vulnerabilities(&mut door, request);
    assert_eq!((all.lines.len(), all.lines[0].is_open, all.lines[0].query.as_str()), (1, false, "vuln:CVE-2026-1"));
    assert_eq!(all.sources[1].date, "2026-06-01");
}

#[test]
fn an_own_product_that_is_affected_is_counted() {
    const OWN: &str = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.4",
        "metadata": { "component": { "type": "application", "name": "shop", "version": "1.0.0", "bom-ref": "r" } },
        "components": [], "vulnerabilities": [{ "id": "CVE-2026-9", "affects": [{ "ref": "r" }] }] }"#;
    let mut door = Door::with(&[("bom.json", OWN)]);
    let view = vulnerabilities(&mut door, VulnerabilitiesRequest::default());
    assert!(view.summary.starts_with("1 vulnerability in 1 component;"), "{}", view.summary);
}

#[test]
fn an_export_is_read_again_for_what_came_after_it() {
    let mut door = Door::default();
    let data = door.open("all.zip", &export());
    door.open("package-lock.json", LOCK.as_bytes());
    let frame = door.frame();
    assert_eq!((frame.reread.as_slice(), frame.vulnerabilities), (&[data][..], 0));
    door.ask(Request::Remove { file: data });
    door.open("all.zip", &export());
    let frame = door.frame();
    assert_eq!((frame.reread.is_empty(), frame.vulnerabilities), (true, 1));
    // A package that a list names already is no reason to leave the export unasked about it.
    const LISTED: &str = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.4",
        "components": [{ "type": "library", "name": "kettle", "version": "1.0.0", "bom-ref": "k", "purl": "pkg:npm/kettle@1.0.0" }],
        "vulnerabilities": [{ "id": "CVE-2026-7", "affects": [{ "ref": "k" }] }] }"#;
    door.open("bom.json", LISTED.as_bytes());
    assert_eq!(door.frame().reread.len(), 1);
}

#[test]
fn hygiene_is_filtered_and_asked_for_in_queries() {
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    assert_eq!(hygiene(&mut door, "", &[]).total, 6);
    let view = hygiene(&mut door, "name:requests", &[]);
    let kinds: Vec<&str> = view.kinds.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, ["plain-http", "missing-integrity", "lookalike-name", "other-host"]);
    assert!(view.findings.iter().all(|line| line.components.len() == 1), "only what the query accepts is named");
    let view = hygiene(&mut door, "", &["high", "deprecated"]);
    assert_eq!((view.total, view.severities[0].1), (3, 2), "what is left out is still counted");
    assert!(view.summary.starts_with("6 findings"));
    assert!(!hygiene(&mut door, "(", &[]).error.is_empty());
    assert_eq!(found(&mut door, "hygiene:plain-http"), "requests");
    assert_eq!(found(&mut door, "hygiene:low -hygiene:high"), "cup request");
    assert_eq!(found(&mut door, "hygiene:any"), "cup request requests");
    let offered = complete(door.facts(), "hygiene:");
    assert_eq!(offered[0].word, "hygiene:lookalike-name");
}

#[test]
fn what_an_sbom_lacks_is_found_by_a_query() {
    let mut door = Door::with(&[("bom.json", BOM), ("package-lock.json", LOCK)]);
    assert_eq!(found(&mut door, "lacks:hash"), "cup shop");
    assert_eq!(found(&mut door, "lacks:name"), "");
    let view = quality(&mut door, QualityRequest::default());
    let line = view.lines.iter().find(|line| line.element == "supplier").expect("a line");
    assert_eq!(found(&mut door, &line.query).split(' ').count(), line.missing.len());
    door.open("other \"b\".json", BOM.replace("\"cup\"", "\"mug\"").replace("npm/cup", "npm/mug").as_bytes());
    let view = quality(&mut door, QualityRequest { file: Some(0), ..QualityRequest::default() });
    let line = view.lines.iter().find(|line| line.element == "supplier").expect("a line");
    assert_eq!(line.query, "lacks:supplier file:bom.json");
    assert_eq!(found(&mut door, &line.query), "cup shop");
    assert_eq!(term("file", "a \"b\"\\"), "file:\"a \\\"b\\\"\"");
    assert_eq!(found(&mut door, &term("file", "other \"b\".json")), "mug shop");
}

#[test]
fn a_profile_comes_as_a_file_and_a_bad_one_leaves_everything() {
    let mut door = Door::with(&[("bom.json", BOM)]);
    let before = quality(&mut door, QualityRequest::default());
    let file = door.open("ours.toml", PROFILE.as_bytes());
    let frame = door.frame();
    assert_eq!(frame.files[1].format, "Profile of SBOMs");
    let by_file = QualityRequest { profile: format!("file-{file}"), ..QualityRequest::default() };
    let view = quality(&mut door, by_file.clone());
    assert_eq!((view.label.as_str(), view.lines.len()), ("By Suppliers", 1));
    assert_eq!(view.lines[0].words, "0 of 2 components have a supplier; 50 percent are asked for");
    assert!(view.templates.iter().any(|(title, text)| title == "Suppliers" && text.contains("at_least = 50")));
    door.ask(Request::Include { file, included: false });
    assert_eq!(quality(&mut door, by_file).profile, "ntia-2021");

    door.open("bad.toml", b"[[require]]\nelement = \"colour\"\n[[require]]\nlevel = \"must\"\n");
    let frame = door.frame();
    let error = frame.files.iter().find_map(|file| file.error.as_ref()).expect("an error");
    assert!(error.message.contains("`colour` is no element") && error.message.ends_with("more errors"), "{error:?}");
    assert_eq!(error.place, "line 2, column 11");
    assert_eq!((frame.components, quality(&mut door, QualityRequest::default()).lines), (2, before.lines));
}

#[test]
fn a_draft_is_only_checked() {
    let mut door = Door::with(&[("bom.json", BOM)]);
    let text = "name = \"é\"\n[[require]]\nelement = \"colour\"\n";
    let view = quality(&mut door, QualityRequest { draft: Some(text.to_owned()), ..QualityRequest::default() });
    assert_eq!((view.profile.as_str(), view.errors[0].line, view.errors[0].column), ("ntia-2021", 3, 11));
    let (start, end) = line_in_text(text, 3, 11);
    let units: Vec<u16> = text.encode_utf16().collect();
    assert_eq!(String::from_utf16_lossy(&units[start as usize..end as usize]), "\"colour\"");
    assert_eq!(line_in_text("a", 9, 9), (0, 1), "a place that is not there is somewhere in the text");
    let own =
        QualityRequest { own: Some(PROFILE.to_owned()), draft: Some("x".to_owned()), ..QualityRequest::default() };
    let view = quality(&mut door, own);
    assert_eq!((view.profile.as_str(), view.lines.len(), view.errors.len()), ("own", 1, 1));
}

#[test]
fn the_graph_colours_three_states_apart() {
    let mut door = with_data();
    door.open(
        "extra.json",
        LOCK.replace("\"cup\"", "\"x\"").replace("/cup", "/jug").replace("shop", "store").as_bytes(),
    );
    let request = GraphRequest { palette: Palette::Severity, ..GraphRequest::default() };
    let Response::Graph(view) = door.ask(Request::Graph(request)) else { panic!("a graph") };
    let keys: Vec<String> =
        view.scene.legend.iter().filter(|key| key.all > 0).map(|key| format!("{} {}", key.title, key.all)).collect();
    assert_eq!(keys, ["critical 1", "not affected 3", "not checked 1"]);
    let cup =
        (0..view.scene.len() as u32).find(|mark| view.scene.title.get(*mark as usize).starts_with("cup")).expect("cup");
    assert!(view.scene.describe(cup).contains(", critical"), "{}", view.scene.describe(cup));
}

#[test]
fn figures_say_not_checked_where_nobody_looked() {
    let stats = |door: &mut Door| match door.ask(Request::QualityFigures) {
        Response::QualityFigures(figures) => {
            figures.stats.iter().map(|stat| format!("{} {}: {}", stat.value, stat.title, stat.note)).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    assert_eq!(
        stats(&mut door),
        [
            "not checked vulnerabilities: no data on them is loaded",
            "6 findings of hygiene: 2 high, 4 low",
            "0 SBOMs measured: none is loaded",
        ]
    );
    assert!(door.overview().not_looked_at.iter().any(|line| line.starts_with("Vulnerabilities: not checked")));
    door.open("all.zip", &export());
    door.open("bom.json", BOM.as_bytes());
    let told = stats(&mut door);
    assert_eq!(told[0], "1 known vulnerability: 1 critical");
    assert!(told[2].starts_with("1 SBOM measured: ") && told[2].ends_with(" of 100 by NTIA minimum elements (2021)"));
}

#[test]
fn the_inspector_says_what_is_known_of_a_component() {
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    assert_eq!(door.inspect("cup").vulnerability_words, "Not checked: No database of vulnerabilities was dropped");
    door.open("all.zip", &export());
    let cup = door.inspect("cup");
    assert_eq!((cup.vulnerability_state.as_str(), cup.vulnerabilities[0].0.as_str()), ("critical", "CVE-2026-1"));
    assert_eq!(cup.hygiene.expect("checked")[0].1, "Runs a script when installed");
    assert_eq!(door.inspect("spoon").vulnerability_words, "Not affected by all.zip of 2026-05-02");
}

#[test]
fn all_three_parts_are_saved_and_copied() {
    let mut door = with_data();
    door.open("app.openvex.json", VEX.as_bytes());
    door.open("bom.json", BOM.as_bytes());
    let table = saved(&mut door, "vulnerabilities-csv");
    assert!(
        table.contains("\"CVE-2026-1\",\"GHSA-aaaa\",\"critical\",\"9.8\"") && table.contains("\"1.0.1\""),
        "{table}"
    );
    let text = saved(&mut door, "vulnerabilities-markdown");
    assert!(text.contains("`cup 1.0.0` not affected") && text.contains("Looked at: all.zip, 2026-05-02"), "{text}");
    let table = saved(&mut door, "hygiene-csv");
    assert!(table.contains("\"high\",\"plain-http\"") && table.contains("\"line 5, column 30\""), "{table}");
    assert!(saved(&mut door, "hygiene-markdown").contains("Use https"));
    let table = saved(&mut door, "quality-csv");
    assert!(table.contains("\"Supplier name\",\"required\",\"lacking\",\"\",\"\",\"cup\""), "{table}");
    assert!(saved(&mut door, "quality-markdown").contains("* Without `Supplier name`: `shop 1.0.0`, `cup 1.0.0`"));
    let request = QualityRequest { own: Some(PROFILE.to_owned()), ..QualityRequest::default() };
    let format = ExportFormat::Quality { id: "quality-csv".to_owned(), request };
    let Response::File { text, .. } = door.ask(Request::Export(format)) else { panic!("a table") };
    assert!(text.contains("By Suppliers") && !text.contains("Timestamp"), "{text}");
    for id in ["report-html", "report-markdown"] {
        let report = saved(&mut door, id);
        assert!(["CVE-2026-1", "plain http", "Supplier name"].iter().all(|word| report.contains(word)), "{id}");
    }
}
