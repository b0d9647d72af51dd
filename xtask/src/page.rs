//! Building the page: Trunk compiles and calls `seal` as its hook; the result is `dist/index.html`, with its own list of components
//! (`lockscope.cdx.json`) beside it.

use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::Outcome;
use crate::run::{command, output, root, run};
use crate::{sbom, tools};

/// Builds the sealed page into `dist/`, with optimisation unless it is for looking only.
pub fn build(release: bool) -> Outcome {
    tools::for_building()?;
    let mut trunk = command(if release { "trunk build --release" } else { "trunk build" });
    // Trunk reads NO_COLOR as a boolean and stops at any other value.
    trunk.env_remove("NO_COLOR");
    trunk.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_places());
    run(trunk)?;
    let page = root().join("dist/index.html");
    let bytes = std::fs::read(&page).map_err(|fault| format!("{}: {fault}", page.display()))?;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let list = root().join("dist/lockscope.cdx.json");
    std::fs::write(&list, sbom::sbom(&sha256)?).map_err(|fault| format!("{}: {fault}", list.display()))?;
    println!("dist/index.html: {} kB, one file, SHA-256 {sha256}", bytes.len() / 1000);
    Ok(())
}

/// Compiler flags that keep this machine's folders out of the module (panics name their source file), so
/// that every machine builds the same page. Folders with a space in their path stay as they are.
fn without_places() -> String {
    let mut flags = vec![format!("--remap-path-prefix={}=lockscope", root().display())];
    // The crates' folder exists once they are fetched.
    let _ = output(command("cargo fetch --locked --quiet"));
    let sources = cargo_home().join("registry/src");
    for folder in std::fs::read_dir(sources).into_iter().flatten().flatten() {
        flags.push(format!("--remap-path-prefix={}=crates", folder.path().display()));
    }
    flags.retain(|flag| !flag.contains(' '));
    flags.sort();
    flags.join(" ")
}

/// Where cargo keeps what it downloaded.
pub fn cargo_home() -> PathBuf {
    let home = || std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).unwrap_or_default();
    std::env::var_os("CARGO_HOME").map_or_else(|| PathBuf::from(home()).join(".cargo"), PathBuf::from)
}
