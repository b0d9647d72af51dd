//! The fuzz targets without the fuzzer: every format is read by one, and every input that once broke one holds now.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a target panics where a promise is broken")]
#![expect(clippy::disallowed_methods, reason = "tests run natively: they read files")]

#[path = "../fuzz/src/targets/mod.rs"]
mod targets;

use std::collections::BTreeSet;
use std::path::Path;

use lockscope::formats;

#[test]
fn every_format_is_in_one_group() {
    let mut seen = BTreeSet::new();
    for (group, ids) in targets::groups() {
        for id in ids.split(' ') {
            assert!(formats::by_id(id).is_some(), "{group} names {id}, which is no format");
            assert!(seen.insert(id), "{id} is in two groups");
        }
    }
    let missing: Vec<&str> = formats::all().iter().map(|format| format.id).filter(|id| !seen.contains(id)).collect();
    assert!(missing.is_empty(), "no target reads {missing:?}: add them to fuzz/groups.txt");
}

#[test]
fn there_are_twenty_five_targets_and_more() {
    assert!(targets::all().len() >= 25);
}

#[test]
fn what_broke_a_target_breaks_it_no_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/regressions");
    for target in targets::all() {
        for entry in std::fs::read_dir(folder.join(target.name)).into_iter().flatten().flatten() {
            let bytes = std::fs::read(entry.path()).unwrap_or_else(|fault| panic!("{}: {fault}", entry.path().display()));
            println!("{}", entry.path().display());
            target.run(&bytes);
        }
    }
}

#[test]
fn every_target_holds_on_small_inputs() {
    let inputs: [&[u8]; 6] = [b"", b"\0", b"{}", b"\x08\x01\x00\x01\x01\x01\x02\x01", b"\x01[[]]\n", b"\xFF\xFE{\0}\0"];
    for target in targets::all() {
        for input in inputs {
            target.run(input);
        }
    }
}
