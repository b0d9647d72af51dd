//! The engine as the page asks it: views, queries, several files at once.

use lockscope::engine::{CopyFormat, Request, Workspace};
use lockscope::view::graph::GraphRequest;
use lockscope::view::inventory::InventoryRequest;
use lockscope::view::licenses::LicensesRequest;
use lockscope::view::query::{self, Query};
use lockscope::view::scene::Palette;
use lockscope::view::tree::TreeRequest;

/// A small lockfile with what queries ask for.
const FILE: &str = r#"{"lockfileVersion":3,"packages":{"":{"name":"app","dependencies":{"a":"1","b":"2"}},
"node_modules/a":{"version":"1.0.0","license":"MIT","dependencies":{"b":"2"}},
"node_modules/b":{"version":"2.0.0","license":"GPL-3.0-only","dev":true,"dependencies":{"a":"1"}},
"node_modules/@s/c":{"version":"0.1.0-rc.1","license":"Apache-2.0 OR MIT"}}}"#;

/// Any text as a query: understood, or refused with a place inside it.
pub fn queries(bytes: &[u8]) {
    thread_local! {
        static WORKSPACE: std::cell::RefCell<Workspace> = std::cell::RefCell::new(opened(&[FILE.as_bytes()]));
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    WORKSPACE.with_borrow_mut(|workspace| {
        let facts = workspace.facts(&mut |_| ());
        match Query::parse(text) {
            Ok(query) => {
                assert_eq!(query.select(facts).len(), facts.graph.nodes.len());
                let _ = (query.is_empty(), query.is_plain());
            }
            Err(error) => {
                let letters = text.chars().count();
                assert!(
                    error.start <= error.end && error.start <= letters,
                    "{}..{} of {letters}",
                    error.start,
                    error.end
                );
                assert!(!error.message.is_empty());
            }
        }
        let _ = query::complete(facts, text);
    });
}

/// Any file through every view.
pub fn views(bytes: &[u8]) {
    look(&mut opened(&[bytes]));
}

/// Two files, one of them closed again, another left out.
pub fn workspace(bytes: &[u8]) {
    let cut = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len() / 2);
    let (one, other) = bytes.split_at(cut);
    let mut workspace = opened(&[one, other, FILE.as_bytes()]);
    ask(&mut workspace, Request::Overview);
    ask(&mut workspace, Request::Between { position: 0 });
    ask(&mut workspace, Request::Include { file: 0, included: false });
    ask(&mut workspace, Request::Overview);
    ask(&mut workspace, Request::Remove { file: 1 });
    look(&mut workspace);
}

/// A workspace with these files, whatever they are.
pub fn opened(files: &[&[u8]]) -> Workspace {
    let mut workspace = Workspace::new();
    for (id, bytes) in files.iter().enumerate() {
        workspace.open(id as u32, "unknown", bytes, &mut |_| ());
    }
    workspace
}

fn look(workspace: &mut Workspace) {
    ask(workspace, Request::Workspace);
    ask(workspace, Request::Overview);
    for palette in Palette::ALL {
        ask(workspace, Request::Graph(GraphRequest { palette, ..GraphRequest::default() }));
    }
    ask(workspace, Request::Tree(TreeRequest::default()));
    ask(workspace, Request::Inventory(InventoryRequest { limit: 50, ..InventoryRequest::default() }));
    ask(workspace, Request::Licenses(LicensesRequest::default()));
    ask(workspace, Request::Duties);
    for node in 0..3 {
        ask(workspace, Request::Inspect { node });
        ask(workspace, Request::Copy { node, format: CopyFormat::Markdown });
    }
    ask(workspace, Request::Report { file: 0 });
}

fn ask(workspace: &mut Workspace, request: Request) {
    let _ = workspace.handle(request, &mut |_| ());
}
