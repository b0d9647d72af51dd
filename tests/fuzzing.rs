//! The fuzz targets without the fuzzer: every format is read by one, and every input that once broke one holds now.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a target panics where a promise is broken")]
#![expect(clippy::disallowed_methods, reason = "tests run natively: they read files")]

#[path = "../fuzz/src/targets/mod.rs"]
#[expect(dead_code, reason = "the fuzzer asks for a target by its name")]
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
            let bytes =
                std::fs::read(entry.path()).unwrap_or_else(|fault| panic!("{}: {fault}", entry.path().display()));
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

/// Not the fuzzer, which learns from what it meets: seeds with bytes changed, moved and doubled, the same ones each time. `FUZZ_ROUNDS`
/// says how many for each target.
#[test]
fn every_target_holds_on_changed_seeds() {
    let rounds = std::env::var("FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let fixtures = fixtures();
    let mut dice = Dice(7);
    for target in targets::all() {
        let ids = targets::groups().find(|(name, _)| *name == target.name).map(|(_, ids)| ids);
        let seeds: Vec<Vec<u8>> = match ids {
            Some(ids) => fixtures
                .iter()
                .filter_map(|(id, bytes)| {
                    let position = ids.split(' ').position(|known| known == id)?;
                    Some([&[position as u8], bytes.as_slice()].concat())
                })
                .collect(),
            None => fixtures.iter().map(|(_, bytes)| bytes.clone()).collect(),
        };
        for _ in 0..rounds {
            let mut input = seeds.get(dice.below(seeds.len().max(1))).cloned().unwrap_or_default();
            for _ in 0..=dice.below(4) {
                dice.change(&mut input);
            }
            let held = std::panic::catch_unwind(|| target.run(&input));
            assert!(held.is_ok(), "{} does not hold on b\"{}\"", target.name, input.escape_ascii());
        }
    }
}

/// The files of all fixtures up to 4 kB, with the format they stand under.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let entries = |folder: &Path| {
        let mut found: Vec<_> =
            std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        found.sort();
        found
    };
    let mut found = Vec::new();
    for format in entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")) {
        let id = format.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for file in entries(&format).iter().flat_map(|scenario| entries(scenario)) {
            let bytes = std::fs::read(&file).unwrap_or_default();
            if bytes.len() <= 4_096 && file.file_name().is_some_and(|name| name != "expected.txt") {
                found.push((id.clone(), bytes));
            }
        }
    }
    found
}

/// Numbers that look random and are the same each time.
struct Dice(u32);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % limit
    }

    /// One small harm.
    fn change(&mut self, input: &mut Vec<u8>) {
        const MARKS: &[u8] = b"\"'{}[]<>:,;=#@!&*|-_()/\\\n\r\t \0\x7f\xc3\xff09+.";
        let at = self.below(input.len() + 1);
        let (from, to) = (at, (at + self.below(64)).min(input.len()));
        match self.below(5) {
            0 => drop(input.drain(from..to)),
            1 => {
                let part = input[from..to].to_vec();
                drop(input.splice(at..at, part));
            }
            2 => input.insert(at, MARKS[self.below(MARKS.len())]),
            3 => input.truncate(at),
            _ if at < input.len() => input[at] = self.below(256) as u8,
            _ => {}
        }
    }
}
