//! Each kind of finding on the smallest file that has it.

use super::*;
use crate::graph;
use crate::model::{Ecosystem, Marks, PackageUrl};

fn package(name: &str, source: &str, hash: &str) -> Component {
    Component {
        name: name.to_owned(),
        version: Some("1.0.0".to_owned()),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm(name, Some("1.0.0")),
        source: Some(source.to_owned()).filter(|source| !source.is_empty()),
        hashes: Some(hash.to_owned()).filter(|hash| !hash.is_empty()).into_iter().collect(),
        ..Component::default()
    }
}

fn said(components: Vec<Component>) -> Vec<String> {
    let document = Document { components: components.into(), ..Document::default() };
    let graph = graph::build(&[&document]);
    let line = |found: &HygieneFinding| {
        let names: Vec<&str> =
            found.nodes.iter().map(|node| graph.nodes[*node as usize].component.name.as_str()).collect();
        format!("{} {} [{}] {}", found.concern.as_str(), found.kind.as_str(), names.join(" "), found.reason)
    };
    hygiene(&graph, &[&document], &[true]).findings.iter().map(line).collect()
}

const SUM: &str = "sha512:aa";

#[test]
fn a_clean_file_has_no_findings() {
    let at = |name: &str| package(name, &format!("https://registry.example/{name}.tgz"), SUM);
    assert_eq!(said(vec![at("alpha"), at("bravo"), at("gamma")]), [""; 0]);
}

#[test]
fn what_is_meant_for_other_platforms_may_lack_a_checksum() {
    let mut other = package("darwin-only", "", "");
    other.marks = Marks { for_some_platforms: true, ..Marks::default() };
    assert_eq!(
        said(vec![package("alpha", "", SUM), other]),
        [
            "low missing-integrity [darwin-only] Meant for some platforms alone: Yarn notes a checksum of what it fetches"
        ]
    );
}

#[test]
fn a_stranger_among_hosts_is_told_with_the_counts() {
    let mut components: Vec<Component> = ('a'..='t')
        .map(|letter| package(&letter.to_string().repeat(3), "https://registry.example/x.tgz", SUM))
        .collect();
    components.push(package("zulu", "https://mirror.example/x.tgz", SUM));
    assert_eq!(
        said(components),
        ["medium other-host [zulu] 1 of 21 come from mirror.example, 20 from registry.example"]
    );
}

#[test]
fn two_hosts_of_one_size_are_no_strangers_to_each_other() {
    let components = vec![package("alpha", "https://a.example/x", SUM), package("bravo", "https://b.example/x", SUM)];
    assert_eq!(said(components), [""; 0]);
}

#[test]
fn plain_ways_git_and_paths_are_told() {
    let commit = "0123456789abcdef0123456789abcdef01234567";
    assert_eq!(
        said(vec![
            package("alpha", "http://registry.example/a.tgz", SUM),
            package("bravo", "git+https://code.example/b.git#main", ""),
            package("gamma", &format!("git+https://code.example/c.git#{commit}"), ""),
            package("delta", "file:../delta", ""),
        ]),
        [
            "high git-without-commit [bravo] The repository at code.example is named without a commit",
            "high plain-http [alpha] The way to registry.example is not encrypted",
            "low git-source [gamma] A commit of a repository at code.example in place of a published version",
            "low path-source [delta] It is read from a folder or file of the machine that wrote the file",
        ]
    );
}

#[test]
fn missing_and_weak_checksums_are_told() {
    let at = |name: &str, hash: &str| package(name, &format!("https://registry.example/{name}"), hash);
    assert_eq!(
        said(vec![at("alpha", SUM), at("bravo", ""), at("gamma", "sha1:aa"), at("delta", "MD5:aa")]),
        [
            "high missing-integrity [bravo] 3 others of this ecosystem have a checksum in this file",
            "medium weak-integrity [gamma delta] Only MD5 or SHA-1 is stated",
        ]
    );
}

#[test]
fn one_name_from_two_hosts_is_told() {
    let mut newer = package("alpha", "https://b.example/x", SUM);
    newer.version = Some("2.0.0".to_owned());
    newer.package_url = PackageUrl::npm("alpha", Some("2.0.0"));
    assert_eq!(
        said(vec![package("alpha", "https://a.example/x", SUM), newer]),
        ["medium several-hosts [alpha alpha] alpha comes from a.example and b.example"]
    );
}

#[test]
fn marks_ranges_and_names_are_told() {
    let mut scripted = package("alpha", "", SUM);
    scripted.marks = Marks { install_script: true, deprecated: true, ..Marks::default() };
    let mut ranged = package("request", "", SUM);
    ranged.version = Some("^1.0.0".to_owned());
    assert_eq!(
        said(vec![scripted, ranged, package("rеquest", "", SUM)]),
        [
            "high hidden-letters [rеquest] The name mixes scripts, or holds characters that cannot be seen",
            "high lookalike-name [request rеquest] request and rеquest differ by letters that look like each other",
            "medium range-not-version [request] What stands for a version is a range or a moving tag, such as `^1.0.0`",
            "low deprecated [alpha] The file notes that its authors advise against it",
            "low install-script [alpha] The file marks a script that runs on the machine of whoever installs it",
        ]
    );
}

#[test]
fn what_a_file_cannot_say_is_told_as_unchecked() {
    let document = Document { components: vec![package("alpha", "", "")].into(), ..Document::default() };
    let graph = graph::build(&[&document]);
    let found = hygiene(&graph, &[&document], &[false]);
    assert_eq!(found.findings, []);
    let words: Vec<&str> = found.unchecked.iter().map(|unchecked| unchecked.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "Hosts, plain http and git were not checked: the file does not say where anything is fetched from",
            "Checksums were not checked: this format holds none",
            "No install script is marked; most formats cannot say whether there is one",
        ]
    );
}
