//! What leaves as text: nothing of a file becomes markup, a formula or a link that is not one.

use lockscope::engine::{ExportFormat, Request, Response, ThirdPartyFormat};
use lockscope::export::escape;
use lockscope::formats::support::xml;
use lockscope::view::graph::GraphRequest;
use lockscope::view::inventory::InventoryRequest;

use super::views;

/// Text in every place where an export may put it.
pub fn escapes(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let html = escape::html(text);
    assert!(!html.contains(['<', '>', '"', '\'']), "markup: {html}");
    let markdown = escape::markdown(text);
    assert!(!markdown.contains(['<', '[', '`', '|', '\n']), "markup: {markdown}");
    let code = escape::markdown_code(text);
    assert!(!code.contains(['\n', '\r']), "a code span of two lines");
    let fence = code.len() - code.trim_start_matches('`').len();
    let inner = code.get(fence..code.len().saturating_sub(fence)).unwrap_or_default();
    assert!(inner.is_empty() || !has_run(inner, fence), "the code ends inside: {code}");
    let block = escape::markdown_block(text);
    let fence = block.len() - block.trim_start_matches('`').len();
    assert!(!has_run(text, fence), "the block ends inside");
}

/// Is there a run of exactly so many backticks?
fn has_run(text: &str, length: usize) -> bool {
    text.split(|letter| letter != '`').any(|run| run.len() == length)
}

/// A package of a lockfile gets the input for a name, a version, a licence and an address; then everything is saved.
pub fn export_files(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let quoted = serde_json::Value::from(text).to_string();
    let file = format!(
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":[{{\"name\":{quoted},\"version\":{quoted},\
         \"bom-ref\":\"a\",\"supplier\":{{\"name\":{quoted}}},\"copyright\":{quoted},\
         \"licenses\":[{{\"license\":{{\"name\":{quoted}}}}}]}}]}}"
    );
    let mut workspace = views::opened(&[file.as_bytes()]);
    let third_party = ThirdPartyFormat::ALL.map(ExportFormat::ThirdParty);
    let own = [
        ExportFormat::InventoryCsv(InventoryRequest::default()),
        ExportFormat::GraphSvg { request: GraphRequest::default(), dark: false, selected: None, lit: Vec::new() },
        ExportFormat::FindingsMarkdown,
        ExportFormat::AuditCsv,
        ExportFormat::AuditMarkdown,
        ExportFormat::AuditHtml,
    ];
    for format in own.into_iter().chain(third_party) {
        let Response::File { media_type, text, .. } = workspace.handle(Request::Export(format), &mut |_| ()) else {
            panic!("nothing was saved");
        };
        match media_type.as_str() {
            "image/svg+xml" => assert!(xml::parse(&text).is_ok(), "the picture is no XML"),
            "text/csv" => cells(&text),
            "application/json" => assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "no JSON"),
            "text/html" => assert!(!text.contains("<script") && !text.contains("<img"), "markup came through"),
            _ => {}
        }
    }
}

/// No quoted cell begins like a formula.
fn cells(text: &str) {
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let mut cell = String::new();
        let mut letters = rest[start + 1..].char_indices().peekable();
        let mut end = rest.len();
        while let Some((at, letter)) = letters.next() {
            if letter == '"' {
                if letters.peek().is_some_and(|(_, next)| *next == '"') {
                    letters.next();
                } else {
                    end = start + 1 + at + 1;
                    break;
                }
            }
            cell.push(letter);
        }
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']), "a formula: {cell:?}");
        rest = rest.get(end..).unwrap_or_default();
    }
}
