//! Findings for code scanning, and reports to read: complete, plain, and nothing in them runs.

use std::fs;

use lockscope::engine::Workspace;
use serde_json::Value;

use super::{document, hostile_lockfile, open, root, text_of};

/// A lockfile with a clash: a copyleft licence beside one that it does not take.
fn clash() -> Workspace {
    let text = serde_json::json!({
        "name": "shop", "version": "1.0.0", "lockfileVersion": 3,
        "packages": {
            "": { "name": "shop", "version": "1.0.0", "license": "Apache-2.0", "dependencies": { "a": "1", "b": "1" } },
            "node_modules/a": { "version": "1.0.0", "license": "GPL-2.0-only" },
            "node_modules/b": { "version": "1.0.0", "license": "Apache-2.0" },
            "node_modules/c": { "version": "1.0.0" },
        }
    });
    open("folder/package-lock.json", serde_json::to_string_pretty(&text).expect("JSON").as_bytes())
}

#[test]
fn each_finding_is_a_result_with_a_rule_a_level_and_a_line() {
    let mut workspace = clash();
    let (name, text) = text_of(&mut workspace, document("sarif"));
    assert_eq!(name, "lockscope-findings.sarif");
    let log: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    let findings = workspace.facts(&mut |_| {}).judgement.findings.len();
    assert!(results.len() == findings && findings >= 2, "{findings}");
    for result in results {
        let index = result["ruleIndex"].as_u64().expect("a number") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note", "none"].contains(&result["level"].as_str().expect("a level")));
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "folder/package-lock.json", "{result}");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 1), "{result}");
        let artifact = place["artifactLocation"]["index"].as_u64().expect("a number") as usize;
        assert_eq!(run["artifacts"][artifact]["location"]["uri"], "folder/package-lock.json");
    }
    let levels: Vec<&str> = results.iter().filter_map(|result| result["level"].as_str()).collect();
    assert!(levels.contains(&"error") && levels.contains(&"warning"), "{levels:?}");
    let prints: std::collections::BTreeSet<&str> =
        results.iter().filter_map(|result| result["partialFingerprints"]["lockscope/v1"].as_str()).collect();
    assert_eq!(prints.len(), results.len());
}

#[test]
fn findings_are_valid_by_the_official_schema() {
    let schema = fs::read(root().join("tests/schemas/sarif-2.1.0.json")).expect("a schema");
    let schema: Value = serde_json::from_slice(&schema).expect("JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let hostile = open("<b>\u{202e} =1 é.json", hostile_lockfile(40).as_bytes());
    for mut workspace in [clash(), hostile, Workspace::new()] {
        let (_, text) = text_of(&mut workspace, document("sarif"));
        let log: Value = serde_json::from_str(&text).expect("JSON");
        let wrong: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

#[test]
fn a_report_says_figures_findings_duties_components_and_what_it_rests_on() {
    for id in ["report-html", "report-markdown"] {
        let (_, text) = text_of(&mut clash(), document(id));
        for part in ["Figures", "Findings", "Duties", "Components", "What this rests on", "GPL-2.0-only", "SHA-256"] {
            assert!(text.contains(part), "{id}: {part}");
        }
        assert!(text.contains("Information, not legal advice"), "{id}");
        assert!(text.contains("OSADL matrix 2026-02-12"), "{id}");
    }
}

#[test]
fn hostile_names_are_text_in_every_report() {
    let mut workspace = open("<b>=1.json", hostile_lockfile(60).as_bytes());
    let (_, html) = text_of(&mut workspace, document("report-html"));
    let tags = html.split('<').skip(1).filter_map(|rest| rest.split([' ', '>', '\n']).next());
    let known = "!doctype html head meta title style body h1 h2 h3 h4 p nav ul li a dl dt dd br span div table thead \
                 tr th tbody td strong";
    let known: Vec<&str> = known.split_whitespace().collect();
    for tag in tags {
        assert!(known.contains(&tag.trim_start_matches('/')), "<{tag}");
    }
    assert!(!html.contains("\" onerror") && !html.contains("href=\"j") && !html.contains("<script"));
    assert!(html.contains("default-src 'none'") && !html.contains("src=\"") && !html.contains("http-equiv=\"refresh"));
    assert!(!html.contains(['\u{202e}', '\u{200b}', '\u{0}']));
    let (_, markdown) = text_of(&mut workspace, document("report-markdown"));
    assert!(!markdown.lines().any(|line| line.starts_with("# c") || line.starts_with("<")));
    assert!(!markdown.contains(['\u{202e}', '\u{200b}', '\u{0}']));
    for id in ["sarif", "cyclonedx-1.6", "cyclonedx-1.7", "spdx-2.3", "spdx-3.0.1"] {
        let (_, text) = text_of(&mut workspace, document(id));
        serde_json::from_str::<Value>(&text).unwrap_or_else(|error| panic!("{id}: {error}"));
    }
}

#[test]
fn every_fixture_has_a_report() {
    let folder = root().join("tests/fixtures/cyclonedx-json");
    for case in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        for file in fs::read_dir(&case).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let mut workspace = open("bom.json", &fs::read(&file).expect("a file"));
            for id in ["report-html", "report-markdown", "sarif"] {
                assert!(text_of(&mut workspace, document(id)).1.len() > 300, "{}", file.display());
            }
        }
    }
}
