//! A redacted copy of any export names nothing internal.

use std::collections::BTreeSet;

use base64::Engine as _;
use lockscope::engine::{
    ComparisonFormat, ExportFormat, GRAPH_FORMATS, Request, Response, ThirdPartyFormat, Workspace,
};
use lockscope::licenses::decisions::DecisionKind;
use lockscope::licenses::{Context, Outbound};
use lockscope::view::compare::CompareRequest;
use lockscope::view::decisions::DraftFor;
use lockscope::view::estate::{EstateRequest, EstateTable};
use lockscope::view::graph::GraphRequest;
use lockscope::view::inventory::InventoryRequest;
use lockscope::view::quality::QualityRequest;

use super::{document, open};

/// Words that only internal names hold.
const INTERNAL: [&str; 6] = ["harbour", "acme", "tugboat", "drydock", "quayside", "lighthouse"];

fn workspace() -> Workspace {
    let text = serde_json::json!({
        "name": "harbour-shop", "version": "1.0.0", "lockfileVersion": 3,
        "packages": {
            "": { "name": "harbour-shop", "version": "1.0.0", "license": "SEE LICENSE IN quayside/harbour-shop.txt",
                  "dependencies": { "@acme/ui": "1", "left-pad": "1" }, "workspaces": ["parts/drydock"] },
            "parts/drydock": { "name": "drydock", "version": "2.0.0", "license": "GPL-2.0-only" },
            "node_modules/drydock": { "resolved": "parts/drydock", "link": true },
            "node_modules/@acme/ui": { "version": "1.0.0", "license": "Apache-2.0",
                "resolved": "https://git.lighthouse.example/@acme/ui/-/ui-1.0.0.tgz" },
            "node_modules/left-pad": { "version": "1.3.0", "license": "harbour-shop special terms",
                "resolved": "https://git.lighthouse.example/left-pad.tgz" },
            "node_modules/right-pad": { "version": "1.0.0", "license": "GPL-2.0-only" },
        }
    });
    let mut workspace = open("quayside/tugboat.lock.json", text.to_string().as_bytes());
    workspace.open(
        2,
        "quayside/package.json",
        br#"{"name":"harbour-shop","dependencies":{"left-pad":"^1"}}"#,
        &mut |_| {},
    );
    workspace.open(3, "quayside/tugboat-broken.json", b"{ broken", &mut |_| {});
    workspace.open(4, "quayside/tugboat.cdx.json", BOM.as_bytes(), &mut |_| {});
    let rules = r#"schema = "lockscope-policy/1"
        name = "Rules of Acme"
        [licenses]
        "GPL-2.0-only" = { ruling = "deny", note = "harbour-shop forbids it" }"#;
    workspace.open(5, "quayside/tugboat-policy.toml", rules.as_bytes(), &mut |_| {});
    let context = Context { outbound: Outbound::License("LicenseRef-Harbour-Shop".to_owned()), ..Context::default() };
    workspace.handle(Request::Judge { context }, &mut |_| {});
    decide(&mut workspace);
    workspace
}

/// An SBOM of the same with a vulnerability, people, an address of its own and a text.
const BOM: &str = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    "metadata": { "authors": [{ "name": "Harbour Master" }], "supplier": { "name": "Acme Ltd" },
        "component": { "type": "application", "name": "Harbour-Shop", "version": "1.0.0", "bom-ref": "r" } },
    "components": [
        { "type": "library", "name": "left-pad", "version": "1.3.0", "bom-ref": "l", "purl": "pkg:npm/left-pad@1.3.0?repository_url=https://git.lighthouse.example/left-pad",
          "supplier": { "name": "Acme" }, "copyright": "(c) ACME and others", "licenses": [{ "license": { "name": "Drydock licence", "text": { "content": "Only for harbour-shop" } } }] },
        { "type": "library", "name": "ui", "group": "@acme", "version": "2.0.0-harbour-shop", "bom-ref": "u", "purl": "pkg:npm/%40acme/ui@2.0.0" } ],
    "dependencies": [{ "ref": "r", "dependsOn": ["l", "u"] }],
    "vulnerabilities": [{ "id": "ACME-2026-1", "description": "harbour-shop leaks", "affects": [{ "ref": "l" }] }] }"#;

/// A profile of one's own that names what is internal.
const PROFILE: &str =
    "name = \"Rules of harbour-shop\"\n\n[[require]]\nelement = \"supplier\"\ntitle = \"Who supplies harbour-shop\"\n";

/// A decision by a person, with a comment.
fn decide(workspace: &mut Workspace) {
    let node = workspace.facts(&mut |_| {}).graph.nodes.iter().position(|node| node.component.name == "right-pad");
    let about = DraftFor::Component(node.expect("a component") as u32);
    let Response::Draft(Some(mut decision)) = workspace.handle(Request::Draft(about), &mut |_| {}) else {
        panic!("no draft");
    };
    decision.kind = DecisionKind::Correct { expression: "MIT".to_owned() };
    decision.person = "Tugboat Annie".to_owned();
    decision.comment = "Asked drydock and @acme/ui".to_owned();
    assert_eq!(workspace.handle(Request::Decide(decision), &mut |_| {}), Response::Done);
}

#[test]
fn packages_that_are_called_like_formats_or_words_of_ours_are_replaced_all_the_same() {
    let own = |name: &str| format!(r#"{{ "type": "library", "name": "{name}", "bom-ref": "{name}" }}"#);
    let words = ["json", "dot", "layered", "binary", "name", "spdx-2.3", "FindingsMarkdown"];
    let components: Vec<String> = words.iter().map(|word| own(word)).collect();
    let bom =
        format!(r#"{{ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{}] }}"#, components.join(","));
    let mut workspace = open("bom.json", bom.as_bytes());
    workspace.open(4, "other.json", bom.replace("layered", "later").as_bytes(), &mut |_| {});
    let internal: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    for format in formats() {
        let request = ExportFormat::Redacted { format: Box::new(format.clone()), internal: internal.clone() };
        let response = workspace.handle(Request::Export(request), &mut |_| {});
        assert!(!matches!(response, Response::Refused(_)), "{format:?}: {response:?}");
    }
}

#[test]
fn what_would_be_replaced_is_told_before() {
    let mut workspace = workspace();
    let internal = ["@acme", "git.lighthouse.example", "com.nobody"].map(str::to_owned).to_vec();
    let Response::Redaction(view) = workspace.handle(Request::Redaction { internal }, &mut |_| {}) else {
        panic!("a view");
    };
    assert_eq!(view.unused, ["com.nobody"]);
    let names: Vec<&str> = view.names.iter().map(|(name, _)| name.as_str()).collect();
    assert!(names.contains(&"@acme/ui") && names.contains(&"drydock") && !names.contains(&"left-pad"), "{names:?}");
    assert_eq!((view.total, view.summary.as_str()), (names.len(), "4 components and 5 files get other names"));
}

/// Every export there is. `kind` does not compile where a kind is missing here.
fn formats() -> Vec<ExportFormat> {
    let mut formats = vec![
        ExportFormat::InventoryCsv(InventoryRequest {
            query: "acme or drydock or pad".to_owned(),
            ..Default::default()
        }),
        ExportFormat::InventoryCsv(InventoryRequest::default()),
        ExportFormat::InventoryXlsx(InventoryRequest::default()),
        ExportFormat::FindingsMarkdown,
        ExportFormat::AuditCsv,
        ExportFormat::AuditMarkdown,
        ExportFormat::AuditHtml,
        ExportFormat::GraphSvg { request: GraphRequest::default(), dark: false, selected: None, lit: Vec::new() },
    ];
    formats.extend(ThirdPartyFormat::ALL.map(ExportFormat::ThirdParty));
    formats.extend(lockscope::export::documents::all().iter().map(|format| document(format.id)));
    let sboms = lockscope::export::sbom::ALL.iter();
    formats.extend(sboms.map(|format| ExportFormat::Document { id: format.id.to_owned(), file: Some(1) }));
    for format in GRAPH_FORMATS {
        let graph =
            |whole| ExportFormat::Graph { format: format.id.to_owned(), whole, request: GraphRequest::default() };
        formats.extend([graph(false), graph(true)]);
    }
    let request = QualityRequest { own: Some(PROFILE.to_owned()), ..QualityRequest::default() };
    let quality = ["quality-csv", "quality-markdown"];
    formats.extend(quality.map(|id| ExportFormat::Quality { id: id.to_owned(), request: request.clone() }));
    let request = CompareRequest { before: Some(1), after: Some(4), ..CompareRequest::default() };
    let compared = |format| ExportFormat::Comparison { request: request.clone(), format };
    formats.extend(ComparisonFormat::ALL.map(compared));
    let tables = [EstateTable::Packages, EstateTable::Projects, EstateTable::Uses];
    formats.extend(tables.map(|table| ExportFormat::EstateCsv { table, request: EstateRequest::default() }));
    formats.push(ExportFormat::EstateXlsx(EstateRequest::default()));
    let kinds: BTreeSet<usize> = formats.iter().map(kind).collect();
    assert_eq!(kinds.len(), KINDS, "a kind of export is not tried");
    formats
}

/// Kinds of exports but the redacted copy itself.
const KINDS: usize = 14;

/// A new kind of export has to be given a number, and a place in the list above.
fn kind(format: &ExportFormat) -> usize {
    match format {
        ExportFormat::InventoryCsv(_) => 0,
        ExportFormat::GraphSvg { .. } => 1,
        ExportFormat::Graph { .. } => 2,
        ExportFormat::FindingsMarkdown => 3,
        ExportFormat::AuditCsv => 4,
        ExportFormat::AuditMarkdown => 5,
        ExportFormat::AuditHtml => 6,
        ExportFormat::ThirdParty(_) => 7,
        ExportFormat::Document { .. } => 8,
        ExportFormat::InventoryXlsx(_) => 9,
        ExportFormat::Quality { .. } => 10,
        ExportFormat::Comparison { .. } => 11,
        ExportFormat::EstateCsv { .. } => 12,
        ExportFormat::EstateXlsx(_) => 13,
        ExportFormat::Redacted { .. } => usize::MAX,
    }
}

/// The text of an answer; of a workbook, that of its files.
fn text_of(response: Response) -> String {
    match response {
        Response::File { name, text, .. } => format!("{name}\n{text}"),
        Response::FileBytes { base64, .. } => {
            let bytes = base64::engine::general_purpose::STANDARD.decode(base64).expect("base64");
            let mut out = String::new();
            let mut tell = |_: &str, content: &[u8]| out.push_str(&String::from_utf8_lossy(content));
            super::workbook::each_file(&bytes, &mut tell);
            out
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn no_internal_name_is_left_in_any_export() {
    let mut workspace = workspace();
    let internal = vec!["@acme".to_owned(), "git.lighthouse.example".to_owned()];
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for format in formats() {
        let plain = text_of(workspace.handle(Request::Export(format.clone()), &mut |_| {})).to_lowercase();
        let plainly: Vec<&str> = INTERNAL.into_iter().filter(|word| plain.contains(word)).collect();
        assert!(!plainly.is_empty(), "{format:?} names nothing internal: what is left out of it shows nothing");
        named.extend(plainly);
        let request = ExportFormat::Redacted { format: Box::new(format.clone()), internal: internal.clone() };
        let first = text_of(workspace.handle(Request::Export(request.clone()), &mut |_| {}));
        let lower = first.to_lowercase();
        for word in INTERNAL {
            let at = lower.find(word).map(|at| lower.get(at.saturating_sub(80)..(at + 80).min(lower.len())));
            assert_eq!(at, None, "{word} in {format:?}");
        }
        assert_eq!(first, text_of(workspace.handle(Request::Export(request), &mut |_| {})), "{format:?}");
    }
    assert_eq!(named.len(), INTERNAL.len(), "the exports themselves name them: {named:?}");
}

#[test]
fn third_parties_and_verdicts_stay_as_they_are() {
    let mut workspace = workspace();
    let inventory = ExportFormat::InventoryCsv(InventoryRequest::default());
    let plain = text_of(workspace.handle(Request::Export(inventory.clone()), &mut |_| {}));
    let request = ExportFormat::Redacted { format: Box::new(inventory), internal: vec!["@acme".to_owned()] };
    let redacted = text_of(workspace.handle(Request::Export(request), &mut |_| {}));
    assert!(redacted.contains("\"left-pad\"") && redacted.contains("\"right-pad\"") && redacted.contains("internal-"));
    let verdicts = |text: &str| {
        let mut verdicts: Vec<String> =
            text.lines().filter_map(|line| line.split(',').next()).map(str::to_owned).collect();
        verdicts.retain(|cell| !cell.contains(':') && !cell.ends_with(".csv"));
        verdicts.sort();
        verdicts
    };
    assert_eq!(verdicts(&plain), verdicts(&redacted));
}
