//! What must ship with the product, added up and for each component.

use lockscope::engine::{Request, Response};
use lockscope::licenses::{DutyCode, Outbound, UseCase, When};
use lockscope::view::duties::{DutiesView, DutyLine};

use super::door::{CARGO_LOCK, Door, package_lock};

fn duties(door: &mut Door) -> DutiesView {
    match door.ask(Request::Duties) {
        Response::Duties(view) => view,
        other => panic!("{other:?}"),
    }
}

fn line(view: &DutiesView, code: DutyCode) -> &DutyLine {
    view.lines.iter().find(|line| line.code == code).unwrap_or_else(|| panic!("no {code:?}: {view:?}"))
}

fn shop() -> Door {
    let lock = package_lock(
        "app | | a b c d dev:tool\na | MIT |\nb | MIT OR GPL-3.0-only |\nc | LGPL-2.1-only |\nd | |\ntool | GPL-3.0-only |",
    );
    Door::with(&[("package-lock.json", &lock)])
}

#[test]
fn the_roll_up_counts_what_ships_and_names_what_is_unknown_first() {
    let mut door = shop();
    door.judge(UseCase::Binary, Outbound::Proprietary);
    let view = duties(&mut door);
    assert_eq!(view.summary, "4 components shipped; of 1 no duty is known");
    assert_eq!(view.lines.first().map(|line| line.code), Some(DutyCode::NoData));
    let texts = line(&view, DutyCode::Text);
    assert_eq!(texts.words, "2 licence texts for 3 components");
    assert_eq!(texts.terms, [("MIT".to_owned(), 2), ("LGPL-2.1-only".to_owned(), 1)]);
    let names: Vec<&str> = texts.components.iter().map(|link| link.name.as_str()).collect();
    assert_eq!((names.as_slice(), texts.total), (["a", "b", "c"].as_slice(), 3));
    assert_eq!(line(&view, DutyCode::Source).words, "1 source offer");
    assert_eq!(
        view.left_out,
        ["1 component of the product itself", "1 component needed only for developing, building or testing"]
    );
    assert!(view.lines.iter().all(|line| line.code != DutyCode::SameWork), "the alternative not chosen brings nothing");
}

#[test]
fn what_is_hosted_owes_less_and_says_what_comes_later() {
    let lock = package_lock("app | | a b\na | MIT |\nb | AGPL-3.0-only |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    door.judge(UseCase::Saas, Outbound::Proprietary);
    let view = duties(&mut door);
    assert_eq!(view.lines, []);
    let [later] = view.later.as_slice() else { panic!("{:?}", view.later) };
    assert_eq!((later.code, later.when), (DutyCode::NetworkSource, When::OnceModified));
    assert!(view.terms.iter().any(|line| line.code == DutyCode::NoneStated));
}

#[test]
fn a_format_without_licences_leaves_every_duty_unknown() {
    let mut door = Door::with(&[("Cargo.lock", CARGO_LOCK)]);
    let view = duties(&mut door);
    let codes: Vec<(DutyCode, usize)> = view.lines.iter().map(|line| (line.code, line.total)).collect();
    assert_eq!(codes, [(DutyCode::NoData, 2)]);
}

#[test]
fn the_inspector_tells_the_duties_of_a_component_with_term_and_source() {
    let mut door = shop();
    door.judge(UseCase::Binary, Outbound::Proprietary);
    let duty = |door: &mut Door, name: &str| {
        let duties = door.inspect(name).duties;
        duties.into_iter().map(|duty| (duty.code, duty.term, duty.source)).next()
    };
    let source = "choosealicense.com";
    assert_eq!(duty(&mut door, "a"), Some((DutyCode::Text, "MIT".to_owned(), source.to_owned())));
    assert_eq!(duty(&mut door, "d").map(|(code, ..)| code), Some(DutyCode::NoData));
    assert_eq!(duty(&mut door, "tool"), None);
    assert_eq!(door.inspect("tool").duty_words, "Not shipped: no duties arise");
    assert_eq!(door.inspect("app").duty_words, "Part of the product itself");
}
