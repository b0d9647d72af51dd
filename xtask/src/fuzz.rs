//! `fuzz`: runs the targets of `fuzz/` one after the other, with stable Rust and libFuzzer; needs a C++ compiler.
//!
//! Inputs grow in `target/fuzz/corpus`, which begins with the fixtures. What breaks a target lands in
//! `fuzz/regressions/<target>/`; `cargo test --test fuzzing` runs it from then on.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::Outcome;
use crate::run::{command, root, run};

/// What makes rustc count the branches that an input takes.
const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
-Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing -Ccodegen-units=1";

/// The platform is named so that programs that run while building are not changed.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Runs the named targets, or all, for so many minutes each. Goes on after a finding and fails at the end.
pub fn fuzz(arguments: &[&str]) -> Outcome {
    let (names, minutes) = choice(arguments)?;
    let program = build()?;
    let known = names_of_targets(&program)?;
    if let Some(unknown) = names.iter().find(|name| !known.iter().any(|known| known == *name)) {
        return Err(format!("there is no target {unknown:?}; there are {}", known.join(", ")));
    }
    let chosen = known.iter().filter(|name| names.is_empty() || names.contains(&name.as_str()));
    let (mut lines, mut broken) = (Vec::new(), Vec::new());
    for name in chosen {
        seed(name)?;
        let (line, holds) = one(&program, name, minutes)?;
        println!("{line}");
        lines.push(line);
        if !holds {
            broken.push(name.as_str());
        }
    }
    println!(
        "\n| target | executions | seconds | inputs kept | finding |\n|---|---|---|---|---|\n{}",
        lines.join("\n")
    );
    if broken.is_empty() { Ok(()) } else { Err(format!("broken: {}; see fuzz/regressions", broken.join(", "))) }
}

fn choice<'a>(arguments: &[&'a str]) -> Outcome<(Vec<&'a str>, f64)> {
    let (mut names, mut minutes) = (Vec::new(), 20.0);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match *word {
            "--minutes" => {
                let number = words.next().and_then(|number| number.parse().ok());
                minutes = number.filter(|number| *number > 0.0).ok_or("--minutes wants a number")?;
            }
            name => names.push(name),
        }
    }
    Ok((names, minutes))
}

fn build() -> Outcome<PathBuf> {
    let target = root().join("target/fuzz");
    let mut cargo = command(&format!("cargo build --release --manifest-path fuzz/Cargo.toml --target {PLATFORM}"));
    run({
        cargo.env("RUSTFLAGS", COVERAGE).env("CARGO_TARGET_DIR", &target);
        cargo
    })?;
    Ok(target.join(PLATFORM).join("release/lockscope-fuzz"))
}

/// The program tells its targets where none is named.
fn names_of_targets(program: &Path) -> Outcome<Vec<String>> {
    let mut asked = command(&program.to_string_lossy());
    // Leaving without a run counts as a finding for libFuzzer, which writes it down.
    asked.args(["-runs=0", "-artifact_prefix=target/fuzz/"]).env("LOCKSCOPE_FUZZ", "").stdin(Stdio::null());
    let output = asked.output().map_err(|fault| format!("cannot run {}: {fault}", program.display()))?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let names = told.lines().find_map(|line| line.split_once("targets: ")).map(|(_, names)| names);
    Ok(names.ok_or("the fuzzing program tells no targets")?.split(' ').map(str::to_owned).collect())
}

/// Copies the fixtures that a target may read into its corpus.
fn seed(name: &str) -> Outcome {
    let corpus = corpus(name);
    make(&corpus)?;
    make(&root().join("fuzz/regressions").join(name))?;
    let groups = fs::read_to_string(root().join("fuzz/groups.txt")).map_err(|fault| fault.to_string())?;
    let group = groups.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    for (number, (format, bytes)) in fixtures().into_iter().enumerate() {
        let input = match (group, name) {
            (Some(ids), _) => match ids.split(' ').position(|id| id == format) {
                Some(position) => [&[position as u8], bytes.as_slice()].concat(),
                None => continue,
            },
            (
                None,
                "json" | "jsonc" | "yaml" | "xml" | "toml" | "detection" | "views" | "workspace" | "policies"
                | "records" | "archives",
            ) => bytes,
            (None, "policy_formats") => [&[number as u8], bytes.as_slice()].concat(),
            _ => continue,
        };
        if input.len() <= 8_192 {
            let path = corpus.join(format!("{format}-{number}"));
            fs::write(&path, input).map_err(|fault| format!("{}: {fault}", path.display()))?;
        }
    }
    for (number, text) in small_seeds(name).iter().enumerate() {
        let path = corpus.join(format!("small-{number}"));
        fs::write(&path, text).map_err(|fault| format!("{}: {fault}", path.display()))?;
    }
    Ok(())
}

/// A few inputs for the targets that read no file.
fn small_seeds(name: &str) -> &'static [&'static str] {
    match name {
        "licence_expressions" => &[
            "\u{1}MIT",
            "\u{2}(MIT OR GPL-2.0-or-later WITH Classpath-exception-2.0) AND BSD-3-Clause",
            "\u{3}Apache License, Version 2.0",
            "\u{4}LicenseRef-a OR (MIT",
            "\u{5}GPLv2+ / LGPL 2.1",
        ],
        "package_urls" => &[
            "pkg:npm/%40scope/name@1.0.0",
            "pkg:maven/a.b/c@1?type=jar&classifier=x#sub/path",
            "pkg:golang/github.com/a/b@v1.0.0",
            "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie",
        ],
        "versions" | "bound_versions" => &[
            "\u{0}1.0.0-rc.1\n1.0.0\n1.0.1",
            "\u{2}1!2.0.post1.dev3\n1.0a1\n1.0+local",
            "\u{4}1.0-SNAPSHOT\n1.0-alpha-1\n1.0",
            "\u{f}1:2.3~rc1-1ubuntu2\n2.3-1\n2.3",
            "\u{11}1.2.3_rc1-r0\n1.2.3_p1\n1.2.3",
        ],
        "queries" => &[
            "license:AGPL* scope:runtime not:direct",
            "(verdict:conflict or verdict:review) -dev",
            "a<2.0.0 version:>=2 depth>3 brings>=10",
            "name:/^lod.*\\./ \"two words\" @s/*",
            "needs:b brought-by:a",
        ],
        "export_files" | "escapes" => {
            &["=HYPERLINK(\"x\")", "<script>x</script>", "a`b``c", "javascript:x", "\u{202e}a|b\n# c"]
        }
        "graph" | "dominators" | "routes" | "subsets" | "layouts" => &[
            "\u{8}\u{1}\u{0}\u{1}\u{1}\u{1}\u{2}\u{1}\u{2}\u{0}\u{1}\u{0}\u{3}\u{1}",
            "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{c}\u{2}\u{0}\u{2}\u{1}\u{1}\u{2}\u{2}\u{2}\u{3}\u{3}\u{3}\u{0}\u{1}",
        ],
        _ => &[],
    }
}

/// The files of all fixtures, with the name of their folder.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in ["tests/fixtures", "tests/policy/fixtures"] {
        let mut formats = entries(&root().join(folder));
        formats.sort();
        for format in formats {
            let name = format.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for file in entries(&format).iter().flat_map(|scenario| entries(scenario)) {
                if file.file_name().is_some_and(|name| name != "expected.txt") {
                    found.extend(fs::read(&file).ok().map(|bytes| (name.clone(), bytes)));
                }
            }
        }
    }
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    found.sort();
    found
}

fn corpus(name: &str) -> PathBuf {
    root().join("target/fuzz/corpus").join(name)
}

fn make(folder: &Path) -> Outcome {
    fs::create_dir_all(folder).map_err(|fault| format!("{}: {fault}", folder.display()))
}

/// Runs one target; a line of the table, and whether it held.
fn one(program: &Path, name: &str, minutes: f64) -> Outcome<(String, bool)> {
    let mut fuzzer = command(&program.to_string_lossy());
    let seconds = (minutes * 60.0) as u64;
    let findings = format!("fuzz/regressions/{name}/");
    fuzzer
        .args([&format!("-max_total_time={seconds}"), "-max_len=8192", "-timeout=20", "-rss_limit_mb=2048"])
        .args(["-print_final_stats=1", &format!("-artifact_prefix={findings}")])
        .arg(corpus(name))
        .arg(&findings)
        .env("LOCKSCOPE_FUZZ", name);
    let output = fuzzer.output().map_err(|fault| format!("cannot run {}: {fault}", program.display()))?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let number = |key: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(key));
        line.and_then(|line| line.split_whitespace().next()).unwrap_or("?").to_owned()
    };
    let taken = told.lines().rev().find_map(|line| line.split_once(" in ")).map(|(_, rest)| rest);
    let taken = taken.and_then(|rest| rest.split(' ').next()).unwrap_or("?");
    let holds = output.status.success();
    let finding = if holds { "–".to_owned() } else { first_words(&told) };
    let line = format!(
        "| {name} | {} | {taken} | {} | {finding} |",
        number("stat::number_of_executed_units:"),
        entries(&corpus(name)).len()
    );
    Ok((line, holds))
}

/// What a panic or the fuzzer said first.
fn first_words(told: &str) -> String {
    let mut lines = told.lines().skip_while(|line| !line.contains("panicked at") && !line.contains("ERROR: libFuzzer"));
    let words: Vec<&str> = lines.by_ref().take(2).collect();
    words.join(" ").replace('|', "/")
}
