//! What whole graphs come to by the rules.

use lockscope::graph::{Graph, build};
use lockscope::licenses::{Context, FindingKind, Relation, Severity, Verdict, judge};
use lockscope::model::{Component, Dependency, Document, Ecosystem, PackageUrl, Scope, StatedLicense};
use lockscope::policy::{Applied, Policy, apply, decisions, settlements};

use crate::dump::policy;

/// Lines `name | licence | scope:name …`; the first is the product.
fn graph(text: &str) -> Graph {
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    let at = |name: &str| rows.iter().position(|row| row[0] == name).unwrap() as u32;
    let mut document = Document::default();
    for row in &rows {
        document.components.push(Component {
            name: row[0].to_owned(),
            version: Some("1.0.0".to_owned()),
            ecosystem: Ecosystem::Npm,
            package_url: PackageUrl::npm(row[0], Some("1.0.0")),
            licenses: if row[1].is_empty() { Vec::new() } else { vec![StatedLicense::declared(row[1])] },
            ..Component::default()
        });
    }
    for row in &rows {
        for need in row.get(2).unwrap_or(&"").split_whitespace() {
            let (scope, name) = need.split_once(':').unwrap_or(("", need));
            let scope = match scope {
                "dev" => Scope::Development,
                "build" => Scope::Build,
                _ => Scope::Runtime,
            };
            document.dependencies.push(Dependency::new(at(row[0]), at(name), scope));
        }
    }
    document.components[0].own = true;
    document.roots = vec![0];
    build(&[&document])
}

fn applied(graph: &Graph, policy: &Policy) -> Applied {
    let context = Context::default();
    let judgement = judge(graph, &context, &[true]);
    apply(graph, &judgement, policy, &context)
}

fn rules(rest: &str) -> Policy {
    policy(&format!("schema = \"lockscope-policy/1\"\nname = \"House\"\n{rest}"))
}

#[test]
fn one_denied_licence_of_three_hundred_components_is_one_finding() {
    let leaves: String = (0..300).map(|leaf| format!("leaf{leaf} | AGPL-3.0-only |\n")).collect();
    let needs: String = (0..300).map(|leaf| format!("leaf{leaf} ")).collect();
    let graph = graph(&format!("app | MIT | top\ntop | MIT | {needs}\n{leaves}"));
    let applied = applied(&graph, &rules("[licenses]\n\"MIT\" = \"allow\"\n\"AGPL-3.0-only\" = \"deny\"\n"));
    let [finding] = applied.findings.as_slice() else { panic!("{}", applied.findings.len()) };
    assert_eq!(
        (finding.kind, finding.verdict, finding.severity),
        (FindingKind::Policy, Verdict::Conflict, Severity::Error)
    );
    assert_eq!(finding.title, "AGPL-3.0-only: denied by the policy “House”");
    assert_eq!(finding.reason, "The rule for AGPL-3.0-only says deny (line 5, column 1)");
    assert_eq!(
        (finding.components.len(), finding.fix_point.map(|node| graph.label(node))),
        (300, Some("top 1.0.0".to_owned()))
    );
    assert_eq!(finding.routes[0].len(), 3);
    assert_eq!(finding.changes[0], "Replace, upgrade or drop top 1.0.0: every route passes through it");
}

#[test]
fn rules_that_met_nothing_are_told() {
    let graph = graph("app | MIT | a\na | ISC |");
    let applied = applied(
        &graph,
        &rules(
            "[licenses]\n\"ISC\" = \"allow\"\n\"Zlib\" = \"allow\"\n[[packages]]\npackage = \"pkg:npm/b\"\nallow = [\"*\"]\n[[clarify]]\npackage = \"pkg:npm/c\"\nexpression = \"MIT\"\n",
        ),
    );
    let told: Vec<&str> = applied.notices.iter().map(|notice| notice.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "The rule for Zlib met no component",
            "The exception for pkg:npm/b met no component",
            "The clarification for pkg:npm/c met no component"
        ]
    );
    assert!(applied.findings.is_empty());
}

#[test]
fn what_no_rule_speaks_of_is_counted_and_never_allowed() {
    let graph = graph("app | MIT | a b\na | ISC |\nb | |");
    let applied = applied(&graph, &rules("[licenses]\n\"MIT\" = \"allow\"\n"));
    assert!(applied.findings.is_empty());
    assert_eq!(
        applied.notices[0].message,
        "2 components are under a licence that no rule speaks of: no licence (1), ISC (1)"
    );
}

#[test]
fn development_and_build_are_judged_only_where_asked_for() {
    let graph = graph("app | MIT | dev:a build:b\na | GPL-3.0-only |\nb | GPL-3.0-only |");
    let denied = |scopes: &str| {
        let policy = rules(&format!("{scopes}[licenses]\n\"GPL-3.0-only\" = \"deny\"\n"));
        let applied = applied(&graph, &policy);
        applied
            .findings
            .iter()
            .flat_map(|finding| finding.components.clone())
            .map(|node| graph.label(node))
            .collect::<Vec<_>>()
    };
    assert_eq!(denied(""), [""; 0]);
    assert_eq!(denied("[scopes]\ninclude_build = true\n"), ["b 1.0.0"]);
    assert_eq!(denied("[scopes]\ninclude_dev = true\n"), ["a 1.0.0"]);
}

#[test]
fn a_missing_licence_is_a_finding_where_one_is_required() {
    let graph = graph("app | MIT | a b\na | |\nb | NOASSERTION |");
    let applied = applied(&graph, &rules("[require]\nlicense = true\n"));
    let told: Vec<(&str, &str)> =
        applied.findings.iter().map(|finding| (finding.title.as_str(), finding.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            (
                "No usable licence: denied by the policy “House”",
                "A licence is required, and its file states no licence"
            ),
            (
                "No usable licence: denied by the policy “House”",
                "A licence is required, and the author does not state the licence"
            ),
        ]
    );
}

#[test]
fn a_policy_settles_what_it_clarifies_chooses_prefers_and_links() {
    let policy = rules(
        "prefer = [\"MIT\"]\n[licenses]\n\"GPL-3.0-only\" = \"deny\"\n[linkage]\nnpm = \"merged\"\n[[choices]]\ngiven = \"MIT OR ISC\"\nchoice = \"ISC\"\n[[clarify]]\npackage = \"pkg:npm/a\"\nexpression = \"MIT\"\nevidence = \"LICENSE\"\n[[waivers]]\nkind = \"P\"\npackage = \"pkg:npm/a\"\nlicenses = [\"GPL-3.0-only\"]\nreason = \"not-shipped\"\ndate = \"2026-11-01\"\n",
    );
    let settled = settlements(&policy);
    assert_eq!(settled.corrections[0].because, "LICENSE, by the policy “House”");
    assert_eq!((settled.choices[0].choice.as_str(), settled.preferences[0].as_str()), ("ISC", "MIT"));
    assert_eq!((settled.refused[0].as_str(), settled.relations.len()), ("GPL-3.0-only", 1));
    let [waived] = decisions(&policy).try_into().unwrap();
    let waived: lockscope::licenses::decisions::Decision = waived;
    assert_eq!(waived.about.finding, Some(FindingKind::Policy));
}

#[test]
fn of_two_patterns_for_one_package_the_longer_counts_wherever_it_stands() {
    let wide = "\"pkg:npm/%40house/*\" = \"dynamic\"\n";
    let narrow = "\"pkg:npm/%40house/core-*\" = \"process\"\n";
    let exact = "\"pkg:npm/%40house/core-a\" = \"tool\"\n";
    let whole = "npm = \"merged\"\n";
    let orders = [[wide, narrow, exact, whole], [whole, exact, narrow, wide], [narrow, whole, wide, exact]];
    for order in orders {
        let found: Vec<Relation> = settlements(&rules(&format!("[linkage]\n{}", order.concat())))
            .relations
            .iter()
            .map(|rule| rule.relation)
            .collect();
        assert_eq!(found, [Relation::Tool, Relation::Process, Relation::Dynamic, Relation::Merged]);
    }
}
