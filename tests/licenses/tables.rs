//! The packed tables say what their sources say: counts as published, recounted from the tables themselves.

use std::collections::{BTreeMap, BTreeSet};

use lockscope::graph::build;
use lockscope::licenses::{Cell, Context, Effect, Evidence, Reach, catalogue, judge, matrix};
use lockscope::model::{Component, Dependency, Document, Scope, StatedLicense};

const ALIASES: &str = include_str!("../../src/licenses/data/aliases.tsv");
const AMBIGUOUS: &str = include_str!("../../src/licenses/data/ambiguous-names.tsv");
const ADDRESSES: &str = include_str!("../../src/licenses/data/urls.tsv");
const OWN: &str = include_str!("../../src/licenses/data/names.tsv");
const DISAGREEMENTS: &str = include_str!("../../src/licenses/data/disagreements.tsv");

fn rows(table: &'static str) -> Vec<Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
}

/// What each text is read as: the expression, empty where there is none, and the evidence.
fn read_all(texts: &[String]) -> Vec<(String, Evidence)> {
    let mut document = Document::default();
    document.components.push(Component { name: "app".to_owned(), own: true, ..Component::default() });
    for (at, text) in (1..).zip(texts) {
        let licenses = vec![StatedLicense::declared(text)];
        document.components.push(Component { name: format!("p{at}"), licenses, ..Component::default() });
        document.dependencies.push(Dependency::new(0, at, Scope::Runtime));
    }
    document.roots = vec![0];
    let judged = judge(&build(&[&document]), &Context::default(), &[true]);
    let read = judged.components.iter().skip(1);
    read.map(|component| (component.expression.clone().unwrap_or_default(), component.evidence.clone())).collect()
}

#[test]
fn classes_count_as_published() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut reaches: BTreeMap<&str, usize> = BTreeMap::new();
    for license in &catalogue().licenses {
        *counts.entry(license.class_detail).or_default() += 1;
        if license.class_detail == "weak-copyleft" {
            *reaches
                .entry(if license.reach == Reach::File {
                    "file"
                } else if license.reach == Reach::Library {
                    "library"
                } else {
                    "work-modified"
                })
                .or_default() += 1;
        }
    }
    let expected = BTreeMap::from([
        ("permissive", 445),
        ("weak-copyleft", 142),
        ("strong-copyleft", 49),
        ("network-copyleft", 22),
        ("public-domain", 23),
        ("non-commercial", 29),
        ("restricted-use", 26),
        ("source-available", 6),
        ("proprietary-free", 2),
        ("unknown", 3),
    ]);
    assert_eq!(counts, expected);
    assert_eq!(counts.values().sum::<usize>(), 747);
    assert_eq!(reaches, BTreeMap::from([("file", 58), ("library", 16), ("work-modified", 68)]));
    assert_eq!(catalogue().licenses.iter().filter(|license| license.deprecated).count(), 32);
}

#[test]
fn the_list_is_that_of_the_spdx_crate() {
    let sorted = |mut list: Vec<&'static str>| {
        list.sort_unstable();
        list
    };
    let ours = catalogue().licenses.iter().map(|license| license.id).collect();
    let theirs = spdx::identifiers::LICENSES.iter().map(|license| license.name).collect();
    assert_eq!(sorted(ours), sorted(theirs));
    let ours = catalogue().exceptions.iter().map(|exception| exception.id).collect();
    let theirs = spdx::identifiers::EXCEPTIONS.iter().map(|exception| exception.name).collect();
    assert_eq!(sorted(ours), sorted(theirs));
}

#[test]
fn exceptions_count_as_published() {
    let count = |effect| catalogue().exceptions.iter().filter(|exception| exception.effect == effect).count();
    let effects = [Effect::Linking, Effect::Output, Effect::Boundary, Effect::FossPartner, Effect::NamedPartner];
    assert_eq!(effects.map(count), [45, 14, 1, 3, 17]);
    assert_eq!([Effect::Gpl2Compatible, Effect::PatentOrCure, Effect::HardwareWrap].map(count), [2, 2, 2]);
    assert_eq!(catalogue().exceptions.len(), 86);
}

#[test]
fn every_deprecated_id_has_a_replacement_that_is_not_deprecated_or_none() {
    let deprecated =
        catalogue().licenses.iter().filter(|license| license.deprecated && !license.replacement.is_empty());
    let ids: Vec<String> = deprecated.map(|license| license.id.to_owned()).collect();
    assert!(ids.len() >= 28, "{}", ids.len());
    for (id, (expression, evidence)) in ids.iter().zip(read_all(&ids)) {
        let license = catalogue().find_license(id).map(|at| catalogue().license(at)).unwrap();
        assert_eq!(expression, license.replacement, "{id}");
        assert!(matches!(evidence, Evidence::Rewritten(how) if how.contains("deprecated")), "{id}");
    }
}

#[test]
fn the_matrix_counts_as_published() {
    let matrix = matrix();
    assert_eq!(matrix.names.len(), 121);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for outbound in 0..121 {
        for inbound in 0..121 {
            *counts.entry(matrix.cell(outbound, inbound).0.as_str()).or_default() += 1;
        }
    }
    let expected = [("Same", 121), ("Yes", 9654), ("No", 3746), ("Unknown", 1060), ("Check dependency", 60)];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn pairs_and_triples_no_outbound_accepts() {
    let accepted: Vec<u128> = (0..121)
        .map(|inbound| {
            (0..121)
                .filter(|outbound| matrix().cell(*outbound, inbound).0 != Cell::No)
                .fold(0, |set, row| set | 1 << row)
        })
        .collect();
    let clash = |one: usize, other: usize| accepted[one] & accepted[other] == 0;
    let mut pairs = 0;
    let mut triples = 0;
    let mut different = BTreeSet::new();
    for one in 0..121 {
        for two in one + 1..121 {
            pairs += usize::from(clash(one, two));
            for three in two + 1..121 {
                let none = accepted[one] & accepted[two] & accepted[three] == 0;
                if none && !clash(one, two) && !clash(one, three) && !clash(two, three) {
                    triples += 1;
                    let mut sets = [accepted[one], accepted[two], accepted[three]];
                    sets.sort_unstable();
                    different.insert(sets);
                }
            }
        }
    }
    assert_eq!(pairs, 532);
    // 50 triples of licences; 28 where licences that the same outbound licences accept count once.
    assert_eq!((triples, different.len()), (50, 28));
    let at = |name| matrix().row(name).unwrap();
    let named = accepted[at("Apache-2.0")] & accepted[at("EUPL-1.1")] & accepted[at("GPL-2.0-or-later")];
    assert_eq!(named, 0);
}

#[test]
fn disagreements_count_as_published_and_agree_with_the_matrix() {
    let rows = rows(DISAGREEMENTS);
    assert_eq!(rows.len(), 24);
    for row in rows {
        let [outbound, inbound, osadl, _] = row.as_slice() else { panic!("{row:?}") };
        let cell = matrix().cell(matrix().row(outbound).unwrap(), matrix().row(inbound).unwrap()).0.as_str();
        assert!(cell.starts_with(osadl), "{outbound} {inbound}: {cell} is not {osadl}");
    }
}

#[test]
fn names_and_addresses_count_as_published() {
    let names = |table| rows(table).iter().map(|row| row.len() - 1).sum::<usize>();
    // 4,394 agreed names, less 30 that are ids; 1,297 addresses, less 16 on archives of packages, less 2: one row
    // held two addresses, both listed before.
    assert_eq!(names(ALIASES), 4_364);
    assert_eq!(rows(AMBIGUOUS).len(), 241);
    assert_eq!(names(ADDRESSES), 1_279);
    let different: BTreeSet<&str> = rows(ALIASES).into_iter().flat_map(|row| row.into_iter().skip(1)).collect();
    assert_eq!(different.len(), 4_364);
    assert!(rows(AMBIGUOUS).iter().all(|row| !different.contains(row[0])));
}

#[test]
fn the_headings_state_the_size_of_their_tables() {
    for table in [ALIASES, AMBIGUOUS, ADDRESSES] {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let mut size: String = lines.map(|line| line.len() + 1).sum::<usize>().to_string();
        size.insert(size.len() - 3, ',');
        assert!(table.contains(&format!("Size without this heading: {size} bytes")), "{size}");
    }
}

/// Agreed names that are read by another rule, which goes before the table.
const BY_ANOTHER_RULE: [&str; 26] = [
    // Expressions of ids; where the table says "-only" or leaves a part out, its source slipped.
    "agpl-1.0+",
    "agpl-3.0-or-later with font exception",
    "agpl-3.0+",
    "apache-2.0 or mit",
    "gfdl-1.1+",
    "gfdl-1.2+",
    "gfdl-1.3+",
    "gpl-2+ with autoconf exception",
    "gpl-2.0-or-later with gnu-compiler-exception",
    "gpl-2.0-with-autoconf-exception+",
    "gpl-3+ with autoconf exception",
    "mpl-2.0+",
    // The table of addresses has another id.
    "https://www.freebsd.org/copyright/freebsd-license.html",
    // "Public domain" is ambiguous, whatever it is called.
    "license :: public domain",
    "pd",
    "pd-debian",
    "pubic-domain",
    "public domain dedication",
    "public domain dedication and license",
    // References are texts of their own.
    "licenseref-c-ares",
    "licenseref-fedora-public-domain",
    "licenseref-flame-x11-keith-packard",
    "licenseref-iso-8879",
    "licenseref-scancode-cmu-template",
    "licenseref-scancode-openssl",
    "licenseref-scancode-ttcl",
];

#[test]
fn every_agreed_name_is_read_as_its_table_says() {
    let own: BTreeSet<&str> = rows(OWN).iter().map(|row| row[0]).collect();
    let mut names = Vec::new();
    for row in rows(ALIASES) {
        let is_license = catalogue().find_exception(row[0]).is_none();
        let kept = row.iter().skip(1).filter(|name| is_license && !own.contains(*name));
        names.extend(kept.map(|name| ((*name).to_owned(), row[0])));
    }
    assert!(names.len() > 4_300, "{}", names.len());
    let texts: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
    let mut others = Vec::new();
    for ((name, meaning), (expression, evidence)) in names.iter().zip(read_all(&texts)) {
        let by_table = matches!(evidence, Evidence::Alias(_) | Evidence::Url(_));
        // Closed source is called by its name; of an exception outside the list its licence is left.
        let unlisted = *meaning == "LicenseRef-scancode-proprietary-license" || meaning.contains(" WITH LicenseRef-");
        let spelled = meaning.replace("GPL-2.0-with-bison-exception+", "GPL-2.0-or-later WITH Bison-exception-2.2");
        let same = expression.replace(['(', ')'], "") == spelled.replace(['(', ')'], "");
        if !(by_table && (same || unlisted)) {
            others.push(name.as_str());
        }
    }
    others.sort_unstable();
    let mut expected = BY_ANOTHER_RULE.to_vec();
    expected.sort_unstable();
    assert_eq!(others, expected);
}

#[test]
fn every_ambiguous_name_keeps_all_its_candidates() {
    let own: BTreeSet<&str> = rows(OWN).iter().map(|row| row[0]).collect();
    let rows: Vec<_> = rows(AMBIGUOUS).into_iter().filter(|row| !own.contains(row[0])).collect();
    let texts: Vec<String> = rows.iter().map(|row| row[0].to_owned()).collect();
    for (row, (expression, evidence)) in rows.iter().zip(read_all(&texts)) {
        if let Some(at) = catalogue().find_license(row[0]) {
            // An id in another case is that id.
            let license = catalogue().license(at);
            assert!([license.id, license.replacement].contains(&expression.as_str()), "{row:?}");
            continue;
        }
        match (row[1].strip_prefix('='), evidence) {
            (Some(meaning), Evidence::Alias(_)) => assert_eq!(expression.replace(['(', ')'], ""), meaning, "{row:?}"),
            (None, Evidence::Unreadable(_)) => assert_eq!(row[1], "-", "{row:?}"),
            (None, Evidence::Ambiguous(candidates)) => {
                let mut listed: Vec<&str> = row[1].split('|').collect();
                listed.sort_unstable();
                assert_eq!(candidates, listed, "{row:?}");
            }
            (_, evidence) => panic!("{row:?}: {evidence:?}"),
        }
    }
}

#[test]
fn every_address_is_read_in_each_of_its_spellings() {
    let mut addresses = Vec::new();
    for row in rows(ADDRESSES) {
        addresses.extend(row.iter().skip(1).map(|address| (*address, row[0])));
    }
    for (before, after) in [("https://", ""), ("http://www.", ""), ("HTTP://", "/")] {
        let texts: Vec<String> = addresses.iter().map(|(address, _)| format!("{before}{address}{after}")).collect();
        for ((text, (_, id)), (expression, evidence)) in texts.iter().zip(&addresses).zip(read_all(&texts)) {
            assert!(matches!(evidence, Evidence::Url(_)), "{text}: {evidence:?}");
            assert_eq!(expression, *id, "{text}");
        }
    }
}
