//! Reports, advisories and old lockfiles that are named and not read.

use super::Kind;
use super::Sign::{Key, Line, Start, Text, Value};

const GO_MODULES: &str =
    "Move the project to modules (`go mod init` reads this file) and drop go.mod with the output of `go mod graph`";
const NPM: &str = "Drop package-lock.json, or the output of `npm ls --all --json`";
const SCANNED: &str = "It holds findings, not components: drop the lockfile or SBOM that was scanned";

pub(super) const KINDS: &[Kind] = &[
    Kind {
        title: "a Grype report",
        advice: "Drop the SBOM that Grype was given, or run `grype -o cyclonedx-json`",
        signs: &[&[Key("matches"), Key("descriptor")]],
    },
    Kind {
        title: "an ORT result",
        advice: "Run `ort report -f CycloneDX,SpdxDocument` on it and drop what that writes",
        signs: &[
            &[Key("repository"), Key("analyzer")],
            &[Line("repository:"), Line("analyzer:")],
            &[Start("---"), Text("\nrepository:"), Text("\n  vcs_processed:")],
        ],
    },
    Kind {
        title: "a ScanCode report",
        advice: "Run ScanCode with `--cyclonedx bom.json` and drop that file",
        signs: &[&[Key("headers.0.tool_name")]],
    },
    Kind {
        title: "a Snyk dependency graph",
        advice: "Run `snyk sbom --format=cyclonedx1.6+json` and drop what it writes",
        signs: &[&[Key("schemaVersion"), Key("pkgManager"), Key("graph")], &[Key("depGraph.pkgManager")]],
    },
    Kind {
        title: "a Snyk test report",
        advice: "Run `snyk sbom --format=cyclonedx1.6+json` and drop what it writes",
        signs: &[&[Key("vulnerabilities"), Key("packageManager"), Key("dependencyCount")]],
    },
    Kind {
        title: "an OSV-Scanner report",
        advice: "Drop the lockfile that was scanned, or run `osv-scanner scan --format cyclonedx-1-5`",
        signs: &[&[Key("results.0.packages"), Key("results.0.source")], &[Key("results"), Key("experimental_config")]],
    },
    Kind {
        title: "a SWID tag (ISO/IEC 19770-2)",
        advice: "A tag names one installed product: make an SBOM of the installation (`syft scan dir:. -o cyclonedx-json`)",
        signs: &[
            &[Start("<"), Text("<SoftwareIdentity"), Text("19770")],
            &[Start("<"), Text(":SoftwareIdentity"), Text("19770")],
        ],
    },
    Kind {
        title: "an OWASP Dependency-Check report",
        advice: "It lists files and findings: drop the lockfile of the project",
        signs: &[&[Key("reportSchema"), Key("scanInfo")], &[Start("<"), Text("dependency-check.")]],
    },
    Kind {
        title: "a Dependency-Track findings export",
        advice: "Export the project's inventory as CycloneDX from its Components tab and drop that",
        signs: &[&[Key("meta"), Key("project"), Key("findings")]],
    },
    Kind {
        title: "an npm audit report",
        advice: NPM,
        signs: &[&[Key("auditReportVersion")], &[Key("actions"), Key("advisories"), Key("metadata")]],
    },
    Kind {
        title: "a cargo audit report",
        advice: "Drop Cargo.lock, or the output of `cargo metadata --format-version 1`",
        signs: &[&[Key("database"), Key("lockfile"), Key("vulnerabilities")]],
    },
    Kind {
        title: "a SARIF report",
        advice: SCANNED,
        signs: &[&[Key("runs"), Value("$schema", "sarif")], &[Key("runs.0.tool.driver")]],
    },
    Kind {
        title: "a list of licences",
        advice: "It names licences, not components: drop an SPDX document, which states `spdxVersion`",
        signs: &[
            &[Key("licenseListVersion"), Key("licenses")],
            &[Key("0.licenseId")],
            &[Key("0BSD"), Key("AAL")],
            &[Key("MIT"), Key("Apache-2.0")],
        ],
    },
    Kind {
        title: "a Gopkg.lock (dep)",
        advice: GO_MODULES,
        signs: &[&[Line("[[projects]]"), Line("[solve-meta]")], &[Line("[[projects]]"), Text("'dep ensure'")]],
    },
    Kind { title: "a glide.lock", advice: GO_MODULES, signs: &[&[Line("hash:"), Line("updated:"), Line("imports:")]] },
    Kind { title: "a Godeps.json", advice: GO_MODULES, signs: &[&[Key("ImportPath"), Key("Deps")]] },
    Kind {
        title: "a govendor vendor.json",
        advice: GO_MODULES,
        signs: &[&[Key("rootPath"), Key("package.0.revision")]],
    },
    Kind {
        title: "a Berksfile.lock of Berkshelf 1 or 2",
        advice: "Run `berks install` with Berkshelf 3 or later and drop the Berksfile.lock that it writes",
        signs: &[&[Key("sha"), Key("sources")]],
    },
    Kind {
        title: "the output of dotnet list package",
        advice: "It has no relationships: run `dotnet restore` and drop obj/project.assets.json",
        signs: &[
            &[Key("parameters"), Key("projects.0.path")],
            &[Line("Project '"), Text("has the following package references")],
        ],
    },
    Kind {
        title: "a Debian package database",
        advice: "Make an SBOM of the system or image (`syft scan IMAGE -o cyclonedx-json`)",
        signs: &[&[Line("Package:"), Line("Architecture:"), Line("Version:")]],
    },
    Kind {
        title: "an Alpine package database",
        advice: "Make an SBOM of the system or image (`syft scan IMAGE -o cyclonedx-json`)",
        signs: &[&[Line("C:Q1"), Line("P:"), Line("V:")]],
    },
];
