//! Counting on a document with a full and an empty component.

use super::*;
use crate::model::{Component, ComponentKind, Dependency, Ecosystem, PackageUrl, Scope, StatedLicense};

fn full() -> Component {
    Component {
        name: "cup".to_owned(),
        version: Some("1.0.0".to_owned()),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm("cup", Some("1.0.0")),
        licenses: vec![StatedLicense::declared("MIT")],
        hashes: vec!["SHA-512:aa".to_owned()],
        source: Some("https://registry.example/cup".to_owned()),
        supplier: Some("Acme <sbom@acme.example>".to_owned()),
        copyright: Some("2026 Acme".to_owned()),
        ..Component::default()
    }
}

fn document() -> Document {
    let bare = Component { name: "spoon".to_owned(), ..Component::default() };
    let file = Component { name: "a.c".to_owned(), kind: ComponentKind::File, ..Component::default() };
    let root = Component { name: "app".to_owned(), ..full() };
    Document {
        format: "cyclonedx-json",
        format_version: Some("1.6".to_owned()),
        roots: vec![0],
        components: vec![root, full(), bare, file].into(),
        dependencies: vec![Dependency::new(0, 1, Scope::Runtime)],
        ..Document::default()
    }
}

fn profile(id: &str) -> Profile {
    profiles().into_iter().find(|profile| profile.id == id).unwrap()
}

fn said(quality: &Quality) -> Vec<String> {
    let line = |coverage: &Coverage| {
        let answer = match &coverage.answer {
            Answer::Components { have, of, missing } => format!("{have} of {of}, missing {missing:?}"),
            Answer::Document(stated) => stated.clone().unwrap_or_else(|| "missing".to_owned()),
            Answer::NotChecked(_) => "not checked".to_owned(),
        };
        format!("{}: {answer}", coverage.requirement.title)
    };
    quality.coverage.iter().map(line).collect()
}

#[test]
fn coverage_names_those_that_fail() {
    let quality = assess(&document(), &profile("ntia-2021"));
    assert_eq!(
        said(&quality),
        [
            "Supplier name: 2 of 3, missing [2]",
            "Component name: 3 of 3, missing []",
            "Version of the component: 2 of 3, missing [2]",
            "Other unique identifiers: 2 of 3, missing [2]",
            "Dependency relationship: 2 of 3, missing [2]",
            "Author of SBOM data: missing",
            "Timestamp: missing",
            "Hash of the component: 2 of 3, missing [2]",
            "Known unknowns: no such statement",
            "Frequency, distribution and delivery, access control: not checked",
        ]
    );
    // (4 × 2/3 + 1 + 0 + 0) / 7; what is recommended or not checked does not count.
    assert_eq!(quality.score.map(f64::round), Some(52.0));
    assert_eq!((quality.checked, quality.required), (7, 8));
}

#[test]
fn what_the_file_states_as_a_whole_is_told() {
    let mut document = document();
    document.authors = vec!["Acme".to_owned()];
    document.created = Some("2026-03-01T10:00:00Z".to_owned());
    document.phases = vec!["build".to_owned()];
    document.generator = Some("maker 1.2".to_owned());
    let quality = assess(&document, &profile("cisa-2025"));
    let said = said(&quality);
    assert_eq!(said[0], "SBOM author: Acme");
    assert_eq!(said[8..11], ["Tool name: maker 1.2", "Timestamp: 2026-03-01T10:00:00Z", "Generation context: build"]);
}

#[test]
fn a_format_that_is_not_read_so_far_is_not_called_lacking() {
    let document = Document { format: "trivy-json", ..document() };
    let quality = assess(&document, &profile("bsi-tr-03183-2"));
    let said = said(&quality);
    assert_eq!(
        said[..4],
        [
            "Format: CycloneDX 1.6 or SPDX 3.0.1, or later: missing",
            "Creator of the SBOM: not checked",
            "Timestamp: missing",
            "SBOM-URI: not checked",
        ]
    );
}

#[test]
fn every_profile_has_a_link_and_every_element_a_repair() {
    for profile in profiles() {
        assert!(profile.link.as_ref().is_some_and(|link| link.as_str().starts_with("https://")), "{}", profile.id);
        for requirement in &profile.requirements {
            for generator in [None, Some("syft 1.2.0"), Some("npm cli 11")] {
                assert!(!repair(requirement.element, generator).is_empty());
            }
        }
    }
    assert!(repair(Element::Sha512, Some("GitHub.com-Dependency-Graph")).starts_with("GitHub"));
    assert_ne!(repair(Element::License, Some("syft-1.2")), repair(Element::License, None));
}

#[test]
fn a_share_is_met_where_the_profile_says_so() {
    let mut own = profile("ntia-2021");
    own.requirements[0].at_least = 66;
    let quality = assess(&document(), &own);
    assert_eq!(quality.coverage[0].is_met(), Some(true));
    assert_eq!((quality.coverage[2].is_met(), quality.coverage[9].is_met()), (Some(false), None));
}
