//! Installing what a build or a test needs and this machine lacks; naming what cannot be installed.
//!
//! Versions are pinned here and nowhere else (wasm-bindgen's also in `Cargo.toml`: they must match).

use std::path::PathBuf;

use crate::Outcome;
use crate::run::{command, output, root, run};

const WASM_BINDGEN: &str = "0.2.129";
const TRUNK: &str = "0.21.14";
const GECKODRIVER: &str = "0.37.1";
const CARGO_DENY: &str = "0.20.2";

/// The Rust target, wasm-bindgen and Trunk; wasm-opt too where npm is at hand.
pub fn for_building() -> Outcome {
    wasm_target()?;
    cargo_tool("wasm-bindgen", "wasm-bindgen-cli", WASM_BINDGEN, "")?;
    // Trunk only drives the build here: built without its downloader and optimisations it costs half.
    cargo_tool("trunk", "trunk", TRUNK, "--no-default-features")?;
    if npm_packages().is_err() {
        println!("npm is not here: the module is not passed through wasm-opt (the page works, it is larger)");
    }
    Ok(())
}

/// The packages of package.json: the browser driver for end-to-end tests and wasm-opt.
pub fn npm_packages() -> Outcome {
    let lock = root().join("package-lock.json");
    let seen = root().join("node_modules/.package-lock.json");
    let age = |path: &PathBuf| std::fs::metadata(path).and_then(|entry| entry.modified()).ok();
    if age(&seen).is_some() && age(&seen) >= age(&lock) {
        return Ok(());
    }
    output(command("npm --version")).ok_or("Node.js with npm is missing (version 20 or newer); install it first")?;
    run(command("npm ci --no-audit --no-fund --ignore-scripts"))
}

/// The path of a program from package.json's packages, if it is installed.
pub fn npm_tool(name: &str) -> Option<PathBuf> {
    Some(root().join("node_modules/.bin").join(name)).filter(|path| path.exists())
}

/// The path of Chromium: `CHROMIUM`, or a usual name on PATH, or (as root on Debian) installed now.
pub fn chromium() -> Outcome<PathBuf> {
    program("CHROMIUM", &["chromium", "chromium-browser", "google-chrome"], "chromium")
}

/// The path of ChromeDriver, found like `chromium`.
pub fn chromedriver() -> Outcome<PathBuf> {
    program("CHROMEDRIVER", &["chromedriver"], "chromium-driver")
}

/// Chromium, Firefox ESR and WebKitGTK with their drivers and a screen, as the variables that `tests/browsers` reads.
pub fn browsers() -> Outcome<[(&'static str, PathBuf); 6]> {
    if std::env::var_os("GECKODRIVER").is_none() {
        cargo_tool("geckodriver", "geckodriver", GECKODRIVER, "")?;
    }
    Ok([
        ("CHROMIUM", chromium()?),
        ("CHROMEDRIVER", chromedriver()?),
        ("FIREFOX", program("FIREFOX", &["firefox-esr", "firefox"], "firefox-esr")?),
        ("GECKODRIVER", std::env::var_os("GECKODRIVER").map_or_else(|| installed("geckodriver"), PathBuf::from)),
        // It knows where the browser lies that belongs to it.
        ("WEBKITDRIVER", program("WEBKITDRIVER", &["WebKitWebDriver"], "webkit2gtk-driver")?),
        ("XVFB", program("XVFB", &["Xvfb"], "xvfb")?),
    ])
}

/// The path of cargo-deny.
pub fn cargo_deny() -> Outcome<PathBuf> {
    cargo_tool("cargo-deny", "cargo-deny", CARGO_DENY, "")?;
    Ok(installed("cargo-deny"))
}

fn wasm_target() -> Outcome {
    let libraries = output(command("rustc --print sysroot"))
        .map(|path| PathBuf::from(path.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib"));
    if libraries.is_some_and(|path| path.exists()) {
        return Ok(());
    }
    run(command("rustup target add wasm32-unknown-unknown"))
        .map_err(|reason| format!("the Rust target wasm32-unknown-unknown is missing: {reason}"))
}

fn cargo_tool(program: &str, package: &str, version: &str, flags: &str) -> Outcome {
    let answer = output(command(&format!("{} --version", installed(program).display()))).unwrap_or_default();
    if answer.split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    println!("installing {package} {version} into target/tools (a few minutes, once)");
    let line =
        format!("cargo install {package} --version ={version} --root target/tools --locked --debug --force {flags}");
    let mut install = command(&line);
    // Not inside a cargo lock of ours, and not with flags meant for the page.
    install.env_remove("RUSTFLAGS").env_remove("CARGO_TARGET_DIR").env("CARGO_PROFILE_DEV_DEBUG", "0");
    run(install).map_err(|reason| format!("cannot install {package} {version}: {reason}"))
}

/// Where `cargo_tool` puts a program.
fn installed(program: &str) -> PathBuf {
    root().join("target/tools/bin").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

fn program(variable: &str, names: &[&str], package: &str) -> Outcome<PathBuf> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(PathBuf::from(path));
    }
    if let Some(path) = on_path(names) {
        return Ok(path);
    }
    let root_user = output(command("id -u")).is_some_and(|id| id.trim() == "0");
    if root_user && on_path(&["apt-get"]).is_some() {
        println!("installing {package} with apt-get");
        let mut update = command("apt-get update -q");
        update.env("DEBIAN_FRONTEND", "noninteractive");
        let mut install = command(&format!("apt-get install -q -y --no-install-recommends {package}"));
        install.env("DEBIAN_FRONTEND", "noninteractive");
        run(update).and_then(|()| run(install))?;
    }
    on_path(names).ok_or_else(|| format!("{} is missing: install the package {package}, or set {variable}", names[0]))
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let places: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().flat_map(|name| places.iter().map(move |place| place.join(name))).find(|file| file.is_file())
}
