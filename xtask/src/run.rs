//! Running other programs from the repository's root, and saying how long each took.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Outcome;

/// The repository's root: the folder above this package.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A command line `program a b c`, run in the root. Tools installed by us come first on PATH.
pub fn command(line: &str) -> Command {
    let mut words = line.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).current_dir(root()).env("PATH", path_with_tools());
    command
}

/// Runs a command, letting it speak; fails if it fails.
pub fn run(mut command: Command) -> Outcome {
    let shown = shown(&command);
    let status = command.status().map_err(|fault| format!("cannot run `{shown}`: {fault}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// What a command printed, or nothing where it cannot be run or fails.
pub fn output(mut command: Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs one named step between two lines that say its name and its time.
pub fn step(name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    println!("\n== {name}");
    let begun = Instant::now();
    let outcome = work();
    let word = if outcome.is_ok() { "done" } else { "FAILED" };
    println!("== {name}: {word} in {:.1} s", begun.elapsed().as_secs_f64());
    outcome.map_err(|reason| format!("step {name}: {reason}"))
}

fn path_with_tools() -> String {
    let tools = root().join("target/tools/bin");
    let old = std::env::var("PATH").unwrap_or_default();
    let separator = if cfg!(windows) { ';' } else { ':' };
    if old.starts_with(&*tools.to_string_lossy()) { old } else { format!("{}{separator}{old}", tools.display()) }
}

fn shown(command: &Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    command.get_args().fold(program, |line, word| format!("{line} {}", word.to_string_lossy()))
}
