//! Licences: the packed tables, texts read into expressions, worked examples, and what whole graphs come to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![expect(clippy::disallowed_methods, reason = "tests run natively and may look at the clock")]

#[path = "licenses/decisions.rs"]
mod decisions;
#[path = "licenses/graphs.rs"]
mod graphs;
#[path = "licenses/settled.rs"]
mod settled;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use lockscope::graph::build;
use lockscope::licenses::{
    Cell, ChosenBecause, Context, Evidence, FindingKind, Modified, Outbound, Relation, TermTree, UseCase, Verdict,
    catalogue, judge, judge_text, matrix,
};
use lockscope::model::Linkage;

use graphs::{context, document, graph_of, node};

// ---- the packed tables ----

#[test]
fn classes_count_as_published() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for license in &catalogue().licenses {
        *counts.entry(license.class_detail).or_default() += 1;
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
}

#[test]
fn the_list_is_that_of_the_spdx_crate() {
    let ours: Vec<&str> = catalogue().licenses.iter().map(|license| license.id).collect();
    let theirs: Vec<&str> = spdx::identifiers::LICENSES.iter().map(|license| license.name).collect();
    let sorted = |mut list: Vec<String>| {
        list.sort();
        list
    };
    let text = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(sorted(text(ours)), sorted(text(theirs)));
    let ours: Vec<&str> = catalogue().exceptions.iter().map(|exception| exception.id).collect();
    let theirs: Vec<&str> = spdx::identifiers::EXCEPTIONS.iter().map(|exception| exception.name).collect();
    assert_eq!(sorted(text(ours)), sorted(text(theirs)));
}

#[test]
fn the_matrix_counts_as_published() {
    let matrix = matrix();
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
    for one in 0..121 {
        for two in one + 1..121 {
            pairs += usize::from(clash(one, two));
            for three in two + 1..121 {
                let none = accepted[one] & accepted[two] & accepted[three] == 0;
                triples += usize::from(none && !clash(one, two) && !clash(one, three) && !clash(two, three));
            }
        }
    }
    // Counted anew from this table: 50 triples. An earlier count of the same source named 28.
    assert_eq!((pairs, triples), (532, 50));
}

// ---- texts ----

fn read(text: &str) -> (String, Evidence) {
    let graph = graph_of("app > a", &[("a", text)]);
    let judged = judge(&graph, &Context::default(), &[true]);
    let component = &judged.components[node(&graph, "a") as usize];
    (component.expression.clone().unwrap_or_default(), component.evidence.clone())
}

#[test]
fn texts_become_expressions() {
    for (text, expected) in [
        ("MIT", "MIT"),
        ("mit or apache-2.0", "MIT OR Apache-2.0"),
        ("MIT/Apache-2.0", "MIT OR Apache-2.0"),
        ("GPL-2.0", "GPL-2.0-only"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("gpl-2.0-or-later+", "GPL-2.0-or-later"),
        ("GPL-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("Apache License, Version 2.0", "Apache-2.0"),
        ("The MIT License", "MIT"),
        ("GPLv3", "GPL-3.0-only"),
        ("Apache License 2.0 OR MIT", "Apache-2.0 OR MIT"),
        ("MIT AND (ISC OR BSD-2-Clause) AND MIT", "MIT AND (ISC OR BSD-2-Clause)"),
        ("MIT OR ISC AND Zlib", "MIT OR (ISC AND Zlib)"),
        ("(MIT OR Nonsense-1.0)", "MIT OR Nonsense-1.0"),
        ("LicenseRef-Own", "LicenseRef-Own"),
        ("Apache-1.1+", "Apache-1.1+"),
        ("GNU General Public License v2.0 or later", "GPL-2.0-or-later"),
    ] {
        assert_eq!(read(text).0, expected, "{text}");
    }
}

#[test]
fn exact_ids_are_exact_and_nothing_else_is() {
    assert_eq!(read("MIT OR Apache-2.0").1, Evidence::Exact);
    for text in ["mit", "GPL-2.0", "MIT/ISC", "Apache 2.0", "MIT or ISC"] {
        assert!(matches!(read(text).1, Evidence::Rewritten(_)), "{text}");
    }
}

#[test]
fn special_words_are_no_licences() {
    assert_eq!(read("UNLICENSED"), (String::new(), Evidence::StatedNone));
    assert_eq!(read("NONE"), (String::new(), Evidence::StatedNone));
    assert_eq!(read("NOASSERTION"), (String::new(), Evidence::NotStated));
    assert_eq!(read(""), (String::new(), Evidence::NotInFile));
    assert_eq!(read("Unlicense"), ("Unlicense".to_owned(), Evidence::Exact));
    for text in
        ["SEE LICENSE IN LICENSE.md", "Nonsense-1.0", "Some own licence text", "(MIT", "MIT AND", "WITH", "a://b"]
    {
        assert!(matches!(read(text), (expression, Evidence::Unreadable(_)) if expression.is_empty()), "{text}");
    }
}

#[test]
fn ambiguous_names_keep_their_candidates() {
    for text in ["BSD", "GPL", "LGPL", "Apache", "Public Domain", "MIT/X11", "zlib/libpng", "BSL", "AGPL"] {
        assert!(matches!(read(text).1, Evidence::Ambiguous(candidates) if candidates.len() > 1), "{text}");
    }
}

#[test]
fn an_exception_on_the_wrong_licence_lifts_nothing() {
    let context = context(UseCase::Binary, Outbound::License("GPL-2.0-only".to_owned()));
    let judged = judge_text("Apache-2.0 WITH Classpath-exception-2.0", &context, Relation::Dynamic);
    assert_eq!(judged.0, Verdict::Conflict);
}

#[test]
fn hostile_expressions_end_quickly() {
    let started = Instant::now();
    let many = |piece: &str, count: usize| piece.repeat(count);
    let ids = ["GPL-2.0-only", "GPL-2.0-or-later", "MIT", "BSD-3-Clause", "LGPL-2.1-or-later", "Apache-2.0", "ISC"];
    let kernel: Vec<String> = (0..400)
        .map(|at| format!("({} OR {}) AND {}", ids[at % 7], ids[(at + 1) % 7], ids[(at * 3 + 2) % 7]))
        .collect();
    let nested =
        (0..100).fold("MIT".to_owned(), |inner, at| format!("({inner} {} {})", ["AND", "OR"][at % 2], ids[at % 7]));
    for text in [
        many("(", 100_000),
        many("(", 100_000) + "MIT" + &many(")", 100_000),
        vec!["MIT"; 100_001].join(" OR "),
        vec!["MIT"; 100_001].join("/"),
        many("MIT ", 100_000),
        many("MIT WITH ", 100_000),
        vec!["BSD"; 4_000].join(" AND "),
        kernel.join(" AND "),
        kernel.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" OR "),
        nested,
        "\u{0}\u{fffd}é".repeat(50_000),
    ] {
        let graph = graph_of("app > a b", &[("a", text.as_str()), ("b", "GPL-3.0-only")]);
        judge(&graph, &Context::default(), &[true]);
    }
    assert!(started.elapsed() < Duration::from_secs(20), "took {:?}", started.elapsed());
    assert!(matches!(read(&vec!["MIT"; 100_001].join(" OR ")).1, Evidence::Unreadable(why) if why.contains("10000")));
    assert!(matches!(read(&many("(", 1000)).1, Evidence::Unreadable(why) if why.contains("128")));
}

// ---- worked examples ----

struct Example {
    id: String,
    context: Context,
    relation: Relation,
    inbound: String,
    verdict: String,
    chosen: String,
}

fn examples() -> Vec<Example> {
    let table = include_str!("fixtures/licenses/worked-examples.csv");
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        let use_case = UseCase::ALL.into_iter().find(|use_case| use_case.as_str() == fields[2]).unwrap();
        let outbound = match fields[1] {
            "(pair)" => Outbound::Undecided,
            "Proprietary" => Outbound::Proprietary,
            id => Outbound::License(id.to_owned()),
        };
        let modified = if fields[4] == "yes" { Modified::Everything } else { Modified::Nothing };
        Example {
            id: fields[0].to_owned(),
            context: Context { use_case, outbound, modified, ..Context::default() },
            relation: relation(fields[3]),
            inbound: fields[5].to_owned(),
            verdict: fields[6].to_owned(),
            chosen: fields[7].to_owned(),
        }
    })
    .collect()
}

fn relation(name: &str) -> Relation {
    match name {
        "tool" => Relation::Tool,
        "process" => Relation::Process,
        "static" => Relation::Static,
        "merged" => Relation::Merged,
        _ => Relation::Dynamic,
    }
}

#[test]
fn worked_examples_as_texts() {
    let mut wrong = Vec::new();
    for example in examples().iter().filter(|example| example.id.starts_with('W')) {
        let (verdict, _, tree) = judge_text(&example.inbound, &example.context, example.relation);
        if verdict.as_str() != example.verdict {
            wrong.push(format!(
                "{} {}: {} not {}: {tree:?}",
                example.id,
                example.inbound,
                verdict.as_str(),
                example.verdict
            ));
        }
        if let Some(TermTree::Any { parts, chosen, .. }) = tree {
            let TermTree::Term(term) = &parts[chosen] else { panic!("{}: a nested choice", example.id) };
            assert_eq!(term.license, example.chosen, "{}", example.id);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn worked_examples_in_graphs() {
    let mut wrong = Vec::new();
    for example in &examples() {
        let parts: Vec<&str> = example.inbound.split(" + ").collect();
        let mut document = document("app > a b", &[("a", parts[0]), ("b", parts.get(1).copied().unwrap_or("MIT"))]);
        for dependency in &mut document.dependencies {
            dependency.linkage = Some(match example.relation {
                Relation::Tool => Linkage::Tool,
                Relation::Static => Linkage::Static,
                Relation::Merged => Linkage::Merged,
                _ => Linkage::Dynamic,
            });
        }
        let graph = build(&[&document]);
        let judged = judge(&graph, &example.context, &[true]);
        let found = if parts.len() == 1 {
            judged.components[node(&graph, "a") as usize].verdict.as_str()
        } else {
            // The question of a pair is yes or no: duties are not told apart from allowed here.
            match judged.findings.iter().any(|finding| finding.kind == FindingKind::Combination) {
                true => "conflict",
                false if example.verdict == "conflict" => "no conflict",
                false => example.verdict.as_str(),
            }
        };
        if found != example.verdict {
            wrong.push(format!("{} {}: {found} not {}", example.id, example.inbound, example.verdict));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// ---- traps ----

#[test]
fn an_or_inside_an_and_takes_the_better_side() {
    let context = context(UseCase::Binary, Outbound::Proprietary);
    let (verdict, _, tree) = judge_text("(MIT OR GPL-3.0-only) AND Apache-2.0", &context, Relation::Dynamic);
    assert_eq!(verdict, Verdict::Allowed);
    let Some(TermTree::All { parts, .. }) = tree else { panic!("not an AND") };
    assert!(matches!(&parts[0], TermTree::Any { chosen: 0, because: ChosenBecause::BestVerdict, .. }));
}

#[test]
fn an_unknown_alternative_does_not_spoil_the_other() {
    let context = context(UseCase::Binary, Outbound::License("MIT".to_owned()));
    assert_eq!(judge_text("MIT OR Nonsense-1.0", &context, Relation::Dynamic).0, Verdict::Allowed);
    assert_eq!(judge_text("MIT AND Nonsense-1.0", &context, Relation::Dynamic).0, Verdict::Unknown);
}

#[test]
fn the_use_case_decides_on_agpl() {
    for (use_case, expected) in [
        (UseCase::Internal, Verdict::Duties),
        (UseCase::Saas, Verdict::Review),
        (UseCase::Binary, Verdict::Conflict),
        (UseCase::Library, Verdict::Conflict),
    ] {
        let context = context(use_case, Outbound::Proprietary);
        assert_eq!(judge_text("AGPL-3.0-only", &context, Relation::Dynamic).0, expected, "{use_case:?}");
    }
}

#[test]
fn undecided_outbound_judges_by_class() {
    for (text, expected) in [
        ("MIT", Verdict::Allowed),
        ("CC0-1.0", Verdict::Allowed),
        ("LGPL-2.1-only", Verdict::Duties),
        ("GPL-3.0-only", Verdict::Duties),
        ("AGPL-3.0-only", Verdict::Duties),
        ("BUSL-1.1", Verdict::Review),
        ("LicenseRef-Own", Verdict::Unknown),
    ] {
        assert_eq!(judge_text(text, &Context::default(), Relation::Dynamic).0, expected, "{text}");
    }
}

#[test]
fn a_double_outbound_must_fit_both() {
    let context = context(UseCase::Binary, Outbound::License("MIT OR GPL-2.0-only".to_owned()));
    assert_eq!(judge_text("Apache-2.0", &context, Relation::Dynamic).0, Verdict::Conflict);
    assert_eq!(judge_text("ISC", &context, Relation::Dynamic).0, Verdict::Allowed);
}
