//! What standards ask for, as lists of elements.
//!
//! Restated from the standards, each linked. Where a standard asks for more than a document can say, the element is
//! there as one that is not checked.

use super::Element;
use crate::model::SafeUrl;

/// A list of requirements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// A stable word.
    pub id: String,
    pub title: String,
    /// The standard's own page.
    pub link: Option<SafeUrl>,
    pub requirements: Vec<Requirement>,
}

/// One requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// As the standard calls it.
    pub title: String,
    pub element: Element,
    /// Recommended ones are counted and not scored.
    pub is_required: bool,
    /// Percent of components that must have it.
    pub at_least: u8,
}

/// A requirement as it stands in a table: title, element, required or recommended.
type Row = (&'static str, Element, bool);

const NTIA: &[Row] = &[
    ("Supplier name", Element::Supplier, true),
    ("Component name", Element::Name, true),
    ("Version of the component", Element::Version, true),
    ("Other unique identifiers", Element::Identifier, true),
    ("Dependency relationship", Element::Relationship, true),
    ("Author of SBOM data", Element::Author, true),
    ("Timestamp", Element::Timestamp, true),
    ("Hash of the component", Element::Hash, false),
    ("Known unknowns", Element::Complete, false),
    ("Frequency, distribution and delivery, access control", Element::Unseen, true),
];

const CISA: &[Row] = &[
    ("SBOM author", Element::Author, true),
    ("Software producer", Element::Supplier, true),
    ("Component name", Element::Name, true),
    ("Component version", Element::Version, true),
    ("Software identifiers", Element::Identifier, true),
    ("Component hash", Element::Hash, true),
    ("License", Element::License, true),
    ("Dependency relationship", Element::Relationship, true),
    ("Tool name", Element::Tool, true),
    ("Timestamp", Element::Timestamp, true),
    ("Generation context", Element::Phase, true),
    ("Coverage and known unknowns", Element::Complete, false),
    ("Frequency, distribution and delivery", Element::Unseen, true),
];

const BSI: &[Row] = &[
    ("Format: CycloneDX 1.6 or SPDX 3.0.1, or later", Element::CurrentFormat, true),
    ("Creator of the SBOM", Element::Author, true),
    ("Timestamp", Element::Timestamp, true),
    ("SBOM-URI", Element::Identity, true),
    ("Component creator, with email or web address", Element::SupplierContact, true),
    ("Component name", Element::Name, true),
    ("Component version", Element::Version, true),
    ("Filename of the component", Element::Unseen, true),
    ("Dependencies on other components", Element::Relationship, true),
    ("Completeness of the dependencies", Element::Complete, true),
    ("Distribution licences", Element::License, true),
    ("Hash value of the deployable component (SHA-512)", Element::Sha512, true),
    ("Executable, archive and structured property", Element::Unseen, true),
    ("URI of the source code or of the deployable form", Element::Source, true),
    ("Other unique identifiers", Element::Identifier, true),
    ("Original licences", Element::DeclaredLicense, true),
    ("No vulnerability information inside", Element::WithoutVulnerabilities, true),
    ("Effective licence", Element::ConcludedLicense, false),
];

const TELCO: &[Row] = &[
    ("SPDX 2.2 or 2.3, as JSON or tag-value", Element::SpdxTwo, true),
    ("Document namespace", Element::Identity, true),
    ("Creator: an organisation", Element::Author, true),
    ("Creator: a tool with its version", Element::ToolVersion, true),
    ("Created", Element::Timestamp, true),
    ("Creator comment with the CISA SBOM type", Element::Unseen, true),
    ("Package name", Element::Name, true),
    ("Package version", Element::Version, true),
    ("Package supplier", Element::Supplier, true),
    ("Package download location", Element::Source, true),
    ("Package checksum", Element::Hash, true),
    ("Concluded licence of the package", Element::ConcludedLicense, true),
    ("Declared licence of the package", Element::DeclaredLicense, true),
    ("Copyright text of the package", Element::Copyright, true),
    ("Relationships, among them what the document describes", Element::Root, true),
    ("Relationships of the packages", Element::Relationship, true),
    ("Package URL", Element::Identifier, false),
];

/// The profiles that are built in, in the order in which they are offered.
pub fn profiles() -> Vec<Profile> {
    let profile = |id: &str, title: &str, link: &str, rows: &[Row]| Profile {
        id: id.to_owned(),
        title: title.to_owned(),
        link: SafeUrl::parse(link),
        requirements: rows
            .iter()
            .map(|(title, element, is_required)| Requirement {
                title: (*title).to_owned(),
                element: *element,
                is_required: *is_required,
                at_least: 100,
            })
            .collect(),
    };
    vec![
        profile(
            "ntia-2021",
            "NTIA minimum elements (2021)",
            "https://www.ntia.gov/report/2021/minimum-elements-software-bill-materials-sbom",
            NTIA,
        ),
        profile(
            "cisa-2025",
            "CISA minimum elements (draft of August 2025)",
            "https://www.cisa.gov/resources-tools/resources/2025-minimum-elements-software-bill-materials-sbom",
            CISA,
        ),
        profile(
            "bsi-tr-03183-2",
            "BSI TR-03183-2 (2.1.0)",
            "https://www.bsi.bund.de/SharedDocs/Downloads/EN/BSI/Publications/TechGuidelines/TR03183/BSI-TR-03183-2.pdf",
            BSI,
        ),
        profile(
            "openchain-telco",
            "OpenChain Telco SBOM Guide (1.0)",
            "https://github.com/OpenChain-Project/Reference-Material/blob/master/SBOM-Quality/Version-1/OpenChain-Telco-SBOM-Guide_EN.md",
            TELCO,
        ),
    ]
}
