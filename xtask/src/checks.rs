//! `test`, `bench` and `shots`: the project's checks, one named step after the other.

use crate::run::{command, root, run, step};
use crate::{Outcome, imports, page, tools};

/// A named check.
type Step = (&'static str, fn() -> Outcome);

/// In the order they run: what fails fastest first.
const STEPS: [Step; 7] = [
    ("format", || run(command("cargo fmt --all --check"))),
    ("lint", lint),
    ("native", || run(command("cargo test --workspace --locked"))),
    ("page", || page::build(true)),
    ("imports", imports::check_page),
    ("browser", browser),
    ("e2e", end_to_end),
];

/// Runs every step, or only the named ones. Stops at the first that fails.
pub fn test(names: &[&str]) -> Outcome {
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|(known, _)| known != *name)) {
        return Err(format!("there is no step {unknown:?}; see cargo xtask --help"));
    }
    for (name, work) in STEPS {
        if names.is_empty() || names.contains(&name) {
            step(name, work)?;
        }
    }
    println!("\nall steps passed");
    Ok(())
}

/// Timings of the built page in Chromium; `--write` puts them into benches/README.md.
pub fn bench(arguments: &[&str]) -> Outcome {
    step("page", || page::build(true))?;
    tools::npm_packages()?;
    step("timings", || run(in_browser(&format!("node benches/run.mjs {}", arguments.join(" ")))?))
}

/// Pictures of every screen, from the page as it was last built.
pub fn shots(arguments: &[&str]) -> Outcome {
    if !root().join("dist/index.html").is_file() {
        page::build(true)?;
    }
    tools::npm_packages()?;
    run(in_browser(&format!("node tests/e2e/shots.mjs {}", arguments.join(" ")))?)
}

fn lint() -> Outcome {
    run(command("cargo clippy --workspace --all-targets --locked -- -D warnings"))?;
    run(command(
        "cargo clippy --package lockscope --target wasm32-unknown-unknown --lib --bins --test browser --test bridge --locked -- -D warnings",
    ))
}

fn browser() -> Outcome {
    tools::for_building()?;
    let mut tests =
        command("cargo test --package lockscope --target wasm32-unknown-unknown --locked --test browser --test bridge");
    let runner = root().join("target/tools/bin/wasm-bindgen-test-runner");
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    tests.env("CHROMEDRIVER", tools::chromedriver()?).env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    tools::chromium()?;
    run(tests)
}

fn end_to_end() -> Outcome {
    tools::npm_packages()?;
    let files = scripts("tests/e2e", ".test.mjs")?;
    run(in_browser(&format!("node --test --test-reporter=spec --test-concurrency=1 {}", files.join(" ")))?)
}

/// A command that starts Chromium.
fn in_browser(line: &str) -> Outcome<std::process::Command> {
    let mut command = command(line);
    command.env("CHROMIUM", tools::chromium()?);
    Ok(command)
}

/// The files of a folder with an ending, sorted, as paths from the root.
fn scripts(folder: &str, ending: &str) -> Outcome<Vec<String>> {
    let Ok(entries) = std::fs::read_dir(root().join(folder)) else { return Ok(Vec::new()) };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut scripts: Vec<String> =
        names.filter(|name| name.ends_with(ending)).map(|name| format!("{folder}/{name}")).collect();
    scripts.sort();
    Ok(scripts)
}
