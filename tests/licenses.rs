//! Licences: the packed tables, texts read into expressions, worked examples, and what whole graphs come to.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use lockscope::graph::{Graph, build};
use lockscope::licenses::{
    Cell, ChosenBecause, Context, Evidence, FindingKind, Judgement, LicenseClass, Modified, Outbound, Relation,
    TermTree, UseCase, Verdict, catalogue, judge, judge_text, matrix,
};
use lockscope::model::{
    Component, Dependency, DependencyKind, Document, Ecosystem, LicenseRole, Linkage, ListMeaning, Scope, StatedLicense,
};

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
            context: Context { use_case, outbound, modified },
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

// ---- graphs ----

fn context(use_case: UseCase, outbound: Outbound) -> Context {
    Context { use_case, outbound, ..Context::default() }
}

fn under(id: &str) -> Context {
    context(UseCase::Binary, Outbound::License(id.to_owned()))
}

/// `"app > a b:development; a > c"` and the declared licences; the first name is the product.
fn document(text: &str, licenses: &[(&str, &str)]) -> Document {
    let mut document = Document::default();
    for line in text.split(';') {
        let (from, needs) = line.split_once('>').unwrap_or((line, ""));
        let from = position(&mut document, from.trim());
        for word in needs.split_whitespace() {
            let (name, scope) = word.split_once(':').unwrap_or((word, "runtime"));
            let to = position(&mut document, name);
            let scope = if scope == "development" { Scope::Development } else { Scope::Runtime };
            let mut dependency = Dependency::new(from, to, scope);
            dependency.linkage = word.ends_with(":process").then_some(Linkage::Process);
            document.dependencies.push(dependency);
        }
    }
    for (name, license) in licenses {
        let at = position(&mut document, name);
        document.components[at as usize].licenses = vec![StatedLicense::declared(*license)];
    }
    document.components[0].own = true;
    document.roots = vec![0];
    document
}

fn position(document: &mut Document, name: &str) -> u32 {
    let known = document.components.iter().position(|component| component.name == name);
    known.unwrap_or_else(|| {
        document.components.push(Component {
            name: name.to_owned(),
            version: Some("1".to_owned()),
            ecosystem: Ecosystem::Npm,
            ..Component::default()
        });
        document.components.len() - 1
    }) as u32
}

fn graph_of(text: &str, licenses: &[(&str, &str)]) -> Graph {
    build(&[&document(text, licenses)])
}

fn node(graph: &Graph, name: &str) -> u32 {
    graph.nodes.iter().position(|node| node.component.name == name).unwrap() as u32
}

fn names(graph: &Graph, nodes: &[u32]) -> String {
    nodes.iter().map(|node| graph.nodes[*node as usize].component.name.as_str()).collect::<Vec<_>>().join(" ")
}

/// Every finding in a line: kind, verdict, components, involved, fix point, meeting, routes.
fn findings(graph: &Graph, judged: &Judgement) -> Vec<String> {
    let name = |node: Option<u32>| node.map_or("-".to_owned(), |node| names(graph, &[node]));
    judged
        .findings
        .iter()
        .map(|finding| {
            let routes: Vec<String> = finding.routes.iter().map(|route| names(graph, route)).collect();
            format!(
                "{} {} [{}] +[{}] {} fix {} meet {} by {}",
                finding.kind.letter(),
                finding.verdict.as_str(),
                names(graph, &finding.components),
                names(graph, &finding.involved),
                finding.licenses.join("|"),
                name(finding.fix_point),
                name(finding.meeting),
                routes.join(" / ")
            )
        })
        .collect()
}

fn verdict(graph: &Graph, judged: &Judgement, name: &str) -> Verdict {
    judged.components[node(graph, name) as usize].verdict
}

#[test]
fn g1_one_finding_with_route_and_fix_point() {
    let graph = graph_of("app > a; a > b", &[("a", "MIT"), ("b", "GPL-3.0-only")]);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(findings(&graph, &judged), ["O conflict [b] +[] GPL-3.0-only fix a meet - by app a b"]);
    assert!(judged.findings[0].source.contains("OSADL matrix, 2026-02-12: GPL-3.0-only into MIT No"));
    assert!(judged.findings[0].changes.iter().any(|change| change.contains("GPL-3.0-only")));
    assert_eq!(verdict(&graph, &judged, "app"), Verdict::Allowed);
}

#[test]
fn g2_a_diamond_has_no_single_fix_point() {
    let graph = graph_of("app > a c; a > b; c > b", &[("a", "MIT"), ("b", "GPL-3.0-only"), ("c", "MIT")]);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(findings(&graph, &judged), ["O conflict [b] +[] GPL-3.0-only fix - meet - by app a b"]);
}

#[test]
fn g3_a_runtime_route_outweighs_a_development_one() {
    let licenses = [("a", "MIT"), ("b", "GPL-3.0-only")];
    let graph = graph_of("app > a b:development; a > b", &licenses);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(verdict(&graph, &judged, "b"), Verdict::Conflict);
    assert_eq!(names(&graph, &judged.findings[0].routes[0]), "app a b");
    let graph = graph_of("app > a b:development", &licenses);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(verdict(&graph, &judged, "b"), Verdict::NotShipped);
    let tool = &judged.components[node(&graph, "b") as usize];
    assert_eq!((tool.class, tool.expression.as_deref()), (LicenseClass::StrongCopyleft, Some("GPL-3.0-only")));
    assert!(judged.findings.is_empty());
}

#[test]
fn g4_a_separate_program_keeps_its_copyleft() {
    let graph = graph_of("app > tool:process; tool > lib", &[("tool", "GPL-3.0-only"), ("lib", "GPL-3.0-only")]);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!((verdict(&graph, &judged, "tool"), verdict(&graph, &judged, "lib")), (Verdict::Duties, Verdict::Duties));
    assert!(judged.findings.is_empty());
}

#[test]
fn g5_a_combination_stays_whatever_the_outbound() {
    let graph = graph_of("app > x; x > y", &[("x", "GPL-2.0-only"), ("y", "Apache-2.0")]);
    let judged = judge(&graph, &under("Apache-2.0"), &[true]);
    assert_eq!(
        findings(&graph, &judged),
        [
            "O conflict [x] +[] GPL-2.0-only fix x meet - by app x",
            "C conflict [x y] +[] GPL-2.0-only|Apache-2.0 fix x meet x by app x / app x y",
        ]
    );
    let judged = judge(&graph, &under("GPL-2.0-only"), &[true]);
    assert!(judged.findings.iter().any(|finding| finding.kind == FindingKind::Combination));
    assert_eq!(verdict(&graph, &judged, "x"), Verdict::Conflict);
    assert!(judged.possible_outbound.is_empty());
}

#[test]
fn g6_one_root_does_not_touch_another() {
    let mut document = document(
        "one > gpl mit; two > apache mit",
        &[("gpl", "GPL-2.0-only"), ("apache", "Apache-2.0"), ("mit", "MIT")],
    );
    let two = position(&mut document, "two");
    document.roots.push(two);
    let graph = build(&[&document]);
    let judged = judge(&graph, &Context::default(), &[true]);
    assert!(judged.findings.is_empty(), "{:?}", judged.findings);
    assert_eq!(verdict(&graph, &judged, "two"), Verdict::Allowed);
}

#[test]
fn g7_a_cycle_ends() {
    let graph = graph_of("app > a; a > b; b > a", &[("a", "GPL-3.0-only"), ("b", "GPL-3.0-only")]);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(findings(&graph, &judged), ["O conflict [a] +[b] GPL-3.0-only fix a meet - by app a"]);
}

#[test]
fn g8_without_relationships_components_are_assumed_combined() {
    let graph = graph_of("app; a; b", &[("a", "GPL-2.0-only"), ("b", "Apache-2.0")]);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(judged.components[node(&graph, "a") as usize].relation, Relation::None);
    assert_eq!(verdict(&graph, &judged, "a"), Verdict::Conflict);
    let kinds: Vec<&str> = judged.findings.iter().map(|finding| finding.kind.letter()).collect();
    assert_eq!(kinds, ["O", "C"]);
    assert!(judged.findings.iter().all(|finding| finding.reason.contains("assumed combined")));
}

#[test]
fn g9_a_maven_list_depends_on_what_it_means() {
    let mut document = document("app > a", &[]);
    document.components[1].ecosystem = Ecosystem::Maven;
    document.components[1].licenses = ["EPL-1.0", "Apache-2.0"]
        .map(|raw| StatedLicense { raw: raw.to_owned(), role: LicenseRole::Declared, list: ListMeaning::Any })
        .to_vec();
    let graph = build(&[&document]);
    let judged = judge(&graph, &under("GPL-2.0-only"), &[true]);
    assert_eq!(verdict(&graph, &judged, "a"), Verdict::Conflict);
    let judged = judge(&graph, &under("GPL-3.0-only"), &[true]);
    assert_eq!(verdict(&graph, &judged, "a"), Verdict::Review);
    assert!(judged.components[1].reason.contains("Depends on what the list means"));
}

#[test]
fn g10_a_name_with_several_meanings_gives_a_range() {
    let graph = graph_of("app > a", &[("a", "BSD")]);
    let judged = judge(&graph, &under("GPL-3.0-only"), &[true]);
    assert_eq!(verdict(&graph, &judged, "a"), Verdict::Review);
    assert_eq!(findings(&graph, &judged), ["U review [a] +[]  fix - meet - by app a"]);
    assert!(judged.components[1].reason.contains("conflict (BSD-4-Clause)"));
    assert_eq!(verdict(&graph, &judge(&graph, &under("MIT"), &[true]), "a"), Verdict::Allowed);
}

#[test]
fn one_captor_beside_many_is_one_finding_and_only_it_is_in_conflict() {
    let all: Vec<String> = (0..24).map(|at| format!("p{at}")).collect();
    let text = format!("app > gpl {}", all.join(" "));
    let mut licenses = vec![("gpl", "GPL-2.0-only")];
    licenses.extend(all.iter().map(|name| (name.as_str(), "Apache-2.0")));
    let graph = graph_of(&text, &licenses);
    let judged = judge(&graph, &Context::default(), &[true]);
    assert_eq!(judged.findings.len(), 1);
    assert_eq!(judged.findings[0].involved.len(), 23);
    assert_eq!(verdict(&graph, &judged, "gpl"), Verdict::Conflict);
    assert_eq!(verdict(&graph, &judged, "p3"), Verdict::Allowed);
    assert!(judged.findings[0].changes.iter().any(|change| change.contains("GPL-2.0-or-later")));
}

#[test]
fn an_alternative_is_taken_because_of_another_component() {
    let graph = graph_of("app > gpl both", &[("gpl", "GPL-2.0-only"), ("both", "Apache-2.0 OR MIT")]);
    let judged = judge(&graph, &Context::default(), &[true]);
    assert!(judged.findings.is_empty());
    let Some(TermTree::Any { chosen, because, .. }) = &judged.components[node(&graph, "both") as usize].terms else {
        panic!("not a choice")
    };
    let gpl = node(&graph, "gpl");
    let expected = ChosenBecause::OtherComponent { component: gpl, license: "GPL-2.0-only".to_owned() };
    assert_eq!((*chosen, because), (1, &expected));
    assert_eq!(judged.possible_outbound, ["GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0"]);
}

#[test]
fn three_licences_may_clash_where_no_two_do() {
    let licenses = [("a", "Apache-2.0"), ("b", "EUPL-1.1"), ("c", "GPL-2.0-or-later")];
    let graph = graph_of("app > a b c", &licenses);
    let judged = judge(&graph, &Context::default(), &[true]);
    assert_eq!(judged.findings.len(), 1, "{:?}", findings(&graph, &judged));
    assert_eq!(judged.findings[0].licenses, ["GPL-2.0-or-later", "Apache-2.0", "EUPL-1.1"]);
    let graph = graph_of("app > a b", &licenses[..2]);
    assert!(judge(&graph, &Context::default(), &[true]).findings.is_empty());
}

#[test]
fn a_format_without_licences_is_one_finding_and_no_conflict() {
    let graph = graph_of("app > a b c", &[]);
    let judged = judge(&graph, &under("MIT"), &[false]);
    assert_eq!(findings(&graph, &judged), ["U unknown [a b c] +[]  fix - meet - by app a"]);
    assert_eq!(judged.components[1].evidence, Evidence::FormatHoldsNone);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(judged.components[1].evidence, Evidence::NotInFile);
    assert_eq!(judged.findings.len(), 1);
}

#[test]
fn causes_of_not_knowing_stay_apart() {
    let licenses =
        [("a", "NOASSERTION"), ("b", "NONE"), ("c", "own words here"), ("d", "LicenseRef-X"), ("e", "UNLICENSED")];
    let graph = graph_of("app > a b c d e f", &licenses);
    let judged = judge(&graph, &under("MIT"), &[true]);
    let mut found: Vec<String> = judged.findings.iter().map(|finding| names(&graph, &finding.components)).collect();
    found.sort();
    assert_eq!(found, ["a", "b e", "c", "d", "f"]);
    assert!(judged.findings.iter().all(|finding| finding.kind == FindingKind::Unknown));
}

#[test]
fn concluded_outranks_declared_and_no_assertion_gives_way() {
    let stated = |raw: &str, role| StatedLicense { raw: raw.to_owned(), role, list: ListMeaning::Single };
    let mut document = document("app > a b", &[]);
    document.components[1].licenses =
        vec![stated("GPL-3.0-only", LicenseRole::Declared), stated("MIT", LicenseRole::Concluded)];
    document.components[2].licenses =
        vec![stated("NOASSERTION", LicenseRole::Concluded), stated("ISC", LicenseRole::Declared)];
    let judged = judge(&build(&[&document]), &Context::default(), &[true]);
    assert_eq!(judged.components[1].expression.as_deref(), Some("MIT"));
    assert_eq!(judged.components[2].expression.as_deref(), Some("ISC"));
}

#[test]
fn an_unstated_list_is_read_as_all_and_says_so() {
    let mut document = document("app > a", &[]);
    document.components[1].licenses = ["MIT", "GPL-3.0-only"]
        .map(|raw| StatedLicense { raw: raw.to_owned(), role: LicenseRole::Declared, list: ListMeaning::Unstated })
        .to_vec();
    let judged = judge(&build(&[&document]), &under("MIT"), &[true]);
    assert_eq!(judged.components[1].expression.as_deref(), Some("MIT AND GPL-3.0-only"));
    assert!(matches!(judged.components[1].evidence, Evidence::Joined(_)));
    assert_eq!(judged.components[1].verdict, Verdict::Conflict);
}

#[test]
fn links_are_static_where_the_ecosystem_or_the_document_says_so() {
    let mut document = document("app > crate lib; app > inner", &[("crate", "MPL-2.0"), ("lib", "LGPL-2.1-only")]);
    document.components[1].ecosystem = Ecosystem::Cargo;
    document.dependencies[2].kind = DependencyKind::Contains;
    let judged = judge(&build(&[&document]), &Context::default(), &[true]);
    let relations: Vec<Relation> = judged.components.iter().map(|component| component.relation).collect();
    assert_eq!(relations, [Relation::Merged, Relation::Static, Relation::Dynamic, Relation::Static]);
}

#[test]
fn what_a_document_calls_development_is_not_shipped() {
    let mut document = document("app > a", &[("a", "GPL-3.0-only")]);
    document.components[1].scope = Scope::Development;
    document.dependencies[0].scope = Scope::Unknown;
    let judged = judge(&build(&[&document]), &under("MIT"), &[true]);
    assert_eq!(judged.components[1].verdict, Verdict::NotShipped);
}

#[test]
fn a_derived_root_is_not_our_own() {
    let mut document = document("top > a", &[("top", "GPL-3.0-only"), ("a", "MIT")]);
    document.components[0].own = false;
    document.roots.clear();
    let judged = judge(&build(&[&document]), &under("MIT"), &[true]);
    assert!(!judged.components[0].own);
    assert_eq!(judged.components[0].verdict, Verdict::Conflict);
}

#[test]
fn many_components_are_judged_quickly_and_the_same_each_time() {
    let ids: Vec<&str> = matrix().names.clone();
    let mut document = Document::default();
    document.components.push(Component { name: "app".to_owned(), own: true, ..Component::default() });
    for at in 1..20_000_u32 {
        document.components.push(Component {
            name: format!("p{at}"),
            licenses: vec![StatedLicense::declared(ids[at as usize % ids.len()])],
            ..Component::default()
        });
        document.dependencies.push(Dependency::new(at / 3, at, Scope::Runtime));
        document.dependencies.push(Dependency::new(at, (at * 7) % 20_000, Scope::Runtime));
    }
    document.roots = vec![0];
    let graph = build(&[&document]);
    let started = Instant::now();
    let one = judge(&graph, &under("MIT"), &[true]);
    assert!(started.elapsed() < Duration::from_secs(10), "took {:?}", started.elapsed());
    let other = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(one.findings, other.findings);
    assert!(one.findings.iter().any(|finding| finding.kind == FindingKind::Combination));
}
