//! Decisions on the findings of whole graphs: matching, limits, and what it costs.

use std::time::{Duration, Instant};

use lockscope::graph::Graph;
use lockscope::licenses::decisions::{
    About, Date, Decision, DecisionKind, DecisionState, FindingState, MOST_MATCHES, Reason, apply, finding_key,
    licenses_now, settlements,
};
use lockscope::licenses::{FindingKind, Judgement, Outbound, Subject, UseCase, judge};

use super::graphs::{context, graph_of, node};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn judged(graph: &Graph) -> Judgement {
    judge(graph, &context(UseCase::Binary, Outbound::Proprietary), &[true])
}

/// A waiver of all findings of one kind and licence about these packages.
fn waiver(licenses: &[&str], packages: &[&str]) -> Decision {
    Decision {
        date: day("2026-11-28"),
        about: About {
            finding: Some(FindingKind::Outbound),
            licenses: licenses.iter().map(|license| (*license).to_owned()).collect(),
            subjects: packages
                .iter()
                .map(|package| Subject { package: (*package).to_owned(), versions: None })
                .collect(),
            ..About::default()
        },
        kind: DecisionKind::Waive,
        reason: Reason::Other,
        comment: String::new(),
        person: String::new(),
        expires: None,
        licenses_then: Vec::new(),
    }
}

#[test]
fn a_key_is_the_same_in_a_new_version_and_another_for_another_finding() {
    let key = |text: &str, licenses: &[(&str, &str)]| {
        let graph = graph_of(text, licenses);
        finding_key(&judged(&graph).findings[0], &graph)
    };
    let first = key("app > a; a > b", &[("a", "MIT"), ("b", "GPL-3.0-only")]);
    let moved = key("app > z; z > y a; a > b", &[("z", "MIT"), ("y", "ISC"), ("a", "MIT"), ("b", "GPL-3.0-only")]);
    assert_eq!((&first, first.short()), (&moved, moved.short()));
    let other = key("app > a; a > b", &[("a", "MIT"), ("b", "AGPL-3.0-only")]);
    assert_ne!((&first, first.short()), (&other, other.short()));
}

#[test]
fn a_licence_counts_as_changed_by_what_it_says_and_not_by_how_it_is_spelled() {
    let state = |then: &str, now: &str| {
        let with = |license: &str| graph_of("app > a", &[("a", license)]);
        let (before, after) = (with(then), with(now));
        let mut decision = waiver(&["GPL-3.0-only"], &["a"]);
        decision.licenses_then = licenses_now(&before, &judged(&before).components, &[node(&before, "a")]);
        apply(&after, &judged(&after).findings, &[decision], None).findings[0].is_decided()
    };
    assert!(state("GPL-3.0-only", "gpl-3.0-only"));
    assert!(state("GPL-3.0-only AND MIT", "MIT and GPL-3.0-only"));
    assert!(!state("GPL-3.0-only AND MIT", "GPL-3.0-only"));
    assert!(!state("NOASSERTION", "GPL-3.0-only"));
}

#[test]
fn decisions_about_single_components_add_up() {
    let graph = graph_of("app > x; x > a b", &[("x", "MIT"), ("a", "GPL-3.0-only"), ("b", "GPL-3.0-only")]);
    let findings = judged(&graph).findings;
    assert_eq!(findings.len(), 1);
    let (a, b) = (waiver(&["GPL-3.0-only"], &["a"]), waiver(&["GPL-3.0-only"], &["b"]));
    let one = apply(&graph, &findings, std::slice::from_ref(&a), None);
    assert_eq!(one.findings, [FindingState::Partly { by: vec![0], rest: vec![node(&graph, "b")] }]);
    assert_eq!(apply(&graph, &findings, &[a, b], None).findings, [FindingState::Decided { by: vec![1, 0] }]);
    let all = waiver(&["GPL-3.0-only"], &["*"]);
    assert_eq!(apply(&graph, &findings, &[all], None).findings, [FindingState::Decided { by: vec![0] }]);
}

#[test]
fn a_decision_on_one_clash_says_nothing_of_another() {
    let licenses = [("a", "GPL-2.0-only"), ("b", "Apache-2.0"), ("c", "CDDL-1.0")];
    let graph = graph_of("app > a b c", &licenses);
    let judged = judge(&graph, &context(UseCase::Binary, Outbound::Undecided), &[true]);
    let clashes: Vec<usize> =
        (0..judged.findings.len()).filter(|at| judged.findings[*at].kind == FindingKind::Combination).collect();
    assert!(clashes.len() > 1, "{:?}", judged.findings);
    let about = About::of(finding_key(&judged.findings[clashes[0]], &graph));
    let decision = Decision { about, ..waiver(&[], &[]) };
    let outcome = apply(&graph, &judged.findings, &[decision], None);
    assert!(outcome.findings[clashes[0]].is_decided());
    assert_eq!(outcome.findings[clashes[1]], FindingState::Open);
}

#[test]
fn a_hundred_thousand_decisions_cost_little() {
    let names: Vec<String> = (0..2_000).map(|at| format!("c{at}")).collect();
    let licenses: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "GPL-3.0-only")).collect();
    let graph = graph_of(&format!("app > {}", names.join(" ")), &licenses);
    let findings = judged(&graph).findings;
    let mut decisions: Vec<Decision> = (0..100_000)
        .map(|at| Decision { comment: at.to_string(), ..waiver(&["GPL-3.0-only"], &[&names[at % names.len()]]) })
        .collect();
    decisions.sort();
    let start = Instant::now();
    let outcome = apply(&graph, &findings, &decisions, None);
    assert!(outcome.findings.iter().all(FindingState::is_decided));
    let corrected =
        |decision: Decision| Decision { kind: DecisionKind::Correct { expression: "MIT".to_owned() }, ..decision };
    let decisions: Vec<Decision> = decisions.into_iter().map(corrected).collect();
    assert_eq!(settlements(&graph, &decisions, None).corrections.len(), decisions.len());
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn patterns_that_match_too_much_end_at_the_limit_and_say_so() {
    let names: Vec<String> = (0..1_000).map(|at| format!("c{at}")).collect();
    let graph = graph_of(&format!("app > {}", names.join(" ")), &[]);
    let decisions = vec![waiver(&["GPL-3.0-only"], &["c*"]); 3_000];
    let start = Instant::now();
    let outcome = apply(&graph, &judged(&graph).findings, &decisions, None);
    let beyond = outcome.decisions.iter().filter(|state| **state == DecisionState::TooMany).count();
    // Each component counts once for itself and once for its finding.
    assert_eq!(beyond, 3_000 - MOST_MATCHES / 2_000);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}
