//! The Compare view through the engine's door: figures, causes, conflicts, filters, saving.

use lockscope::engine::{ComparisonFormat, ExportFormat, Request, Response};
use lockscope::licenses::{Outbound, UseCase};
use lockscope::view::compare::{CauseView, ChangeKind, CompareLine, CompareRequest, CompareView, ShownAs};
use serde_json::{Map, Value, json};

use super::door::{Door, npm_package};

/// A package-lock.json of version 3. A line is `name version | licence | what it needs`, the first the project; `dev:`
/// before a need of the project makes it one for development, a name in a name (`kit>cup`) a nested copy.
fn lock(lines: &str) -> String {
    let mut packages = Map::new();
    let mut root = Value::Null;
    for (position, line) in lines.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let mut cells = line.split('|').map(str::trim);
        let mut cell = || cells.next().unwrap_or_default();
        let (label, license, needs) = (cell(), cell(), cell());
        let (name, version) = label.split_once(' ').expect("name and version");
        let mut package = npm_package(version, license, needs);
        if position == 0 {
            package["name"] = json!(name);
            root = json!({ "name": name, "version": version });
            packages.insert(String::new(), package);
        } else {
            let last = name.rsplit('>').next().unwrap_or(name);
            package["resolved"] = json!(format!("https://registry.example/{last}/-/{last}-{version}.tgz"));
            packages.insert(format!("node_modules/{}", name.replace('>', "/node_modules/")), package);
        }
    }
    json!({ "name": root["name"], "version": root["version"], "lockfileVersion": 3, "packages": packages }).to_string()
}

const BEFORE: &str = "portal 3.3.0 | | export editor moment dev:lint
    export 1.7.0 | MIT | audit lamp
    audit 1.4.0 | MIT |
    lamp 1.0.0 | MIT |
    editor 6.8.3 | MIT | caret
    caret 2.0.0 | ISC |
    moment 2.29.4 | MIT | clock
    clock 1.0.0 | MIT |
    lint 8.56.0 | MIT | rules
    rules 1.0.0 | MIT |";

const AFTER: &str = "portal 3.4.0 | | export editor dates dev:lint
    export 1.8.2 | MIT | audit press
    audit 2.0.1 | MIT | wire caret
    audit>caret 1.0.0 | ISC |
    press 1.3.0 | AGPL-3.0-or-later |
    wire 8.0.35 | GPL-2.0-only |
    editor 7.3.0 | GPL-2.0-or-later | caret
    caret 2.0.0 | ISC |
    dates 3.6.0 | MIT |
    lint 8.57.0 | MIT | rules
    rules 1.0.1 | MIT |";

pub fn ask(door: &mut Door, request: CompareRequest) -> CompareView {
    match door.ask(Request::Compare(request)) {
        Response::Compare(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn portal() -> Door {
    let mut door = Door::with(&[("old/package-lock.json", &lock(BEFORE)), ("new/package-lock.json", &lock(AFTER))]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    door
}

pub fn line(line: &CompareLine) -> String {
    let notes: Vec<String> = line
        .notes
        .iter()
        .map(|note| match note.words.as_str() {
            "" => format!("{} {} to {}", note.title, note.before, note.after),
            words => words.to_owned(),
        })
        .collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" [{}]", notes.join("; ")) };
    format!("{}{} {}{notes}", line.tone.sign(), line.link.name, line.versions())
}

pub fn cause(cause: &CauseView) -> String {
    let lines: Vec<String> = cause.lines.iter().map(line).collect();
    let label = format!("{} {}", cause.title, cause.versions);
    format!("{} ({}; {}): {}", label.trim(), cause.how, cause.outcome, lines.join(", "))
}

pub fn figures(view: &CompareView) -> Vec<String> {
    let words = |figure: &lockscope::view::compare::Figure| {
        let before = if figure.before.is_empty() { String::new() } else { format!("{} to ", figure.before) };
        format!("{before}{} {}", figure.value, figure.title)
    };
    view.figures.iter().map(words).collect()
}

#[test]
fn an_update_is_told_by_the_direct_change_that_brought_it() {
    let view = ask(&mut portal(), CompareRequest::default());
    assert_eq!(view.before, "old/package-lock.json, portal 3.3.0");
    assert_eq!(view.after, "new/package-lock.json, portal 3.4.0");
    assert_eq!(
        figures(&view),
        [
            "9 to 10 components",
            "+4 added",
            "\u{2212}3 removed",
            "~5 version changed",
            "1 licence changed",
            "1 the same",
            "0 to 4 conflicts",
            "0 to 1 duplicates",
        ]
    );
    let causes: Vec<String> = view.causes.iter().map(cause).collect();
    assert_eq!(
        causes,
        [
            "export 1.7.0 to 1.8.2 (direct, changed; 3 new conflicts): ~export 1.7.0 to 1.8.2 [now needs press; no longer needs lamp], \
             +press 1.3.0, +wire 8.0.35, +caret 1.0.0, ~audit 1.4.0 to 2.0.1 [now needs caret and wire], \u{2212}lamp 1.0.0",
            "editor 6.8.3 to 7.3.0 (direct, changed; 1 new conflict): ~editor 6.8.3 to 7.3.0 [Licence MIT to GPL-2.0-or-later]",
            "moment 2.29.4 (direct, removed; no new finding): \u{2212}moment 2.29.4, \u{2212}clock 1.0.0",
            "dates 3.6.0 (direct, added; no new finding): +dates 3.6.0",
            "lint 8.56.0 to 8.57.0 (direct, changed, development; not shipped): ~lint 8.56.0 to 8.57.0, ~rules 1.0.0 to 1.0.1",
        ]
    );
    assert_eq!(view.summary, "12 changes from 5 causes");
    let told: Vec<String> =
        view.new_conflicts.lines.iter().map(|line| format!("{} {}", line.links[0].name, line.cause)).collect();
    assert_eq!(told, ["editor editor", "press export", "press export", "wire export"]);
    assert_eq!(view.gone_conflicts.total, 0);
    let duplicate = &view.new_duplicates.lines[0];
    assert_eq!((duplicate.title.as_str(), duplicate.links.len(), duplicate.cause.as_str()), ("caret", 2, "export"));
    assert_eq!(view.left_out, ["Neither file states checksums: they are not compared"]);
}

#[test]
fn the_older_version_of_a_project_stands_first_whichever_came_first() {
    let mut door =
        Door::with(&[("new.json", &lock(AFTER)), ("other.lock", super::door::CARGO_LOCK), ("old.json", &lock(BEFORE))]);
    let view = ask(&mut door, CompareRequest::default());
    assert_eq!((view.pair, view.before.as_str()), (Some((2, 0)), "old.json, portal 3.3.0"));
    assert_eq!(door.frame().pair, Some((2, 0)));
}

#[test]
fn swapped_what_was_added_is_removed_and_conflicts_are_gone() {
    let view = ask(&mut portal(), CompareRequest { before: Some(1), after: Some(0), ..CompareRequest::default() });
    let told = figures(&view);
    assert!(told.contains(&"+3 added".to_owned()) && told.contains(&"\u{2212}4 removed".to_owned()), "{told:?}");
    assert_eq!((view.new_conflicts.total, view.gone_conflicts.total), (0, 4));
}

#[test]
fn a_licence_that_changed_is_told_with_both_verdicts() {
    let mut door = portal();
    let view = ask(
        &mut door,
        CompareRequest { shown_as: ShownAs::List, kinds: [ChangeKind::License].into(), ..CompareRequest::default() },
    );
    let [row] = view.rows.as_slice() else { panic!("{:?}", view.rows) };
    let (before, after) = row.notes[0].verdicts.expect("verdicts");
    assert_eq!((row.link.name.as_str(), before.title(), after.title()), ("editor", "allowed", "conflict"));
    assert_eq!((row.cause.as_str(), view.rows_matching, view.rows_total), ("editor", 1, 12));
}

#[test]
fn the_list_is_filtered_by_kind_and_by_query() {
    let mut door = portal();
    let mut names = |query: &str, kinds: &[ChangeKind]| {
        let request = CompareRequest {
            shown_as: ShownAs::List,
            query: query.to_owned(),
            kinds: kinds.iter().copied().collect(),
            ..CompareRequest::default()
        };
        let view = ask(&mut door, request);
        let names = view.rows.iter().map(|row| row.link.name.clone()).collect::<Vec<_>>().join(" ");
        (names, view.error.is_some())
    };
    assert_eq!(names("license:GPL*", &[]), ("editor wire".to_owned(), false));
    assert_eq!(names("", &[ChangeKind::Removed]), ("clock lamp moment".to_owned(), false));
    assert_eq!(names("name:d*", &[ChangeKind::Added, ChangeKind::Removed]), ("dates".to_owned(), false));
    let (all, is_wrong) = names("(", &[]);
    assert!(is_wrong && all.split(' ').count() == 12, "{all}");
}

#[test]
fn the_same_file_twice_is_an_empty_difference() {
    let text = lock(AFTER);
    let mut door = Door::with(&[("a.json", &text), ("b.json", &text)]);
    let view = ask(&mut door, CompareRequest::default());
    assert_eq!(view.summary, "The two files hold the same bytes: nothing differs");
    assert!(view.causes.is_empty() && view.new_conflicts.total == 0);
    let alone = ask(&mut door, CompareRequest { before: Some(1), after: Some(1), ..CompareRequest::default() });
    assert_eq!(alone.summary, "One file beside itself: nothing differs");
}

#[test]
fn fewer_than_two_files_are_no_comparison() {
    let mut door = Door::with(&[("a.json", &lock(AFTER)), ("licenses.csv", "name,license\ndates@3.6.0,ISC\n")]);
    let view = ask(&mut door, CompareRequest::default());
    assert_eq!((view.pair, view.files.len()), (None, 1));
    let format = ComparisonFormat::Markdown;
    let refused = door.ask(Request::Export(ExportFormat::Comparison { request: CompareRequest::default(), format }));
    assert!(matches!(refused, Response::Refused(_)), "{refused:?}");
}

#[test]
fn a_conflict_that_has_only_grown_a_version_is_not_new() {
    let grown = AFTER.replace("editor 7.3.0", "editor 7.4.0").replace("portal 3.4.0", "portal 3.5.0");
    let mut door = Door::with(&[("a.json", &lock(AFTER)), ("b.json", &lock(&grown))]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    let view = ask(&mut door, CompareRequest::default());
    assert!(figures(&view).contains(&"4 to 4 conflicts".to_owned()), "{:?}", figures(&view));
    assert_eq!((view.new_conflicts.total, view.gone_conflicts.total), (0, 0));
}

#[test]
fn each_file_is_judged_by_itself() {
    // One project, one root version: together GPL-2.0-only of the one would meet Apache-2.0 of the other.
    let one = lock("app 1.0.0 | | cipher\n cipher 1.0.0 | GPL-2.0-only |");
    let other = lock("app 1.0.0 | | chart\n chart 1.0.0 | Apache-2.0 |");
    let mut door = Door::with(&[("a.json", &one), ("b.json", &other)]);
    door.judge(UseCase::Binary, Outbound::Undecided);
    assert!(door.frame().conflicts > 0, "they clash where both are one work");
    let view = ask(&mut door, CompareRequest::default());
    assert!(figures(&view).contains(&"0 to 0 conflicts".to_owned()), "{:?}", figures(&view));
}

#[test]
fn conflicts_of_files_without_any_licence_are_not_checked() {
    let bare = |text: &str| text.replace("MIT", "").replace("AGPL-3.0-or-later", "").replace("ISC", "");
    let bare = |text: &str| bare(text).replace("GPL-2.0-only", "").replace("GPL-2.0-or-later", "");
    let mut door = Door::with(&[("a.json", &lock(&bare(BEFORE))), ("b.json", &lock(&bare(AFTER)))]);
    let view = ask(&mut door, CompareRequest::default());
    let conflicts = view.figures.iter().find(|figure| figure.title == "conflicts").expect("a figure");
    assert_eq!((conflicts.before.as_str(), conflicts.value.as_str()), ("not checked", "not checked"));
    assert_eq!(conflicts.note, "no licence is known in either file");
}

#[test]
fn a_conflict_whose_licence_was_not_known_before_says_so() {
    let one = lock("app 1.0.0 | | editor wire\n editor 1.0.0 | |\n wire 1.0.0 | MIT |");
    let other = lock("app 2.0.0 | | editor wire\n editor 2.0.0 | GPL-2.0-only |\n wire 2.0.0 | AGPL-3.0-only |");
    let mut door = Door::with(&[("a.json", &one), ("b.json", &other)]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    let view = ask(&mut door, CompareRequest::default());
    let lines = view.new_conflicts.lines.iter();
    let unsure: Vec<&str> = lines.filter(|line| line.is_unsure).map(|line| line.links[0].name.as_str()).collect();
    assert!(
        !unsure.is_empty() && unsure.len() < view.new_conflicts.total,
        "{unsure:?} of {}",
        view.new_conflicts.total
    );
    let note = &view.figures.iter().find(|figure| figure.title == "conflicts").expect("a figure").note;
    assert!(note.contains("not known in A"), "{note}");
    let text = saved(&mut door, ComparisonFormat::Markdown);
    assert!(text.contains("its licence is not known in the other file"), "{text}");
}

#[test]
fn caps_are_stated_and_lifted() {
    let many = |version: &str| {
        let mut lines = format!(
            "app {version} | | hub\n hub {version} | MIT | {}",
            (0..30).map(|at| format!("part-{at}")).collect::<Vec<_>>().join(" ")
        );
        (0..30).for_each(|at| lines.push_str(&format!("\n part-{at} {version} | MIT |")));
        lock(&lines)
    };
    let mut door = Door::with(&[("a.json", &many("1.0.0")), ("b.json", &many("2.0.0"))]);
    let view = ask(&mut door, CompareRequest::default());
    let [hub] = view.causes.as_slice() else { panic!("{:?}", view.causes) };
    assert_eq!((hub.lines.len(), hub.more, hub.more_words.as_str()), (8, 23, "23 changed"));
    let view = ask(&mut door, CompareRequest { whole: [hub.key].into(), ..CompareRequest::default() });
    assert_eq!((view.causes[0].lines.len(), view.causes[0].more), (31, 0));
}

fn saved(door: &mut Door, format: ComparisonFormat) -> String {
    match door.ask(Request::Export(ExportFormat::Comparison { request: CompareRequest::default(), format })) {
        Response::File { name, media_type, text } => {
            assert_eq!((name.as_str(), media_type.as_str()), (format.file_name(), format.media_type()));
            text
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_saved_comparison_tells_all_and_what_it_was_made_from() {
    let mut door = portal();
    for format in ComparisonFormat::ALL {
        let text = saved(&mut door, format);
        for words in [
            "portal 3.3.0",
            "9 to 10 components",
            "New conflicts",
            "editor",
            "GPL-2.0-or-later",
            "rules",
            "Judged for",
            "SHA-256",
            "Information, not legal advice",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
    }
}

#[test]
fn hostile_names_stay_text() {
    let evil = |version: &str| {
        format!(
            r#"{{ "lockfileVersion": 3, "packages": {{ "": {{ "name": "<b>[x](javascript:1)|`", "version": "{version}", "dependencies": {{ "<img src=x>|`a`": "*" }} }},
            "node_modules/<img src=x>|`a`": {{ "version": "{version}<i>", "license": "<script>alert(1)</script>\u202e|`" }} }} }}"#
        )
    };
    let mut door = Door::with(&[("<u>a</u>|`.json", &evil("1")), ("b.json", &evil("2"))]);
    let page = saved(&mut door, ComparisonFormat::Html);
    for markup in ["<img", "<script", "<b>[", "<u>", "<i>", "\u{202e}"] {
        assert!(!page.contains(markup), "{markup}");
    }
    let text = saved(&mut door, ComparisonFormat::Markdown);
    assert!(!text.contains('\u{202e}'));
    for row in text.lines().filter(|line| line.starts_with("| ~") || line.starts_with("| +")) {
        let bars = row.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 6, "{row}");
    }
    let redacted = ExportFormat::Redacted {
        format: Box::new(ExportFormat::Comparison {
            request: CompareRequest::default(),
            format: ComparisonFormat::Html,
        }),
        internal: Vec::new(),
    };
    let answer = door.ask(Request::Export(redacted));
    assert!(
        matches!(&answer, Response::File { name, text, .. } if name.starts_with("redacted-") && !text.contains("javascript:1")),
        "{answer:?}"
    );
}

#[test]
fn the_picture_says_the_same() {
    use lockscope::view::graph::GraphRequest;
    use lockscope::view::scene::Palette;
    let mut door = portal();
    let request = GraphRequest { palette: Palette::Difference, compare: Some((0, 1)), ..GraphRequest::default() };
    let Response::Graph(view) = door.ask(Request::Graph(request)) else { panic!("no graph") };
    let keys = view.scene.legend.iter().filter(|key| key.all > 0).map(|key| format!("{} {}", key.title, key.all));
    // Removed are 3, and the versions before of 5.
    assert_eq!(keys.collect::<Vec<_>>().join(", "), "same 1, added 4, removed 8, changed 5");
}

#[test]
fn a_decision_on_a_new_conflict_is_told() {
    let mut door = portal();
    door.ask(Request::Today("2026-03-01".parse().expect("a day")));
    let position =
        door.facts().judgement.findings.iter().position(|finding| finding.title.contains("AGPL")).expect("a finding");
    let about = lockscope::view::decisions::DraftFor::Finding(position);
    let Response::Draft(Some(mut draft)) = door.ask(Request::Draft(about)) else { panic!("no draft") };
    draft.comment = "a licence was bought".to_owned();
    assert_eq!(door.ask(Request::Decide(draft)), Response::Done);
    let view = ask(&mut door, CompareRequest::default());
    let conflicts = view.figures.iter().find(|figure| figure.title == "conflicts").expect("a figure");
    assert_eq!(conflicts.note, "4 new, 1 of them decided, 0 gone");
    assert_eq!(view.new_conflicts.lines.iter().filter(|line| line.is_decided).count(), 1);
}
