//! The record of decisions as a file: what is written is read again, what is broken is told and kept.

use std::time::{Duration, Instant};

use lockscope::engine::Request;
use lockscope::export::record::{LARGEST_RECORD, MOST_DECISIONS, Record, RecordedFile, is_record, read, write};
use lockscope::licenses::decisions::{About, Decision, DecisionKind, LicenseThen, Reason};
use lockscope::licenses::{Context, FindingKind, Relation, RelationOf, RelationRule, Subject};
use lockscope::model::Ecosystem;
use serde_json::json;

use super::decisions::{day, decisions, saved};
use super::door::Door;

fn subject(package: &str) -> Subject {
    Subject { package: package.to_owned(), versions: None }
}

fn full() -> Record {
    let kinds = [
        DecisionKind::Accept,
        DecisionKind::Waive,
        DecisionKind::Escalate,
        DecisionKind::Correct { expression: "MIT AND BSD-3-Clause".to_owned() },
        DecisionKind::Choose { given: Some("MIT OR ISC".to_owned()), choice: "ISC".to_owned() },
        DecisionKind::Choose { given: None, choice: "ISC".to_owned() },
    ];
    let mut decisions = Vec::new();
    for (reason, kind) in Reason::ALL.iter().zip(kinds.iter().cycle()) {
        for finding in FindingKind::ALL {
            decisions.push(
                Decision {
                    date: day("2026-11-28"),
                    about: About {
                        finding: Some(finding),
                        what: "No licence in this file".to_owned(),
                        licenses: vec!["GPL-2.0-only".to_owned(), "\u{202E}evil \"quoted\"\n".to_owned()],
                        subjects: vec![Subject {
                            package: "pkg:npm/%40scope/*".to_owned(),
                            versions: Some(">=1 <2".to_owned()),
                        }],
                    },
                    kind: kind.clone(),
                    reason: *reason,
                    comment: "=1+1 <script>".to_owned(),
                    person: "Ünï".to_owned(),
                    expires: Some(day("9999-12-31")),
                    licenses_then: vec![LicenseThen {
                        package: "pkg:npm/a".to_owned(),
                        expression: String::new(),
                        evidence: "not in this file".to_owned(),
                    }],
                }
                .in_order(),
            );
        }
    }
    decisions.sort();
    let rule = |of| RelationRule { of, relation: Relation::Dynamic };
    Record {
        tool: "0.1.0".to_owned(),
        saved: Some(day("2026-11-28")),
        context: Some(Context::default()),
        relations: vec![
            rule(RelationOf::Ecosystem(Ecosystem::Npm)),
            rule(RelationOf::Component(subject("pkg:npm/a"))),
            rule(RelationOf::Edge { from: subject("pkg:npm/a"), to: subject("pkg:npm/b") }),
        ],
        decisions,
        files: vec![RecordedFile { name: "bom.json".to_owned(), sha256: "00".to_owned() }],
        data: vec![("OSADL matrix".to_owned(), "2026-02-12".to_owned())],
        unread_decisions: vec![r#"{ "decision" : 7.000 }"#.to_owned(), "null".to_owned()],
        unread_relations: vec!["[]".to_owned()],
        unknown: vec![("later".to_owned(), r#"{"a": [1,  2]}"#.to_owned())],
    }
}

#[test]
fn what_is_written_is_read_again() {
    let record = full();
    let text = write(&record);
    assert!(is_record(&text));
    let (again, notices) = read("record.json", &text).expect("a record");
    assert_eq!(again, record);
    assert_eq!(write(&again), text);
    let codes: Vec<&str> = notices.iter().map(|notice| notice.code.as_str()).collect();
    assert_eq!(codes, ["decision-not-read", "decision-not-read", "relation-not-read", "unknown-key"]);
    let (empty, _) = read("record.json", &write(&Record::default())).expect("an empty record");
    assert_eq!(empty, Record::default());
}

/// The first notice on a record whose one decision has this key changed.
fn told(key: &str, value: serde_json::Value) -> String {
    let mut decision = json!({
        "about": { "finding": "outbound", "licenses": ["MIT"], "packages": [{ "package": "pkg:npm/a" }] },
        "date": "2026-11-28", "decision": "waive", "reason": "other",
    });
    decision[key] = value;
    let verbatim = decision.to_string();
    let text = json!({ "schema": "lockscope-record/1", "decisions": [decision] }).to_string();
    let (record, notices) = read("r", &text).expect("a record");
    if notices.is_empty() {
        assert_eq!(record.decisions.len(), 1);
        return String::new();
    }
    assert_eq!(record.unread_decisions, std::slice::from_ref(&verbatim));
    assert!(write(&record).contains(&verbatim));
    let place = notices[0].place.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{place}: {}", notices[0].message)
}

#[test]
fn a_broken_decision_is_told_with_its_place_and_kept() {
    const KEPT: &str = "A decision was not read and is kept as it is";
    assert_eq!(told("person", json!("R.")), "");
    assert_eq!(told("expires", json!(null)), "");
    let cases = [
        ("date", json!(17), "decisions[0].date: a text is expected, this is 17"),
        ("date", json!("9999-99-99"), "decisions[0].date: 9999-99-99 is no day of the calendar"),
        ("date", json!(null), "decisions[0].date: a day is missing"),
        ("expires", json!("9999-99-99"), "decisions[0].expires: 9999-99-99 is no day of the calendar"),
        ("expires", json!("2026-11-27"), "decisions[0]: A decision cannot expire before the day it was made"),
        ("expirs", json!("2027-01-01"), "decisions[0]: “expirs” is no key that is known here"),
        ("about", json!([]), "decisions[0].about: an object is expected, this is []"),
        (
            "about",
            json!({ "finding": "rumour" }),
            "decisions[0].about.finding: “rumour” is no kind of finding that is known",
        ),
        ("about", json!({ "packages": {} }), "decisions[0].about.packages: a list is expected, this is {}"),
        ("about", json!({ "packages": [7] }), "decisions[0].about.packages[0]: an object is expected, this is 7"),
        ("about", json!({ "finding": "outbound" }), "decisions[0]: A decision must name the packages it is about"),
        ("decision", json!("forget"), "decisions[0].decision: “forget” is no decision that is known"),
        ("decision", json!("correct"), "decisions[0]: “expression” is missing"),
        ("reason", json!(true), "decisions[0].reason: a text is expected, this is true"),
        ("reason", json!("because"), "decisions[0].reason: “because” is no reason that is known"),
        ("comment", json!({ "a": 1 }), "decisions[0].comment: a text is expected, this is {\"a\":1}"),
        ("licenses-then", json!("MIT"), "decisions[0].licenses-then: a list is expected, this is \"MIT\""),
    ];
    for (key, value, expected) in cases {
        let (place, message) = expected.split_once(": ").expect("a place");
        assert_eq!(told(key, value), format!("{place}: {KEPT}: {message}"));
    }
}

#[test]
fn a_key_given_twice_is_a_problem_and_not_the_last_one_taken() {
    let text = r#"{"schema":"lockscope-record/1","decisions":[{"date":"2026-01-01","date":"2027-01-01"}]}"#;
    let (record, notices) = read("r", text).expect("a record");
    assert!(notices[0].message.ends_with("“date” is given twice"), "{notices:?}");
    assert_eq!(record.unread_decisions.len(), 1);
    let text = r#"{"schema":"lockscope-record/1","decisions":[],"decisions":[]}"#;
    assert!(is_record(text));
    assert!(read("r", text).expect_err("twice").message.contains("“decisions” is given twice"));
}

#[test]
fn a_record_cut_off_anywhere_is_refused_and_never_half_taken() {
    let text = write(&full());
    for end in (0..text.len() - 2).step_by(16).filter(|end| text.is_char_boundary(*end)) {
        let error = read("r", &text[..end]).expect_err("half a record");
        assert!(["truncated", "broken-json"].contains(&error.code.as_str()), "{end}: {error:?}");
        let mut door = Door::default();
        let id = door.open("r", &text.as_bytes()[..end]);
        let file = door.frame().files.into_iter().find(|file| file.id == id).expect("the file");
        assert!(file.error.is_some(), "{end}");
        if end > 40 {
            assert_eq!(file.error.expect("an error").message, "This record of decisions is cut off", "{end}");
        }
    }
}

#[test]
fn another_schema_is_named() {
    let text = r#"{"schema":"lockscope-record/2","decisions":[]}"#;
    assert!(is_record(text));
    let error = read("r", text).expect_err("a later schema");
    assert!(error.message.contains("lockscope-record/2") && error.message.contains("lockscope-record/1"), "{error}");
    for other in [r#"{"schema":"policy/1","x":"lockscope-record/1"}"#, r#"{"a":{"schema":"lockscope-record/1"}}"#, "[]"]
    {
        assert!(!is_record(other), "{other}");
    }
    assert!(is_record(r#" {"decisions":[], "schema" : "lockscope-record/1"}"#));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests run natively and may look at the clock")]
fn too_large_and_too_many_are_told() {
    let text = format!(r#"{{"schema":"lockscope-record/1","x":"{}"}}"#, "x".repeat(LARGEST_RECORD));
    assert!(is_record(&text));
    assert!(read("r", &text).expect_err("too large").message.contains("5000000 bytes"));
    let many = vec!["7"; MOST_DECISIONS * 2].join(",");
    let text = format!(r#"{{"schema":"lockscope-record/1","decisions":[{many}]}}"#);
    let start = Instant::now();
    let (record, notices) = read("r", &text).expect("a record");
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    assert_eq!(record.unread_decisions.len(), MOST_DECISIONS * 2);
    assert!(notices[0].message.contains("Only the first 50000 decisions are read; 50000 more are kept"));
    assert_eq!(notices.last().expect("a notice").message, "49801 more remarks are not listed");
}

#[test]
fn a_packed_record_and_one_in_utf_16_are_read() {
    use std::io::Write as _;
    let text = write(&full());
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).expect("packed");
    let packed = packer.finish().expect("packed");
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [packed, wide] {
        let mut door = Door::default();
        let id = door.open("record", &bytes);
        assert_eq!(decisions(&mut door).decisions.len(), full().decisions.len());
        let file = door.frame().files.into_iter().find(|file| file.id == id).expect("the file");
        assert_eq!(file.format, "Record of decisions");
    }
}

#[test]
fn hidden_letters_of_a_record_are_shown_as_they_are() {
    let text = write(&full());
    let mut door = Door::with(&[("record\u{202E}.json", &text)]);
    door.ask(Request::Today(day("2026-11-28")));
    let view = decisions(&mut door);
    assert!(view.decisions[0].about.contains("\\u{202e}evil"), "{}", view.decisions[0].about);
    assert!(view.decisions.iter().all(|view| view.state == "nothing-here" || view.state == "applied"));
    let again = saved(&mut door, Request::SaveRecord { today: day("2026-11-28") });
    let (record, _) = read("r", &again).expect("a record");
    assert_eq!((record.decisions, record.unread_decisions.len()), (full().decisions, 2));
    assert_eq!(
        (record.relations, record.unread_relations, record.unknown),
        (full().relations, full().unread_relations, full().unknown)
    );
}
