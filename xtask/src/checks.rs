//! `test`, `bench` and `shots`: the project's checks, one named step after the other.

use crate::run::{command, root, run, step};
use crate::{Outcome, imports, page, tools};

/// A named check.
type Step = (&'static str, fn() -> Outcome);

/// The step that only `--browsers all` or its name asks for: it installs two more browsers.
const BROWSERS: &str = "browsers";

/// In the order they run: what fails fastest first.
const STEPS: [Step; 9] = [
    ("format", || run(command("cargo fmt --all --check"))),
    ("lint", lint),
    ("native", native),
    ("page", || page::build(true)),
    ("imports", imports::check_page),
    ("browser", browser),
    ("e2e", end_to_end),
    ("deny", deny),
    (BROWSERS, three_browsers),
];

/// Runs every step, or only the named ones. Stops at the first that fails. `--browsers all` adds the tour of three browsers.
pub fn test(arguments: &[&str]) -> Outcome {
    let (names, all_browsers) = asked(arguments)?;
    for (name, work) in STEPS {
        let is_wanted = if name == BROWSERS { all_browsers } else { names.is_empty() };
        if is_wanted || names.contains(&name) {
            step(name, work)?;
        }
    }
    println!("\nall steps passed");
    Ok(())
}

/// The steps named, and whether all browsers are wanted.
fn asked<'a>(arguments: &[&'a str]) -> Outcome<(Vec<&'a str>, bool)> {
    let (mut names, mut all_browsers) = (Vec::new(), false);
    let mut words = arguments.iter().copied();
    while let Some(word) = words.next() {
        match word {
            "--browsers" => match words.next() {
                Some("all") => all_browsers = true,
                Some("chromium") => all_browsers = false,
                other => return Err(format!("--browsers takes `chromium` or `all`, not {other:?}")),
            },
            name if STEPS.iter().any(|(known, _)| *known == name) => names.push(name),
            other => return Err(format!("there is no step {other:?}; see cargo xtask --help")),
        }
    }
    Ok((names, all_browsers))
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

fn native() -> Outcome {
    // A suite of documents comes with them.
    tools::npm_packages()?;
    run(command("cargo test --workspace --locked"))
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

fn three_browsers() -> Outcome {
    tools::npm_packages()?;
    let files = scripts("tests/browsers", ".test.mjs")?;
    let mut tour = command(&format!("node --test --test-reporter=spec --test-concurrency=1 {}", files.join(" ")));
    tour.envs(tools::browsers()?);
    run(tour)
}

/// Licences, doubles and origins of what the page is linked from. Known faults need a database that is fetched: `cargo deny check`.
fn deny() -> Outcome {
    run(command(&format!("{} --locked check licenses bans sources", tools::cargo_deny()?.display())))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_browsers_are_toured_when_asked_for() {
        assert_eq!(asked(&[]).unwrap(), (vec![], false));
        assert_eq!(asked(&["--browsers", "all"]).unwrap(), (vec![], true));
        assert_eq!(asked(&["lint", "browsers"]).unwrap(), (vec!["lint", "browsers"], false));
        for wrong in [&["--browsers"][..], &["--browsers", "lynx"], &["browser", "linting"]] {
            assert!(asked(wrong).is_err(), "{wrong:?}");
        }
    }
}
