//! Real files, where a corpus of them lies beside the project; passes without one, and says so.
//!
//! Every file is read under its real name and as `data.txt` with the same result, and compared with what
//! other readers found in it (`corpus/expected`).

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lockscope::engine::Workspace;
use lockscope::formats;
use lockscope::model::Document;
use serde_json::Value;

/// Folders of the corpus and the formats that their files are read as.
const FOLDERS: &[(&str, &str, &[&str])] = &[
    ("npm-package-lock", "package-lock.json", &["npm-package-lock"]),
    ("npm-shrinkwrap", "npm-shrinkwrap.json", &["npm-package-lock"]),
    ("cargo-metadata", "cargo-metadata.json", &["cargo-metadata"]),
    ("cyclonedx-json", "bom.json", &["cyclonedx-json"]),
    ("cyclonedx-xml", "bom.xml", &["cyclonedx-xml"]),
    ("cyclonedx-textproto", "bom.textproto", &["cyclonedx-protobuf"]),
    ("syft-json", "sbom.syft.json", &["syft-json"]),
    ("trivy-json", "trivy.json", &["trivy-json"]),
    ("github-dependency-snapshot", "snapshot.json", &["github-snapshot"]),
    ("openvex", "app.openvex.json", &["openvex"]),
    ("csaf", "advisory.csaf.json", &["csaf"]),
    ("osv", "advisory.osv.json", &["osv"]),
    ("spdx-json", "sbom.spdx.json", &["spdx-json"]),
    ("spdx-tagvalue", "sbom.spdx", &["spdx-tag-value"]),
    ("spdx-yaml", "sbom.spdx.yaml", &["spdx-yaml"]),
    ("spdx-xml", "sbom.spdx.xml", &["spdx-xml"]),
    ("spdx-rdf", "sbom.spdx.rdf", &["spdx-rdf"]),
    ("spdx3-jsonld", "sbom.spdx3.json", &["spdx3-json"]),
    ("yarn.lock", "yarn.lock", &["yarn-classic", "yarn-berry"]),
    ("pnpm-lock", "pnpm-lock.yaml", &["pnpm-lock"]),
    ("Cargo.lock", "Cargo.lock", &["cargo-lock"]),
    ("bun.lock", "bun.lock", &["bun-lock"]),
    ("deno.lock", "deno.lock", &["deno-lock"]),
    ("npm-ls-json", "npm-ls.json", &["npm-list"]),
    ("go.mod", "go.mod", &["go-mod"]),
    ("go.sum", "go.sum", &["go-sum"]),
    ("go.work", "go.work", &["go-work"]),
    ("vendor-modules.txt", "modules.txt", &["go-vendor"]),
    ("go_mod_graph", "go-mod-graph.txt", &["go-mod-graph"]),
    ("poetry.lock", "poetry.lock", &["poetry-lock"]),
    ("uv.lock", "uv.lock", &["uv-lock"]),
    ("pdm.lock", "pdm.lock", &["pdm-lock"]),
    ("Pipfile.lock", "Pipfile.lock", &["pipfile-lock"]),
    ("pylock.toml", "pylock.toml", &["pylock-toml"]),
    ("requirements.txt", "requirements.txt", &["requirements-txt"]),
    ("pixi.lock", "pixi.lock", &["pixi-lock"]),
    ("conda-lock", "conda-lock.yml", &["conda-lock"]),
    ("conda-environment", "environment.yml", &["conda-environment"]),
    ("conda_list_json", "conda-list.json", &["conda-list"]),
    ("gradle.lockfile", "gradle.lockfile", &["gradle-lockfile"]),
    ("gradle_dependencies_text", "gradle-dependencies.txt", &["gradle-dependencies"]),
    ("gradle-verification-metadata", "verification-metadata.xml", &["gradle-verification-metadata"]),
    ("pom.xml", "pom.xml", &["maven-pom"]),
    ("lein_clj_tree", "clj-tree.txt", &["clojure-tree"]),
    ("sbt_dependencyTree", "sbt-dependency-tree.txt", &["sbt-dependency-tree"]),
    ("rules_jvm_external-lock", "maven_install.json", &["rules-jvm-external"]),
    ("mvn_dependency_tree_text", "dependency-tree.txt", &["maven-dependency-tree"]),
    ("packages.lock.json", "packages.lock.json", &["nuget-lock"]),
    ("project.assets.json", "project.assets.json", &["nuget-assets"]),
    ("deps.json", "app.deps.json", &["dotnet-deps"]),
    ("packages.config", "packages.config", &["nuget-config"]),
    ("paket.lock", "paket.lock", &["paket-lock"]),
    ("Gemfile.lock", "Gemfile.lock", &["gemfile-lock"]),
    ("composer.lock", "composer.lock", &["composer-lock"]),
    ("Package.resolved", "Package.resolved", &["swift-resolved"]),
    ("swift_show-dependencies_json", "swift-dependencies.json", &["swift-dependencies"]),
    ("Podfile.lock", "Podfile.lock", &["podfile-lock"]),
    ("pubspec.lock", "pubspec.lock", &["pubspec-lock"]),
    ("mix.lock", "mix.lock", &["mix-lock"]),
    ("rebar.lock", "rebar.lock", &["rebar-lock"]),
    ("gleam-manifest", "manifest.toml", &["gleam-manifest"]),
    ("conan.lock", "conan.lock", &["conan-lock"]),
    ("flake.lock", "flake.lock", &["flake-lock"]),
    ("terraform-lock", ".terraform.lock.hcl", &["terraform-lock"]),
    ("julia-manifest", "Manifest.toml", &["julia-manifest"]),
    ("renv.lock", "renv.lock", &["renv-lock"]),
    ("helm-chart", "Chart.yaml", &["helm-chart"]),
    ("MODULE.bazel.lock", "MODULE.bazel.lock", &["bazel-lock"]),
    ("stack.yaml.lock", "stack.yaml.lock", &["stack-lock"]),
    ("cabal.project.freeze", "cabal.project.freeze", &["cabal-freeze"]),
    ("vcpkg", "vcpkg.json", &["vcpkg-json"]),
    // Recognised and answered with what to run instead.
    ("Gopkg.lock", "Gopkg.lock", &[]),
    ("Directory.Packages.props", "Directory.Packages.props", &[]),
    ("gradle-version-catalog", "libs.versions.toml", &[]),
];

/// Folders that are opened by the engine, since what lies in their files is packed or of another kind, with what the
/// first file comes to: a format's id or an error's code.
const OPENED: &[(&str, &str)] = &[
    ("dsse", "cyclonedx-json"),
    ("in-toto-statement", "not-an-sbom"),
    ("zip_xlsx", "unsupported-format"),
    // Sources and test data of a package manager, under a name that looks like a lockfile's.
    ("composer-installed", "unknown-format"),
];

/// Folders that hold no documents: what other readers found, and tests of package URLs.
const NO_DOCUMENTS: [&str; 2] = ["expected", "purl-tests"];

/// How many files of the corpus each format reads, for the README; `UPDATE_CORPUS=1` rewrites it.
const COUNTS: &str = "tests/corpus-counts.txt";

/// Files that are broken on purpose, and the error that says so.
const BROKEN: &[(&str, &str)] = &[
    ("npm6_broken_lockfile", "invalid-json"),
    ("npm6_shrinkwrap_broken", "invalid-json"),
    ("bun_invalid_lockfile_bun.lock", "unknown-format"),
    ("workspace3_packages_a_package-lock", "unknown-format"),
    ("workspace3_packages_a_npm-shrinkwrap", "unknown-format"),
    // A text that says it is broken, and packages of operating systems under the name of a Python file.
    ("poetry__tests_fixtures_invalid_lock", "unknown-format"),
    ("requirements_invalid_requirements.txt", "unknown-format"),
    // Answers of a repository's interface, with the lockfile's name inside.
    ("fixtures_github_contents_bazel", "unknown-format"),
    ("unparseable_lockfile_composer", "unsupported-format"),
    ("ect_invalid_json_MyApp", "invalid-json"),
    ("many-with-invalid_composer", "invalid-json"),
    ("Gopkg.lock/", "unsupported-format"),
    ("Directory.Packages.props/", "unsupported-format"),
    ("gradle-version-catalog/", "unsupported-format"),
];

fn corpus() -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../shared/corpus", "../../shared/corpus"].iter().map(|path| here.join(path)).find(|path| path.exists())
}

#[test]
fn real_files_are_read() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus lies beside the project");
        return;
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut read: BTreeMap<&str, usize> = BTreeMap::new();
    for &(folder, name, ids) in FOLDERS {
        for path in entries(&corpus.join(folder)).into_iter().filter(|path| path.is_file()) {
            count += 1;
            let bytes = bytes_of(&path);
            let real_name = real_name(&file_name(&path), name);
            let (named, unnamed) = (formats::read(&real_name, &bytes), formats::read("data.txt", &bytes));
            let file = format!("{folder}/{}", file_name(&path));
            match (&named, &unnamed) {
                (Ok(named), Ok(unnamed)) if named != unnamed => wrong.push(format!("{file}: the name matters")),
                (Ok(document), Ok(_)) if !ids.contains(&document.format) => {
                    wrong.push(format!("{file}: read as {}", document.format));
                }
                (Ok(document), Ok(_)) => {
                    *read.entry(document.format).or_default() += 1;
                    println!("{}", summary(&file, document));
                }
                (Err(error), _) => {
                    let known = BROKEN.iter().any(|(part, code)| file.contains(part) && error.code == *code);
                    if !known {
                        wrong.push(format!("{file}: {} {error}", error.code));
                    }
                }
                (_, Err(error)) => wrong.push(format!("{file} as data.txt: {} {error}", error.code)),
            }
        }
    }
    println!("{count} files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    check_counts(&read);
}

fn check_counts(read: &BTreeMap<&str, usize>) {
    let counts: String = read.iter().map(|(format, count)| format!("{format} {count}\n")).collect();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(COUNTS);
    if std::env::var_os("UPDATE_CORPUS").is_some() {
        std::fs::write(&path, counts).expect("a writable folder");
    } else {
        assert_eq!(String::from_utf8_lossy(&bytes_of(&path)), counts, "UPDATE_CORPUS=1 rewrites the counts");
    }
}

#[test]
fn no_folder_is_passed_over() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus lies beside the project");
        return;
    };
    for folder in entries(&corpus).iter().filter(|path| path.is_dir()).map(|path| file_name(path)) {
        let known = FOLDERS.iter().any(|(known, ..)| *known == folder)
            || OPENED.iter().any(|(known, _)| *known == folder)
            || NO_DOCUMENTS.contains(&folder.as_str());
        assert!(known, "{folder} is read by no test");
    }
}

#[test]
fn packed_files_and_strangers_are_opened_or_refused_for_a_true_reason() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus lies beside the project");
        return;
    };
    for (folder, expected) in OPENED {
        for path in entries(&corpus.join(folder)) {
            let mut workspace = Workspace::new();
            workspace.open(1, &file_name(&path), &bytes_of(&path), &mut |_| {});
            let facts = workspace.facts(&mut |_| {});
            let found = facts.files.first().map(|file| match &file.content {
                Ok(read) => read.format.id.to_owned(),
                Err(error) => error.code.clone(),
            });
            assert_eq!(found.as_deref(), Some(*expected), "{}", path.display());
        }
    }
}

/// The corpus joins a file's old path into its name; formats know it by the end of it.
fn real_name(file: &str, usual: &str) -> String {
    if file.ends_with(usual) { usual.to_owned() } else { file.rsplit("__").next().unwrap_or(file).to_owned() }
}

fn summary(file: &str, document: &Document) -> String {
    let codes: BTreeSet<&str> = document.notices.iter().map(|notice| notice.code.as_str()).collect();
    format!(
        "{file}: {} {} components {} dependencies {} roots, {codes:?}",
        document.format_version.as_deref().unwrap_or("-"),
        document.components.len(),
        document.dependencies.len(),
        document.roots.len()
    )
}

/// Files of the corpus that hold one document in several serialisations.
const SAME: &[(&str, &str)] = &[
    (
        "cyclonedx-json/cyclonedx-bom-examples__SBOM_laravel-7.12.0_bom.1.3.json",
        "cyclonedx-xml/cyclonedx-bom-examples__SBOM_laravel-7.12.0_bom.1.3.xml",
    ),
    (
        "cyclonedx-json/cyclonedx-bom-examples__SBOM_proton-bridge_proton-bridge-v1.8.0.bom.json",
        "cyclonedx-xml/cyclonedx-bom-examples__SBOM_proton-bridge_proton-bridge-v1.8.0.bom.xml",
    ),
    (
        "cyclonedx-json/cyclonedx-node-npm__demo_package-integrity_example-results_flat_bom.1.2.json",
        "cyclonedx-xml/cyclonedx-node-npm__demo_package-integrity_example-results_flat_bom.1.2.xml",
    ),
    (
        "cyclonedx-json/cyclonedx-node-npm__demo_package-integrity_example-results_flat_bom.1.6.json",
        "cyclonedx-xml/cyclonedx-node-npm__demo_package-integrity_example-results_flat_bom.1.6.xml",
    ),
    (
        "cyclonedx-json/cyclonedx-spec__tools_src_test_resources_1.6_valid-license-expression-1.6.json",
        "cyclonedx-textproto/cyclonedx-spec__tools_src_test_resources_1.6_valid-license-expression-1.6.textproto",
    ),
    (
        "cyclonedx-xml/cyclonedx-spec__tools_src_test_resources_1.6_valid-metadata-tool-1.6.xml",
        "cyclonedx-json/sbom-utility__test_cyclonedx_1.6_specification_valid-metadata-tool-1.6.json",
    ),
    (
        "cyclonedx-json/cyclonedx-spec__tools_src_test_resources_1.4_valid-metadata-tool-1.4.json",
        "cyclonedx-textproto/cyclonedx-spec__tools_src_test_resources_1.4_valid-metadata-tool-1.4.textproto",
    ),
];

#[test]
fn serialisations_of_one_document_agree() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus lies beside the project");
        return;
    };
    let read = |file: &str| {
        let mut document = formats::read("data.txt", &bytes_of(&corpus.join(file))).expect(file);
        // Made one after the other, each has an identity of its own.
        (document.format, document.created, document.identity) = ("", None, None);
        document.components.iter_mut().for_each(|component| component.place = None);
        document.notices.iter_mut().for_each(|notice| notice.place = None);
        document
    };
    for (left, right) in SAME.iter().filter(|(left, _)| corpus.join(left).exists()) {
        let (left_document, right_document) = (read(left), read(right));
        for (a, b) in left_document.components.iter().zip(&right_document.components) {
            assert_eq!(a, b, "{left} and {right}");
        }
        assert!(left_document == right_document, "{left} and {right} differ");
    }
}

#[test]
fn the_same_packages_as_other_readers_find() {
    let Some(corpus) = corpus() else {
        println!("skipped: no corpus lies beside the project");
        return;
    };
    let mut wrong = Vec::new();
    for path in entries(&corpus.join("expected")) {
        let expected: Value = serde_json::from_slice(&bytes_of(&path)).expect("JSON");
        let format = expected["format"].as_str().unwrap_or("");
        if !FOLDERS.iter().any(|(folder, ..)| *folder == format) {
            continue;
        }
        let file = expected["file"].as_str().unwrap_or("").trim_start_matches("corpus/");
        let name = expected["canonical_name"].as_str().unwrap_or("unknown");
        let document = formats::read(name, &bytes_of(&corpus.join(file))).expect(file);
        let found: BTreeSet<String> = (0..document.components.len() as u32)
            .filter(|&index| !document.roots.contains(&index))
            .map(|index| document.label(index))
            .collect();
        for package in expected["packages"].as_array().into_iter().flatten() {
            let text = |key: &str| package[key].as_str().unwrap_or("");
            let label = format!("{}@{}", text("name"), text("version"));
            let is_root = document.roots.iter().any(|&root| document.label(root) == label);
            if !found.contains(&label) && !is_root {
                wrong.push(format!("{file}: {label} is missing"));
            }
        }
        println!("{file}: {} found", found.len());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn entries(path: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "tests run where there are files")]
fn bytes_of(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
