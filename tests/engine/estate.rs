//! Several projects as one estate, through the engine's door: who uses what, sprawl, what is shared, filters, labels.

use std::collections::BTreeMap;

use base64::Engine as _;
use lockscope::engine::{ExportFormat, Request, Response};
use lockscope::licenses::{Outbound, UseCase, Verdict};
use lockscope::view::estate::{
    Ecosystem, EstateRequest, EstateTable, EstateView, MOST_LINES, PackageColumn, ProjectColumn,
};
use lockscope::view::inventory::{Column, InventoryRequest};
use serde_json::json;

use super::door::{CARGO_LOCK, Door, crates_bom, npm_package};

/// A package-lock.json: (name, version, licence, what it needs); the first is the project. `dev:` before a need of the
/// project makes it a development dependency.
fn lock(packages: &[(&str, &str, &str, &str)]) -> String {
    let mut all = serde_json::Map::new();
    for (position, (name, version, license, needs)) in packages.iter().enumerate() {
        let mut package = npm_package(version, license, needs);
        if position == 0 {
            package["name"] = json!(name);
        }
        all.insert(if position == 0 { String::new() } else { format!("node_modules/{name}") }, package);
    }
    json!({ "lockfileVersion": 3, "packages": all }).to_string()
}

/// Three services of one house: two by npm, one of them with an SBOM of its own, and one by Cargo.
fn house() -> Door {
    let pay = lock(&[
        ("pay", "1.0.0", "", "web cipher"),
        ("web", "4.1.0", "MIT", "log"),
        ("cipher", "1.0.0", "GPL-3.0-only", "log"),
        ("log", "1.2.0", "MIT", ""),
    ]);
    let shop = lock(&[
        ("shop", "2.0.0", "", "web dev:cipher"),
        ("web", "4.2.0", "MIT", "log"),
        ("cipher", "1.0.0", "GPL-3.0-only", "log"),
        ("log", "1.10.0", "MIT", ""),
    ]);
    let sbom = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.6",
        "metadata": { "component": { "type": "application", "name": "pay", "version": "1.0.0", "purl": "pkg:npm/pay@1.0.0", "bom-ref": "pay" } },
        "components": [{ "type": "library", "name": "web", "version": "4.1.0", "purl": "pkg:npm/web@4.1.0", "bom-ref": "web" }],
        "dependencies": [{ "ref": "pay", "dependsOn": ["web"] }],
    });
    let mut door = Door::with(&[
        ("house/services/pay/package-lock.json", &pay),
        ("house/services/shop/package-lock.json", &shop),
        ("house/tools/signer/Cargo.lock", CARGO_LOCK),
        ("house/sboms/pay.cdx.json", &sbom.to_string()),
    ]);
    door.judge(UseCase::Binary, Outbound::Proprietary);
    door
}

fn ask(door: &mut Door, request: EstateRequest) -> EstateView {
    match door.ask(Request::Estate(EstateRequest { limit: 200, ..request })) {
        Response::Estate(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn asked(query: &str) -> EstateRequest {
    EstateRequest { query: query.to_owned(), ..EstateRequest::default() }
}

fn packages(view: &EstateView) -> String {
    view.packages.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" ")
}

fn projects(view: &EstateView) -> String {
    view.projects.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn projects_are_folders_and_an_sbom_belongs_to_the_project_whose_root_it_states() {
    let view = ask(&mut house(), EstateRequest { project_sort: ProjectColumn::Name, ..EstateRequest::default() });
    let told: Vec<String> = view
        .projects
        .iter()
        .map(|row| {
            format!(
                "{}: {}, {} files, {}, {} components, {} direct, {} deep, {} in conflict, {} unknown",
                row.name,
                row.root,
                row.files,
                row.ecosystems,
                row.components,
                row.direct,
                row.deepest,
                row.conflicts,
                row.unknown
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "house/services/pay: pay 1.0.0, 2 files, npm, 3 components, 2 direct, 2 deep, 1 in conflict, 0 unknown",
            "house/services/shop: shop 2.0.0, 1 files, npm, 3 components, 2 direct, 2 deep, 0 in conflict, 0 unknown",
            "house/tools/signer: signer 0.1.0, 1 files, cargo, 2 components, 2 direct, 1 deep, 0 in conflict, 2 unknown",
        ],
        "a package that shop needs for development alone is in conflict in pay alone"
    );
    assert_eq!((view.total, view.projects_total), (5, 3));
    assert!(!view.is_filtered);
}

#[test]
fn packages_say_versions_projects_scopes_licences_and_the_gravest_verdict() {
    let view = ask(&mut house(), EstateRequest { sort: PackageColumn::Name, ..EstateRequest::default() });
    let told: Vec<String> = view
        .packages
        .iter()
        .map(|row| {
            format!(
                "{} {} ({}) in {} ({}), direct in {}, {}, {}, {}",
                row.name,
                row.versions,
                row.versions_total,
                row.projects_total,
                row.projects,
                row.direct,
                row.scopes,
                row.license,
                row.verdict.as_str()
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "cipher 1.0.0 (1) in 2 (pay and shop), direct in 2, runtime, development, GPL-3.0-only, conflict",
            "curve 1.0.0 (1) in 1 (signer), direct in 1, unknown, this format holds no licences, unknown",
            "hex 1.0.0 (1) in 1 (signer), direct in 1, unknown, this format holds no licences, unknown",
            "log 1.10.0 and 1.2.0 (2) in 2 (pay and shop), direct in 0, runtime, MIT, allowed",
            "web 4.2.0 and 4.1.0 (2) in 2 (pay and shop), direct in 2, runtime, MIT, allowed",
        ]
    );
    let by_default = ask(&mut house(), EstateRequest::default());
    assert_eq!(
        packages(&by_default),
        "cipher web log curve hex",
        "those of most projects first, of those the direct ones"
    );
    let gravest = ask(&mut house(), EstateRequest { sort: PackageColumn::Verdict, ..EstateRequest::default() });
    assert_eq!(packages(&gravest), "cipher curve hex log web");
}

#[test]
fn an_open_package_tells_which_project_holds_which_version_and_what_needs_it_there() {
    let mut door = house();
    let view = ask(&mut door, EstateRequest { sort: PackageColumn::Name, ..EstateRequest::default() });
    let log = view.packages.iter().find(|row| row.name == "log").expect("log").package;
    let opened = |door: &mut Door, query: &str| {
        ask(door, EstateRequest { open: Some(log), sort: PackageColumn::Name, ..asked(query) }).open
    };
    let open = opened(&mut door, "").expect("uses");
    let told: Vec<String> = open
        .lines
        .iter()
        .map(|line| {
            format!("{} in {}: {}, {}, by {}", line.version, line.project, line.scope, line.how, line.needed_by)
        })
        .collect();
    assert_eq!(
        told,
        [
            "1.10.0 in house/services/shop: runtime, depth 2, by cipher and web",
            "1.2.0 in house/services/pay: runtime, depth 2, by cipher and web",
        ]
    );
    assert_eq!((open.position, open.total, open.left_out), (3, 2, 0));
    let old = opened(&mut door, "log<1.10.0").expect("the old one");
    assert_eq!((old.position, old.lines.len(), old.left_out), (0, 1, 1));
    assert!(opened(&mut door, "name:web").is_none(), "it is not among what fits");
}

#[test]
fn a_query_chooses_components_and_tells_which_projects_are_hit() {
    let mut door = house();
    let hit = ask(&mut door, asked("log<1.10.0"));
    assert_eq!((packages(&hit).as_str(), projects(&hit).as_str()), ("log", "house/services/pay"));
    assert_eq!((hit.projects[0].matching, hit.projects[0].components), (1, 3));
    assert_eq!(packages(&ask(&mut door, asked("versions>1 projects>1"))), "web log");
    assert_eq!(packages(&ask(&mut door, asked("projects:1"))), "curve hex");
    let faulty = ask(&mut door, asked("proj:pay"));
    assert!(faulty.error.as_deref().is_some_and(|error| error.starts_with("At letter 1: “proj:” is not a key")));
    assert_eq!(faulty.matching, 5, "what is not understood leaves nothing out");
}

#[test]
fn project_and_owner_terms_choose_uses_in_the_estate_and_components_elsewhere() {
    let mut door = house();
    let in_pay = ask(&mut door, asked("project:pay"));
    assert_eq!(packages(&in_pay), "cipher web log");
    assert_eq!(in_pay.packages[1].versions, "4.1.0");
    let not_pay = ask(&mut door, asked("-project:house/services/pay ecosystem:npm"));
    assert_eq!(packages(&not_pay), "cipher web log", "cipher is used by shop too");
    assert_eq!(not_pay.packages[0].verdict, Verdict::NotShipped);
    let either = ask(&mut door, asked("project:signer or version:4.2.0"));
    assert_eq!(packages(&either), "curve hex web");
    let names = |door: &mut Door, query: &str| {
        let page = door.inventory(InventoryRequest {
            query: query.to_owned(),
            sort: Column::Name,
            limit: 50,
            ..InventoryRequest::default()
        });
        assert_eq!(page.error, None, "{query}");
        page.rows.iter().map(|row| format!("{} {}", row.name, row.version)).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(names(&mut door, "project:*/shop"), "cipher 1.0.0, log 1.10.0, shop 2.0.0, web 4.2.0");
    assert_eq!(names(&mut door, "project:\"house/tools/signer\" direct"), "curve 1.0.0, hex 1.0.0");
    assert_eq!(names(&mut door, "not project:pay name:/^(web|log|cipher)$/"), "log 1.10.0, web 4.2.0");
    assert_eq!(names(&mut door, "owner:none root"), "pay 1.0.0, shop 2.0.0, signer 0.1.0");
}

#[test]
fn labels_say_who_answers_and_filter() {
    let mut door = house();
    let owners = BTreeMap::from([
        ("house/services/pay".to_owned(), "Payments".to_owned()),
        ("house/tools/signer".to_owned(), "Payments".to_owned()),
        ("gone/project".to_owned(), "Nobody here".to_owned()),
    ]);
    assert_eq!(door.ask(Request::Owners(owners)), Response::Done);
    let view = ask(&mut door, EstateRequest { project_sort: ProjectColumn::Owner, ..EstateRequest::default() });
    let told: Vec<&str> = view.projects.iter().map(|row| row.owner.as_str()).collect();
    assert_eq!(told, ["Payments", "Payments", ""]);
    assert_eq!(view.owners, [(String::new(), 1), ("Payments".to_owned(), 2)]);
    let theirs = EstateRequest { owner: Some("Payments".to_owned()), ..EstateRequest::default() };
    let by_query = packages(&ask(&mut door, asked("owner:payments")));
    assert_eq!(packages(&ask(&mut door, theirs.clone())), by_query);
    assert_eq!(by_query, "cipher curve hex web log");
    assert_eq!(ask(&mut door, theirs).projects_matching, 2);
    let unlabelled = EstateRequest { owner: Some(String::new()), ..EstateRequest::default() };
    assert_eq!(projects(&ask(&mut door, unlabelled)), "house/services/shop");
    assert_eq!(projects(&ask(&mut door, asked("owner:none"))), "house/services/shop");
    let completed = lockscope::view::query::complete(door.facts(), "web owner:");
    let told: Vec<&str> = completed.iter().map(|completion| completion.query.as_str()).collect();
    assert_eq!(told, ["web owner:Payments", "web owner:none"]);
    assert_eq!(door.ask(Request::Owners(BTreeMap::new())), Response::Done);
    assert!(ask(&mut door, EstateRequest::default()).projects.iter().all(|row| row.owner.is_empty()));
}

#[test]
fn sprawl_names_versions_newest_first_and_who_holds_them() {
    let view = ask(&mut house(), EstateRequest::default());
    let told: Vec<String> = view
        .panels
        .sprawl
        .iter()
        .map(|row| {
            let groups: Vec<String> =
                row.versions.iter().map(|group| format!("{} by {}", group.version, group.names)).collect();
            format!("{}: {}; newest in {} of {}", row.name, groups.join(", "), row.newest, row.projects)
        })
        .collect();
    assert_eq!(
        told,
        ["log: 1.10.0 by shop, 1.2.0 by pay; newest in 1 of 2", "web: 4.2.0 by shop, 4.1.0 by pay; newest in 1 of 2",]
    );
}

#[test]
fn what_is_shared_is_weighed_by_what_rests_on_it() {
    let view = ask(&mut house(), EstateRequest::default());
    let told: Vec<(&str, usize, usize, usize)> =
        view.panels.shared.iter().map(|row| (row.name.as_str(), row.projects, row.direct, row.dependents)).collect();
    // On log rest both roots, both versions of web, and cipher; on web and cipher the two roots.
    assert_eq!(told, [("log", 2, 0, 5), ("cipher", 2, 2, 2), ("web", 2, 2, 2)]);
    let alone = ask(&mut house(), EstateRequest { project: Some("house/services/pay".to_owned()), ..asked("") });
    assert_eq!((alone.panels.shared.len(), alone.project.as_str()), (0, "house/services/pay"));
}

#[test]
fn the_matrix_ranks_versions_from_the_newest() {
    let view = ask(&mut house(), EstateRequest::default());
    let short: Vec<&str> = view.panels.matrix.projects.iter().map(|(_, _, short)| short.as_str()).collect();
    assert_eq!(short, ["pay", "shop", "signer"]);
    let row = view.panels.matrix.rows.iter().find(|row| row.name == "web").expect("web");
    let cells: Vec<String> = row
        .cells
        .iter()
        .map(|cell| cell.as_ref().map(|cell| format!("{}: {}", cell.rank, cell.words)).unwrap_or_default())
        .collect();
    assert_eq!(cells, ["2: 4.1.0, runtime, direct", "1: 4.2.0, runtime, direct", ""]);
}

#[test]
fn one_file_is_one_project() {
    let view = ask(&mut Door::with(&[("Cargo.lock", CARGO_LOCK)]), EstateRequest::default());
    assert_eq!((view.projects_total, view.projects[0].name.as_str()), (1, "signer"));
    assert_eq!((view.total, view.panels.shared.len(), view.panels.sprawl.len()), (2, 0, 0));
    let empty = ask(&mut Door::default(), EstateRequest::default());
    assert_eq!((empty.projects_total, empty.total), (0, 0));
    let flat = ask(
        &mut Door::with(&[("parts.cdx.json", &crates_bom(&[("a", "MIT"), ("b", "MIT")]))]),
        EstateRequest::default(),
    );
    assert_eq!((projects(&flat).as_str(), flat.total), ("parts.cdx.json", 2));
}

#[test]
fn unticked_and_broken_files_are_no_projects() {
    let mut door = house();
    door.open("house/broken/package-lock.json", b"{ \"lockfileVersion\": 3,");
    assert_eq!(ask(&mut door, EstateRequest::default()).projects_total, 3);
    door.ask(Request::Include { file: 1, included: false });
    assert_eq!(projects(&ask(&mut door, asked("ecosystem:npm"))), "house/services/pay");
}

#[test]
fn three_hundred_small_files() {
    let mut door = Door::default();
    for number in 0..300 {
        let root = format!("service-{number}");
        let shared = format!("1.{}.0", number % 7);
        let text = lock(&[
            (root.as_str(), "1.0.0", "", "shared own"),
            ("shared", shared.as_str(), "MIT", "core"),
            ("own", root.as_str(), "ISC", "core"),
            ("core", "1.0.0", "MIT", ""),
        ]);
        door.open(&format!("all/{root}/package-lock.json"), text.as_bytes());
    }
    let view = ask(&mut door, EstateRequest { sort: PackageColumn::Versions, ..EstateRequest::default() });
    assert_eq!((view.projects_total, view.total, view.projects.len()), (300, 3, 12));
    let told: Vec<(&str, usize, usize)> =
        view.packages.iter().map(|row| (row.name.as_str(), row.versions_total, row.projects_total)).collect();
    assert_eq!(told, [("own", 300, 300), ("shared", 7, 300), ("core", 1, 300)]);
    assert_eq!((view.panels.sprawl[1].newest, view.panels.sprawl[1].versions[0].version.as_str()), (42, "1.6.0"));
    assert_eq!((view.panels.matrix.projects.len(), view.panels.matrix.projects_total), (24, 300));
    let old = ask(&mut door, EstateRequest { all_projects: true, ..asked("shared<1.1.0") });
    assert_eq!((old.projects.len(), old.matching), (43, 1));
    let core = view.packages[2].package;
    let open = ask(&mut door, EstateRequest { open: Some(core), ..asked("name:core") }).open.expect("uses");
    assert_eq!((open.lines.len(), open.total), (300.min(MOST_LINES), 300));
    let page = EstateRequest { offset: 2, limit: 1, ..EstateRequest::default() };
    let Response::Estate(page) = door.ask(Request::Estate(page)) else { panic!("an estate") };
    assert_eq!((page.packages.len(), page.offset, page.matching), (1, 2, 3));
}

#[test]
fn tables_are_saved_as_they_are_shown() {
    let mut door = house();
    door.ask(Request::Owners(BTreeMap::from([("house/services/pay".to_owned(), "=cmd".to_owned())])));
    let request = EstateRequest { ecosystem: Some(Ecosystem::Npm), ..asked("license:MIT") };
    let mut csv = |table: EstateTable| match door
        .ask(Request::Export(ExportFormat::EstateCsv { table, request: request.clone() }))
    {
        Response::File { name, text, .. } => (name, text),
        other => panic!("{other:?}"),
    };
    let (name, text) = csv(EstateTable::Packages);
    assert_eq!(name, "lockscope-estate-packages.csv");
    let rows: Vec<&str> = text.lines().filter(|line| line.contains("\"npm\"")).collect();
    assert_eq!(rows.len(), 2, "{text}");
    assert!(text.contains("\"Filter: license:MIT; ecosystem npm\"") && text.contains("SHA-256"), "{text}");
    let (_, text) = csv(EstateTable::Projects);
    assert!(text.contains("\"house/services/pay\"") && text.contains("\"'=cmd\""), "{text}");
    let (_, text) = csv(EstateTable::Uses);
    assert_eq!(text.lines().filter(|line| line.contains("pkg:npm/")).count(), 4, "{text}");
    let Response::FileBytes { name, base64, .. } = door.ask(Request::Export(ExportFormat::EstateXlsx(request.clone())))
    else {
        panic!("a workbook");
    };
    let bytes = base64::engine::general_purpose::STANDARD.decode(base64).expect("base64");
    assert!(name == "lockscope-estate.xlsx" && bytes.starts_with(b"PK"));
    let redacted = |internal: EstateRequest| ExportFormat::Redacted {
        format: Box::new(ExportFormat::EstateCsv { table: EstateTable::Projects, request: internal }),
        internal: Vec::new(),
    };
    let Response::File { text, .. } = door.ask(Request::Export(redacted(EstateRequest::default()))) else {
        panic!("a redacted table");
    };
    assert!(!["house", "pay", "signer", "=cmd"].iter().any(|name| text.contains(name)), "{text}");
    assert_eq!(text.lines().filter(|line| line.contains("\"file-")).count(), 3, "{text}");
    let of_project = EstateRequest { project: Some("house/services/pay".to_owned()), ..EstateRequest::default() };
    assert!(matches!(door.ask(Request::Export(redacted(of_project))), Response::Refused(_)));
}
