//! A saved workspace is the same workspace again, and a broken one changes nothing.

use lockscope::engine::{Request, Response, Restoring, Workspace, is_workspace, restoring};
use lockscope::licenses::decisions::{Decision, DecisionKind};
use lockscope::licenses::{Context, Outbound};
use lockscope::view::decisions::DraftFor;

use super::{hostile_lockfile, open};

const RULES: &str = "schema = \"lockscope-policy/1\"\n";
const VIEW: &str = "{\"screen\":\"graph\"}";

/// Id, name and bytes.
type Opened = (u32, &'static str, Vec<u8>);

const CARGO: &[u8] = b"version = 3\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n";
const BOM: &str = r#"{ "bomFormat": "CycloneDX", "specVersion": "1.6", "components": [ { "type": "library", "name": "a", "version": "1.0.0" } ] }"#;

/// Files in a tar archive.
fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[148..156].fill(b' ');
        header[156] = b'0';
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend(header);
        out.extend(*bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

fn ask(workspace: &mut Workspace, request: Request) -> Response {
    let response = workspace.handle(request.clone(), &mut |_| {});
    assert!(!matches!(response, Response::Refused(_)), "{request:?}: {response:?}");
    response
}

/// Two lockfiles, one of them unticked, and an archive of three of which one is unticked and one closed; a context, rules
/// and a decision.
fn loaded() -> (Workspace, Vec<Opened>) {
    let archive = tar(&[("x/Cargo.lock", CARGO), ("y/bom.json", BOM.as_bytes()), ("z/Cargo.lock", CARGO)]);
    let files = vec![
        (1, "a/package-lock.json", hostile_lockfile(30).into_bytes()),
        (2, "b/Cargo.lock", CARGO.to_vec()),
        (5, "release.tar", archive),
    ];
    let mut workspace = open(files[0].1, &files[0].2);
    for (id, name, bytes) in files.iter().skip(1) {
        workspace.open(*id, name, bytes, &mut |_| {});
    }
    let inner = |workspace: &mut Workspace, name: &str| {
        let facts = workspace.facts(&mut |_| {});
        facts.files.iter().find(|file| file.name.contains(name)).map(|file| file.id).expect("a file inside")
    };
    let (unticked, closed) = (inner(&mut workspace, "/y/"), inner(&mut workspace, "/z/"));
    let context = Context { outbound: Outbound::License("Apache-2.0".to_owned()), ..Context::default() };
    ask(&mut workspace, Request::Judge { context });
    for file in [2, unticked] {
        ask(&mut workspace, Request::Include { file, included: false });
    }
    ask(&mut workspace, Request::Remove { file: closed });
    ask(&mut workspace, Request::Policy { name: "rules.toml".to_owned(), text: RULES.to_owned() });
    let decision = decision(&mut workspace, "waived here");
    ask(&mut workspace, Request::Decide(Box::new(decision)));
    (workspace, files)
}

/// A decision on the first third-party component.
fn decision(workspace: &mut Workspace, comment: &str) -> Decision {
    let facts = workspace.facts(&mut |_| {});
    let node = (0..facts.graph.nodes.len() as u32).find(|node| facts.is_third_party(*node)).expect("a component");
    match ask(workspace, Request::Draft(DraftFor::Component(node))) {
        Response::Draft(Some(draft)) => Decision {
            kind: DecisionKind::Correct { expression: "MIT".to_owned() },
            comment: comment.to_owned(),
            ..*draft
        },
        other => panic!("{other:?}"),
    }
}

/// The workspace as a file, or why it cannot be one.
fn saved(workspace: &mut Workspace, files: &[Opened], closed: &[u32]) -> Result<Vec<u8>, String> {
    let mut saving = workspace.saving("2026-11-28".parse().expect("a day"), VIEW, closed)?;
    let mut out = saving.head.clone();
    for position in 0..saving.files.len() {
        let wanted = saving.files[position].id;
        let (.., bytes) = files.iter().find(|(id, ..)| *id == wanted).expect("the file");
        out += &saving.entry(position, bytes)?;
    }
    Ok((out + saving.end).into_bytes())
}

/// What the page does with a workspace file, in a new engine.
fn restored(text: &[u8]) -> (Workspace, Restoring, Vec<Opened>) {
    assert!(is_workspace(text));
    let mut bytes = Vec::new();
    let again = restoring("workspace.lockscope.json", text, &mut |file| bytes.push(file)).expect("a workspace");
    let files: Vec<Opened> =
        again.files.iter().zip(bytes).map(|(file, bytes)| (file.id, file.name.clone().leak() as &str, bytes)).collect();
    let mut workspace = Workspace::new();
    ask(&mut workspace, Request::Today("2026-11-28".parse().expect("a day")));
    for (id, name, bytes) in &files {
        workspace.open(*id, name, bytes, &mut |_| {});
    }
    for file in &again.files {
        for id in &file.closed {
            ask(&mut workspace, Request::Remove { file: *id });
        }
        for id in &file.unticked {
            ask(&mut workspace, Request::Include { file: *id, included: false });
        }
    }
    for order in again.orders.clone() {
        ask(&mut workspace, order);
    }
    ask(&mut workspace, Request::Settle { settlements: again.settlements.clone() });
    ask(&mut workspace, Request::Judge { context: again.context.clone().expect("a context") });
    (workspace, again, files)
}

#[test]
fn a_saved_workspace_opens_to_the_same_answers() {
    let (mut workspace, files) = loaded();
    let closed = [3 << 20 | 5];
    let text = saved(&mut workspace, &files, &closed).expect("a workspace");
    assert_eq!(text, saved(&mut workspace, &files, &closed).expect("the same"));
    let (mut other, again, files) = restored(&text);
    assert_eq!((again.view.as_str(), again.is_same_version, again.decisions), (VIEW, true, 1));
    for request in [
        Request::Workspace,
        Request::Overview,
        Request::PolicyView,
        Request::Decisions,
        Request::Graph(Default::default()),
        Request::Duties,
    ] {
        assert_eq!(ask(&mut workspace, request.clone()), ask(&mut other, request.clone()), "{request:?}");
    }
    assert!(saved(&mut other, &files, &closed).expect("again") == text, "saved again it is another file");
}

#[test]
fn beside_other_files_its_own_get_other_ids() {
    let (mut workspace, files) = loaded();
    let text = saved(&mut workspace, &files, &[3 << 20 | 5]).expect("a workspace");
    let again = restoring("x", &text, &mut |_| {}).expect("a workspace");
    let moved = again.files.last().expect("the archive").clone().with_id(40);
    assert_eq!((moved.id, moved.unticked, moved.closed), (40, vec![2 << 20 | 40], vec![3 << 20 | 40]));
}

#[test]
fn ids_that_cannot_be_are_given_anew() {
    let (mut workspace, files) = loaded();
    let text = String::from_utf8(saved(&mut workspace, &files, &[]).expect("a workspace")).expect("text");
    for id in ["\"id\":1,", "\"id\":0,", "\"id\":1048576,", "\"id\":4294967295,", ""] {
        let text = text.replace("\"id\":5,", id);
        let again = restoring("x", text.as_bytes(), &mut |_| {}).expect("a workspace");
        let ids: Vec<u32> = again.files.iter().map(|file| file.id).collect();
        assert_eq!(ids, [1, 2, 3], "{id}");
        assert_eq!(again.files[2].unticked, [2 << 20 | 3]);
    }
}

#[test]
fn decisions_that_cannot_be_read_are_kept_and_those_of_unticked_records_too() {
    let (mut workspace, mut files) = loaded();
    let other = decision(&mut workspace, "in a record");
    let mut source = open(files[0].1, &files[0].2);
    ask(&mut source, Request::Decide(Box::new(other)));
    let record = match ask(&mut source, Request::SaveRecord { today: "2026-11-27".parse().expect("a day") }) {
        Response::File { text, .. } => text,
        other => panic!("{other:?}"),
    };
    let odd = record.replace("\"date\":\"2026-11-28\"", "\"date\":\"2026-11-31\"");
    assert!(odd != record);
    files.push((8, "unticked.json", record.into_bytes()));
    files.push((9, "odd.json", odd.into_bytes()));
    for (id, name, bytes) in files.iter().skip(3) {
        workspace.open(*id, name, bytes, &mut |_| {});
    }
    ask(&mut workspace, Request::Include { file: 8, included: false });
    let text = saved(&mut workspace, &files, &[]).expect("a workspace");
    let (_, again, _) = restored(&text);
    let names: Vec<&str> = again.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names[3..], ["unticked.json", "unread-decisions.json"]);
    assert_eq!(again.files[3].unticked, [8]);
    let mut bytes = Vec::new();
    restoring("x", &text, &mut |file| bytes.push(file)).expect("a workspace");
    assert!(String::from_utf8_lossy(bytes.last().expect("the rest")).contains("2026-11-31"));
}

#[test]
fn a_broken_workspace_is_refused_with_place_and_reason() {
    let (mut workspace, files) = loaded();
    let text = String::from_utf8(saved(&mut workspace, &files, &[]).expect("a workspace")).expect("text");
    let read = |text: &str| restoring("workspace.lockscope.json", text.as_bytes(), &mut |_| {}).err();
    let error = read(&text[..text.len() - 40]).expect("an error");
    assert!(error.code == "truncated" && error.place.is_some(), "{error:?}");
    let error = read(&text.replacen("\"content\":\"", "\"content\":\"AAAA", 1)).expect("an error");
    assert_eq!(error.place.map(|place| place.to_string()).as_deref(), Some("files[0].content"));
    // As a document among others it says what it is.
    workspace.open(20, "any.json", text.as_bytes(), &mut |_| {});
    let facts = workspace.facts(&mut |_| {});
    let refused = facts.files.iter().find(|file| file.id == 20).and_then(|file| file.content.as_ref().err());
    assert_eq!(refused.map(|error| error.code.as_str()), Some("saved-workspace"));
}

#[test]
fn a_file_that_was_changed_meanwhile_is_named() {
    let (mut workspace, mut files) = loaded();
    files[1].2.push(b'\n');
    let why = saved(&mut workspace, &files, &[]).expect_err("a reason");
    assert!(why.starts_with("b/Cargo.lock has changed since it was opened"), "{why}");
}
