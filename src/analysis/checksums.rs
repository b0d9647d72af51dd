//! Two files that state different checksums for the same package version.
//!
//! Only where each states exactly one of an algorithm, in an ecosystem where a version is one file: a wheel and
//! a source distribution differ by right.

use std::collections::BTreeMap;

use crate::graph::{Graph, NodeIndex};
use crate::licenses::{Finding, FindingKind, Severity, Verdict};
use crate::model::{Document, Ecosystem};

/// Disagreements told one by one.
const MOST_TOLD: usize = 100;

/// The findings, of kind Evidence, in the order of the nodes. `documents` are those the graph was built from.
/// Costs the checksums of components that several documents name.
pub fn disagreements(graph: &Graph, documents: &[&Document]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (node, position) in graph.nodes.iter().zip(0..) {
        if node.members.len() < 2 || !has_one_file(node.component.ecosystem) {
            continue;
        }
        // By algorithm, the first checksum stated.
        let mut first: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (document, component) in &node.members {
            let stated = documents.get(*document as usize).and_then(|known| known.components.get(*component as usize));
            for (algorithm, value) in single_checksums(stated.map(|known| known.hashes.as_slice()).unwrap_or_default())
            {
                match first.get(&algorithm) {
                    Some(known) if *known == value => {}
                    Some(_) if found.len() < MOST_TOLD => {
                        found.push(finding(graph, position, &algorithm));
                    }
                    Some(_) => {}
                    None => {
                        first.insert(algorithm, value);
                    }
                }
            }
        }
    }
    found
}

/// Is a version one file, so that it has one checksum?
pub fn has_one_file(ecosystem: Ecosystem) -> bool {
    matches!(
        ecosystem,
        Ecosystem::Npm
            | Ecosystem::Cargo
            | Ecosystem::Golang
            | Ecosystem::Nuget
            | Ecosystem::Composer
            | Ecosystem::Hex
            | Ecosystem::Pub
    )
}

/// An algorithm on which two lists of checksums of one package version have nothing in common; `None` where there is none
/// that both state. Where several are stated (a wheel for each platform), one in common is enough.
pub fn disagreement(one: &[String], other: &[String]) -> Option<String> {
    let (one, other) = (by_algorithm(one), by_algorithm(other));
    let mut both = one.iter().filter_map(|(algorithm, values)| Some((algorithm, values, other.get(algorithm)?)));
    let bytes = |values: &[&str]| values.iter().map(|value| bytes_of(value)).collect::<Option<Vec<_>>>();
    let differs = |(_, one, other): &(&String, &Vec<&str>, &Vec<&str>)| {
        bytes(one).zip(bytes(other)).is_some_and(|(one, other)| one.iter().all(|value| !other.contains(value)))
    };
    both.find(differs).map(|(algorithm, ..)| algorithm.clone())
}

/// The checksums of algorithms that are stated once, as bytes: base64 and hexadecimal compare equal.
fn single_checksums(stated: &[String]) -> Vec<(String, Vec<u8>)> {
    by_algorithm(stated)
        .into_iter()
        .filter_map(|(algorithm, values)| match values.as_slice() {
            [value] => bytes_of(value).map(|bytes| (algorithm, bytes)),
            _ => None,
        })
        .collect()
}

/// Values as written, by the algorithm in one spelling.
fn by_algorithm(stated: &[String]) -> BTreeMap<String, Vec<&str>> {
    let mut by_algorithm: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (algorithm, value) in stated.iter().filter_map(|hash| hash.split_once(':')) {
        by_algorithm.entry(algorithm.to_ascii_lowercase().replace(['-', '_'], "")).or_default().push(value);
    }
    by_algorithm
}

fn bytes_of(value: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let is_hexadecimal =
        matches!(value.len(), 32 | 40 | 64 | 96 | 128) && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hexadecimal {
        let (pairs, _) = value.as_bytes().as_chunks::<2>();
        let digits = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        return pairs.iter().map(digits).collect();
    }
    STANDARD.decode(value).ok()
}

fn finding(graph: &Graph, node: NodeIndex, algorithm: &str) -> Finding {
    Finding {
        kind: FindingKind::Evidence,
        verdict: Verdict::Review,
        severity: Severity::Review,
        title: "Files state different checksums for one package version".to_owned(),
        components: vec![node],
        licenses: Vec::new(),
        involved: Vec::new(),
        reason: format!("{}: the {algorithm} that two files state differ", graph.label(node)),
        source: "The files themselves".to_owned(),
        fix_point: None,
        meeting: None,
        routes: crate::graph::routes(graph, node, 1).shortest,
        changes: vec!["Fetch the package again and compare; one of the files names another content".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_and_hexadecimal_of_the_same_bytes_are_equal() {
        let hexadecimal = single_checksums(&["SHA-256:".to_owned() + &"00ff".repeat(16)]);
        let base64 = single_checksums(&["sha256:AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8A/wD/AP8=".to_owned()]);
        assert_eq!(hexadecimal, base64);
        assert_eq!(hexadecimal.len(), 1);
    }

    #[test]
    fn what_is_stated_twice_is_not_compared() {
        assert!(single_checksums(&["md5:aa".to_owned(), "MD5:bb".to_owned()]).is_empty());
    }
}
