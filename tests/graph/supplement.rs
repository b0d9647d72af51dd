//! Documents that only tell facts: they fill, and add nothing of their own.

use lockscope::graph::build;
use lockscope::model::{Document, Ecosystem, PackageUrl, Role, StatedLicense};

use super::{component, document};

fn facts(facts: &[(&str, Option<&str>, Ecosystem, &str)]) -> Document {
    let fact = |&(name, version, ecosystem, license): &(&str, Option<&str>, Ecosystem, &str)| {
        let mut fact = component(name, version.unwrap_or(""));
        fact.version = version.map(str::to_owned);
        fact.ecosystem = ecosystem;
        fact.package_url = if ecosystem == Ecosystem::Npm { PackageUrl::npm(name, version) } else { None };
        fact.licenses = vec![StatedLicense::declared(license)];
        fact.hashes = vec![format!("sha256:{license}")];
        fact
    };
    Document { role: Role::Supplement, components: facts.iter().map(fact).collect(), ..Document::default() }
}

fn licenses(documents: &[&Document]) -> String {
    let graph = build(documents);
    let line = |at: usize| {
        let node = &graph.nodes[at];
        let licenses: Vec<&str> = node.component.licenses.iter().map(|license| license.raw.as_str()).collect();
        format!("{}={}", graph.label(at as u32), licenses.join("+"))
    };
    (0..graph.nodes.len()).map(line).collect::<Vec<_>>().join(" ")
}

#[test]
fn facts_fill_what_is_there_and_add_nothing() {
    let lock = document("app", "app > cup; cup > spoon");
    let list = facts(&[("cup", Some("1"), Ecosystem::Npm, "MIT"), ("fork", Some("1"), Ecosystem::Npm, "ISC")]);
    for order in [[&lock, &list], [&list, &lock]] {
        assert_eq!(licenses(&order), "app 1= cup 1=MIT spoon 1=");
    }
    let graph = build(&[&list, &lock]);
    assert_eq!(graph.nodes[1].members, [(1, 1), (0, 0)]);
    assert_eq!((graph.nodes[1].license_documents.as_slice(), graph.roots.as_slice()), ([0].as_slice(), [0].as_slice()));
}

#[test]
fn a_list_alone_is_all_there_is_to_see() {
    assert_eq!(licenses(&[&facts(&[("cup", Some("1"), Ecosystem::Npm, "MIT")])]), "cup 1=MIT");
}

#[test]
fn a_fact_without_version_or_ecosystem_is_about_every_bearer_of_the_name() {
    let lock = document("app", "app > cup@1 cup@2 spoon");
    let list = facts(&[("cup", None, Ecosystem::Other, "MIT"), ("spoon", Some("2"), Ecosystem::Other, "ISC")]);
    assert_eq!(licenses(&[&lock, &list]), "app 1= cup 1=MIT cup 2=MIT spoon 1=");
}

#[test]
fn many_facts_about_many_bearers_of_one_name_cost_no_square() {
    let count = 20_000;
    let lock = Document { components: (0..count).map(|_| component("cup", "1")).collect(), ..Document::default() };
    let list = facts(&vec![("cup", Some("1"), Ecosystem::Npm, "MIT"); count]);
    let graph = build(&[&lock, &list]);
    assert!(graph.nodes.iter().all(|node| node.members.len() == 2));
}
