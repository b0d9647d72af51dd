//! `hostile`: writes the files that mean harm, to be dropped on a page or fed to another program.

#[path = "../../tests/hostile/corpus.rs"]
mod corpus;

use std::path::{Path, PathBuf};

use crate::Outcome;
use crate::run::root;

/// Writes `FOLDER/<class>/<title>/<name>` and `FOLDER/expected.txt`; the folder is `target/hostile` where none is named.
pub fn hostile(arguments: &[&str]) -> Outcome {
    let large = arguments.contains(&"--large");
    let named = arguments.iter().find(|word| !word.starts_with("--"));
    let folder = named.map_or_else(|| root().join("target/hostile"), PathBuf::from);
    let (mut count, mut size) = (0, 0);
    for class in corpus::CLASSES.iter().chain(large.then_some(&corpus::LARGE)) {
        for file in corpus::files(class) {
            // A title is ours; the name is one file name.
            let place = folder.join(class.name).join(&file.title);
            write(&place, &file.name, &file.bytes)?;
            count += 1;
            size += file.bytes.len();
        }
    }
    let expected = root().join("tests/hostile/expected.txt");
    let answers = std::fs::read(&expected).map_err(|fault| format!("{}: {fault}", expected.display()))?;
    write(&folder, "expected.txt", &answers)?;
    println!("{count} files of {} classes, {} MB, in {}", corpus::CLASSES.len(), size / 1_000_000, folder.display());
    Ok(())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Outcome {
    let path = folder.join(name);
    std::fs::create_dir_all(folder).map_err(|fault| format!("{}: {fault}", folder.display()))?;
    std::fs::write(&path, bytes).map_err(|fault| format!("{}: {fault}", path.display()))
}
