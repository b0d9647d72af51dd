//! Building the page: Trunk compiles and calls `seal` as its hook; the result is `dist/index.html`.

use crate::Outcome;
use crate::run::{command, root, run};
use crate::tools;

/// Builds the sealed page into `dist/`, with optimisation unless it is for looking only.
pub fn build(release: bool) -> Outcome {
    tools::for_building()?;
    let mut trunk = command(if release { "trunk build --release" } else { "trunk build" });
    // Trunk reads NO_COLOR as a boolean and stops at any other value.
    trunk.env_remove("NO_COLOR");
    run(trunk)?;
    let page = root().join("dist/index.html");
    let size = std::fs::metadata(&page).map_err(|fault| format!("{}: {fault}", page.display()))?.len();
    println!("dist/index.html: {} kB, one file", size / 1000);
    Ok(())
}
