//! Manifests and build scripts that are named and not read: they say what is wanted, not what was chosen.

use super::Kind;
use super::Sign::{Key, Line, Start, Text};

const GRADLE: &str = "Run `gradle dependencies --configuration runtimeClasspath > dependencies.txt` and drop that text";
const DOTNET: &str = "Run `dotnet restore` and drop obj/project.assets.json";
const IMAGE: &str = "Packages are in the image, not here: make an SBOM of it (`syft scan IMAGE -o cyclonedx-json`)";

pub(super) const KINDS: &[Kind] = &[
    Kind {
        title: "a Gradle version catalogue",
        advice: GRADLE,
        signs: &[
            &[Line("[libraries]"), Line("[versions]")],
            &[Line("[libraries]"), Text("module = \"")],
            &[Line("[libraries]"), Text("group = \"")],
        ],
    },
    Kind {
        title: "an sbt build",
        advice: "Run `sbt dependencyTree > dependencies.txt` and drop that text",
        signs: &[&[Text("libraryDependencies"), Text("=")], &[Line("ThisBuild /")], &[Text("scalaVersion :=")]],
    },
    Kind {
        title: "a Gradle build script",
        advice: GRADLE,
        signs: &[
            &[Line("dependencies {"), Text("mplementation")],
            &[Line("dependencies {"), Text(" compile ")],
            &[Line("plugins {"), Text("id")],
            &[Line("apply plugin:")],
            &[Line("rootProject.name =")],
        ],
    },
    Kind {
        title: "a Leiningen project",
        advice: "Run `lein deps :tree > dependencies.txt` and drop that text",
        signs: &[&[Start("(defproject ")]],
    },
    Kind {
        title: "a Clojure deps.edn",
        advice: "Run `clojure -Spom` and `mvn dependency:tree -DoutputFile=dependencies.txt`, and drop that text",
        signs: &[&[Start("{"), Text(":deps"), Text(":mvn/version")]],
    },
    Kind {
        title: "a Directory.Packages.props",
        advice: DOTNET,
        signs: &[&[Start("<"), Text("<Project"), Text("<PackageVersion ")]],
    },
    Kind {
        title: "an MSBuild project or props file",
        advice: DOTNET,
        signs: &[
            &[Start("<"), Text("<Project"), Text("<PackageReference ")],
            &[Start("<"), Text("<Project"), Text("Microsoft.NET.Sdk")],
            &[Start("<"), Text("schemas.microsoft.com/developer/msbuild")],
        ],
    },
    Kind {
        title: "a Visual Studio solution",
        advice: DOTNET,
        signs: &[&[Line("Microsoft Visual Studio Solution File")], &[Start("<Solution>")]],
    },
    Kind {
        title: "a NuGet package manifest (nuspec)",
        advice: "Drop obj/project.assets.json of the project that uses it",
        signs: &[&[Start("<"), Text("nuspec.xsd")]],
    },
    Kind {
        title: "a paket.dependencies",
        advice: "Run `paket install` and drop paket.lock",
        signs: &[&[Line("source "), Line("nuget ")]],
    },
    Kind {
        title: "a deno.json",
        advice: "Run `deno install` and drop deno.lock",
        signs: &[
            &[Key("imports"), Key("tasks")],
            &[Key("imports"), Key("exports")],
            &[Key("imports"), Key("compilerOptions")],
        ],
    },
    Kind {
        title: "a pnpm-workspace.yaml",
        advice: "Drop pnpm-lock.yaml",
        signs: &[&[Line("packages:"), Line("catalog:")], &[Line("packages:"), Line("onlyBuiltDependencies:")]],
    },
    Kind {
        title: "a Pipfile",
        advice: "Run `pipenv lock` and drop Pipfile.lock",
        signs: &[&[Line("[packages]"), Line("[[source]]")], &[Line("[packages]"), Line("[dev-packages]")]],
    },
    Kind {
        title: "a setup.py",
        advice: "Install it in a virtual environment and drop the output of `pip inspect` there",
        signs: &[&[Text("setuptools"), Text("setup(")], &[Text("distutils"), Text("setup(")]],
    },
    Kind {
        title: "a setup.cfg",
        advice: "Install it in a virtual environment and drop the output of `pip inspect` there",
        signs: &[&[Line("[metadata]"), Line("[options]")]],
    },
    Kind {
        title: "a gem specification",
        advice: "Run `bundle lock` and drop Gemfile.lock",
        signs: &[&[Text("Gem::Specification.new")]],
    },
    Kind {
        title: "a Gemfile",
        advice: "Run `bundle lock` and drop Gemfile.lock",
        signs: &[&[Line("source "), Line("gem ")], &[Line("source "), Line("gemspec")], &[Line("ruby "), Line("gem ")]],
    },
    Kind {
        title: "a Berksfile",
        advice: "Run `berks install` and drop Berksfile.lock",
        signs: &[&[Line("source "), Line("cookbook ")], &[Line("source "), Line("metadata")]],
    },
    Kind {
        title: "a Package.swift",
        advice: "Run `swift package show-dependencies --format json` and drop what it writes",
        signs: &[
            &[Start("// swift-tools-version")],
            &[Line("let package = Package("), Text("import PackageDescription")],
        ],
    },
    Kind {
        title: "a Podfile",
        advice: "Run `pod install` and drop Podfile.lock",
        signs: &[&[Line("target '"), Text("pod '")], &[Line("target \""), Text("pod \"")], &[Line("platform :ios")]],
    },
    Kind {
        title: "a Cartfile",
        advice: "Run `carthage update` and drop Cartfile.resolved",
        signs: &[
            &[Line("github \""), Text("\" ~> ")],
            &[Line("github \""), Text("\" >= ")],
            &[Line("github \""), Text("\" == ")],
        ],
    },
    Kind {
        title: "a pubspec.yaml",
        advice: "Run `dart pub deps --json` and drop what it writes, or drop pubspec.lock",
        signs: &[&[Line("name:"), Line("environment:"), Text("\n  sdk:")]],
    },
    Kind { title: "a mix.exs", advice: "Run `mix deps.get` and drop mix.lock", signs: &[&[Text("use Mix.Project")]] },
    Kind {
        title: "a rebar.config",
        advice: "Run `rebar3 lock` and drop rebar.lock",
        signs: &[&[Line("{deps,")], &[Line("{erl_opts,")]],
    },
    Kind {
        title: "a gleam.toml",
        advice: "Run `gleam deps download` and drop manifest.toml",
        signs: &[&[Line("gleam_stdlib"), Line("[dependencies]")]],
    },
    Kind {
        title: "a Cabal package description",
        advice: "Run `cabal build --dry-run` and drop dist-newstyle/cache/plan.json",
        signs: &[&[Line("cabal-version:"), Line("build-type:")], &[Line("cabal-version:"), Line("name:")]],
    },
    Kind {
        title: "a stack.yaml",
        advice: "Run `cabal build --dry-run` and drop dist-newstyle/cache/plan.json, or drop stack.yaml.lock",
        signs: &[&[Line("resolver:")], &[Line("snapshot:"), Line("packages:")], &[Line("snapshot: lts-")]],
    },
    Kind {
        title: "a dune-project",
        advice: "Run `opam lock .` and drop the .opam.locked file",
        signs: &[&[Line("(lang dune")]],
    },
    Kind {
        title: "a conanfile.txt",
        advice: "Run `conan lock create .` and drop conan.lock",
        signs: &[&[Line("[requires]")]],
    },
    Kind {
        title: "a conanfile.py",
        advice: "Run `conan lock create .` and drop conan.lock",
        signs: &[&[Text("ConanFile)")]],
    },
    Kind {
        title: "a vcpkg-configuration.json",
        advice: "It names registries, not ports: drop vcpkg.json, or the vcpkg.spdx.json of each installed port",
        signs: &[
            &[Key("default-registry")],
            &[Key("registries"), Key("overlay-ports")],
            &[Key("registries.0.baseline")],
        ],
    },
    Kind {
        title: "a CMake script",
        advice: "Drop conan.lock or vcpkg.json of the project; where there is neither, make an SBOM of what was built",
        signs: &[&[Line("cmake_minimum_required")], &[Line("CMAKE_MINIMUM_REQUIRED")]],
    },
    Kind {
        title: "the DESCRIPTION of an R package",
        advice: "Run `renv::snapshot()` in R and drop renv.lock",
        signs: &[&[Line("Package:"), Line("Title:")], &[Line("Type: Package")]],
    },
    Kind {
        title: "a cpanfile",
        advice: "Run `carton install` and drop cpanfile.snapshot",
        signs: &[&[Line("requires '")], &[Line("requires \""), Text("\";")], &[Line("on 'test' =>")]],
    },
    Kind {
        title: "a shard.yml",
        advice: "Run `shards lock` and drop shard.lock",
        signs: &[&[Line("name:"), Line("dependencies:"), Line("crystal:")]],
    },
    Kind {
        title: "a flake.nix",
        advice: "Run `nix flake lock` and drop flake.lock",
        signs: &[&[Text("inputs"), Text("outputs ="), Text("{")]],
    },
    Kind {
        title: "a Terraform configuration",
        advice: "Run `terraform init` and drop .terraform.lock.hcl",
        signs: &[
            &[Line("terraform {")],
            &[Line("provider \"")],
            &[Line("resource \"")],
            &[Line("module \""), Text("source")],
        ],
    },
    Kind {
        title: "a MODULE.bazel",
        advice: "Run `bazel mod graph --output json` and drop what it writes",
        signs: &[&[Line("bazel_dep(")]],
    },
    Kind {
        title: "a Bazel WORKSPACE",
        advice: "Move the workspace to modules and drop the output of `bazel mod graph --output json`",
        signs: &[&[Line("workspace(name")], &[Line("http_archive("), Line("load(")]],
    },
    Kind {
        title: "a dub.sdl",
        advice: "Run `dub upgrade` and drop dub.selections.json",
        signs: &[&[Line("name \""), Line("dependency \"")]],
    },
    Kind {
        title: "a Nimble package description",
        advice: "Run `nimble lock` and drop nimble.lock",
        signs: &[&[Line("version"), Line("author"), Line("requires \"")]],
    },
    Kind {
        title: "a spago.yaml",
        advice: "Run `spago build` and drop spago.lock",
        signs: &[&[Line("workspace:"), Text("packageSet:")], &[Line("package:"), Line("workspace:")]],
    },
    Kind {
        title: "a spago.dhall",
        advice: "Run `spago migrate` and `spago build`, and drop spago.lock",
        signs: &[&[Text("./packages.dhall")]],
    },
    Kind {
        title: "a rockspec",
        advice: "Run `luarocks install --only-deps --pin` and drop luarocks.lock",
        signs: &[
            &[Line("package ="), Line("rockspec_format")],
            &[Line("package ="), Line("version ="), Line("source =")],
        ],
    },
    Kind {
        title: "a jsonnetfile.json",
        advice: "Run `jb install` and drop jsonnetfile.lock.json",
        signs: &[&[Key("version"), Key("dependencies.0.source")]],
    },
    Kind { title: "a mise.toml", advice: "Run `mise lock` and drop mise.lock", signs: &[&[Line("[tools]")]] },
    Kind {
        title: "a devbox.json",
        advice: "Run `devbox install` and drop devbox.lock",
        signs: &[&[Key("packages"), Key("shell.init_hook")], &[Key("packages"), Key("shell.scripts")]],
    },
    Kind {
        title: "a Dockerfile",
        advice: IMAGE,
        signs: &[&[Line("FROM "), Line("RUN ")], &[Line("FROM "), Line("COPY ")]],
    },
    Kind {
        title: "a Docker Compose file",
        advice: IMAGE,
        signs: &[&[Line("services:"), Text("    image:")], &[Line("services:"), Text("    build:")]],
    },
    Kind { title: "a Kubernetes manifest", advice: IMAGE, signs: &[&[Line("apiVersion:"), Line("kind:")]] },
    Kind {
        title: "a GitHub Actions workflow",
        advice: "It names actions, not packages: export the repository's dependency graph (Insights, Dependency graph, Export SBOM)",
        signs: &[&[Line("on:"), Line("jobs:")], &[Line("\"on\":"), Line("jobs:")]],
    },
];
