//! SPDX YAML, 2.2 and 2.3: the names of SPDX JSON in YAML.
//!
//! Several documents in one file: the first that is SPDX counts, and it is said so.
//!
//! Source: <https://spdx.github.io/spdx-spec/v2.3/>.

use super::support::notices::Notices;
use super::support::places::counted;
use super::support::spdx::{Mark, Spdx, Text, tree};
use super::support::yaml::{self, Node, Value};
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "spdx-yaml",
    title: "SPDX YAML",
    family: "SBOM",
    file_names: &["*.spdx.yaml", "*.spdx.yml"],
    versions: "2.2, 2.3",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    if input.sketch().is_some() {
        return false;
    }
    let states_version = |text: &str| {
        text.contains("spdxVersion")
            && text.lines().any(|line| {
                let line = line.trim_start().trim_start_matches(['"', '\'']);
                let rest =
                    line.strip_prefix("spdxVersion").map(|rest| rest.trim_start_matches(['"', '\'']).trim_start());
                let version = rest.and_then(|rest| rest.strip_prefix(':')).map(str::trim_start);
                version.is_some_and(|version| version.trim_start_matches(['"', '\'']).starts_with("SPDX-"))
            })
    };
    // Keys are often sorted, which puts the version last.
    let ends_so = || input.head().lines().any(|line| line.starts_with("SPDXID:")) && states_version(input.tail());
    states_version(input.head()) || ends_so()
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let read = yaml::read(&input.text)?;
    let mut notices = input.notices.clone();
    notices.extend(read.notices);
    let mut spdx = Spdx::new(&input.text, Notices::new(notices));
    let documents = read.documents.iter().map(|document| document.get("Document").unwrap_or(document));
    let mut stated = documents.filter(|document| document.get("spdxVersion").is_some());
    let Some(document) = stated.next() else {
        return Err(ReadError::new(
            "invalid-spdx",
            "The file looks like SPDX in YAML, but no map in it holds spdxVersion",
            None,
            "Make the file anew, or drop it in another syntax of SPDX",
        ));
    };
    let others = stated.count();
    if others > 0 {
        let others = counted(others, "further SPDX document is", "further SPDX documents are");
        spdx.notices.warning("skipped-document", None, format!("{others} in this file; only the first was read"));
    }
    tree::read(document, &mut spdx);
    Ok(spdx.finish(FORMAT.id))
}

impl<'a> tree::Branch<'a> for &'a Node<'a> {
    fn text(self, key: &str) -> Option<Text<'a>> {
        self.get(key).and_then(tree::Branch::own_text)
    }

    fn list(self, key: &str) -> impl Iterator<Item = Self> {
        let stated = self.get(key).filter(|stated| stated.value != Value::Nothing);
        let single = stated.filter(|stated| !matches!(stated.value, Value::Sequence(_)));
        single.into_iter().chain(stated.into_iter().flat_map(|stated| stated.members()))
    }

    fn own_text(self) -> Option<Text<'a>> {
        self.as_str().map(str::trim).filter(|text| !text.is_empty()).map(Text::Borrowed)
    }

    fn has_fields(self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    fn mark(self) -> Mark {
        Mark::Line { line: self.line, column: self.column }
    }
}
