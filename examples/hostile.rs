//! How long each of the files that mean harm takes, and how much memory all of them: `cargo run --release --example hostile`.
//! Each is opened and looked at in every way; one argument picks classes by a part of their name.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program for people: it has a clock and prints")]

#[path = "../tests/hostile/corpus.rs"]
mod corpus;
#[path = "../tests/hostile/looking.rs"]
mod looking;

use std::time::Instant;

fn main() {
    let only = std::env::args().nth(1).unwrap_or_default();
    let mut times = Vec::new();
    for class in corpus::CLASSES.iter().chain([&corpus::LARGE]).filter(|class| class.name.contains(&only)) {
        for file in corpus::files(class) {
            let begun = Instant::now();
            let answer = looking::open_and_look(&file.name, &file.bytes);
            times.push((begun.elapsed(), format!("{}/{}", class.name, file.title), file.bytes.len(), answer));
        }
    }
    times.sort();
    let (slow, count) = (times.iter().filter(|(time, ..)| time.as_secs() >= 2).count(), times.len());
    for (time, title, size, answer) in times.iter().rev().take(20) {
        println!("{:>8.1} ms  {:>10} bytes  {title}: {answer}", time.as_secs_f64() * 1000.0, size);
    }
    println!("{count} files, {slow} of them took 2 s or more; most memory: {} MiB", most_memory().unwrap_or_default());
}

/// The most this program held at once, in MiB, where the system says.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib / 1024)
}
