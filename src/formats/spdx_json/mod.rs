//! SPDX JSON, 2.1 to 2.3, bare or inside `{"sbom": …}` (GitHub) or `{"Document": …}` (SPDX 2.1).
//!
//! Read in one pass without a tree; what is made of it stands in `support::spdx`. SPDX 3 is a format of its own.
//!
//! Source: <https://spdx.github.io/spdx-spec/v2.3/>.

mod reader;

use super::support::json::{self, Json, pull};
use super::support::notices::Notices;
use super::support::sketch::Sketch;
use super::support::spdx::{Mark, Spdx, Text, tree};
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};
use reader::Reader;

pub const FORMAT: Format = Format {
    id: "spdx-json",
    title: "SPDX JSON",
    family: "SBOM",
    file_names: &["*.spdx.json"],
    versions: "2.1 to 2.3",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

const WRAPPERS: [&str; 2] = ["sbom", "Document"];

fn identify(input: &Input) -> bool {
    let is_document = |seen: &Sketch| {
        let version = seen.text("spdxVersion").or_else(|| seen.text("specVersion"));
        version.is_some_and(|version| version.starts_with("SPDX-"))
            || seen.text("SPDXID").is_some_and(|id| id.ends_with("SPDXRef-DOCUMENT"))
    };
    let Some(seen) = input.sketch() else { return false };
    is_document(seen) || WRAPPERS.iter().any(|key| seen.get(key).is_some_and(is_document))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut spdx = Spdx::new(&input.text, Notices::new(Vec::new()));
    let (is_whole, json) = pull::read(&input.text, |json| Reader::new(&mut spdx).read(json))?;
    if !is_whole {
        return parse_tree(input);
    }
    spdx.notices.begin_with(input.notices.iter().cloned().chain(json.notices()));
    Ok(spdx.finish(FORMAT.id))
}

/// Slower, but it knows which of two lists of the same name counts.
fn parse_tree(input: &Input) -> Result<Document, ReadError> {
    let json = json::parse(&input.text)?;
    let mut spdx = Spdx::new(&input.text, Notices::of_json(input, &json));
    let wrapped = WRAPPERS.iter().find_map(|key| json.root.get(key).filter(|inner| inner.is_object()));
    tree::read(wrapped.unwrap_or(&json.root), &mut spdx);
    Ok(spdx.finish(FORMAT.id))
}

impl<'a> tree::Branch<'a> for &'a Json<'a> {
    fn text(self, key: &str) -> Option<Text<'a>> {
        self.get(key).and_then(tree::Branch::own_text)
    }

    fn list(self, key: &str) -> impl Iterator<Item = Self> {
        let stated = self.get(key);
        let single = stated.filter(|stated| !stated.is_array());
        single.into_iter().chain(stated.into_iter().flat_map(|stated| stated.elements()))
    }

    fn own_text(self) -> Option<Text<'a>> {
        self.as_text_or_number().map(str::trim).filter(|text| !text.is_empty()).map(Text::Borrowed)
    }

    fn has_fields(self) -> bool {
        self.is_object()
    }

    fn mark(self) -> Mark {
        Mark::Offset(self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let input = Input::new("bom.spdx.json", text.as_bytes()).unwrap();
        assert_eq!(parse(&input), parse_tree(&input), "{text}");
    }

    #[test]
    fn one_pass_reads_what_the_tree_reads() {
        check(include_str!("../../../tests/fixtures/spdx-json/same-document/app.spdx.json"));
        check(include_str!("../../../tests/fixtures/spdx-json/wrong-types/bom.spdx.json"));
        check(include_str!("../../../tests/fixtures/spdx-json/github-export/sbom.json"));
        check(include_str!("../../../tests/fixtures/spdx-json/without-version/bom.spdx.json"));
        check(include_str!("../../../tests/fixtures/spdx-json/document-wrapper-2.1/bom.spdx.json"));
    }

    #[test]
    fn of_two_lists_the_last_counts() {
        check(r#"{"packages":[{"SPDXID":"a","name":"a"}],"packages":[{"SPDXID":"b","name":"b"}]}"#);
    }
}
