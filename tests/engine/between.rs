//! Several files of one project: what fills what, where they differ, what the report on each says.

use lockscope::engine::{Request, Response};
use lockscope::licenses::FindingKind;
use lockscope::view::between::BetweenView;
use lockscope::view::licenses::LicensesRequest;
use lockscope::view::report::ReportView;

use super::door::Door;

const LOCK: &str = r#"{ "lockfileVersion": 3, "packages": {
    "": { "name": "shop", "version": "1.0.0", "dependencies": { "cup": "1", "fork": "1" }, "devDependencies": { "test": "1" } },
    "node_modules/cup": { "version": "1.0.0", "integrity": "sha256-AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8=", "license": "MIT", "dependencies": { "spoon": "1" } },
    "node_modules/spoon": { "version": "1.0.0" },
    "node_modules/fork": { "version": "1.0.0", "license": "ISC" },
    "node_modules/test": { "version": "1.0.0", "dev": true } } }"#;

const BOM: &str = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.6",
    "metadata": { "component": { "type": "application", "name": "shop", "version": "1.0.0", "bom-ref": "r", "purl": "pkg:npm/shop@1.0.0" } },
    "components": [
      { "type": "library", "name": "cup", "version": "1.0.0", "bom-ref": "c", "purl": "pkg:npm/cup@1.0.0", "licenses": [{ "license": { "id": "Apache-2.0" } }],
        "hashes": [{ "alg": "SHA-256", "content": "1111111111111111111111111111111111111111111111111111111111111111" }] },
      { "type": "library", "name": "spoon", "version": "1.0.0", "bom-ref": "s", "purl": "pkg:npm/spoon@1.0.0", "licenses": [{ "license": { "id": "MIT" } }] },
      { "type": "library", "name": "fork", "version": "2.0.0", "bom-ref": "f", "purl": "pkg:npm/fork@2.0.0" },
      { "type": "library", "name": "plate", "version": "1.0.0", "bom-ref": "p", "purl": "pkg:npm/plate@1.0.0" } ],
    "dependencies": [{ "ref": "r", "dependsOn": ["c", "f", "p"] }, { "ref": "c", "dependsOn": [] }] }"#;

fn report(door: &mut Door, file: u32) -> ReportView {
    match door.ask(Request::Report { file }) {
        Response::Report(Some(view)) => *view,
        other => panic!("{other:?}"),
    }
}

fn between(door: &mut Door) -> BetweenView {
    match door.ask(Request::Between { position: 0 }) {
        Response::Between(Some(view)) => *view,
        other => panic!("{other:?}"),
    }
}

fn lists(view: &BetweenView) -> Vec<String> {
    let entry = |entry: &lockscope::view::between::BetweenEntry| {
        let separator = format!(" {} ", entry.joined_by);
        let links = entry.links.iter().map(|link| link.label()).collect::<Vec<_>>().join(&separator);
        if entry.note.is_empty() { links } else { format!("{links} ({})", entry.note) }
    };
    view.lists
        .iter()
        .map(|list| format!("{}: {}", list.title, list.entries.iter().map(entry).collect::<Vec<_>>().join(", ")))
        .collect()
}

#[test]
fn a_lockfile_and_an_sbom_of_one_project_are_compared() {
    let mut door = Door::with(&[("package-lock.json", LOCK), ("bom.json", BOM)]);
    let view = between(&mut door);
    assert_eq!((view.one.as_str(), view.other.as_str(), view.in_both), ("package-lock.json", "bom.json", 2));
    assert_eq!(
        lists(&view),
        [
            "Only in package-lock.json: test 1.0.0 (development scope)",
            "Only in bom.json: plate 1.0.0",
            "In other versions: fork 1.0.0 against fork 2.0.0 (newer in bom.json)",
            "Dependencies that only package-lock.json states: cup 1.0.0 needs spoon 1.0.0",
        ]
    );
    assert_eq!(
        door.overview().between,
        [(
            0,
            "package-lock.json and bom.json: 2 components in both, 1 only in package-lock.json (1 not shipped), 1 only in bom.json, \
             1 in other versions, 1 dependency stated by only one"
                .to_owned()
        )]
    );
}

#[test]
fn the_newer_side_of_a_drift_is_said() {
    let drift = |one: &str, other: &str| {
        let lock = LOCK.replace(r#"fork": { "version": "1.0.0""#, &format!(r#"fork": {{ "version": "{one}""#));
        let bom = BOM.replace(r#""2.0.0""#, &format!(r#""{other}""#)).replace("fork@2.0.0", &format!("fork@{other}"));
        let mut door = Door::with(&[("package-lock.json", &lock), ("bom.json", &bom)]);
        lists(&between(&mut door)).into_iter().find(|list| list.starts_with("In other")).unwrap_or_default()
    };
    assert!(drift("1.10.0", "1.9.0").ends_with("(newer in package-lock.json)"));
    assert!(drift("1.10.0-rc.1", "1.10.0").ends_with("(newer in bom.json)"));
    assert!(drift("1.10.0", "v1.10.0").ends_with("(one version, written in two ways)"));
}

#[test]
fn projects_apart_are_not_compared() {
    let other = BOM.replace("shop", "ship").replace("cup", "mast").replace("spoon", "sail").replace("fork", "rope");
    let mut door = Door::with(&[("a/package-lock.json", LOCK), ("b/bom.json", &other)]);
    assert!(door.overview().between.is_empty());
    assert_eq!(door.ask(Request::Between { position: 0 }), Response::Between(None));
}

#[test]
fn an_inventory_without_dependencies_says_so_in_place_of_listing_them() {
    let flat = BOM.replace(
        r#""dependencies": [{ "ref": "r", "dependsOn": ["c", "f", "p"] }, { "ref": "c", "dependsOn": [] }]"#,
        r#""dependencies": []"#,
    );
    let mut door = Door::with(&[("package-lock.json", LOCK), ("bom.json", &flat)]);
    let view = between(&mut door);
    assert_eq!(view.remark, "bom.json states no dependencies; those of the other are used");
    assert!(lists(&view).iter().all(|list| !list.starts_with("Dependencies")));
}

#[test]
fn sources_that_disagree_are_findings() {
    let mut door = Door::with(&[("package-lock.json", LOCK), ("bom.json", BOM)]);
    let groups = match door.ask(Request::Licenses(LicensesRequest::default())) {
        Response::Licenses(view) => view.groups,
        other => panic!("{other:?}"),
    };
    let findings =
        groups.iter().flat_map(|group| &group.findings).filter(|finding| finding.kind == FindingKind::Evidence);
    let mut said: Vec<String> = findings
        .map(|finding| format!("{}. {}: {}", finding.title, finding.reason, finding.sides[0].link.label()))
        .collect();
    said.sort();
    assert_eq!(
        said,
        [
            "Files state different checksums for one package version. cup 1.0.0: the sha256 that two files state differ: cup 1.0.0",
            "Sources disagree on the licence. Two files declare different licences: MIT and Apache-2.0: cup 1.0.0",
        ]
    );
}

#[test]
fn the_same_licence_in_another_order_is_no_disagreement() {
    let lock = LOCK.replace(r#""license": "MIT""#, r#""license": "MIT OR Apache-2.0""#);
    let bom = BOM.replace(r#"{ "license": { "id": "Apache-2.0" } }"#, r#"{ "expression": "Apache-2.0 OR MIT" }"#);
    let mut door = Door::with(&[("package-lock.json", &lock), ("bom.json", &bom)]);
    match door.ask(Request::Licenses(LicensesRequest::default())) {
        Response::Licenses(view) => {
            let titles: Vec<&str> =
                view.groups.iter().flat_map(|group| &group.findings).map(|one| one.title.as_str()).collect();
            assert!(!titles.contains(&"Sources disagree on the licence"), "{titles:?}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_table_of_licences_fills_a_lockfile_and_the_reports_say_so() {
    let mut door =
        Door::with(&[("package-lock.json", LOCK), ("licenses.csv", "name,license\nspoon@1.0.0,0BSD\nghost,MIT\n")]);
    let spoon = door.row("spoon");
    assert_eq!(spoon.license, "0BSD");
    assert_eq!(door.frame().components, 5, "the table adds nothing of its own");
    let lock = report(&mut door, 0);
    assert_eq!(lock.fills, ["Filled from licenses.csv: licences of 1 component"]);
    assert_eq!(report(&mut door, 1).fills, ["Fills package-lock.json: licences of 1 component"]);
    let inspected = door.inspect("spoon");
    assert!(inspected.evidence.iter().any(|(_, text)| text == "0BSD · licenses.csv"), "{:?}", inspected.evidence);
}

#[test]
fn the_report_tells_what_was_read_and_what_not() {
    let lock = LOCK.replace(r#""version": "1.0.0", "dev": true"#, r#""version": 7, "dev": true"#);
    let mut door = Door::with(&[("package-lock.json", &lock), ("broken.json", "{ \"lockfileVersion\": 3, ")]);
    let view = report(&mut door, 0);
    assert_eq!(view.facts[0], ("Read as".to_owned(), "npm lockfile 3, recognised by its content".to_owned()));
    let carried = |title: &str| view.carries.iter().find(|(known, _)| known == title).map(|(_, text)| text.as_str());
    assert_eq!(
        (carried("Components"), carried("Licences"), carried("Checksums")),
        (Some("5"), Some("2 of 5"), Some("1 of 5"))
    );
    assert!(view.markdown.starts_with("# How `package-lock.json` was read\n\n* Read as: npm lockfile 3"));
    let broken = report(&mut door, 1);
    assert!(broken.error.is_some() && broken.markdown.contains("Not read:"));
    assert_eq!(door.ask(Request::Report { file: 9 }), Response::Report(None));
}

#[test]
fn each_fact_names_the_file_it_comes_from() {
    let mut door = Door::with(&[("package-lock.json", LOCK), ("bom.json", BOM)]);
    let stated = door.inspect("cup").stated;
    let from = |title: &str| -> Vec<&str> {
        stated.iter().filter(|(known, ..)| known == title).map(|(.., from)| from.as_str()).collect()
    };
    assert_eq!(from("Hash"), ["package-lock.json", "bom.json"], "{stated:?}");
    let mut alone = Door::with(&[("bom.json", BOM)]);
    assert!(alone.inspect("cup").stated.iter().all(|(.., from)| from.is_empty()));
}

#[test]
fn the_same_name_and_version_is_no_drift_though_nothing_joins_the_two() {
    let bare = |format: &str| {
        format!(
            r#"{{ "bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {{ "component": {{ "type": "application", "name": "app{format}", "version": "1" }} }},
            "components": [ {{ "type": "file", "name": "main.c" }}, {{ "type": "library", "name": "cup", "version": "1", "purl": "pkg:npm/cup@1" }} ] }}"#
        )
    };
    let mut door = Door::with(&[("a.cdx.json", &bare("")), ("b.cdx.json", &bare(""))]);
    let lines = door.overview().between;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].1.ends_with("2 components in both"), "{lines:?}");
}

#[test]
fn a_copied_report_keeps_names_out_of_its_markup() {
    let mut door = Door::default();
    let file = door.open("<img src=x>](x) **b**.json", b"{\"lockfileVersion\": 3, \"packages\": {\"<b>[l](u)\": 7}}");
    let Response::Report(Some(view)) = door.ask(Request::Report { file }) else { panic!("no report") };
    let (title, rest) = view.markdown.split_once('\n').expect("several lines");
    assert_eq!(title, "# How `<img src=x>](x) **b**.json` was read");
    assert!(!rest.contains("<img") && !rest.contains("<b>[l](u)"), "{rest}");
}
