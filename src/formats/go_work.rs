//! go.work: the folders whose modules make up a Go workspace. It names no module: their go.mod files do.
//!
//! Source: <https://go.dev/ref/mod#go-work-file>.

use super::support::conflict::refuse_merge_conflict;
use super::support::go::{self, Directive};
use super::support::notices::Notices;
use super::{Format, Holds, Input};
use crate::model::{Component, ComponentIndex, Document, Ecosystem, ReadError};

pub const FORMAT: Format = Format {
    id: "go-work",
    title: "go.work",
    family: "Go",
    file_names: &["go.work"],
    versions: "",
    holds: Holds::NOTHING,
    identify,
    parse,
    sharpen: None,
};

const VERBS: [&str; 5] = ["go", "toolchain", "use", "replace", "godebug"];

fn identify(input: &Input) -> bool {
    let is_it = |line: Directive| line.verb == "use" && line.words.len() == 1;
    go::begins_with_only(input.head(), &VERBS) && go::directives(input.head()).take(VERBS.len()).any(is_it)
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    refuse_merge_conflict(&input.text)?;
    let mut notices = Notices::new(input.notices.clone());
    let mut document = Document { format: FORMAT.id, ..Document::default() };
    for line in go::directives(&input.text) {
        let place = Some(line.place.clone());
        match (line.verb, line.words.as_slice()) {
            ("go", [version, ..]) => document.format_version = Some(version.to_string()),
            ("use", [folder]) => {
                document.roots.push(document.components.len() as ComponentIndex);
                document.components.push(Component {
                    name: folder.to_string(),
                    ecosystem: Ecosystem::Golang,
                    own: true,
                    source: Some(folder.to_string()),
                    place,
                    ..Component::default()
                });
            }
            ("replace", words) if go::replacement(words).is_some() => {
                let message = format!("For the whole workspace: replace {}", words.join(" "));
                notices.info("replaced", place, message);
            }
            ("toolchain" | "godebug", _) => {}
            (verb, words) => {
                let message = format!("`{verb} {}` was not understood and passed over", words.join(" "));
                notices.warning("skipped-entry", place, message);
            }
        }
    }
    let message = "This file declares no dependency relationships, only folders; add the go.mod file of each";
    notices.info("no-dependencies", None, message);
    document.notices = notices.finish();
    Ok(document)
}
