//! Licences: the packed tables, texts read into expressions, worked examples, and what whole graphs come to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![expect(clippy::disallowed_methods, reason = "tests run natively and may look at the clock")]

#[path = "licenses/again.rs"]
mod again;
#[path = "licenses/decisions.rs"]
mod decisions;
#[path = "licenses/dropped_matrix.rs"]
mod dropped_matrix;
#[path = "licenses/graphs.rs"]
mod graphs;
#[path = "licenses/settled.rs"]
mod settled;

#[path = "licenses/hostile.rs"]
mod hostile;
#[path = "licenses/tables.rs"]
mod tables;
#[path = "licenses/texts.rs"]
mod texts;

use lockscope::graph::build;
use lockscope::licenses::{
    ChosenBecause, Context, FindingKind, Modified, Outbound, Relation, TermTree, UseCase, Verdict, judge, judge_text,
};
use lockscope::model::Linkage;

use graphs::{context, document, node};

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
