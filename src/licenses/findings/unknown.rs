//! What is not known, one finding a cause, never one a component.

use super::told::Told;
use super::{Finding, FindingKind};
use crate::graph::NodeIndex;
use crate::licenses::case::Case;
use crate::licenses::evaluation::Evaluation;
use crate::licenses::expression::Leaf;
use crate::licenses::judged::Judged;
use crate::licenses::{ComponentJudgement, Evidence, Severity, Verdict};

/// Different unreadable texts get a finding each up to this many; the rest share one.
const TEXT_LIMIT: usize = 100;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    FormatHoldsNone,
    NotInFile,
    NotStated,
    StatedNone,
    Unreadable(String),
    OtherTexts,
    /// A range verdict: the text and its candidates.
    Ambiguous(String),
    /// A licence text of its own, `LicenseRef-…`.
    Reference,
    /// A term that names no licence, or one whose class no source states.
    Unjudged(String),
}

/// The findings of kind Unknown, for shipped components that are not our own.
pub fn unknown_findings(case: &Case<'_>, judged: &Judged<'_>) -> Vec<Finding> {
    let mut causes: Vec<Option<Cause>> = judged
        .different()
        .map(|(component, evaluation)| {
            let is_silent = component.own || component.verdict == Verdict::NotShipped;
            if is_silent { None } else { cause(component, evaluation) }
        })
        .collect();
    let mut places: Vec<Option<usize>> = vec![None; causes.len()];
    let mut told: Told<Cause> = Told::new(TEXT_LIMIT);
    for (node, position) in (0..).zip(judged.components.positions()) {
        let position = *position as usize;
        let (Some(cause), Some(place)) = (causes.get_mut(position), places.get_mut(position)) else { continue };
        if let Some(cause) = cause.take() {
            *place = Some(told.place(cause));
        }
        if let Some(place) = place {
            told.add(*place, node);
        }
    }
    told.into_groups().map(|(cause, nodes)| finding(case, &cause.unwrap_or(Cause::OtherTexts), nodes)).collect()
}

fn cause(component: &ComponentJudgement, evaluation: Option<&Evaluation>) -> Option<Cause> {
    let reference = evaluation.is_some_and(|found| found.chosen.iter().any(|leaf| matches!(leaf, Leaf::Reference(_))));
    Some(match (&component.evidence, component.verdict) {
        (Evidence::FormatHoldsNone, _) => Cause::FormatHoldsNone,
        (Evidence::NotInFile, _) => Cause::NotInFile,
        (Evidence::NotStated, _) => Cause::NotStated,
        (Evidence::StatedNone, _) => Cause::StatedNone,
        (Evidence::Unreadable(why), _) => Cause::Unreadable(why.clone()),
        (Evidence::Ambiguous(_), Verdict::Review) => Cause::Ambiguous(component.reason.clone()),
        (_, Verdict::Unknown) if reference => Cause::Reference,
        (_, Verdict::Unknown) => Cause::Unjudged(component.reason.clone()),
        _ => return None,
    })
}

fn finding(case: &Case<'_>, cause: &Cause, nodes: Vec<NodeIndex>) -> Finding {
    let (verdict, title, reason, change) = match cause {
        Cause::FormatHoldsNone => (
            Verdict::Unknown,
            "This format holds no licences".to_owned(),
            "The format of the file cannot state licences: nothing was checked".to_owned(),
            "Add a second file that states them, such as an SBOM of the same product",
        ),
        Cause::NotInFile => (
            Verdict::Unknown,
            "No licence in this file".to_owned(),
            "The file could state a licence and gives none for these components".to_owned(),
            "Look the licence up at the source, or add a second file that states it",
        ),
        Cause::NotStated => (
            Verdict::Unknown,
            "Licence not stated by the author".to_owned(),
            "The file says NOASSERTION: its author makes no statement".to_owned(),
            "Look the licence up at the source, or add a second file that states it",
        ),
        Cause::StatedNone => (
            Verdict::Unknown,
            "The author states there is no licence".to_owned(),
            "NONE or UNLICENSED: no rights are granted to others".to_owned(),
            "Ask the author for a licence, or replace the component",
        ),
        Cause::Unreadable(why) => (
            Verdict::Unknown,
            "Licence text not understood".to_owned(),
            why.clone(),
            "Read the text and state its SPDX id",
        ),
        Cause::OtherTexts => (
            Verdict::Unknown,
            "Further licence texts not understood".to_owned(),
            format!("Only the first {TEXT_LIMIT} causes are listed one by one"),
            "Read the texts and state their SPDX ids",
        ),
        Cause::Ambiguous(why) => (
            Verdict::Review,
            "Licence name with several meanings".to_owned(),
            why.clone(),
            "Look up which of the licences is meant",
        ),
        Cause::Reference => (
            Verdict::Unknown,
            "Licence texts of their own".to_owned(),
            format!("LicenseRef names a text outside the SPDX list, which must be read: {}", references(case, &nodes)),
            "Read the texts and judge them yourself",
        ),
        Cause::Unjudged(why) => (
            Verdict::Unknown,
            "Licence known to no source".to_owned(),
            why.clone(),
            "Read the text and judge it yourself",
        ),
    };
    let first = nodes.first().copied();
    Finding {
        kind: FindingKind::Unknown,
        verdict,
        severity: Severity::Review,
        title,
        licenses: Vec::new(),
        involved: Vec::new(),
        reason,
        source: "The file itself".to_owned(),
        fix_point: None,
        meeting: None,
        // The routes of thousands of components help nobody: the first one stands for all.
        routes: first.map(|node| case.relations().route(case.graph, node)).into_iter().collect(),
        components: nodes,
        changes: vec![change.to_owned()],
    }
}

/// The first few different references of these components.
fn references(case: &Case<'_>, nodes: &[NodeIndex]) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut more = false;
    let expressions = nodes.iter().filter_map(|node| case.expression(case.fact(*node)?.expression?));
    for leaf in expressions.flat_map(crate::licenses::expression::Expression::leaves) {
        let text = leaf.to_string();
        if matches!(leaf, Leaf::Reference(_)) && !texts.contains(&text) {
            more = texts.len() >= 5;
            if more {
                break;
            }
            texts.push(text);
        }
    }
    if more { format!("{} and more", texts.join(", ")) } else { texts.join(", ") }
}
