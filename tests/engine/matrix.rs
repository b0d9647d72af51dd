//! A licence matrix dropped on the page: judged by, named everywhere, unticked, closed, broken, too large.

use lockscope::engine::{ExportFormat, Request, Response};
use lockscope::export::third_party::ThirdPartyFormat;
use lockscope::licenses::{
    FindingKind, MATRIX_BYTES_LIMIT, MATRIX_LICENSES_LIMIT, Outbound, UseCase, Verdict, decisions::Date,
};
use lockscope::view::files::FileView;
use lockscope::view::license_matrix::{Joined, LicenseMatrix};
use lockscope::view::licenses::{LicensesRequest, LicensesView};

use super::door::{Door, crates_bom, package_lock};

/// Says Yes where the packed one says No: GPL-3.0-only into MIT, Apache-2.0 into GPL-2.0-only.
const NEWER: &str = r#"{
  "timestamp": "2027-01-31T10:00:00+0000", "timeformat": "%Y-%m-%dT%H:%M:%S%z",
  "licenses": [
    {"name": "MIT", "compatibilities": [{"name": "GPL-3.0-only", "compatibility": "Yes"}]},
    {"name": "GPL-2.0-only", "compatibilities": [
      {"name": "Apache-2.0", "compatibility": "Yes"}, {"name": "BSD-4-Clause", "compatibility": "No"}]}
  ]
}"#;
const TITLE: &str = "OSADL matrix of a file, 2027-01-31";

fn under_mit(outbound: &str) -> Door {
    let lock = package_lock("app | MIT | old new\nold | GPL-2.0-only |\nnew | Apache-2.0 |");
    let mut door = Door::with(&[("package-lock.json", &lock), ("bom.json", &crates_bom(&[("codec", "GPL-3.0-only")]))]);
    door.judge(UseCase::Binary, Outbound::License(outbound.to_owned()));
    door
}

fn licenses(door: &mut Door) -> LicensesView {
    match door.ask(Request::Licenses(LicensesRequest::default())) {
        Response::Licenses(view) => view,
        other => panic!("{other:?}"),
    }
}

fn pairs(door: &mut Door) -> LicenseMatrix {
    match door.ask(Request::LicenseMatrix(Joined::Merged)) {
        Response::LicenseMatrix(view) => view,
        other => panic!("{other:?}"),
    }
}

fn in_rail(door: &mut Door, id: u32) -> FileView {
    door.frame().files.into_iter().find(|file| file.id == id).expect("in the rail")
}

fn exported(door: &mut Door, format: ExportFormat) -> String {
    match door.ask(Request::Export(format)) {
        Response::File { text, .. } => text,
        other => panic!("{other:?}"),
    }
}

/// Findings that GPL-2.0-only and Apache-2.0 cannot be in one work.
fn clashes(door: &mut Door) -> usize {
    let findings = door.facts().judgement.findings.iter();
    let combinations = findings.filter(|finding| finding.kind == FindingKind::Combination);
    combinations.filter(|finding| finding.licenses == ["GPL-2.0-only", "Apache-2.0"]).count()
}

#[test]
fn a_conflict_goes_with_a_newer_matrix_and_comes_back_without_it() {
    let mut door = under_mit("MIT");
    assert_eq!((door.verdict("codec"), clashes(&mut door)), (Verdict::Conflict, 1));
    let id = door.open("matrixseqexpl.json", NEWER.as_bytes());
    assert_eq!((door.verdict("codec"), clashes(&mut door)), (Verdict::Allowed, 0));
    door.ask(Request::Include { file: id, included: false });
    assert_eq!((door.verdict("codec"), clashes(&mut door)), (Verdict::Conflict, 1));
    assert!(!in_rail(&mut door, id).included);
    door.ask(Request::Include { file: id, included: true });
    assert_eq!((door.verdict("codec"), clashes(&mut door)), (Verdict::Allowed, 0));
    door.ask(Request::Remove { file: id });
    assert_eq!((door.verdict("codec"), clashes(&mut door)), (Verdict::Conflict, 1));
    assert!(door.frame().files.iter().all(|file| file.id != id));
}

#[test]
fn what_is_judged_by_it_names_it() {
    let lock = package_lock("app | MIT | old ads\nold | GPL-2.0-only |\nads | BSD-4-Clause |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    door.judge(UseCase::Binary, Outbound::License("GPL-2.0-only".to_owned()));
    let sources = |door: &mut Door| -> Vec<String> {
        let about = |finding: &&lockscope::licenses::Finding| finding.licenses.iter().any(|id| id == "BSD-4-Clause");
        let findings = door.facts().judgement.findings.iter().filter(about);
        findings.map(|finding| finding.source.clone()).collect()
    };
    let packed = sources(&mut door);
    assert!(!packed.is_empty() && packed.iter().all(|source| source.starts_with("OSADL matrix, 2026-02-12")));
    door.open("matrix.json", NEWER.as_bytes());
    let ours = sources(&mut door);
    assert!(!ours.is_empty() && ours.iter().all(|source| source.starts_with(TITLE)), "{ours:?}");
    let titles: Vec<String> = door.facts().judgement.findings.iter().map(|finding| finding.title.clone()).collect();
    assert!(titles.iter().any(|title| title.ends_with(&format!("incompatible per {TITLE}"))), "{titles:?}");
}

#[test]
fn the_rail_tells_its_date_and_size_and_the_last_ticked_one_counts() {
    let mut door = under_mit("MIT");
    let first = door.open("newer.json", NEWER.as_bytes());
    let file = in_rail(&mut door, first);
    assert_eq!((file.format.as_str(), file.error), ("Licence compatibility matrix", None));
    assert_eq!(file.lines, ["Of 2027-01-31", "5 licences"]);
    let additions = r#"{"osadl_additional_licenses": {"MIT": {"Own-1.0": "Yes"}}}"#;
    let second = door.open("additions.json", additions.as_bytes());
    assert_eq!(in_rail(&mut door, second).lines, ["Added to the data of 2026-02-12", "122 licences"]);
    assert_eq!(in_rail(&mut door, first).lines, ["Of 2027-01-31", "5 licences", "Not in use: a later one counts"]);
    assert_eq!(licenses(&mut door).matrix, "OSADL matrix, 2026-02-12, extended by a file");
    assert_eq!(door.verdict("codec"), Verdict::Conflict);
    door.ask(Request::Include { file: second, included: false });
    assert_eq!(in_rail(&mut door, first).lines.len(), 2);
    assert_eq!((licenses(&mut door).matrix.as_str(), door.verdict("codec")), (TITLE, Verdict::Allowed));
}

#[test]
fn every_screen_and_report_says_the_date_in_use() {
    let mut door = under_mit("MIT");
    let reports = [
        ExportFormat::FindingsMarkdown,
        ExportFormat::AuditCsv,
        ExportFormat::AuditMarkdown,
        ExportFormat::AuditHtml,
        ExportFormat::ThirdParty(ThirdPartyFormat::Text),
        ExportFormat::ThirdParty(ThirdPartyFormat::Json),
    ];
    for report in &reports {
        let text = exported(&mut door, report.clone());
        assert!(text.contains("2026-02-12") && !text.contains("2027-01-31"), "{report:?}");
    }
    assert_eq!(door.frame().matrix, "2026-02-12");
    door.open("newer.json", NEWER.as_bytes());
    for report in &reports {
        let text = exported(&mut door, report.clone());
        assert!(text.contains("Licence data: OSADL matrix 2027-01-31, of a file"), "{report:?}: {text}");
        assert!(text.contains("newer.json") && !text.contains("2026-02-12"), "{report:?}: {text}");
    }
    let list = exported(&mut door, ExportFormat::ThirdParty(ThirdPartyFormat::Text));
    assert!(list.contains("OSADL licence compatibility matrix, 2027-01-31, of a file. A project by"), "{list}");
    let today = "2027-02-01".parse::<Date>().expect("a date");
    let Response::File { text: record, .. } = door.ask(Request::SaveRecord { today }) else { panic!("no record") };
    assert!(record.contains(r#""OSADL matrix":"2027-01-31, of a file""#), "{record}");
    let view = licenses(&mut door);
    assert_eq!((view.matrix.as_str(), view.matrix_licenses), (TITLE, 5));
    assert_eq!(door.frame().matrix, "2027-01-31, of a file");
    assert_eq!(pairs(&mut door).matrix, TITLE);
}

#[test]
fn the_matrix_of_the_licences_that_are_here_is_the_one_in_use() {
    let mut door = under_mit("MIT");
    let verdict = |door: &mut Door| {
        let view = pairs(door);
        let at = |id: &str| view.licenses.iter().position(|license| license.license == id).expect("a row");
        view.cells[at("GPL-2.0-only") * view.licenses.len() + at("Apache-2.0")].verdict
    };
    assert_eq!(verdict(&mut door), Verdict::Conflict);
    door.open("newer.json", NEWER.as_bytes());
    assert_eq!(verdict(&mut door), Verdict::Allowed);
}

#[test]
fn old_data_and_data_without_a_date_are_told() {
    let mut door = under_mit("MIT");
    let today = "2028-06-01".parse::<Date>().expect("a date");
    assert_eq!(licenses(&mut door).data_age, "");
    door.ask(Request::Today(today));
    assert!(licenses(&mut door).data_age.starts_with("The OSADL matrix in this page is 27 months old"));
    let newer = door.open("newer.json", NEWER.as_bytes());
    assert!(licenses(&mut door).data_age.starts_with("The OSADL matrix of a file is 16 months old"));
    door.ask(Request::Remove { file: newer });
    let undated = door.open("undated.json", NEWER.replace("2027-01-31", "last week").as_bytes());
    assert_eq!(licenses(&mut door).data_age, "The OSADL matrix of a file: date not stated");
    assert_eq!(in_rail(&mut door, undated).lines, ["Date not stated", "5 licences"]);
    let report = exported(&mut door, ExportFormat::FindingsMarkdown);
    assert!(report.contains("OSADL matrix date not stated, of a file"), "{report}");
}

#[test]
fn a_broken_matrix_is_listed_with_its_place_and_changes_nothing() {
    let mut door = under_mit("MIT");
    door.open("newer.json", NEWER.as_bytes());
    for (text, message, place) in [
        (NEWER.replace("\"Yes\"", "\"Perhaps\""), "The file is no licence matrix", "licenses[0].compatibilities[0]"),
        (NEWER.chars().take(NEWER.len() - 20).collect(), "The file is not JSON", "line "),
        (r#"{"osadl_additional_licenses": []}"#.to_owned(), "no licence matrix", "osadl_additional_licenses"),
    ] {
        let id = door.open("broken.json", text.as_bytes());
        let file = in_rail(&mut door, id);
        let error = file.error.expect("refused");
        assert!(error.message.contains(message) && error.place.starts_with(place), "{error:?}");
        assert!(!error.advice.is_empty());
        assert_eq!((licenses(&mut door).matrix.as_str(), door.verdict("codec")), (TITLE, Verdict::Allowed));
        door.ask(Request::Remove { file: id });
    }
}

#[test]
fn a_matrix_beyond_the_limits_is_refused_and_names_them() {
    let mut door = under_mit("MIT");
    let cell = r#"{"name": "MIT", "compatibility": "Yes"}"#;
    let rows = |number: usize| -> String {
        let row = |at: usize| format!(r#"{{"name": "Own-{at}", "compatibilities": [{cell}]}}"#);
        format!(r#"{{"licenses": [{}]}}"#, (0..number).map(row).collect::<Vec<_>>().join(","))
    };
    let mut long = rows(1);
    long.push_str(&" ".repeat(MATRIX_BYTES_LIMIT));
    for (text, limit) in [(long, MATRIX_BYTES_LIMIT), (rows(MATRIX_LICENSES_LIMIT), MATRIX_LICENSES_LIMIT)] {
        let id = door.open("large.json", text.as_bytes());
        let error = in_rail(&mut door, id).error.expect("refused");
        assert!(error.message.contains(&limit.to_string()), "{error:?}");
    }
    let id = door.open("full.json", rows(MATRIX_LICENSES_LIMIT - 1).as_bytes());
    assert_eq!(in_rail(&mut door, id).lines.last().map(String::as_str), Some("2,000 licences"));
    assert_eq!(licenses(&mut door).matrix, "OSADL matrix of a file, date not stated");
}

#[test]
fn a_matrix_of_the_whole_list_says_what_is_not_tried() {
    let ids: Vec<&str> = lockscope::licenses::catalogue().licenses.iter().map(|license| license.id).collect();
    let rows: Vec<String> = ids
        .iter()
        .map(|id| format!(r#"{{"name": "{id}", "compatibilities": [{{"name": "{id}", "compatibility": "Same"}}]}}"#))
        .collect();
    let mut door = under_mit("MIT");
    let id = door.open("whole.json", format!(r#"{{"licenses": [{}]}}"#, rows.join(",")).as_bytes());
    let notices = in_rail(&mut door, id).notices;
    let [notice] = notices.as_slice() else { panic!("{notices:?}") };
    assert!(notice.is_warning && notice.text.ends_with("at most 256 are"), "{notice:?}");
}

#[test]
fn a_lockfile_is_never_taken_for_a_matrix() {
    let lock = package_lock(
        "app | MIT | compatibilities osadl_additional_licenses\ncompatibilities | MIT |\nosadl_additional_licenses | MIT |",
    );
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    assert_eq!(door.rows().len(), 3);
    assert_eq!(licenses(&mut door).matrix, "OSADL matrix, 2026-02-12");
}

#[test]
fn a_licence_that_was_only_detected_says_so() {
    let bom = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
      {"type": "library", "name": "found", "version": "1", "purl": "pkg:cargo/found@1",
       "evidence": {"licenses": [{"license": {"id": "MIT"}}]}},
      {"type": "library", "name": "stated", "version": "1", "purl": "pkg:cargo/stated@1",
       "licenses": [{"license": {"id": "MIT"}}], "evidence": {"licenses": [{"license": {"id": "MIT"}}]}}]}"#;
    let mut door = Door::with(&[("bom.json", bom)]);
    let says = |door: &mut Door, name: &str| {
        door.inspect(name).evidence.iter().any(|(_, text)| text == "detected in its files, not declared")
    };
    assert!(says(&mut door, "found") && !says(&mut door, "stated"));
}
