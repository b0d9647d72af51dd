//! Files that mean harm, opened through the engine and looked at in every way: nothing panics, and each comes to what
//! `tests/hostile/expected.txt` says. `UPDATE_HOSTILE=1 cargo test --test hostile` rewrites that; read the difference
//! before keeping it.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test that cannot go on should stop")]
#![expect(clippy::disallowed_methods, reason = "tests run natively: they read files and look at the clock")]

#[path = "hostile/corpus.rs"]
mod corpus;
#[path = "hostile/looking.rs"]
mod looking;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use corpus::CLASSES;

/// After that something hangs: a build without optimisation on a busy machine is nowhere near.
const HANGS: Duration = Duration::from_secs(120);

const EXPECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hostile/expected.txt");

#[test]
fn there_are_three_hundred_files_in_twenty_classes() {
    let mut titles = BTreeSet::new();
    for class in CLASSES {
        for file in corpus::files(class) {
            assert!(titles.insert((class.name, file.title.clone())), "{}/{} stands twice", class.name, file.title);
        }
    }
    assert!(CLASSES.len() >= 20 && titles.len() >= 300, "{} files in {} classes", titles.len(), CLASSES.len());
}

#[test]
fn every_file_comes_to_its_answer() {
    let classes: Vec<String> = std::thread::scope(|scope| {
        let work: Vec<_> = CLASSES.iter().map(|class| scope.spawn(|| answers(class))).collect();
        let class = |(work, class): (std::thread::ScopedJoinHandle<String>, &corpus::Class)| {
            work.join().unwrap_or_else(|_| panic!("{} panicked", class.name))
        };
        work.into_iter().zip(CLASSES).map(class).collect()
    });
    let actual = classes.concat();
    if std::env::var_os("UPDATE_HOSTILE").is_some() {
        std::fs::write(EXPECTED, &actual).unwrap_or_else(|fault| panic!("{EXPECTED}: {fault}"));
        return;
    }
    let expected = std::fs::read_to_string(EXPECTED).unwrap_or_default().replace('\r', "");
    let differ: Vec<String> = expected
        .lines()
        .zip(actual.lines())
        .filter(|(expected, actual)| expected != actual)
        .map(|(expected, actual)| format!("expected {expected}\n  actual {actual}"))
        .collect();
    assert!(differ.is_empty(), "{} answers differ:\n{}", differ.len(), differ.join("\n"));
    assert_eq!(expected.lines().count(), actual.lines().count(), "files were added or taken out");
}

/// A line a file: class, title, what it came to.
fn answers(class: &corpus::Class) -> String {
    let mut out = String::new();
    for file in corpus::files(class) {
        let begun = Instant::now();
        let answer = looking::open_and_look(&file.name, &file.bytes);
        let taken = begun.elapsed();
        assert!(taken < HANGS, "{}/{} takes {taken:?}", class.name, file.title);
        if taken > Duration::from_secs(5) {
            println!("{}/{}: {taken:?}", class.name, file.title);
        }
        out.push_str(&format!("{}/{}: {answer}\n", class.name, file.title));
    }
    out
}
