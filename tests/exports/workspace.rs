//! A saved workspace is the same workspace again, and a broken one changes nothing.

use lockscope::engine::{Request, Response, Workspace, restoring};
use lockscope::licenses::{Context, Outbound};

use super::{hostile_lockfile, open};

const RULES: &str = "schema = \"lockscope-policy/1\"\n";

/// Id, name and bytes.
type Opened = (u32, &'static str, Vec<u8>);

fn loaded() -> (Workspace, Vec<Opened>) {
    let files = vec![
        (1, "a/package-lock.json", hostile_lockfile(30).into_bytes()),
        (2, "b/Cargo.lock", b"version = 3\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n".to_vec()),
    ];
    let mut workspace = open(files[0].1, &files[0].2);
    workspace.open(2, files[1].1, &files[1].2, &mut |_| {});
    let context = Context { outbound: Outbound::License("Apache-2.0".to_owned()), ..Context::default() };
    workspace.handle(Request::Judge { context }, &mut |_| {});
    workspace.handle(Request::Include { file: 2, included: false }, &mut |_| {});
    workspace.handle(Request::Policy { name: "rules.toml".to_owned(), text: RULES.to_owned() }, &mut |_| {});
    (workspace, files)
}

fn saved(workspace: &mut Workspace, files: &[Opened]) -> String {
    let bytes_of = |id: u32| files.iter().find(|(known, ..)| *known == id).map(|(_, _, bytes)| bytes.clone());
    match workspace.save("2026-11-28".parse().expect("a day"), "{\"tab\":\"graph\"}", &bytes_of) {
        Response::File { name, text, .. } if name == "workspace.lockscope.json" => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_saved_workspace_opens_to_the_same_answers() {
    let (mut workspace, files) = loaded();
    let text = saved(&mut workspace, &files);
    assert_eq!(text, saved(&mut workspace, &files));
    let again = restoring("workspace.lockscope.json", &text).expect("a workspace");
    assert_eq!(again.view, "{\"tab\":\"graph\"}");
    let mut opened = Workspace::new();
    opened.handle(Request::Today("2026-11-28".parse().expect("a day")), &mut |_| {});
    for (id, file) in (1..).zip(&again.files) {
        opened.open(id, &file.name, &file.bytes, &mut |_| {});
        if again.unticked.contains(&file.name) {
            opened.handle(Request::Include { file: id, included: false }, &mut |_| {});
        }
    }
    for request in again.requests {
        let response = opened.handle(request, &mut |_| {});
        assert!(!matches!(response, Response::Refused(_)), "{response:?}");
    }
    for request in [Request::Workspace, Request::Overview, Request::PolicyView, Request::Decisions] {
        let (before, after) =
            (workspace.handle(request.clone(), &mut |_| {}), opened.handle(request.clone(), &mut |_| {}));
        assert_eq!(before, after, "{request:?}");
    }
}

#[test]
fn a_broken_workspace_is_refused_with_place_and_reason() {
    let (mut workspace, files) = loaded();
    let text = saved(&mut workspace, &files);
    let cut = &text[..text.len() - 40];
    let error = restoring("workspace.lockscope.json", cut).err().expect("an error");
    assert!(error.code == "truncated" && error.place.is_some(), "{error:?}");
    let changed = text.replacen("\"content\":\"", "\"content\":\"AAAA", 1);
    let error = restoring("workspace.lockscope.json", &changed).err().expect("an error");
    assert_eq!(error.place.map(|place| place.to_string()).as_deref(), Some("files[0].content"));
}

#[test]
fn a_file_that_is_gone_is_named() {
    let (mut workspace, _) = loaded();
    let response = workspace.save("2026-11-28".parse().expect("a day"), "null", &|_| None);
    assert!(matches!(&response, Response::Refused(why) if why.contains("a/package-lock.json")), "{response:?}");
}
