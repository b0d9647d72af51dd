//! Files that mean harm, opened through the engine and looked at in every way: nothing panics, and each comes to what
//! `tests/hostile/expected.txt` says. `UPDATE_HOSTILE=1 cargo test --test hostile` rewrites that; read the difference
//! before keeping it. `HOSTILE_CLASS=zip` opens one class.

#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::panic, reason = "a test that cannot go on should stop")]
#![expect(clippy::disallowed_methods, reason = "tests run natively: they read files and look at the clock")]

#[path = "hostile/corpus.rs"]
#[expect(dead_code, reason = "chains of a million are opened by examples/hostile.rs")]
mod corpus;
#[path = "hostile/looking.rs"]
mod looking;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use corpus::CLASSES;

/// After that something hangs: a build without optimisation on a busy machine is nowhere near. What each takes in
/// earnest is measured by `examples/hostile.rs`.
const HANGS: Duration = Duration::from_secs(600);

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
    let only = std::env::var("HOSTILE_CLASS").unwrap_or_default();
    let classes: Vec<String> = std::thread::scope(|scope| {
        let classes = CLASSES.iter().filter(|class| class.name.contains(&only));
        let work: Vec<_> = classes.clone().map(|class| scope.spawn(|| answers(class))).collect();
        let class = |(work, class): (std::thread::ScopedJoinHandle<String>, &corpus::Class)| {
            work.join().unwrap_or_else(|_| panic!("{} panicked", class.name))
        };
        work.into_iter().zip(classes).map(class).collect()
    });
    let actual = classes.concat();
    if std::env::var_os("UPDATE_HOSTILE").is_some() {
        assert!(std::env::var_os("HOSTILE_CLASS").is_none(), "all classes or none");
        std::fs::write(EXPECTED, &actual).unwrap_or_else(|fault| panic!("{EXPECTED}: {fault}"));
        return;
    }
    let expected = std::fs::read_to_string(EXPECTED).unwrap_or_default().replace('\r', "");
    let expected: Vec<&str> =
        expected.lines().filter(|line| line.split('/').next().is_some_and(|class| class.contains(&only))).collect();
    let differ: Vec<String> = expected
        .iter()
        .zip(actual.lines())
        .filter(|(expected, actual)| *expected != actual)
        .map(|(expected, actual)| format!("expected {expected}\n  actual {actual}"))
        .collect();
    assert!(differ.is_empty(), "{} answers differ:\n{}", differ.len(), differ.join("\n"));
    assert_eq!(expected.len(), actual.lines().count(), "files were added or taken out");
}

/// A line a file: class, title, what it came to. Each in a thread of its own: should one end the program (a stack that
/// overflows), the thread's name says which.
fn answers(class: &corpus::Class) -> String {
    let mut out = String::new();
    for file in corpus::files(class) {
        let title = format!("{}/{}", class.name, file.title);
        let begun = Instant::now();
        let work = move || looking::open_and_look(&file.name, &file.bytes);
        let thread = std::thread::Builder::new().name(title.clone()).spawn(work);
        let thread = thread.unwrap_or_else(|fault| panic!("{fault}"));
        let answer = thread.join().unwrap_or_else(|_| panic!("{title} panicked"));
        let taken = begun.elapsed();
        assert!(taken < HANGS, "{title} takes {taken:?}");
        out.push_str(&format!("{title}: {answer}\n"));
    }
    out
}
