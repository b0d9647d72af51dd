//! What people settled, honoured in judging: corrections, choices, preferences, relations, and what cannot be used.

use lockscope::graph::Graph;
use lockscope::licenses::{
    Choice, ChosenBecause, Context, Correction, Evidence, EvidenceView, Grounds, Judgement, Outbound, Relation,
    RelationOf, RelationRule, Settlements, Subject, TermTree, UseCase, Verdict, judge_on,
};
use lockscope::model::Ecosystem;

use super::graphs::{context, document, graph_of, node};

fn settled(graph: &Graph, context: &Context, settlements: &Settlements) -> Judgement {
    judge_on(graph, &mut Grounds::new(graph, &[true], context.evidence), context, settlements)
}

fn subject(name: &str) -> Subject {
    Subject { package: name.to_owned(), versions: None }
}

fn choice(of: Option<&str>, given: Option<&str>, choice: &str) -> Choice {
    Choice {
        subject: of.map(subject),
        given: given.map(str::to_owned),
        choice: choice.to_owned(),
        because: "agreed".to_owned(),
    }
}

/// The alternative taken for a component, and why.
fn taken(graph: &Graph, judged: &Judgement, name: &str) -> (String, ChosenBecause) {
    let Some(TermTree::Any { parts, chosen, because, .. }) = &judged.components[node(graph, name) as usize].terms
    else {
        unreachable!("{name}: not a choice")
    };
    let TermTree::Term(term) = &parts[*chosen] else { unreachable!("{name}: a nested choice") };
    (term.license.clone(), because.clone())
}

#[test]
fn a_correction_stands_in_for_what_the_documents_say() {
    let graph = graph_of("app > a b", &[("a", "GPL-3.0-only"), ("b", "GPL-3.0-only")]);
    let correction =
        Correction { subject: subject("a"), expression: "mit".to_owned(), because: "read in its source".to_owned() };
    let settlements = Settlements { corrections: vec![correction], ..Settlements::default() };
    let judged = settled(&graph, &context(UseCase::Binary, Outbound::Proprietary), &settlements);
    let a = &judged.components[node(&graph, "a") as usize];
    assert_eq!((a.verdict, a.expression.as_deref()), (Verdict::Allowed, Some("MIT")));
    assert_eq!(a.evidence, Evidence::Settled("read in its source".to_owned()));
    assert_eq!(judged.components[node(&graph, "b") as usize].verdict, Verdict::Conflict);
    assert!(judged.unused.is_empty());
}

#[test]
fn of_two_corrections_the_first_counts_and_versions_limit_them() {
    let correct = |versions: Option<&str>, expression: &str| Correction {
        subject: Subject { package: "a".to_owned(), versions: versions.map(str::to_owned) },
        expression: expression.to_owned(),
        because: String::new(),
    };
    let graph = graph_of("app > a", &[("a", "GPL-3.0-only")]);
    for (corrections, expected) in [
        (vec![correct(None, "ISC"), correct(None, "Zlib")], "ISC"),
        (vec![correct(Some(">=2"), "ISC"), correct(Some("1"), "Zlib")], "Zlib"),
        (vec![correct(Some(">=2"), "ISC")], "GPL-3.0-only"),
    ] {
        let judged = settled(&graph, &Context::default(), &Settlements { corrections, ..Settlements::default() });
        assert_eq!(judged.components[node(&graph, "a") as usize].expression.as_deref(), Some(expected));
    }
}

#[test]
fn a_settled_choice_outranks_the_better_verdict() {
    let graph = graph_of("app > a", &[("a", "MIT OR GPL-3.0-only")]);
    let proprietary = context(UseCase::Binary, Outbound::Proprietary);
    for choices in [
        vec![choice(Some("a"), None, "GPL-3.0-only")],
        vec![choice(None, None, "GPL-3.0-only")],
        vec![choice(None, Some("GPL-3.0-only OR MIT"), "gpl-3.0")],
        vec![choice(Some("a"), None, "GPL-3.0-only"), choice(None, None, "MIT")],
    ] {
        let settlements = Settlements { choices, ..Settlements::default() };
        let judged = settled(&graph, &proprietary, &settlements);
        let because = ChosenBecause::Settled("agreed".to_owned());
        assert_eq!(taken(&graph, &judged, "a"), ("GPL-3.0-only".to_owned(), because));
        assert_eq!(judged.components[node(&graph, "a") as usize].verdict, Verdict::Conflict);
        assert!(judged.unused.is_empty(), "{:?}", judged.unused);
        let changes = &judged.findings[0].changes;
        assert!(changes.iter().any(|change| change == "Take another alternative: MIT"), "{changes:?}");
    }
}

#[test]
fn a_settled_choice_weighs_on_the_combination() {
    let graph = graph_of("app > gpl both", &[("gpl", "GPL-2.0-only"), ("both", "Apache-2.0 OR MIT")]);
    let settlements = Settlements { choices: vec![choice(Some("both"), None, "Apache-2.0")], ..Settlements::default() };
    let judged = settled(&graph, &Context::default(), &settlements);
    assert_eq!(judged.components[node(&graph, "gpl") as usize].verdict, Verdict::Conflict);
    let titles: Vec<&str> = judged.findings.iter().map(|finding| finding.title.as_str()).collect();
    assert_eq!(titles, ["GPL-2.0-only and Apache-2.0 cannot be in one shipped work"]);
    assert!(judged.possible_outbound.is_empty());
}

#[test]
fn what_cannot_be_used_is_told() {
    let graph = graph_of("app > a b", &[("a", "MIT OR ISC"), ("b", "MIT")]);
    let settlements = Settlements {
        corrections: vec![Correction {
            subject: subject("a"),
            expression: "see there".to_owned(),
            because: String::new(),
        }],
        choices: vec![
            choice(Some("a"), None, "Zlib"),
            choice(Some("b"), None, "MIT"),
            choice(None, Some("ISC OR MIT"), "Zlib"),
            choice(Some("a"), None, "own words"),
            // About what is not here: the same settlements serve several products.
            choice(Some("elsewhere"), None, "MIT"),
            choice(None, Some("Zlib OR X11"), "X11"),
        ],
        ..Settlements::default()
    };
    let judged = settled(&graph, &Context::default(), &settlements);
    assert_eq!(
        judged.unused,
        [
            "The choice of “own words” for a is not used: it cannot be read as a licence",
            "The correction of a to “see there” is not used: it cannot be read as a licence",
            "The choice of “Zlib” for a is not used: its licence has no such alternative",
            "The choice of “MIT” for b is not used: its licence has no such alternative",
            "The choice of “Zlib” of “ISC OR MIT” is not used: its licence has no such alternative",
        ]
    );
}

#[test]
fn ties_are_broken_by_refusal_verdict_class_preference_and_duties() {
    let cases = [
        // Expression, preferences, refused, taken.
        ("Apache-2.0 OR MIT", &[][..], &[][..], "Apache-2.0"),
        ("Apache-2.0 OR MIT", &["MIT"], &[], "MIT"),
        ("Apache-2.0 OR MIT", &["MIT"], &["MIT"], "Apache-2.0"),
        ("Apache-2.0 OR MIT", &["ISC"], &[], "Apache-2.0"),
        // A better class outranks a preference, a better verdict too.
        ("MIT OR Unlicense", &["MIT"], &[], "Unlicense"),
        ("GPL-3.0-only OR MIT", &["GPL-3.0-only"], &[], "MIT"),
        // Refused alternatives are taken where nothing else is left.
        ("MIT OR GPL-3.0-only", &[], &["MIT"], "MIT"),
        // Fewer duties: no advertising clause.
        ("BSD-4-Clause OR MIT", &[], &[], "MIT"),
    ];
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    for (expression, preferences, refused, expected) in cases {
        let graph = graph_of("app > a", &[("a", expression)]);
        let settlements =
            Settlements { preferences: texts(preferences), refused: texts(refused), ..Settlements::default() };
        let judged = settled(&graph, &context(UseCase::Binary, Outbound::Proprietary), &settlements);
        assert_eq!(taken(&graph, &judged, "a").0, expected, "{expression} {preferences:?} {refused:?}");
    }
}

#[test]
fn a_rule_for_an_edge_outranks_one_for_a_component_and_that_one_for_an_ecosystem() {
    let graph = graph_of("app > a b; b > c; a > c", &[("c", "GPL-3.0-only")]);
    let rule = |of: RelationOf, relation| RelationRule { of, relation };
    let npm = || rule(RelationOf::Ecosystem(Ecosystem::Npm), Relation::Merged);
    let component = |relation| rule(RelationOf::Component(subject("c")), relation);
    let edge = |from, relation| rule(RelationOf::Edge { from: subject(from), to: subject("c") }, relation);
    for (rules, expected) in [
        (vec![], Relation::Dynamic),
        (vec![npm()], Relation::Merged),
        (vec![npm(), component(Relation::Process)], Relation::Process),
        (vec![component(Relation::Process), component(Relation::Static)], Relation::Process),
        // A route is as tight as its loosest edge; of two routes the tighter counts.
        (vec![component(Relation::Process), edge("a", Relation::Static)], Relation::Dynamic),
        (vec![component(Relation::Tool), npm(), edge("a", Relation::Static)], Relation::Static),
        (vec![edge("a", Relation::Tool), edge("b", Relation::Tool)], Relation::Tool),
        (vec![component(Relation::None)], Relation::Dynamic),
    ] {
        let settlements = Settlements { relations: rules.clone(), ..Settlements::default() };
        let judged = settled(&graph, &Context::default(), &settlements);
        assert_eq!(judged.components[node(&graph, "c") as usize].relation, expected, "{rules:?}");
    }
}

#[test]
fn a_rule_reaches_what_no_route_leads_to_and_outranks_a_scope() {
    let component = |name, relation| RelationRule { of: RelationOf::Component(subject(name)), relation };
    let document = document("app > tool:development; a", &[("a", "GPL-2.0-only"), ("tool", "GPL-2.0-only")]);
    let graph = lockscope::graph::build(&[&document]);
    let settlements = Settlements {
        relations: vec![component("a", Relation::Process), component("tool", Relation::Static)],
        ..Settlements::default()
    };
    let judged = settled(&graph, &context(UseCase::Binary, Outbound::Proprietary), &settlements);
    assert_eq!(judged.components[node(&graph, "a") as usize].verdict, Verdict::Duties);
    assert_eq!(judged.components[node(&graph, "tool") as usize].verdict, Verdict::Conflict);
}

#[test]
fn facts_are_kept_and_settlements_are_not() {
    let graph = graph_of("app > a b", &[("a", "MIT OR GPL-3.0-only"), ("b", "GPL-3.0-only")]);
    let proprietary = context(UseCase::Binary, Outbound::Proprietary);
    let mut grounds = Grounds::new(&graph, &[true], EvidenceView::default());
    let before = judge_on(&graph, &mut grounds, &proprietary, &Settlements::default());
    let settlements = Settlements {
        choices: vec![choice(Some("a"), None, "GPL-3.0-only")],
        relations: vec![RelationRule { of: RelationOf::Component(subject("b")), relation: Relation::Process }],
        ..Settlements::default()
    };
    let settled = judge_on(&graph, &mut grounds, &proprietary, &settlements);
    assert_ne!(before.findings, settled.findings);
    let after = judge_on(&graph, &mut grounds, &proprietary, &Settlements::default());
    assert_eq!(before.findings, after.findings);
}
