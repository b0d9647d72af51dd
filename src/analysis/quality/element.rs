//! The elements that profiles ask for, and how each is found in a document.

use std::collections::BTreeSet;

use super::Answer;
use crate::model::{Component, ComponentIndex, ComponentKind, Document, LicenseRole};

/// One thing that a component or a file may state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    Name,
    Version,
    Identifier,
    Supplier,
    SupplierContact,
    Hash,
    Sha256,
    Sha512,
    License,
    DeclaredLicense,
    ConcludedLicense,
    Copyright,
    Source,
    Relationship,
    Author,
    Timestamp,
    Tool,
    ToolVersion,
    Identity,
    Phase,
    Root,
    Dependencies,
    Complete,
    CurrentFormat,
    SpdxTwo,
    WithoutVulnerabilities,
    /// What no document that we read holds: told as not checked.
    Unseen,
}

/// A document, with what is asked of it more than once.
pub(super) struct Subject<'d> {
    pub document: &'d Document,
    /// The components that count: files in packages are not asked for what packages are.
    counted: Vec<(ComponentIndex, &'d Component)>,
    /// Those at either end of a dependency.
    related: BTreeSet<ComponentIndex>,
}

impl<'d> Subject<'d> {
    pub fn new(document: &'d Document) -> Self {
        let counted = (0..).zip(&document.components).filter(|(_, known)| known.kind != ComponentKind::File).collect();
        let related = document.dependencies.iter().flat_map(|arrow| [arrow.from, arrow.to]).collect();
        Self { document, counted, related }
    }
}

impl Element {
    /// Every element that a profile of one's own may ask for.
    pub const ALL: [Self; 26] = [
        Self::Name,
        Self::Version,
        Self::Identifier,
        Self::Supplier,
        Self::SupplierContact,
        Self::Hash,
        Self::Sha256,
        Self::Sha512,
        Self::License,
        Self::DeclaredLicense,
        Self::ConcludedLicense,
        Self::Copyright,
        Self::Source,
        Self::Relationship,
        Self::Author,
        Self::Timestamp,
        Self::Tool,
        Self::ToolVersion,
        Self::Identity,
        Self::Phase,
        Self::Root,
        Self::Dependencies,
        Self::Complete,
        Self::CurrentFormat,
        Self::SpdxTwo,
        Self::WithoutVulnerabilities,
    ];

    /// The word in a profile file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Version => "version",
            Self::Identifier => "identifier",
            Self::Supplier => "supplier",
            Self::SupplierContact => "supplier-contact",
            Self::Hash => "hash",
            Self::Sha256 => "sha-256",
            Self::Sha512 => "sha-512",
            Self::License => "license",
            Self::DeclaredLicense => "declared-license",
            Self::ConcludedLicense => "concluded-license",
            Self::Copyright => "copyright",
            Self::Source => "source",
            Self::Relationship => "relationship",
            Self::Author => "author",
            Self::Timestamp => "timestamp",
            Self::Tool => "tool",
            Self::ToolVersion => "tool-version",
            Self::Identity => "identity",
            Self::Phase => "phase",
            Self::Root => "root",
            Self::Dependencies => "dependencies",
            Self::Complete => "complete",
            Self::CurrentFormat => "current-format",
            Self::SpdxTwo => "spdx-2",
            Self::WithoutVulnerabilities => "without-vulnerabilities",
            Self::Unseen => "unseen",
        }
    }

    /// What components have, `have a supplier`, or the file has.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "a name",
            Self::Version => "a version",
            Self::Identifier => "a package URL",
            Self::Supplier => "a supplier",
            Self::SupplierContact => "a supplier with an email or web address",
            Self::Hash => "a checksum",
            Self::Sha256 => "a checksum of SHA-256 or longer",
            Self::Sha512 => "a SHA-512 checksum",
            Self::License => "a licence",
            Self::DeclaredLicense => "a declared licence",
            Self::ConcludedLicense => "a concluded licence",
            Self::Copyright => "a copyright text",
            Self::Source => "an address they come from",
            Self::Relationship => "a relationship to another component",
            Self::Author => "an author",
            Self::Timestamp => "a time at which it was made",
            Self::Tool => "the tool that made it",
            Self::ToolVersion => "the version of that tool",
            Self::Identity => "a name of its own (serial number or namespace)",
            Self::Phase => "the phase in which it was made",
            Self::Root => "what it describes",
            Self::Dependencies => "dependencies",
            Self::Complete => "no statement that it is incomplete",
            Self::CurrentFormat => "a format version that the standard takes",
            Self::SpdxTwo => "SPDX 2.2 or 2.3 as JSON or tag-value",
            Self::WithoutVulnerabilities => "no vulnerabilities inside",
            Self::Unseen => "something that is not read",
        }
    }

    /// Is it in the document?
    pub(super) fn answer(self, subject: &Subject) -> Answer {
        let document = subject.document;
        let stated = |text: &Option<String>| Answer::Document(text.clone().filter(|text| !text.trim().is_empty()));
        let listed = |list: &[String]| Answer::Document((!list.is_empty()).then(|| list.join(", ")));
        match self {
            Self::Author if !keeps_authors(document) => not_kept(),
            Self::Author => listed(&document.authors),
            Self::Timestamp => stated(&document.created),
            Self::Tool => stated(&document.generator),
            Self::ToolVersion => {
                let has_version = |tool: &String| tool.bytes().any(|byte| byte.is_ascii_digit());
                Answer::Document(document.generator.clone().filter(has_version))
            }
            Self::Identity if !keeps_identity(document) => not_kept(),
            Self::Identity => stated(&document.identity),
            Self::Phase if !matches!(document.format, "cyclonedx-json" | "cyclonedx-xml") => not_kept(),
            Self::Phase => listed(&document.phases),
            Self::Root => {
                let root = document.roots.first().map(|root| document.label(*root));
                Answer::Document(root)
            }
            Self::Dependencies => {
                let count = document.dependencies.len();
                Answer::Document((count > 0).then(|| format!("{count} stated")))
            }
            Self::Complete => {
                let is_incomplete = document.notices.iter().any(|notice| notice.code == "stated-incomplete");
                Answer::Document((!is_incomplete).then(|| "no such statement".to_owned()))
            }
            Self::CurrentFormat => Answer::Document(current_format(document)),
            Self::SpdxTwo => Answer::Document(spdx_two(document)),
            Self::WithoutVulnerabilities => {
                Answer::Document(document.vulnerabilities.is_empty().then(|| "none inside".to_owned()))
            }
            Self::Unseen => Answer::NotChecked("No field that is read here says it; check it by hand".to_owned()),
            _ => self.of_components(subject),
        }
    }

    fn of_components(self, subject: &Subject) -> Answer {
        let holds = |(index, component): &(ComponentIndex, &Component)| match self {
            Self::Relationship => subject.related.contains(index) || subject.counted.len() == 1,
            _ => self.is_in(component),
        };
        let missing: Vec<ComponentIndex> =
            subject.counted.iter().filter(|counted| !holds(counted)).map(|(index, _)| *index).collect();
        let of = subject.counted.len();
        Answer::Components { have: of - missing.len(), of, missing }
    }

    fn is_in(self, component: &Component) -> bool {
        let filled = |text: &Option<String>| {
            text.as_deref().is_some_and(|text| !matches!(text.trim(), "" | "NOASSERTION" | "NONE"))
        };
        match self {
            Self::Name => !component.name.trim().is_empty(),
            Self::Version => filled(&component.version),
            Self::Identifier => component.package_url.is_some(),
            Self::Supplier => filled(&component.supplier),
            Self::SupplierContact => {
                let is_contact = |text: &str| text.contains('@') || text.contains("://");
                component.supplier.as_deref().is_some_and(is_contact)
            }
            Self::Hash => !component.hashes.is_empty(),
            Self::Sha256 => component.hashes.iter().any(|hash| is_of(hash, &["256", "384", "512"])),
            Self::Sha512 => component.hashes.iter().any(|hash| is_of(hash, &["512"])),
            Self::License => has_license(component, |_| true),
            Self::DeclaredLicense => has_license(component, |role| role == LicenseRole::Declared),
            Self::ConcludedLicense => has_license(component, |role| role == LicenseRole::Concluded),
            Self::Copyright => filled(&component.copyright),
            Self::Source => filled(&component.source),
            _ => false,
        }
    }
}

fn has_license(component: &Component, of: impl Fn(LicenseRole) -> bool) -> bool {
    let is_said = |raw: &str| !matches!(raw.trim(), "" | "NOASSERTION");
    component.licenses.iter().any(|stated| of(stated.role) && is_said(&stated.raw))
}

/// Is it a checksum of the SHA family with one of these lengths in bits?
fn is_of(hash: &str, lengths: &[&str]) -> bool {
    let algorithm = hash.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let algorithm = algorithm.replace(['-', '_'], "");
    let length = algorithm.strip_prefix("sha3").or(algorithm.strip_prefix("sha2")).filter(|rest| rest.len() == 3);
    let length = length.or(algorithm.strip_prefix("sha")).or(algorithm.strip_prefix("blake2b"));
    length.is_some_and(|length| lengths.contains(&length))
}

fn not_kept() -> Answer {
    Answer::NotChecked("It is not read from this format".to_owned())
}

fn keeps_authors(document: &Document) -> bool {
    keeps_identity(document) || document.format == "spdx-rdf"
}

fn keeps_identity(document: &Document) -> bool {
    matches!(
        document.format,
        "cyclonedx-json" | "cyclonedx-xml" | "spdx-json" | "spdx-tag-value" | "spdx-yaml" | "spdx-xml"
    )
}

/// CycloneDX 1.6 or SPDX 3.0.1 and later.
fn current_format(document: &Document) -> Option<String> {
    let version = document.format_version.as_deref()?;
    let numbers: Vec<u32> = version.split('.').map_while(|part| part.parse().ok()).collect();
    let least: &[u32] = match document.format {
        format if format.starts_with("cyclonedx") => &[1, 6],
        format if format.starts_with("spdx") => &[3, 0, 1],
        _ => return None,
    };
    (numbers.as_slice() >= least).then(|| version.to_owned())
}

fn spdx_two(document: &Document) -> Option<String> {
    let version = document.format_version.as_deref()?;
    let fits = matches!(document.format, "spdx-json" | "spdx-tag-value")
        && (version.starts_with("2.2") || version.starts_with("2.3"));
    fits.then(|| version.to_owned())
}
