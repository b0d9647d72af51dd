//! go.sum: checksums of modules. No list of what is used: it holds every version that Go ever looked at.
//!
//! Lines of `…/go.mod` vouch for a go.mod file alone; a version with no other line was never built.
//!
//! Source: <https://go.dev/ref/mod#go-sum-files>.

use std::collections::{HashMap, HashSet};

use super::support::conflict::refuse_merge_conflict;
use super::support::go;
use super::support::notices::Notices;
use super::support::places::counted;
use super::{Format, Holds, Input};
use crate::model::{Component, Document, Place, ReadError, Role};

pub const FORMAT: Format = Format {
    id: "go-sum",
    title: "go.sum",
    family: "Go",
    file_names: &["go.sum", "go.work.sum"],
    versions: "",
    holds: Holds { hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    const LOOKED_AT: usize = 10;
    let mut lines = input.head().lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).peekable();
    lines.peek().is_some() && lines.all(|line| entry(line).is_some_and(|(.., hash)| hash.starts_with("h1:")))
}

/// A line as module, version and hash.
fn entry(line: &str) -> Option<(&str, &str, &str)> {
    let mut words = line.split_whitespace();
    let entry = (words.next()?, words.next()?, words.next()?);
    words.next().is_none().then_some(entry)
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let mut components: Vec<Component> = Vec::new();
    let mut known: HashMap<(&str, &str), usize> = HashMap::new();
    let mut of_go_mod: HashSet<(&str, &str)> = HashSet::new();
    for (line, number) in input.text.lines().zip(1_u32..).filter(|(line, _)| !line.trim().is_empty()) {
        let place = Place::Line { line: number, column: 1 };
        let Some((path, version, hash)) = entry(line) else {
            notices.warning("skipped-entry", Some(place), "This line is not a module, a version and a checksum");
            continue;
        };
        if let Some(version) = version.strip_suffix("/go.mod") {
            of_go_mod.insert((path, version));
            continue;
        }
        match known.get(&(path, version)).and_then(|at| components.get_mut(*at)) {
            Some(module) if module.hashes.iter().any(|known| known == hash) => {}
            Some(module) => {
                let message = format!("`{path} {version}` has several checksums");
                notices.warning("repeated-reference", Some(place), message);
                module.hashes.push(hash.to_owned());
            }
            None => {
                known.insert((path, version), components.len());
                let hashes = vec![hash.to_owned()];
                components.push(Component { hashes, place: Some(place), ..go::module(path, Some(version)) });
            }
        }
    }
    notices.info(
        "no-dependencies",
        None,
        "This file declares no dependency relationships and lists more than is used; it adds checksums to the others",
    );
    let only_looked_at = of_go_mod.iter().filter(|module| !known.contains_key(*module)).count();
    if only_looked_at > 0 {
        let message = format!(
            "{} listed for the go.mod file alone and left out: Go read the requirements and built another version",
            counted(only_looked_at, "version is", "versions are")
        );
        notices.info("only-go-mod", None, message);
    }
    Ok(Document {
        format: FORMAT.id,
        role: Role::Supplement,
        components: components.into(),
        notices: notices.finish(),
        ..Document::default()
    })
}
