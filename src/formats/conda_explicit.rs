//! An explicit conda list: `@EXPLICIT` and the address of every archive. It does not say what needs what.
//!
//! Source: <https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-environments.html>.

use super::support::conda::{self, Builds};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Document, Place, ReadError};

pub const FORMAT: Format = Format {
    id: "conda-explicit",
    title: "conda explicit list",
    family: "Python",
    file_names: &["conda-linux-64.lock", "spec-file.txt", "explicit.txt"],
    versions: "",
    holds: Holds { hashes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    input.head().lines().any(|line| line.trim_end() == "@EXPLICIT")
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut notices = Notices::new(input.notices.clone());
    let mut builds = Builds::default();
    for (line, number) in input.text.lines().zip(1_u32..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', '@']) {
            continue;
        }
        let place = Place::Line { line: number, column: 1 };
        let (address, sum) = line.split_once('#').unwrap_or((line, ""));
        let Some(archive) = conda::archive(address) else {
            let shown: String = line.chars().take(80).collect();
            notices.warning("skipped-entry", Some(place), format!("`{shown}` is no conda archive and was left out"));
            continue;
        };
        let mut component = conda::component(archive.name, Some(archive.version), Some(place));
        component.hashes.extend(hash(sum));
        component.source = Some(address.to_owned());
        builds.push(component);
    }
    let message = "This file declares no dependency relationships; you see an inventory";
    notices.info("no-dependencies", None, message);
    Ok(Document {
        format: FORMAT.id,
        components: builds.finish(&mut notices).into(),
        notices: notices.finish(),
        ..Document::default()
    })
}

/// The sum after `#`: MD5 as 32 digits, SHA-256 as 64 or with its name before it.
fn hash(sum: &str) -> Option<String> {
    match sum.len() {
        _ if sum.contains(':') => Some(sum.to_owned()),
        32 => Some(format!("md5:{sum}")),
        64 => Some(format!("sha256:{sum}")),
        _ => None,
    }
}
