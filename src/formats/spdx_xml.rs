//! SPDX XML, 2.2 and 2.3: the names of SPDX JSON as elements, a list as an element that is repeated.
//!
//! SPDX in RDF/XML is a format of its own.
//!
//! Source: <https://spdx.github.io/spdx-spec/v2.3/>.

use super::support::notices::Notices;
use super::support::spdx::{Mark, Spdx, Text, tree};
use super::support::xml::{self, Element};
use super::{Format, Holds, Input};
use crate::model::{Document, ReadError};

pub const FORMAT: Format = Format {
    id: "spdx-xml",
    title: "SPDX XML",
    family: "SBOM",
    file_names: &["*.spdx.xml"],
    versions: "2.2, 2.3",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let head = input.head();
    let states_version = || [head, input.tail()].iter().any(|part| part.contains("<spdxVersion>SPDX-"));
    head.trim_start().starts_with('<') && head.contains("<Document") && states_version()
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let xml = xml::parse(&input.text)?;
    let mut spdx = Spdx::new(&input.text, Notices::of_xml(input, &xml));
    let wrapped = xml.root.child("Document").filter(|inner| inner.child("spdxVersion").is_some());
    tree::read(wrapped.unwrap_or(&xml.root), &mut spdx);
    Ok(spdx.finish(FORMAT.id))
}

impl<'a> tree::Branch<'a> for &'a Element<'a> {
    fn text(self, key: &str) -> Option<Text<'a>> {
        self.child(key).and_then(tree::Branch::own_text)
    }

    fn list(self, key: &str) -> impl Iterator<Item = Self> {
        self.children.iter().filter(move |child| child.name == key)
    }

    fn own_text(self) -> Option<Text<'a>> {
        Some(Element::text(self)).filter(|text| !text.is_empty()).map(Text::Borrowed)
    }

    fn has_fields(self) -> bool {
        !self.children.is_empty()
    }

    fn mark(self) -> Mark {
        Mark::Offset(u32::try_from(self.offset).unwrap_or(u32::MAX))
    }
}
