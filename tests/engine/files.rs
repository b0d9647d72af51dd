//! Files come and go: broken ones, manifests, ticks, and the same text in other encodings.

use lockscope::engine::Request;

use super::door::{CARGO_LOCK, Door, package_lock};

const YARN_LOCK: &str = "# yarn lockfile v1\n\n\ncup@^1.0.0:\n  version \"1.0.0\"\n  dependencies:\n    spoon \"^1.0.0\"\n\n\
                         spoon@^1.0.0:\n  version \"1.0.0\"\n";
const PACKAGE_JSON: &str = r#"{ "name": "kitchen", "version": "2.0.0", "license": "MIT",
    "dependencies": { "cup": "^1.0.0" }, "devDependencies": { "spoon": "^1.0.0" } }"#;

#[test]
fn a_broken_file_is_listed_and_touches_no_other() {
    let mut door =
        Door::with(&[("broken/package-lock.json", "{ \"lockfileVersion\": 3, "), ("Cargo.lock", CARGO_LOCK)]);
    let frame = door.frame();
    let [broken, good] = frame.files.as_slice() else { panic!("{:?}", frame.files) };
    let error = broken.error.as_ref().expect("an error");
    assert!(!error.message.is_empty() && !error.place.is_empty() && !error.advice.is_empty(), "{error:?}");
    assert_eq!(good.error, None);
    assert_eq!((frame.components, frame.status.as_str()), (3, "3 components from 1 of 2 files"));
    let not_looked_at = door.overview().not_looked_at;
    assert!(not_looked_at.iter().any(|line| line.starts_with("broken/package-lock.json could not be read")));
}

#[test]
fn a_manifest_sharpens_only_while_it_is_there() {
    let mut door = Door::with(&[("shop/yarn.lock", YARN_LOCK)]);
    let before = door.frame();
    assert_eq!(door.rows().iter().map(|row| row.scope.as_str()).collect::<Vec<_>>(), ["unknown", "runtime", "unknown"]);
    let manifest = door.open("shop/package.json", PACKAGE_JSON.as_bytes());
    let sharpened = door.frame();
    assert_eq!(sharpened.roots.iter().map(|root| root.link.label()).collect::<Vec<_>>(), ["kitchen 2.0.0"]);
    assert_eq!(sharpened.files[1].lines, ["Sharpens shop/yarn.lock"]);
    assert!(door.row("spoon").direct);
    assert_eq!(door.row("cup").scope, "runtime");
    door.ask(Request::Include { file: manifest, included: false });
    assert_eq!(door.frame().roots, before.roots);
    door.ask(Request::Include { file: manifest, included: true });
    assert_eq!(door.frame().roots, sharpened.roots);
    door.ask(Request::Remove { file: manifest });
    assert_eq!(door.frame(), before);
}

#[test]
fn a_manifest_in_another_folder_sharpens_nothing() {
    let mut door = Door::with(&[("shop/yarn.lock", YARN_LOCK), ("other/package.json", PACKAGE_JSON)]);
    let frame = door.frame();
    assert_eq!(frame.files[1].lines, ["A manifest: it sharpens a lockfile beside it"]);
    assert_eq!(frame.components, 3, "the manifest is no document of its own");
}

#[test]
fn a_lockfile_without_roots_has_a_stand_in_that_needs_what_nothing_else_needs() {
    let mut door = Door::with(&[("yarn.lock", YARN_LOCK)]);
    let frame = door.frame();
    assert_eq!(frame.roots.iter().map(|root| root.link.label()).collect::<Vec<_>>(), ["project"]);
    assert!(frame.files[0].notices.iter().any(|notice| notice.text.contains("taken for direct")));
    assert!(door.row("cup").direct && !door.row("spoon").direct);
}

#[test]
fn projects_that_name_themselves_nowhere_stay_apart() {
    let mut door = Door::with(&[("a/yarn.lock", YARN_LOCK), ("b/yarn.lock", YARN_LOCK)]);
    let frame = door.frame();
    assert_eq!(frame.roots.len(), 2);
    assert_eq!(frame.components, 4, "cup and spoon are joined, the two projects are not");
}

#[test]
fn an_unticked_file_is_listed_and_not_counted() {
    let lock = package_lock("app | | lib\nlib | MIT |");
    let mut door = Door::default();
    let npm = door.open("package-lock.json", lock.as_bytes());
    door.open("Cargo.lock", CARGO_LOCK.as_bytes());
    assert_eq!(door.frame().components, 5);
    door.ask(Request::Include { file: npm, included: false });
    let frame = door.frame();
    assert_eq!((frame.components, frame.files.len(), frame.files[0].included), (3, 2, false));
    let not_looked_at = door.overview().not_looked_at;
    assert!(not_looked_at.contains(&"package-lock.json is unticked and not counted".to_owned()), "{not_looked_at:?}");
    door.ask(Request::Include { file: npm, included: true });
    assert_eq!(door.frame().components, 5);
}

#[test]
fn opening_a_file_again_replaces_it() {
    let mut door = Door::with(&[("Cargo.lock", CARGO_LOCK)]);
    let before = door.frame();
    let mut workspace = lockscope::engine::Workspace::new();
    for _ in 0..2 {
        workspace.open(0, "Cargo.lock", CARGO_LOCK.as_bytes(), &mut |_| {});
    }
    let answer = workspace.handle(Request::Workspace, &mut |_| {});
    assert_eq!(answer, lockscope::engine::Response::Workspace(before));
}

#[test]
fn encodings_and_line_ends_change_nothing() {
    let lock = package_lock("app | | lib caf\u{e9}\nlib | MIT |\ncaf\u{e9} | Apache-2.0 | lib").replace(',', ",\n");
    let sixteen = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(lock.encode_utf16()).flat_map(order).collect()
    };
    let copies: [Vec<u8>; 5] = [
        lock.clone().into_bytes(),
        format!("\u{FEFF}{lock}").into_bytes(),
        sixteen(u16::to_le_bytes),
        sixteen(u16::to_be_bytes),
        lock.replace('\n', "\r\n").into_bytes(),
    ];
    let views = copies.map(|bytes| {
        let mut door = Door::default();
        door.open("package-lock.json", &bytes);
        let mut frame = door.frame();
        frame.files.iter_mut().for_each(|file| file.sha256.clear());
        (frame, door.rows(), door.overview())
    });
    assert_eq!(views[0].0.components, 3);
    for view in &views[1..] {
        assert_eq!(*view, views[0]);
    }
}
