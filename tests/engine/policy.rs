//! Our own rules through the door: dropped, given, changed, refused, saved.

use lockscope::engine::{Request, Response};
use lockscope::licenses::FindingKind;
use lockscope::view::policy::PolicyView;

use super::door::{Door, crates_bom, package_lock};

const DENY: &str = "[licenses]\nallow = [\"MIT\", \"Zlib\"]\nexceptions = [{ crate = \"ring\", allow = [\"OpenSSL\"] }, { crate = \"gone\", allow = [\"ISC\"] }]\n";

fn policy(door: &mut Door) -> PolicyView {
    match door.ask(Request::PolicyView) {
        Response::Policy(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn set(door: &mut Door, text: &str) -> PolicyView {
    match door.ask(Request::Policy { name: "rules".to_owned(), text: text.to_owned() }) {
        Response::Policy(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// Titles of the policy findings.
fn findings(door: &mut Door) -> Vec<String> {
    let facts = door.facts();
    let own = facts.judgement.findings.iter().filter(|finding| finding.kind == FindingKind::Policy);
    own.map(|finding| finding.title.clone()).collect()
}

fn own(rest: &str) -> String {
    format!("schema = \"lockscope-policy/1\"\nname = \"House\"\n{rest}")
}

#[test]
fn a_dropped_deny_toml_judges_and_says_what_met_nothing() {
    let bom = crates_bom(&[("a", "MIT"), ("ring", "OpenSSL"), ("b", "GPL-3.0-only")]);
    let mut door = Door::with(&[("bom.json", &bom), ("repo/deny.toml", DENY)]);
    assert_eq!(findings(&mut door), ["GPL-3.0-only: denied by the policy"]);
    let view = policy(&mut door);
    assert_eq!((view.is_loaded, view.source.as_str(), view.rules.as_str()), (true, "cargo-deny [licenses]", "5 rules"));
    let remarks: Vec<&str> = view.remarks.iter().map(|remark| remark.text.as_str()).collect();
    assert_eq!(remarks, ["The rule for Zlib met no component", "The exception for pkg:cargo/gone met no component"]);
    let frame = door.frame();
    let file = frame.files.iter().find(|file| file.name.ends_with("deny.toml")).expect("the policy is in the rail");
    assert!(file.error.is_none() && file.format.starts_with("cargo-deny"), "{file:?}");
}

#[test]
fn removing_or_unticking_the_file_ends_its_rules() {
    let mut door = Door::with(&[("bom.json", &crates_bom(&[("b", "GPL-3.0-only")]))]);
    let id = door.open("deny.toml", DENY.as_bytes());
    assert_eq!(findings(&mut door).len(), 1);
    door.ask(Request::Include { file: id, included: false });
    assert_eq!(findings(&mut door).len(), 0);
    door.ask(Request::Include { file: id, included: true });
    assert_eq!(findings(&mut door).len(), 1);
    door.ask(Request::Remove { file: id });
    assert!(!policy(&mut door).is_loaded && findings(&mut door).is_empty());
    assert!(door.frame().files.iter().all(|file| file.name != "deny.toml"));
}

#[test]
fn rules_with_errors_change_nothing_that_was_loaded() {
    let mut door = Door::with(&[("bom.json", &crates_bom(&[("b", "GPL-3.0-only")]))]);
    set(&mut door, &own("[licenses]\n\"GPL-3.0-only\" = \"deny\"\n"));
    let view = set(&mut door, &own("[licenses]\n\"GPL-3.0-only\" = \"denyy\"\n\"MIT\" = \"alow\"\n"));
    let refused = view.refused.expect("told");
    assert_eq!(refused.title, "2 errors");
    assert_eq!(refused.notices[0].text, "`denyy` is not one of allow, review, deny; did you mean `deny`?");
    assert_eq!(refused.notices[0].place, "line 4, column 18");
    assert!(view.is_loaded);
    assert_eq!(findings(&mut door), ["GPL-3.0-only: denied by the policy “House”"]);
    let id = door.open("deny.toml", b"[licenses]\nalow = []\nallow = []\n");
    let frame = door.frame();
    let file = frame.files.iter().find(|file| file.id == id).expect("in the rail");
    let error = file.error.as_ref().expect("unreadable");
    assert_eq!(
        (error.message.as_str(), error.place.as_str()),
        ("Unknown key `alow` in [licenses]; did you mean `allow`?", "line 2, column 1")
    );
    assert_eq!(findings(&mut door).len(), 1);
}

#[test]
fn what_a_policy_settles_is_judged_with() {
    let lock = package_lock("app | | old choice\nold | |\nchoice | MIT OR ISC |");
    let mut door = Door::with(&[("package-lock.json", &lock)]);
    set(
        &mut door,
        &own(
            "prefer = [\"ISC\"]\n[require]\nlicense = true\n[[clarify]]\npackage = \"pkg:npm/old\"\nexpression = \"BSD-3-Clause\"\n",
        ),
    );
    assert_eq!(door.row("old").license, "BSD-3-Clause");
    assert_eq!(findings(&mut door), [""; 0]);
    assert_eq!(door.ask(Request::ClearPolicy), Response::Done);
    assert_ne!(door.row("old").license, "BSD-3-Clause");
}

#[test]
fn rules_are_saved_in_other_formats_with_what_is_lost() {
    let mut door = Door::default();
    let refused = door.ask(Request::PolicyText { format: "cargo-deny".to_owned() });
    assert_eq!(refused, Response::Refused("There are no rules to save".to_owned()));
    set(
        &mut door,
        &own(
            "prefer = [\"MIT\"]\n[defaults]\nunlisted = \"deny\"\n[licenses]\n\"MIT\" = \"allow\"\n[[choices]]\ngiven = \"MIT OR ISC\"\nchoice = \"MIT\"\n",
        ),
    );
    for format in policy(&mut door).formats {
        match door.ask(Request::PolicyText { format: format.id.clone() }) {
            Response::PolicyText(view) => {
                assert!(view.text.contains("MIT") && view.name == format.file_name, "{view:?}");
                let is_own = format.id.starts_with("lockscope");
                assert_eq!(view.losses.iter().any(|loss| loss.text.contains("`prefer`")), !is_own, "{view:?}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_text_for_the_editor_reads_as_the_same_rules_and_is_checked_while_written() {
    let mut door = Door::with(&[("deny.toml", DENY)]);
    let text = policy(&mut door).text;
    assert_eq!(set(&mut door, &text).text, text);
    match door.ask(Request::CheckPolicy { text: text.replace("allow", "alow") }) {
        Response::PolicyChecked(notices) => assert!(notices.iter().any(|notice| !notice.place.is_empty())),
        other => panic!("{other:?}"),
    }
    for preset in policy(&mut door).presets {
        assert!(set(&mut door, &preset.text).refused.is_none(), "{}", preset.id);
    }
}
