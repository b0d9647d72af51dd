//! The licences view: findings grouped by the place to fix, with routes, rule, source and ways out.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::decisions::{DecisionCounts, FindingDecision, counts, of_finding};
use super::duties::duties;
use super::facts::{Facts, LoadedPolicy};
use super::overview::{finding_counts, position};
use super::query::Query;
use super::words::{Link, count, visible};
use crate::graph::NodeIndex;
use crate::licenses::decisions::finding_key;
use crate::licenses::{
    Evidence, Finding, FindingKind, LicenseClass, Origin, Severity, TermTree, Verdict, data_age_months, is_old,
};
use crate::model::Scope;

/// Components listed by name at most under one finding.
const MOST_NAMED: usize = 30;
/// Findings told in full at most, over all groups; one group tells at most `MOST_IN_GROUP`.
const MOST_FINDINGS: usize = 400;
const MOST_IN_GROUP: usize = 60;

/// What of the findings and licences is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicensesRequest {
    /// A query line, as in the inventory: findings about a component it accepts, licences of such components.
    pub query: String,
    /// Findings with these verdicts are left out.
    pub hidden: BTreeSet<Verdict>,
}

/// The whole view.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicensesView {
    pub judged_for: String,
    /// What is wrong with the query; then nothing is filtered by it.
    pub error: Option<String>,
    /// Third-party components the query accepts, and all there are.
    pub matching: usize,
    pub total: usize,
    /// Findings by verdict, gravest first, as the query leaves them; hidden ones too.
    pub verdicts: Vec<(Verdict, usize)>,
    pub outbound_decided: bool,
    pub groups: Vec<FindingGroup>,
    /// Findings of each kind.
    pub kinds: Vec<(FindingKind, usize)>,
    /// SPDX ids under which all of it could go out.
    pub possible_outbound: Vec<String>,
    /// The rules that hold, in a few words; empty where there are none.
    pub policy: String,
    /// What must ship with it: (duty, how many), most pressing first.
    pub duties: Vec<(String, usize)>,
    /// Which data the verdicts rest on: `OSADL matrix, 2026-02-12`.
    pub matrix: String,
    /// Licences the matrix names.
    pub matrix_licenses: usize,
    /// The licence data is old, or states no date: a sentence; else empty.
    pub data_age: String,
    /// The same for each root by itself.
    pub root_outbounds: Vec<RootOutboundView>,
    /// What was settled and cannot be used here, each a sentence.
    pub unused: Vec<String>,
    /// Every expression that is here, with its class, verdict and uses; most used first.
    pub expressions: Vec<ExpressionUse>,
    /// Choices taken for an OR, up to 30.
    pub choices: Vec<(Link, TermTree)>,
    pub choices_total: usize,
    /// Findings by what was decided on them.
    pub decided: DecisionCounts,
}

/// What the work of one root could go out under.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RootOutboundView {
    /// Where the work starts; none for what no root reaches.
    pub roots: Vec<Link>,
    /// SPDX ids.
    pub accepted: Vec<String>,
    /// Why there is none, in one sentence; else empty.
    pub obstacle: String,
}

/// Findings with one place to fix.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingGroup {
    /// `None` where no single component is the place.
    pub place: Option<Link>,
    pub title: String,
    /// `direct, runtime scope`.
    pub position: String,
    /// `4 conflicts, 1 unknown`.
    pub counts: String,
    pub verdict: Verdict,
    /// The loudest of its findings.
    pub severity: Severity,
    pub findings: Vec<FindingView>,
    /// Findings that are not told here.
    pub more: usize,
}

/// One finding in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    /// Its position in the judgement: stable while the context is.
    pub position: usize,
    pub kind: FindingKind,
    pub verdict: Verdict,
    pub severity: Severity,
    pub title: String,
    pub reason: String,
    pub source: String,
    /// One for each component it is about.
    pub sides: Vec<Side>,
    /// Further routes that belong to it: a second way in, or that of the component a choice was made for.
    pub further_routes: Vec<Vec<Link>>,
    pub meeting: Option<Link>,
    pub changes: Vec<String>,
    /// Others it stands for: named as far as there is room, and how many in all.
    pub involved: Vec<Link>,
    pub involved_total: usize,
    /// Components beyond those in `sides`.
    pub more: usize,
    /// The finding's name across versions of a document, `O-0123456789abcdef`.
    pub key: String,
    /// What was decided on it; `None` where nothing was.
    pub decision: Option<FindingDecision>,
}

/// One component of a finding with its route.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    pub link: Link,
    pub license: String,
    pub terms: Option<TermTree>,
    /// Where its licence was read and how.
    pub evidence: String,
    pub route: Vec<Link>,
    /// How each step of the route is joined, `runtime, static`: one fewer than the route has links.
    pub steps: Vec<String>,
}

impl Side {
    /// Licence and route as they follow the name in a text, each passed through `write`: ` MIT: shop › cart`. What is not known
    /// is left out.
    pub fn told(&self, write: impl Fn(&str) -> String) -> String {
        let license = if self.license.is_empty() { String::new() } else { format!(" {}", write(&self.license)) };
        if self.route.is_empty() {
            return license;
        }
        let route: Vec<String> = self.route.iter().map(Link::label).collect();
        format!("{license}: {}", write(&route.join(" › ")))
    }
}

/// One expression and its uses.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpressionUse {
    pub expression: String,
    pub class: LicenseClass,
    /// The gravest verdict among its uses.
    pub verdict: Verdict,
    pub uses: usize,
}

/// Kinds that are told even where there is no finding of them: they were looked for.
const ALWAYS_COUNTED: [FindingKind; 4] =
    [FindingKind::Combination, FindingKind::Outbound, FindingKind::Unknown, FindingKind::Evidence];

/// Builds the view. Costs nodes + findings.
pub fn licenses(facts: &Facts, request: &LicensesRequest) -> LicensesView {
    let (accepted, error) = accepted(facts, &request.query);
    let is_about = |finding: &Finding| {
        let mut components = finding.components.iter().chain(&finding.involved);
        components.any(|node| accepted.get(*node as usize) == Some(&true))
    };
    let findings: Vec<(usize, &Finding)> =
        facts.judgement.findings.iter().enumerate().filter(|(_, finding)| is_about(finding)).collect();
    let mut verdicts: BTreeMap<Reverse<Verdict>, usize> = BTreeMap::new();
    for (_, finding) in &findings {
        *verdicts.entry(Reverse(finding.verdict)).or_default() += 1;
    }
    let mut groups: BTreeMap<Option<NodeIndex>, Vec<usize>> = BTreeMap::new();
    for (position, finding) in findings.iter().filter(|(_, finding)| !request.hidden.contains(&finding.verdict)) {
        groups.entry(finding.fix_point).or_default().push(*position);
    }
    let mut groups: Vec<FindingGroup> =
        groups.into_iter().map(|(place, positions)| group(facts, place, &positions)).collect();
    groups.sort_by(|a, b| {
        b.severity.cmp(&a.severity).then(b.verdict.cmp(&a.verdict)).then_with(|| a.title.cmp(&b.title))
    });
    let mut room = MOST_FINDINGS;
    for group in &mut groups {
        group.more += group.findings.len().saturating_sub(room);
        group.findings.truncate(room);
        room -= group.findings.len();
    }
    let (choices, choices_total) = choices(facts, &accepted);
    let third_party = |node: &usize| facts.is_third_party(*node as NodeIndex);
    LicensesView {
        judged_for: facts.judged_for(),
        error,
        matching: (0..accepted.len()).filter(third_party).filter(|node| accepted.get(*node) == Some(&true)).count(),
        total: (0..accepted.len()).filter(third_party).count(),
        verdicts: verdicts.into_iter().map(|(Reverse(verdict), count)| (verdict, count)).collect(),
        outbound_decided: facts.context.outbound != crate::licenses::Outbound::Undecided,
        groups,
        kinds: FindingKind::ALL
            .into_iter()
            .map(|kind| (kind, findings.iter().filter(|(_, finding)| finding.kind == kind).count()))
            .filter(|(kind, number)| *number > 0 || ALWAYS_COUNTED.contains(kind))
            .collect(),
        policy: facts.policy().map(policy_words).unwrap_or_default(),
        duties: duties(facts).lines.into_iter().map(|line| (line.title, line.count)).collect(),
        matrix: facts.basis().title.clone(),
        matrix_licenses: facts.basis().matrix.names.len(),
        data_age: data_age(facts),
        possible_outbound: facts.judgement.possible_outbound.clone(),
        root_outbounds: root_outbounds(facts),
        unused: facts.judgement.unused.iter().map(|note| visible(note)).collect(),
        expressions: expressions(facts, &accepted),
        choices,
        choices_total,
        decided: counts(facts),
    }
}

/// Which nodes the query accepts; all of them where it is not understood.
fn accepted(facts: &Facts, query: &str) -> (Vec<bool>, Option<String>) {
    let (query, error) = match Query::parse(query) {
        Ok(query) => (query, None),
        Err(error) => (Query::default(), Some(error.words())),
    };
    (query.select(facts), error)
}

fn policy_words(policy: &LoadedPolicy) -> String {
    let rules = &policy.read.policy;
    let name = if rules.name.is_empty() { &policy.name } else { &rules.name };
    format!("{}, {}", visible(name), count(rules.rules(), "rule"))
}

fn data_age(facts: &Facts) -> String {
    let basis = facts.basis();
    let whose = if basis.matrix.origin == Origin::File { "of a file" } else { "in this page" };
    let Some(date) = &basis.matrix.date else { return format!("The OSADL matrix {whose}: date not stated") };
    let Some(today) = facts.today.map(|today| today.to_string()) else { return String::new() };
    match data_age_months(&today, date) {
        Some(months) if is_old(&today, date) => {
            format!(
                "The OSADL matrix {whose} is {} old; OSADL asks that stale copies are not used",
                count(months as usize, "month")
            )
        }
        _ => String::new(),
    }
}

fn group(facts: &Facts, place: Option<NodeIndex>, positions: &[usize]) -> FindingGroup {
    let findings: Vec<&Finding> =
        positions.iter().filter_map(|position| facts.judgement.findings.get(*position)).collect();
    let verdict = findings.iter().map(|finding| finding.verdict).max().unwrap_or_default();
    let severity = findings.iter().map(|finding| finding.severity).max().unwrap_or_default();
    let place_link = place.map(|node| Link::new(&facts.graph, &facts.judgement.components, node));
    let title = match &place_link {
        Some(link) => link.label(),
        None => "At no single place".to_owned(),
    };
    FindingGroup {
        title,
        position: match place {
            Some(node) => position(facts, node),
            None => format!("{}, each with several ways in", count(findings.len(), "finding")),
        },
        place: place_link,
        counts: finding_counts(&findings),
        verdict,
        severity,
        findings: positions.iter().take(MOST_IN_GROUP).filter_map(|position| finding_view(facts, *position)).collect(),
        more: positions.len().saturating_sub(MOST_IN_GROUP),
    }
}

/// One finding in words; `None` where there is no such finding.
pub fn finding_view(facts: &Facts, position: usize) -> Option<FindingView> {
    let finding = facts.judgement.findings.get(position)?;
    let link = |node: NodeIndex| Link::new(&facts.graph, &facts.judgement.components, node);
    let sides: Vec<Side> = finding
        .components
        .iter()
        .take(MOST_NAMED)
        .enumerate()
        .map(|(at, node)| Side {
            link: link(*node),
            license: finding.licenses.get(at).map(|license| visible(license)).unwrap_or_default(),
            terms: facts.judgement.components.get(*node as usize).and_then(|judged| judged.terms.clone()),
            evidence: evidence(facts, *node),
            route: finding.routes.get(at).into_iter().flatten().map(|node| link(*node)).collect(),
            steps: steps(facts, finding.routes.get(at).map_or(&[], Vec::as_slice)),
        })
        .collect();
    Some(FindingView {
        position,
        kind: finding.kind,
        verdict: finding.verdict,
        severity: finding.severity,
        title: visible(&finding.title),
        reason: visible(&finding.reason),
        source: visible(&finding.source),
        more: finding.components.len() - sides.len(),
        sides,
        further_routes: finding
            .routes
            .iter()
            .skip(finding.components.len())
            .map(|route| route.iter().map(|node| link(*node)).collect())
            .collect(),
        meeting: finding.meeting.map(link),
        changes: finding.changes.iter().map(|change| visible(change)).collect(),
        involved: finding.involved.iter().take(MOST_NAMED).map(|node| link(*node)).collect(),
        involved_total: finding.involved.len(),
        key: finding_key(finding, &facts.graph).short(),
        decision: of_finding(facts, position),
    })
}

fn steps(facts: &Facts, route: &[NodeIndex]) -> Vec<String> {
    let step = |pair: &[NodeIndex]| match pair {
        [from, to] => facts
            .grounds
            .step(&facts.graph, *from, *to)
            .map(|(scope, relation)| match scope {
                Scope::Unknown => relation.as_str().to_owned(),
                scope => format!("{}, {}", scope.as_str(), relation.as_str()),
            })
            .unwrap_or_default(),
        _ => String::new(),
    };
    route.windows(2).map(step).collect()
}

fn root_outbounds(facts: &Facts) -> Vec<RootOutboundView> {
    let link = |node: &NodeIndex| Link::new(&facts.graph, &facts.judgement.components, *node);
    facts
        .judgement
        .root_outbounds
        .iter()
        .map(|outbound| RootOutboundView {
            roots: outbound.roots.iter().take(MOST_NAMED).map(link).collect(),
            accepted: outbound.accepted.clone(),
            obstacle: outbound.obstacle.as_deref().map(visible).unwrap_or_default(),
        })
        .collect()
}

fn evidence(facts: &Facts, node: NodeIndex) -> String {
    let (Some(found), Some(judged)) =
        (facts.graph.nodes.get(node as usize), facts.judgement.components.get(node as usize))
    else {
        return String::new();
    };
    let how = match &judged.evidence {
        Evidence::Exact => "exact".to_owned(),
        Evidence::Rewritten(how) | Evidence::Alias(how) | Evidence::Url(how) => how.clone(),
        Evidence::Joined(how) | Evidence::Unreadable(how) => how.clone(),
        Evidence::Settled(because) => format!("settled: {because}"),
        Evidence::Ambiguous(candidates) => format!("could be {}", super::words::list(candidates, 6)),
        Evidence::NotStated => "not stated by the author".to_owned(),
        Evidence::StatedNone => "the author states there is none".to_owned(),
        Evidence::NotInFile => "not in this file".to_owned(),
        Evidence::FormatHoldsNone => "this format holds no licences".to_owned(),
    };
    let raw: BTreeSet<&str> = found.component.licenses.iter().map(|stated| stated.raw.as_str()).collect();
    let file = found
        .license_documents
        .first()
        .and_then(|document| facts.file_of_document(*document))
        .or_else(|| facts.file_of(node));
    let file = file.map(|file| visible(&file.name)).unwrap_or_default();
    match raw.is_empty() {
        true => format!("{}. {file}", visible(&how)),
        false => format!("“{}”, {}. {file}", visible(&raw.into_iter().collect::<Vec<_>>().join("”, “")), visible(&how)),
    }
}

fn expressions(facts: &Facts, accepted: &[bool]) -> Vec<ExpressionUse> {
    let mut uses: BTreeMap<String, ExpressionUse> = BTreeMap::new();
    let judged = facts.judgement.components.iter().zip(accepted);
    for (judged, _) in judged.filter(|(judged, accepted)| !judged.own && **accepted) {
        let expression = match &judged.expression {
            Some(expression) => visible(expression),
            None => super::words::license_cell(judged).0,
        };
        let entry = uses.entry(expression.clone()).or_default();
        entry.expression = expression;
        entry.class = judged.class;
        entry.verdict = entry.verdict.max(judged.verdict);
        entry.uses += 1;
    }
    let mut out: Vec<ExpressionUse> = uses.into_values().collect();
    out.sort_by(|a, b| b.uses.cmp(&a.uses).then_with(|| a.expression.cmp(&b.expression)));
    out
}

fn choices(facts: &Facts, accepted: &[bool]) -> (Vec<(Link, TermTree)>, usize) {
    let has_choice = |tree: &TermTree| match tree {
        TermTree::Any { .. } => true,
        TermTree::All { parts, .. } => parts.iter().any(|part| matches!(part, TermTree::Any { .. })),
        TermTree::Term(_) => false,
    };
    let chosen = facts.judgement.components.iter().zip(0..).filter_map(|(judged, node)| {
        let is_shown = !judged.own && accepted.get(node as usize) == Some(&true);
        let tree = judged.terms.as_ref().filter(|tree| is_shown && has_choice(tree))?;
        Some((node, tree))
    });
    let chosen: Vec<(NodeIndex, &TermTree)> = chosen.collect();
    let total = chosen.len();
    let shown = chosen
        .into_iter()
        .take(MOST_NAMED)
        .map(|(node, tree)| (Link::new(&facts.graph, &facts.judgement.components, node), tree.clone()))
        .collect();
    (shown, total)
}
