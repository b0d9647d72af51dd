//! The tests that every scheme passes: a table in order, and texts that are no versions at all.

use std::cmp::Ordering;

type Scheme = fn(&str, &str) -> Ordering;

/// Texts that no scheme was made for.
const WILD: [&str; 40] = [
    "",
    "0",
    "00",
    "-",
    ".",
    "..",
    "~",
    "^",
    "+",
    "!",
    ":",
    "-1",
    "1-",
    "1.",
    ".1",
    "1..2",
    "1-0-1",
    "1.0.a",
    "1a",
    "a1",
    "a",
    "A",
    "v",
    "v1",
    "1.0+x",
    "1:2",
    "1!2",
    "x!2",
    "1.x-dev",
    "dev-main",
    "latest",
    "é",
    "1.é",
    "①",
    "1_1",
    "1~1",
    "1^1",
    "99999999999999999999999999",
    "1.0-99999999999999999999999999",
    "main@{1}",
];

/// Checks a table of groups, oldest first: versions of one group are equal, each is older than all later ones. The
/// same must then hold for the groups that these and the wild texts fall into when sorted.
pub fn ascending(scheme: Scheme, groups: &[&[&str]]) {
    let ranked: Vec<(usize, &str)> =
        groups.iter().enumerate().flat_map(|(rank, group)| group.iter().map(move |version| (rank, *version))).collect();
    all_pairs(scheme, &ranked);
    let mut sorted: Vec<&str> = ranked.into_iter().map(|(_, version)| version).chain(WILD).collect();
    sorted.sort_by(|one, other| scheme(one, other));
    let mut ranked: Vec<(usize, &str)> = Vec::new();
    for version in sorted {
        let rank = match ranked.last() {
            Some((rank, before)) => rank + usize::from(scheme(before, version).is_ne()),
            None => 0,
        };
        ranked.push((rank, version));
    }
    all_pairs(scheme, &ranked);
}

/// Every pair, both ways: this shows the order to be antisymmetric and transitive, and equality too.
fn all_pairs(scheme: Scheme, ranked: &[(usize, &str)]) {
    for (rank, one) in ranked {
        for (other_rank, other) in ranked {
            assert_eq!(scheme(one, other), rank.cmp(other_rank), "{one} and {other}");
        }
    }
}
