//! What whole graphs come to: findings, routes, places to fix, choices, and who bears a conflict.

use std::time::{Duration, Instant};

use lockscope::graph::{Graph, build};
use lockscope::licenses::{
    ChosenBecause, Context, Evidence, FindingKind, Judgement, LicenseClass, Outbound, Relation, Severity, TermTree,
    UseCase, Verdict, judge, matrix,
};
use lockscope::model::{
    Component, ComponentKind, Dependency, DependencyKind, Document, Ecosystem, LicenseRole, Linkage, ListMeaning,
    Scope, StatedLicense,
};

pub fn context(use_case: UseCase, outbound: Outbound) -> Context {
    Context { use_case, outbound, ..Context::default() }
}

fn under(id: &str) -> Context {
    context(UseCase::Binary, Outbound::License(id.to_owned()))
}

/// `"app > a b:development; a > c"` and the declared licences; the first name is the product.
pub fn document(text: &str, licenses: &[(&str, &str)]) -> Document {
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

pub fn graph_of(text: &str, licenses: &[(&str, &str)]) -> Graph {
    build(&[&document(text, licenses)])
}

pub fn node(graph: &Graph, name: &str) -> u32 {
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
    assert_eq!(findings(&graph, &judged), ["O conflict [b] +[] GPL-3.0-only fix - meet - by app a b / app c b"]);
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
    let involved = judged.components.iter().filter(|component| component.involved).count();
    assert_eq!((involved, judged.components[node(&graph, "gpl") as usize].involved), (24, false));
    assert!(judged.findings[0].reason.contains("it stands for 24 components under Apache-2.0"));
    assert_eq!(judged.findings[0].severity, Severity::Error);
    assert!(judged.findings[0].changes.iter().any(|change| change.contains("GPL-2.0-or-later")));
}

#[test]
fn an_alternative_is_taken_because_of_another_component() {
    let graph = graph_of("app > gpl both", &[("gpl", "GPL-2.0-only"), ("both", "Apache-2.0 OR MIT")]);
    let judged = judge(&graph, &Context::default(), &[true]);
    assert_eq!(findings(&graph, &judged), ["H allowed [both] +[] MIT fix - meet - by app both / app gpl"]);
    assert_eq!(judged.findings[0].title, "MIT chosen because of GPL-2.0-only");
    assert!(judged.findings[0].reason.ends_with("because of GPL-2.0-only at app 1 › gpl 1"));
    assert_eq!(judged.findings[0].severity, Severity::Info);
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
    let ids: Vec<&str> = matrix().names.iter().map(String::as_str).collect();
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

#[test]
fn a_clash_of_many_expressions_is_named_once() {
    let all: Vec<String> = (0..60).map(|at| format!("p{at}")).collect();
    let text = format!("app > {}", all.join(" "));
    let extras = ["MIT", "ISC", "Zlib", "X11", "BSD-3-Clause"];
    let stated: Vec<String> = (0..60)
        .map(|at| format!("{} AND {}", if at % 2 == 0 { "GPL-2.0-only" } else { "Apache-2.0" }, extras[at / 2 % 5]))
        .collect();
    let licenses: Vec<(&str, &str)> =
        all.iter().zip(&stated).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let graph = graph_of(&text, &licenses);
    let judged = judge(&graph, &Context::default(), &[true]);
    assert!(judged.findings.iter().all(|finding| finding.licenses == ["GPL-2.0-only", "Apache-2.0"]));
    assert_eq!(verdict(&graph, &judged, "p1"), Verdict::Allowed);
}

#[test]
fn a_lone_expression_no_licence_takes_is_reviewed() {
    let graph = graph_of("app > a", &[("a", "GPL-2.0-only AND Apache-2.0")]);
    let judged = judge(&graph, &Context::default(), &[true]);
    assert_eq!(findings(&graph, &judged), ["C review [a] +[] GPL-2.0-only AND Apache-2.0 fix a meet - by app a"]);
}

#[test]
fn an_image_only_puts_programs_side_by_side() {
    let mut document = document("image > gpl apache", &[("gpl", "GPL-2.0-only"), ("apache", "Apache-2.0")]);
    document.components[0].kind = ComponentKind::Container;
    let graph = build(&[&document]);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(
        (verdict(&graph, &judged, "gpl"), verdict(&graph, &judged, "apache")),
        (Verdict::Duties, Verdict::Allowed)
    );
    assert!(judged.findings.is_empty());
}

#[test]
fn an_openssl_exception_removes_that_one_pair() {
    let plain = graph_of("app > a b", &[("a", "GPL-2.0-only"), ("b", "OpenSSL")]);
    assert_eq!(judge(&plain, &Context::default(), &[true]).findings.len(), 1);
    let licenses = [("a", "GPL-2.0-only WITH openvpn-openssl-exception"), ("b", "OpenSSL")];
    let partner = graph_of("app > a b", &licenses);
    assert!(judge(&partner, &Context::default(), &[true]).findings.is_empty());
}

#[test]
fn a_long_chain_costs_its_length() {
    let mut document = Document::default();
    for at in 0..50_000_u32 {
        document.components.push(Component {
            name: format!("p{at}"),
            licenses: vec![StatedLicense::declared(["GPL-2.0-only", "Apache-2.0"][at as usize % 2])],
            ..Component::default()
        });
        if at > 0 {
            document.dependencies.push(Dependency::new(at - 1, at, Scope::Runtime));
        }
    }
    document.components[0].own = true;
    document.roots = vec![0];
    let graph = build(&[&document]);
    let started = Instant::now();
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert!(started.elapsed() < Duration::from_secs(20), "took {:?}", started.elapsed());
    assert_eq!(judged.findings.len(), 2);
    assert_eq!(judged.findings.iter().map(|finding| finding.fix_point).collect::<Vec<_>>(), [Some(1), Some(1)]);
}

#[test]
fn thousands_of_roots_end_quickly() {
    let mut document = Document::default();
    for at in 0..3_000_u32 {
        document.components.push(Component { name: format!("root{at}"), own: true, ..Component::default() });
        document.roots.push(at);
    }
    for at in 3_000..9_000_u32 {
        let license = ["GPL-2.0-only", "MIT", "Apache-2.0"][at as usize % 3];
        document.components.push(Component {
            name: format!("p{at}"),
            licenses: vec![StatedLicense::declared(license)],
            ..Component::default()
        });
        document.dependencies.push(Dependency::new(at % 3_000, at, Scope::Runtime));
        document.dependencies.push(Dependency::new(at, 3_000 + (at * 7 + 1) % 6_000, Scope::Runtime));
    }
    let graph = build(&[&document]);
    let started = Instant::now();
    let judged = judge(&graph, &Context::default(), &[true]);
    assert!(started.elapsed() < Duration::from_secs(30), "took {:?}", started.elapsed());
    assert!(judged.findings.iter().any(|finding| finding.kind == FindingKind::Combination));
}

#[test]
fn severity_follows_verdict_certainty_and_scope() {
    let optional = |scope| {
        let mut document = document("app > a", &[("a", "GPL-3.0-only")]);
        document.dependencies[0].scope = scope;
        let judged = judge(&build(&[&document]), &under("MIT"), &[true]);
        judged.findings[0].severity
    };
    let of = |license: &str| {
        let graph = graph_of("app > a", &[("a", license)]);
        judge(&graph, &under("MIT"), &[true]).findings.first().map(|finding| finding.severity)
    };
    assert_eq!([Scope::Runtime, Scope::Unknown].map(optional), [Severity::Error; 2]);
    assert_eq!([Scope::Optional, Scope::Provided, Scope::Peer].map(optional), [Severity::Review; 3]);
    assert_eq!(of("GPL-3.0-only"), Some(Severity::Error));
    assert_eq!(of("GPL"), Some(Severity::Review));
    assert_eq!(of("NOASSERTION"), Some(Severity::Review));
    assert_eq!(of("BUSL-1.1"), Some(Severity::Review));
    assert_eq!(of("MIT OR GPL-3.0-only"), Some(Severity::Info));
    assert_eq!(of("MIT"), None);
}

#[test]
fn a_choice_is_told_where_alternatives_differ_and_nobody_settled_it() {
    let licenses =
        [("a", "MIT OR GPL-3.0-only"), ("b", "MIT OR GPL-3.0-only"), ("c", "MIT OR ISC"), ("d", "MIT OR Own")];
    let graph = graph_of("app > a b c d", &licenses);
    let judged = judge(&graph, &under("MIT"), &[true]);
    assert_eq!(findings(&graph, &judged), ["H allowed [a] +[b] MIT fix - meet - by app a"]);
    assert_eq!(judged.findings[0].reason, "MIT is allowed, another alternative is in conflict");
}

#[test]
fn what_runs_in_the_browser_is_shipped_whoever_hosts_the_rest() {
    let mut document = document("app > page server", &[("page", "GPL-3.0-only"), ("server", "GPL-3.0-only")]);
    document.components[2].ecosystem = Ecosystem::Pypi;
    let graph = build(&[&document]);
    let context = |client_side| Context { client_side, ..context(UseCase::Saas, Outbound::Proprietary) };
    let verdicts = |client_side| {
        let judged = judge(&graph, &context(client_side), &[true]);
        ["page", "server"].map(|name| verdict(&graph, &judged, name))
    };
    assert_eq!(verdicts(false), [Verdict::Duties, Verdict::Duties]);
    assert_eq!(verdicts(true), [Verdict::Conflict, Verdict::Duties]);
    // A bundler merges: a weak copyleft that could be linked cannot be kept apart any more.
    let graph = graph_of("app > lib", &[("lib", "LGPL-2.1-only")]);
    let judged = judge(&graph, &context(true), &[true]);
    assert_eq!((judged.components[1].relation, judged.components[1].verdict), (Relation::Merged, Verdict::Conflict));
}

#[test]
fn hosted_parts_do_not_clash_with_what_is_sent_to_browsers() {
    let mut document = document("app > gpl apache", &[("gpl", "GPL-2.0-only"), ("apache", "Apache-2.0")]);
    let context = Context { client_side: true, ..context(UseCase::Saas, Outbound::Undecided) };
    let clashes = |document: &Document| {
        let judged = judge(&build(&[document]), &context, &[true]);
        judged.findings.iter().any(|finding| finding.kind == FindingKind::Combination)
    };
    assert!(clashes(&document));
    document.components[2].ecosystem = Ecosystem::Pypi;
    assert!(!clashes(&document));
}

#[test]
fn each_root_goes_out_under_what_takes_all_it_holds() {
    let mut document = document(
        "one > gpl mit; two > apache mit; three > gpl apache mit; four > own",
        &[("gpl", "GPL-2.0-only"), ("apache", "Apache-2.0"), ("mit", "MIT"), ("own", "NOASSERTION")],
    );
    for name in ["two", "three", "four"] {
        let root = position(&mut document, name);
        document.roots.push(root);
    }
    let graph = build(&[&document]);
    let judged = judge(&graph, &Context::default(), &[true]);
    let told: Vec<(String, bool, bool, Option<&str>)> = judged
        .root_outbounds
        .iter()
        .map(|outbound| {
            let takes = |id| outbound.accepted.iter().any(|accepted| accepted == id);
            (names(&graph, &outbound.roots), takes("GPL-2.0-only"), takes("MIT"), outbound.obstacle.as_deref())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("one".to_owned(), true, false, None),
            ("two".to_owned(), false, true, None),
            ("three".to_owned(), false, false, Some("No licence takes Apache-2.0 and GPL-2.0-only together")),
            ("four".to_owned(), false, false, Some("No licence in it is known")),
        ]
    );
    assert!(judged.possible_outbound.is_empty());
}

#[test]
fn three_licences_that_clash_are_named_as_what_stands_in_the_way() {
    let licenses = [("a", "Apache-2.0"), ("b", "EUPL-1.1"), ("c", "GPL-2.0-or-later"), ("d", "MIT")];
    let graph = graph_of("app > a b c d", &licenses);
    let judged = judge(&graph, &Context::default(), &[true]);
    let expected = "No licence takes Apache-2.0, EUPL-1.1 and GPL-2.0-or-later together";
    assert_eq!(judged.root_outbounds[0].obstacle.as_deref(), Some(expected));
}

#[test]
fn a_pair_on_which_sources_differ_is_to_review_with_both_stated() {
    let graph = graph_of("app > gpl jpeg", &[("gpl", "GPL-2.0-only"), ("jpeg", "IJG")]);
    let judged = judge(&graph, &Context::default(), &[true]);
    assert_eq!(
        findings(&graph, &judged),
        ["C review [gpl jpeg] +[] GPL-2.0-only|IJG fix gpl meet app by app gpl / app jpeg"]
    );
    let source = &judged.findings[0].source;
    assert!(source.contains("OSADL matrix, 2026-02-12: No") && source.contains("FSF licence list, 2025-06-18: "));
    assert_eq!(judged.findings[0].severity, Severity::Review);
    assert_eq!(verdict(&graph, &judged, "gpl"), Verdict::Review);
}
