//! The rows of the audit table: who decided what on which component of which finding, and what nobody decided.

use super::decisions::{needs_decision, nodes_of, of_finding, state_words};
use super::facts::Facts;
use super::words::{Link, license_cell, list, visible};
use crate::graph::NodeIndex;
use crate::licenses::decisions::{Date, Decision, DecisionKind, DecisionState, FindingState};
use crate::licenses::{Finding, Subject};

/// Products named in one cell.
const MOST_NAMED: usize = 3;

/// The columns of the audit table.
pub const AUDIT_COLUMNS: [&str; 15] = [
    "project",
    "component",
    "version",
    "package URL",
    "licence",
    "finding",
    "verdict",
    "state",
    "decision",
    "reason",
    "comment",
    "person",
    "date",
    "expires",
    "licence when decided",
];

/// One line of the audit table, by column.
pub type AuditRow = [String; AUDIT_COLUMNS.len()];

/// Every component of every finding, decided or not; then the decisions that speak of no finding here.
pub fn rows(facts: &Facts) -> Vec<AuditRow> {
    let project = project(facts);
    let mut out = Vec::new();
    for (position, finding) in facts.judgement.findings.iter().enumerate() {
        let state = facts.outcome.findings.get(position);
        let covering = facts.outcome.covering.get(position).map(Vec::as_slice).unwrap_or_default();
        let note = of_finding(facts, position);
        for node in nodes_of(finding) {
            let at = covering.binary_search_by_key(&node, |(node, _)| *node).ok();
            let decision = at.and_then(|at| covering.get(at)).and_then(|(_, by)| facts.decisions.get(*by));
            let words = match (state, decision, &note) {
                (Some(FindingState::Reopened { .. }), Some(_), Some(note)) => note.words.clone(),
                (Some(FindingState::Escalated { .. }), Some(_), _) => "escalated".to_owned(),
                (_, Some(_), _) => "decided".to_owned(),
                (_, None, _) if needs_decision(finding) => "open".to_owned(),
                (_, None, _) => "for information".to_owned(),
            };
            out.push(finding_row(facts, &project, finding, node, &words, decision));
        }
    }
    for (decision, state) in facts.decisions.iter().zip(&facts.outcome.decisions) {
        let is_told = matches!(state, DecisionState::Applied { findings: 1.., .. });
        if !is_told {
            let (_, words) = state_words(facts, decision, state);
            out.extend(decision_rows(&project, decision, &visible(&words)));
        }
    }
    out
}

/// The products, by name.
fn project(facts: &Facts) -> String {
    let link = |root: &NodeIndex| Link::new(&facts.graph, &facts.judgement.components, *root).label();
    let mut names: Vec<String> = facts.graph.roots.iter().take(MOST_NAMED).map(link).collect();
    names.extend(facts.graph.roots.iter().skip(MOST_NAMED).map(|_| String::new()));
    list(&names, MOST_NAMED)
}

fn finding_row(
    facts: &Facts,
    project: &str,
    finding: &Finding,
    node: NodeIndex,
    state: &str,
    decision: Option<&Decision>,
) -> AuditRow {
    let link = Link::new(&facts.graph, &facts.judgement.components, node);
    let component = facts.graph.nodes.get(node as usize).map(|node| &node.component);
    let url = component.and_then(|component| component.package_url.as_ref());
    let license = facts.judgement.components.get(node as usize).map(|judged| license_cell(judged).0);
    let head = [
        project.to_owned(),
        link.name,
        link.version,
        url.map(|url| visible(url.as_str())).unwrap_or_default(),
        license.unwrap_or_default(),
        visible(&format!("{}: {}", finding.kind.title(), finding.title)),
        format!("{} ({})", finding.verdict.title(), finding.severity.title().to_lowercase()),
        state.to_owned(),
    ];
    let package = component.map(|component| Subject::of(component).package);
    with_decision(head, decision, package.as_deref())
}

/// A decision that stands beside no finding: one line for each package.
fn decision_rows(project: &str, decision: &Decision, state: &str) -> Vec<AuditRow> {
    let what = match decision.about.licenses.as_slice() {
        [] => decision.about.what.clone(),
        licenses => licenses.join(", "),
    };
    let row = |package: &str, versions: &str| {
        let head = [
            project.to_owned(),
            visible(package),
            visible(versions),
            if package.starts_with("pkg:") { visible(package) } else { String::new() },
            String::new(),
            visible(&what),
            String::new(),
            state.to_owned(),
        ];
        with_decision(head, Some(decision), Some(package))
    };
    match decision.about.subjects.as_slice() {
        [] => vec![row("", "")],
        subjects => subjects
            .iter()
            .map(|subject| row(&subject.package, subject.versions.as_deref().unwrap_or_default()))
            .collect(),
    }
}

fn with_decision(head: [String; 8], decision: Option<&Decision>, package: Option<&str>) -> AuditRow {
    let tail = match decision {
        None => Default::default(),
        Some(decision) => decision_cells(decision, package),
    };
    let mut out = AuditRow::default();
    for (cell, text) in out.iter_mut().zip(head.into_iter().chain(tail)) {
        *cell = text;
    }
    out
}

fn decision_cells(decision: &Decision, package: Option<&str>) -> [String; 7] {
    let what = match &decision.kind {
        DecisionKind::Correct { expression } => format!("licence corrected to {expression}"),
        DecisionKind::Choose { choice, .. } => format!("{choice} chosen"),
        kind => kind.title().to_owned(),
    };
    let package = package.unwrap_or_default();
    let start = decision.licenses_then.partition_point(|then| then.package.as_str() < package);
    let of_package = decision.licenses_then.get(start..).unwrap_or_default();
    let then: Vec<String> = of_package
        .iter()
        .take_while(|then| then.package == package)
        .map(|then| if then.expression.is_empty() { then.evidence.clone() } else { then.expression.clone() })
        .collect();
    [
        visible(&what),
        decision.reason.title().to_owned(),
        visible(&decision.comment),
        visible(&decision.person),
        decision.date.to_string(),
        decision.expires.as_ref().map(Date::to_string).unwrap_or_default(),
        visible(&then.join("; ")),
    ]
}
