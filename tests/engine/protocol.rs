//! Every question there is, on an empty workspace and on a full one: answered, and unchanged by the crossing.

use lockscope::analysis::grouping::Grouping;
use lockscope::graph::Reach;

use lockscope::engine::{CopyFormat, ExportFormat, GRAPH_FORMATS, Request, Response};
use lockscope::licenses::decisions::{About, Date, Decision, DecisionKind, Reason};
use lockscope::licenses::{
    Choice, Context, Correction, EvidenceView, FindingKind, Modified, Outbound, Relation, RelationOf, RelationRule,
    Settlements, Subject, UseCase,
};
use lockscope::model::{Ecosystem, Place, ReadError};
use lockscope::view::decisions::DraftFor;
use lockscope::view::graph::GraphRequest;
use lockscope::view::hygiene::HygieneRequest;
use lockscope::view::inventory::InventoryRequest;
use lockscope::view::license_matrix::Joined;
use lockscope::view::licenses::LicensesRequest;
use lockscope::view::quality::QualityRequest;
use lockscope::view::scene::Palette;
use lockscope::view::tree::TreeRequest;
use lockscope::view::vulnerabilities::VulnerabilitiesRequest;

use super::door::{CARGO_LOCK, Door, crates_bom, package_lock};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn waiver() -> Decision {
    Decision {
        date: day("2026-11-28"),
        about: About {
            finding: Some(FindingKind::Outbound),
            licenses: vec!["GPL-2.0-only".to_owned()],
            subjects: vec![Subject { package: "pkg:npm/gpl".to_owned(), versions: Some(">=1 <2".to_owned()) }],
            ..About::default()
        },
        kind: DecisionKind::Waive,
        reason: Reason::CannotFix,
        comment: String::new(),
        person: String::new(),
        expires: None,
        licenses_then: Vec::new(),
    }
}

/// Every request there is.
fn every_request() -> Vec<Request> {
    let inventory = || InventoryRequest { limit: 50, ..InventoryRequest::default() };
    let mut all = vec![
        Request::Refuse {
            file: 90,
            name: "stopped.json".to_owned(),
            reason: ReadError::new("engine-died", "It stopped", Some(Place::Line { line: 1, column: 2 }), "Look at it"),
        },
        Request::Judge {
            context: Context {
                use_case: UseCase::Source,
                outbound: Outbound::License("GPL-2.0-only".to_owned()),
                modified: Modified::Everything,
                evidence: EvidenceView::Declared,
                client_side: true,
            },
        },
        Request::Settle { settlements: settlements() },
        Request::Workspace,
        Request::Overview,
        Request::Tree(TreeRequest { open: [vec![0]].into_iter().collect() }),
        Request::Inventory(inventory()),
        Request::Licenses(LicensesRequest::default()),
        Request::LicenseMatrix(Joined::Merged),
        Request::QualityFigures,
        Request::Vulnerabilities(VulnerabilitiesRequest { query: "a or".to_owned(), offset: 9, ..Default::default() }),
        Request::Hygiene(HygieneRequest { query: "-direct".to_owned(), ..Default::default() }),
        Request::Quality(QualityRequest { draft: Some("[[require]]".to_owned()), ..Default::default() }),
        Request::CopyExport(ExportFormat::Document { id: "hygiene-markdown".to_owned(), file: None }),
        Request::Export(ExportFormat::Quality { id: "quality-csv".to_owned(), request: QualityRequest::default() }),
        Request::Export(ExportFormat::Quality { id: "odd".to_owned(), request: QualityRequest::default() }),
        Request::Inspect { node: 0 },
        Request::Inspect { node: u32::MAX },
        Request::Search { text: "lib".to_owned() },
        Request::Export(ExportFormat::InventoryCsv(inventory())),
        Request::Export(ExportFormat::GraphSvg {
            request: GraphRequest::default(),
            dark: true,
            selected: Some(0),
            lit: Vec::new(),
        }),
        Request::Export(ExportFormat::FindingsMarkdown),
        Request::Export(ExportFormat::AuditCsv),
        Request::Export(ExportFormat::AuditMarkdown),
        Request::Export(ExportFormat::AuditHtml),
        Request::Draft(DraftFor::Finding(0)),
        Request::Today(day("2026-11-28")),
        Request::Draft(DraftFor::Finding(0)),
        Request::Draft(DraftFor::Finding(usize::MAX)),
        Request::Draft(DraftFor::Component(1)),
        Request::Draft(DraftFor::Component(u32::MAX)),
        Request::Decide(Box::new(waiver())),
        Request::Decisions,
        Request::Licenses(LicensesRequest::default()),
        Request::SaveRecord { today: day("2026-11-28") },
        Request::Withdraw(Box::new(waiver())),
        Request::Decisions,
        Request::TakeDecisions(vec![waiver()]),
        Request::Decisions,
        Request::Redaction { internal: vec!["@acme".to_owned()] },
        Request::Evaluation { node: 1 },
        Request::Evaluation { node: u32::MAX },
        Request::CopyEvaluation { node: u32::MAX },
        Request::CopyFinding { position: 0 },
        Request::CopyFinding { position: usize::MAX },
        Request::Include { file: 0, included: false },
        Request::Workspace,
        Request::Include { file: 0, included: true },
        Request::Remove { file: 90 },
        Request::Remove { file: 1 },
        Request::Workspace,
    ];
    for palette in Palette::ALL {
        let nodes = || [0, 1, u32::MAX].into_iter().collect();
        all.push(Request::Graph(GraphRequest { palette, ..GraphRequest::default() }));
        all.push(Request::Graph(GraphRequest {
            expanded: nodes(),
            collapsed: nodes(),
            focus: Some(u32::MAX),
            also: nodes(),
            palette,
            dimmed: [0, u8::MAX].into_iter().collect(),
            dimmed_are_hidden: true,
            quick: true,
            compare: Some((0, 90)),
            hidden: nodes(),
            query: "name:a* or".to_owned(),
            layout: "map".to_owned(),
            reach: Reach::Around(2),
            grouping: Some(Grouping::Namespace),
            open_sets: ["@scope".to_owned()].into_iter().collect(),
        }));
    }
    for format in GRAPH_FORMATS.iter().map(|format| format.id).chain(["no such format"]) {
        let graph = |whole| ExportFormat::Graph { format: format.to_owned(), whole, request: GraphRequest::default() };
        all.extend([Request::Export(graph(false)), Request::Export(graph(true))]);
    }
    for format in [CopyFormat::Text, CopyFormat::Markdown, CopyFormat::Mermaid] {
        all.extend([Request::Copy { node: 1, format }, Request::Copy { node: u32::MAX, format }]);
    }
    all
}

/// One of each sort.
fn settlements() -> Settlements {
    let subject = |package: &str| Subject { package: package.to_owned(), versions: Some(">=1".to_owned()) };
    let relation = |of| RelationRule { of, relation: Relation::Process };
    Settlements {
        corrections: vec![Correction {
            subject: subject("pkg:npm/tool"),
            expression: "MIT".to_owned(),
            because: "read in its source".to_owned(),
        }],
        choices: vec![Choice {
            subject: Some(subject("pkg:npm/lib")),
            given: None,
            choice: "MIT".to_owned(),
            because: "agreed".to_owned(),
        }],
        preferences: vec!["MIT".to_owned()],
        refused: vec!["GPL-2.0-only".to_owned()],
        relations: vec![
            relation(RelationOf::Ecosystem(Ecosystem::Cargo)),
            relation(RelationOf::Component(subject("pkg:npm/gpl"))),
            relation(RelationOf::Edge { from: subject("pkg:npm/lib"), to: subject("pkg:npm/gpl") }),
        ],
    }
}

#[test]
fn every_answer_crosses_unchanged() {
    let lock = package_lock(
        "app | MIT | lib gpl dev:tool\nlib | (MIT OR GPL-2.0-only) AND Apache-2.0 | gpl\ngpl | GPL-2.0-only | lib\n\
         tool | SEE LICENSE IN x |\nlost\u{202E} | LicenseRef-own |",
    );
    let bom = crates_bom(&[("curve", "BSD-3-Clause"), ("hex", "NOASSERTION")]);
    let full = [("package-lock.json", lock.as_str()), ("Cargo.lock", CARGO_LOCK), ("bom.json", &bom), ("x", "no file")];
    for files in [&[][..], &full] {
        let mut door = Door::with(files);
        for request in every_request() {
            let is_change = matches!(
                request,
                Request::Judge { .. }
                    | Request::Include { .. }
                    | Request::Remove { .. }
                    | Request::Refuse { .. }
                    | Request::Today(_)
                    | Request::Decide(_)
                    | Request::TakeDecisions(_)
                    | Request::Withdraw(_)
                    | Request::Settle { .. }
            );
            let answer = door.ask(request);
            assert_eq!(matches!(answer, Response::Done | Response::Opened { .. }), is_change, "{answer:?}");
        }
    }
}

#[test]
fn the_same_files_give_the_same_answers() {
    let lock = package_lock("app | MIT | a b\na | MIT | c\nb | GPL-3.0-only | c\nc | Apache-2.0 | a");
    let answers = || {
        let mut door = Door::with(&[("package-lock.json", &lock), ("Cargo.lock", CARGO_LOCK)]);
        every_request().into_iter().map(|request| door.ask(request)).collect::<Vec<_>>()
    };
    assert_eq!(answers(), answers());
}
