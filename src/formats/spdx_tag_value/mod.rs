//! SPDX tag-value, 2.0 to 2.3: one `Tag: value` a line, longer texts between `<text>` and `</text>`.
//!
//! Sections are told apart by their first tag alone, and fields may come after relationships. A file that
//! follows a package belongs to it. Annotations and reviews are passed over.
//!
//! Source: <https://spdx.github.io/spdx-spec/v2.3/conformance/>, clause 4.4, and the tags of clauses 6 to 12.

mod lines;

use super::support::notices::Notices;
use super::support::spdx::{Element, Mark, Spdx, Text, VERSIONS_2, kind};
use super::{Format, Holds, Input};
use crate::model::{ComponentKind, Document, LicenseRole, ReadError};
use lines::{Field, Lines};

pub const FORMAT: Format = Format {
    id: "spdx-tag-value",
    title: "SPDX tag-value",
    family: "SBOM",
    file_names: &["*.spdx", "*.spdx.tag"],
    versions: "2.0 to 2.3",
    holds: Holds { dependencies: true, licenses: true, hashes: true, scopes: true, ..Holds::NOTHING },
    identify,
    parse,
    sharpen: None,
};

fn identify(input: &Input) -> bool {
    let starts = |tag: &str| input.head().lines().any(|line| line.starts_with(tag));
    let states_version =
        |line: &str| line.strip_prefix("SPDXVersion:").is_some_and(|version| version.trim_start().starts_with("SPDX-"));
    let names_something = || starts("DocumentName:") || starts("PackageName:");
    let is_text = input.binary.is_none() && input.sketch().is_none();
    is_text && (input.head().lines().any(states_version) || (starts("SPDXID:") && names_something()))
}

fn parse(input: &Input) -> Result<Document, ReadError> {
    let mut spdx = Spdx::new(&input.text, Notices::new(input.notices.clone()));
    let mut reader = Reader::default();
    let mut version = None;
    for field in Lines::new(&input.text) {
        match field {
            Field::Tag { tag: "SPDXVersion", value, .. } if version.is_none() => version = Some(value),
            Field::Tag { tag, value, line } => reader.field(tag, value, line, &mut spdx),
            Field::Loose { line } => {
                let place = spdx.place(at(line));
                spdx.notices.warning("skipped-entry", place, "This line is no tag with a value");
            }
            Field::Open { line } => {
                let message = "A text begins with <text> and never ends; it was read to the end of its line";
                let place = spdx.place(at(line));
                spdx.notices.warning("unterminated-text", place, message);
            }
        }
    }
    reader.close(&mut spdx);
    spdx.version(version.map(Text::Borrowed), &VERSIONS_2, Mark::Nowhere);
    Ok(spdx.finish(FORMAT.id))
}

/// What the fields since the last first tag belong to.
#[derive(Clone, Copy, Default, PartialEq)]
enum Section {
    #[default]
    Document,
    Package,
    File,
    Snippet,
    /// A licence text, an annotation: no component.
    Other,
}

/// The section that is being read.
#[derive(Default)]
struct Reader<'a> {
    section: Section,
    element: Element<'a>,
    /// An id that stands before the tag that begins its section.
    early_id: Option<Text<'a>>,
    /// The section has such an id, and nothing came after its first tag.
    had_early_id: bool,
    /// The licence whose text is awaited.
    license: Option<&'a str>,
    /// The package that files belong to.
    package: Option<Text<'a>>,
}

impl<'a> Reader<'a> {
    fn field(&mut self, tag: &'a str, value: &'a str, line: u32, spdx: &mut Spdx<'a>) {
        match tag {
            "PackageName" => self.begin(Section::Package, value, line, spdx),
            "FileName" => self.begin(Section::File, value, line, spdx),
            "SnippetSPDXID" | "SnippetSPDXIdentifier" => {
                self.begin(Section::Snippet, "", line, spdx);
                self.element.id = Some(value.into());
            }
            "LicenseID" => {
                self.begin(Section::Other, "", line, spdx);
                spdx.license_text();
                self.license = Some(value);
            }
            "ExtractedText" if self.section == Section::Other => {
                self.license.take().into_iter().for_each(|id| spdx.extracted_text(id, value));
            }
            "SPDXID" => self.id(value, spdx),
            "Creator" => spdx.creator(value),
            "DocumentNamespace" => spdx.namespace = Some(value.into()),
            "Created" => spdx.created = Some(value.into()),
            "Relationship" => relationship(value, line, spdx),
            _ if matches!(self.section, Section::Package | Section::File) => {
                self.had_early_id = false;
                self.of_element(tag, value, line);
            }
            _ => {}
        }
    }

    fn begin(&mut self, section: Section, name: &'a str, line: u32, spdx: &mut Spdx<'a>) {
        self.close(spdx);
        self.section = section;
        self.had_early_id = self.early_id.is_some();
        let name = (!name.is_empty()).then_some(Text::Borrowed(name));
        let kind = if section == Section::File { ComponentKind::File } else { ComponentKind::Library };
        self.element = Element { id: self.early_id.take(), name, kind, mark: at(line), ..Element::default() };
    }

    fn id(&mut self, id: &'a str, spdx: &mut Spdx<'a>) {
        let id = Text::Borrowed(id);
        match self.section {
            Section::Document if id.ends_with("DOCUMENT") => spdx.document_id(id),
            Section::Package | Section::File if self.element.id.is_none() => self.element.id = Some(id),
            // The id before the first tag was the document's after all.
            Section::Package | Section::File if self.had_early_id => {
                let early = self.element.id.replace(id);
                early.into_iter().for_each(|early| spdx.document_id(early));
                self.had_early_id = false;
            }
            _ => {
                let early = self.early_id.replace(id);
                early.into_iter().for_each(|early| spdx.document_id(early));
            }
        }
    }

    /// A field of a package or file. Both spell most of theirs in their own way.
    fn of_element(&mut self, tag: &str, value: &'a str, line: u32) {
        let element = &mut self.element;
        let filled = || Some(Text::Borrowed(value));
        match tag {
            "PackageVersion" => element.version = filled(),
            "PackageSupplier" => element.supplier = filled(),
            "PackageDownloadLocation" => element.location = filled(),
            "PackageCopyrightText" | "FileCopyrightText" => element.copyright = filled(),
            "PrimaryPackagePurpose" => element.kind = kind(value),
            "PackageChecksum" | "FileChecksum" => {
                if let Some((algorithm, value)) = value.split_once(':') {
                    element.checksums.push((algorithm.trim().into(), value.trim().into()));
                }
            }
            "PackageLicenseConcluded" | "LicenseConcluded" => {
                element.licenses.push((LicenseRole::Concluded, value.into()));
            }
            "PackageLicenseDeclared" => element.licenses.push((LicenseRole::Declared, value.into())),
            "PackageLicenseInfoFromFiles" | "LicenseInfoInFile" => {
                element.licenses.push((LicenseRole::Detected, value.into()));
            }
            "ExternalRef" => {
                let mut words = value.split_whitespace();
                let kind = words.nth(1).unwrap_or("");
                let locator = words.next();
                if kind == "purl" || kind.ends_with("/purl") {
                    element.package_urls.extend(locator.map(|locator| (locator.into(), at(line))));
                }
            }
            _ => {}
        }
    }

    /// Tells what the section that ends here held.
    fn close(&mut self, spdx: &mut Spdx<'a>) {
        let element = std::mem::take(&mut self.element);
        match self.section {
            Section::Package => {
                self.package.clone_from(&element.id);
                spdx.package(&element);
            }
            Section::File => {
                if let (Some(package), Some(file)) = (&self.package, &element.id) {
                    spdx.relationship(package.clone(), "CONTAINS", file.clone(), None, element.mark);
                }
                spdx.file(element);
            }
            Section::Snippet => spdx.snippet(element.id),
            Section::Document | Section::Other => {}
        }
        self.section = Section::Document;
    }
}

fn relationship<'a>(value: &'a str, line: u32, spdx: &mut Spdx<'a>) {
    let mut words = value.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some(from), Some(kind), Some(to)) => spdx.relationship(from.into(), kind, to.into(), None, at(line)),
        _ => {
            let place = spdx.place(at(line));
            spdx.notices.warning("skipped-entry", place, "A relationship is not two ids with a type between them");
        }
    }
}

fn at(line: u32) -> Mark {
    Mark::Line { line, column: 1 }
}
