//! All components by the rules: verdicts, findings of kind Policy, and which rules met nothing.
//!
//! One finding for each licence and rule, whatever the number of components: three hundred components under one denied
//! licence are one finding, with the places to fix. Costs each different expression once, and nodes and edges twice.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::judging::{PolicyVerdict, RuleRef, Rules};
use super::model::{Policy, Ruling};
use super::problems::{MOST_TOLD, shown};
use crate::graph::{Graph, NodeIndex, dominators};
use crate::licenses::{
    ComponentJudgement, Components, Context, Evidence, Finding, FindingKind, Judgement, Relation, Severity, Verdict,
};
use crate::model::{Notice, Scope};

/// Findings told one by one; the rest are counted in a notice.
pub const MOST_FINDINGS: usize = 1_000;
/// Places to fix that a finding names.
const PLACES: usize = 5;

/// What came of judging everything by the rules.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// The different verdicts.
    different: Vec<PolicyVerdict>,
    /// By node, a position in `different`; `None` where it is not judged: our own, or not shipped.
    of: Vec<Option<usize>>,
    /// Denials first, then by name.
    pub findings: Vec<Finding>,
    /// Rules that met nothing, and components that no rule speaks of.
    pub notices: Vec<Notice>,
}

impl Applied {
    /// One for each node; `None` where it is not judged: our own, or not shipped.
    pub fn verdicts(&self) -> impl Iterator<Item = Option<&PolicyVerdict>> {
        self.of.iter().map(|position| position.and_then(|position| self.different.get(position)))
    }
}

/// Judges all components.
pub fn apply(graph: &Graph, judgement: &Judgement, policy: &Policy, context: &Context) -> Applied {
    apply_on(graph, &OnceCell::new(), judgement, policy, context)
}

/// The same where the places of the graph may be known already; they are filled in where they are needed.
pub fn apply_on(
    graph: &Graph,
    places: &OnceCell<Places>,
    judgement: &Judgement,
    policy: &Policy,
    context: &Context,
) -> Applied {
    let mut rules = Rules::new(policy, context.use_case);
    let (different, of) = verdicts(graph, judgement, policy, &mut rules);
    let mut nodes_of: Vec<Vec<NodeIndex>> = vec![Vec::new(); different.len()];
    for (node, position) in (0..).zip(&of) {
        if let Some(nodes) = position.and_then(|position| nodes_of.get_mut(position)) {
            nodes.push(node);
        }
    }
    let mut notices = unmatched(&different, &nodes_of);
    notices.extend(unused(policy, rules.used(), graph));
    let mut groups: BTreeMap<Key, Vec<NodeIndex>> = BTreeMap::new();
    for (verdict, nodes) in different.iter().zip(nodes_of) {
        if let Some(ruling @ (Ruling::Review | Ruling::Deny)) = verdict.ruling {
            let key = (std::cmp::Reverse(ruling), verdict.license.clone(), verdict.rule, verdict.because.clone());
            groups.entry(key).or_default().extend(nodes);
        }
    }
    groups.values_mut().for_each(|nodes| nodes.sort_unstable());
    if groups.len() > MOST_FINDINGS {
        let message =
            format!("{} more policy findings; the first {MOST_FINDINGS} are listed", groups.len() - MOST_FINDINGS);
        notices.push(Notice::warning("policy-more", message, None));
    }
    let findings = if groups.is_empty() {
        Vec::new()
    } else {
        let places = places.get_or_init(|| Places::new(graph, &judgement.components));
        let groups = groups.into_iter().take(MOST_FINDINGS);
        groups.map(|(key, nodes)| finding(graph, judgement, policy, places, key, nodes)).collect()
    };
    Applied { different, of, findings, notices }
}

/// The different verdicts, and for each node which is its. What is concluded alike and is meant by the same rules for
/// packages is judged once.
fn verdicts(
    graph: &Graph,
    judgement: &Judgement,
    policy: &Policy,
    rules: &mut Rules<'_>,
) -> (Vec<PolicyVerdict>, Vec<Option<usize>>) {
    let mut different: Vec<PolicyVerdict> = Vec::new();
    let mut known: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
    let mut plain: Vec<Option<usize>> = vec![None; judgement.components.different().len()];
    let mut of = Vec::with_capacity(graph.nodes.len());
    for (node, at) in graph.nodes.iter().zip(0..) {
        let position = judgement.components.position(at).and_then(|conclusion| {
            let judged = judgement.components.get(at).filter(|judged| !judged.own)?;
            if !is_judged(judged, node.scope, policy) {
                return None;
            }
            let packages = rules.packages_of(&node.component);
            let before = match packages.is_empty() {
                true => plain.get(conclusion).copied().flatten(),
                false => known.get(&(conclusion, packages.clone())).copied(),
            };
            Some(before.unwrap_or_else(|| {
                different.push(match &judged.terms {
                    Some(terms) => rules.judge_with(terms, &packages),
                    None => rules.judge_missing_with(&judged.evidence, &packages),
                });
                let position = different.len() - 1;
                match plain.get_mut(conclusion).filter(|_| packages.is_empty()) {
                    Some(plain) => *plain = Some(position),
                    None => {
                        known.insert((conclusion, packages), position);
                    }
                }
                position
            }))
        });
        of.push(position);
    }
    (different, of)
}

type Key = (std::cmp::Reverse<Ruling>, String, RuleRef, String);

fn is_judged(judged: &ComponentJudgement, scope: Scope, policy: &Policy) -> bool {
    match (judged.relation, scope) {
        (Relation::Tool, Scope::Build) => policy.scopes.include_build,
        (Relation::Tool, _) => policy.scopes.include_dev,
        _ => true,
    }
}

fn finding(
    graph: &Graph,
    judgement: &Judgement,
    policy: &Policy,
    places: &Places,
    (std::cmp::Reverse(ruling), license, _, because): Key,
    nodes: Vec<NodeIndex>,
) -> Finding {
    let fixes: BTreeSet<NodeIndex> = nodes.iter().filter_map(|node| places.fix_point(*node)).collect();
    let everywhere = nodes.iter().all(|node| places.fix_point(*node).is_some());
    let fix_point = if fixes.len() == 1 && everywhere { fixes.first().copied() } else { None };
    let first = nodes.first().copied().unwrap_or_default();
    let name = if policy.name.is_empty() {
        "the policy".to_owned()
    } else {
        format!("the policy “{}”", shown(&policy.name))
    };
    let what = if license.is_empty() { "No usable licence" } else { license.as_str() };
    let source = match judgement.components.get(first as usize).map(|judged| &judged.evidence) {
        Some(Evidence::Rewritten(how) | Evidence::Settled(how)) => format!("{}; the licence: {how}", sentence(&name)),
        _ => sentence(&name),
    };
    Finding {
        kind: FindingKind::Policy,
        verdict: if ruling == Ruling::Deny { Verdict::Conflict } else { Verdict::Review },
        severity: if ruling == Ruling::Deny { Severity::Error } else { Severity::Review },
        title: format!("{what}: {} by {name}", if ruling == Ruling::Deny { "denied" } else { "to be reviewed" }),
        licenses: if license.is_empty() { Vec::new() } else { vec![license.clone()] },
        involved: Vec::new(),
        reason: because,
        source,
        fix_point,
        meeting: None,
        routes: vec![places.route(first, graph.nodes.len())],
        changes: changes(graph, &license, &fixes, &nodes, everywhere),
        components: nodes,
    }
}

fn sentence(name: &str) -> String {
    name.strip_prefix("the p").map_or_else(|| name.to_owned(), |rest| format!("The p{rest}"))
}

fn changes(
    graph: &Graph,
    license: &str,
    fixes: &BTreeSet<NodeIndex>,
    nodes: &[NodeIndex],
    everywhere: bool,
) -> Vec<String> {
    let mut labels: Vec<String> = fixes.iter().take(PLACES).map(|node| graph.label(*node)).collect();
    if fixes.len() > PLACES {
        labels.push(format!("{} more", fixes.len() - PLACES));
    }
    let mut out = Vec::new();
    let is_itself = |node: &NodeIndex| nodes.contains(node);
    match fixes.len() {
        0 => out.push("Replace or drop the components".to_owned()),
        1 if everywhere && !fixes.iter().all(is_itself) => {
            out.push(format!("Replace, upgrade or drop {}: every route passes through it", labels.join(", ")));
        }
        1 => out.push(format!("Replace or drop {}", labels.join(", "))),
        _ => out.push(format!("Replace, upgrade or drop each of {}", labels.join(", "))),
    }
    if license.is_empty() {
        out.push("State the licence of the component with a clarification".to_owned());
    } else {
        out.push(format!("Allow {} for these packages, or change the rule", shown(license)));
    }
    out
}

fn unmatched(different: &[PolicyVerdict], nodes_of: &[Vec<NodeIndex>]) -> Vec<Notice> {
    let mut licenses: BTreeMap<&str, usize> = BTreeMap::new();
    for (verdict, nodes) in different.iter().zip(nodes_of).filter(|(verdict, _)| verdict.ruling.is_none()) {
        *licenses.entry(&verdict.license).or_default() += nodes.len();
    }
    if licenses.is_empty() {
        return Vec::new();
    }
    let count: usize = licenses.values().sum();
    let mut names: Vec<String> = licenses
        .iter()
        .take(PLACES)
        .map(|(license, count)| format!("{} ({count})", if license.is_empty() { "no licence" } else { license }))
        .collect();
    if licenses.len() > PLACES {
        names.push(format!("{} more licences", licenses.len() - PLACES));
    }
    let verb = if count == 1 { "1 component is" } else { &format!("{count} components are") };
    let message = format!("{verb} under a licence that no rule speaks of: {}", names.join(", "));
    vec![Notice::warning("policy-unmatched", message, None)]
}

/// Rules that met nothing. Class defaults are no such promise, and are left out.
fn unused(policy: &Policy, used: &BTreeSet<RuleRef>, graph: &Graph) -> Vec<Notice> {
    let mut notices = Vec::new();
    for (at, rule) in policy.licenses.iter().enumerate() {
        if !used.contains(&RuleRef::License(at)) {
            let message = format!("The rule for {} met no component", shown(&rule.license));
            notices.push(Notice::info("policy-unused", message, rule.place.clone()));
        }
    }
    for (at, rule) in policy.packages.iter().enumerate() {
        if !used.contains(&RuleRef::Package(at)) {
            let message = format!("The exception for {} met no component", shown(&rule.subject.package));
            notices.push(Notice::info("policy-unused", message, rule.place.clone()));
        }
    }
    // Each looks at every component: of a hostile number only the first are looked at.
    for rule in policy.clarify.iter().take(MOST_TOLD) {
        if !graph.nodes.iter().any(|node| rule.subject.matches(&node.component)) {
            let message = format!("The clarification for {} met no component", shown(&rule.subject.package));
            notices.push(Notice::info("policy-unused", message, None));
        }
    }
    for rule in policy.choices.iter().take(MOST_TOLD) {
        if let Some(subject) = &rule.subject
            && !graph.nodes.iter().any(|node| subject.matches(&node.component))
        {
            let message = format!("The choice for {} met no component", shown(&subject.package));
            notices.push(Notice::info("policy-unused", message, None));
        }
    }
    let count = notices.len();
    if count > MOST_TOLD {
        notices.truncate(MOST_TOLD);
        let message = format!("{} more rules met nothing; the first {MOST_TOLD} are listed", count - MOST_TOLD);
        notices.push(Notice::info("policy-unused", message, None));
    }
    notices
}

/// Where to act, and how one gets there. The graph alone decides: neither context nor licence changes it.
#[derive(Debug, Default)]
pub struct Places {
    fix: Vec<Option<NodeIndex>>,
    /// The node before each on a shortest route from a root; a root's is itself.
    before: Vec<Option<NodeIndex>>,
}

impl Places {
    fn new(graph: &Graph, judged: &Components) -> Self {
        let own: Vec<bool> = judged.iter().map(|judged| judged.own).collect();
        let is_own = |node: NodeIndex| own.get(node as usize) == Some(&true);
        let dominators = dominators(graph);
        // The last foreign node on the way up from each to a root.
        let mut fix: Vec<Option<NodeIndex>> = vec![None; graph.nodes.len()];
        for start in 0..graph.nodes.len() as NodeIndex {
            let mut path = vec![start];
            let mut at = start;
            let top = loop {
                if let Some(known) = fix.get(at as usize).copied().flatten() {
                    break known;
                }
                match dominators.get(at as usize).copied().flatten() {
                    Some(next) if !is_own(next) && path.len() <= graph.nodes.len() => {
                        path.push(next);
                        at = next;
                    }
                    _ => break at,
                }
            };
            for node in path {
                if let Some(slot) = fix.get_mut(node as usize) {
                    *slot = Some(top);
                }
            }
        }
        let mut before: Vec<Option<NodeIndex>> = vec![None; graph.nodes.len()];
        let mut waiting: VecDeque<NodeIndex> = VecDeque::new();
        for root in &graph.roots {
            if let Some(slot) = before.get_mut(*root as usize) {
                *slot = Some(*root);
                waiting.push_back(*root);
            }
        }
        while let Some(node) = waiting.pop_front() {
            for edge in graph.dependencies(node) {
                if let Some(slot @ None) = before.get_mut(edge.to as usize) {
                    *slot = Some(node);
                    waiting.push_back(edge.to);
                }
            }
        }
        Self { fix, before }
    }

    fn fix_point(&self, node: NodeIndex) -> Option<NodeIndex> {
        self.fix.get(node as usize).copied().flatten()
    }

    fn route(&self, node: NodeIndex, limit: usize) -> Vec<NodeIndex> {
        let mut route = vec![node];
        let mut at = node;
        while let Some(before) = self.before.get(at as usize).copied().flatten() {
            if before == at || route.len() > limit {
                break;
            }
            route.push(before);
            at = before;
        }
        route.reverse();
        route
    }
}
