//! Verdicts as a person sees them, and how they follow the context.

use lockscope::engine::{Request, Response};
use lockscope::licenses::{
    Choice, Correction, LicenseClass, Outbound, Settlements, Subject, TermTree, UseCase, Verdict,
};

use super::door::{CARGO_LOCK, Door, crates_bom, package_lock};

#[test]
fn a_choice_takes_the_licence_that_fits() {
    let lock = package_lock("app | | choice\nchoice | (MIT OR GPL-3.0-only) AND Apache-2.0 |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    let view = door.inspect("choice");
    assert_eq!(view.link.verdict, Verdict::Allowed);
    assert_eq!(view.class, LicenseClass::Permissive);
    let Some(TermTree::All { parts, .. }) = &view.terms else { panic!("{:?}", view.terms) };
    let Some(TermTree::Any { parts, chosen, .. }) = parts.first() else { panic!("{parts:?}") };
    assert!(matches!(&parts[*chosen], TermTree::Term(term) if term.license == "MIT"), "{parts:?}");
    assert_eq!(door.frame().conflicts, 0);
}

#[test]
fn a_network_licence_is_judged_anew_for_every_use() {
    let lock = package_lock("app | | server\nserver | AGPL-3.0-only |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    let mut verdict = |use_case| {
        door.judge(use_case, Outbound::Proprietary);
        door.verdict("server")
    };
    let verdicts = [UseCase::Internal, UseCase::Saas, UseCase::Binary].map(&mut verdict);
    assert_eq!(verdicts, [Verdict::Duties, Verdict::Review, Verdict::Conflict]);
}

#[test]
fn a_tool_for_development_is_listed_and_not_counted() {
    let lock = package_lock("app | | lib dev:tool\nlib | MIT |\ntool | GPL-3.0-only | rules\nrules | GPL-3.0-only |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    assert_eq!(door.verdict("tool"), Verdict::NotShipped);
    assert_eq!(door.verdict("rules"), Verdict::NotShipped);
    assert!(door.inspect("tool").tags.iter().any(|tag| tag == "development scope"));
    let overview = door.overview();
    let counted = |verdict| overview.verdicts.iter().find(|(known, _)| *known == verdict).map(|(_, count)| *count);
    assert_eq!(counted(Verdict::NotShipped), Some(2));
    assert_eq!(counted(Verdict::Allowed), Some(1));
    assert_eq!(counted(Verdict::Conflict), Some(0));
    assert_eq!((door.frame().conflicts, overview.asks_total), (0, 0));
}

#[test]
fn a_lockfile_without_licences_says_so_once_and_is_grey() {
    let mut door = Door::with(&[("Cargo.lock", CARGO_LOCK)]);
    let frame = door.frame();
    let [banner] = frame.banners.as_slice() else { panic!("{:?}", frame.banners) };
    assert_eq!(banner.title, "Cargo.lock holds no licences by format");
    assert!(banner.text.starts_with("2 components are not judged"), "{}", banner.text);
    for name in ["curve", "hex"] {
        let row = door.row(name);
        assert_eq!((row.verdict, row.license.as_str()), (Verdict::Unknown, "this format holds no licences"));
    }
    assert_eq!(frame.conflicts, 0);
}

#[test]
fn an_sbom_beside_a_lockfile_brings_the_licences() {
    let half = crates_bom(&[("curve", "BSD-3-Clause")]);
    let mut door = Door::with(&[("Cargo.lock", CARGO_LOCK), ("bom.json", &half)]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    let curve = door.row("curve");
    assert_eq!((curve.verdict, curve.license.as_str(), curve.direct), (Verdict::Allowed, "BSD-3-Clause", true));
    assert_eq!(door.verdict("hex"), Verdict::Unknown);
    let title = |door: &mut Door| door.frame().banners.into_iter().find(|banner| banner.key == "no-licenses");
    assert!(title(&mut door).is_some_and(|banner| banner.text.starts_with("1 component is not judged")));

    let whole = crates_bom(&[("curve", "BSD-3-Clause"), ("hex", "MIT")]);
    let mut door = Door::with(&[("Cargo.lock", CARGO_LOCK), ("bom.json", &whole)]);
    assert_eq!(door.frame().components, 3);
    assert_eq!(title(&mut door), None);
    assert_eq!(door.verdict("hex"), Verdict::Allowed);
}

#[test]
fn a_finding_names_both_sides_and_their_routes() {
    let lock = package_lock(
        "app | MIT | left right\nleft | MIT | captor\ncaptor | GPL-2.0-only |\nright | MIT | free\nfree | Apache-2.0 |",
    );
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    assert!(door.frame().conflicts > 0);
    let text = match door.ask(Request::CopyFinding { position: 0 }) {
        lockscope::engine::Response::Text(text) => text,
        other => panic!("{other:?}"),
    };
    assert!(text.contains("app 1.0.0 › left 1.0.0 › captor 1.0.0"), "{text}");
    assert!(text.contains("app 1.0.0 › right 1.0.0 › free 1.0.0"), "{text}");
    assert!(text.contains("OSADL matrix"), "{text}");
}

#[test]
fn what_people_settled_is_judged_and_can_be_taken_back() {
    let lock = package_lock("app | | a b\na | MIT OR GPL-3.0-only |\nb | GPL-3.0-only |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    assert_eq!((door.verdict("a"), door.verdict("b")), (Verdict::Allowed, Verdict::Conflict));
    let subject = |name: &str| Subject { package: format!("pkg:npm/{name}"), versions: None };
    let settlements = Settlements {
        corrections: vec![Correction {
            subject: subject("b"),
            expression: "ISC".to_owned(),
            because: "read in its source".to_owned(),
        }],
        choices: vec![Choice {
            subject: Some(subject("a")),
            given: None,
            choice: "GPL-3.0-only".to_owned(),
            because: "agreed".to_owned(),
        }],
        ..Settlements::default()
    };
    assert_eq!(door.ask(Request::Settle { settlements }), Response::Done);
    assert_eq!((door.verdict("a"), door.verdict("b")), (Verdict::Conflict, Verdict::Allowed));
    let read_as = door.inspect("b").evidence;
    assert!(read_as.iter().any(|(_, how)| how.contains("settled: read in its source")), "{read_as:?}");
    door.ask(Request::Settle { settlements: Settlements::default() });
    assert_eq!((door.verdict("a"), door.verdict("b")), (Verdict::Allowed, Verdict::Conflict));
}
