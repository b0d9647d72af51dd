//! What is saved for other tools and for people: SBOMs, workbooks, code scanning, reports, redacted copies, workspaces.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]
#![expect(clippy::disallowed_methods, reason = "tests read files of the machine")]

mod redaction;
mod reports;
mod sbom;
mod workbook;
mod workspace;

use std::path::Path;

use lockscope::engine::{ExportFormat, Request, Response, Workspace};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A workspace with one file in it.
pub fn open(name: &str, bytes: &[u8]) -> Workspace {
    let mut workspace = Workspace::new();
    workspace.open(1, name, bytes, &mut |_| {});
    workspace.handle(Request::Today("2026-11-28".parse().expect("a day")), &mut |_| {});
    workspace
}

/// The name and the text of an export.
pub fn text_of(workspace: &mut Workspace, format: ExportFormat) -> (String, String) {
    match workspace.handle(Request::Export(format.clone()), &mut |_| {}) {
        Response::File { name, text, .. } => (name, text),
        other => panic!("{format:?}: {other:?}"),
    }
}

pub fn document(id: &str) -> ExportFormat {
    ExportFormat::Document { id: id.to_owned(), file: None }
}

/// Texts that would be something else in one language or another.
pub const HOSTILE: [&str; 12] = [
    "=HYPERLINK(\"https://evil.example\",\"x\")",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "]]></t><f>1+1</f>",
    "[a](javascript:alert(1)) | b\n# c",
    "\u{202e}gnp.exe\u{200b}",
    "\u{0}\u{1b}[31m_x0041_",
    "'; DROP TABLE a; --",
];

/// A lockfile whose packages bear hostile names.
pub fn hostile_lockfile(count: usize) -> String {
    let mut packages = serde_json::Map::new();
    packages.insert(String::new(), serde_json::json!({ "name": "app", "version": "1.0.0" }));
    for number in 0..count {
        let name = format!("{}{number}", HOSTILE[number % HOSTILE.len()]).replace('/', "_");
        let entry = serde_json::json!({
            "version": format!("1.0.{number}"),
            "license": HOSTILE[(number + 5) % HOSTILE.len()],
            "resolved": HOSTILE[(number + 7) % HOSTILE.len()],
        });
        packages.insert(format!("node_modules/{name}"), entry);
    }
    serde_json::json!({ "name": "app", "version": "1.0.0", "lockfileVersion": 3, "packages": packages }).to_string()
}
