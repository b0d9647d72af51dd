//! Decisions on findings: what holds, what reopens, what is kept, in a document and in its next versions.

use std::time::{Duration, Instant};

use lockscope::engine::{ExportFormat, Request, Response};
use lockscope::licenses::decisions::{Date, Decision, DecisionKind, Reason};
use lockscope::licenses::{FindingKind, Outbound, UseCase, Verdict};
use lockscope::view::decisions::{DecisionsView, DraftFor};
use lockscope::view::licenses::LicensesRequest;
use lockscope::view::licenses::{FindingView, LicensesView};

use super::door::Door;

const FIRST: &str = include_str!("../fixtures/decisions/shop-1.cdx.json");
const SECOND: &str = include_str!("../fixtures/decisions/shop-2.cdx.json");
const THIRD: &str = include_str!("../fixtures/decisions/shop-3.cdx.json");
const RECORD: &str = include_str!("../fixtures/decisions/record.json");

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A proprietary product with these files, on the day of the decisions.
fn shop(files: &[(&str, &str)]) -> Door {
    let mut door = Door::with(files);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    door.ask(Request::Today(day("2026-11-28")));
    door
}

pub fn decisions(door: &mut Door) -> DecisionsView {
    match door.ask(Request::Decisions) {
        Response::Decisions(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn licenses(door: &mut Door) -> LicensesView {
    match door.ask(Request::Licenses(LicensesRequest::default())) {
        Response::Licenses(view) => view,
        other => panic!("{other:?}"),
    }
}

/// The outbound finding whose first component this is.
fn finding(door: &mut Door, name: &str) -> FindingView {
    let findings: Vec<FindingView> = licenses(door).groups.into_iter().flat_map(|group| group.findings).collect();
    findings
        .into_iter()
        .find(|finding| {
            finding.kind == FindingKind::Outbound && finding.sides.iter().any(|side| side.link.name == name)
        })
        .unwrap_or_else(|| panic!("no finding about {name}"))
}

/// What is said beside a finding: `waived: words`.
fn said(door: &mut Door, name: &str) -> String {
    let found = finding(door, name).decision;
    found.map_or("open".to_owned(), |found| format!("{}: {}", found.state, found.words))
}

fn draft(door: &mut Door, about: DraftFor) -> Decision {
    match door.ask(Request::Draft(about)) {
        Response::Draft(Some(draft)) => *draft,
        other => panic!("{other:?}"),
    }
}

/// Waives the finding about a component.
fn waive(door: &mut Door, name: &str, change: impl FnOnce(&mut Decision)) {
    let position = finding(door, name).position;
    let mut decision = draft(door, DraftFor::Finding(position));
    decision.kind = DecisionKind::Waive;
    decision.reason = Reason::DynamicLinkage;
    decision.person = "R. Person".to_owned();
    change(&mut decision);
    assert_eq!(door.ask(Request::Decide(Box::new(decision))), Response::Done);
}

pub fn saved(door: &mut Door, request: Request) -> String {
    match door.ask(request) {
        Response::File { text, .. } => text,
        other => panic!("{other:?}"),
    }
}

fn save(door: &mut Door) -> String {
    saved(door, Request::SaveRecord { today: day("2026-11-28") })
}

/// Each decision with what has become of it.
fn states(door: &mut Door) -> Vec<String> {
    decisions(door).decisions.into_iter().map(|view| format!("{}: {}", view.about, view.state_words)).collect()
}

#[test]
fn a_decided_finding_stays_listed_and_is_counted_apart() {
    let mut door = shop(&[("bom.json", FIRST)]);
    let before = door.frame().conflicts;
    let key = finding(&mut door, "codec").key;
    waive(&mut door, "codec", |decision| decision.comment = "A process of its own".to_owned());
    assert_eq!(said(&mut door, "codec"), "decided: Waived by R. Person on 2026-11-28: linked dynamically");
    assert_eq!(finding(&mut door, "codec").verdict, Verdict::Conflict);
    assert_eq!(finding(&mut door, "codec").key, key);
    assert_eq!(door.frame().conflicts, before - 1);
    let counts = licenses(&mut door).decided;
    assert_eq!((counts.open, counts.decided), (before - 1, 1));
    let decision = finding(&mut door, "codec").decision.expect("a decision").decision;
    door.ask(Request::Withdraw(Box::new(decision)));
    assert_eq!(said(&mut door, "codec"), "open");
    assert_eq!(door.frame().conflicts, before);
}

#[test]
fn a_waiver_holds_for_a_new_version_in_its_range_and_reopens_beyond_it() {
    let mut door = shop(&[("bom.json", FIRST), ("record.json", RECORD)]);
    assert_eq!(
        states(&mut door),
        [
            "GPL-3.0-only: pkg:npm/codec >=1 <2: Holds for 1 finding",
            "MIT: pkg:npm/pad: Its component is here, such a finding is not; kept",
            "AGPL-3.0-only: pkg:npm/chart: Holds for 1 finding",
        ]
    );
    assert!(said(&mut door, "chart").starts_with("escalated: Open, escalated on 2026-11-26"));

    let mut door = shop(&[("bom.json", SECOND), ("record.json", RECORD)]);
    assert!(said(&mut door, "codec").starts_with("decided: "), "{}", said(&mut door, "codec"));
    assert_eq!(states(&mut door)[2], "AGPL-3.0-only: pkg:npm/chart: About nothing in these documents; kept");

    let mut door = shop(&[("bom.json", THIRD), ("record.json", RECORD)]);
    assert_eq!(
        said(&mut door, "codec"),
        "reopened: Open again: pkg:npm/codec 2.0.0 is outside >=1 <2. Was waived by R. Person on 2026-11-28: linked \
         dynamically"
    );
    assert_eq!(
        said(&mut door, "pad"),
        "reopened: Open again: the licence of pkg:npm/pad changed from MIT to GPL-2.0-only. Was accepted on 2026-11-27: \
         evidence checked"
    );
    assert_eq!(
        states(&mut door)[1],
        "MIT: pkg:npm/pad: Open again: the licence of pkg:npm/pad changed from MIT to GPL-2.0-only"
    );
    let kept = save(&mut door);
    assert!(kept.contains("pkg:npm/chart") && kept.contains("pkg:npm/codec") && kept.contains("pkg:npm/pad"));
}

#[test]
fn five_decisions_survive_saving_and_opening_again() {
    let mut door = shop(&[("bom.json", FIRST)]);
    waive(&mut door, "codec", |decision| decision.about.subjects[0].versions = Some(">=1 <2".to_owned()));
    waive(&mut door, "chart", |decision| decision.kind = DecisionKind::Escalate);
    let pad = door.node("pad");
    let mut correct = draft(&mut door, DraftFor::Component(pad));
    correct.kind = DecisionKind::Correct { expression: "ISC".to_owned() };
    door.ask(Request::Decide(Box::new(correct)));
    let menu = door.node("menu");
    let mut choose = draft(&mut door, DraftFor::Component(menu));
    choose.kind =
        DecisionKind::Choose { given: Some("MIT OR GPL-3.0-only".to_owned()), choice: "GPL-3.0-only".to_owned() };
    door.ask(Request::Decide(Box::new(choose)));
    waive(&mut door, "menu", |decision| decision.kind = DecisionKind::Accept);
    let view = decisions(&mut door);
    assert_eq!(view.decisions.len(), 5);

    let text = save(&mut door);
    let mut again = shop(&[("record.json", &text), ("bom.json", FIRST)]);
    let both = decisions(&mut again);
    assert_eq!((both.decisions, both.counts), (view.decisions, view.counts));
    assert_eq!(
        both.remarks,
        ["record.json was saved when judged for shipped as binary, outbound Proprietary, unmodified; now it is x"; 0]
    );
    assert_eq!(save(&mut again), text);
    assert_eq!(licenses(&mut again), licenses(&mut door));

    again.open("record-2.json", text.as_bytes());
    assert_eq!(decisions(&mut again).decisions.len(), 5);
}

#[test]
fn a_correction_and_a_choice_are_judged_at_once_and_end_when_their_ground_does() {
    let mut door = shop(&[("bom.json", FIRST)]);
    let (codec, menu) = (door.node("codec"), door.node("menu"));
    let mut correct = draft(&mut door, DraftFor::Component(codec));
    assert_eq!(correct.licenses_then[0].expression, "GPL-3.0-only");
    correct.kind = DecisionKind::Correct { expression: "MIT".to_owned() };
    correct.expires = Some(day("2026-12-31"));
    door.ask(Request::Decide(Box::new(correct)));
    let mut choose = draft(&mut door, DraftFor::Component(menu));
    choose.kind = DecisionKind::Choose { given: None, choice: "GPL-3.0-only".to_owned() };
    door.ask(Request::Decide(Box::new(choose)));
    assert_eq!((door.verdict("codec"), door.verdict("menu")), (Verdict::Allowed, Verdict::Conflict));
    assert!(states(&mut door).iter().all(|state| state.ends_with("Holds for 1 component")), "{:?}", states(&mut door));

    let text = save(&mut door);
    door.ask(Request::Today(day("2027-01-01")));
    assert_eq!((door.verdict("codec"), door.verdict("menu")), (Verdict::Conflict, Verdict::Conflict));
    assert!(states(&mut door).iter().any(|state| state.ends_with("Expired on 2026-12-31")));

    let other = FIRST.replace("\"GPL-3.0-only\"", "\"AGPL-3.0-only\"");
    let mut changed = shop(&[("bom.json", &other), ("record.json", &text)]);
    assert_eq!(changed.verdict("codec"), Verdict::Conflict);
    let told = "the licence of pkg:npm/codec changed from GPL-3.0-only to AGPL-3.0-only";
    assert!(states(&mut changed).iter().any(|state| state.ends_with(told)), "{:?}", states(&mut changed));
}

#[test]
fn an_expiry_counts_to_its_last_day_and_not_without_knowing_the_day() {
    let door_on = |today: Option<&str>| {
        let mut door = Door::with(&[("bom.json", FIRST), ("record.json", RECORD)]);
        door.judge(UseCase::Binary, Outbound::Proprietary);
        if let Some(today) = today {
            door.ask(Request::Today(day(today)));
        }
        said(&mut door, "codec")
    };
    assert!(door_on(Some("2027-05-31")).starts_with("decided: "));
    assert!(door_on(Some("2027-06-01")).contains("it expired on 2027-05-31"));
    assert!(door_on(None).contains("it expires on 2027-05-31, and today's date is not known"));
}

#[test]
fn of_two_decisions_on_one_finding_the_later_counts_and_both_are_told() {
    let mut door = shop(&[("bom.json", FIRST)]);
    waive(&mut door, "codec", |decision| decision.date = day("2026-11-20"));
    waive(&mut door, "codec", |decision| decision.kind = DecisionKind::Accept);
    assert!(said(&mut door, "codec").starts_with("decided: Accepted by R. Person on 2026-11-28"));
    let states = states(&mut door);
    assert_eq!(states.len(), 2);
    assert!(states[1].contains("A later decision counts: accepted by R. Person"), "{states:?}");
    // Made again on the same day, it takes the place of the one before.
    waive(&mut door, "codec", |decision| decision.kind = DecisionKind::Escalate);
    assert_eq!(decisions(&mut door).decisions.len(), 2);
}

#[test]
fn a_finding_decided_for_some_of_its_components_says_for_which_not() {
    let bom = FIRST.replace("\"MIT OR GPL-3.0-only\"", "\"AGPL-3.0-only\"").replace("\"chart\"", "\"Chart\"");
    let flat = bom.replace("\"dependsOn\"", "\"dependsNot\"");
    let mut door = shop(&[("bom.json", &flat)]);
    let found = finding(&mut door, "Chart");
    assert_eq!(found.involved_total, 1);
    waive(&mut door, "Chart", |decision| decision.about.subjects.truncate(1));
    assert!(said(&mut door, "Chart").ends_with("not covered by it"), "{}", said(&mut door, "Chart"));
    assert_eq!(licenses(&mut door).decided.partly, 1);
}

#[test]
fn a_decision_that_makes_no_sense_is_refused_with_the_reason() {
    let mut door = shop(&[("bom.json", FIRST)]);
    let position = finding(&mut door, "codec").position;
    let good = draft(&mut door, DraftFor::Finding(position));
    let refused = |door: &mut Door, decision: Decision| match door.ask(Request::Decide(Box::new(decision))) {
        Response::Refused(why) => why,
        other => panic!("{other:?}"),
    };
    let correct = |expression: &str| Decision {
        kind: DecisionKind::Correct { expression: expression.to_owned() },
        ..good.clone()
    };
    assert!(refused(&mut door, correct("BSD")).contains("without doubt"));
    assert!(refused(&mut door, correct("")).contains("without doubt"));
    let expired = Decision { expires: Some(day("2020-01-01")), ..good.clone() };
    assert!(refused(&mut door, expired).contains("cannot expire before"));
    let mut nothing = good.clone();
    nothing.about.subjects.clear();
    assert!(refused(&mut door, nothing).contains("must name the packages"));
    let long = Decision { comment: "x".repeat(10_001), ..good };
    assert!(refused(&mut door, long).contains("10000 bytes"));
    assert!(decisions(&mut door).decisions.is_empty());
}

#[test]
fn the_audit_table_names_every_finding_and_every_decision() {
    let mut door = shop(&[("bom.json", THIRD), ("record.json", RECORD)]);
    for format in [ExportFormat::AuditCsv, ExportFormat::AuditMarkdown, ExportFormat::AuditHtml] {
        let text = saved(&mut door, Request::Export(format));
        for part in [
            "shop 2.0.0",
            "codec",
            "pkg:npm/codec@2.0.0",
            "is outside",
            "linked dynamically",
            "Runs as a process of its own",
            "R. Person",
            "2027-05-31",
            "pkg:npm/chart",
            "About nothing in these documents; kept",
            "OSADL matrix 2026-02-12",
            "SHA-256",
            "outbound Proprietary",
            "Information, not legal advice",
            "licence when decided",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}

#[test]
fn a_record_is_a_file_like_others() {
    let mut door = shop(&[("bom.json", FIRST)]);
    let id = door.open("anything.txt", RECORD.as_bytes());
    let file = door.frame().files.into_iter().find(|file| file.id == id).expect("the record");
    assert_eq!((file.format.as_str(), file.lines[0].as_str()), ("Record of decisions", "3 decisions"));
    assert_eq!(door.frame().components, 5);
    door.ask(Request::Include { file: id, included: false });
    assert_eq!(said(&mut door, "codec"), "open");
    door.ask(Request::Include { file: id, included: true });
    assert!(said(&mut door, "codec").starts_with("decided"));
    door.ask(Request::Remove { file: id });
    assert!(decisions(&mut door).decisions.is_empty());
    assert_eq!(door.frame().files.len(), 1);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "tests run natively and may look at the clock")]
fn many_decisions_on_many_components_cost_little() {
    let component = |at: usize| {
        format!(
            r#"{{"type":"library","name":"c{at}","version":"1.0.0","purl":"pkg:npm/c{at}@1.0.0","licenses":[{{"expression":"GPL-3.0-only"}}]}}"#
        )
    };
    let components: Vec<String> = (0..5_000).map(component).collect();
    let bom = format!(r#"{{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{}]}}"#, components.join(","));
    let decision = |at: usize| {
        format!(
            r#"{{"about":{{"finding":"outbound","licenses":["GPL-3.0-only"],"packages":[{{"package":"pkg:npm/c{}*"}}]}},"date":"2026-11-28","decision":"waive","comment":"{at}","reason":"other"}}"#,
            at % 5_000
        )
    };
    let all: Vec<String> = (0..25_000).map(decision).collect();
    let record = format!(r#"{{"schema":"lockscope-record/1","decisions":[{}]}}"#, all.join(","));
    let mut door = shop(&[("bom.json", &bom), ("record.json", &record)]);
    let start = Instant::now();
    assert!(said(&mut door, "c0").starts_with("decided"));
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
