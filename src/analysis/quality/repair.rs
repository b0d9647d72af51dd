//! How to get a missing element out of the tool that made the file.
//!
//! Options as the tools' own documentation names them; a tool that is not here gets the general advice.

use super::Element;

/// By a word in the tool's name: element, and what to do.
const TOOLS: &[(&str, &[(Element, &str)])] = &[
    (
        "syft",
        &[
            (
                Element::License,
                "Let Syft look licences up: SYFT_GOLANG_SEARCH_REMOTE_LICENSES, SYFT_JAVASCRIPT_SEARCH_REMOTE_LICENSES, SYFT_JAVA_USE_NETWORK set to true",
            ),
            (
                Element::Supplier,
                "Give --source-supplier for what is described; of packages Syft knows few suppliers: add them afterwards",
            ),
            (Element::Root, "Give --source-name and --source-version"),
            (
                Element::Relationship,
                "Scan the lockfile or the installed packages; Syft states dependencies only where a cataloguer knows them",
            ),
        ],
    ),
    (
        "cdxgen",
        &[
            (Element::License, "Set FETCH_LICENSE=true"),
            (Element::Author, "Give --author"),
            (Element::Root, "Give --project-name and --project-version"),
            (Element::Phase, "Give --lifecycle"),
            (Element::CurrentFormat, "Give --spec-version 1.6"),
            (Element::Relationship, "Give --deep, and install the dependencies first"),
        ],
    ),
    (
        "cyclonedx-npm",
        &[
            (Element::Timestamp, "Leave out --output-reproducible"),
            (Element::Identity, "Leave out --output-reproducible"),
            (Element::CurrentFormat, "Give --spec-version 1.6"),
            (
                Element::Hash,
                "Leave out --package-lock-only where the lockfile holds no checksums, or write the lockfile anew",
            ),
        ],
    ),
    (
        "cyclonedx-py",
        &[
            (Element::Timestamp, "Leave out --output-reproducible"),
            (Element::Identity, "Leave out --output-reproducible"),
            (Element::Root, "Give --pyproject"),
            (Element::CurrentFormat, "Give --spec-version 1.6"),
        ],
    ),
    (
        "cyclonedx-maven",
        &[
            (Element::CurrentFormat, "Set schemaVersion to 1.6"),
            (Element::Identity, "Set includeBomSerialNumber to true"),
        ],
    ),
    ("cargo-cyclonedx", &[(Element::CurrentFormat, "Give --spec-version"), (Element::Relationship, "Give --all")]),
    (
        "microsoft.sbomtool",
        &[
            (Element::Supplier, "Give -ps for what is described and -pm true for the packages"),
            (Element::License, "Give -li true"),
            (Element::Identity, "Give -nsb"),
        ],
    ),
    (
        "github.com-dependency-graph",
        &[(Element::Hash, "GitHub's export holds no checksums: make the SBOM from the lockfile or the build instead")],
    ),
    (
        "trivy",
        &[
            (Element::License, "Give --scanners license"),
            (Element::Relationship, "Scan the lockfile; --list-all-pkgs names all packages"),
        ],
    ),
    ("npm", &[(Element::CurrentFormat, "npm sbom writes one version of each format: convert it, or use another tool")]),
];

/// What to do about a missing element, one sentence without a full stop. `generator` is what made the file, as stated.
pub fn repair(element: Element, generator: Option<&str>) -> String {
    let generator = generator.unwrap_or_default().to_lowercase();
    let wanted = alike(element);
    let tool = TOOLS.iter().find(|(word, _)| generator.contains(word));
    let of_tool = tool.and_then(|(_, list)| list.iter().find(|(known, _)| *known == wanted)).map(|(_, words)| *words);
    of_tool.unwrap_or(general(element)).to_owned()
}

/// Elements that are repaired alike.
fn alike(element: Element) -> Element {
    match element {
        Element::SupplierContact => Element::Supplier,
        Element::Sha256 | Element::Sha512 => Element::Hash,
        Element::DeclaredLicense | Element::ConcludedLicense => Element::License,
        Element::Dependencies => Element::Relationship,
        Element::SpdxTwo => Element::CurrentFormat,
        other => other,
    }
}

fn general(element: Element) -> &'static str {
    match element {
        Element::Name | Element::Version | Element::Identifier => {
            "Make the SBOM from a lockfile or from what is installed, where names and versions are known"
        }
        Element::Supplier | Element::SupplierContact => {
            "Add suppliers where they are known; most package managers keep none"
        }
        Element::Hash | Element::Sha256 | Element::Sha512 => {
            "Make the SBOM where the packages are there, so that they can be summed up"
        }
        Element::License | Element::DeclaredLicense => {
            "Let the tool look licences up, or make the SBOM from what is installed"
        }
        Element::ConcludedLicense => "Conclude licences by hand or with a scanner, and write them into the SBOM",
        Element::Copyright => "Scan the sources for copyright texts and write them into the SBOM",
        Element::Source => "Write download or repository addresses into the SBOM",
        Element::Relationship | Element::Dependencies => {
            "Make the SBOM from a lockfile or a build, which know what needs what"
        }
        Element::Author => "State who stands for the SBOM",
        Element::Timestamp => "State when the SBOM was made",
        Element::Tool | Element::ToolVersion => "State the tool and its version",
        Element::Identity => "Give the file a serial number (CycloneDX) or a namespace (SPDX)",
        Element::Phase => "State in which phase it was made (CycloneDX metadata.lifecycles)",
        Element::Root => "State what the SBOM describes",
        Element::Complete => "Find what is missing, or say which components are left out on purpose",
        Element::CurrentFormat => "Write CycloneDX 1.6 or SPDX 3.0.1, or later",
        Element::SpdxTwo => "Write SPDX 2.3 as JSON or tag-value",
        Element::WithoutVulnerabilities => "Keep vulnerabilities in a VEX file of their own",
        Element::Unseen => "Check it by hand",
    }
}
