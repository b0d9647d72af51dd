//! Lists, databases and statements on exploitability against a small graph.

use super::*;
use crate::graph;
use crate::model::{
    AdvisoryEvent, AdvisoryPackage, AdvisoryRange, Affected, Component, Ecosystem, PackageUrl, Role, Vulnerability,
};

fn component(name: &str, version: &str) -> Component {
    Component {
        name: name.to_owned(),
        version: Some(version.to_owned()),
        ecosystem: Ecosystem::Npm,
        package_url: PackageUrl::npm(name, Some(version)),
        ..Component::default()
    }
}

fn lockfile() -> Document {
    Document {
        components: vec![component("cup", "1.0.0"), component("bowl", "2.0.0"), component("cup", "3.0.0")].into(),
        ..Document::default()
    }
}

fn advisory(id: &str, alias: &str, name: &str, fixed: &str) -> Advisory {
    Advisory {
        id: id.to_owned(),
        aliases: vec![alias.to_owned()],
        ratings: vec!["high".to_owned()],
        packages: vec![AdvisoryPackage {
            ecosystem: "npm".to_owned(),
            name: name.to_owned(),
            ranges: vec![AdvisoryRange {
                is_semantic: true,
                events: vec![(AdvisoryEvent::Introduced, "0".to_owned()), (AdvisoryEvent::Fixed, fixed.to_owned())],
            }],
            ..AdvisoryPackage::default()
        }],
        ..Advisory::default()
    }
}

fn statement(id: &str, reference: &str, status: VulnerabilityStatus, created: &str) -> Document {
    Document {
        role: Role::Supplement,
        created: Some(created.to_owned()),
        vulnerabilities: vec![Vulnerability {
            id: id.to_owned(),
            affects: vec![Affected {
                reference: Some(reference.to_owned()),
                status: Some(status),
                justification: Some("unreachable".to_owned()),
                ..Affected::default()
            }],
            ..Vulnerability::default()
        }],
        ..Document::default()
    }
}

fn said(documents: &[&Document], databases: &[Database]) -> (Vec<String>, Vec<String>) {
    let graph = graph::build(documents);
    let found = vulnerabilities(&graph, documents, &HashSet::new(), databases);
    let list = found.list.iter().flat_map(|known| {
        let graph = &graph;
        known.pairs.iter().map(move |pair| {
            let fixed =
                if pair.fixed_in.is_empty() { String::new() } else { format!(" fixed {}", pair.fixed_in.join(" ")) };
            let against = if pair.contradicted_by.is_empty() { "" } else { " contradicted" };
            let (label, standing) = (graph.label(pair.node), pair.standing.as_str());
            format!("{} {}: {label} {standing}{fixed}{against}", known.id, known.rating.severity.as_str())
        })
    });
    let states = found.states.iter().map(|state| match state {
        State::Affected(severity) => format!("affected {}", severity.as_str()),
        State::NotAffected(_) => "not affected".to_owned(),
        State::NotChecked(why) => format!("{why:?}"),
    });
    (list.collect(), states.collect())
}

fn database<'d>(advisories: &'d [Advisory], covers: &[&'d str]) -> Database<'d> {
    Database { advisories, covers: covers.to_vec(), asked: None }
}

#[test]
fn a_database_gives_three_answers() {
    let mut lock = lockfile();
    lock.components.push(Component { ecosystem: Ecosystem::Maven, ..component("g:a", "1") });
    lock.components.push(Component { version: None, ..component("fork", "1") });
    let advisories = [advisory("GHSA-1", "CVE-2026-1", "cup", "2.0.0")];
    let (list, states) = said(&[&lock], &[database(&advisories, &["npm"])]);
    assert_eq!(list, ["CVE-2026-1 high: cup 1.0.0 affected fixed 2.0.0"]);
    assert_eq!(states, ["affected high", "not affected", "not affected", "NotCovered", "NoVersion"]);
}

#[test]
fn single_records_check_nothing_but_what_they_name() {
    let advisories = [advisory("GHSA-1", "CVE-2026-1", "cup", "2.0.0")];
    let (_, states) = said(&[&lockfile()], &[database(&advisories, &[])]);
    assert_eq!(states, ["affected high", "NoDatabase", "NoDatabase"]);
}

#[test]
fn what_a_database_was_not_asked_about_is_not_checked() {
    let asked: HashSet<PackageKey> = key("npm", "cup").into_iter().collect();
    let database = Database { advisories: &[], covers: vec!["npm"], asked: Some(&asked) };
    let (_, states) = said(&[&lockfile()], &[database]);
    assert_eq!(states, ["not affected", "ReadBefore", "not affected"]);
}

#[test]
fn a_statement_clears_what_a_database_finds() {
    let advisories = [advisory("GHSA-1", "CVE-2026-1", "cup", "2.0.0")];
    let clears = statement("CVE-2026-1", "pkg:npm/cup@1.0.0", VulnerabilityStatus::NotAffected, "2026-01-01");
    let (list, states) = said(&[&lockfile(), &clears], &[database(&advisories, &["npm"])]);
    assert_eq!(list, ["CVE-2026-1 high: cup 1.0.0 not affected fixed 2.0.0"]);
    assert_eq!(states[0], "not affected");
}

#[test]
fn of_two_statements_the_later_counts_and_both_are_told() {
    let clears = statement("CVE-2026-1", "pkg:npm/cup", VulnerabilityStatus::NotAffected, "2026-01-01");
    let later = statement("cve-2026-1", "pkg:npm/cup@1.0.0", VulnerabilityStatus::Affected, "2026-02-01");
    let (list, _) = said(&[&lockfile(), &later, &clears], &[]);
    assert_eq!(
        list,
        ["CVE-2026-1 unknown: cup 1.0.0 affected contradicted", "CVE-2026-1 unknown: cup 3.0.0 not affected"]
    );
}

#[test]
fn ids_that_share_an_alias_are_one_vulnerability() {
    let mut one = advisory("GHSA-1", "CVE-2026-1", "cup", "2.0.0");
    one.ratings = vec!["low".to_owned()];
    let other = advisory("GHSA-2", "X-9", "cup", "2.0.1");
    let bridge = advisory("X-9", "CVE-2026-1", "bowl", "9.0.0");
    let advisories = [one, other, bridge];
    let (list, _) = said(&[&lockfile()], &[database(&advisories, &["npm"])]);
    assert_eq!(
        list,
        ["CVE-2026-1 high: cup 1.0.0 affected fixed 2.0.0 2.0.1", "CVE-2026-1 high: bowl 2.0.0 affected fixed 9.0.0",]
    );
}

#[test]
fn lists_of_the_file_itself_are_taken_with_their_versions() {
    let mut lock = lockfile();
    let affects = |versions: &str, status| Affected {
        component: Some(0),
        versions: vec![versions.to_owned()],
        status,
        ..Affected::default()
    };
    let vulnerability = |id: &str, affected: Affected| Vulnerability {
        id: id.to_owned(),
        affects: vec![affected],
        ..Vulnerability::default()
    };
    lock.vulnerabilities = vec![
        vulnerability("A", affects("vers:npm/<2.0.0", None)),
        vulnerability("B", affects("vers:npm/>=2.0.0", None)),
        vulnerability("C", affects("^odd", None)),
        vulnerability("D", affects("^odd", Some(VulnerabilityStatus::NotAffected))),
    ];
    let (list, states) = said(&[&lock], &[]);
    assert_eq!(list, ["A unknown: cup 1.0.0 affected", "C unknown: cup 1.0.0 affected"]);
    assert_eq!(states, ["affected unknown", "NoDatabase", "NoDatabase"]);
}

#[test]
fn withdrawn_records_and_statements_on_what_is_not_loaded_say_nothing() {
    let mut gone = advisory("GHSA-1", "CVE-2026-1", "cup", "2.0.0");
    gone.is_withdrawn = true;
    let elsewhere = statement("CVE-2026-2", "pkg:npm/plate@1.0.0", VulnerabilityStatus::Affected, "");
    let (lock, advisories) = (lockfile(), [gone]);
    let (list, _) = said(&[&lock, &elsewhere], &[database(&advisories, &["npm"])]);
    assert_eq!(list, [""; 0]);
    let documents = [&lock, &elsewhere];
    let found = vulnerabilities(&graph::build(&documents), &documents, &HashSet::new(), &[]);
    assert_eq!(found.unplaced, BTreeMap::from([(1, 1)]));
}
