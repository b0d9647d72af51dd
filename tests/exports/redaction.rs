//! A redacted copy of any export names nothing internal.

use base64::Engine as _;
use lockscope::engine::{ExportFormat, Request, Response, ThirdPartyFormat, Workspace};
use lockscope::view::graph::GraphRequest;
use lockscope::view::inventory::InventoryRequest;

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
    workspace
}

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
    formats
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
    let mut named = 0;
    for format in formats() {
        let plain = text_of(workspace.handle(Request::Export(format.clone()), &mut |_| {})).to_lowercase();
        named += usize::from(INTERNAL.iter().any(|word| plain.contains(word)));
        let request = ExportFormat::Redacted { format: Box::new(format.clone()), internal: internal.clone() };
        let first = text_of(workspace.handle(Request::Export(request.clone()), &mut |_| {}));
        let lower = first.to_lowercase();
        for word in INTERNAL {
            let at = lower.find(word).map(|at| lower.get(at.saturating_sub(80)..(at + 80).min(lower.len())));
            assert_eq!(at, None, "{word} in {format:?}");
        }
        assert_eq!(first, text_of(workspace.handle(Request::Export(request), &mut |_| {})), "{format:?}");
    }
    assert!(named > 10, "the exports themselves do name them: {named}");
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
