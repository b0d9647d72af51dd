//! Hygiene, quality, vulnerabilities and the page on one component, through the engine's door.

use std::collections::BTreeSet;

use lockscope::engine::{Request, Response};
use lockscope::view::evaluation::{EvaluationState, EvaluationView, Named};
use lockscope::view::hygiene::{HygieneRequest, HygieneView};
use lockscope::view::inventory::{Column, InventoryRequest};
use lockscope::view::quality::{QualityRequest, QualityView};
use lockscope::view::vulnerabilities::{VulnerabilitiesRequest, VulnerabilitiesView, hues, matching};

use super::door::Door;

pub const LOCK: &str = r#"{ "lockfileVersion": 3, "packages": {
    "": { "name": "shop", "version": "1.0.0", "dependencies": { "cup": "1", "request": "1", "requests": "1" } },
    "node_modules/cup": { "version": "1.0.0", "resolved": "https://registry.example/cup.tgz", "integrity": "sha512-AAAA", "license": "MIT", "hasInstallScript": true, "dependencies": { "spoon": "1" } },
    "node_modules/request": { "version": "1.0.0", "resolved": "https://registry.example/r.tgz", "integrity": "sha512-AAAA", "deprecated": "use another" },
    "node_modules/requests": { "version": "1.0.0", "resolved": "http://mirror.example/rs.tgz" },
    "node_modules/spoon": { "version": "2.0.0", "resolved": "https://registry.example/s.tgz", "integrity": "sha512-AAAA", "license": "MIT" } } }"#;

const ADVISORY: &str = r#"{ "schema_version": "1.6.0", "id": "GHSA-aaaa", "modified": "2026-05-01T00:00:00Z", "aliases": ["CVE-2026-1"],
    "summary": "Cups leak", "references": [{ "type": "WEB", "url": "https://advisories.example/1" }, { "url": "javascript:alert(1)" }], "severity": [{ "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
    "affected": [{ "package": { "ecosystem": "npm", "name": "cup" }, "ranges": [{ "type": "SEMVER", "events": [{ "introduced": "0" }, { "fixed": "1.0.1" }] }] }] }"#;

const OTHER: &str = r#"{ "schema_version": "1.6.0", "id": "GHSA-bbbb", "modified": "2026-05-02T00:00:00Z",
    "affected": [{ "package": { "ecosystem": "npm", "name": "kettle" }, "versions": ["1.0.0"] }] }"#;

pub const VEX: &str = r#"{ "@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://vex.example/1", "author": "A", "timestamp": "2026-06-01T00:00:00Z", "version": 1,
    "statements": [{ "vulnerability": { "name": "CVE-2026-1" }, "products": [{ "@id": "pkg:npm/cup@1.0.0" }], "status": "not_affected", "justification": "vulnerable_code_not_present" }] }"#;

pub fn export() -> Vec<u8> {
    let files: [(&str, &str); 2] = [("GHSA-aaaa.json", ADVISORY), ("GHSA-bbbb.json", OTHER)];
    stored(&files)
}

/// A zip archive of files that are stored as they are.
fn stored(files: &[(&str, &str)]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (path, content) in files {
        let mut crc = flate2::Crc::new();
        crc.update(content.as_bytes());
        let at = (out.len() as u32).to_le_bytes();
        let mut fields = Vec::new();
        for field in [crc.sum(), content.len() as u32, content.len() as u32] {
            fields.extend(field.to_le_bytes());
        }
        let length = (path.len() as u16).to_le_bytes();
        out.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0");
        out.extend(&fields);
        out.extend(length);
        out.extend([0, 0]);
        out.extend(path.bytes());
        out.extend(content.bytes());
        directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0");
        directory.extend(&fields);
        directory.extend(length);
        directory.extend([0; 12]);
        directory.extend(at);
        directory.extend(path.bytes());
    }
    let (start, size, count) = (out.len() as u32, directory.len() as u32, (files.len() as u16).to_le_bytes());
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn vulnerabilities(door: &mut Door) -> VulnerabilitiesView {
    match door.ask(Request::Vulnerabilities(VulnerabilitiesRequest {
        with_cleared: true,
        ..VulnerabilitiesRequest::default()
    })) {
        Response::Vulnerabilities(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn hygiene(door: &mut Door) -> HygieneView {
    match door.ask(Request::Hygiene(HygieneRequest::default())) {
        Response::Hygiene(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn evaluation(door: &mut Door, name: &str) -> EvaluationView {
    let node = door.facts().graph.nodes.iter().position(|node| node.component.name == name).expect("a component");
    match door.ask(Request::Evaluation { node: node as u32 }) {
        Response::Evaluation(Some(view)) => *view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_lockfile_is_checked_with_places_and_advice() {
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    let view = hygiene(&mut door);
    assert_eq!(view.summary, "6 findings in 1 file: 2 high, 4 low");
    let said: Vec<String> = view
        .findings
        .iter()
        .map(|line| {
            let names: Vec<&str> = line.components.iter().map(|(link, _)| link.name.as_str()).collect();
            format!("{} {}: {}", line.severity, line.kind, names.join(" "))
        })
        .collect();
    assert_eq!(
        said,
        [
            "high plain-http: requests",
            "high missing-integrity: requests",
            "low lookalike-name: request requests",
            "low other-host: requests",
            "low deprecated: request",
            "low install-script: cup",
        ]
    );
    assert_eq!(view.findings[0].components[0].1, "line 5, column 30");
    assert!(view.findings.iter().all(|line| !line.advice.is_empty() && !line.reason.is_empty()));
}

#[test]
fn an_export_gives_three_answers_and_a_statement_clears_one() {
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    door.open("all.zip", &export());
    let view = vulnerabilities(&mut door);
    assert_eq!(view.summary, "1 vulnerability in 1 component; 3 not affected by the data, 0 not checked");
    let source = &view.sources[0];
    assert_eq!(
        (source.name.as_str(), source.date.as_str(), source.words.as_str()),
        ("all.zip", "2026-05-02", "2 records, about npm")
    );
    let line = &view.lines[0];
    assert_eq!((line.id.as_str(), line.severity.as_str(), line.score.as_str()), ("CVE-2026-1", "critical", "9.8"));
    assert_eq!((line.components[0].fixed.as_str(), line.routes.as_str()), ("fixed in 1.0.1", "reached by 1 route"));
    assert_eq!(
        line.links.iter().map(|link| link.as_str()).collect::<Vec<_>>(),
        ["https://advisories.example/1"],
        "no other scheme becomes a link"
    );
    let colours: BTreeSet<u8> = hues(door.facts()).into_iter().collect();
    assert_eq!(colours, BTreeSet::from([0, 6]));
    assert_eq!(matching(door.facts(), &|word| word == "critical"), matching(door.facts(), &|word| word == "ghsa-aaaa"));

    door.open("app.openvex.json", VEX.as_bytes());
    let view = vulnerabilities(&mut door);
    assert!(view.summary.ends_with("1 cleared by statements"), "{}", view.summary);
    assert_eq!(view.lines[0].state, "not affected");
    assert_eq!(
        view.lines[0].components[0].words,
        ["Named by all.zip", "app.openvex.json (A) says not affected: vulnerable_code_not_present",]
    );
}

#[test]
fn without_data_nothing_is_called_unaffected() {
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    let view = vulnerabilities(&mut door);
    assert_eq!(view.summary, "0 vulnerabilities in 0 components; 0 not affected by the data, 4 not checked");
    assert_eq!(view.unchecked, [("No database of vulnerabilities was dropped".to_owned(), 4)]);
    let one = door.open("GHSA-aaaa.json", ADVISORY.as_bytes());
    let view = vulnerabilities(&mut door);
    assert_eq!(view.summary, "1 vulnerability in 1 component; 0 not affected by the data, 3 not checked");
    door.ask(Request::Remove { file: one });
    assert_eq!(vulnerabilities(&mut door).total, 0);
}

#[test]
fn an_export_that_came_first_asks_to_be_read_again() {
    let mut door = Door::default();
    let export_file = door.open("all.zip", &export());
    door.open("package-lock.json", LOCK.as_bytes());
    let view = vulnerabilities(&mut door);
    assert_eq!((view.total, view.reread.as_slice()), (0, &[export_file][..]));
    assert_eq!(view.unchecked, [("The data was read before this file: open it again".to_owned(), 4)]);
}

#[test]
fn a_broken_export_leaves_what_was_loaded() {
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    let mut broken = export();
    let at = broken.windows(4).position(|window| window == b"leak").expect("the summary");
    broken[at] = b'L';
    door.open("all.zip", &broken);
    assert_eq!(door.facts().graph.nodes.len(), 5);
    let view = vulnerabilities(&mut door);
    assert_eq!(view.total, 0);
}

pub const BOM: &str = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.4", "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    "metadata": { "timestamp": "2026-01-01T00:00:00Z", "authors": [{ "name": "Acme" }], "tools": [{ "name": "syft", "version": "1.2.0" }],
      "component": { "type": "application", "name": "shop", "version": "1.0.0", "bom-ref": "r", "purl": "pkg:npm/shop@1.0.0" } },
    "components": [ { "type": "library", "name": "cup", "version": "1.0.0", "bom-ref": "c", "purl": "pkg:npm/cup@1.0.0" } ],
    "dependencies": [{ "ref": "r", "dependsOn": ["c", "gone"] }] }"#;

fn quality(door: &mut Door, request: QualityRequest) -> QualityView {
    match door.ask(Request::Quality(request)) {
        Response::Quality(view) => *view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_sbom_is_measured_and_repairs_are_named() {
    let mut door = Door::with(&[("bom.json", BOM), ("package-lock.json", LOCK)]);
    let view = quality(&mut door, QualityRequest { profile: "cisa-2025".to_owned(), ..QualityRequest::default() });
    assert_eq!((view.files.len(), view.profile.as_str()), (1, "cisa-2025"));
    assert_eq!(view.about, "CycloneDX JSON 1.4, made by syft 1.2.0");
    let line = |title: &str| view.lines.iter().find(|line| line.title == title).expect("a line");
    assert_eq!(line("SBOM author").words, "The file states an author: Acme");
    assert_eq!(line("Component hash").words, "0 of 2 components have a checksum");
    assert_eq!(line("Component hash").missing.len(), 2);
    assert!(line("License").repair.contains("SYFT_"));
    assert!(view.score.starts_with("63 of 100: the mean of 11 of 12"), "{}", view.score);
    let broken: Vec<&str> =
        view.rules.iter().filter(|rule| rule.state == "broken").map(|rule| rule.code.as_str()).collect();
    assert_eq!(broken, ["resolved-references"]);
    let own = quality(&mut door, QualityRequest { own: Some("nam = 1".to_owned()), ..QualityRequest::default() });
    let error = &own.errors[0];
    assert_eq!(
        (error.line, error.column, error.words.as_str()),
        (1, 1, "`nam` is not known here; name, link and require are")
    );
    assert!(own.lines.is_empty());
}

#[test]
fn a_component_is_judged_on_one_page() {
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    door.open("all.zip", &export());
    let view = evaluation(&mut door, "cup");
    let answers: Vec<String> =
        view.sections.iter().map(|section| format!("{}: {}", section.code, section.answer)).collect();
    assert_eq!(
        answers[2..],
        [
            "weight: It brings 1 component that nothing else needs",
            "place: A direct dependency: 1 step from a root",
            "duplicates: It adds no further version of a name",
            "hygiene: 1 finding",
            "vulnerabilities: Affected by 1 vulnerability",
            "projects: Used by 1 of 1 project",
        ]
    );
    let figures: Vec<(&str, &str, EvaluationState)> =
        view.sections.iter().map(|section| (section.code.as_str(), section.figure.as_str(), section.state)).collect();
    assert_eq!(
        figures,
        [
            ("licence", "allowed", EvaluationState::Fact),
            ("duties", "2", EvaluationState::Fact),
            ("weight", "1", EvaluationState::Fact),
            ("place", "1", EvaluationState::Fact),
            ("duplicates", "0", EvaluationState::Fact),
            ("hygiene", "1", EvaluationState::Found),
            ("vulnerabilities", "affected", EvaluationState::Found),
            ("projects", "1 of 1", EvaluationState::Fact),
        ]
    );
    assert!(!view.own && view.terms.is_some());
    let node = view.link.node;
    let Response::Text(text) = door.ask(Request::CopyEvaluation { node }) else { panic!("text") };
    assert!(text.starts_with("## `cup 1.0.0`\n\n`pkg:npm/cup@1.0.0`\n") && text.contains("CVE-2026-1"), "{text}");
    assert!(text.contains("\n* Only it brings: `spoon 2.0.0`\n"), "{text}");
    assert_eq!(door.ask(Request::Evaluation { node: 999 }), Response::Evaluation(None));
}

#[test]
fn what_was_not_looked_at_is_no_all_clear() {
    let state = |view: &EvaluationView, code: &str| {
        let section = view.sections.iter().find(|section| section.code == code).expect("a section");
        (section.state, section.answer.clone())
    };
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    let view = evaluation(&mut door, "spoon");
    assert_eq!(
        state(&view, "vulnerabilities"),
        (EvaluationState::NotChecked, "Not checked: No database of vulnerabilities was dropped".to_owned())
    );
    assert_eq!(state(&view, "hygiene").0, EvaluationState::NothingFound);
    let view = evaluation(&mut door, "request");
    assert_eq!(state(&view, "licence").0, EvaluationState::NotChecked);
    assert_eq!(state(&view, "duties"), (EvaluationState::NotChecked, "Not known: read the text".to_owned()));
    let view = evaluation(&mut door, "shop");
    assert_eq!((state(&view, "hygiene").0, view.own), (EvaluationState::NotChecked, true));
    door.open("all.zip", &export());
    let view = evaluation(&mut door, "spoon");
    assert_eq!(
        state(&view, "vulnerabilities"),
        (EvaluationState::NothingFound, "Not affected by all.zip of 2026-05-02".to_owned())
    );
}

#[test]
fn the_page_says_which_projects_use_it_already() {
    let other = LOCK.replace("\"shop\"", "\"stall\"").replace("\"version\": \"2.0.0\"", "\"version\": \"3.0.0\"");
    let mut door = Door::with(&[("shop/package-lock.json", LOCK), ("stall/package-lock.json", &other)]);
    let mut projects = |name: &str| {
        let view = evaluation(&mut door, name);
        let section = view.sections.into_iter().find(|section| section.code == "projects").expect("a section");
        let labels = |named: &Named| named.links.iter().map(|link| link.label()).collect::<Vec<_>>().join(", ");
        let named: Vec<String> =
            section.named.iter().map(|named| format!("{}: {}", named.words, labels(named))).collect();
        (section.answer, section.lines, named)
    };
    assert_eq!(projects("cup").0, "Used by 2 of 2 projects");
    let (answer, lines, named) = projects("spoon");
    assert_eq!(answer, "Used by 1 of 2 projects, and by 1 in other versions");
    assert_eq!(lines[..2], ["Projects: shop", "In other versions: stall"]);
    assert_eq!(named, ["Roots: shop 1.0.0, stall 1.0.0", "Also here as: spoon 3.0.0"]);
    assert_eq!(projects("shop").0, "Part of shop itself, used by 0 of 2 projects");
}

#[test]
fn the_inventory_says_what_is_known_of_each_component_once_there_is_data() {
    let by_vulnerabilities = || InventoryRequest { sort: Column::Vulnerabilities, limit: 100, ..Default::default() };
    let mut door = Door::with(&[("package-lock.json", LOCK)]);
    let page = door.inventory(by_vulnerabilities());
    assert!(!page.has_vulnerabilities && page.rows.iter().all(|row| row.vulnerabilities == "not checked"));
    door.open("all.zip", &export());
    let page = door.inventory(by_vulnerabilities());
    assert!(page.has_vulnerabilities);
    let cells: Vec<_> = page.rows.iter().map(|row| (row.name.as_str(), row.vulnerabilities.as_str())).collect();
    assert_eq!(cells[0], ("cup", "critical"));
    assert!(cells[1..].iter().all(|(_, cell)| *cell == "not affected"), "{cells:?}");
}
