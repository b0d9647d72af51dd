//! Building the page twice, in two folders, and comparing the two byte by byte.

use std::path::Path;

use crate::run::{command, output, root, run};
use crate::{Outcome, page};

/// What a release holds.
const RELEASED: [&str; 2] = ["dist/index.html", "dist/lockscope.cdx.json"];

/// Builds here and in a copy of all tracked files elsewhere, without anything built before; fails where a byte differs.
pub fn compare() -> Outcome {
    let other = root().join("target/twice/lockscope");
    if other.exists() {
        std::fs::remove_dir_all(&other).map_err(|fault| format!("{}: {fault}", other.display()))?;
    }
    let tracked = output(command("git ls-files -z")).ok_or("git is missing, or this is no working tree of it")?;
    for name in tracked.split('\0').filter(|name| !name.is_empty()) {
        copy(&root().join(name), &other.join(name))?;
    }
    page::build(true)?;
    // The tools are pinned and no part of what is compared: they are not installed twice.
    for shared in ["target/tools", "node_modules"] {
        link(&root().join(shared), &other.join(shared))?;
    }
    let mut again = command("cargo xtask build");
    again.current_dir(&other).env_remove("CARGO_TARGET_DIR");
    run(again)?;
    for name in RELEASED {
        let read = |folder: &Path| std::fs::read(folder.join(name)).map_err(|fault| format!("{name}: {fault}"));
        let (here, there) = (read(&root())?, read(&other)?);
        if here != there {
            let same = here.iter().zip(&there).take_while(|(one, two)| one == two).count();
            return Err(format!("{name} differs from byte {same} on ({} and {} bytes)", here.len(), there.len()));
        }
        println!("{name}: {} bytes, the same from both folders", here.len());
    }
    Ok(())
}

/// With the time of the last change: packages count as installed for a list that is no younger.
fn copy(from: &Path, to: &Path) -> Outcome {
    let told = |fault: std::io::Error| format!("{}: {fault}", to.display());
    to.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(told)?;
    std::fs::copy(from, to).map_err(told)?;
    let changed = std::fs::metadata(from).and_then(|entry| entry.modified()).map_err(told)?;
    std::fs::File::options().write(true).open(to).and_then(|file| file.set_modified(changed)).map_err(told)
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Outcome {
    let told = |fault: std::io::Error| format!("{}: {fault}", to.display());
    to.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(told)?;
    std::os::unix::fs::symlink(from, to).map_err(told)
}

/// Elsewhere they are installed again.
#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Outcome {
    Ok(())
}
