//! A matrix from a file: what is read, what takes its place, and what is refused, with the place.

use lockscope::licenses::{
    Cell, MATRIX_BYTES_LIMIT, MATRIX_LICENSES_LIMIT, MATRIX_NAME_LIMIT, Matrix, Origin, matrix, read_osadl,
};
use lockscope::model::Place;

fn cell(matrix: &Matrix, outbound: &str, inbound: &str) -> (Cell, char) {
    matrix.cell(matrix.row(outbound).unwrap(), matrix.row(inbound).unwrap())
}

const SEQUENCE: &str = r#"{
  "timestamp": "2027-01-31T10:00:00+0000", "timeformat": "%Y-%m-%dT%H:%M:%S%z",
  "licenses": [
    { "name": "MIT", "compatibilities": [
      { "name": "MIT", "compatibility": "Same", "explanation": "…" },
      { "name": "GPL-2.0-only", "compatibility": "No", "explanation": "…" },
      { "name": "Own-1.0", "compatibility": "Unknown" } ] },
    { "name": "GPL-2.0-only", "compatibilities": [
      { "name": "MIT", "compatibility": "No" },
      { "name": "Apache-2.0", "compatibility": "Check dependency" } ] } ] }"#;

#[test]
fn a_newer_file_takes_the_place_of_the_packed_matrix() {
    let read = read_osadl(SEQUENCE).unwrap();
    assert_eq!(read.names, ["MIT", "GPL-2.0-only", "Own-1.0", "Apache-2.0"]);
    assert_eq!((read.date.as_deref(), read.origin), (Some("2027-01-31"), Origin::File));
    assert_eq!(read.title(), "OSADL matrix of a file, 2027-01-31");
    // The packed matrix says the same, so its reason holds.
    assert_eq!(cell(&read, "MIT", "GPL-2.0-only"), (Cell::No, 'c'));
    // It says something else: the verdict stands alone.
    assert_eq!(cell(&read, "GPL-2.0-only", "MIT"), (Cell::No, 'N'));
    assert_eq!(cell(&read, "GPL-2.0-only", "Apache-2.0"), (Cell::Check, 'd'));
    assert_eq!(cell(&read, "Apache-2.0", "MIT"), (Cell::Unknown, 'u'));
    assert_eq!(cell(&read, "Own-1.0", "Own-1.0"), (Cell::Same, 's'));
}

#[test]
fn the_short_form_says_the_same() {
    for text in [
        r#"{"MIT": {"GPL-2.0-only": "No"}}"#,
        r#"{"timestamp": "yesterday", "MIT": {"GPL-2.0-only": {"compatibility": "No", "explanation": "…"}}}"#,
        "\u{feff}{\"licenses\": [{\"name\": \"MIT\", \"compatibilities\": [{\"name\": \"GPL-2.0-only\", \"compatibility\": \"No\"}]}]}",
    ] {
        let read = read_osadl(text).unwrap();
        assert_eq!(cell(&read, "MIT", "GPL-2.0-only"), (Cell::No, 'c'), "{text}");
        assert_eq!(read.title(), "OSADL matrix of a file, date not stated");
    }
}

#[test]
fn additions_are_laid_over_the_packed_matrix() {
    let read =
        read_osadl(r#"{"osadl_additional_licenses": {"Own-1.0": {"MIT": "Yes"}, "MIT": {"GPL-2.0-only": "Yes"}}}"#)
            .unwrap();
    assert_eq!(read.names.len(), 122);
    assert_eq!(read.title(), "OSADL matrix, 2026-02-12, extended by a file");
    assert_eq!(cell(&read, "Own-1.0", "MIT").0, Cell::Yes);
    assert_eq!(cell(&read, "MIT", "Own-1.0").0, Cell::Unknown);
    assert_eq!(cell(&read, "MIT", "GPL-2.0-only").0, Cell::Yes);
    assert_eq!(cell(&read, "GPL-3.0-only", "Apache-2.0"), cell(matrix(), "GPL-3.0-only", "Apache-2.0"));
    assert_eq!(matrix().title(), "OSADL matrix, 2026-02-12");
}

#[test]
fn a_disagreement_ends_where_a_file_states_the_cell_otherwise() {
    assert_eq!(matrix().disagreement("GPL-2.0-only", "IJG"), Some(("No", "Yes")));
    let read = read_osadl(r#"{"osadl_additional_licenses": {"GPL-2.0-only": {"IJG": "Yes"}}}"#).unwrap();
    assert_eq!(read.disagreement("GPL-2.0-only", "IJG"), None);
    assert_eq!(read.disagreement("GPL-3.0-only", "EUPL-1.2"), matrix().disagreement("GPL-3.0-only", "EUPL-1.2"));
}

#[test]
fn what_is_refused_says_where_and_why() {
    let path = |path: &str| Some(Place::Path(path.to_owned()));
    let long = "x".repeat(MATRIX_NAME_LIMIT + 1);
    for (text, code, place, why) in [
        ("", "invalid-json", Some(Place::Line { line: 1, column: 1 }), "not JSON"),
        ("{\n \"é\": 1,,}", "invalid-json", Some(Place::Line { line: 2, column: 9 }), "not JSON"),
        ("[]", "not-a-matrix", None, "no JSON object"),
        ("{}", "not-a-matrix", None, "states no pair"),
        (r#"{"licenses": 1}"#, "not-a-matrix", path("licenses"), "no list"),
        (r#"{"licenses": [{}]}"#, "not-a-matrix", path("licenses[0].name"), "no name"),
        (r#"{"licenses": [{"name": "MIT"}]}"#, "not-a-matrix", path("licenses[0].compatibilities"), "no list"),
        (
            r#"{"licenses": [{"name": "MIT", "compatibilities": [{"name": "ISC", "compatibility": "Perhaps"}]}]}"#,
            "not-a-matrix",
            path("licenses[0].compatibilities[0]"),
            "none of Same, Yes",
        ),
        (r#"{"MIT": {"ISC": 7}}"#, "not-a-matrix", path("MIT.ISC"), "none of Same, Yes"),
        (r#"{"osadl_additional_licenses": []}"#, "not-a-matrix", path("osadl_additional_licenses"), "no object"),
        (
            &format!(r#"{{"MIT": {{"{long}": "Yes"}}}}"#),
            "not-a-matrix",
            path(&format!("MIT.{long}")),
            "more than 200 bytes",
        ),
        (
            &("[".repeat(200) + &"]".repeat(200)),
            "invalid-json",
            Some(Place::Line { line: 1, column: 128 }),
            "recursion",
        ),
    ] {
        let error = read_osadl(text).unwrap_err();
        assert_eq!((error.code.as_str(), error.place), (code, place), "{text}");
        assert!(error.message.contains(why), "{text}: {}", error.message);
        assert!(error.advice.contains("matrixseqexpl.json"));
    }
}

#[test]
fn a_file_is_bounded_in_bytes_and_in_licences() {
    let long = read_osadl(&" ".repeat(MATRIX_BYTES_LIMIT + 1)).unwrap_err();
    assert!(long.message.contains("at most 16777216"), "{}", long.message);
    let row = |count: usize| {
        let cells: Vec<String> = (0..count).map(|at| format!("\"L-{at}\": \"Yes\"")).collect();
        format!("{{\"L-0\": {{{}}}}}", cells.join(","))
    };
    assert_eq!(read_osadl(&row(MATRIX_LICENSES_LIMIT)).unwrap().names.len(), 2_000);
    let many = read_osadl(&row(MATRIX_LICENSES_LIMIT + 1)).unwrap_err();
    assert!(many.message.contains("more than 2000 licences"), "{}", many.message);
}

/// Run by `cargo xtask licence-data`, which fetches the file.
#[test]
#[ignore = "needs a published copy of the matrix: cargo xtask licence-data"]
fn the_published_copy_says_the_same() {
    let path = std::env::var("LOCKSCOPE_OSADL_MATRIX").unwrap();
    let theirs = read_osadl(&std::fs::read_to_string(path).unwrap()).unwrap();
    let common: Vec<&str> =
        matrix().names.iter().map(String::as_str).filter(|name| theirs.row(name).is_some()).collect();
    let mut differences = Vec::new();
    for outbound in &common {
        for inbound in &common {
            let (ours, published) = (cell(matrix(), outbound, inbound).0, cell(&theirs, outbound, inbound).0);
            if ours != published {
                let (ours, published) = (ours.as_str(), published.as_str());
                differences.push(format!("{inbound} into {outbound}: {ours} here, {published} there"));
            }
        }
    }
    println!("{} against {}", matrix().title(), theirs.title());
    println!("{} common licences, {} cells compared, {} differ", common.len(), common.len().pow(2), differences.len());
    println!("{}", differences.join("\n"));
    assert!(common.len() > 100, "{}", common.len());
    assert!(differences.is_empty());
}
