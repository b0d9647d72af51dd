//! Reading: bytes and a name in, a `Document` out. One file per format, two lines here for each.
//!
//! A format is recognised by its content; its name only breaks ties. A parser is a pure function. It
//! keeps going: what it cannot read becomes a `Notice`, and `Err` is for a document that is
//! unreadable as a whole. A format imports the model and `support`, never another format.

pub mod advisories;
mod input;
pub mod installed;
pub mod packed;
pub mod support;
mod unknown;
mod unsupported;

mod bazel_graph;
mod bazel_lock;
mod berksfile_lock;
mod bun_lock;
mod cabal_freeze;
mod cabal_plan;
mod cargo_lock;
mod cargo_metadata;
mod cargo_toml;
mod cargo_tree;
mod cartfile_resolved;
mod clojure_tree;
mod composer_installed;
mod composer_json;
mod composer_lock;
mod conan_lock;
mod conda_environment;
mod conda_explicit;
mod conda_list;
mod conda_lock;
mod cpanfile_snapshot;
mod csaf;
mod cyclonedx_json;
mod cyclonedx_protobuf;
mod cyclonedx_xml;
mod dart_deps;
mod deno_lock;
mod devbox_lock;
mod dotnet_deps;
mod dub_selections;
mod elm_json;
mod flake_lock;
mod gemfile_lock;
mod github_snapshot;
mod gleam_manifest;
mod go_list;
mod go_mod;
mod go_mod_graph;
mod go_sum;
mod go_vendor;
mod go_work;
mod gradle_dependencies;
mod gradle_lockfile;
mod gradle_verification;
mod grype_json;
mod haxelib_json;
mod helm_chart;
mod helm_lock;
mod ivy_report;
mod jsonnet_lock;
mod julia_manifest;
mod julia_project;
mod license_checker;
mod license_table;
mod luarocks_lock;
mod maven_dependency_list;
mod maven_dependency_tree;
mod maven_pom;
mod mise_lock;
mod mix_lock;
mod nimble_lock;
mod npm_list;
mod npm_package_lock;
mod nuget_assets;
mod nuget_config;
mod nuget_lock;
mod opam;
mod openvex;
mod osv;
mod osv_scanner;
mod package_json;
mod paket_lock;
mod pdm_lock;
mod pip_inspect;
mod pip_licenses;
mod pipdeptree;
mod pipfile_lock;
mod pixi_lock;
mod pnpm_licenses;
mod pnpm_list;
mod pnpm_lock;
mod podfile_lock;
mod poetry_lock;
mod pubspec_lock;
mod pylock;
mod pyproject_toml;
mod rebar_lock;
mod renv_lock;
mod requirements_txt;
mod rules_jvm_external;
mod sbt_dependency_tree;
mod sbt_lock;
mod shard_lock;
mod snyk_dep_graph;
mod spago_lock;
mod spdx3_json;
mod spdx_json;
mod spdx_rdf;
mod spdx_tag_value;
mod spdx_xml;
mod spdx_yaml;
mod stack_lock;
mod swift_dependencies;
mod swift_resolved;
mod syft_json;
mod terraform_lock;
mod trivy_json;
mod uv_lock;
mod vcpkg;
mod yarn_berry;
mod yarn_classic;
mod yarn_info;
mod yarn_licenses;
mod yarn_list;
mod zig_zon;

pub use input::{Input, LARGEST_FILE};

use crate::model::{Document, Manifest, ReadError};
use support::stand_in;

/// One format: how it is called, what it can carry, how it is recognised and read.
pub struct Format {
    /// A stable id, such as `npm-package-lock`.
    pub id: &'static str,
    /// What people call it, such as `npm lockfile`.
    pub title: &'static str,
    /// The heading it is listed under, such as `JavaScript`.
    pub family: &'static str,
    /// Usual file names; `*` stands for anything. They only break ties.
    pub file_names: &'static [&'static str],
    /// The versions it is read in, for the list on screen, such as `1, 2, 3`.
    pub versions: &'static str,
    /// What it can carry at all.
    pub holds: Holds,
    /// Is this document of this format, whatever its version? Looks at content only, and at little of it:
    /// every file is shown to every format. `Input::sketch`, `head` and `tail` are made for this.
    pub identify: fn(&Input) -> bool,
    /// Reads a document of this format.
    pub parse: fn(&Input) -> Result<Document, ReadError>,
    /// What a manifest dropped alongside adds: roots, direct scopes. `None` where it adds nothing.
    pub sharpen: Option<fn(&mut Document, &Manifest)>,
}

impl Format {
    /// Is this one of the format's usual names?
    pub fn has_name(&self, file_name: &str) -> bool {
        self.file_names.iter().any(|usual| match usual.strip_prefix('*') {
            Some(end) => file_name.len() > end.len() && file_name.ends_with(end),
            None => file_name == *usual,
        })
    }
}

/// What the format can carry at all; what a file leaves out is another matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// What needs what.
    pub dependencies: bool,
    /// Licences, as stated.
    pub licenses: bool,
    /// Checksums of what is fetched.
    pub hashes: bool,
    /// When a dependency is needed.
    pub scopes: bool,
    /// Known vulnerabilities, or statements about them.
    pub vulnerabilities: bool,
    /// A manifest beside a lockfile (`package.json`): no document of its own.
    pub manifest: bool,
}

impl Holds {
    /// Names and versions at most; the base of every other answer.
    pub const NOTHING: Self = Self {
        dependencies: false,
        licenses: false,
        hashes: false,
        scopes: false,
        vulnerabilities: false,
        manifest: false,
    };
}

/// Every format, in the order in which `identify` asks them.
pub fn all() -> &'static [Format] {
    const ALL: &[Format] = &[
        npm_package_lock::FORMAT,
        npm_list::FORMAT,
        yarn_classic::FORMAT,
        yarn_berry::FORMAT,
        pnpm_lock::FORMAT,
        bun_lock::FORMAT,
        deno_lock::FORMAT,
        pnpm_list::FORMAT,
        yarn_info::FORMAT,
        yarn_list::FORMAT,
        license_checker::FORMAT,
        pnpm_licenses::FORMAT,
        yarn_licenses::FORMAT,
        cargo_lock::FORMAT,
        cargo_metadata::FORMAT,
        poetry_lock::FORMAT,
        uv_lock::FORMAT,
        pdm_lock::FORMAT,
        pipfile_lock::FORMAT,
        pylock::FORMAT,
        requirements_txt::FORMAT,
        pixi_lock::FORMAT,
        conda_lock::FORMAT,
        conda_explicit::FORMAT,
        conda_environment::FORMAT,
        conda_list::FORMAT,
        pipdeptree::FORMAT,
        pip_inspect::FORMAT,
        pip_licenses::FORMAT,
        pyproject_toml::FORMAT,
        nuget_lock::FORMAT,
        nuget_assets::FORMAT,
        dotnet_deps::FORMAT,
        nuget_config::FORMAT,
        paket_lock::FORMAT,
        gemfile_lock::FORMAT,
        composer_lock::FORMAT,
        composer_installed::FORMAT,
        swift_resolved::FORMAT,
        swift_dependencies::FORMAT,
        podfile_lock::FORMAT,
        cartfile_resolved::FORMAT,
        pubspec_lock::FORMAT,
        dart_deps::FORMAT,
        mix_lock::FORMAT,
        rebar_lock::FORMAT,
        gleam_manifest::FORMAT,
        cyclonedx_json::FORMAT,
        cyclonedx_xml::FORMAT,
        cyclonedx_protobuf::FORMAT,
        syft_json::FORMAT,
        trivy_json::FORMAT,
        grype_json::FORMAT,
        osv_scanner::FORMAT,
        snyk_dep_graph::FORMAT,
        github_snapshot::FORMAT,
        openvex::FORMAT,
        csaf::FORMAT,
        osv::FORMAT,
        spdx_json::FORMAT,
        composer_json::FORMAT,
        conan_lock::FORMAT,
        flake_lock::FORMAT,
        terraform_lock::FORMAT,
        julia_manifest::FORMAT,
        julia_project::FORMAT,
        renv_lock::FORMAT,
        helm_lock::FORMAT,
        helm_chart::FORMAT,
        bazel_lock::FORMAT,
        bazel_graph::FORMAT,
        stack_lock::FORMAT,
        cabal_freeze::FORMAT,
        cabal_plan::FORMAT,
        opam::FORMAT,
        vcpkg::FORMAT,
        cpanfile_snapshot::FORMAT,
        shard_lock::FORMAT,
        elm_json::FORMAT,
        zig_zon::FORMAT,
        luarocks_lock::FORMAT,
        nimble_lock::FORMAT,
        spago_lock::FORMAT,
        dub_selections::FORMAT,
        jsonnet_lock::FORMAT,
        berksfile_lock::FORMAT,
        mise_lock::FORMAT,
        devbox_lock::FORMAT,
        haxelib_json::FORMAT,
        spdx_tag_value::FORMAT,
        spdx_yaml::FORMAT,
        spdx_xml::FORMAT,
        spdx_rdf::FORMAT,
        spdx3_json::FORMAT,
        package_json::FORMAT,
        cargo_toml::FORMAT,
        go_mod::FORMAT,
        go_sum::FORMAT,
        go_mod_graph::FORMAT,
        go_vendor::FORMAT,
        go_list::FORMAT,
        go_work::FORMAT,
        gradle_lockfile::FORMAT,
        gradle_dependencies::FORMAT,
        maven_dependency_tree::FORMAT,
        maven_dependency_list::FORMAT,
        maven_pom::FORMAT,
        gradle_verification::FORMAT,
        ivy_report::FORMAT,
        rules_jvm_external::FORMAT,
        sbt_dependency_tree::FORMAT,
        sbt_lock::FORMAT,
        clojure_tree::FORMAT,
        cargo_tree::FORMAT,
        license_table::FORMAT,
        installed::FORMAT,
    ];
    ALL
}

/// The format with this id.
pub fn by_id(id: &str) -> Option<&'static Format> {
    all().iter().find(|format| format.id == id)
}

/// Which format is this? By content; the name decides only between several that fit.
///
/// # Errors
/// `unsupported-format` where it is a known one that is not read, `unknown-format` where none fits, with
/// what the content looks like; `truncated` or `invalid-json` for JSON too broken to tell.
pub fn identify(input: &Input) -> Result<&'static Format, ReadError> {
    // Formats that the file is named like come first: where one of them fits, no other needs to look.
    let ask = || {
        let named = all().iter().filter(|format| format.has_name(input.file_name()));
        named.chain(all()).find(|format| (format.identify)(input))
    };
    let fitting = ask().or_else(|| if input.look_further() { ask() } else { None });
    fitting.ok_or_else(|| match &input.binary {
        Some(error) => error.clone(),
        None => unknown::explain(input),
    })
}

/// Reads one file.
///
/// # Errors
/// Where the bytes are not text, of no known format, or unreadable as a whole.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let input = Input::new(name, bytes)?;
    parse(identify(&input)?, &input)
}

/// Reads a document of a known format.
///
/// # Errors
/// Where it cannot be read at all.
pub fn parse(format: &Format, input: &Input) -> Result<Document, ReadError> {
    let mut document = (format.parse)(input)?;
    stand_in::name_after_folder(&mut document, input.name);
    Ok(document)
}

/// Is the file of this path named like one of a known format, perhaps compressed? Of folders and archives, such
/// files are read.
pub fn is_usual_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(name);
    let fits = |pattern: &&str| match pattern.split_once('*') {
        Some((head, tail)) => name.len() >= head.len() + tail.len() && name.starts_with(head) && name.ends_with(tail),
        None => name == *pattern,
    };
    all().iter().any(|format| format.file_names.iter().any(&fits))
}

/// Does the file of this path bear a name that its format gives it, and not one that somebody chose? Perhaps compressed.
pub fn is_fixed_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.strip_suffix(".gz").or(name.strip_suffix(".zst")).unwrap_or(name);
    all().iter().any(|format| format.file_names.contains(&name))
}
