//! Formats of the field that are recognised so that they can be named, and not read.

use super::Input;
use super::support::sketch::Sketch;
use crate::formats::support::sketch;

/// What this is, with its article, and what to do instead; `None` where it is not recognised either.
pub(super) fn recognise(input: &Input) -> Option<(&'static str, &'static str)> {
    let title = match input.sketch() {
        Some(seen) => recognise_json(seen, &input.text).or_else(|| recognise_text(&input.text))?,
        None => recognise_text(&input.text)?,
    };
    Some((title, advice(title)))
}

fn advice(title: &str) -> &'static str {
    if title.contains("CycloneDX") {
        "Convert it to CycloneDX JSON (`cyclonedx convert --output-format json`)"
    } else if title.contains("SPDX") {
        "Convert it to SPDX 2.3 JSON (the SPDX online tools do this)"
    } else if title.contains("Bun") {
        "Make an SBOM of the project in CycloneDX JSON or SPDX JSON"
    } else {
        "Make an SBOM from it in CycloneDX JSON or SPDX JSON, with Syft, Trivy or cdxgen"
    }
}

fn recognise_json(seen: &Sketch, text: &str) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().all(|key| seen.has(key));
    let context = seen.text("@context").unwrap_or("");
    let graph_context = matches!(seen.get("@context"), Some(Sketch::List(Some(first)))
        if matches!(first.as_ref(), Sketch::Text(text) if text.contains("spdx.org/rdf/3")));
    Some(if context.contains("spdx.org/rdf/3") || graph_context {
        "an SPDX 3 document (JSON-LD)"
    } else if context.contains("openvex") {
        "an OpenVEX document"
    } else if seen.has("lockfileVersion") && seen.has_object("workspaces") {
        "a Bun lockfile (bun.lock)"
    } else if has(&["artifacts", "artifactRelationships"]) {
        "a Syft JSON report"
    } else if has(&["SchemaVersion", "Results"]) {
        "a Trivy JSON report"
    } else if has(&["payloadType", "payload"]) || seen.has("predicateType") {
        "an attestation (DSSE or in-toto)"
    } else if has(&["manifests", "detector"]) {
        "a GitHub dependency snapshot"
    } else if seen.get("document").is_some_and(|document| document.has("csaf_version")) {
        "a CSAF advisory"
    } else if has(&["schema_version", "affected"]) {
        "an OSV advisory"
    } else if has(&["matches", "descriptor"]) {
        "a Grype JSON report"
    } else if seen.get("_meta").is_some_and(|meta| meta.has("pipfile-spec")) {
        "a Pipfile.lock"
    } else if seen.has("packages-dev") && (seen.has("content-hash") || seen.has_list("packages")) {
        "a Composer lockfile"
    } else if has(&["targets", "libraries", "project"]) {
        "a NuGet project.assets.json"
    } else if has(&["runtimeTarget", "targets"]) {
        "a .NET deps.json"
    } else if seen.has("version") && is_nuget(seen) {
        "a NuGet packages.lock.json"
    } else if seen.has("lockFileVersion") {
        "a MODULE.bazel.lock"
    } else if has(&["nodes", "root", "version"]) {
        "a flake.lock"
    } else if seen.has_list("pins") || seen.get("object").is_some_and(|object| object.has("pins")) {
        "a Swift Package.resolved"
    } else if has(&["R", "Packages"]) {
        "an renv.lock"
    } else if seen.has("graph_lock") || has(&["requires", "build_requires", "version"]) {
        "a conan.lock"
    } else if has(&["__INPUT_ARTIFACTS_HASH"]) || has(&["artifacts", "dependencies", "repositories"]) {
        "a rules_jvm_external lockfile"
    } else if seen.text("version").is_some()
        && ["specifiers", "remote", "npm", "jsr", "redirects"].iter().any(|key| seen.has_object(key))
    {
        "a deno.lock"
    } else if has_npm_list(seen) {
        "the output of npm ls --json"
    } else if seen.has_object("require") && seen.has("name") {
        "a composer.json"
    } else if seen.has("headers") && text.contains("\"tool_name\"") {
        "a ScanCode report"
    } else {
        return None;
    })
}

fn is_nuget(seen: &Sketch) -> bool {
    let first = seen.get("dependencies").and_then(|dependencies| dependencies.entries().first());
    first.is_some_and(|(name, _)| name.starts_with("net") || name.starts_with(".NET"))
}

fn has_npm_list(seen: &Sketch) -> bool {
    let first = seen.get("dependencies").and_then(|dependencies| dependencies.entries().first());
    first.is_some_and(|(_, entry)| entry.has("overridden") || entry.has("missing"))
}

fn recognise_text(text: &str) -> Option<&'static str> {
    let head = sketch::head(text, 4096);
    let line = |start: &str| text.lines().take(400).any(|line| line.starts_with(start));
    Some(if head.contains("cyclonedx.org/schema/bom") && head.trim_start().starts_with('<') {
        "a CycloneDX SBOM in XML"
    } else if head.contains("<rdf:RDF") && head.contains("spdx.org/rdf") {
        "an SPDX document in RDF/XML"
    } else if head.trim_start().starts_with('<') && head.contains("spdxVersion") {
        "an SPDX document in XML"
    } else if line("SPDXVersion:") {
        "an SPDX document in tag-value form"
    } else if line("spdxVersion:") {
        "an SPDX document in YAML"
    } else if head.contains("maven.apache.org/POM") {
        "a Maven POM"
    } else if head.contains("<verification-metadata") {
        "a Gradle verification-metadata.xml"
    } else if head.contains("<packages") && head.contains("<package id=") {
        "a NuGet packages.config"
    } else if line("[[package]]") && (head.contains("@generated by Poetry") || text.contains("\ncontent-hash = ")) {
        "a poetry.lock"
    } else if line("[[package]]") && (line("requires-python") || line("revision = ")) {
        "a uv.lock"
    } else if text.contains("\nlock_version = ") && text.contains("[metadata]") {
        "a pdm.lock"
    } else if line("lock-version = ") && line("[[packages]]") {
        "a pylock.toml"
    } else if line("module ") && (line("go 1") || line("require")) {
        "a go.mod"
    } else if head.contains("/go.mod h1:") {
        "a go.sum"
    } else if line("GEM") && text.contains("\n  specs:") {
        "a Gemfile.lock"
    } else if line("PODS:") {
        "a Podfile.lock"
    } else if line("sdks:") && line("packages:") {
        "a pubspec.lock"
    } else if head.starts_with("# This is a Gradle generated file") {
        "a gradle.lockfile"
    } else if head.starts_with("%{") {
        "a mix.lock"
    } else if line("NUGET") {
        "a paket.lock"
    } else if line("environments:") && line("packages:") && line("version:") {
        "a pixi.lock"
    } else {
        return None;
    })
}
