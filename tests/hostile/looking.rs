//! Opens a file through the engine, looks at it in every way, and says what it came to.

use lockscope::engine::{ComparisonFormat, CopyFormat, ExportFormat, Request, Response, ThirdPartyFormat, Workspace};
use lockscope::layout;
use lockscope::view::compare::{CompareRequest, ShownAs};
use lockscope::view::graph::GraphRequest;
use lockscope::view::inventory::InventoryRequest;
use lockscope::view::licenses::LicensesRequest;
use lockscope::view::tree::TreeRequest;

/// A good file, opened behind the hostile one.
const GOOD: &str =
    r#"{"lockfileVersion":3,"packages":{"":{"name":"next"},"node_modules/cup":{"version":"1.0.0","license":"MIT"}}}"#;

/// What the file came to, in one line: formats and counts, or the codes of its errors.
///
/// # Panics
/// Where the next good file does not open.
pub fn open_and_look(name: &str, bytes: &[u8]) -> String {
    let mut workspace = Workspace::new();
    workspace.open(0, name, bytes, &mut |_| ());
    look(&mut workspace);
    let answer = answer(&mut workspace);
    let opened = workspace.open(1, "package-lock.json", GOOD.as_bytes(), &mut |_| ());
    assert_eq!(opened, Response::Opened { file: 1, readable: true }, "the next good file does not open");
    answer
}

/// Formats and counts, or codes; equal ones once, with their number.
fn answer(workspace: &mut Workspace) -> String {
    let facts = workspace.facts(&mut |_| ());
    let mut parts: Vec<(String, usize)> = Vec::new();
    let mut add = |part: String| match parts.iter_mut().find(|(known, _)| *known == part) {
        Some((_, count)) => *count += 1,
        None => parts.push((part, 1)),
    };
    for file in &facts.files {
        match &file.content {
            Err(error) => add(format!("refused: {}", error.code)),
            Ok(read) => {
                let document = &read.document;
                let (components, arrows) = (document.components.len(), document.dependencies.len());
                add(format!(
                    "{}: {components} components, {arrows} arrows, {} notices",
                    document.format,
                    document.notices.len()
                ));
            }
        }
    }
    for record in &facts.records {
        add(format!("record: {} notices", record.notices.len()));
    }
    for rules in &facts.policies {
        add(format!("rules: {} notices", rules.read.notices.len()));
    }
    let shown: Vec<String> = parts
        .into_iter()
        .take(4)
        .map(|(part, count)| if count == 1 { part } else { format!("{count} times {part}") })
        .collect();
    if shown.is_empty() { "nothing".to_owned() } else { shown.join("; ") }
}

/// Every view and every export.
fn look(workspace: &mut Workspace) {
    ask(workspace, Request::Workspace);
    ask(workspace, Request::Overview);
    for method in layout::ALL {
        ask(workspace, Request::Graph(GraphRequest { layout: method.id.to_owned(), ..GraphRequest::default() }));
    }
    ask(workspace, Request::Tree(TreeRequest::default()));
    ask(workspace, Request::Inventory(InventoryRequest { limit: 100, ..InventoryRequest::default() }));
    ask(workspace, Request::Licenses(LicensesRequest::default()));
    ask(workspace, Request::Duties);
    for shown_as in [ShownAs::Causes, ShownAs::List] {
        ask(workspace, Request::Compare(CompareRequest { shown_as, ..beside_itself() }));
    }
    ask(workspace, Request::Report { file: 0 });
    for node in [0, 1] {
        ask(workspace, Request::Inspect { node });
        ask(workspace, Request::Copy { node, format: CopyFormat::Markdown });
        ask(workspace, Request::Copy { node, format: CopyFormat::Mermaid });
    }
    for format in exports() {
        let saved = ask(workspace, Request::Export(format));
        assert!(matches!(saved, Response::File { .. } | Response::Refused(_)), "nothing was saved");
    }
}

/// Everything that can be saved.
pub fn exports() -> Vec<ExportFormat> {
    let mut all = vec![
        ExportFormat::InventoryCsv(InventoryRequest::default()),
        ExportFormat::GraphSvg { request: GraphRequest::default(), dark: false, selected: Some(0), lit: Vec::new() },
        ExportFormat::FindingsMarkdown,
        ExportFormat::AuditCsv,
        ExportFormat::AuditMarkdown,
        ExportFormat::AuditHtml,
    ];
    all.extend(ThirdPartyFormat::ALL.map(ExportFormat::ThirdParty));
    all.extend(ComparisonFormat::ALL.map(|format| ExportFormat::Comparison { request: beside_itself(), format }));
    all
}

/// The first file compared with itself.
pub fn beside_itself() -> CompareRequest {
    CompareRequest { before: Some(0), after: Some(0), ..CompareRequest::default() }
}

fn ask(workspace: &mut Workspace, request: Request) -> Response {
    workspace.handle(request, &mut |_| ())
}
